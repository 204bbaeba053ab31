"""Rules that tie the columns of a row together, and the share of a table's rows that follow them.

Those of a schema come from its `custom_checks`; the data officer may add others to a suite. They
are measured on the typed snapshot: here the question is whether the share changes, not which row
is wrong (that is conformity).
"""

import functools
import operator
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from quality.schemas import CustomCheck

COMPARE, SUM, TOGETHER, ONE_OF = "compare", "sum", "together", "one-of"
_OPERATORS: Mapping[str, Callable[[pl.Expr, pl.Expr], pl.Expr]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
    "<=": operator.le,
    "<": operator.lt,
}
#: True on each row.
_EVERY = pl.int_range(pl.len()) >= 0
#: Sums of decimal numbers are compared within this share of the total.
_TOLERANCE = 1e-9


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule over columns: `compare` (with `op`), `sum` (first = the others), `together`, `one-of`.

    Rows where a cell of a comparison or a sum is empty are left out.
    """

    kind: str
    columns: tuple[str, ...]
    op: str = ""

    @property
    def text(self) -> str:
        """The rule in one line: its name in metrics and suites."""
        if self.kind == COMPARE:
            return f"{self.columns[0]} {self.op} {self.columns[1]}"
        if self.kind == SUM:
            return f"{self.columns[0]} = {' + '.join(self.columns[1:])}"
        return f"{self.kind}: {', '.join(self.columns)}"

    def plain(self) -> dict[str, Any]:
        """The rule as written in a suite."""
        found: dict[str, Any] = {"kind": self.kind, "columns": list(self.columns)}
        return found | ({"op": self.op} if self.op else {})


@dataclass(frozen=True, slots=True)
class RuleShare:
    """Rows a rule applies to, and those that follow it."""

    applies: int
    follows: int

    @property
    def share(self) -> float:
        """Share of rows that follow the rule; 1 where it applies to none."""
        return self.follows / self.applies if self.applies else 1.0


def parsed_rule(written: object) -> Rule | None:
    """The rule written in a suite; None when it makes no sense."""
    if not isinstance(written, Mapping):
        return None
    columns = written.get("columns")
    if not isinstance(columns, list) or not all(isinstance(each, str) for each in columns):
        return None
    rule = Rule(str(written.get("kind")), tuple(columns), str(written.get("op") or ""))
    return rule if _sensible(rule) else None


def _sensible(rule: Rule) -> bool:
    if rule.kind == COMPARE:
        return rule.op in _OPERATORS and len(rule.columns) == 2
    return rule.kind in (SUM, TOGETHER, ONE_OF) and len(rule.columns) >= 2


def schema_rules(checks: Sequence[CustomCheck]) -> tuple[Rule, ...]:
    """The rules among the checks of a schema, each once."""
    found = (_from_check(check.name, check.params) for check in checks)
    return tuple(dict.fromkeys(rule for rule in found if rule is not None and _sensible(rule)))


def _from_check(name: str, params: Mapping[str, Any]) -> Rule | None:
    first = str(params.get("column", ""))
    match name:
        case "compare-columns-value":
            return Rule(COMPARE, (first, str(params.get("column2"))), str(params.get("op")))
        case "sum-columns-value":
            return Rule(SUM, (first, *params.get("columns", ())))
        case "cohesive-columns-value":
            others = params.get("othercolumns", params.get("columns", ()))
            return Rule(TOGETHER, (first, *others))
        case "one-of-required":
            return Rule(ONE_OF, (str(params.get("column1")), str(params.get("column2"))))
        case _:
            return None


def measured_rule(frame: pl.LazyFrame, rule: Rule) -> RuleShare:
    """How many rows of a table a rule applies to, and how many follow it; streamed."""
    applies, follows = _expressions(rule, frame.collect_schema())
    found = frame.select(
        applies.fill_null(value=False).sum().alias("applies"),
        (applies & follows).fill_null(value=False).sum().alias("follows"),
    ).collect(engine="streaming")
    return RuleShare(*found.row(0))


def _expressions(rule: Rule, types: pl.Schema) -> tuple[pl.Expr, pl.Expr]:
    filled = [pl.col(name).is_not_null() for name in rule.columns]
    if rule.kind == TOGETHER:
        return _EVERY, pl.all_horizontal(filled) | ~pl.any_horizontal(filled)
    if rule.kind == ONE_OF:
        return _EVERY, pl.any_horizontal(filled)
    if rule.kind == COMPARE:
        first, second = _comparable(rule.columns, types)
        return pl.all_horizontal(filled), _OPERATORS[rule.op](first, second)
    total, *parts = (pl.col(name).cast(pl.Float64, strict=False) for name in rule.columns)
    gap = (total - functools.reduce(operator.add, parts)).abs()
    return pl.all_horizontal(filled), gap <= _TOLERANCE * pl.max_horizontal(total.abs(), 1.0)


def _comparable(columns: Sequence[str], types: pl.Schema) -> list[pl.Expr]:
    """Both columns as they are when of one kind, else as numbers."""
    kinds = [types[name] for name in columns]
    cells = [pl.col(name) for name in columns]
    if kinds[0] == kinds[1] or all(kind.is_numeric() for kind in kinds):
        return cells
    return [cell.cast(pl.Float64, strict=False) for cell in cells]
