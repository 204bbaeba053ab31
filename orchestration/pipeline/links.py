"""Addresses that may be shown: never one of a file that holds personal data in clear.

What was taken out of a published copy must not be one click away; the landing page stays
(docs/decisions/0004).
"""

from collections.abc import Sequence
from dataclasses import replace

from federation.errors import FailureCode
from federation.model import Dataset, Distribution, State, Verdict
from federation.store.documents import ResourceResult
from orchestration.pipeline.tabular import looks_tabular


def holds_clear_copy(part: ResourceResult) -> bool:
    """Whether the publisher's file has personal data that our copy has not."""
    report = part.anonymisation
    # One that defeated the examination has no report of its own, and is held back all the same.
    if part.reason_code is FailureCode.RETRACTED or part.outcome is State.QUARANTINED:
        return True
    return report is not None and (
        report.verdict is not Verdict.PASS
        or report.cells_changed > 0
        or any(column.action in ("drop", "withhold") for column in report.columns)
    )


def without_clear_copies(
    dataset: Dataset, parts: Sequence[tuple[ResourceResult, Distribution]]
) -> tuple[list[tuple[ResourceResult, Distribution]], Dataset]:
    """The tables and the dataset, without the addresses that lead to personal data in clear.

    Distributions of tables come first, in their order. Of the others, those that may be the same
    table in another format lose their address too.
    """
    shown = [(part, _unlinked(item) if holds_clear_copy(part) else item) for part, item in parts]
    tables = {item.remote_id for _, item in shown}
    clear = any(holds_clear_copy(part) for part, _ in shown)
    links = [
        _unlinked(item) if clear and looks_tabular(item) else item
        for item in dataset.distributions
        if item.remote_id not in tables
    ]
    return shown, replace(dataset, distributions=(*(item for _, item in shown), *links))


def _unlinked(item: Distribution) -> Distribution:
    return replace(item, access_url="", download_url=None)
