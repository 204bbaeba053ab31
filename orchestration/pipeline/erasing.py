"""What a retraction left to erase outside the database; done again, it does no harm."""

import shutil

from catalog_api.search.index import SearchIndex
from federation.store.contents import Kind
from federation.store.reader import CatalogReader
from federation.store.retractions import Erasure
from orchestration.pipeline.workspace import Workspace
from orchestration.places import expectations_folder
from quality.series.model import suite_name


def finish_retractions(workspace: Workspace) -> int:
    """Erase all that is pending, whoever was stopped at it; returns how many retractions."""
    pending = workspace.retractions.pending()
    for erasure in pending:
        _erase(workspace, erasure)
    return len(pending)


def _erase(workspace: Workspace, erasure: Erasure) -> None:
    """Objects of the lake, private folders, history of series, the search index: then noted."""
    for sha256 in (*erasure.of(Kind.RAW), *erasure.of(Kind.RECORD)):
        workspace.lake.delete("raw", sha256)
    for sha256 in erasure.of(Kind.SNAPSHOT):
        workspace.lake.delete("public", sha256)
    for resource_id in erasure.of(Kind.RESOURCE):
        workspace.leave(resource_id)
        _forget_series(workspace, resource_id)
    refresh_index(workspace)
    workspace.retractions.finished(erasure)


def _forget_series(workspace: Workspace, resource_id: str) -> None:
    """Suite, results and pages of a table: they hold names of columns and what was measured."""
    folder, name = expectations_folder(workspace.home), suite_name(resource_id)
    (folder / "suites" / f"{name}.json").unlink(missing_ok=True)
    for kept in (folder / "results", folder / "docs" / "validations"):
        shutil.rmtree(kept / name, ignore_errors=True)


def refresh_index(workspace: Workspace) -> None:
    """Bring this machine's search index up to date, where there is one: it is built anew then.

    Other nodes do so by themselves, within a second of their next request.
    """
    folder = workspace.home / "index"
    if not folder.is_dir():
        return
    index = SearchIndex(CatalogReader(workspace.database), folder)
    try:
        index.refresh()
    finally:
        index.close()
