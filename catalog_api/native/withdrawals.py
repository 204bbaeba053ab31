"""Native API: datasets that were withdrawn, for whoever keeps a copy of the catalogue.

Harvests of changes (`modified_since`, `metadata_modified:[… TO *]`) see what is published only.
"""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from catalog_api.catalogue import Served
from catalog_api.render.parts import all_languages
from catalog_api.web.bytes_out import dumps, readable
from catalog_api.web.links import Links
from catalog_api.web.lists import Cursor, Fields, Limit, Page, listing, place_of
from catalog_api.web.moments import moment
from catalog_api.web.shapes import answers
from federation import clock
from federation.i18n import msg
from federation.store.withdrawals import Withdrawal

router = APIRouter(prefix="/api/v1/withdrawals", tags=["releases"])

Since = Annotated[
    str,
    Query(
        max_length=40,
        description="Only those withdrawn since this moment or day (ISO 8601, UTC).",
        examples=["2026-01-31"],
    ),
]


@readable(router, "", summary=msg("Withdrawals"), responses=answers("Withdrawals", errors=(422,)))
def withdrawals(
    request: Request,
    catalogue: Served,
    since: Since = "",
    cursor: Cursor = None,
    limit: Limit = 20,
    fields: Fields = None,
) -> Response:
    """Datasets that were withdrawn and are not published again, the oldest withdrawal first.

    Whoever harvests changes asks it `since` the last time, and removes what it tells.
    """
    federation, from_ = catalogue.federation(), moment("since", since)
    place = place_of(cursor, int, str) or (0, "")
    first = catalogue.reader.first_release_since(from_) if from_ else 0
    found: list[Withdrawal] = []
    if first is not None:
        after = (int(place[0]), str(place[1]))
        found = catalogue.reader.withdrawals(after, limit + 1, since=first)
    shown, links = found[:limit], Links(federation.base_url)
    page = Page(
        [dumps(_described(one, links)) for one in shown],
        (shown[-1].seq, shown[-1].id) if len(found) > limit else None,
    )
    return listing(
        request,
        federation.base_url,
        "withdrawals",
        page,
        fields=fields,
        modified=catalogue.released(),
    )


def _described(found: Withdrawal, links: Links) -> dict[str, Any]:
    return {
        "id": found.id,
        "name": found.name,
        "city": found.city_id,
        "source": found.source_id,
        "release": found.seq,
        "at": clock.parse(found.at).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "reason": all_languages(found.reason),
        "uri": links.dataset(found.id),
        "links": {
            "self": links.api(found.id),
            "release": f"{links.base}/api/v1/releases/{found.seq}",
        },
    }
