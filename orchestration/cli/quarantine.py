"""`partage quarantine list|show|release|refuse|revoke`: what the gate holds back, and decisions."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated, Any

import orjson
import typer
from rich.markup import escape
from rich.table import Table as Grid

from federation.i18n import environment_locale, mark, pick
from orchestration.cli.console import err, out, place, print_json, say, t, told
from orchestration.cli.officer import (
    Shape,
    by_option,
    counted,
    do_again,
    json_option,
    named,
    read_store,
    reason_option,
    require_impersonal,
    shape_option,
    tell_later,
)
from orchestration.cli.usage import Group
from orchestration.cli.words import moment, printable

if TYPE_CHECKING:
    from federation.model import AnonymisationReport
    from federation.store.quarantine import Decision, Held
    from orchestration.pipeline.workspace import Workspace

app = typer.Typer(
    cls=Group,
    no_args_is_help=True,
    help=t("Tables that the gate holds back: see, release, refuse."),
)

#: The gate still holds the table back.
_KEPT = 3

_STANDINGS = {
    "waiting": mark("waits for a decision"),
    "refused": mark("stays in quarantine, as decided"),
    "released": mark("released"),
    "lapsed": mark("released, but lapsed: the table, the policy or the engine is another now"),
    "kept": mark("released, but held back: it could not be examined whole"),
}

Which = Annotated[
    str,
    typer.Argument(metavar="ID", help=t("The identifier of the table, or how it begins.")),
]


@app.command("list", help=t("Tables in quarantine: where from, since when, why."))
def list_held(
    context: typer.Context,
    every: Annotated[
        bool, typer.Option("--all", help=t("Those published by a release, too."))
    ] = False,
    form: Annotated[Shape, shape_option()] = Shape.TEXT,
    json: Annotated[bool, json_option()] = False,
) -> None:
    """Every table that the gate holds back: exit 0, whether there are any or not."""
    with told():
        from federation.store.quarantine import Quarantine

        found = read_store(context, lambda database: Quarantine(database).held(released=every))
    if json or form is Shape.JSON:
        print_json(orjson.dumps({"tables": [_document(one) for one in found]}))
        return
    for one in found:
        _show_line(one)
    if not found:
        out.print(t("No table is in quarantine."))


def _document(one: "Held") -> dict[str, Any]:
    locale = environment_locale()
    report = one.report
    return {
        "id": one.id,
        "source": one.source_id,
        "city": one.city_id,
        "dataset": pick(one.dataset, locale),
        "table": pick(one.table, locale),
        "state": one.state.value,
        "standing": one.standing.value,
        "since": one.since,
        "code": one.code.value if one.code else None,
        "reasons": [reason.render(locale) for reason in one.reasons],
        "entities": dict(report.entities) if report else {},
        "hashes": _hashes(report),
        "decision": _decided(one.decision),
    }


def _hashes(report: "AnonymisationReport | None") -> dict[str, str] | None:
    if report is None:
        return None
    return {"input": report.input_hash, "policy": report.policy_hash, "engine": report.engine}


def _decided(found: "Decision | None") -> dict[str, Any] | None:
    if found is None:
        return None
    from federation import clock

    return {
        "kind": found.kind,
        "by": found.waiver.by,
        "reason": found.waiver.reason,
        "at": clock.stamp(found.waiver.at),
    }


def _show_line(one: "Held") -> None:
    out.print(
        f"[bold]{one.id}[/bold]  {printable(one.city_id)} · {printable(one.source_id)}  "
        f"{named(one.dataset)} › {named(one.table)}",
        soft_wrap=True,
    )
    since = t("since %(when)s", when=moment(one.since)) if one.since else ""
    standing = t(_STANDINGS[one.standing.value])
    code = one.code.value if one.code else ""
    out.print(f"    [yellow]{code}[/yellow]  {since}  {standing}", soft_wrap=True)
    for reason in one.reasons:
        out.print("    " + escape(say(reason)), soft_wrap=True)
    if one.report is not None:
        found = t("found: %(entities)s", entities=counted(one.report.entities))
        out.print("    " + escape(found), soft_wrap=True)


@app.command("show", help=t("All that is known of one table in quarantine, column by column."))
def show(
    context: typer.Context,
    which: Which,
    form: Annotated[Shape, shape_option()] = Shape.TEXT,
    json: Annotated[bool, json_option()] = False,
) -> None:
    """The whole report of one table, no cell of it: exit 0, 1 where there is no such table."""
    with told():
        from federation.store.quarantine import Quarantine

        one = read_store(context, lambda database: Quarantine(database).find(which))
        if json or form is Shape.JSON:
            print_json(orjson.dumps({**_document(one), "report": _report(one)}))
            return
        _show_line(one)
        _show_decision(one)
        if one.report is not None:
            _show_report(one.report)


def _report(one: "Held") -> dict[str, Any] | None:
    if one.report is None:
        return None
    from anonymisation.reporting.report import to_json

    return to_json(one.report, environment_locale())


def _show_decision(one: "Held") -> None:
    if one.decision is None:
        return
    waiver = one.decision.waiver
    words = {
        "release": mark("released by %(by)s: %(reason)s"),
        "refuse": mark("refused by %(by)s: %(reason)s"),
    }
    line = t(words[one.decision.kind], by=waiver.by, reason=waiver.reason)
    out.print("    " + printable(line), soft_wrap=True)


def _show_report(report: "AnonymisationReport") -> None:
    for name, value in (_hashes(report) or {}).items():
        out.print(f"    {name}: {printable(value)}", soft_wrap=True)
    out.print(
        "    "
        + t(
            "rows: %(rows)s; cells examined: %(scanned)s, changed: %(changed)s; still found after "
            "masking: %(residual)s",
            rows=report.rows,
            scanned=report.cells_scanned,
            changed=report.cells_changed,
            residual=counted(report.residual),
        ),
        soft_wrap=True,
    )
    if not report.columns:
        return
    grid = Grid(
        t("column"), t("decision"), t("found"), t("cells changed"), t("why"), t("legal basis")
    )
    for one in report.columns:
        grid.add_row(
            printable(one.column),
            one.action,
            counted(one.entities),
            str(one.cells_changed),
            escape(say(one.reason)),
            printable(one.legal_basis or ""),
        )
    out.print(grid)


@app.command("release", help=t("Publish a table in quarantine, on the word of a named officer."))
def release(
    context: typer.Context,
    which: Which,
    by: Annotated[str, by_option()],
    reason: Annotated[str, reason_option()],
) -> None:
    """Recorded, then done again at once: exit 0 published or due, 3 held back, 1 not possible."""
    with told(), _deciding(context, which, reason) as (workspace, held):
        from orchestration.pipeline.releasing import require_releasable

        require_releasable(workspace, held)
        workspace.quarantine.decide(held, "release", by, reason)
        _again(workspace, held)


@contextmanager
def _deciding(
    context: typer.Context, which: str, reason: str
) -> "Iterator[tuple[Workspace, Held]]":
    """The table that a decision is about, once its reason may be kept for good."""
    where = place(context)
    from orchestration.pipeline.workspace import Workspace

    with Workspace(where.settings(), where.home) as workspace:
        held = workspace.quarantine.find(which)
        require_impersonal(workspace, held.source_id, reason)
        yield workspace, held


def _again(workspace: "Workspace", held: "Held") -> None:
    """Do a table again after a decision, and say what became of it."""
    done = do_again(workspace, held.source_id, [held.id])
    tell_later(held.source_id, done.later)
    if done.later:
        return
    if done.tally.published:
        out.print(t("Published: table %(id)s.", id=held.id), soft_wrap=True)
        return
    err.print(
        t(
            "Table %(id)s is in quarantine. See why with: partage quarantine show %(id)s",
            id=held.id,
        ),
        style="yellow",
        soft_wrap=True,
    )
    raise typer.Exit(_KEPT)


@app.command("refuse", help=t("Note that a table stays in quarantine, on a named officer's word."))
def refuse(
    context: typer.Context,
    which: Which,
    by: Annotated[str, by_option()],
    reason: Annotated[str, reason_option()],
) -> None:
    """Recorded, until the table, the policy or the engine changes: exit 0 noted, 1 not possible."""
    with told(), _deciding(context, which, reason) as (workspace, held):
        workspace.quarantine.decide(held, "refuse", by, reason)
    out.print(t("Noted: table %(id)s stays in quarantine.", id=held.id), soft_wrap=True)


@app.command("revoke", help=t("Take back a release or a refusal; the gate then decides alone."))
def revoke(
    context: typer.Context,
    which: Which,
    by: Annotated[str, by_option()],
    reason: Annotated[str, reason_option()],
) -> None:
    """Recorded, and a released table done again at once: exit 0 taken back, 1 nothing to take."""
    with told(), _deciding(context, which, reason) as (workspace, held):
        from federation.store.quarantine import RELEASE

        workspace.quarantine.revoke(held, by, reason)
        out.print(t("Taken back: the decision about table %(id)s.", id=held.id), soft_wrap=True)
        if held.decision is not None and held.decision.kind == RELEASE:
            done = do_again(workspace, held.source_id, [held.id])
            tell_later(held.source_id, done.later)
