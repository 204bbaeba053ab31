"""Native API: the sources, portals and folders that the catalogue is harvested from."""

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from catalog_api.catalogue import Catalogue, Served
from catalog_api.web import problems
from catalog_api.web.bytes_out import dumps, readable, send
from catalog_api.web.lists import Cursor, Fields, Limit, Page, chosen, cut, listing
from catalog_api.web.shapes import answers
from federation.i18n import msg
from federation.published import SourceDocument
from federation.store.listings import Release

router = APIRouter(prefix="/api/v1/sources", tags=["sources"])

_NOTHING = msg("There is no source here. See the list of sources.")


@readable(router, "", summary=msg("Sources"), responses=answers("Sources", errors=(422,)))
def sources(
    request: Request,
    catalogue: Served,
    cursor: Cursor = None,
    limit: Limit = 20,
    fields: Fields = None,
) -> Response:
    """The portals and folders that datasets come from, in order of id."""
    federation = catalogue.federation()
    shown, following = cut(federation.sources, lambda one: one.id, cursor, limit)
    describe = _Describer(catalogue)
    page = Page([dumps(describe(one)) for one in shown], following)
    return listing(request, federation.base_url, "sources", page, fields=fields)


@readable(
    router,
    "/{source_id}",
    summary=msg("A source"),
    responses=answers("Source", errors=(404, 422)),
)
def source(request: Request, catalogue: Served, source_id: str, fields: Fields = None) -> Response:
    """One portal or folder, how many datasets come from it, and its newest release."""
    for found in catalogue.federation().sources:
        if found.id == source_id:
            return send(request, chosen(dumps(_Describer(catalogue)(found)), fields))
    raise problems.nothing(_NOTHING)


class _Describer:
    """Tells a source, with what the store knows of all of them, read once."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._base = catalogue.federation().base_url
        self._counts = catalogue.reader.datasets_by_source()
        self._newest = catalogue.reader.newest_of_sources()

    def __call__(self, source: SourceDocument) -> dict[str, Any]:
        base = f"{self._base}/api/v1"
        return {
            "id": source.id,
            "city": source.city_id,
            "connector": source.connector,
            "url": source.url,
            "title": dict(source.title),
            "datasets": self._counts.get(source.id, 0),
            "newest": _newest(self._newest.get(source.id)),
            "links": {
                "self": f"{base}/sources/{source.id}",
                "city": f"{base}/cities/{source.city_id}",
                "releases": f"{base}/releases?source={source.id}",
            },
        }


def _newest(release: Release | None) -> dict[str, Any] | None:
    return {"release": release.seq, "published": release.published_at} if release else None
