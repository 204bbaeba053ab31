"""How much of a file is read before it is refused, and the refusals themselves."""

import errno
from dataclasses import dataclass

from federation.errors import FailureCode, TableError
from federation.i18n import msg


@dataclass(frozen=True, slots=True)
class ReadLimits:
    """Bounds of one reading; sizes in bytes, `max_ratio` = unpacked size over packed size.

    `max_sheet_bytes` bounds what a spreadsheet unpacks to: spreadsheets are held in memory.
    """

    max_file_bytes: int = 2_000_000_000
    max_ratio: int = 200
    max_line_bytes: int = 1_000_000
    max_sheet_bytes: int = 300_000_000
    max_columns: int = 2_000


#: Small files may unpack far beyond the ratio without harm (a column of zeros does).
RATIO_FLOOR = 10_000_000


def is_damage(error: OSError) -> bool:
    """Whether an OSError of a reading library is about the bytes, not about this machine."""
    return error.errno in (None, errno.EINVAL)


def too_large(limit: int) -> TableError:
    """The file is over a size limit in bytes."""
    return TableError(
        FailureCode.TOO_LARGE,
        msg(
            "The file is larger than the %(limit)s million bytes accepted here. Publish it in "
            "several files, for example one per year.",
            limit=limit // 1_000_000,
        ),
    )


def line_too_long(limit: int) -> TableError:
    """A line, a record or a cell is over the limit in bytes."""
    return TableError(
        FailureCode.LINE_TOO_LONG,
        msg(
            "A line of the file is longer than %(limit)s characters: it is not a table, its line "
            "ends are missing, or a double quote is never closed. Export the file again as CSV.",
            limit=limit,
        ),
    )


def malformed(detail: str) -> TableError:
    """The bytes do not follow the format they announce; `detail` names the format."""
    return TableError(
        FailureCode.MALFORMED,
        msg(
            "The file is damaged: it cannot be read as %(format)s to its end. Export it again, "
            "open it to check it, and publish it anew.",
            format=detail,
        ),
    )


def empty() -> TableError:
    """Nothing that could be a table."""
    return TableError(
        FailureCode.EMPTY,
        msg("The file holds no table: no row with column names was found in it."),
    )


def no_header() -> TableError:
    """The record taken for the header holds data about people."""
    return TableError(
        FailureCode.MALFORMED,
        msg(
            "The first row holds data (an e-mail address, a telephone or identity number) instead "
            "of column names. Insert a first row with the name of each column and export again."
        ),
    )


def too_many_columns(limit: int) -> TableError:
    """The header is wider than any table made by people."""
    return TableError(
        FailureCode.MALFORMED,
        msg(
            "The first row has more than %(limit)s columns. Check that the separator is the same "
            "on every line and that rows and columns are not swapped.",
            limit=limit,
        ),
    )
