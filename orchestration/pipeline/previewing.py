"""A dry run: the first datasets of a source as they would be stored. Nothing is written.

No store, no lake, no file of a dataset downloaded: only pages of the portal's catalogue are read.
"""

from collections import Counter
from collections.abc import Generator, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass

from connectors.base import open_connector
from connectors.web.http import PoliteSession
from federation.errors import FailureCode
from federation.harvest import HarvestPage, ItemFailure
from federation.i18n import Message
from federation.model import Dataset
from federation.settings import CitySettings, FederationSettings, SourceSettings
from orchestration.pipeline.boundary import describe


@dataclass(frozen=True, slots=True)
class Preview:
    """What a harvest would find first.

    `unmapped` counts, by field, the values of these datasets that could not be mapped; `total` is
    what the portal announces. `error` is why the walk stopped, if it did.
    """

    datasets: tuple[Dataset, ...]
    failures: tuple[ItemFailure, ...]
    unmapped: Mapping[str, int]
    total: int | None = None
    error: tuple[FailureCode, Message] | None = None


def preview(
    settings: FederationSettings, city: CitySettings, source: SourceSettings, count: int
) -> Preview:
    """The first `count` datasets that the source's connector maps."""
    pages: list[HarvestPage] = []
    error: tuple[FailureCode, Message] | None = None
    with PoliteSession(settings, source.politeness) as session:
        try:
            connector = open_connector(city, _first(source, count), session, settings)
            for page in _until(connector.pages(), count):
                pages.append(page)
        except Exception as failure:  # noqa: BLE001 - told as any run would tell it
            error = describe(failure, source.id)
    return _preview(pages, count, error)


def _until(walk: Iterator[HarvestPage], count: int) -> Iterator[HarvestPage]:
    """Pages until so many datasets came; the walk is closed before its session is."""
    with ExitStack() as stack:
        if isinstance(walk, Generator):
            stack.callback(walk.close)
        seen = 0
        for page in walk:
            yield page
            seen += len(page.records)
            if seen >= count:
                return


def _first(source: SourceSettings, count: int) -> SourceSettings:
    """The source, asked for no more than the first datasets."""
    limit = min(count, source.select.max_datasets or count)
    select = source.select.model_copy(update={"max_datasets": limit})
    return source.model_copy(update={"select": select})


def _preview(
    pages: list[HarvestPage], count: int, error: tuple[FailureCode, Message] | None
) -> Preview:
    datasets = [record.dataset for page in pages for record in page.records][:count]
    unmapped: Counter[str] = Counter()
    for dataset in datasets:
        unmapped.update(dataset.unmapped)
    return Preview(
        datasets=tuple(datasets),
        failures=tuple(failure for page in pages for failure in page.failures),
        unmapped=dict(unmapped.most_common()),
        total=next((page.total for page in pages if page.total is not None), None),
        error=error,
    )
