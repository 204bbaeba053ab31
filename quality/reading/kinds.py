"""What a file really is, told by its first bytes; its name and declared type come last.

Portals lie about formats (an HTML error page named .csv, a CSV named .xls), bytes do not.
"""

import zipfile
from pathlib import Path

from federation.errors import FailureCode, TableError
from federation.i18n import msg

_HEAD = 4096

#: First bytes of what is certainly no table → how people call it.
_NO_TABLE = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"II*\x00": "TIFF",
    b"MM\x00*": "TIFF",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7-Zip",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
    b"\x7fELF": "ELF",
    b"{\\rtf": "RTF",
    b"SQLite format 3": "SQLite",
}
_MARKUP = (b"<!doctype html", b"<html", b"<head", b"<body", b"<script", b"<table", b"<!--")


def kind_of(path: Path, hints: tuple[str, ...] = ()) -> str:
    """csv, json, jsonl, parquet, xlsx, xls, ods, zip or gzip.

    `hints` are lower-case words of the file name's extension and of the declared format.
    TableError: UNSUPPORTED for known formats without a table, WRONG_FORMAT for web pages and XML.
    """
    with path.open("rb") as handle:
        head = handle.read(_HEAD)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "csv"
    _refuse(head)
    packed = _packed(path, head)
    if packed:
        return packed
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if text[:1] in (b"{", b"["):
        return _json_kind(text, hints)
    return "csv"


def _refuse(head: bytes) -> None:
    for magic, name in _NO_TABLE.items():
        if head.startswith(magic):
            raise unsupported(name)
    text = head.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    if text.startswith(_MARKUP):
        raise _page()
    if text.startswith((b"<?xml", b"<!doctype")):
        raise _page() if b"<html" in text else unsupported("XML")


def unsupported(name: str) -> TableError:
    """A format, named as people name it, that holds no table partage can read."""
    return TableError(
        FailureCode.UNSUPPORTED,
        msg(
            "The file is in the format %(format)s, from which no table is read. Publish the table "
            "itself as CSV, XLSX or ODS.",
            format=name,
        ),
    )


def _page() -> TableError:
    return TableError(
        FailureCode.WRONG_FORMAT,
        msg(
            "The address answers with a web page instead of a data file: often an error page, a "
            "login page or a moved file. Open the address in a browser and correct it."
        ),
    )


def _packed(path: Path, head: bytes) -> str | None:
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return "xls"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(path)
    return None


def _zip_kind(path: Path) -> str:
    """Office files are zips with known members."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return "zip"
    if "xl/workbook.xml" in names or "xl/workbook.bin" in names:
        return "xlsx"
    if "word/document.xml" in names:
        raise unsupported("DOCX")
    if "content.xml" in names and "mimetype" in names:
        return "ods"
    return "zip"


def _json_kind(text: bytes, hints: tuple[str, ...]) -> str:
    if any(hint in ("csv", "tsv", "txt") for hint in hints) and not _plausible_json(text):
        return "csv"
    return "json"


def _plausible_json(text: bytes) -> bool:
    """A CSV may begin with a bracket in its first cell; JSON goes on with a value or a name."""
    following = text[1:].lstrip()[:1]
    return following in (b'"', b"{", b"[", b"]", b"}") or following.isdigit()
