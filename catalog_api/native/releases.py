"""Native API: the releases of the catalogue, and what each changed."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from catalog_api.catalogue import Served
from catalog_api.web import problems
from catalog_api.web.bytes_out import dumps, readable, send
from catalog_api.web.links import Links
from catalog_api.web.lists import Cursor, Fields, Limit, Page, chosen, listing, place_of
from catalog_api.web.shapes import answers
from federation import clock
from federation.i18n import msg
from federation.store.listings import Release

router = APIRouter(prefix="/api/v1/releases", tags=["releases"])

_NOTHING = msg("There is no release of this number. See the list of releases.")
#: Datasets and tables told of one release.
_TOLD = 1000
_MOST = 2**31 - 1


@readable(router, "", summary=msg("Releases"), responses=answers("Releases", errors=(422,)))
def releases(
    request: Request,
    catalogue: Served,
    source: Annotated[str | None, Query(max_length=60, description="Id of a source.")] = None,
    cursor: Cursor = None,
    limit: Limit = 20,
    fields: Fields = None,
) -> Response:
    """Releases, the newest first, with how many datasets and tables each changed.

    A release is one source's: its datasets all appear, change or disappear together.
    """
    place = place_of(cursor, int)
    before = int(place[0]) if place else None
    found = catalogue.reader.releases(before, limit + 1, source)
    shown = found[:limit]
    base = catalogue.federation().base_url
    page = Page(
        [dumps(_described(one, base)) for one in shown],
        (shown[-1].seq,) if len(found) > limit else None,
    )
    return listing(request, base, "releases", page, fields=fields, modified=catalogue.released())


@readable(
    router,
    "/{release}",
    summary=msg("A release"),
    responses=answers("Release", errors=(404, 422)),
)
def release(
    request: Request,
    catalogue: Served,
    release: Annotated[int, Path(ge=1, le=_MOST, description="Number of the release.")],
    fields: Fields = None,
) -> Response:
    """One release: the datasets that are still as it left them, the tables it published.

    At most a thousand of each are told; the counts are of all.
    """
    found = catalogue.reader.release(release)
    if found is None:
        raise problems.nothing(_NOTHING)
    base = catalogue.federation().base_url
    links, changes = Links(base), catalogue.reader.changes(release, _TOLD)
    body = {
        **_described(found, base),
        "changed": [
            {
                "id": one.id,
                "name": one.name,
                "city": one.city_id,
                "withdrawn": one.withdrawn,
                "url": links.api(one.id),
            }
            for one in changes.datasets
        ],
        "published": [
            {
                "table": one.id,
                "dataset": one.dataset_id,
                "sha256": one.sha256,
                "url": links.table(one.id),
            }
            for one in changes.tables
        ],
    }
    return send(request, chosen(dumps(body), fields), modified=catalogue.released())


def _described(found: Release, base: str) -> dict[str, Any]:
    return {
        "release": found.seq,
        "source": found.source_id,
        "at": clock.parse(found.published_at).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "datasets": found.datasets,
        "tables": found.tables,
        "withdrawn": found.withdrawn,
        "links": {
            "self": f"{base}/api/v1/releases/{found.seq}",
            "source": f"{base}/api/v1/sources/{found.source_id}",
        },
    }
