"""`partage status`: how each source does, and what to do about those that fail."""

from typing import TYPE_CHECKING, Annotated, Any

import orjson
import typer
from rich.markup import escape

from federation import codec
from federation.i18n import environment_locale, pick
from orchestration.cli.console import out, place, print_json, say, t, told
from orchestration.cli.lost import lost_documents, lost_in, show_lost
from orchestration.cli.summary import explained
from orchestration.cli.unlisted import show_unlisted, unlisted_documents, unlisted_in
from orchestration.cli.words import age, moment, next_tick, show_next_steps
from orchestration.pipeline.tally import Tally

if TYPE_CHECKING:
    from federation.settings import CitySettings, FederationSettings, SourceSettings
    from federation.store.links import LinkTotals
    from federation.store.status import SourceStatus

    Row = tuple[CitySettings, SourceSettings, SourceStatus, LinkTotals]


def status(
    context: typer.Context,
    json: Annotated[
        bool, typer.Option("--json", help=t("Print one JSON object on standard output."))
    ] = False,
) -> None:
    """Last run, failures, datasets, links and next run of every source; always exit 0."""
    with told():
        where = place(context)
        settings = where.settings()
        from orchestration.cli.stores import open_store

        with open_store(settings, where.home) as database:
            rows, left = _rows(settings, database), unlisted_in(settings, database)
            lost = lost_in(settings, where.home, database)
        if json:
            documents = [_document(settings, *row) for row in rows]
            more = {"unlisted": unlisted_documents(left), "lost": lost_documents(lost)}
            print_json(orjson.dumps({"sources": documents, **more}))
            return
        for row in rows:
            _show(settings, *row)
        show_unlisted(out, left)
        show_lost(out, lost)
        show_next_steps(out, [row[2].error_code for row in rows if row[2].error_code])


def _rows(settings: "FederationSettings", database: Any) -> "list[Row]":  # noqa: ANN401 - lazy import
    from federation.store.links import Links
    from federation.store.status import SourceStatus, source_status

    known, links = source_status(database), Links(database)
    return [
        (city, source, known.get(source.id, SourceStatus(source.id)), links.summary(source.id))
        for city, source in settings.sources
    ]


def _state(found: "SourceStatus") -> str:
    """ok, failing or never-run."""
    if found.failing_since is not None:
        return "failing"
    return "ok" if found.last_success is not None else "never-run"


def _last_run(found: "SourceStatus") -> str | None:
    """When the last run ended, as a stamp."""
    from federation import clock

    ended = codec.loads(Tally, found.totals).ended if found.totals else None
    return clock.stamp(ended) if ended else found.last_success


def _until_full(settings: "FederationSettings", found: "SourceStatus", *, incremental: bool) -> int:
    """How many runs come before the next full walk; 0 where the next one is."""
    if not incremental or found.watermark is None:
        return 0
    return max(0, settings.incremental.full_every - 1 - found.partial_walks)


def _incremental(source: "SourceSettings") -> bool:
    """Whether the source's connector can ask for changes only."""
    from connectors.base import CONNECTORS

    able = bool(getattr(CONNECTORS.get(source.connector), "incremental", False))
    return able and source.select.max_datasets is None


def _document(
    settings: "FederationSettings",
    city: "CitySettings",
    source: "SourceSettings",
    found: "SourceStatus",
    links: "LinkTotals",
) -> dict[str, Any]:
    error = None
    if found.error_code and found.error:
        error = {"code": found.error_code.value, **explained(found.error_code, found.error)}
    before_full = _until_full(settings, found, incremental=_incremental(source))
    return {
        "source_id": source.id,
        "city": city.id,
        "state": _state(found),
        "running": found.running,
        "last_run": _last_run(found),
        "last_success": found.last_success,
        "failing_since": found.failing_since,
        "error": error,
        "watermark": found.watermark if before_full else None,
        "runs_before_full_walk": before_full,
        "withdrawal_confirmed": found.withdrawal_confirmed,
        "datasets": found.datasets,
        "missing": found.missing,
        "links": {
            "answering": links.answering,
            "broken": links.broken,
            "unchecked": links.unchecked,
        },
        "next_run": next_tick(source.schedule),
    }


def _show(
    settings: "FederationSettings",
    city: "CitySettings",
    source: "SourceSettings",
    found: "SourceStatus",
    links: "LinkTotals",
) -> None:
    state = _state(found)
    mark = {"ok": "[green]✓[/green]", "failing": "[red]✗[/red]"}.get(state, "·")
    name = escape(pick(city.names, environment_locale()))
    out.print(f"{mark} [bold]{source.id}[/bold]  {name}  {_said(found, state)}", soft_wrap=True)
    if found.error_code and found.error:
        out.print(f"    [red]{found.error_code}[/red]  {escape(say(found.error))}", soft_wrap=True)
    if found.withdrawal_confirmed:
        line = t("The withdrawal of what vanished is agreed: the next full walk does it.")
        out.print("    " + line, soft_wrap=True)
    out.print("    " + _counted(found, links), soft_wrap=True)
    out.print("    " + _coming(settings, source, found), soft_wrap=True)


def _said(found: "SourceStatus", state: str) -> str:
    if found.running:
        return t("is being harvested now")
    if state == "never-run":
        return t("was never harvested")
    if state == "ok":
        return t("last run: %(run)s, which ended well", run=age(_last_run(found)))
    return t(
        "fails since %(since)s; last run: %(run)s; last success: %(success)s",
        since=moment(found.failing_since or ""),
        run=age(_last_run(found)),
        success=age(found.last_success),
    )


def _counted(found: "SourceStatus", links: "LinkTotals") -> str:
    return t(
        "datasets: %(datasets)s, of which vanished: %(missing)s; links: %(links)s, of which "
        "broken: %(broken)s, not checked yet: %(unchecked)s",
        datasets=found.datasets,
        missing=found.missing,
        links=links.total,
        broken=links.broken,
        unchecked=links.unchecked,
    )


def _coming(settings: "FederationSettings", source: "SourceSettings", found: "SourceStatus") -> str:
    next_run = next_tick(source.schedule) or t("by hand")
    runs = _until_full(settings, found, incremental=_incremental(source))
    if not runs or found.watermark is None:
        return t("next run: %(when)s, of the whole portal", when=next_run)
    return t(
        "next run: %(when)s, of changes since %(watermark)s; runs before the next full one: "
        "%(count)s",
        when=next_run,
        watermark=moment(found.watermark),
        count=runs,
    )
