"""What the history is to keep of the datasets about to be published: new words, other data.

A dataset has a new version where it says something else than its newest one, or comes back.
Comparing is no condition of publishing: what cannot be compared is told in counts only.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from federation import codec
from federation.differences import Difference, Key, KeyKind, drift
from federation.errors import LakeError, SchemaError
from federation.model import Dataset, SchemaRef
from federation.published import PublishedDataset, Snapshot, Table
from federation.store.history import History, Known
from federation.store.versions import StagedVersion
from federation.versions import Changes, changes_between, corrects, facts_of, untold
from orchestration.pipeline.differing import Side, difference
from orchestration.pipeline.workspace import Workspace


class Historian:
    """Compares the datasets of one source with their newest versions, asked for by batches."""

    def __init__(self, workspace: Workspace, source_id: str) -> None:
        self._workspace = workspace
        self._source_id = source_id
        self._history = History(workspace.database)
        self._known: Mapping[str, Known] = {}
        self._snapshots: Mapping[str, Snapshot] = {}

    def look(self, ids: Sequence[str]) -> None:
        """Learn what the history has of the next datasets."""
        self._known = self._history.known(ids)
        self._snapshots = self._history.snapshots(ids)

    def difference(self, table: Table) -> Difference | None:
        """What the content of a table changes; None where it is the first, or the same."""
        before, after = self._snapshots.get(table.id), table.snapshot
        if before is None or after is None or before.sha256 == after.sha256:
            return None
        columns = drift(before.columns, after.columns)
        try:
            old, new = self._side(before), self._side(after)
        except LakeError:  # erased meanwhile: its time was over
            return Difference(before.rows, after.rows, drift=columns)
        scratch = self._workspace.downloads(self._source_id)
        return difference(old, new, list(self._keys(table.schema)), scratch)

    def version(
        self, published: PublishedDataset, harvested: Dataset, differences: Mapping[str, Difference]
    ) -> tuple[PublishedDataset, StagedVersion | None]:
        """The dataset with its version number and what that changed; what to keep, if it is new."""
        known = self._known.get(published.id)
        said = known.facts if known else None
        facts = facts_of(published, codec.digest(codec.dumps(harvested)))
        changes = changes_between(said, facts, differences)
        if known and known.facts and not known.gone and not changes:
            return _numbered(published, known.number, known.changes), None
        number = known.number + 1 if known else 1
        wrong = corrects(said, facts, changes)
        changes = untold(changes) if wrong else changes
        return _numbered(published, number, changes), StagedVersion(number, facts, changes, wrong)

    def _side(self, snapshot: Snapshot) -> Side:
        path: Path = self._workspace.lake.local("public", snapshot.sha256)
        return Side(path, snapshot.columns, snapshot.rows)

    def _keys(self, ref: SchemaRef | None) -> Iterator[Key]:
        """Columns that the data schema says tell rows apart, the best first."""
        if ref is None:
            return
        try:
            schema = self._workspace.schemas.load(ref)
        except SchemaError:  # a schema that is no longer at hand
            return
        if schema.primary_key:
            yield Key(KeyKind.SCHEMA, schema.primary_key)
        for field in schema.fields:
            if field.constraints.get("unique"):
                yield Key(KeyKind.DECLARED, (field.name,))


def _numbered(
    published: PublishedDataset, number: int, changes: Changes | None
) -> PublishedDataset:
    return replace(published, version=number, changes=changes)
