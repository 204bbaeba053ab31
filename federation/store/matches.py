"""Evidence between datasets of different sources: keys and files that they have in common.

A key that too many hold (a reference file, a portal's own page) proves nothing and is not followed.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, distinct, func, select

from federation.clusters import ENOUGH, Strength
from federation.identity import KeyKind
from federation.store.schema import dataset_key, published_dataset, resource

#: A key held by more datasets than this tells nothing about any of them.
COMMON = 20
#: Bytes; smaller files (an empty table, an error message) may be alike by chance.
SMALL = 200
#: Ids in one statement.
_CHUNK = 400

_D = published_dataset.c
Pair = tuple[str, str]


def matches(connection: Connection, ids: Sequence[str]) -> dict[Pair, Strength]:
    """Enough evidence between these datasets and those of other sources, by ordered pair."""
    by_key: dict[Pair, dict[str, int]] = defaultdict(dict)
    for one, other, kind, count in connection.execute(_by_key(ids)).all():
        by_key[one, other][kind] = count
    by_hash = {(one, other): n for one, other, n in connection.execute(_by_hash(ids)).all()}
    files = [pair for pair, kinds in by_key.items() if KeyKind.URL in kinds]
    urls = _sizes(connection, files, _url_sizes)
    hashes = _sizes(connection, by_hash, _hash_sizes)
    found = {}
    for pair in by_key.keys() | by_hash.keys():
        kinds = by_key.get(pair, {})
        strength = Strength(
            kinds.get(KeyKind.ORIGIN, 0),
            kinds.get(KeyKind.IDENTIFIER, 0),
            _share(pair, kinds.get(KeyKind.URL, 0), urls),
            _share(pair, by_hash.get(pair, 0), hashes),
        )
        if any(strength):
            found[min(pair), max(pair)] = strength
    return found


def _share(pair: Pair, common: int, sizes: Mapping[str, int]) -> float:
    """Files in common over all files of both; 0 below what is enough."""
    if not common:
        return 0.0
    share = common / (sizes[pair[0]] + sizes[pair[1]] - common)
    return share if share >= ENOUGH else 0.0


def _by_key(ids: Sequence[str]) -> Select[Any]:
    """Identity keys that these datasets share with published ones of other sources, counted."""
    mine, others, holders = (dataset_key.alias(name) for name in ("mine", "others", "holders"))
    common = (
        select(holders.c.dataset_id)
        .where(holders.c.value == mine.c.value)
        .limit(1)
        .offset(COMMON)
        .scalar_subquery()
    )
    return (
        select(mine.c.dataset_id, others.c.dataset_id, mine.c.kind, func.count())
        .join(
            others,
            (others.c.value == mine.c.value)
            & (others.c.kind == mine.c.kind)
            & (others.c.source_id != mine.c.source_id),
        )
        .join(published_dataset, (_D.id == others.c.dataset_id) & ~_D.withdrawn)
        .where(mine.c.dataset_id.in_(ids), mine.c.kind != KeyKind.TITLE, common.is_(None))
        .group_by(mine.c.dataset_id, others.c.dataset_id, mine.c.kind)
    )


def _by_hash(ids: Sequence[str]) -> Select[Any]:
    """Contents of files in common with published datasets of other sources, counted."""
    mine, others, holders = (resource.alias(name) for name in ("mine", "others", "holders"))
    common = (
        select(holders.c.id)
        .where(holders.c.content_sha256 == mine.c.content_sha256)
        .limit(1)
        .offset(COMMON)
        .scalar_subquery()
    )
    return (
        select(mine.c.dataset_id, others.c.dataset_id, func.count(distinct(mine.c.content_sha256)))
        .join(
            others,
            (others.c.content_sha256 == mine.c.content_sha256)
            & (others.c.source_id != mine.c.source_id)
            & ~others.c.removed,
        )
        .join(published_dataset, (_D.id == others.c.dataset_id) & ~_D.withdrawn)
        .where(mine.c.dataset_id.in_(ids), *_told(mine.c), common.is_(None))
        .group_by(mine.c.dataset_id, others.c.dataset_id)
    )


def _told(columns: Any) -> tuple[ColumnElement[bool], ...]:  # noqa: ANN401 - a table's columns
    """Files that say something: present, read, and not tiny."""
    return ~columns.removed, columns.content_bytes >= SMALL


def _url_sizes(ids: Sequence[str]) -> Select[Any]:
    columns = dataset_key.c
    return (
        select(columns.dataset_id, func.count())
        .where(columns.dataset_id.in_(ids), columns.kind == KeyKind.URL)
        .group_by(columns.dataset_id)
    )


def _hash_sizes(ids: Sequence[str]) -> Select[Any]:
    columns = resource.c
    return (
        select(columns.dataset_id, func.count(distinct(columns.content_sha256)))
        .where(columns.dataset_id.in_(ids), *_told(columns))
        .group_by(columns.dataset_id)
    )


def _sizes(
    connection: Connection, pairs: Iterable[Pair], query: Callable[[Sequence[str]], Select[Any]]
) -> dict[str, int]:
    """How many files each dataset of some pairs has."""
    ids = sorted({one for pair in pairs for one in pair})
    found: dict[str, int] = {}
    for part in chunks(ids):
        found.update((row[0], row[1]) for row in connection.execute(query(part)).all())
    return found


def chunks(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), _CHUNK):
        yield ids[start : start + _CHUNK]
