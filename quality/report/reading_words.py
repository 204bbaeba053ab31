"""How a file was read, in plain words: format, characters and why, separator, sheet, header."""

from collections.abc import Iterator

from federation.i18n import Message, msg
from federation.model import SourceFormat
from quality.reading.encoding import MIXED

_FORMATS = {
    "csv": "CSV",
    "xlsx": "XLSX",
    "xls": "XLS",
    "ods": "ODS",
    "json": "JSON",
    "geojson": "GeoJSON",
    "parquet": "Parquet",
}
_CHARACTERS = {
    "utf-8": msg("Characters: UTF-8, as all of its bytes show."),
    "utf-8-sig": msg("Characters: UTF-8, as the mark at its beginning says."),
    "utf-16": msg("Characters: UTF-16, as the mark at its beginning says."),
    "utf-16-le": msg("Characters: UTF-16, as every other byte shows."),
    "utf-16-be": msg("Characters: UTF-16, as every other byte shows."),
    "cp1252": msg(
        "Characters: Windows-1252, as its bytes are not UTF-8. Look at the accents: should they be "
        "wrong, save the file as “CSV UTF-8”."
    ),
    MIXED: msg(
        "Characters: UTF-8, with some Windows-1252 among it: two exports were probably put "
        "together. Look at the accents, and save the file as “CSV UTF-8”."
    ),
}
_DELIMITERS = {
    ";": msg("semicolon"),
    ",": msg("comma"),
    "\t": msg("tab"),
    "|": msg("vertical bar"),
}


def reading(source: SourceFormat) -> tuple[Message, ...]:
    """What was found when the file was read, one sentence each."""
    return tuple(_sentences(source))


def _sentences(source: SourceFormat) -> Iterator[Message]:
    kind = _FORMATS.get(source.kind, source.kind)
    if source.compression:
        yield msg(
            "Format: %(format)s, inside a %(archive)s archive.",
            format=kind,
            archive=source.compression.upper(),
        )
    else:
        yield msg("Format: %(format)s.", format=kind)
    if source.encoding:
        unnamed = msg("Characters: %(encoding)s.", encoding=source.encoding)
        yield _CHARACTERS.get(source.encoding, unnamed)
    if source.delimiter:
        yield msg(
            "Separator between cells: %(separator)s. A text that holds one stands between double "
            "quotes.",
            separator=_DELIMITERS.get(source.delimiter, source.delimiter),
        )
    if source.sheet:
        yield msg("Sheet: “%(sheet)s”.", sheet=source.sheet)
    if source.kind in ("csv", "xlsx", "xls", "ods"):
        yield msg("Column names: line %(line)s.", line=source.header_line)
