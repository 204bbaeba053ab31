"""What a connector is, and which ones there are.

A connector is pure with respect to the store: it is given a source, a cursor and a session, and
yields values. To add one: a class with the three methods of `Connector`, a line in `CONNECTORS`, a
literal in `federation.settings.SourceSettings.connector`, a page in `docs/connectors.md`.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Protocol

from connectors.arcgis.connector import ArcgisConnector
from connectors.ckan.connector import CkanConnector
from connectors.context import Context
from connectors.csw.connector import CswConnector
from connectors.dcat.connector import DcatConnector
from connectors.files.connector import FilesConnector
from connectors.ogc_records.connector import OgcRecordsConnector
from connectors.opendatasoft.connector import OpendatasoftConnector
from connectors.socrata.connector import SocrataConnector
from connectors.udata.connector import UdataConnector
from connectors.web.http import PoliteSession
from federation.errors import FailureCode
from federation.harvest import Capabilities, Fetched, HarvestPage
from federation.model import Distribution
from federation.settings import CitySettings, FederationSettings, SourceSettings


class Connector(Protocol):
    """One source of a city; `connectors.portal.Portal` is the usual base.

    `incremental` tells whether `pages` honours `since`.
    """

    incremental: bool

    def probe(self) -> Capabilities:
        """What answers at the source's address; HarvestError where nothing useful does."""

    def pages(
        self, cursor: str | None = None, *, since: datetime | None = None
    ) -> Iterator[HarvestPage]:
        """A walk of the selected datasets from a cursor on; the last page's cursor is None.

        With `since` (UTC, the portal's clock) only datasets changed at or after it, where
        `incremental`; others ignore it. A cursor is only handed back with the same `since`.

        A failure of one dataset is an `ItemFailure` of its page (a dataset listed twice too). A
        failure of the source raises HarvestError: PAGING_LOOP where pages repeat, TRUNCATED, after
        the last page, where clearly fewer datasets came than were announced. Unless the walk ends
        without an error, what it did not show must not be taken for deleted.
        """

    def absence(self, remote_id: str) -> FailureCode:
        """Why a dataset the portal knew is no longer listed: GONE, WITHDRAWN (made private).

        TRUNCATED where the portal still has it: it was left out of the list. HarvestError where
        the portal does not answer.
        """

    def fetch(
        self,
        distribution: Distribution,
        folder: Path,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        known_bytes: int | None = None,
    ) -> Fetched:
        """A distribution's bytes in a new file of `folder`, which the caller then owns.

        `etag`, `last_modified` and `known_bytes` (its size) are those of the previous `Fetched`;
        without `known_bytes` a big file is never taken for unchanged by its length alone.
        HarvestError on failure.
        """


CONNECTORS: Mapping[str, Callable[[Context, PoliteSession], Connector]] = {
    "ckan": CkanConnector,
    "opendatasoft": OpendatasoftConnector,
    "udata": UdataConnector,
    "socrata": SocrataConnector,
    "arcgis": ArcgisConnector,
    "ogc-records": OgcRecordsConnector,
    "csw": CswConnector,
    "dcat": DcatConnector,
    "files": FilesConnector,
}


def open_connector(
    city: CitySettings,
    source: SourceSettings,
    session: PoliteSession,
    settings: FederationSettings,
) -> Connector:
    """The connector of a source, on a session made with that source's politeness."""
    return CONNECTORS[source.connector](Context(city, source, settings), session)
