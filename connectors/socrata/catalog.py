"""Socrata's discovery API: the catalogue of one domain, as pages and as single records.

Parameters as its reference documents them ("Discovery API", dev.socrata.com): `domains`,
`search_context`, `only`, `ids`, `q`; `order` takes `dataset_id`, `updatedAt` and others, each with
` ASC` or ` DESC`; `offset` + `limit` stay at or below 10,000, and beyond that `scroll_id`, the last
id of the page before, goes on in the order of ids.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

from connectors.walk import as_json
from connectors.web.answers import Body, read_json
from connectors.web.failures import HttpFailure, of_status, shown
from connectors.web.http import PoliteSession
from connectors.words.dates import moment
from connectors.words.texts import Json, mapping, text
from federation.errors import FailureCode, HarvestError
from federation.i18n import msg

WINDOW = 10_000
_TAIL = re.compile(r"/(?:browse|api|data\.json)(?:[/?#].*)?$|/+$")
_CATALOG = "/api/catalog/v1"
#: Assets that are no view of another one; some versions know the first kind only.
_KINDS = ["dataset", "link", "file"]
_OVERLAP = 2  # records shown again, at least
_ANCHORS = 3
_KNOWN = frozenset({200, 401, 403, 404})


@dataclass(frozen=True, slots=True)
class Answer:
    """A page of the catalogue; `count` is the number of all that match, None where untold.

    While scrolling, `count` may be that of what is left: the reference does not say.
    """

    items: Sequence[Json]
    count: int | None

    def ends(self, seen: int, limit: int) -> bool:
        """Whether a scroll ends here, with so many seen in all and so many asked for."""
        few = len(self.items) < limit
        if not self.items or self.count is None:
            return few
        return self.count <= len(self.items) or (few and seen >= self.count)

    def ends_at(self, position: int, limit: int) -> bool:
        """Whether a list in an order ends at a position."""
        if self.count is None:
            return len(self.items) < limit
        return not self.items or position >= self.count

    def unseen(self, known: Collection[str], anchors: Collection[str]) -> list[Json]:
        """The records that were not known; what stands up to the last of `anchors` was shown."""
        met = [place for place, item in enumerate(self.items) if name(item) in anchors]
        later = self.items[met[-1] + 1 :] if met else self.items
        return [item for item in later if name(item) not in known]

    @property
    def anchors(self) -> str:
        """The last ids, for a cursor: any one of them tells where to go on."""
        return ",".join(filter(None, map(identify, self.items[-_ANCHORS:])))


def portal_address(url: str) -> str:
    """The address of a portal without the path of its pages or its API."""
    return _TAIL.sub("", url.strip())


def identify(item: Json) -> str:
    """The four-by-four id of an asset."""
    return text(mapping(mapping(item).get("resource")).get("id"))


def name(item: Json) -> str:
    """What a record is recognised by: its id, else its content."""
    return identify(item) or as_json(item)[0].decode("ascii")


def ascends(found: Sequence[Json], after: str) -> bool:
    """Whether ids ascend from the last one on: the order and the scrolling are honoured."""
    ids = list(filter(None, map(identify, found)))
    return not ids or (ids[0] > after and all(left < right for left, right in pairwise(ids)))


def updated(item: Json) -> datetime | None:
    """When an asset was last updated, its description included."""
    return moment(mapping(mapping(item).get("resource")).get("updatedAt"))


def is_old(item: Json, since: datetime) -> bool:
    """Whether an asset was last updated before a bound; one that tells no date may not be."""
    date = updated(item)
    return date is not None and date < since


def descends(found: Sequence[Json]) -> bool:
    """Whether records stand from the last updated on."""
    dates = list(filter(None, map(updated, found)))
    return bool(dates or not found) and all(left >= right for left, right in pairwise(dates))


class SocrataCatalog:
    """The catalogue of a `domain`, asked at the `discovery` endpoint; `base` is the portal.

    `window` is the portal's bound on offset + limit.
    """

    def __init__(
        self,
        session: PoliteSession,
        base: str,
        domain: str,
        discovery: str,
        token: str | None = None,
        window: int = WINDOW,
    ) -> None:
        self._session = session
        self._base = base
        self._domain = domain
        self._window = window
        self.url = portal_address(discovery) + _CATALOG
        self.secrets = {"X-App-Token": token.strip()} if token else {}
        self._kinds = _KINDS

    def page(self, parameters: Mapping[str, Any]) -> Answer:
        """What the catalogue answers; HarvestError where it is no Socrata catalogue."""
        try:
            return self._ask(parameters)
        except HttpFailure as failure:
            if failure.status != 400 or self._kinds is not _KINDS:
                raise
        self._kinds = _KINDS[:1]
        return self._ask(parameters)

    def _ask(self, parameters: Mapping[str, Any]) -> Answer:
        asked = {
            "domains": self._domain,
            "search_context": self._domain,
            "only": self._kinds,
            **parameters,
        }
        found = self._session.get_json(self.url, asked, secrets=self.secrets)
        listed = mapping(found).get("results") if isinstance(found, Mapping) else None
        if not isinstance(listed, list):
            raise not_socrata(self.url)
        count = found.get("resultSetSize")
        told = isinstance(count, int) and not isinstance(count, bool)
        return Answer(listed, count if told else None)

    def scroll(self, parameters: Mapping[str, Any], after: str, limit: int) -> Answer:
        """The records whose ids follow one, in the order of ids; the first ones after ""."""
        where = {"scroll_id": after} if after else {"order": "dataset_id"}
        return self.page({**parameters, **where, "limit": limit})

    def window(
        self, parameters: Mapping[str, Any], position: int, limit: int, known: Collection[str]
    ) -> tuple[Answer, int] | None:
        """Records around a position in an order, and the position of the first; None out of reach.

        Begins a little before, and further back where nothing `known` is among them: a deletion
        may have moved what nobody has seen yet to the left.
        """
        if position >= self._window:
            return None
        back = _OVERLAP
        while True:
            start = max(position - back, 0)
            size = min(limit + back, self._window - start)
            found = self.page({**parameters, "offset": start, "limit": size})
            if start == 0 or any(name(item) in known for item in found.items):
                return found, start
            back *= 2

    def absence(self, remote_id: str) -> FailureCode:
        """What the portal says of an asset: GONE, WITHDRAWN (private, hidden), TRUNCATED (shown).

        HarvestError where something else than the portal answers, such as a firewall.
        """
        url = f"{self._base}/api/views/{remote_id}.json"
        body = self._session.get_bytes(url, secrets=self.secrets, accept=_KNOWN)
        if body.status_code == 404:
            return FailureCode.GONE
        view = _envelope(body)
        if body.status_code != 200:
            return FailureCode.WITHDRAWN
        if text(view.get("id")) != remote_id:
            raise not_socrata(url)
        return FailureCode.WITHDRAWN if view.get("hideFromCatalog") else FailureCode.TRUNCATED


def _envelope(body: Body) -> Mapping[str, Json]:
    """The JSON object of an answer; the same status in a web page comes from something else."""
    try:
        found = mapping(read_json(body))
    except HarvestError as error:
        if body.status_code == 200:
            raise
        raise of_status(body.status_code, body.url) from error
    refused = bool(found.get("error")) or "message" in found
    if body.status_code != 200 and not refused:
        raise of_status(body.status_code, body.url)
    return found


def host(url: str) -> str:
    """The host of an address, without its port."""
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def not_socrata(url: str) -> HarvestError:
    """What answers at this address is not Socrata."""
    message = msg(
        "%(url)s does not answer as Socrata does: check the address and the connector of the "
        "source.",
        url=shown(url),
    )
    return HarvestError(FailureCode.WRONG_FORMAT, message)
