"""`partage init` and `partage check`."""

from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from federation.errors import FailureCode, SettingsError
from federation.harvest import Capabilities
from federation.i18n import Message, environment_locale, msg
from federation.settings import CitySettings, FederationSettings, SourceSettings
from orchestration.cli.console import err, out, place, require_known, say, t, told


def init(
    folder: Annotated[Path, typer.Argument(help=t("The folder to write into."))] = Path(),
) -> None:
    """Write a federation.yaml to fill in; an existing one is never overwritten."""
    target = folder / "federation.yaml"
    with told():
        if target.exists():
            raise SettingsError(
                msg("%(file)s exists already: nothing was written.", file=str(target))
            )
        template = files("orchestration") / "templates" / f"federation.{environment_locale()}.yaml"
        folder.mkdir(parents=True, exist_ok=True)
        target.write_text(template.read_text(encoding="utf-8"), encoding="utf-8")
    out.print(t("%(file)s is written. Fill it in, then: partage check", file=str(target)))


def check(
    context: typer.Context,
    source: Annotated[
        list[str] | None,
        typer.Option("--source", help=t("Only this source; may be given several times.")),
    ] = None,
) -> None:
    """Validate the file and probe every source: exit 0 when all answered, 1 otherwise."""
    with told():
        settings = place(context).settings()
        require_known(settings, source or [])
    chosen = [pair for pair in settings.sources if not source or pair[1].id in source]
    table = Table(title=t("Sources"), title_justify="left")
    for title in (t("Source"), t("City"), t("Connector"), t("Software"), t("Datasets"), t("Next")):
        table.add_column(title)
    failures: list[tuple[str, Message]] = []
    for city, item in chosen:
        found, problem = _probe(settings, city, item)
        table.add_row(*_row(city, item, found))
        if problem is not None:
            failures.append((item.id, problem))
    out.print(table)
    for source_id, problem in failures:
        err.print(f"[red]✗ {source_id}[/red]  {escape(say(problem))}", soft_wrap=True)
    if failures:
        raise typer.Exit(1)
    out.print(t("The file is right and every source answers."), style="green")


def _probe(
    settings: FederationSettings, city: CitySettings, source: SourceSettings
) -> tuple[Capabilities | None, Message | None]:
    from connectors.base import open_connector
    from connectors.http import PoliteSession
    from orchestration.pipeline.boundary import describe

    session = PoliteSession(settings, source.politeness)
    try:
        return open_connector(city, source, session, settings).probe(), None
    except Exception as error:  # noqa: BLE001 - the other sources are probed all the same
        code, reason = describe(error, source.id)
        return None, msg("%(reason)s (%(code)s)", reason=reason, code=FailureCode(code).value)
    finally:
        session.close()


def _row(city: CitySettings, source: SourceSettings, found: Capabilities | None) -> list[str]:
    names = city.names
    software = found.software if found else "—"
    if found and found.version:
        software = f"{software} {found.version}"
    count = str(found.total) if found and found.total is not None else "—"
    return [
        source.id,
        names.get(environment_locale()) or next(iter(names.values())),
        source.connector,
        software,
        count,
        _next_tick(source),
    ]


def _next_tick(source: SourceSettings) -> str:
    """When the source is harvested next, in its own time zone."""
    if source.schedule is None:
        return t("by hand")
    from datetime import datetime
    from zoneinfo import ZoneInfo

    from cronsim import CronSim

    zone = ZoneInfo(source.schedule.timezone)
    moment: datetime = next(CronSim(source.schedule.cron, datetime.now(zone)))
    return f"{moment:%Y-%m-%d %H:%M} {source.schedule.timezone}"
