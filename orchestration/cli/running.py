"""`partage run` and `partage demo`."""

import os
import socket
from pathlib import Path
from typing import Annotated

import typer

from federation import codec
from orchestration.cli.bars import Bars
from orchestration.cli.console import Place, err, place, print_json, require_known, t, told
from orchestration.cli.summary import run_document, show_summary
from orchestration.pipeline.tally import Tally


def run(
    context: typer.Context,
    source: Annotated[
        list[str] | None,
        typer.Option("--source", help=t("Only this source; may be given several times.")),
    ] = None,
    full: Annotated[
        bool, typer.Option("--full", help=t("Walk whole portals, not only what changed."))
    ] = False,
    json: Annotated[
        bool, typer.Option("--json", help=t("Print one JSON object on standard output."))
    ] = False,
) -> None:
    """The main job: exit 0 when every source ended well, 1 otherwise."""
    with told():
        tallies = run_federation(place(context), source or [], full=full, quiet=json)
    if json:
        print_json(codec.dumps(run_document(tallies)))
    else:
        show_summary(tallies)
    if any(tally.error_code for tally in tallies):
        raise typer.Exit(1)


def run_federation(
    where: Place, only: list[str], *, quiet: bool, full: bool = False
) -> list[Tally]:
    """Run the sources asked for, all by default; `full` walks whole portals."""
    settings = where.settings()
    require_known(settings, only)
    known = [source.id for _, source in settings.sources]
    from orchestration.launch import run_sources
    from orchestration.pipeline.workspace import Workspace

    with Workspace(settings, where.home) as workspace, Bars(quiet=quiet) as bars:
        for source_id in (only or known) if full else ():
            workspace.sources.ask_full_walk(source_id)
        return run_sources(workspace, where.file, only or known, bars)


def _stable_ports(data: Path) -> dict[str, int]:
    """The same ports at every start where they are free, so that addresses do not change."""
    ports = {}
    for number, path in enumerate(sorted((data / "portals").glob("*.yaml"))):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", 18_700 + number)) != 0:
                ports[path.stem] = 18_700 + number
    return ports


def demo(
    context: typer.Context,
    serve: Annotated[
        bool, typer.Option("--serve/--no-serve", help=t("Serve the catalogue after the run."))
    ] = True,
    port: Annotated[int, typer.Option("--port", help=t("The port of the catalogue."))] = 8000,
) -> None:
    """The demonstration federation: five cities on loopback, no network."""
    from orchestration.cli.serving import require_free, serve_catalogue
    from orchestration.demo import DemoPortals, demo_data

    if serve:
        with told():
            require_free("127.0.0.1", port)
    data = demo_data()
    home = place(context).home_option or Path.cwd() / ".partage" / "demo"
    os.environ["PARTAGE_DEMO_URL"] = f"http://127.0.0.1:{port}"
    with DemoPortals(data, _stable_ports(data)) as portals:
        os.environ.update(portals.environment)
        where = Place(data / "federation.yaml", home)
        err.print(t("Harvesting five demonstration portals on this machine…"))
        with told():
            tallies = run_federation(where, [], quiet=False)
        show_summary(tallies)
    if any(tally.error_code for tally in tallies):
        raise typer.Exit(1)
    if serve:
        with told():
            serve_catalogue(where, "127.0.0.1", port)
