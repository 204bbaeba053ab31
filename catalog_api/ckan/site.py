"""CKAN's read actions on the site itself: what it is, its licences."""

from collections.abc import Mapping
from typing import Any

from catalog_api.catalogue import Catalogue
from catalog_api.render import ckan as render_ckan
from catalog_api.web.bytes_out import dumps
from catalog_api.words import vocabulary
from federation.i18n import pick

Values = Mapping[str, Any]


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
            "extensions": ["datastore"],
            "software": "partage",
            "federation": federation.id,
        }
    )


def none(catalogue: Catalogue, values: Values) -> bytes:
    """Nothing: what is asked for does not exist here."""
    return b"[]"
