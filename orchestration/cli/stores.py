"""The store of a federation, for commands that only look or note: no policy, no engines loaded."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from federation.settings import FederationSettings
from federation.store.database import Database
from orchestration.places import database_url


@contextmanager
def open_store(settings: FederationSettings, home: Path) -> Iterator[Database]:
    """The store at its current version, made if there was none yet."""
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    database = Database(database_url(settings, home))
    try:
        database.migrate()
        yield database
    finally:
        database.close()
