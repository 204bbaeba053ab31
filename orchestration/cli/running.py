"""`partage run` and `partage demo`."""

import shlex
import socket
from pathlib import Path
from typing import Annotated

import typer

from federation import codec
from orchestration.cli.bars import Bars
from orchestration.cli.console import Place, err, out, place, print_json, require_known, t, told
from orchestration.cli.summary import run_document, show_summary
from orchestration.cli.unlisted import show_unlisted, unlisted_at, unlisted_documents
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
        where = place(context)
        tallies = run_federation(where, source or [], full=full, quiet=json)
        left = unlisted_at(where.settings(), where.home)
    if json:
        print_json(codec.dumps(run_document(tallies, unlisted_documents(left))))
    else:
        show_summary(tallies)
        show_unlisted(out, left)
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
    from orchestration.demo import DemoPortals, demo_data, write_federation_file

    if serve:
        with told():
            require_free("127.0.0.1", port)
    data = demo_data()
    home = (place(context).home_option or Path.cwd() / ".partage" / "demo").resolve()
    with DemoPortals(data, _stable_ports(data)) as portals:
        addresses = {"PARTAGE_DEMO_URL": f"http://127.0.0.1:{port}", **portals.environment}
        err.print(t("Harvesting five demonstration portals on this machine…"))
        with told():
            where = Place(write_federation_file(data, home, addresses), home)
            tallies = run_federation(where, [], quiet=False)
        show_summary(tallies)
    if any(tally.error_code for tally in tallies):
        raise typer.Exit(1)
    if serve:
        with told():
            serve_catalogue(where, "127.0.0.1", port)
    else:
        _tell_how_to_serve(where, port)


def _tell_how_to_serve(where: Place, port: int) -> None:
    """The whole command, to be copied: the pages' addresses hold for this port."""
    command = ["partage", "--federation", str(where.file), "--home", str(where.home)]
    command += ["serve", "--port", str(port)]
    out.print(t("To open the catalogue that was built:"))
    out.print("  " + shlex.join(command), markup=False, soft_wrap=True)
