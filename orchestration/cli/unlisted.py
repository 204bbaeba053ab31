"""Sources still published that federation.yaml no longer lists: told by run, status and check."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.markup import escape

from orchestration.cli.console import t
from orchestration.cli.words import printable

if TYPE_CHECKING:
    from federation.settings import FederationSettings
    from federation.store.database import Database
    from federation.store.unlisted import Unlisted


def unlisted_in(settings: "FederationSettings", database: "Database") -> "Sequence[Unlisted]":
    """Those of a store."""
    from federation.store.unlisted import UnlistedSources

    return UnlistedSources(database).published({source.id for _, source in settings.sources})


def unlisted_at(settings: "FederationSettings", home: Path) -> "Sequence[Unlisted]":
    """Those of the store of a home folder."""
    from orchestration.cli.stores import open_store

    with open_store(settings, home) as database:
        return unlisted_in(settings, database)


def unlisted_if_any(settings: "FederationSettings", home: Path) -> "Sequence[Unlisted] | None":
    """The same for a command that writes nothing: no store is made, none is brought up to date.

    None where the store cannot be read: that is no fault of the file.
    """
    from sqlalchemy import make_url
    from sqlalchemy.exc import SQLAlchemyError

    from federation.store.database import Database
    from orchestration.places import database_url

    url = make_url(database_url(settings, home))
    if url.get_backend_name() == "sqlite" and not Path(url.database or "").is_file():
        return ()
    database = Database(database_url(settings, home))
    try:
        return unlisted_in(settings, database)
    except SQLAlchemyError:
        return None
    finally:
        database.close()


def unlisted_documents(found: "Sequence[Unlisted]") -> list[dict[str, Any]]:
    """Their JSON form."""
    return [
        {"source_id": one.source_id, "datasets": one.datasets, "next_step": _next_step(one)}
        for one in found
    ]


def show_unlisted(console: Console, found: "Sequence[Unlisted]") -> None:
    """Name them, and what can be done."""
    for one in found:
        line = t(
            "no longer in federation.yaml, still published (datasets: %(count)s)",
            count=one.datasets,
        )
        name = printable(one.source_id)
        console.print(f"[yellow]![/yellow] [bold]{name}[/bold]  {escape(line)}", soft_wrap=True)
        console.print("    " + escape(_next_step(one)), soft_wrap=True)


def _next_step(one: "Unlisted") -> str:
    return t(
        "To withdraw its datasets: partage withdraw %(source)s --by NAME --reason TEXT. To keep "
        "it, put it back in the file.",
        source=one.source_id,
    )
