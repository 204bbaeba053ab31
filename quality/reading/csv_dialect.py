"""How a CSV file is cut: its separator, and the record that holds the column names.

RFC 4180 with what French administrations publish: `;`, tab or `|` between cells, a space after
each separator, and title lines before the header.
"""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DELIMITERS = (";", ",", "\t", "|")
_SAMPLE_LINES = 200
_SAMPLE_CHARACTERS = 1 << 18
_PREAMBLE = 30


@dataclass(frozen=True, slots=True)
class CsvDialect:
    """Separator, whether the space after it is dropped, and record number of the header."""

    delimiter: str
    skip_space: bool
    header_line: int

    def reader(self, lines: Iterator[str]) -> Any:  # noqa: ANN401 - csv's reader has no public type
        """Python's own CSV reader for this dialect."""
        return _reader(lines, self.delimiter, skip_space=self.skip_space)


def _reader(lines: Iterator[str], delimiter: str, *, skip_space: bool = False) -> Any:  # noqa: ANN401
    return csv.reader(lines, delimiter=delimiter, quotechar='"', skipinitialspace=skip_space)


def detect(path: Path, start: int, hint: str | None = None) -> CsvDialect:
    """The dialect of a UTF-8 file from its first lines; `hint` is a separator announced (TSV)."""
    lines, whole = _sample(path, start)
    ranked = [hint] if hint and any(hint in line for line in lines) else list(DELIMITERS)
    records = {each: _records(lines, each, whole=whole) for each in ranked}
    delimiter = max(ranked, key=lambda each: _score(records[each]))
    if not hint and _width(records[delimiter])[0] < 2:
        delimiter = ","  # one column: any separator would do
    chosen = records[delimiter]
    line = header_line(chosen)
    return CsvDialect(delimiter, _spaced(lines, chosen, line, delimiter), line)


def _sample(path: Path, start: int) -> tuple[list[str], bool]:
    with path.open("rb") as raw:
        raw.seek(start)
        text = raw.read(_SAMPLE_CHARACTERS + 1).decode("utf-8", "ignore")
    lines = list(io.StringIO(text, newline=""))
    whole = len(text) <= _SAMPLE_CHARACTERS and len(lines) <= _SAMPLE_LINES
    return lines[:_SAMPLE_LINES], whole


def _records(lines: list[str], delimiter: str, *, whole: bool) -> list[list[str]]:
    records: list[list[str]] = []
    try:
        records.extend(_reader(iter(lines), delimiter))
    except csv.Error:
        return records
    return records if whole else records[:-1] or records


def _width(records: list[list[str]]) -> tuple[int, float]:
    """The usual number of cells, and the share of records that have it."""
    widths = Counter(len(record) for record in records if record)
    if not widths:
        return 1, 0.0
    width, count = max(widths.items(), key=lambda each: (each[1], each[0]))
    return width, count / widths.total()


def _score(records: list[list[str]]) -> tuple[bool, int, bool, float, int]:
    """How well a separator explains the lines: several cells, header first, regular rows."""
    width, share = _width(records)
    line = header_line(records)
    first = records[line - 1] if records else []
    # Few title lines come first: a wrong separator cuts the odd row, but never the header.
    return width > 1, -line, len(first) == width, round(share, 1), width


def header_line(records: list[list[str]]) -> int:
    """Number (first = 1) of the record with the column names: the first that is no title line.

    A title line is far less filled than the usual record; a header never is.
    """
    width, _ = _width(records)
    for number, record in enumerate(records[:_PREAMBLE], start=1):
        if not _is_title(record, width):
            return number
    filled = (number for number, record in enumerate(records, start=1) if any(record))
    return next(filled, 1)


def _is_title(record: list[str], width: int) -> bool:
    filled = sum(1 for cell in record if cell.strip())
    if filled == 0:
        return True
    if width == 2:
        return len(record) == 1
    return width > 2 and filled <= max(1, width // 4)


def _spaced(lines: list[str], records: list[list[str]], line: int, delimiter: str) -> bool:
    """Whether every separator of the header is followed by a space (`a, b, c`)."""
    if line > len(records) or len(records[line - 1]) < 3:
        return False
    following = records[line - 1][1:]
    return all(cell.startswith(" ") for cell in following) and any(
        delimiter + " " in text for text in lines
    )
