"""`partage serve` and `partage dagster`."""

import socket
import subprocess
import sys
from typing import Annotated

import typer

from federation.errors import SettingsError
from federation.i18n import msg
from orchestration.cli.console import Place, err, place, t, told


def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option("--host", help=t("The address to listen on."))] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", help=t("The port to listen on."))] = 8000,
) -> None:
    """The catalogue, for people and programs, from what is published."""
    with told():
        serve_catalogue(place(context), host, port)


def require_free(host: str, port: int) -> None:
    """SettingsError where another program already listens there."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise SettingsError(
                msg(
                    "The address %(host)s, port %(port)s cannot be used: another program may hold "
                    "it. Choose another port with --port.",
                    host=host,
                    port=port,
                )
            ) from error


def serve_catalogue(where: Place, host: str, port: int) -> None:
    """Serve until interrupted. Reads, and counts uses; Dagster, Presidio and GX stay unloaded."""
    import uvicorn

    from catalog_api.app import create_app
    from federation.store import CatalogReader, Database
    from orchestration.places import database_url, expectations_folder, open_federation_lake
    from quality.series.expectations import docs_folder

    settings = where.settings()
    require_free(host, port)
    home = where.home
    database = Database(database_url(settings, home))
    database.migrate()
    app = create_app(
        CatalogReader(database),
        open_federation_lake(settings, home),
        home / "index",
        data_docs=docs_folder(expectations_folder(home)),
        queries=settings.queries,
        serving=settings.serving,
        redis=settings.network.redis,
    )
    err.print(
        t("The catalogue is open at %(url)s (Ctrl+C to stop)", url=f"http://{host}:{port}/"),
        style="bold green",
    )
    uvicorn.run(
        app,
        host=host,
        port=port,
        log_level="warning",
        access_log=False,
        proxy_headers=False,  # the application itself knows which proxies to believe
    )
    database.close()


def dagster(
    context: typer.Context,
    host: Annotated[str, typer.Option("--host", help=t("The address to listen on."))] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", help=t("The port to listen on."))] = 3000,
) -> None:
    """Dagster's web pages and daemon, in a process of their own."""
    from orchestration.dagster_home import environment

    where = place(context)
    with told():
        where.settings()
    command = [sys.executable, "-m", "dagster", "dev", "-m", "orchestration.definitions"]
    command += ["-h", host, "-p", str(port)]
    raise typer.Exit(
        subprocess.run(  # noqa: S603 - our own interpreter, no shell
            command, env=environment(where.file, where.home), check=False
        ).returncode
    )
