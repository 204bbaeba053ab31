"""Columns that wait for a data officer: withheld from tables that are published without them."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select, update

from federation import codec
from federation.errors import StoreError
from federation.i18n import msg
from federation.model import AnonymisationReport, ColumnDecision, QualityReport, State, Texts
from federation.published import Table
from federation.store.audit import Entry, Recorded, append
from federation.store.database import Database
from federation.store.schema import dataset, published_dataset, published_table, resource

#: Decisions of the engine by which a column does not leave. `drop` is a rule's own word.
WITHHELD = frozenset({"withhold", "review"})
_RULED = WITHHELD | {"drop"}


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A table with its columns as the engine decided on them; titles as readers see them."""

    id: str
    source_id: str
    city_id: str
    dataset_id: str
    state: State
    dataset: Texts
    table: Texts
    columns: tuple[ColumnDecision, ...]
    names: tuple[str, ...]  # every column of the source table


class Reviews:
    """Reads what is withheld; notes what officers decide on columns, in the audit log too."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def waiting(self, *, ruled: bool = False) -> list[Reviewed]:
        """Published tables with columns that nobody has decided on; with `ruled`, decided too.

        `columns` are those withheld only.
        """
        query = _query().where(resource.c.outcome == State.PUBLISHED)
        query = query.order_by(resource.c.source_id, resource.c.id)
        found = []
        with self._database.engine.connect() as connection:
            rows = connection.execution_options(yield_per=200).execute(query).mappings()
            for row in rows:
                columns = _withheld(row["anonymisation"], ruled=ruled)
                if columns:
                    found.append(_reviewed(row, columns))
        return found

    def find(self, text: str) -> Reviewed:
        """The table whose id begins so, published or in quarantine; StoreError for none, several.

        `columns` are all those the engine decided on.
        """
        query = _query().where(resource.c.id.startswith(text.lower(), autoescape=True)).limit(2)
        with self._database.engine.connect() as connection:
            rows = connection.execute(query).mappings().all()
        if len(rows) == 1:
            report = codec.loads(AnonymisationReport, rows[0]["anonymisation"])
            return _reviewed(rows[0], report.columns)
        if not rows:
            raise StoreError(
                msg(
                    "No examined table has an identifier that begins with %(id)s. See them with "
                    "partage review list.",
                    id=text,
                )
            )
        raise StoreError(
            msg("Several tables have an identifier that begins with %(id)s: write more.", id=text)
        )

    def decide(self, entry: Entry, tables: Collection[str], write: Callable[[], None]) -> Recorded:
        """Note a decision, make its tables due, and `write` the rule: all of it or nothing."""
        with self._database.writing() as connection:
            recorded = append(connection, entry)
            connection.execute(
                update(resource).where(resource.c.id.in_(list(tables))).values(due=True)
            )
            write()
        return recorded


def _query() -> Select[Any]:
    return (
        select(
            resource.c.id,
            resource.c.source_id,
            resource.c.dataset_id,
            resource.c.outcome,
            resource.c.anonymisation,
            resource.c.quality,
            dataset.c.city_id,
            published_table.c.document,
            published_dataset.c.json,
        )
        .join(dataset, dataset.c.id == resource.c.dataset_id)
        .outerjoin(published_table, published_table.c.id == resource.c.id)
        .outerjoin(published_dataset, published_dataset.c.id == resource.c.dataset_id)
        .where(~resource.c.removed, ~dataset.c.withdrawn, resource.c.anonymisation.is_not(None))
    )


def _withheld(body: bytes, *, ruled: bool) -> tuple[ColumnDecision, ...]:
    if not any(f'"{word}"'.encode() in body for word in _RULED):
        return ()  # most tables: not worth reading whole
    columns = codec.loads(AnonymisationReport, body).columns
    if ruled:
        return tuple(one for one in columns if one.action in _RULED)
    return tuple(one for one in columns if one.action in WITHHELD and one.source != "own")


def _reviewed(row: Mapping[Any, Any], columns: tuple[ColumnDecision, ...]) -> Reviewed:
    shown = codec.loads(Table, row["document"]) if row["document"] else None
    quality = codec.loads(QualityReport, row["quality"]) if row["quality"] else None
    return Reviewed(
        id=row["id"],
        source_id=row["source_id"],
        city_id=row["city_id"],
        dataset_id=row["dataset_id"],
        state=State(row["outcome"]) if row["outcome"] else State.DISCOVERED,
        dataset=codec.loads(dict[str, Any], row["json"])["title"] if row["json"] else {},
        table=shown.title if shown else {},
        columns=columns,
        names=quality.columns if quality else (),
    )
