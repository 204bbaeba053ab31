"""Pages from templates: one Jinja environment per language, numbers and dates as it writes them."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from babel.dates import format_date
from babel.numbers import format_decimal, format_percent
from fastapi import Request
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.responses import Response

from catalog_api.web.bytes_out import CACHE
from catalog_api.words import labels
from federation.i18n import LOCALES, Message, pick, translations
from federation.model import Finding

STATIC = Path(__file__).parent / "static"
LANGUAGE_NAMES = {"fr": "Français", "en": "English", "es": "Español"}
_DATES = frozenset({"date"})  # parameters of messages that are days
_UNITS = {
    "fr": ("o", "Ko", "Mo", "Go"),
    "en": ("B", "kB", "MB", "GB"),
    "es": ("B", "kB", "MB", "GB"),
}


@cache
def environment(locale: str) -> Environment:
    """The templates, speaking one language."""
    found = Environment(
        loader=PackageLoader("catalog_api.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    catalogue = translations(locale)
    found.install_gettext_callables(  # type: ignore[attr-defined]
        catalogue.gettext, catalogue.ngettext, newstyle=True
    )
    found.filters.update(_filters(locale))
    found.globals.update(
        locale=locale,
        locales=[(code, LANGUAGE_NAMES[code]) for code in LOCALES],
        style=f"/static/app.css?{_fingerprint('app.css')}",
        labels=labels,
    )
    return found


def _filters(locale: str) -> dict[str, Any]:
    def said(message: Message | None) -> str:
        if message is None:
            return ""
        dated = {key: day(message.params[key], locale) for key in _DATES & message.params.keys()}
        return Message(message.msgid, {**message.params, **dated}).render(locale)

    return {
        "number": lambda value: format_decimal(value, locale=locale),
        "percent": lambda share: format_percent(
            share, "#,##0 %" if locale != "en" else "#,##0%", locale=locale
        ),
        "day": lambda value: day(value, locale),
        "size": lambda value: size(value, locale),
        "pick": lambda texts: pick(texts, locale),
        "said": said,
        "country": lambda code: labels.country(code, locale),
        "language": lambda code: labels.language(code, locale),
        "entity": lambda name: labels.entity(name, locale),
        "type": lambda name: labels.column_type(name, locale),
        "action": lambda name: labels.action(name, locale),
        "by_fault": by_fault,
        "paragraphs": lambda text: [part for part in text.split("\n") if part.strip()],
    }


def day(value: str | datetime | date | None, locale: str) -> str:
    """A date in full: 3 mars 2026. A text that is no date is shown as it is."""
    if not value:
        return ""
    if isinstance(value, str):
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return str(value)
    written = format_date(value, "long", locale=locale)
    # CLDR has no ordinal for the first of a month, which French demands.
    return f"1er{written[1:]}" if locale == "fr" and value.day == 1 else written


def by_fault(findings: Iterable[Finding]) -> list[tuple[Finding, list[int]]]:
    """Findings that say the same of the same column once, each with its lines."""
    found: dict[tuple[str, str, str | None], tuple[Finding, list[int]]] = {}
    for one in findings:
        key = (str(one.title), str(one.message), one.field)
        _, rows = found.setdefault(key, (one, []))
        if one.row is not None:
            rows.append(one.row)
    return list(found.values())


def size(value: int, locale: str) -> str:
    """A number of bytes in the unit that suits it."""
    units = _UNITS[locale]
    amount, unit = float(value), 0
    while amount >= 1000 and unit < len(units) - 1:
        amount, unit = amount / 1000, unit + 1
    written = format_decimal(amount, "#,##0.#" if unit else "#,##0", locale=locale)
    return f"{written}\u00a0{units[unit]}"


@cache
def _fingerprint(name: str) -> str:
    """Changes with the file, so that browsers never keep an old style sheet."""
    return blake2b((STATIC / name).read_bytes(), digest_size=5).hexdigest()


def address(request: Request, path: str, parameters: Mapping[str, Any] | None = None) -> str:
    """A link inside the site that keeps the language the reader chose."""
    pairs: list[tuple[str, str]] = []
    for name, value in (parameters or {}).items():
        several = value if isinstance(value, list | tuple) else [value]
        pairs += [(name, str(one)) for one in several if one not in (None, "")]
    chosen = request.query_params.get("lang")
    if chosen in LOCALES and "lang" not in dict(pairs):
        pairs.append(("lang", chosen))
    return path + (f"?{urlencode(pairs)}" if pairs else "")


def page(
    request: Request,
    template: str,
    locale: str,
    values: Mapping[str, Any],
    status: int = 200,
) -> Response:
    """A rendered page."""

    def link(path: str, **parameters: object) -> str:
        return address(request, path, parameters)

    def language_link(code: str) -> str:
        others = [pair for pair in request.query_params.multi_items() if pair[0] != "lang"]
        return f"{request.url.path}?{urlencode([*others, ('lang', code)])}"

    chosen = request.query_params.get("lang")
    text = (
        environment(locale)
        .get_template(template)
        .render(
            link=link,
            language_link=language_link,
            chosen_language=chosen if chosen in LOCALES else "",
            path=request.url.path,
            **values,
        )
    )
    headers = {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Language": locale,
        "Vary": "Accept-Language",
        "Cache-Control": CACHE,
    }
    return Response(text.encode(), status, headers)
