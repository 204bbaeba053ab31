"""The command and its global options; each group of commands has its module."""

import logging
from pathlib import Path
from typing import Annotated

import typer

from federation.i18n import environment_locale
from orchestration.cli import (
    audit,
    checking,
    confirming,
    files,
    links,
    quarantine,
    retract,
    review,
    running,
    schemas,
    serving,
    starting,
    status,
    withdraw,
)
from orchestration.cli.console import Place, t
from orchestration.cli.usage import Group

app = typer.Typer(
    name="partage",
    cls=Group,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help=t("Federates, checks, anonymises and publishes the open data of partner cities."),
)


@app.callback()
def options(
    context: typer.Context,
    federation: Annotated[
        Path,
        typer.Option(
            "--federation",
            envvar="PARTAGE_FEDERATION",
            help=t("The file that describes the federation."),
        ),
    ] = Path("federation.yaml"),
    home: Annotated[
        Path | None,
        typer.Option(
            "--home",
            envvar="PARTAGE_HOME",
            help=t("The folder for everything written; by default .partage beside the file."),
        ),
    ] = None,
) -> None:
    """Options given before the command."""
    logging.basicConfig(format="%(levelname)s %(name)s %(message)s", level=logging.WARNING)
    context.obj = Place(federation, home)


app.command("init", help=t("Write a commented federation.yaml."))(starting.init)
app.command("check", help=t("Check the file and every source; tell what would be harvested."))(
    checking.check
)
app.command("run", help=t("Harvest, check, anonymise and publish: the main job."))(running.run)
app.command("status", help=t("How each source does: last run, failures, links, next run."))(
    status.status
)
app.command("links", help=t("Which addresses of the catalogue answer, and which do not."))(
    links.links
)
app.command("confirm", help=t("Agree to the withdrawal of datasets that vanished all at once."))(
    confirming.confirm
)
app.command("withdraw", help=t("Withdraw the datasets of a source that left the file."))(
    withdraw.withdraw
)
app.command("retract", help=t("Take a published table or dataset back, everywhere and for good."))(
    retract.retract
)
app.command("serve", help=t("Serve the catalogue."))(serving.serve)
app.command("dagster", help=t("Dagster's pages and daemon, with the schedules of the file."))(
    serving.dagster
)
app.command("validate", help=t("Check one file against a data schema."))(files.validate)
app.add_typer(schemas.app, name="schemas")
app.command("anonymise", help=t("Take the personal data out of one file."))(files.anonymise)
app.add_typer(quarantine.app, name="quarantine")
app.add_typer(review.app, name="review")
app.add_typer(audit.app, name="audit")
app.command("demo", help=t("Run and serve the demonstration federation, without network."))(
    running.demo
)


def main() -> None:
    """Console entry point."""
    environment_locale()
    app()
