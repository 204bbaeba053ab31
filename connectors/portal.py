"""What the connectors of portals share: a source, a session, plain conditional downloads."""

from collections.abc import Mapping
from pathlib import Path

from connectors.context import Context
from connectors.web.download import download
from connectors.web.http import PoliteSession
from federation.errors import FailureCode
from federation.harvest import Fetched
from federation.model import Distribution


class Portal:
    """Base of the connectors whose files are plain web addresses.

    `incremental` tells whether `pages` honours `since`.
    """

    incremental = False

    def __init__(self, context: Context, session: PoliteSession) -> None:
        self.context = context
        self.session = session

    def absence(self, remote_id: str) -> FailureCode:
        """Why a dataset is no longer listed: GONE unless the portal tells more."""
        del remote_id
        return FailureCode.GONE

    def secrets(self, url: str) -> Mapping[str, str]:
        """Headers that only the portal itself may see; none unless the address is its own."""
        del url
        return {}

    def fetch(
        self,
        distribution: Distribution,
        folder: Path,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        known_bytes: int | None = None,
    ) -> Fetched:
        """Download a file into a folder, unless it has not changed."""
        url = distribution.download_url or distribution.access_url
        return download(
            self.session,
            url,
            folder,
            etag=etag,
            last_modified=last_modified,
            known_bytes=known_bytes,
            declared_bytes=distribution.byte_size,
            secrets=self.secrets(url),
        )
