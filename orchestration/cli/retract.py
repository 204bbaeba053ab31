"""`partage retract`: a published table or dataset is taken back, everywhere and for good."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from federation.errors import SettingsError
from federation.i18n import msg
from orchestration.cli.console import err, out, place, t, told

if TYPE_CHECKING:
    from federation.store.targets import Reach, Target
    from orchestration.pipeline.workspace import Workspace


def retract(
    context: typer.Context,
    what: Annotated[
        str,
        typer.Argument(
            metavar="DATASET|TABLE",
            help=t("An id, the name or address of a page, or the address of a file."),
        ),
    ],
    by: Annotated[str, typer.Option("--by", help=t("Your name, for the audit log."))],
    reason: Annotated[
        str, typer.Option("--reason", help=t("Why, for the audit log; readers do not see it."))
    ],
    yes: Annotated[bool, typer.Option("--yes", help=t("Do not ask: it cannot be undone."))] = False,
) -> None:
    """Erase what was published and forbid it: exit 0 done, 1 nothing found or not agreed."""
    with told():
        settings = place(context).settings()
        from orchestration.pipeline.erasing import finish_retractions
        from orchestration.pipeline.workspace import Workspace

        with Workspace(settings, place(context).home) as workspace:
            target = _target(workspace, what)
            since = workspace.retractions.standing(target)
            if since is None:
                reach = workspace.retractions.reach(target)
                _agree(reach, yes=yes)
                workspace.retractions.retract(target, by, reason)
            finish_retractions(workspace)
            if since is None:
                _show_again(workspace, reach.sources)
    if since is not None:
        out.print(t("Taken back already, on %(date)s: nothing to do.", date=since[:10]))
        return
    out.print(
        t(
            "Taken back. Readers get a page that says so; the same content is never published "
            "again. The audit log tells who decided and why."
        ),
        soft_wrap=True,
    )


def _target(workspace: "Workspace", what: str) -> "Target":
    """The one dataset or table that is meant; SettingsError with the candidates where several."""
    from federation.store.targets import require

    found = workspace.retractions.find(what)
    if not found and "/" in what:
        # The address of a page of the catalogue ends with the dataset's name or the table's id.
        found = workspace.retractions.find(what.split("?")[0].rstrip("/").rsplit("/", 1)[-1])
    if len(found) > 1:
        raise SettingsError(
            msg(
                "“%(name)s” names %(count)s datasets or tables. Give the id of one of these:",
                name=what,
                count=len(found),
            ),
            tuple(
                msg("table %(id)s of %(name)s: %(url)s", id=one.id, name=one.name, url=one.url)
                if one.resource_id
                else msg("dataset %(id)s: %(name)s", id=one.id, name=one.name)
                for one in found
            ),
        )
    return require(found, what)


def _agree(reach: "Reach", *, yes: bool) -> None:
    err.print(
        t(
            "Datasets taken back whole: %(datasets)s. Tables: %(tables)s, those of other datasets "
            "with the same content included. Sources concerned: %(sources)s. Runs at work on them "
            "are stopped.",
            datasets=len(reach.datasets),
            tables=len(reach.resources),
            sources=", ".join(reach.sources),
        ),
        soft_wrap=True,
        markup=False,
    )
    if not yes:
        typer.confirm(t("Erase all this for good?"), abort=True, err=True)


def _show_again(workspace: "Workspace", sources: Sequence[str]) -> None:
    """Publish the datasets that only lose a table anew, without it."""
    from federation.errors import LeaseLost
    from orchestration.pipeline.erasing import refresh_index
    from orchestration.pipeline.progress import Silent
    from orchestration.pipeline.publishing import publish_source
    from orchestration.pipeline.tally import Tally

    for source_id in sources:
        try:
            publish_source(workspace, Tally(source_id, "retract"), Silent())
        except LeaseLost:
            continue  # a run has begun meanwhile: it publishes them
    refresh_index(workspace)
