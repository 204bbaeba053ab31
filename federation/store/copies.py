"""Copies of one dataset on several portals, recomputed inside the transaction that publishes.

Only what a release touches is looked at: its datasets, those they were copies of, and whatever is
connected to them by a key. Work grows with the datasets that changed, not with the catalogue; a
key that too many hold (a reference file, a portal's own page) proves nothing and is not followed.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

import orjson
from sqlalchemy import Connection, bindparam, delete, insert, select, update

from federation import codec
from federation.clusters import Candidate, Strength, evidence_of, groups, original
from federation.identity import address, hop_keys, portal
from federation.model import Origin
from federation.published import FederationDocument
from federation.store.matches import Pair, chunks, matches
from federation.store.schema import (
    dataset,
    dataset_rival,
    federation_document,
    published_dataset,
)

#: Groups whose facts are read at once.
_GROUPS = 100

_D = published_dataset.c
_R = dataset_rival.c


def mates(connection: Connection, ids: Sequence[str]) -> set[str]:
    """Every dataset that is now one with one of these, or a rival of it; themselves left out."""
    found: set[str] = set()
    for part in chunks(ids):
        heads = set(
            connection.execute(
                select(_D.copy_of).where(_D.id.in_(part), _D.copy_of.is_not(None))
            ).scalars()
        )
        found |= heads
        for some in chunks(sorted(heads.union(part))):
            found.update(connection.execute(select(_D.id).where(_D.copy_of.in_(some))).scalars())
        rivals = select(_R.rival_id).where(_R.dataset_id.in_(part))
        found.update(connection.execute(rivals).scalars())
    return found.difference(ids)


def recompute(connection: Connection, ids: Iterable[str], seq: int) -> int:
    """Bring `copy_of` of these datasets and of all they are connected to up to date.

    Rows that change get the release number `seq`, whichever their source, so that every node's
    search index takes them up. Returns how many there were.
    """
    seen = _explore(connection, ids)
    found = groups(seen.edges, seen.source_of)
    wanted = dict(_wanted(connection, seen, found))
    _keep_rivals(connection, seen, found)
    changed = {
        one for one in wanted.keys() | seen.now.keys() if wanted.get(one) != seen.now.get(one)
    }
    heads = {told[0] for one in changed for told in (wanted.get(one), seen.now.get(one)) if told}
    # Which copy stands for its city may change with any other of its group.
    changed |= {one for one, told in wanted.items() if told[0] in heads}
    _write(connection, {one: wanted.get(one, (None, None)) for one in changed}, seq)
    return len(changed)


@dataclass(slots=True)
class _Seen:
    """What was found: what was looked at, evidence by pair, sources, copies as they stand now."""

    known: set[str] = field(default_factory=set)
    edges: dict[Pair, Strength] = field(default_factory=dict)
    source_of: dict[str, str] = field(default_factory=dict)
    now: dict[str, tuple[str | None, str | None]] = field(default_factory=dict)


def _explore(connection: Connection, ids: Iterable[str]) -> _Seen:
    """Follow evidence from dataset to dataset until nothing new is met."""
    seen = _Seen(set(ids))
    ahead = sorted(seen.known)
    while ahead:
        met: set[str] = set()
        for part in chunks(ahead):
            met.update(_look(connection, part, seen))
        ahead = sorted(met - seen.known)
        seen.known |= met
    return seen


def _look(connection: Connection, part: Sequence[str], seen: _Seen) -> set[str]:
    """Note what is known of some datasets; returns those that they match."""
    rows = connection.execute(
        select(_D.id, _D.source_id, _D.copy_of, _D.copy_evidence).where(
            _D.id.in_(part), ~_D.withdrawn
        )
    ).all()
    seen.now.update({row.id: (row.copy_of, row.copy_evidence) for row in rows if row.copy_of})
    found = matches(connection, [row.id for row in rows])
    matched = {one for pair in found for one in pair}
    seen.source_of.update({row.id: row.source_id for row in rows if row.id in matched})
    seen.edges.update(found)
    return matched


def _keep_rivals(connection: Connection, seen: _Seen, found: Sequence[Sequence[str]]) -> None:
    """Remember the pairs that matched and are not one after all."""
    group_of = {one: number for number, group in enumerate(found) for one in group}
    apart = [(a, b) for a, b in seen.edges if a not in group_of or group_of[a] != group_of.get(b)]
    for part in chunks(sorted(seen.known)):
        connection.execute(delete(dataset_rival).where(_R.dataset_id.in_(part)))
    if apart:
        both = [pair for a, b in apart for pair in ((a, b), (b, a))]
        connection.execute(
            insert(dataset_rival), [{"dataset_id": a, "rival_id": b} for a, b in both]
        )


def _wanted(
    connection: Connection, seen: _Seen, found: Sequence[Sequence[str]]
) -> Iterator[tuple[str, tuple[str, str]]]:
    """For every copy, its original and how that is known."""
    ahead = iter(found)
    places: _Places | None = None
    while part := list(islice(ahead, _GROUPS)):
        places = places or _Places(connection)
        facts = _facts(connection, [one for group in part for one in group], places)
        for group in part:
            head = original(facts[one] for one in group)
            for one in group:
                if one != head:
                    yield one, (head, evidence_of(one, group, head, seen.edges))


class _Places:
    """What federation.yaml says of sources: their order, and whose portal each one is."""

    def __init__(self, connection: Connection) -> None:
        body = connection.execute(select(federation_document.c.document)).scalar()
        self._order: dict[str, int] = {}
        self._distance: dict[str, int] = {}
        if body is not None:
            self._read(codec.loads(FederationDocument, body))

    def _read(self, federation: FederationDocument) -> None:
        served: dict[str, set[str]] = defaultdict(set)
        for source in federation.sources:
            served[address(source.url)[0]].add(source.city_id)
        for order, source in enumerate(federation.sources):
            host = address(source.url)[0]
            city = federation.city(source.city_id)
            home = address(city.homepage or "")[0] if city else ""
            own = bool(home) and (host == home or host.endswith(f".{home}"))
            shared = len(served[host]) > 1 or source.connector in _NATIONAL
            self._order[source.id] = order
            self._distance[source.id] = 0 if own else 2 if shared else 1

    def of(self, source_id: str) -> tuple[int, int]:
        """Distance and order of a source; the last where federation.yaml no longer names it."""
        return self._distance.get(source_id, 1), self._order.get(source_id, len(self._order))


#: Software of portals that gather the datasets of many cities.
_NATIONAL = frozenset({"udata"})


def _facts(connection: Connection, ids: Sequence[str], places: _Places) -> dict[str, Candidate]:
    columns = dataset.c
    found = {}
    for part in chunks(ids):
        query = select(columns.id, columns.source_id, columns.document, columns.first_seen)
        for row in connection.execute(query.where(columns.id.in_(part))).all():
            hops = [_hop(hop) for hop in orjson.loads(row.document).get("provenance") or ()]
            distance, order = places.of(row.source_id)
            found[row.id] = Candidate(
                row.id,
                [frozenset(hop_keys(hop)) for hop in hops],
                [portal(hop.url) for hop in hops],
                distance,
                order,
                row.first_seen,
            )
    return found


def _hop(found: Mapping[str, str | None]) -> Origin:
    return Origin(
        found.get("url") or "", found.get("identifier") or "", None, found.get("node") or None
    )


def _write(
    connection: Connection, changed: Mapping[str, tuple[str | None, str | None]], seq: int
) -> None:
    if not changed:
        return
    statement = (
        update(published_dataset)
        .where(_D.id == bindparam("changed"))
        .values(copy_of=bindparam("head"), copy_evidence=bindparam("evidence"), seq=seq)
    )
    connection.execute(
        statement,
        [
            {"changed": one, "head": head, "evidence": evidence}
            for one, (head, evidence) in sorted(changed.items())
        ],
    )
