"""What the official registry has and partage does not: new versions, changed facts.

Everything goes to the cache; no verdict changes by it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from federation.errors import HarvestError, SchemaError
from federation.i18n import Message, msg
from federation.model import SchemaRef
from orchestration.cli.schema_source import SchemaSource
from quality.schemas.bodies import kind_of
from quality.schemas.differences import Difference, compare
from quality.schemas.registry import RegistryEntry


@dataclass(frozen=True, slots=True)
class Synced:
    """One schema of the registry against what comes with partage.

    `state`: same, newer (a version partage has not), changed (the same version says something
    else), new (not in partage), failed. `fetched` are the versions put into the cache.
    """

    id: str
    state: str
    shipped: str | None
    latest: str | None
    differences: tuple[Difference, ...] = ()
    fetched: tuple[str, ...] = ()
    problems: tuple[Message, ...] = ()


def sync(source: SchemaSource, wanted: Sequence[str]) -> Iterator[Synced]:
    """Fetch the registry, then every version of its SCDL schemas and of those in `wanted`.

    Versions already in the cache are not asked for again, except the newest one. HarvestError or
    SchemaError where the registry itself cannot be had; SchemaError for a wanted id it has not.
    """
    registry = source.registry()
    shipped = [each.id for each in source.library.list()]
    named = []
    for name in wanted:
        entry = registry.get(name)
        if entry is None:
            raise _unknown(name)
        named.append(entry)
    for entry in registry:
        if (not wanted and (entry.scdl or entry.id in shipped)) or entry in named:
            yield _one(source, entry)
    for schema in shipped:
        if not wanted and registry.get(schema) is None:
            yield _absent(source, schema)


def _one(source: SchemaSource, entry: RegistryEntry) -> Synced:
    own = source.library.entry(entry.id)
    held = source.cache.versions(entry.id)
    fetched, problems = [], []
    for version in entry.versions:
        shipped = own is not None and version in own.versions
        if version != entry.latest and (version in held or shipped):
            continue
        try:
            source.fetch(entry, version)
            fetched.append(version)
        except (HarvestError, SchemaError) as error:
            problems.append(error.message)
            if entry.kind == "other":
                break
    return Synced(
        id=entry.id,
        state=_state(source, entry, entry.latest in fetched),
        shipped=own.latest if own else None,
        latest=entry.latest,
        differences=_differences(source, entry) if entry.latest in fetched else (),
        fetched=tuple(fetched),
        problems=tuple(problems),
    )


def _state(source: SchemaSource, entry: RegistryEntry, fetched: bool) -> str:
    own = source.library.entry(entry.id)
    if own is None:
        return "new" if fetched else "failed"
    if entry.latest not in own.versions:
        return "newer"
    if not fetched:
        # The registry only points elsewhere (“other”): the number of the version is all it tells.
        return "same" if entry.kind == "other" else "failed"
    return "changed" if _differences(source, entry) else "same"


def _differences(source: SchemaSource, entry: RegistryEntry) -> tuple[Difference, ...]:
    """From the version that comes with partage (that one, else its latest) to the registry's."""
    own = source.library.entry(entry.id)
    theirs = source.cache.version(entry.id, entry.latest)
    if own is None or theirs is None:
        return ()
    version = entry.latest if entry.latest in own.versions else own.latest
    ours = source.library.body(SchemaRef(own.id, version))
    if {kind_of(ours), kind_of(theirs)} == {"tableschema"}:
        return compare(ours, theirs)
    return ()


def _absent(source: SchemaSource, schema: str) -> Synced:
    own = source.library.entry(schema)
    told = msg("The registry no longer lists the schema %(schema)s.", schema=schema)
    return Synced(schema, "failed", own.latest if own else None, None, problems=(told,))


def _unknown(name: str) -> SchemaError:
    return SchemaError(
        msg(
            "The registry has no schema %(name)s. Give an id such as etalab/schema-stationnement.",
            name=name,
        )
    )
