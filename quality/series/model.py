"""What a table's series is, and what is said of it: the values between pipeline and worker.

A series is a table over its releases. It is judged on metrics (`quality.series.metrics`) by the
expectations of a suite (`quality.series.suite`), in the worker that holds Great Expectations.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from federation.i18n import Message
from quality.series.freshness import Freshness
from quality.series.metrics import Metrics
from quality.series.rules import Rule

#: An expectation as Great Expectations writes it: `type`, `kwargs`, `meta`.
Expectation = Mapping[str, Any]

#: Two expectations of our own, beside those of Great Expectations.
FRESH = "expect_table_to_be_fresh"
RULE = "expect_rows_to_follow_rule"
PSI = "expect_column_psi_to_be_less_than"


@dataclass(frozen=True, slots=True)
class Release:
    """The metrics of a published release, numbered by its sequence."""

    seq: int
    published_at: datetime
    metrics: Metrics


@dataclass(frozen=True, slots=True)
class TableSeries:
    """A table: its earlier releases, oldest first, and the metrics about to be published.

    `age_allowed` in days, None where the declared frequency promises nothing. `snapshot` is the
    path of the anonymised Parquet file: read for expectations that no metric answers.
    """

    table_id: str
    title: str
    current: Metrics
    releases: tuple[Release, ...] = ()
    rules: tuple[Rule, ...] = ()
    freshness: Freshness | None = None
    age_allowed: int | None = None
    snapshot: str | None = None


@dataclass(frozen=True, slots=True)
class SeriesResult:
    """One expectation: its type, its column (None for the table), what was seen and expected.

    `success` is None when it could not be checked: `exception` then names the error, without its
    words (they may quote cells). `details`: missing columns, the rule, the quantile, or the newest
    date and its evidence. `own` when the data officer wrote or changed it.
    """

    expectation: str
    column: str | None
    observed: float | None
    low: float | None
    high: float | None
    success: bool | None
    exception: str | None = None
    details: tuple[str, ...] = ()
    own: bool = False


@dataclass(frozen=True, slots=True)
class SeriesReport:
    """Verdict on a series; `success` is None when it could not be judged, wholly or in part.

    `releases` is the number of earlier ones it was compared with, `reason` why nothing was judged.
    """

    table_id: str
    suite: str
    success: bool | None
    results: tuple[SeriesResult, ...] = ()
    reason: Message | None = None
    releases: int = 0


@dataclass(frozen=True, slots=True)
class Check:
    """What the worker judges: the expectations of a suite, on the metrics of a release."""

    table_id: str
    title: str
    expectations: tuple[Expectation, ...]
    current: Metrics
    freshness: Freshness | None = None
    today: date | None = None
    snapshot: str | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """What the worker is asked: to judge a release, or (without one) to write the Data Docs."""

    check: Check | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the worker says; `network` counts attempts to open a connection, all refused.

    `pages` counts the Data Docs written; `error` names what failed.
    """

    results: tuple[SeriesResult, ...] | None = None
    pages: int | None = None
    error: str | None = None
    network: int = 0


def suite_name(table_id: str) -> str:
    """The name of a table's suite, safe as a file name."""
    return "".join(each if each.isalnum() or each in "-_." else "-" for each in table_id)
