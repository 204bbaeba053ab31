"""`partage withdraw`: the datasets of a source that left federation.yaml leave the catalogue."""

from typing import Annotated

import typer

from orchestration.cli.console import out, place, t, told
from orchestration.cli.officer import by_option, reason_option, require_impersonal


def withdraw(
    context: typer.Context,
    source: Annotated[
        str, typer.Argument(help=t("A source that federation.yaml no longer lists."))
    ],
    by: Annotated[str, by_option()],
    reason: Annotated[str, reason_option()],
) -> None:
    """Withdraw what a source has published: exit 0 done, 1 refused."""
    with told():
        where = place(context)
        settings = where.settings()
        from orchestration.pipeline.withdrawing import withdraw_source
        from orchestration.pipeline.workspace import Workspace

        with Workspace(settings, where.home) as workspace:
            require_impersonal(workspace, source, reason)
            done = withdraw_source(workspace, source, by, reason)
    if done is None:
        out.print(t("Everything of %(source)s is withdrawn already: nothing to do.", source=source))
        return
    out.print(
        t(
            "Withdrawn: %(source)s (datasets: %(count)s). Readers get a page that says so. Put "
            "back in the file, the source is published again at the same addresses by its next "
            "run.",
            source=source,
            count=done.withdrawn,
        ),
        soft_wrap=True,
    )
