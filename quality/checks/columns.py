"""Checks over several columns of a row: filled together, at least one, compared, added up."""

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

import numpy as np
import polars as pl

from federation.i18n import msg
from quality.cells.batches import Batch, Mask
from quality.cells.proofs import DATE, INTEGER
from quality.cells.reader import ColumnReader, filled
from quality.checks.base import Quick, RowCheck, Values

_OPERATORS: Mapping[str, Callable[[Any, Any], bool]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "<=": operator.le,
    "<": operator.lt,
}


def cohesive_check(params: Mapping[str, Any]) -> RowCheck:
    """All the columns filled, or all empty."""
    others = params.get("othercolumns", params.get("columns", ()))
    columns = (params["column"], *others)
    return RowCheck(
        type="cohesive-columns-value",
        columns=columns,
        test=lambda values: len({value is None for value in values}) == 1,
        skips_none=False,
        cell=False,
        title=msg("Columns to fill together"),
        message=msg(
            "The columns %(columns)s go together: fill all of them on a row, or leave all of them "
            "empty.",
            columns=_listed(columns),
        ),
        quick=_quick_cohesive,
    )


def one_of_check(params: Mapping[str, Any]) -> RowCheck:
    """At least one of two columns filled."""
    columns = (params["column1"], params["column2"])
    return RowCheck(
        type="one-of-required",
        columns=columns,
        test=lambda values: any(value is not None for value in values),
        skips_none=False,
        cell=False,
        title=msg("One of two columns is required"),
        message=msg(
            "At least one of the columns %(columns)s must be filled on each row. Fill in the one "
            "you know.",
            columns=_listed(columns),
        ),
        quick=_quick_one_of,
    )


def compare_check(params: Mapping[str, Any]) -> RowCheck:
    """A column before, after or equal to another."""
    first, second, op = params["column"], params["column2"], params["op"]
    compare = _OPERATORS[op]
    return RowCheck(
        type="compare-columns-value",
        columns=(first, second),
        test=lambda values: _compares(compare, values[0], values[1]),
        title=msg("Values that contradict each other"),
        message=msg(
            "The value of the column “%(first)s” must be %(op)s that of the column “%(second)s”. "
            "Check both cells of the row.",
            first=first,
            second=second,
            op=op,
        ),
        quick=lambda readers: _quick_compare(readers, compare),
    )


def _compares(compare: Callable[[Any, Any], bool], first: Any, second: Any) -> bool:  # noqa: ANN401
    """Numbers as numbers, texts as texts, other values of one type by their text."""
    numbers = _number(first), _number(second)
    if None not in numbers:
        return compare(*numbers)
    if type(first) is not type(second):
        return False
    return compare(str(first), str(second))


def _number(value: object) -> Decimal | None:
    if isinstance(value, bool):
        return None
    if not isinstance(value, int | float | Decimal | str):
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return None if number.is_nan() else number


def sum_check(params: Mapping[str, Any]) -> RowCheck:
    """A column equal to the sum of others."""
    total, parts = params["column"], tuple(params["columns"])
    return RowCheck(
        type="sum-columns-value",
        columns=(total, *parts),
        test=_adds_up,
        title=msg("Wrong sum"),
        message=msg(
            "The value of the column “%(total)s” must be the sum of the columns %(parts)s. Check "
            "the cells of the row.",
            total=total,
            parts=_listed(parts),
        ),
        quick=_quick_sum,
    )


def _adds_up(values: Values) -> bool:
    numbers = [_number(value) for value in values]
    known = [number for number in numbers if number is not None]
    return len(known) == len(numbers) and known[0] == sum(known[1:], Decimal(0))


def _listed(columns: Sequence[str]) -> str:
    return ", ".join(columns)


def _sure(readers: Sequence[ColumnReader]) -> bool:
    """Whether no cell of the columns can have a type error: filled is then not missing."""
    return all(
        reader.field.type == "string" and reader.field.format == "default" for reader in readers
    )


def _quick_one_of(readers: Sequence[ColumnReader]) -> Quick | None:
    if not _sure(readers):
        return None
    return lambda batch: np.logical_or.reduce(filled(batch, readers))


def _quick_cohesive(readers: Sequence[ColumnReader]) -> Quick | None:
    """Rows where all cells are empty, or all filled with values that cannot be of a wrong type."""
    if not _sure(readers) and not _are(readers, "integer"):
        return None

    def proven(batch: Batch) -> Mask:
        there = filled(batch, readers)
        whole = there if _sure(readers) else [_whole(batch, each).proven for each in readers]
        found: Mask = np.logical_and.reduce(whole) | ~np.logical_or.reduce(there)
        return found

    return proven


def _quick_compare(
    readers: Sequence[ColumnReader], compare: Callable[[Any, Any], Any]
) -> Quick | None:
    if not (_are(readers, "integer") or _are(readers, "date")):
        return None

    def proven(batch: Batch) -> Mask:
        first, second = (_whole(batch, each) for each in readers)
        found: Mask = first.proven & second.proven & compare(first.numbers, second.numbers)
        return found

    return proven


def _quick_sum(readers: Sequence[ColumnReader]) -> Quick | None:
    if not _are(readers, "integer"):
        return None

    def proven(batch: Batch) -> Mask:
        total, *parts = (_whole(batch, each) for each in readers)
        equal = total.numbers == np.add.reduce([each.numbers for each in parts])
        proofs = [equal, total.proven, *(each.proven for each in parts)]
        found: Mask = np.logical_and.reduce(proofs)
        return found

    return proven


def _are(readers: Sequence[ColumnReader], kind: str) -> bool:
    """Whether every column is of that type, with nothing but the empty cell missing."""
    return all(reader.field.type == kind and reader.missing == [""] for reader in readers)


@dataclass(frozen=True, slots=True)
class _Whole:
    """Whole numbers per row (days as AAAAMMJJ), right where `proven`."""

    numbers: "np.ndarray[Any, np.dtype[np.int64]]"
    proven: Mask


def _whole(batch: Batch, reader: ColumnReader) -> _Whole:
    found: _Whole = batch.once((reader.position, "whole"), lambda: _numbers(batch, reader))
    return found


def _numbers(batch: Batch, reader: ColumnReader) -> _Whole:
    column = reader.column(batch)
    is_date = reader.field.type == "date"
    shape = DATE if is_date else INTEGER
    if column.few is not None:
        right = [re.fullmatch(shape.rstrip("$"), text) is not None for text in column.few]
        texts = (text.replace("-", "") if is_date else text for text in column.few)
        pairs = zip(texts, right, strict=True)
        numbers = np.array([int(text) if whole else 0 for text, whole in pairs], np.int64)
        return _Whole(column.spread(numbers), column.spread(np.array(right, np.bool_)))
    # Days in canonical form sort as their digits do.
    digits = column.values.str.replace_all("-", "", literal=True) if is_date else column.values
    numbers = digits.cast(pl.Int64, strict=False).fill_null(0).to_numpy()
    proven = reader.evaluate(batch, reader.cell.str.contains(shape))
    return _Whole(column.spread(numbers), column.spread(proven))
