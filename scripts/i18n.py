"""Gathers every sentence for users and compiles the catalogues of French, English and Spanish.

`python scripts/i18n.py` updates `partage.pot`, the `.po` files and the `.mo` files;
`--check` changes nothing and fails when one of them is stale or a translation is missing.
"""

import argparse
import copy
import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
LOCALE = ROOT / "federation" / "locale"
ROOMS = (
    "anonymisation",
    "catalog_api",
    "connectors",
    "federation",
    "orchestration",
    "quality",
)
LOCALES = ("fr", "en", "es")
KEYWORDS = {
    "msg": None,
    "counted": (1, 2),
    "mark": None,
    "fault": None,
    "t": None,
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
}
METHODS = [
    ("**.py", "python"),
    ("**/templates/**.html", "jinja2"),
    ("**/templates/**.xml", "jinja2"),
]


def extract() -> Catalog:
    """Every sentence of the code and the templates."""
    found = Catalog(project="partage", charset="utf-8")
    for room in ROOMS:
        rows = extract_from_dir(
            str(ROOT / room), METHODS, keywords=KEYWORDS, comment_tags=("i18n:",)
        )
        for name, _, message, comments, context in rows:
            found.add(
                message, None, [(f"{room}/{name}", 0)], auto_comments=comments, context=context
            )
    return found


HEADER = """\
# Sentences of partage for its users.
# This file is distributed under the licence of the project, EUPL-1.2."""


def load(locale: str, template: Catalog) -> Catalog:
    """A language's catalogue, brought up to date with the sentences found."""
    path = LOCALE / locale / "LC_MESSAGES" / "partage.po"
    if path.exists():
        with path.open("rb") as handle:
            catalog = read_po(handle, locale=locale)
    else:
        catalog = Catalog(locale=locale, project="partage", charset="utf-8")
    # A copy: Babel would put the very messages of the template into every language.
    catalog.update(copy.deepcopy(template), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    catalog.fuzzy = False
    catalog.header_comment = HEADER
    catalog.msgid_bugs_address = catalog.language_team = ""
    if locale == "en":
        for message in catalog:
            if message.id and not is_translated(message):
                message.string = message.id
    return catalog


def is_translated(message: Message) -> bool:
    """Whether every form of a sentence has its translation."""
    strings = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return all(strings) and not message.fuzzy


def as_po(catalog: Catalog) -> bytes:
    """The text form, without dates or line numbers: equal catalogues give equal bytes."""
    buffer = io.BytesIO()
    write_po(buffer, catalog, omit_header=False, sort_output=True, width=100, no_location=True)
    lines = buffer.getvalue().split(b"\n")
    volatile = (b'"POT-Creation-Date', b'"PO-Revision-Date', b'"Generated-By', b'"Last-Translator')
    return b"\n".join(line for line in lines if not line.startswith(volatile))


def as_mo(catalog: Catalog) -> bytes:
    """The compiled form, without the hour: equal catalogues give equal bytes."""
    catalog.creation_date = catalog.revision_date = datetime(2000, 1, 1, tzinfo=UTC)
    buffer = io.BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def build() -> dict[Path, bytes]:
    """Every file that should exist, with its bytes."""
    template = extract()
    files = {LOCALE / "partage.pot": as_po(template)}
    for locale in LOCALES:
        catalog = load(locale, template)
        text = as_po(catalog)
        folder = LOCALE / locale / "LC_MESSAGES"
        files[folder / "partage.po"] = text
        # Compiled from the text, not from memory: what is committed is what is compiled.
        files[folder / "partage.mo"] = as_mo(read_po(io.BytesIO(text), locale=locale))
    return files


def missing() -> list[tuple[str, str]]:
    """Sentences without a translation, with their language."""
    template = extract()
    return [
        (locale, str(message.id))
        for locale in LOCALES
        for message in load(locale, template)
        if message.id and not is_translated(message)
    ]


def main() -> int:
    """Write the files, or check them."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--check", action="store_true")
    check = options.parse_args().check
    stale = [
        path for path, body in build().items() if not path.exists() or path.read_bytes() != body
    ]
    absent = missing()
    for locale, sentence in absent:
        print(f"{locale}: not translated: {sentence[:90]}")
    if check:
        for path in stale:
            print(f"stale: {path.relative_to(ROOT)} (run: make i18n)")
        return 1 if stale or absent else 0
    for path, body in build().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
    print(f"{len(stale)} files written, {len(absent)} translations missing")
    return 0


if __name__ == "__main__":
    sys.exit(main())
