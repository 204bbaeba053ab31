"""Rows that do not leave, as a data officer's rules declare them."""

from collections.abc import Sequence

import polars as pl

from anonymisation.policy.rules import RowRule


def without_rows(frame: pl.DataFrame, rules: Sequence[RowRule]) -> pl.DataFrame:
    """The rows that no rule takes out."""
    for rule in rules:
        cell = pl.col(rule.column).fill_null("").str.strip_chars()
        frame = frame.filter(~cell.is_in([value.strip() for value in rule.values]))
    return frame
