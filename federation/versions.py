"""Versions of datasets and tables: what a release says, and what it changed.

Only what was published is compared: texts after anonymisation, snapshots that passed the gate.
Values are stored packed (zlib) as JSON.
"""

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, TypeVar

import orjson

from federation import codec
from federation.differences import Difference
from federation.model import AnonymisationReport, Distribution, State, Texts
from federation.published import PublishedDataset, Table

T = TypeVar("T")
#: A value whose JSON is longer than this (bytes) is not told before and after: documents have it.
_LONG = 20_000


class Kind(StrEnum):
    """What a release did to a dataset."""

    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"
    RETRACTED = "retracted"


class Event(StrEnum):
    """What a release did to one table or link of a dataset."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Facts:
    """What a dataset says, as JSON by field: of itself, its tables, its links (both by id).

    `source` is a hash of the portal's description that it was made of.
    """

    fields: Mapping[str, Any]
    tables: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    links: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    source: str = ""


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field with its JSON values; both are None where they are `untold`: long, or corrected."""

    field: str
    before: Any = None
    after: Any = None
    untold: bool = False


@dataclass(frozen=True, slots=True)
class PartChange:
    """A table or link that came, went or changed; `difference` is that of its data, if any."""

    id: str
    title: Texts
    event: Event
    fields: tuple[FieldChange, ...] = ()
    difference: Difference | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """What a version changed; all empty for the first one."""

    fields: tuple[FieldChange, ...] = ()
    tables: tuple[PartChange, ...] = ()
    links: tuple[PartChange, ...] = ()

    def __bool__(self) -> bool:
        """Whether there is anything that makes a version of its own."""
        return bool(self.fields or self.tables or self.links)


def facts_of(published: PublishedDataset, source: str = "") -> Facts:
    """What a dataset is about to say. Dates of change alone make no version: they are left out."""
    dataset = published.dataset
    body = codec.plain(dataset)
    tables = {table.id: _table(table) for table in published.tables}
    addresses = {table.source_url for table in published.tables if table.source_url}
    rest = dataset.distributions[len(published.tables) :]
    links = {
        codec.digest(link.remote_id.encode())[:32]: _link(link)
        for link in rest
        if not {link.access_url, link.download_url} & addresses
    }
    return Facts({name: body[name] for name in _FIELDS}, tables, links, source)


def changes_between(
    before: Facts | None, after: Facts, differences: Mapping[str, Difference]
) -> Changes:
    """What a release changes; `differences` are those of data, by table."""
    if before is None:
        return Changes()
    return Changes(
        _fields(before.fields, after.fields),
        tuple(_parts(before.tables, after.tables, differences)),
        tuple(_parts(before.links, after.links, {})),
    )


def corrects(before: Facts | None, after: Facts, changes: Changes) -> bool:
    """Whether words changed although the portal's did not: today's rules show less, or other words.

    What earlier versions said is then no longer to be shown.
    """
    if before is None or not after.source or before.source != after.source:
        return False
    parts = (*changes.tables, *changes.links)
    moved = [*changes.fields, *(one for part in parts for one in part.fields)]
    return any(one.field in _WORDS for one in moved)


def untold(changes: Changes) -> Changes:
    """The changes without values."""

    def bare(fields: tuple[FieldChange, ...]) -> tuple[FieldChange, ...]:
        return tuple(FieldChange(one.field, untold=True) for one in fields)

    def part(change: PartChange) -> PartChange:
        return replace(change, fields=bare(change.fields))

    return Changes(
        bare(changes.fields), tuple(map(part, changes.tables)), tuple(map(part, changes.links))
    )


def judgement(report: AnonymisationReport | None) -> str | None:
    """A hash of the policy and the engine that let a table pass; equal ones judged alike."""
    if report is None:
        return None
    return codec.digest(f"{report.engine}|{report.policy_hash}".encode())


def pack(value: object) -> bytes:
    """A value as stored."""
    return pack_bytes(codec.dumps(value))


def pack_bytes(body: bytes) -> bytes:
    """Bytes as stored."""
    return zlib.compress(body, 1)


def unpack_bytes(body: bytes) -> bytes:
    """The bytes that were packed."""
    return zlib.decompress(body)


def unpack(kind: type[T], body: bytes) -> T:
    """The value that was packed."""
    return codec.loads(kind, unpack_bytes(body))


_FIELDS = (
    *("identifier", "title", "description", "keywords", "themes", "languages", "licence"),
    *("licence_label", "access_rights", "publisher", "contact", "landing_page", "frequency"),
    *("spatial", "temporal", "issued", "provenance"),
)
#: Fields that hold words of people.
_WORDS = frozenset({"title", "description", "keywords", "publisher", "contact"})
#: Facts of a table that are told by the difference of its data.
_DATA = frozenset({"snapshot"})


def _table(table: Table) -> dict[str, Any]:
    shown = table.snapshot if table.state is State.PUBLISHED else None
    return {
        "title": dict(table.title),
        "description": dict(table.description),
        "format": table.format,
        "state": str(table.state),
        "reason": str(table.reason_code) if table.reason_code else None,
        "schema": str(table.schema) if table.schema else None,
        "licence": table.licence,
        "url": table.source_url,
        "snapshot": shown.sha256 if shown else None,
    }


def _link(link: Distribution) -> dict[str, Any]:
    return {
        "title": dict(link.title),
        "description": dict(link.description),
        "format": link.format,
        "url": link.download_url or link.access_url,
        "licence": link.licence,
    }


def _fields(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[FieldChange, ...]:
    """Fields that both know and that differ: one that partage has learnt to tell did not change."""
    return tuple(
        _change(name, before[name], after[name])
        for name in after
        if name in before and name not in _DATA and before[name] != after[name]
    )


def _change(name: str, before: object, after: object) -> FieldChange:
    if max(len(orjson.dumps(before)), len(orjson.dumps(after))) > _LONG:
        return FieldChange(name, untold=True)
    return FieldChange(name, before, after)


def _parts(
    before: Mapping[str, Mapping[str, Any]],
    after: Mapping[str, Mapping[str, Any]],
    differences: Mapping[str, Difference],
) -> Iterable[PartChange]:
    for key, facts in after.items():
        known = before.get(key)
        if known is None:
            yield PartChange(key, facts["title"], Event.ADDED)
            continue
        fields, difference = _fields(known, facts), differences.get(key)
        moved = known.get("snapshot") != facts.get("snapshot")
        if fields or moved:
            told = difference.without_samples() if difference and moved else None
            yield PartChange(key, facts["title"], Event.CHANGED, fields, told)
    for key, facts in before.items():
        if key not in after:
            yield PartChange(key, facts.get("title") or {}, Event.REMOVED)
