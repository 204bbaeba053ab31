"""Expectations that no metric answers, validated by Great Expectations on the snapshot itself.

Only the columns they name are read, and at most a million rows. Only the worker imports this.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import great_expectations
import pandas  # type: ignore[import-untyped]
import pyarrow.parquet as pq

#: Rows read of a table, from its start.
ROWS = 1_000_000
_COLUMNS = ("column", "column_A", "column_B", "column_list")


class NoData(Exception):
    """The table's data is not at hand."""


class OnData:
    """The snapshot of one table, opened at the first expectation that asks for it."""

    def __init__(self, snapshot: str | None, result_format: Mapping[str, Any]) -> None:
        self._snapshot = snapshot
        self._format = result_format

    def validate(self, configuration: Any) -> Any:  # noqa: ANN401 - untyped library
        """The result of one expectation; NoData where there is no snapshot."""
        if self._snapshot is None:
            raise NoData
        frame = _read(self._snapshot, list(_named(configuration.kwargs)))
        batch = _definition().get_batch({"dataframe": frame})
        return batch.validate(configuration.to_domain_obj(), result_format=dict(self._format))


def _named(kwargs: Mapping[str, Any]) -> Iterator[str]:
    """The columns an expectation names; none: it is about the whole table."""
    for name in _COLUMNS:
        found = kwargs.get(name)
        yield from [found] if isinstance(found, str) else found or ()


def _read(path: str, names: list[str]) -> pandas.DataFrame:
    file = pq.ParquetFile(path)
    held = [name for name in file.schema_arrow.names if not name.startswith("__")]
    wanted = held if not names or "row_condition" in names else [n for n in names if n in held]
    batches, rows = [], 0
    for batch in file.iter_batches(batch_size=50_000, columns=wanted):
        batches.append(batch.to_pandas())
        rows += len(batch)
        if rows >= ROWS:
            break
    if not batches:
        return pandas.DataFrame({name: [] for name in wanted})
    return pandas.concat(batches, ignore_index=True)[:ROWS]


def _definition() -> Any:  # noqa: ANN401 - untyped library
    """The one data source that every table shares."""
    if not _SHARED:
        context: Any = great_expectations.get_context(mode="ephemeral")
        context.enable_analytics(enable=False)
        context.variables.progress_bars = {"globally": False}
        asset = context.data_sources.add_pandas("partage").add_dataframe_asset("snapshot")
        _SHARED.append(asset.add_batch_definition_whole_dataframe("whole"))
    return _SHARED[0]


_SHARED: list[Any] = []
