"""The process that imports Great Expectations: `python -m quality.expectations_worker <folder>`.

Reads requests and writes answers as JSON lines (`quality.expectations`). It refuses every network
connection: Great Expectations needs none, and nothing about the data may leave the machine.
"""

import os
import shutil
import sys
import warnings
from pathlib import Path
from typing import Any

from federation import codec
from quality.expectations import (
    Answer,
    Metrics,
    Request,
    SeriesReport,
    SeriesResult,
    TableSeries,
    docs_folder,
    suite_name,
)

#: The volume may move between half the smallest and twice the largest of the last releases.
LAST = 5
LOW, HIGH = 0.5, 2.0
#: Completeness of a column may fall by ten points from one release to the next.
FALL = 0.10
_RUNS_KEPT = 2
_ROWS = "rows"

_attempts = 0


def _refuse_network(event: str, _arguments: tuple[Any, ...]) -> None:
    global _attempts
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        _attempts += 1
        raise PermissionError("the expectations worker does not use the network")


class Series:
    """The Great Expectations project of a folder."""

    def __init__(self, folder: Path) -> None:
        import great_expectations as gx

        self._gx: Any = gx
        self._folder = folder
        self._context: Any = gx.get_context(mode="file", project_root_dir=str(folder))
        self._context.enable_analytics(False)
        variables: Any = self._context.variables
        variables.progress_bars = {"globally": False}
        self._batch = self._batch_definition()

    def _batch_definition(self) -> Any:  # noqa: ANN401 - untyped library
        source = self._context.data_sources.add_or_update_pandas("partage")
        asset = source.add_dataframe_asset("release")
        return asset.add_batch_definition_whole_dataframe("current")

    def check(self, series: TableSeries) -> SeriesReport:
        """Validate the current metrics against bands drawn from earlier releases."""
        import pandas  # type: ignore[import-untyped]

        name = suite_name(series.table_id)
        suite = self._gx.ExpectationSuite(
            name=name, expectations=self._expectations(series), meta={"title": series.title}
        )
        suite = self._context.suites.add_or_update(suite)
        definition = self._context.validation_definitions.add_or_update(
            self._gx.ValidationDefinition(name=name, data=self._batch, suite=suite)
        )
        frame = pandas.DataFrame([_row(series.current)])
        outcome = definition.run(batch_parameters={"dataframe": frame}, result_format="COMPLETE")
        results = tuple(_result(each, series.current) for each in outcome.results)
        # `success` is false when an expectation raised: that is no verdict on the data.
        raised = any(each.success is None for each in results)
        failed = any(each.success is False for each in results)
        verdict = False if failed else None if raised else True
        return SeriesReport(series.table_id, name, verdict, results)

    def _expectations(self, series: TableSeries) -> list[Any]:
        kinds = self._gx.expectations
        low, high = volume_band(series)
        found = [kinds.ExpectColumnValuesToBeBetween(column=_ROWS, min_value=low, max_value=high)]
        previous = series.releases[-1].metrics if series.releases else series.current
        for column, share in sorted(previous.completeness.items()):
            name = _column(column)
            if column not in series.current.completeness:
                found.append(kinds.ExpectColumnToExist(column=name))
                continue
            least = max(0.0, round(share - FALL, 6)) if series.releases else 0.0
            found.append(
                kinds.ExpectColumnValuesToBeBetween(column=name, min_value=least, max_value=1.0)
            )
        return found

    def build_docs(self) -> Path:
        """Render the site anew, from the last runs of each suite."""
        self._forget_old_runs()
        self._context.build_data_docs()
        return docs_folder(self._folder)

    def _forget_old_runs(self) -> None:
        """Data Docs render every stored run again: only the last ones are kept."""
        for suite in (self._folder / "gx" / "uncommitted" / "validations").glob("*/*"):
            runs = sorted(each for each in suite.iterdir() if each.is_dir())
            for run in runs[:-_RUNS_KEPT]:
                shutil.rmtree(run)


def volume_band(series: TableSeries) -> tuple[int, int | None]:
    """Rows expected, both ends included; a first release only must not be empty."""
    rows = [release.metrics.rows for release in series.releases[-LAST:]]
    if not rows:
        return 1, None
    return max(1, int(min(rows) * LOW)), max(1, int(max(rows) * HIGH))


def _column(name: str) -> str:
    return f"completeness: {name}"


def _row(metrics: Metrics) -> dict[str, float]:
    shares = {_column(name): share for name, share in metrics.completeness.items()}
    return {_ROWS: metrics.rows, **shares}


def _result(outcome: Any, current: Metrics) -> SeriesResult:  # noqa: ANN401 - untyped library
    wanted = outcome.expectation_config.kwargs
    column = str(wanted["column"])
    raised = _exception(outcome.exception_info)
    return SeriesResult(
        expectation=outcome.expectation_config.type,
        column=None if column == _ROWS else column.removeprefix(_column("")),
        observed=_row(current).get(column),
        low=wanted.get("min_value"),
        high=wanted.get("max_value"),
        success=None if raised else bool(outcome.success),
        exception=raised,
    )


def _exception(info: Any) -> str | None:  # noqa: ANN401 - one of two shapes
    """What an expectation raised: a plain record, or one record per metric."""
    if not info:
        return None
    records = [info] if "raised_exception" in info else list(info.values())
    raised = [each for each in records if each.get("raised_exception")]
    return str(raised[0].get("exception_message")) if raised else None


def _answer(project: Series, request: Request) -> Answer:
    try:
        if request.series is not None:
            return Answer(report=project.check(request.series), network=_attempts)
        return Answer(docs=str(project.build_docs()), network=_attempts)
    except Exception as error:  # noqa: BLE001 - the boundary of the worker: it answers, always
        return Answer(error=f"{type(error).__name__}: {error}", network=_attempts)


def main() -> None:
    """Announce readiness, then answer each line of the standard input."""
    sys.addaudithook(_refuse_network)
    warnings.simplefilter("ignore")
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    # Whatever libraries print must not mix with the answers.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    project = Series(Path(sys.argv[1]))
    answers.write(codec.dumps(Answer(network=_attempts)) + b"\n")
    for line in sys.stdin.buffer:
        answers.write(codec.dumps(_answer(project, codec.loads(Request, line))) + b"\n")


if __name__ == "__main__":
    main()
