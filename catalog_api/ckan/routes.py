"""The CKAN façade: action routing and envelope, GET and POST, at /api/3/action and /api/action.

Clients send unknown keys, JSON in a body of any type, or query parameters: all accepted. No
redirects on these routes, and the content type is exactly `application/json`.
Source: CKAN 2.12 API guide; what each client sends is in docs/api.md.
"""

from typing import Any

import orjson
from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from catalog_api.catalogue import Catalogue, Served
from catalog_api.ckan.actions import ACTIONS, NotThere, Refused
from catalog_api.ckan.solr import QuerySyntax
from catalog_api.web.bytes_out import JSON, OPEN, dumps, members

router = APIRouter()

_MAX_BODY = 1_000_000  # bytes
_HEADERS = {"Content-Type": JSON, **OPEN}
_DESCRIBED: dict[str, Any] = {
    "summary": "CKAN action",
    "tags": ["CKAN"],
    "description": "CKAN-compatible read actions: " + ", ".join(sorted(ACTIONS)) + ".",
    "response_model": None,
}


@router.get("/api/3/action/{name}", **_DESCRIBED)
@router.get("/api/action/{name}", include_in_schema=False, response_model=None)
async def by_query(request: Request, catalogue: Served, name: str) -> Response:
    values: dict[str, Any] = {}
    for key, value in request.query_params.multi_items():
        # A repeated key is a list, as CKAN reads it.
        known = values.get(key)
        if known is None:
            values[key] = value
        else:
            values[key] = [*known, value] if isinstance(known, list) else [known, value]
    return await _call(catalogue, name, values)


@router.post("/api/3/action/{name}", include_in_schema=False, response_model=None)
@router.post("/api/action/{name}", include_in_schema=False, response_model=None)
async def by_body(request: Request, catalogue: Served, name: str) -> Response:
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MAX_BODY:
            return _bare("Bad request - JSON Error: the request is too large")
    try:
        values = orjson.loads(body) if body.strip() else {}
    except orjson.JSONDecodeError:
        return _bare("Bad request - JSON Error: Error decoding JSON data.")
    if not isinstance(values, dict):
        return _bare("Bad request - JSON Error: Request data JSON decoded must be a dictionary.")
    return await _call(catalogue, name, {**dict(request.query_params), **values})


async def _call(catalogue: Catalogue, name: str, values: dict[str, Any]) -> Response:
    action = ACTIONS.get(name)
    if action is None:
        return _bare("Bad request - Action name not known: " + name[:80])
    base = catalogue.federation().base_url
    help_url = f"{base}/api/3/action/help_show?name={name}"
    try:
        result = await run_in_threadpool(action, catalogue, values)
    except NotThere as error:
        return _failed(
            help_url, 404, {"__type": "Not Found Error", "message": f"Not found: {error}"}
        )
    except QuerySyntax as error:
        message = f"Search Query is invalid: {error}"
        return _failed(help_url, 400, {"__type": "Search Query Error", "message": message})
    except Refused as error:
        fields = {"__type": "Validation Error", error.field: [error.reason]}
        return _failed(help_url, 409, fields)
    envelope = (("help", dumps(help_url)), ("success", b"true"), ("result", result))
    return Response(members(*envelope), headers=_HEADERS)


def _failed(help_url: str, status: int, error: dict[str, Any]) -> Response:
    body = dumps({"help": help_url, "success": False, "error": error})
    return Response(body, status, _HEADERS)


def _bare(text: str) -> Response:
    """What CKAN answers before an action is found: a JSON string alone, with 400."""
    return Response(dumps(text), 400, _HEADERS)
