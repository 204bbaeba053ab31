"""The other files of a dataset, for schemas that refer to them: IRVE's two tables, for example."""

from functools import partial
from pathlib import Path

from federation.model import SchemaRef
from federation.store.resources import ResourceRow
from orchestration.pipeline import beside
from orchestration.pipeline.workspace import Workspace
from quality.conformity.siblings import Sibling, Siblings
from quality.reading.limits import ReadLimits


class Beside(Siblings):
    """The files last fetched beside a resource, each read only when a schema asks for it.

    Remembers what was looked at: `looked_at`, for `beside.look_again` to tell when it changed.
    """

    def __init__(
        self, workspace: Workspace, row: ResourceRow, folder: Path, limits: ReadLimits | None
    ) -> None:
        self._workspace = workspace
        self._row = row
        self._listed: list[ResourceRow] | None = None
        self._opened_ids: dict[str, str | None] = {}
        super().__init__(self._list, workspace.schemas, folder, limits)

    @property
    def looked_at(self) -> str | None:
        """What the answers depended on, as `beside` keeps it; None where nothing was asked."""
        return None if self._listed is None else beside.written(self._listed, self._opened_ids)

    def _list(self) -> list[Sibling]:
        rows = self._workspace.resources.of_datasets([self._row.dataset_id])
        self._listed = beside.others(self._row, rows)
        return [self._sibling(row) for row in self._listed]

    def _sibling(self, row: ResourceRow) -> Sibling:
        return Sibling(
            partial(self._open, row),
            file_name(row),
            media_type=row.media_type,
            declared_format=row.format,
            schema=schema_ref(row.schema_id),
        )

    def _open(self, row: ResourceRow) -> Path:
        sha256 = row.content_sha256 or ""
        self._opened_ids[row.id] = None  # as long as its bytes are not there
        path = self._workspace.lake.local("raw", sha256)
        self._opened_ids[row.id] = sha256
        return path


def file_name(row: ResourceRow) -> str:
    """The name of a resource's file, else the end of its address."""
    return row.file_name or row.url.rsplit("/", 1)[-1]


def schema_ref(text: str | None) -> SchemaRef | None:
    """`scdl/subventions@2.1.1` as a reference; no version = the latest."""
    if not text:
        return None
    name, _, version = text.partition("@")
    return SchemaRef(name, version or None)
