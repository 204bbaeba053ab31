"""The federation's own description, and how the last run of each source ended."""

from typing import Any

from sqlalchemy import func, insert, select, update

from federation import clock, codec
from federation.errors import FailureCode
from federation.i18n import Message
from federation.published import FederationDocument
from federation.store.database import Database
from federation.store.schema import federation_document, source


class Sources:
    """What is kept of a federation and of its sources from run to run."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def describe(self, document: FederationDocument) -> None:
        """Publish the federation's own description and make sure each source has its row."""
        body = codec.dumps(document)
        with self._database.writing() as connection:
            stored = connection.execute(select(federation_document.c.document)).scalar()
            if stored is None:
                connection.execute(insert(federation_document).values(id=1, document=body))
            elif stored != body:
                connection.execute(update(federation_document).values(document=body))
            known = set(connection.execute(select(source.c.id)).scalars())
            fresh = [{"id": item.id} for item in document.sources if item.id not in known]
            if fresh:
                connection.execute(insert(source), fresh)

    def tally(self, source_id: str) -> bytes | None:
        """The counts that the last run of a source left."""
        with self._database.engine.connect() as connection:
            found: bytes | None = connection.execute(
                select(source.c.totals).where(source.c.id == source_id)
            ).scalar()
        return found

    def save_tally(
        self,
        source_id: str,
        tally: bytes,
        *,
        error: tuple[FailureCode, Message] | None = None,
        done: bool = False,
    ) -> None:
        """Keep the counts of a run between its stages; `done` when the last one has ended."""
        values: dict[str, Any] = {"totals": tally}
        if done and error is None:
            values |= {
                "last_success": clock.stamp(),
                "failures": 0,
                "failing_since": None,
                "last_error": None,
                "last_error_code": None,
            }
        elif done and error is not None:
            values |= {
                "failures": source.c.failures + 1,
                "failing_since": func.coalesce(source.c.failing_since, clock.stamp()),
                "last_error_code": error[0],
                "last_error": codec.dumps(error[1]),
            }
        with self._database.writing() as connection:
            connection.execute(update(source).where(source.c.id == source_id).values(values))

    def confirm_withdrawal(self, source_id: str) -> None:
        """A person agrees that what the brake holds is withdrawn: by the next full walk, once."""
        with self._database.writing() as connection:
            connection.execute(
                update(source)
                .where(source.c.id == source_id)
                .values(withdrawal_confirmed=clock.stamp())
            )

    def ask_full_walk(self, source_id: str) -> None:
        """The next walk of a source is full, whatever its watermark."""
        with self._database.writing() as connection:
            connection.execute(
                update(source)
                .where(source.c.id == source_id)
                .values(watermark_key=None, cursor=None)
            )
