"""CKAN's read actions on lists: organisations, groups, tags, licences, the site itself."""

from collections.abc import Mapping
from typing import Any

from catalog_api.catalogue import Catalogue
from catalog_api.ckan.inputs import NotThere, flag, number, texts, word
from catalog_api.native.copies import ckan_documents
from catalog_api.render import ckan as render_ckan
from catalog_api.search import questions as search
from catalog_api.web.bytes_out import array, dumps
from catalog_api.words import vocabulary
from federation.i18n import pick
from federation.published import CityDocument, StoredDataset

Values = Mapping[str, Any]

_MAX_ROWS = 1000


def organization_list(catalogue: Catalogue, values: Values) -> bytes:
    """Names of the cities; whole organisations with all_fields."""
    cities = sorted(catalogue.federation().cities, key=lambda city: city.id)
    wanted = set(texts(values, "organizations"))
    cities = [city for city in cities if not wanted or city.id in wanted]
    start, limit = number(values, "offset", 0), number(values, "limit", None)
    cities = cities[start : None if limit is None else start + limit]
    if not flag(values, "all_fields", False):
        return dumps([city.id for city in cities])
    return dumps([_organization(catalogue, city) for city in cities])


def _organization(catalogue: Catalogue, city: CityDocument) -> dict[str, Any]:
    found = render_ckan.organization(city, catalogue.federation())
    count = catalogue.reader.totals().by_city.get(city.id, 0)
    return {**found, "display_name": found["title"], "package_count": count, "num_followers": 0}


def organization_show(catalogue: Catalogue, values: Values) -> bytes:
    """One city by id or name; its datasets (at most 1000) with include_datasets."""
    wanted, federation = word(values, "id"), catalogue.federation()
    for city in federation.cities:
        if wanted in (city.id, render_ckan.organization_id(city.id, federation)):
            body = _organization(catalogue, city)
            extra: dict[str, list[str]] = {"extras": [], "users": [], "tags": [], "groups": []}
            found: list[StoredDataset] = []
            if flag(values, "include_datasets", False):
                found = catalogue.reader.page("", _MAX_ROWS, city.id)
            fixed = dumps({**body, **extra})[:-1]
            return fixed + b',"packages":' + array(ckan_documents(catalogue, found)) + b"}"
    raise NotThere("Group")


def group_list(catalogue: Catalogue, values: Values) -> bytes:
    """Themes in use, as groups; whole groups with all_fields."""
    counts = _counts(catalogue, "theme")
    if not flag(values, "all_fields", False):
        return dumps(sorted(code.lower() for code in counts))
    groups = [{**render_ckan.group(code), "package_count": counts[code]} for code in sorted(counts)]
    return dumps(groups)


def group_show(catalogue: Catalogue, values: Values) -> bytes:
    """One theme by its code."""
    code = word(values, "id").upper()
    counts = _counts(catalogue, "theme")
    if code not in counts and code not in vocabulary.THEMES:
        raise NotThere("Group")
    return dumps({**render_ckan.group(code), "package_count": counts.get(code, 0)})


def tag_list(catalogue: Catalogue, values: Values) -> bytes:
    """Keywords in use, as tags, in order."""
    begins = word(values, "query").lower()
    found = sorted(tag for tag in _counts(catalogue, "keyword") if begins in tag.lower())
    if not flag(values, "all_fields", False):
        return dumps(found)
    return dumps([render_ckan.tag(tag) for tag in found])


def _counts(catalogue: Catalogue, facet: str) -> dict[str, int]:
    return catalogue.count(search.once(), facet)


def license_list(catalogue: Catalogue, values: Values) -> bytes:
    """The licences that have a short id here."""
    return dumps(
        [
            {
                "id": licence.id,
                "title": licence.title,
                "url": licence.url,
                "status": "active",
                "od_conformance": "approved" if licence.id in render_ckan.OPEN else "rejected",
            }
            for licence in vocabulary.LICENCES.values()
        ]
    )


def status_show(catalogue: Catalogue, values: Values) -> bytes:
    """What this site is. `ckan_version` is the version whose API is spoken."""
    federation = catalogue.federation()
    title = pick(federation.titles, "fr") or federation.id
    return dumps(
        {
            "site_title": title,
            "site_description": pick(federation.descriptions, "fr"),
            "site_url": federation.base_url,
            "ckan_version": "2.12.0",
            "error_emails_to": None,
            "locale_default": "fr",
            "extensions": [],
            "software": "partage",
            "federation": federation.id,
        }
    )
