"""The copies of a dataset on other portals, added to its ready documents when they are served.

They change with the releases of other sources, so they are no part of what is rendered. A dataset
without copies, as most are, is served as the bytes of its publication.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from catalog_api.catalogue import Catalogue
from catalog_api.web.bytes_out import dumps
from catalog_api.web.links import Links
from federation.i18n import pick
from federation.published import FederationDocument, Member, StoredDataset

Same = Mapping[str, Sequence[Member]]
_CKAN_KEYS = {"copyOf": "partage_copy_of", "copies": "partage_copies"}


def json_documents(catalogue: Catalogue, found: Sequence[StoredDataset]) -> Iterator[bytes]:
    """Native documents; with `copyOf` (null: the original) and `copies` where there are any."""
    return _each(catalogue, found, _native_members, lambda stored: stored.json)


def ckan_documents(catalogue: Catalogue, found: Sequence[StoredDataset]) -> Iterator[bytes]:
    """CKAN packages; one that has copies, or is one, says so under keys CKAN does not have."""
    return _each(catalogue, found, _ckan_members, lambda stored: stored.ckan)


def one_document(catalogue: Catalogue, stored: StoredDataset) -> bytes:
    """A native document by itself: also says which datasets may be the same."""
    federation = catalogue.federation()
    added = _native_members(stored, catalogue.reader.same([stored]), federation)
    if alike := catalogue.reader.alike(stored):
        added["possibleCopies"] = [described(one, None, federation) for one in alike]
    return _with(stored.json, added)


def _native_members(
    stored: StoredDataset, same: Same, federation: FederationDocument
) -> dict[str, Any]:
    found = [
        described(one, one.evidence or stored.copy_evidence, federation)
        for one in others(stored, same)
    ]
    return {"copyOf": stored.copy_of, "copies": found} if found else {}


def _ckan_members(
    stored: StoredDataset, same: Same, federation: FederationDocument
) -> dict[str, Any]:
    found = _native_members(stored, same, federation)
    return {_CKAN_KEYS[name]: value for name, value in found.items()}


def others(stored: StoredDataset, same: Same) -> list[Member]:
    """What is one with a dataset, itself left out: the original first."""
    group = same.get(stored.copy_of or stored.id, ())
    return [one for one in group if one.id != stored.id]


def described(
    one: Member, evidence: str | None, federation: FederationDocument
) -> dict[str, str | None]:
    """A copy as the API tells it; `evidence` is how it is known to be one."""
    return {
        "id": one.id,
        "name": one.name,
        "city": one.city_id,
        "source": one.source_id,
        "url": Links(federation.base_url).page(one.name),
        "evidence": evidence,
    }


def shown(one: Member, federation: FederationDocument, locale: str) -> dict[str, str]:
    """A copy as a page tells it: its name, its city, and the portal it is on."""
    city = federation.city(one.city_id)
    source = next((found for found in federation.sources if found.id == one.source_id), None)
    return {
        "name": one.name,
        "city": (pick(city.names, locale) if city else "") or one.city_id,
        "source": (pick(source.title, locale) if source else "") or one.source_id,
    }


def _each(
    catalogue: Catalogue,
    found: Sequence[StoredDataset],
    told: Callable[[StoredDataset, Same, FederationDocument], dict[str, Any]],
    document: Callable[[StoredDataset], bytes],
) -> Iterator[bytes]:
    same, federation = catalogue.reader.same(found), catalogue.federation()
    for stored in found:
        yield _with(document(stored), told(stored, same, federation))


def _with(document: bytes, added: Mapping[str, Any]) -> bytes:
    """A JSON object with more members, without reading it."""
    if not added:
        return document
    return document[:-1] + b"," + dumps(added)[1:]
