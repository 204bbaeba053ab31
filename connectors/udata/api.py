"""udata's HTTP API: its addresses, its JSON, and the lists it pages through.

Source: udata (opendatateam/udata), `udata/api/parsers.py` and `udata/core/dataset/api.py`: pages
are numbered from 1, `sort` takes a closed list of names (others are refused with 400), and
`organization` takes an id, never a slug.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from connectors.web.failures import HttpFailure, shown
from connectors.web.http import PoliteSession
from connectors.words.texts import Json
from federation.errors import FailureCode, HarvestError
from federation.i18n import msg

_ORGANIZATION = re.compile(r"/(?:[a-z]{2}(?:-[a-z]{2})?/)?organizations/([^/?#]+).*$", re.I)
_TAIL = re.compile(r"(?:/api(?:/[12])?)?(?:/[a-z]{2}(?:-[a-z]{2})?)?(?:/datasets)?/*$", re.I)
_API = re.compile(r"/api(?:/[12])?$", re.I)


def portal_address(url: str) -> tuple[str, str | None]:
    """The address of a portal, and the organisation (slug or id) whose page the address is."""
    base = url.strip().split("#", 1)[0].split("?", 1)[0]
    found = _ORGANIZATION.search(base)
    if found:
        return _API.sub("", base[: found.start()]), found[1]
    return _TAIL.sub("", base), None


@dataclass(frozen=True, slots=True)
class Answer:
    """A page of a list; `total` counts the whole list, `size` is the page size that was applied."""

    items: Sequence[Json]
    total: int | None
    size: int | None


class UdataApi:
    """Reads one udata portal, whose `address` is what stands before /api; `version` is 1 or 2."""

    def __init__(
        self, address: str, session: PoliteSession, key: str | None = None, version: int = 1
    ) -> None:
        self.address = address
        self.version = version
        self._session = session
        self._secrets = {"X-API-KEY": key.strip()} if key else {}

    def url(self, *path: str, version: int | None = None) -> str:
        """The address of a resource of the API."""
        parts = "/".join(quote(part, safe="") for part in path)
        return f"{self.address}/api/{version or self.version}/{parts}/"

    def get(self, url: str, **parameters: str | int) -> Mapping[str, Json]:
        """A JSON object; HarvestError where something else answers."""
        found = self._session.get_json(url, parameters, secrets=self._secrets)
        if not isinstance(found, Mapping):
            raise not_udata(url)
        return found

    def page(self, url: str, **parameters: str | int) -> Answer:
        """A page of a list; HarvestError where it is none: read as empty, it would delete all."""
        found = self.get(url, **parameters)
        listed = found.get("data")
        if not isinstance(listed, list):
            raise not_udata(url)
        return Answer(listed, _count(found.get("total")), _count(found.get("page_size")) or None)


def _count(value: Json) -> int | None:
    whole = isinstance(value, int) and not isinstance(value, bool)
    return value if whole and value >= 0 else None


def not_udata(url: str) -> HarvestError:
    """What answers at this address is not udata."""
    message = msg(
        "%(url)s does not answer as udata does: check the address and the connector of the source.",
        url=shown(url),
    )
    return HarvestError(FailureCode.WRONG_FORMAT, message)


def too_much(failure: HarvestError) -> bool:
    """Whether a page may have been refused for its size only (data.gouv.fr: 502 for 10,000)."""
    if isinstance(failure, HttpFailure) and failure.status in {500, 502, 504, 413}:
        return True
    return failure.code is FailureCode.TOO_LARGE
