"""The version of a dataset in its own history, and what it changed, in few words."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from catalog_api.render.turtle import Property, literal
from federation.i18n import LOCALES, Message, msg
from federation.published import PublishedDataset

if TYPE_CHECKING:
    from federation.versions import Changes, PartChange

#: Fields that a note names.
_NAMED = 10


def version_properties(published: PublishedDataset) -> Iterator[Property]:
    """dcat:version, and adms:versionNotes where something changed; nothing without a history."""
    if published.version is None:
        return
    yield "dcat:version", literal(str(published.version))
    if published.changes:
        notes = list(_notes(published.changes))
        for code in LOCALES:
            text = " ".join(note.render(code) for note in notes)
            yield "adms:versionNotes", literal(text, code)


def _notes(changes: "Changes") -> Iterator[Message]:
    if changes.fields:
        names = ", ".join(one.field for one in changes.fields[:_NAMED])
        yield msg("Changed in the description: %(names)s.", names=names)
    if changes.tables:
        yield msg(
            "Tables: %(added)s added, %(changed)s changed, %(removed)s removed.",
            **_counts(changes.tables),
        )
    if changes.links:
        yield msg(
            "Links: %(added)s added, %(changed)s changed, %(removed)s removed.",
            **_counts(changes.links),
        )


def _counts(parts: Sequence["PartChange"]) -> dict[str, object]:
    found = Counter(str(part.event) for part in parts)
    return {name: found[name] for name in ("added", "changed", "removed")}
