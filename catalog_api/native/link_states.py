"""Native API: whether the addresses that a dataset shows still answer.

Only addresses of the published document: that of a file with personal data in clear is not shown,
checked though it may be (docs/decisions/0004).
"""

from typing import Any

import orjson
from fastapi import APIRouter, Request
from starlette.responses import Response

from catalog_api.catalogue import Served
from catalog_api.web.bytes_out import dumps, readable, send
from catalog_api.web.lists import Fields, chosen
from catalog_api.web.shapes import answers
from federation.i18n import msg
from federation.store.links import LinkState

router = APIRouter(prefix="/api/v1/datasets", tags=["datasets"])


@readable(
    router,
    "/{dataset_id}/links",
    summary=msg("Health of links"),
    responses=answers("DatasetLinks"),
)
def link_states(
    request: Request, catalogue: Served, dataset_id: str, fields: Fields = None
) -> Response:
    """The distributions of a dataset that hold no table, and whether each address answers."""
    stored = catalogue.dataset(dataset_id)
    known = catalogue.links(stored)
    shown = orjson.loads(stored.json)["links"]
    found = [_state(link["id"], link["url"], known.get(link["url"])) for link in shown]
    return send(request, chosen(dumps({"links": found}), fields))


def _state(link_id: str, url: str, state: LinkState | None) -> dict[str, Any]:
    checked = state.checked if state else None
    return {
        "id": link_id,
        "url": url,
        "answers": state.code is None if state and checked else None,
        "status": state.status if state else None,
        "code": state.code.value if state and state.code else None,
        "since": state.since if state else None,
        "checked": checked,
    }
