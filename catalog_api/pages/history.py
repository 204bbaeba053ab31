"""What the page of a dataset tells of its versions: the latest ones, in words."""

from typing import Any

from catalog_api.catalogue import Catalogue
from catalog_api.native.version_book import history_of
from catalog_api.words.changes import notes
from federation.store.history import DatasetVersion
from federation.versions import Kind

_SHOWN = 5
#: Sentences of one version; the others are at its address.
_SENTENCES = 8


def of_dataset(catalogue: Catalogue, dataset_id: str, locale: str) -> dict[str, Any]:
    """Values for the template: `versions`, newest first, and whether there are `more_versions`."""
    found = history_of(catalogue).of_dataset(dataset_id, limit=_SHOWN + 1)
    return {
        "versions": [_shown(version, locale) for version in found[:_SHOWN]],
        "more_versions": len(found) > _SHOWN,
    }


def _shown(version: DatasetVersion, locale: str) -> dict[str, Any]:
    told = notes(version.changes, version.number, locale)
    return {
        "release": version.seq,
        "number": version.number,
        "at": version.at,
        "gone": version.kind is not Kind.PUBLISHED,
        "reason": version.reason,
        "notes": told[:_SENTENCES],
        "left": max(0, len(told) - _SENTENCES),
    }
