"""`partage links`: which addresses of the catalogue answer, and which do not."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import orjson
import typer

from federation.taxonomy import TAXONOMY, next_step
from orchestration.cli.bars import Bars
from orchestration.cli.console import out, place, print_json, require_known, say, t, told
from orchestration.cli.words import moment, printable, show_next_steps

if TYPE_CHECKING:
    from federation.settings import FederationSettings
    from federation.store.database import Database
    from federation.store.links import LinkState, LinkTotals
    from orchestration.pipeline.link_health import LinkRun

    Row = tuple[str, LinkTotals, list[LinkState]]


def links(
    context: typer.Context,
    source: Annotated[
        list[str] | None,
        typer.Option("--source", help=t("Only this source; may be given several times.")),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help=t("First check the addresses that are due."))
    ] = False,
    limit: Annotated[
        int | None,
        typer.Option(
            "--limit", min=1, help=t("Check, and show for each source, so many addresses at most.")
        ),
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help=t("Print one JSON object on standard output."))
    ] = False,
) -> None:
    """The state of the addresses that datasets give; always exit 0, broken or not."""
    with told():
        where = place(context)
        settings = where.settings()
        require_known(settings, source or [])
        run = _check(settings, where.home, source, limit, quiet=json) if check else None
        from orchestration.cli.stores import open_store

        with open_store(settings, where.home) as database:
            rows = _rows(database, source or [one.id for _, one in settings.sources], limit)
    if json:
        print_json(orjson.dumps(_document(rows, run)))
    else:
        _show(rows, run)


def _check(
    settings: "FederationSettings",
    home: Path,
    sources: list[str] | None,
    limit: int | None,
    *,
    quiet: bool,
) -> "LinkRun":
    from orchestration.pipeline.link_health import LinkRun, add, check_links
    from orchestration.pipeline.workspace import Workspace

    done = LinkRun()
    wanted: list[str | None] = [*sources] if sources else [None]
    with Workspace(settings, home) as workspace, Bars(quiet=quiet) as bars:
        for source_id in wanted:
            left = None if limit is None else limit - done.checked - done.postponed
            run = check_links(workspace, source_id=source_id, limit=left, progress=bars)
            done = add(done, run)
    return done


def _rows(database: "Database", sources: list[str], limit: int | None) -> "list[Row]":
    from federation.store.links import Links

    links = Links(database)
    return [(name, links.summary(name), links.broken(name, limit)) for name in sources]


def _document(rows: "list[Row]", run: "LinkRun | None") -> dict[str, Any]:
    from federation import codec

    return {
        "checked": codec.plain(run) if run else None,
        "sources": [
            {
                "source_id": name,
                "answering": totals.answering,
                "broken": totals.broken,
                "unchecked": totals.unchecked,
                "links": [_link(state) for state in states],
            }
            for name, totals, states in rows
        ],
    }


def _link(state: "LinkState") -> dict[str, Any]:
    return {
        "url": state.url,
        "status": state.status,
        "code": state.code.value if state.code else None,
        "text": say(TAXONOMY[state.code].meaning) if state.code else None,
        "next_step": say(next_step(state.code)) if state.code else None,
        "since": state.since,
        "checked": state.checked,
        "next_check": state.next_check,
    }


def _show(rows: "list[Row]", run: "LinkRun | None") -> None:
    if run is not None:
        out.print(
            t(
                "Addresses checked: %(checked)s, of which broken: %(broken)s. Left for another "
                "day, because their server must rest: %(postponed)s.",
                checked=run.checked,
                broken=run.broken,
                postponed=run.postponed,
            ),
            soft_wrap=True,
        )
    for name, totals, states in rows:
        _show_source(name, totals, states)
    show_next_steps(out, [state.code for _, _, states in rows for state in states if state.code])


def _show_source(name: str, totals: "LinkTotals", states: "list[LinkState]") -> None:
    counted = t(
        "addresses that answer: %(answering)s; broken: %(broken)s; not checked yet: %(unchecked)s",
        answering=totals.answering,
        broken=totals.broken,
        unchecked=totals.unchecked,
    )
    mark = "[red]✗[/red]" if totals.broken else "[green]✓[/green]"
    out.print(f"{mark} [bold]{name}[/bold]  {counted}", soft_wrap=True)
    for state in states:
        since = t("since %(when)s", when=moment(state.since)) if state.since else ""
        status = f" {state.status}" if state.status else ""
        out.print(f"  [yellow]{state.code}[/yellow]{status}  {since}", soft_wrap=True)
        out.print(f"      {printable(state.url)}", soft_wrap=True)
    if totals.broken > len(states):
        out.print("  " + t("… and %(count)s more", count=totals.broken - len(states)))
