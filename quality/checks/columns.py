"""Checks over several columns of a row: filled together, at least one, compared, added up."""

import operator
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

import polars as pl

from federation.i18n import msg
from quality.cells import ColumnReader
from quality.checks.base import Quick, RowCheck, Values
from quality.proofs import DATE, INTEGER

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


def _texts(readers: Sequence[ColumnReader]) -> bool:
    """Whether no cell of the columns can have a type error: filled is then not missing."""
    return all(
        reader.field.type == "string" and reader.field.format == "default" for reader in readers
    )


def _evaluated(expression: pl.Expr) -> Quick:
    return lambda frame: frame.select(expression.alias("proven")).to_series()


def _quick_one_of(readers: Sequence[ColumnReader]) -> Quick | None:
    if not _texts(readers):
        return None
    return _evaluated(~pl.all_horizontal(reader.is_missing for reader in readers))


def _quick_cohesive(readers: Sequence[ColumnReader]) -> Quick | None:
    # An empty row of the group is right whatever the types; a filled one is if none can be wrong.
    empty = pl.all_horizontal(reader.is_missing for reader in readers)
    if not _texts(readers):
        return _evaluated(empty | _all(readers, "integer", INTEGER))
    return _evaluated(empty | ~pl.any_horizontal(reader.is_missing for reader in readers))


def _all(readers: Sequence[ColumnReader], kind: str, shape: str) -> pl.Expr:
    """Rows where every column is of that type and written in that canonical shape."""
    if any(reader.field.type != kind or reader.missing != [""] for reader in readers):
        return pl.lit(value=False)
    return pl.all_horizontal(reader.cell.str.contains(shape) for reader in readers)


def _quick_compare(
    readers: Sequence[ColumnReader], compare: Callable[[Any, Any], Any]
) -> Quick | None:
    first, second = (reader.cell for reader in readers)
    kinds = {reader.field.type for reader in readers}
    if kinds == {"integer"}:
        whole = compare(first.cast(pl.Int64, strict=False), second.cast(pl.Int64, strict=False))
        return _evaluated((_all(readers, "integer", INTEGER) & whole).fill_null(value=False))
    if kinds == {"date"}:
        # ISO dates sort as text.
        return _evaluated(_all(readers, "date", DATE) & compare(first, second))
    return None


def _quick_sum(readers: Sequence[ColumnReader]) -> Quick | None:
    numbers = [reader.cell.cast(pl.Int64, strict=False) for reader in readers]
    equal = numbers[0] == pl.sum_horizontal(numbers[1:])
    return _evaluated((_all(readers, "integer", INTEGER) & equal).fill_null(value=False))
