"""Words for users: gettext catalogues, French by default, and messages that travel unrendered.

English message identifiers live in the code; `locale/<language>/LC_MESSAGES/partage.mo` hold the
translations (`make i18n` rebuilds them). A `Message` keeps its identifier and parameters so that
one stored reason can be shown in any language.
"""

import gettext as _gettext
import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

DEFAULT_LOCALE = "fr"
LOCALES = ("fr", "en", "es")
LOCALE_DIR = Path(__file__).parent / "locale"


@cache
def translations(locale: str) -> _gettext.NullTranslations:
    """The catalogue of a language; English identifiers where it has none."""
    return _gettext.translation("partage", LOCALE_DIR, [locale], fallback=True)


def translations_digest() -> str:
    """A hash of all catalogues: documents rendered with other words are out of date."""
    bodies = b"".join(path.read_bytes() for path in sorted(LOCALE_DIR.glob("*/*/partage.mo")))
    return hashlib.sha256(bodies).hexdigest()


def best_locale(*wanted: str | None) -> str:
    """The first supported language among POSIX or HTTP language tags, else French."""
    for tag in wanted:
        code = (tag or "").replace("_", "-").split("-")[0].split(".")[0].lower()
        if code in LOCALES:
            return code
    return DEFAULT_LOCALE


def environment_locale() -> str:
    """The language of the terminal, as gettext reads the environment."""
    names = ("PARTAGE_LANG", "LC_ALL", "LC_MESSAGES", "LANG")
    return best_locale(*(os.environ.get(name) for name in names))


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence to be shown later, in the reader's language.

    `params` fill `%(name)s` places; a parameter may itself be a Message, and the number `n` has the
    sentence agree (see `counted`). They never hold cell content: messages are stored, logged and
    published.
    """

    msgid: str
    params: Mapping[str, Any] = field(default_factory=dict)

    def render(self, locale: str = DEFAULT_LOCALE) -> str:
        """The sentence in a language."""
        text = _text(self.msgid, self.params.get("n"), locale)
        if not self.params:
            return text
        return text % {key: _shown(value, locale) for key, value in self.params.items()}

    def __str__(self) -> str:
        return self.render("en")


def _text(msgid: str, count: Any, locale: str) -> str:  # noqa: ANN401 - any parameter
    """The translation of a sentence, in the form that a number asks for where it has several."""
    catalogue = translations(locale)
    if isinstance(count, int):
        found = catalogue.ngettext(msgid, "", count)
        if found not in ("", msgid):
            return found
    return catalogue.gettext(msgid)


def mark(msgid: str) -> str:
    """Mark a sentence for translation without making a message of it yet."""
    return msgid


def _shown(value: Any, locale: str) -> Any:  # noqa: ANN401 - any printable value
    """A parameter as printed; a message inside a message may have been stored as JSON."""
    if isinstance(value, Message):
        return value.render(locale)
    if isinstance(value, Mapping) and "msgid" in value:
        return Message(value["msgid"], value.get("params", {})).render(locale)
    return value


def msg(msgid: str, **params: Any) -> Message:  # noqa: ANN401 - any printable value
    """Mark a sentence for translation and keep its parameters beside it."""
    return Message(msgid, params)


def counted(one: str, many: str, n: int, **params: Any) -> Message:  # noqa: ANN401 - as `msg`
    """A sentence that a number, `%(n)s` in it, has agree: each language in its own way.

    `many` is what the catalogues know the other forms by; the message keeps `one`.
    """
    del many
    return Message(one, {**params, "n": n})


def pick(texts: Mapping[str, str], locale: str) -> str:
    """The text of a multilingual value in a language, else French, English, Spanish, any."""
    for code in (locale, *LOCALES):
        if texts.get(code):
            return texts[code]
    return next((text for text in texts.values() if text), "")
