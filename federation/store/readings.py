"""How often what is published is read: numbers by day, dataset and kind, and nothing else.

Nobody's address, name or program is kept, here or elsewhere. The catalogue adds what it counted in
memory; a day on which it counted is marked, so that a day without readers is told from one that
nobody counted.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from types import ModuleType

from sqlalchemy import Connection, case, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import SQLAlchemyError

from federation import clock
from federation.demand import DAILY, WINDOW, Use
from federation.store.database import Database
from federation.store.pages import chunks
from federation.store.schema import published_dataset, published_table, reading

#: What was read: its day (ISO 8601), its kind, and the dataset or table as the address named it.
Read = tuple[str, str, str]

#: Days that counts are kept.
KEPT = 400
_PATIENCE = 2.0  # seconds: what is counted can wait, a catalogue that is to end cannot
#: The kind of the row that marks a day; its dataset is "".
_MARK = "counted"
_R = reading.c
_NOT_OVER = case((_R.count > DAILY, DAILY), else_=_R.count)


class Readings:
    """The catalogue's counts of what is read."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, counts: Mapping[Read, int], days: Iterable[str]) -> bool:
        """Add what was counted, mark these days as counted, erase what is older than `KEPT` days.

        Names that no published dataset or table has are left out. False where the database could
        not be written to, or another one has written to it for long: then nothing was added.
        """
        try:
            self._add(counts, days)
        except SQLAlchemyError:
            return False
        return True

    def _add(self, counts: Mapping[Read, int], days: Iterable[str]) -> None:
        with self._database.writing(_PATIENCE) as connection:
            owners = _owners(connection, sorted({name for _, _, name in counts}))
            found: Counter[Read] = Counter()
            for (day, kind, name), count in counts.items():
                if name in owners:
                    found[day, kind, owners[name]] += count
            found.update(dict.fromkeys(((day, _MARK, "") for day in days), 1))
            _add(connection, found, sqlite if self._database.sqlite else postgresql)
            oldest = (clock.now() - timedelta(days=KEPT)).date().isoformat()
            connection.execute(delete(reading).where(_R.day < oldest))


def uses(connection: Connection, published: Mapping[str, str | None]) -> dict[str, Use]:
    """The use of datasets, given when each was first published (ISO 8601), None where it is not.

    Days count from the one after; today, which is not over, does not.
    """
    today = clock.now().date()
    first = (today - timedelta(days=WINDOW)).isoformat()
    marked = select(_R.day).where(_R.dataset_id == "", _R.day >= first)
    days = sorted(day for day in connection.execute(marked).scalars() if day < today.isoformat())
    if not days:
        return {}
    found: dict[str, Use] = {}
    for ids, since in _by_days(published, days):
        sums = _sums(connection, ids, since) if since else {}
        found.update((one, Use(len(since), sums.get(one, {}))) for one in ids)
    return found


def _by_days(
    published: Mapping[str, str | None], days: Sequence[str]
) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """Datasets together with those of these days that count for them."""
    together: dict[int, list[str]] = {}
    for one, moment in sorted(published.items()):
        since = bisect_right(days, moment[:10]) if moment else len(days)
        together.setdefault(since, []).append(one)
    return ((ids, days[since:]) for since, ids in together.items())


def _sums(
    connection: Connection, ids: Sequence[str], days: Sequence[str]
) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for part in chunks(ids):
        query = (
            select(_R.dataset_id, _R.kind, func.sum(_NOT_OVER))
            .where(_R.dataset_id.in_(part), _R.day >= days[0], _R.day <= days[-1])
            .group_by(_R.dataset_id, _R.kind)
        )
        for dataset_id, kind, total in connection.execute(query):
            found.setdefault(dataset_id, {})[kind] = int(total)
    return found


def _owners(connection: Connection, names: Sequence[str]) -> dict[str, str]:
    """By what addresses named, the dataset: itself, by id or name, or that of a table."""
    found: dict[str, str] = {}
    datasets, tables = published_dataset.c, published_table.c
    for part in chunks(names):
        by_id = select(datasets.id, datasets.id).where(datasets.id.in_(part))
        by_name = select(datasets.name, datasets.id).where(datasets.name.in_(part))
        by_table = select(tables.id, tables.dataset_id).where(tables.id.in_(part))
        for query in (by_id, by_name, by_table):
            found.update((str(name), str(owner)) for name, owner in connection.execute(query))
    return found


def _add(connection: Connection, counts: Mapping[Read, int], dialect: ModuleType) -> None:
    rows = [
        {"day": day, "dataset_id": dataset_id, "kind": kind, "count": count}
        for (day, kind, dataset_id), count in sorted(counts.items())
    ]
    if not rows:
        return
    insert = dialect.insert(reading)
    connection.execute(
        insert.on_conflict_do_update(
            index_elements=["day", "dataset_id", "kind"],
            set_={"count": _R.count + insert.excluded.count},
        ),
        rows,
    )


def today(moment: datetime | None = None) -> str:
    """The day that a reading counts for, UTC."""
    found: date = (moment or clock.now()).date()
    return found.isoformat()
