"""The other files of a dataset, for schemas that refer to them: IRVE's two tables, for example."""

from pathlib import Path

from federation.model import SchemaRef
from federation.store.resources import ResourceRow
from orchestration.pipeline.workspace import Workspace
from quality.conformity.siblings import Sibling, Siblings
from quality.reading.limits import ReadLimits


def siblings(
    workspace: Workspace, row: ResourceRow, folder: Path, limits: ReadLimits | None
) -> Siblings:
    """The files last fetched beside a resource, each read only when a schema asks for it.

    A report speaks of its siblings as they were when its own content was examined: a later change
    of a sibling alone does not examine it again.
    """

    def files() -> list[Sibling]:
        rows = workspace.resources.of(row.source_id)
        return [
            _sibling(workspace, each)
            for each in rows
            if each.dataset_id == row.dataset_id and each.id != row.id and each.content_sha256
        ]

    return Siblings(files, workspace.schemas, folder, limits)


def file_name(row: ResourceRow) -> str:
    """The name of a resource's file, else the end of its address."""
    return row.file_name or row.url.rsplit("/", 1)[-1]


def schema_ref(text: str | None) -> SchemaRef | None:
    """`scdl/subventions@2.1.1` as a reference; no version = the latest."""
    if not text:
        return None
    name, _, version = text.partition("@")
    return SchemaRef(name, version or None)


def _sibling(workspace: Workspace, row: ResourceRow) -> Sibling:
    sha256 = row.content_sha256 or ""
    return Sibling(
        lambda: workspace.lake.local("raw", sha256),
        file_name(row),
        media_type=row.media_type,
        declared_format=row.format,
        schema=schema_ref(row.schema_id),
    )
