"""Organisations of udata as settings name them, to the ids that its filters take.

Source: udata, `/api/1/organizations/<id or slug>/` (former slugs redirect) and the list's `q`.
"""

from collections.abc import Iterable, Mapping

from connectors.udata.api import UdataApi, not_udata
from connectors.web.failures import HttpFailure, shown
from connectors.words.texts import folded, mapping, text
from federation.errors import FailureCode, HarvestError
from federation.i18n import msg

_CANDIDATES = 50
_NAMES = ("id", "slug", "name", "acronym")


def resolve(api: UdataApi, names: Iterable[str]) -> Mapping[str, tuple[str, ...]]:
    """Ids of organisations by id, slug, name or acronym, each with the names it was asked by.

    HarvestError GONE where the portal knows none of that name.
    """
    found: dict[str, tuple[str, ...]] = {}
    for name in names:
        known = _of_address(api, name) or _of_search(api, name)
        found[known] = (*found.get(known, ()), name)
    return found


def _of_address(api: UdataApi, name: str) -> str | None:
    url = api.url("organizations", name, version=1)
    try:
        found = text(api.get(url).get("id"))
    except HttpFailure as failure:
        if failure.code is FailureCode.GONE:
            return None
        raise
    if not found:
        raise not_udata(url)
    return found


def _of_search(api: UdataApi, name: str) -> str:
    url = api.url("organizations", version=1)
    for item in map(mapping, api.page(url, q=name, page=1, page_size=_CANDIDATES).items):
        if folded(name) in {folded(item.get(field)) for field in _NAMES} and text(item.get("id")):
            return text(item.get("id"))
    raise HarvestError(
        FailureCode.GONE,
        msg(
            "%(url)s knows no organisation “%(name)s”: check select.organizations and the address "
            "of the source.",
            url=shown(api.address),
            name=name,
        ),
    )
