"""`partage confirm`: a person agrees to the withdrawal that the brake held back."""

from typing import Annotated

import typer

from federation.errors import FailureCode, SettingsError
from federation.i18n import msg
from orchestration.cli.console import out, place, require_known, t, told


def confirm(
    context: typer.Context,
    source: Annotated[str, typer.Argument(help=t("The source whose datasets vanished."))],
) -> None:
    """Agree that what vanished is withdrawn by the next run: exit 0 noted, 1 nothing to agree."""
    with told():
        where = place(context)
        settings = where.settings()
        require_known(settings, [source])
        from federation.store.sources import Sources
        from federation.store.status import source_status
        from orchestration.cli.stores import open_store

        with open_store(settings, where.home) as database:
            found = source_status(database).get(source)
            # Agreed to in advance, a later accident would go through unseen.
            if found is None or found.error_code is not FailureCode.MASS_DELETION:
                raise SettingsError(
                    msg(
                        "Nothing of the source %(source)s waits for an agreement: its last run "
                        "did not stop at a mass disappearance.",
                        source=source,
                    )
                )
            Sources(database).confirm_withdrawal(source)
    out.print(
        t(
            "Agreed. The next run of %(source)s walks the whole portal once more and withdraws "
            "the datasets that are still not there. Start it with: partage run --source %(source)s",
            source=source,
        ),
        soft_wrap=True,
    )
