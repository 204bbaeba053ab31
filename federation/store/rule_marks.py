"""Which rules of the policy a source's tables were last matched with, and whom new ones concern."""

from collections.abc import Sequence

from sqlalchemy import select, update

from federation.store.database import Database
from federation.store.leases import Lease, renew
from federation.store.pages import chunks
from federation.store.schema import resource, source


class RuleMarks:
    """One mark by source: so that rules are matched with every table only when they changed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def last(self, source_id: str) -> str | None:
        """The key of the rules that the tables of a source were last matched with."""
        query = select(source.c.rules_key).where(source.c.id == source_id)
        with self._database.engine.connect() as connection:
            return connection.execute(query).scalar()

    def set(self, lease: Lease, key: str, concerned: Sequence[str]) -> None:
        """Ask again for the files that changed rules concern, and remember these rules."""
        with self._database.writing() as connection:
            renew(connection, lease)
            for part in chunks(concerned):
                connection.execute(update(resource).where(resource.c.id.in_(part)).values(due=True))
            connection.execute(
                update(source).where(source.c.id == lease.source_id).values(rules_key=key)
            )
