"""How a run is told: a table for people, one JSON object for programs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.markup import escape
from rich.table import Table

from federation import codec
from federation.errors import FailureCode
from federation.i18n import Message, mark
from federation.taxonomy import decision, next_step
from orchestration.cli.console import out, say, t
from orchestration.cli.words import printable, show_next_steps
from orchestration.pipeline.tally import Problem, Tally


@dataclass(frozen=True, slots=True)
class RunDocument:
    """`partage run --json`: `ok` is false when a source did not end well.

    `unlisted` are sources that left federation.yaml and are still published.
    """

    ok: bool
    sources: tuple[dict[str, Any], ...]
    unlisted: tuple[dict[str, Any], ...] = ()


def run_document(tallies: Sequence[Tally], unlisted: Sequence[dict[str, Any]] = ()) -> RunDocument:
    """The JSON form of a run."""
    return RunDocument(
        all(tally.error_code is None for tally in tallies),
        tuple(tally_document(tally) for tally in tallies),
        tuple(unlisted),
    )


def tally_document(tally: Tally) -> dict[str, Any]:
    """A tally with its sentences in the language of the terminal, and what can be done."""
    problems = [
        {**codec.plain(problem), **explained(problem.code, problem.message, item=True)}
        for problem in tally.problems
    ]
    told = explained(tally.error_code, tally.error) if tally.error_code and tally.error else _NONE
    return {**codec.plain(tally), **told, "problems": problems}


_NONE = {"text": None, "decision": None, "next_step": None}


def explained(code: FailureCode, message: Message, *, item: bool = False) -> dict[str, str]:
    """A failure's sentence, what is done about it, and what a person can do."""
    return {
        "text": say(message),
        "decision": decision(code, item=item).value,
        "next_step": say(next_step(code)),
    }


def show_summary(tallies: Sequence[Tally]) -> None:
    """A table with a line per source, then what needs a person's eye."""
    table = Table(title=t("What was done"), title_justify="left", box=SIMPLE_HEAD, padding=(0, 1))
    table.add_column(t("Source"), no_wrap=True)
    for title in (
        t("Seen"),
        t("New"),
        t("Changed"),
        t("Unchanged"),
        t("Published"),
        t("Quarantined"),
        t("Rejected"),
        t("Failed"),
        t("Seconds"),
    ):
        table.add_column(title, justify="right")
    for tally in tallies:
        table.add_row(*_cells(tally))
    out.print(table)
    partial = [tally.source_id for tally in tallies if tally.since is not None]
    if partial:
        out.print(t(_PARTIAL, sources=", ".join(partial)), style="dim", soft_wrap=True)
    if rebuilt := sum(tally.rebuilt for tally in tallies):
        out.print(t(_REBUILT, count=rebuilt), soft_wrap=True)
    for tally in tallies:
        _show_problems(tally)
    show_next_steps(out, [code for tally in tallies for code in _codes(tally)])


_PARTIAL = mark(
    "Only what has changed was asked of: %(sources)s. To read everything again: partage run --full"
)

_REBUILT = mark("Published files that were missing or damaged, and are made again: %(count)s")


def _cells(tally: Tally) -> list[str]:
    counts = (
        tally.seen,
        tally.new,
        tally.changed,
        tally.unchanged,
        tally.published,
        tally.quarantined,
        tally.rejected,
        tally.failed,
    )
    mark = "[red]✗[/red] " if tally.error_code else "[green]✓[/green] "
    return [mark + tally.source_id, *(str(n) for n in counts), f"{tally.seconds:.1f}"]


def _codes(tally: Tally) -> list[FailureCode]:
    own = [tally.error_code] if tally.error_code else []
    return own + [problem.code for problem in tally.problems]


def _show_problems(tally: Tally) -> None:
    if tally.error is None and not tally.problems:
        return
    out.print(f"\n[bold]{tally.source_id}[/bold]")
    if tally.error is not None:
        out.print(f"  [red]{tally.error_code}[/red]  {escape(say(tally.error))}", soft_wrap=True)
    for problem in tally.problems:
        _show_problem(problem)


def _show_problem(problem: Problem) -> None:
    out.print(f"  [yellow]{problem.code}[/yellow]  {printable(problem.subject)}", soft_wrap=True)
    out.print(f"      {escape(say(problem.message))}", soft_wrap=True)
