"""Grades given at publication: the publisher's offer, with what the federation knows around it.

What is graded is the dataset as harvested, not as the federation completes and serves it; of its
texts only lengths and counts leave here.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from federation import clock
from federation.demand import tenths
from federation.model import Dataset
from federation.published import Table
from federation.store.documents import DatasetToRender
from federation.store.scores import StagedScore
from federation.store.standing import Standing, Standings, others
from orchestration.pipeline.workspace import Workspace
from quality.grades import File, Subject, grade


class Grader:
    """Grades the datasets of one source; what surrounds them is asked of the store by batches."""

    def __init__(self, workspace: Workspace, source_id: str, city_id: str) -> None:
        self._standings = Standings(workspace.database)
        self._source_id = source_id
        self._peers = others(self._standings.schemas(), city_id)
        self._around: Mapping[str, Standing] = {}
        self._regraded: frozenset[str] = frozenset()

    def due(self, outdated: Sequence[str]) -> list[str]:
        """Datasets that did not change, but whose grades may have; from now on these are known."""
        due = self._standings.due(self._source_id)
        self._regraded = frozenset(due).difference(outdated)
        return sorted(self._regraded)

    def look(self, ids: Sequence[str]) -> None:
        """Learn what surrounds the next datasets."""
        self._around = self._standings.of(ids)

    def changed(self, dataset_id: str) -> datetime | None:
        """When a dataset that is only graded again last changed; None for any other."""
        if dataset_id not in self._regraded:
            return None
        stamp = self._around[dataset_id].changed
        return clock.parse(stamp) if stamp else None

    def grade(
        self, item: DatasetToRender, tables: Mapping[str, Table], shown: Dataset
    ) -> StagedScore:
        """The grades of a dataset; `tables` are those about to be shown, by remote id.

        `shown` is the dataset as readers will see it, without addresses of what is held back.
        """
        around = self._around.get(item.id, Standing())
        subject = Subject(
            dataset=item.dataset,
            files=_files(item.dataset, tables, shown),
            now=clock.now(),
            first_published=clock.parse(item.first_published) if item.first_published else None,
            answers=around.answers,
            copy_of=around.copy_of,
            peers=self._peers,
            use=around.use,
        )
        schemas = [table.schema.id for table in subject.published if table.schema]
        return StagedScore(
            grades=grade(subject),
            schema_id=schemas[0] if schemas else None,
            copy_of=around.copy_of,
            peers=max((self._peers.get(schema, 0) for schema in schemas), default=0),
            broken=not all(around.answers.values()),
            demand=tenths(around.use),
        )


def _files(offered: Dataset, tables: Mapping[str, Table], shown: Dataset) -> tuple[File, ...]:
    """The publisher's files; one that had an address and is shown without any is hidden."""
    open_ = {one.remote_id for one in shown.distributions if one.access_url or one.download_url}
    return tuple(
        File(
            offer,
            tables.get(offer.remote_id),
            hidden=bool(offer.access_url or offer.download_url) and offer.remote_id not in open_,
        )
        for offer in offered.distributions
    )
