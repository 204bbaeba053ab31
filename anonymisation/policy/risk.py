"""What a policy may say about re-identification: thresholds, kinds of columns, declared tables.

Shipped in `policies/risk.yaml`; a federation's policy changes thresholds and declares tables under
its own `risk:` section.
"""

import re
from typing import Any, Literal

from pydantic import Field

from anonymisation.policy.rules import Model, Scope
from anonymisation.policy.words import Pattern

#: How the values of a column are made coarser, step by step.
Hierarchy = Literal[
    "date", "year", "age", "postcode", "residence", "category", "number", "grid", "none"
]


class RiskThresholds(Model):
    """`k` and `l` count rows and values; `t` and shares are 0–1. None: measured, not required.

    `l` and `t` are required of declared sensitive columns only. `suppressed`: share of rows whose
    cells may be emptied one by one; `emptied`: share of the cells of quasi-identifiers that may be
    emptied in all, in a table of at least `emptied_from` rows; `linkable`: share of rows that
    another table may single out; `few`: most distinct values of a column that is taken for
    sensitive without being declared.
    """

    k: int = Field(5, ge=1)
    l: int | None = Field(2, ge=1)  # noqa: E741 - the name of the measure
    t: float | None = Field(None, ge=0, le=1)
    suppressed: float = Field(0.05, ge=0, le=1)
    emptied: float = Field(0.95, ge=0, le=1)
    emptied_from: int = Field(100, ge=1)
    linkable: float = Field(0.2, ge=0, le=1)
    few: int = Field(20, ge=2)


class QuasiKind(Model):
    """A kind of quasi-identifier: by header (folded words) or by what was done to the column.

    `beside`: how many attributes of the person (kinds whose own `beside` is 0) must stand in the
    table for columns of this kind to count.
    """

    id: str
    hierarchy: Hierarchy
    headers: tuple[Pattern, ...] = ()
    unless: Pattern | None = None
    actions: tuple[str, ...] = ()
    beside: int = Field(0, ge=0)

    def matches(self, words: str, action: str) -> bool:
        """Whether a column of these header words, so transformed, is of this kind."""
        if self.unless and re.search(self.unless, words):
            return False
        if action in self.actions:
            return True
        return any(re.search(pattern, words) for pattern in self.headers)


class SmallCells(Model):
    """A column of counts where 1 to `threshold` − 1 is not published.

    `within` names the columns whose sums are known: a lone hidden count is then joined by another.
    """

    column: str
    threshold: int = Field(5, ge=2)
    within: tuple[str, ...] = ()


class Noise(Model):
    """A column of counts published with discrete Laplace noise of scale `contribution`/`epsilon`.

    `contribution`: how many units one person may add to the whole column.
    """

    column: str
    epsilon: float = Field(gt=0, le=20)
    contribution: int = Field(1, ge=1)


class RiskTable(Scope):
    """What is declared for some tables. An empty list of quasi-identifiers: there are none.

    `exempt`: published without any threshold, on the basis given. `rows`: the few rows still alone
    in the end lose their quasi-identifiers (`cells`) or leave the table (`rows`).
    """

    quasi_identifiers: tuple[str, ...] | None = None
    sensitive: tuple[str, ...] = ()
    k: int | None = Field(None, ge=1)
    l: int | None = Field(None, ge=1)  # noqa: E741 - the name of the measure
    t: float | None = Field(None, ge=0, le=1)
    exempt: bool = False
    suppress: Literal["cells", "rows"] = "cells"
    small_cells: tuple[SmallCells, ...] = ()
    noise: tuple[Noise, ...] = ()


class RiskRules(Model):
    """The whole `risk.yaml`."""

    thresholds: RiskThresholds = RiskThresholds()
    kinds: tuple[QuasiKind, ...] = ()
    tables: tuple[RiskTable, ...] = ()


class RiskExtra(Model):
    """The `risk:` section of a federation's policy; its tables come before the shipped ones."""

    thresholds: dict[str, Any] = Field(default_factory=dict)
    tables: tuple[RiskTable, ...] = ()

    def over(self, base: RiskRules) -> RiskRules:
        """The shipped rules with these; raises pydantic's ValidationError for a wrong threshold."""
        merged = {**base.thresholds.model_dump(), **self.thresholds}
        return RiskRules(
            thresholds=RiskThresholds.model_validate(merged),
            kinds=base.kinds,
            tables=self.tables + base.tables,
        )
