"""The catalogue's read side: what is published now, as ready bytes.

Each call is one read transaction, hence sees one whole release of every source. Lists and counts
hold a dataset once, however many copies of it there are: the original stands for them; in the
list of a city without it, one copy of that city does. Each copy is still found by id or name.
`hidden` are ids of datasets that whoever asks may not read: neither listed nor counted.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Row, Select, bindparam, func, literal, select

from federation import codec
from federation.i18n import Message
from federation.identity import KeyKind
from federation.published import (
    FederationDocument,
    Member,
    SearchDocument,
    StoredDataset,
    Table,
    Totals,
)
from federation.store import graves
from federation.store.contents import Kind
from federation.store.database import Database
from federation.store.matches import COMMON
from federation.store.originals import no_copy
from federation.store.schema import (
    dataset_key,
    federation_document,
    published_dataset,
    published_table,
    release,
    retracted_item,
    retraction,
)

_D = published_dataset.c

# Asked at every dataset that is shown: made once, which is half of what they cost.
_WANTED: BindParameter[str] = bindparam("wanted")
_HEADS: BindParameter[Sequence[str]] = bindparam("heads", expanding=True)
_ONE = select(published_dataset).where(
    (_D.id == _WANTED) | _D.name.in_([_WANTED, bindparam("hidden")])
)
_SEQUENCE = select(func.coalesce(func.max(release.c.seq), 0))
_SAME = (
    select(_D.id, _D.name, _D.city_id, _D.source_id, _D.copy_of, _D.copy_evidence)
    .where(
        _D.copy_of.in_(_HEADS)
        | _D.id.in_(select(_D.copy_of).where(_D.copy_of.in_(_HEADS), ~_D.withdrawn)),
        ~_D.withdrawn,
    )
    .order_by(_D.copy_of.is_not(None), _D.name)
)
_ORIGINAL = published_dataset.alias("original")
_OTHER = published_dataset.alias("other")
_COPY_CITY = select(_ORIGINAL.c.city_id).where(_ORIGINAL.c.id == _D.copy_of).scalar_subquery()
#: A copy that stands for its dataset in its city: the first one there by id.
_CITY_LEAD = (
    ~select(_OTHER.c.id)
    .where(
        _OTHER.c.copy_of == _D.copy_of,
        _OTHER.c.city_id == _D.city_id,
        _OTHER.c.id < _D.id,
        ~_OTHER.c.withdrawn,
    )
    .exists()
)
#: The index has no use for the ready documents, which are most of what a row weighs.
_DOCUMENTS = ("json", "ckan", "turtle")
_FOR_INDEX = (
    *(literal(b"").label(one.name) if one.name in _DOCUMENTS else one for one in _D),
    _COPY_CITY.label("copy_city"),
    (_D.copy_of.is_not(None) & _CITY_LEAD).label("city_lead"),
)


def _listed(city: str | None, copies: bool, hidden: Collection[str] = ()) -> ColumnElement[bool]:
    """Whether a dataset belongs to a list, of one city or of all."""
    wanted: ColumnElement[bool] = ~_D.withdrawn
    if hidden:
        wanted &= _D.id.not_in(hidden)
    if city is not None:
        wanted &= _D.city_id == city
    if copies:
        return wanted
    stands: ColumnElement[bool] = no_copy()
    if city is not None:
        stands |= _COPY_CITY.is_distinct_from(city) & _CITY_LEAD
    return wanted & stands


def _stored(row: Row[Any], *, search: bool = False) -> StoredDataset:
    """A row; its search document is decoded only for whoever needs it."""
    found = row._mapping
    return StoredDataset(
        id=found["id"],
        name=found["name"],
        city_id=found["city_id"],
        source_id=found["source_id"],
        seq=found["seq"],
        withdrawn=found["withdrawn"],
        reason=codec.loads(Message, found["reason"]) if found["reason"] else None,
        json=found["json"],
        ckan=found["ckan"],
        turtle=found["turtle"],
        search=codec.loads(SearchDocument, found["search"]) if search and found["search"] else None,
        copy_of=found["copy_of"],
        copy_evidence=found["copy_evidence"],
        copy_city=found.get("copy_city"),
        city_lead=bool(found.get("city_lead")),
    )


class CatalogReader:
    """Read access to the published state."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def database(self) -> Database:
        """The store that is read."""
        return self._database

    def _all(
        self, query: Select[*tuple[Any, ...]], values: Mapping[str, object] | None = None
    ) -> Sequence[Any]:
        with self._database.engine.connect() as connection:
            return connection.execute(query, values).all()

    def federation(self) -> FederationDocument | None:
        """The federation, its cities, partnerships and sources; None before the first run."""
        rows = self._all(select(federation_document.c.document))
        return codec.loads(FederationDocument, rows[0][0]) if rows else None

    def sequence(self) -> int:
        """The newest release number, 0 before the first; grows in commit order."""
        return int(self._all(_SEQUENCE)[0][0])

    def dataset(self, id_or_name: str) -> StoredDataset | None:
        """One dataset by id or name, tombstones included."""
        hidden = graves.hidden_name(id_or_name)
        rows = self._all(_ONE, {"wanted": id_or_name, "hidden": hidden})
        return _stored(rows[0]) if rows else None

    def datasets(self, ids: Sequence[str]) -> list[StoredDataset]:
        """The datasets of these ids that are published, in the order asked for."""
        rows = self._all(select(published_dataset).where(_D.id.in_(ids), ~_D.withdrawn))
        found = {row._mapping["id"]: _stored(row) for row in rows}
        return [found[wanted] for wanted in ids if wanted in found]

    def changed_since(self, seq: int, limit: int = 1000, after: str = "") -> list[StoredDataset]:
        """Datasets and tombstones of releases later than `seq`, by id; page with `after`.

        For a search index: without their ready documents.
        """
        query = select(*_FOR_INDEX).where(_D.seq > seq, _D.id > after)
        rows = self._all(query.order_by(_D.id).limit(limit))
        return [_stored(row, search=True) for row in rows]

    def page(
        self,
        after: str = "",
        limit: int = 100,
        city: str | None = None,
        *,
        copies: bool = False,
        hidden: Collection[str] = (),
    ) -> list[StoredDataset]:
        """Published datasets in order of id: keyset paging, stable under writes."""
        listed: ColumnElement[bool] = _listed(city, copies, hidden) & (_D.id > after)
        if city is not None:
            # All of a city are put in order: their ids, not their documents.
            listed = _D.id.in_(select(_D.id).where(listed).order_by(_D.id).limit(limit))
        query = select(published_dataset).where(listed).order_by(_D.id).limit(limit)
        return [_stored(row, search=True) for row in self._all(query)]

    def names(
        self,
        limit: int | None = None,
        offset: int = 0,
        *,
        copies: bool = False,
        hidden: Collection[str] = (),
    ) -> list[str]:
        """Names of the published datasets, sorted."""
        listed = _listed(None, copies, hidden)
        query = select(_D.name).where(listed).order_by(_D.name).offset(offset)
        return [row[0] for row in self._all(query.limit(limit) if limit is not None else query)]

    def same(self, datasets: Sequence[StoredDataset]) -> dict[str, list[Member]]:
        """By original, all that is one with each of these datasets: it first, then its copies."""
        heads = {stored.copy_of or stored.id for stored in datasets}
        rows = self._all(_SAME, {"heads": list(heads)})
        found: dict[str, list[Member]] = {}
        for row in rows:
            found.setdefault(row.copy_of or row.id, []).append(Member(*row))
        return found

    def alike(self, stored: StoredDataset) -> list[Member]:
        """Datasets of other sources with the same title and publisher, not known to be copies."""
        mine, theirs = dataset_key.alias("mine"), dataset_key.alias("theirs")
        columns = (_D.id, _D.name, _D.city_id, _D.source_id, _D.copy_of, _D.copy_evidence)
        rows = self._all(
            select(*columns)
            .distinct()
            .join(theirs, theirs.c.dataset_id == _D.id)
            .join(mine, (mine.c.value == theirs.c.value) & (mine.c.kind == theirs.c.kind))
            .where(
                mine.c.dataset_id == stored.id,
                mine.c.kind == KeyKind.TITLE,
                _D.source_id != stored.source_id,
                ~_D.withdrawn,
            )
            .order_by(_D.name)
            .limit(COMMON + 1)
        )
        head = stored.copy_of or stored.id
        found = [Member(*row) for row in rows if head not in (row.id, row.copy_of)]
        return found if len(rows) <= COMMON else []

    def table(self, table_id: str) -> tuple[str, Table] | None:
        """One table with the id of its dataset, whatever its state, unless withdrawn."""
        columns = published_table.c
        query = select(columns.dataset_id, columns.document).where(columns.id == table_id)
        rows = self._all(query)
        return (rows[0][0], codec.loads(Table, rows[0][1])) if rows else None

    def retracted(self, table_id: str) -> Message | None:
        """What is told of a table that was taken back and that no dataset lists now."""
        rows = self._all(
            select(retraction.c.at)
            .join(retracted_item, retracted_item.c.retraction_id == retraction.c.id)
            .where(retracted_item.c.kind == Kind.RESOURCE, retracted_item.c.value == table_id)
            .order_by(retraction.c.at.desc())
            .limit(1)
        )
        return graves.taken_back(rows[0][0]) if rows else None

    def retracted_since(self, seq: int) -> bool:
        """Whether something was taken back by a release later than `seq`."""
        return bool(self._all(select(retraction.c.id).where(retraction.c.seq > seq).limit(1)))

    def retracted_snapshots(self, seq: int) -> list[str]:
        """SHA-256 of the snapshots taken back by releases later than `seq`."""
        query = (
            select(retracted_item.c.value)
            .join(retraction, retraction.c.id == retracted_item.c.retraction_id)
            .where(retracted_item.c.kind == Kind.SNAPSHOT, retraction.c.seq > seq)
        )
        return [str(row[0]) for row in self._all(query)]

    def totals(self, hidden: Collection[str] = ()) -> Totals:
        """Counts of datasets, published tables and rows; copies count once."""
        seen = ~_D.withdrawn & _D.id.not_in(hidden)
        by_city = self._all(
            select(_D.city_id, func.count(func.coalesce(_D.copy_of, _D.id).distinct()))
            .where(seen)
            .group_by(_D.city_id)
        )
        whole = self._all(
            select(_D.copy_of.is_not(None), func.count())
            .where(seen)
            .group_by(_D.copy_of.is_not(None))
        )
        counts = {bool(copy): count for copy, count in whole}
        columns = published_table.c
        copies = select(_D.id).where(_D.copy_of.is_not(None))
        tables = self._all(
            select(func.count(), func.coalesce(func.sum(columns.rows), 0)).where(
                columns.state == "published",
                columns.dataset_id.not_in(copies),
                columns.dataset_id.not_in(hidden),
            )
        )[0]
        return Totals(
            datasets=counts.get(False, 0),
            tables=tables[0],
            rows=int(tables[1]),
            by_city={row[0]: row[1] for row in by_city},
            copies=counts.get(True, 0),
        )
