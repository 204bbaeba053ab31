"""Native API: distributions, the files and links of every dataset.

Each published table is two, its CSV and its Parquet file; whatever else a dataset offers is one
each. Ids are those of CKAN's resources and of DCAT's distributions.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Annotated, Any

import orjson
from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from catalog_api.catalogue import Catalogue, Served
from catalog_api.web import problems
from catalog_api.web.bytes_out import dumps, readable, send
from catalog_api.web.links import derived_id
from catalog_api.web.lists import Cursor, Fields, Limit, Page, Place, chosen, listing, place_of
from catalog_api.web.shapes import answers
from catalog_api.words import vocabulary
from federation.i18n import msg
from federation.published import StoredDataset

router = APIRouter(prefix="/api/v1/distributions", tags=["distributions"])

_BATCH = 50  # datasets read from the store at once
_LOOKED_AT = 500  # datasets at most behind one page
_NOTHING = msg("There is no distribution here. Open its dataset to see those it has now.")


@readable(
    router, "", summary=msg("Distributions"), responses=answers("Distributions", errors=(404, 422))
)
def distributions(
    request: Request,
    catalogue: Served,
    dataset: Annotated[
        str | None, Query(max_length=120, description="Id or name of one dataset.")
    ] = None,
    city: Annotated[str | None, Query(max_length=60, description="Id of a city.")] = None,
    format: Annotated[
        str | None, Query(max_length=40, description="A format, such as CSV or PDF.")
    ] = None,
    cursor: Cursor = None,
    limit: Limit = 20,
    fields: Fields = None,
) -> Response:
    """Files and links of all datasets, or of some, in order of dataset.

    Copies of datasets on other portals are left out. Where few match, a page may be short or even
    empty while `next` is not null: follow it.
    """
    place = place_of(cursor, str, int) or ("", 0)
    found = _Found(catalogue, dataset, city, (format or "").upper())
    page = Page(*found.page(place, limit))
    base = catalogue.federation().base_url
    return listing(
        request, base, "distributions", page, fields=fields, modified=catalogue.released()
    )


@readable(
    router,
    "/{distribution_id}",
    summary=msg("A distribution"),
    responses=answers("Distribution", errors=(404, 422)),
)
def distribution(
    request: Request, catalogue: Served, distribution_id: str, fields: Fields = None
) -> Response:
    """One file or link of a dataset, by the id that CKAN and DCAT know it by too."""
    stored = catalogue.resource(distribution_id)
    for found in described(stored) if stored else ():
        if found["id"] == distribution_id:
            body = chosen(dumps(found), fields)
            return send(request, body, modified=catalogue.released())
    raise problems.nothing(_NOTHING)


class _Found:
    """Distributions that match, and where to go on: after which dataset, how many of the next."""

    def __init__(
        self, catalogue: Catalogue, dataset: str | None, city: str | None, wanted: str
    ) -> None:
        self._catalogue = catalogue
        self._dataset, self._city, self._wanted = dataset, city, wanted
        self._following: Place | None = None
        self._exhausted = True

    def page(self, place: Place, limit: int) -> tuple[list[bytes], Place | None]:
        """A page of documents, and where the next begins."""
        found = self._after(place)
        shown = [dumps(one) for one in islice(found, limit)]
        following = self._following
        if next(found, None) is None:
            following = self._following
        return shown, following

    def _after(self, place: Place) -> Iterator[dict[str, Any]]:
        """From a place on; `_following` is where to go on after what was given last."""
        before, skip = str(place[0]), int(place[1])
        for stored in self._datasets(before):
            for number, found in enumerate(described(stored)):
                if number < skip or self._wanted not in ("", found["format"]):
                    continue
                self._following = (before, number + 1)
                yield found
            before, skip = stored.id, 0
            self._following = (before, 0)
        if self._exhausted:
            self._following = None

    def _datasets(self, after: str) -> Iterator[StoredDataset]:
        if self._dataset is not None:
            stored = self._catalogue.dataset(self._dataset)
            if stored.id > after and self._city in (None, stored.city_id):
                yield stored
            return
        for _ in range(_LOOKED_AT // _BATCH):
            batch = self._catalogue.reader.page(after, _BATCH, self._city)
            yield from batch
            if len(batch) < _BATCH:
                return
            after = batch[-1].id
        self._exhausted = False


def described(stored: StoredDataset) -> Iterator[dict[str, Any]]:
    """The distributions of a dataset, from its ready document."""
    document = orjson.loads(stored.json)
    common = {
        "dataset": {key: document[key] for key in ("id", "name", "title")},
        "city": document["city"]["id"],
        "licence": document["licence"],
    }
    for table in document["tables"]:
        if table["snapshot"]:
            yield from _files(table, common)
    for link in document["links"]:
        yield {
            "id": link["id"],
            **common,
            "table": None,
            "title": link["title"],
            "description": link["description"],
            "format": (link["format"] or "").upper() or None,
            "mediaType": link["mediaType"],
            "url": link["url"],
            "byteSize": link["byteSize"],
            "sha256": None,
            "schema": None,
            "conformity": None,
            "modified": link["modified"],
        }


def _files(table: dict[str, Any], common: dict[str, Any]) -> Iterator[dict[str, Any]]:
    snapshot = table["snapshot"]
    parquet = {"byteSize": snapshot["byteSize"], "sha256": snapshot["sha256"]}
    for identifier, name, size in (
        (table["id"], "CSV", {"byteSize": None, "sha256": None}),
        (derived_id(table["id"], "parquet"), "PARQUET", parquet),
    ):
        yield {
            "id": identifier,
            **common,
            "table": table["id"],
            "title": table["title"],
            "description": table["description"],
            "format": name,
            "mediaType": vocabulary.media_type(name),
            "url": table["links"][name.lower()],
            **size,
            "schema": table["schema"],
            "conformity": table["conformity"],
            "modified": table["modified"],
        }
