"""Published tables whose object of the lake is gone or damaged: told by `partage status`."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape

from federation.errors import FailureCode
from federation.taxonomy import next_step
from orchestration.cli.console import say, t
from orchestration.cli.words import printable

if TYPE_CHECKING:
    from federation.settings import FederationSettings
    from federation.store.database import Database
    from federation.store.snapshots import ShownSnapshot

#: Tables named one by one.
_NAMED = 20


def lost_in(
    settings: "FederationSettings", home: Path, database: "Database"
) -> "Sequence[ShownSnapshot] | None":
    """Those of a federation; None where the lake does not answer: the rest is told all the same."""
    from federation.store.snapshots import Snapshots
    from orchestration.pipeline.boundary import place_of
    from orchestration.pipeline.lost import lost_among
    from orchestration.places import open_federation_lake

    shown = Snapshots(database).shown()
    if not shown:
        return ()  # nothing is published: no lake is made for the asking
    try:
        return lost_among(shown, open_federation_lake(settings, home))
    except Exception as error:  # noqa: BLE001 - of whatever kind an object store fails
        place_of(error, "lake")
        return None


def lost_documents(found: "Sequence[ShownSnapshot] | None") -> list[dict[str, Any]] | None:
    """Their JSON form, null where the lake does not answer."""
    if found is None:
        return None
    from orchestration.pipeline.lost import explanation

    return [
        {
            "source_id": one.source_id,
            "table": one.resource_id,
            "url": one.url,
            "text": say(explanation(one)),
        }
        for one in found
    ]


def show_lost(console: Console, found: "Sequence[ShownSnapshot] | None") -> None:
    """Name them, and what can be done."""
    if found is None:
        line = t("The lake does not answer: nobody knows whether the published files are there.")
        console.print(f"[red]✗[/red] {escape(line)}", soft_wrap=True)
        return
    from orchestration.pipeline.lost import explanation

    for one in found[:_NAMED]:
        name = f"[bold]{printable(one.source_id)}[/bold]  {printable(one.url)}"
        console.print(f"[red]✗[/red] {name}", soft_wrap=True)
        console.print(
            f"    [red]{FailureCode.LOST_OBJECT}[/red]  {escape(say(explanation(one)))}",
            soft_wrap=True,
        )
    if found[_NAMED:]:
        more = t("and others like these: %(count)s", count=len(found) - _NAMED)
        console.print("    " + escape(more), soft_wrap=True)
    if found:
        console.print("    " + escape(say(next_step(FailureCode.LOST_OBJECT))), soft_wrap=True)
