"""Which datasets are one and the same, and which of them is the original: pure functions.

Evidence, strongest first: explicit origin, identifier, addresses of files, content of files. A
dataset has at most one counterpart in each other source: where two match it equally, neither does.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

#: Two sets of files are the same from this share in common on (intersection over union).
ENOUGH = 0.5

KINDS = ("origin", "identifier", "url", "hash")


class Strength(NamedTuple):
    """Evidence for one pair: identity keys in common, and shares (0-1) of files in common."""

    origin: int = 0
    identifier: int = 0
    url: float = 0.0
    hash: float = 0.0

    @property
    def evidence(self) -> str | None:
        """The strongest kind of evidence there is; None: not enough."""
        return next((kind for kind, value in zip(KINDS, self, strict=True) if value), None)


Edges = Mapping[tuple[str, str], Strength]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A dataset that may be the original.

    `chain` holds the names of each hop of its provenance, its own portal's last; `portals` the
    addresses of these portals. `distance` is 0 for the city's own portal, more for shared ones;
    `order` is the place of its source in federation.yaml.
    """

    id: str
    chain: Sequence[frozenset[str]] = ()
    portals: Sequence[str] = ()
    distance: int = 1
    order: int = 0
    first_seen: str = field(default="")


def groups(edges: Edges, source_of: Mapping[str, str]) -> list[list[str]]:
    """Sets of datasets that are one, each with at most one of every source; sorted ids."""
    members: dict[str, set[str]] = {}
    for a, b in _mutual(edges, source_of):
        left, right = members.setdefault(a, {a}), members.setdefault(b, {b})
        if left is right or {source_of[one] for one in left} & {source_of[one] for one in right}:
            continue
        left |= right
        for one in right:
            members[one] = left
    distinct = {id(found): found for found in members.values() if len(found) > 1}
    return sorted(sorted(found) for found in distinct.values())


def _mutual(edges: Edges, source_of: Mapping[str, str]) -> list[tuple[str, str]]:
    """Pairs in which each is the other's only best match in its source, strongest first."""
    best: dict[tuple[str, str], list[tuple[Strength, str]]] = defaultdict(list)
    for (a, b), strength in edges.items():
        best[a, source_of[b]].append((strength, b))
        best[b, source_of[a]].append((strength, a))
    chosen = {key: _only_best(found) for key, found in best.items()}
    kept = [
        (strength, pair)
        for pair, strength in edges.items()
        if chosen[pair[0], source_of[pair[1]]] == pair[1]
        and chosen[pair[1], source_of[pair[0]]] == pair[0]
    ]
    kept.sort(key=lambda one: one[1])
    kept.sort(key=lambda one: one[0], reverse=True)
    return [pair for _, pair in kept]


def _only_best(found: list[tuple[Strength, str]]) -> str | None:
    found.sort(reverse=True)
    if len(found) > 1 and found[0][0] == found[1][0]:
        return None
    return found[0][1]


def original(members: Iterable[Candidate]) -> str:
    """The id of the one that the others are copies of; the same for the same facts.

    The portal that others name as the first, then the shortest chain, then the city's own portal,
    then the order of federation.yaml, then the first seen.
    """
    found = list(members)
    names = {one.id: _first(one.chain) for one in found}
    places = {one.id: one.portals[0] for one in found if one.portals}

    def rank(one: Candidate) -> tuple[bool, bool, int, int, int, str, str]:
        own = one.chain[-1] if one.chain else frozenset()
        place = one.portals[-1] if one.portals else ""
        others = [other.id for other in found if other.id != one.id]
        return (
            not any(own & names[other] for other in others),
            not any(place and places.get(other) == place for other in others),
            len(one.chain),
            one.distance,
            one.order,
            one.first_seen,
            one.id,
        )

    return min(found, key=rank).id


def _first(chain: Sequence[frozenset[str]]) -> frozenset[str]:
    return chain[0] if chain else frozenset()


def evidence_of(member: str, group: Sequence[str], head: str, edges: Edges) -> str:
    """How it is known that a member is a copy: from the original itself, else from another."""
    direct = _between(edges, member, head)
    found = [direct] if direct.evidence else [_between(edges, member, other) for other in group]
    return max(found).evidence or KINDS[-1]


def _between(edges: Edges, a: str, b: str) -> Strength:
    return edges.get((min(a, b), max(a, b)), Strength())
