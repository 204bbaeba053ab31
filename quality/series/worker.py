"""The process that imports Great Expectations: `python -m quality.series.worker <folder>`.

Reads requests and writes answers as JSON lines (`quality.series.model`). It refuses every network
connection: Great Expectations needs none, and nothing about the data may leave the machine.
"""

import os
import sys
import warnings
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson

from federation import clock, codec
from quality.series.model import FRESH, RULE, Answer, Check, Request, SeriesResult, suite_name
from quality.series.rules import parsed_rule
from quality.series.suite import is_own

_NUMPY = orjson.OPT_SERIALIZE_NUMPY | orjson.OPT_NON_STR_KEYS

_attempts = 0


def _refuse_network(event: str, _arguments: tuple[Any, ...]) -> None:
    global _attempts
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        _attempts += 1
        raise PermissionError("the expectations worker does not use the network")


class Work:
    """Great Expectations in a folder: `results/` (one JSON file per check) and `docs/`."""

    def __init__(self, folder: Path) -> None:
        from quality.series import docs, gx

        gx.remember_configurations()
        self._gx, self._docs_module = gx, docs
        self._docs = docs.Docs(folder)
        self._results = folder / "results"

    def check(self, check: Check) -> tuple[SeriesResult, ...]:
        """Judge a release and keep the result."""
        outcomes = self._gx.judge(check)
        for outcome in outcomes:
            self._silence(outcome)
        results = tuple(
            _result(outcome, each, check, self._gx.raised(outcome))
            for outcome, each in zip(outcomes, check.expectations, strict=True)
        )
        self._keep(check, outcomes)
        return results

    def write_docs(self) -> int:
        """Write the Data Docs that are missing."""
        return self._docs.write()

    def _silence(self, outcome: Any) -> None:  # noqa: ANN401 - untyped library
        """What an expectation raised, without its words and trace: they may quote cells."""
        name = self._gx.raised(outcome)
        outcome.exception_info = {
            "raised_exception": name is not None,
            "exception_message": name,
            "exception_traceback": None,
        }

    def _keep(self, check: Check, outcomes: list[Any]) -> None:
        moment = clock.stamp()
        folder = self._results / suite_name(check.table_id)
        folder.mkdir(parents=True, exist_ok=True)
        body = orjson.dumps(_kept(check, outcomes, moment), default=_plain, option=_NUMPY)
        (folder / f"{moment.replace(':', '')}.json").write_bytes(body)
        self._docs_module.forget(folder, self._docs_module.RESULTS_KEPT)


def _kept(check: Check, outcomes: list[Any], moment: str) -> dict[str, Any]:
    """A result as Great Expectations writes it; its own serialiser takes longer than judging."""
    judged = [each for each in outcomes if not each.exception_info["raised_exception"]]
    good = sum(bool(each.success) for each in judged)
    return {
        "success": good == len(judged),
        "suite_name": suite_name(check.table_id),
        "results": [
            {
                "success": bool(outcome.success),
                "expectation_config": _told(expectation, outcome),
                "result": outcome.result,
                "exception_info": outcome.exception_info,
                "meta": {},
            }
            for outcome, expectation in zip(outcomes, check.expectations, strict=True)
        ],
        "statistics": {
            "evaluated_expectations": len(judged),
            "successful_expectations": good,
            "unsuccessful_expectations": len(judged) - good,
            "success_percent": 100 * good / len(judged) if judged else None,
        },
        "meta": {
            "run_id": {"run_name": check.title, "run_time": moment},
            "active_batch_definition": {"data_asset_name": check.title},
            "validation_time": moment,
        },
    }


def _told(expectation: Mapping[str, Any], outcome: Any) -> dict[str, Any]:  # noqa: ANN401 - untyped
    """An expectation as it stands; of one that raised, what a page can show."""
    if not outcome.exception_info["raised_exception"]:
        return dict(expectation)
    column = expectation["kwargs"].get("column")
    kwargs = {} if column is None else {"column": str(column)}
    return {"type": expectation["type"], "kwargs": kwargs, "meta": {}}


def _plain(value: object) -> Any:  # noqa: ANN401 - JSON
    """What JSON has no word for: numbers of numpy, sets."""
    if hasattr(value, "tolist"):
        return value.tolist()
    return list(value) if isinstance(value, set | tuple) else str(type(value).__name__)


def _result(
    outcome: Any,  # noqa: ANN401 - untyped library
    expectation: Mapping[str, Any],
    check: Check,
    raised: str | None,
) -> SeriesResult:
    kwargs = expectation["kwargs"]
    column = kwargs.get("column")
    # What raised may be ill-written: nothing is read of it.
    seen, low, high, details = (
        (None, None, None, ()) if raised else _figures(outcome, kwargs, check)
    )
    return SeriesResult(
        expectation=expectation["type"],
        column=None if column is None else str(column),
        observed=_figure(seen),
        low=_figure(low),
        high=_figure(high),
        success=None if raised else bool(outcome.success),
        exception=raised,
        details=details,
        own=is_own(expectation),
    )


def _figures(
    outcome: Any,  # noqa: ANN401 - untyped library
    kwargs: Mapping[str, Any],
    check: Check,
) -> tuple[Any, Any, Any, tuple[str, ...]]:
    """What was seen, the limits, and what else is worth telling."""
    seen = (outcome.result or {}).get("observed_value")
    low, high = kwargs.get("min_value"), kwargs.get("max_value")
    match outcome.expectation_config.type:
        case "expect_column_quantile_values_to_be_between":
            return _quantile(outcome, kwargs)
        case "expect_table_columns_to_match_set":
            return None, None, None, _missing(outcome)
        case kind if kind == RULE:
            rule = parsed_rule(kwargs.get("rule"))
            return seen, kwargs.get("mostly", 1.0), None, (rule.text,) if rule else ()
        case kind if kind == FRESH:
            return seen, None, kwargs.get("max_age_days"), _evidence(kwargs, check)
        case _:
            return seen, low, kwargs.get("threshold", high), ()


def _figure(value: object) -> float | None:
    """A number, and nothing else: other observed values may be cells."""
    if isinstance(value, bool) or not hasattr(value, "__float__"):
        return None
    return float(value)


def _quantile(
    outcome: Any,  # noqa: ANN401 - untyped library
    kwargs: Mapping[str, Any],
) -> tuple[Any, Any, Any, tuple[str, ...]]:
    """The first quantile out of its range, else the first one."""
    result = outcome.result or {}
    asked = kwargs.get("quantile_ranges") or {}
    names, ranges = asked.get("quantiles", ()), asked.get("value_ranges", ())
    seen = (result.get("observed_value") or {}).get("values") or [None] * len(names)
    right = (result.get("details") or {}).get("success_details") or [True] * len(names)
    rows = list(zip(right, names, seen, ranges, strict=False))
    if not rows:
        return None, None, None, ()
    _, name, value, (low, high) = min(rows, key=lambda row: bool(row[0]))
    return value, low, high, (str(name),)


def _missing(outcome: Any) -> tuple[str, ...]:  # noqa: ANN401 - untyped library
    details = (outcome.result or {}).get("details") or {}
    return tuple(map(str, (details.get("mismatched") or {}).get("missing") or ()))


def _evidence(kwargs: Mapping[str, Any], check: Check) -> tuple[str, ...]:
    """The newest date and what it is, for those who look at it later."""
    column = kwargs.get("date_column")
    if column is not None:
        found = check.current.columns.get(column)
        return (found.newest.isoformat(), column) if found and found.newest else ()
    fresh = check.freshness
    return (fresh.newest.isoformat(), fresh.evidence) if fresh else ()


def _answer(work: Work, request: Request) -> Answer:
    try:
        if request.check is not None:
            return Answer(results=work.check(request.check), network=_attempts)
        return Answer(pages=work.write_docs(), network=_attempts)
    except Exception as error:  # noqa: BLE001 - the boundary of the worker: it answers, always
        return Answer(error=type(error).__name__, network=_attempts)


def main() -> None:
    """Announce readiness, then answer each line of the standard input."""
    sys.addaudithook(_refuse_network)
    warnings.simplefilter("ignore")
    answers = os.fdopen(os.dup(1), "wb", buffering=0)
    # Whatever libraries print must not mix with the answers.
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    work = Work(Path(sys.argv[1]))
    answers.write(codec.dumps(Answer(network=_attempts)) + b"\n")
    for line in sys.stdin.buffer:
        answers.write(codec.dumps(_answer(work, codec.loads(Request, line))) + b"\n")


if __name__ == "__main__":
    main()
