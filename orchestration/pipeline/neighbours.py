"""The other published tables of a city, for the risk that rows be joined with theirs."""

from collections.abc import Callable, Iterator
from functools import partial

from federation.model import Neighbour
from federation.store.neighbours import city_snapshots
from orchestration.pipeline.workspace import Workspace


def neighbours_of(
    workspace: Workspace, city_id: str, resource_id: str
) -> Callable[[], Iterator[Neighbour]]:
    """What reads the store, and fetches files, only when it is asked."""

    def read() -> Iterator[Neighbour]:
        for snapshot in city_snapshots(workspace.database, city_id, resource_id):
            columns = tuple(column.name for column in snapshot.columns)
            yield Neighbour(columns, partial(workspace.lake.local, "public", snapshot.sha256))

    return read
