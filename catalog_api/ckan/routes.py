"""The CKAN façade: action routing and envelope, GET and POST, at /api/3/action and /api/action.

Clients send unknown keys, JSON in a body of any type, or query parameters: all accepted. No
redirects on these routes, and the content type is exactly `application/json`.
Source: CKAN 2.12 API guide; what each client sends is in docs/api.md.
"""

from typing import Any

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from catalog_api.catalogue import Catalogue, Served, catalogue_of
from catalog_api.ckan import inputs
from catalog_api.ckan.actions import ACTIONS, QUICK, STREAMED, NotThere, Refused
from catalog_api.ckan.records import datastore_search
from catalog_api.ckan.solr import QuerySyntax
from catalog_api.web.bytes_out import JSON, OPEN, dumps, members
from catalog_api.web.direct import Direct
from catalog_api.web.list_shapes import CKAN_ANSWERS
from federation.i18n import msg

router = APIRouter()

_MAX_BODY = 1_000_000  # bytes
_HEADERS = {"Content-Type": JSON, **OPEN}
_DESCRIBED: dict[str, Any] = {
    "summary": msg("CKAN action").render("en"),
    "tags": ["CKAN"],
    "description": "CKAN-compatible read actions: " + ", ".join(sorted((*ACTIONS, STREAMED))) + ".",
    "response_model": None,
    "responses": CKAN_ANSWERS,
}


@router.get("/api/3/action/{name}", **_DESCRIBED)
async def by_query(request: Request, catalogue: Served, name: str) -> Response:
    pairs = request.query_params.multi_items()
    return await _call(request, catalogue, name, inputs.of_pairs(pairs))


async def act(request: Request) -> Response:
    """An action by either method."""
    catalogue, name = await catalogue_of(request), request.path_params["name"]
    if request.method in ("GET", "HEAD"):
        return await by_query(request, catalogue, name)
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _MAX_BODY:
            return _bare("Bad request - JSON Error: the request is too large")
    try:
        values = inputs.of_body(body, request.headers.get("content-type", ""))
    except inputs.Unreadable as error:
        return _bare(f"Bad request - JSON Error: {error}")
    return await _call(request, catalogue, name, {**dict(request.query_params), **values})


#: Clients ask for thousands of datasets one by one: answered before FastAPI's own routing, whose
#: work would be most of what an answer costs. What is described is `by_query`.
DIRECT = tuple(
    Direct(f"{beginning}/{{name}}", act, ("GET", "POST"))
    for beginning in ("/api/action", "/api/3/action")
)


@router.get("/api/util/status", include_in_schema=False, response_model=None)
async def status(catalogue: Served) -> Response:
    """What this site is, as older clients ask for it: without envelope."""
    body = await run_in_threadpool(ACTIONS["status_show"], catalogue, {})
    return Response(body, headers=_HEADERS)


@router.get("/api/3", include_in_schema=False, response_model=None)
async def version() -> Response:
    """Which version of CKAN's API is spoken here."""
    return Response(dumps({"version": 3}), headers=_HEADERS)


async def _call(
    request: Request, catalogue: Catalogue, name: str, values: dict[str, Any]
) -> Response:
    if name == STREAMED:
        help_url = _help_url(await catalogue.base_url(), name)
        try:
            return await datastore_search(request, catalogue, values, _HEADERS, help_url)
        except (NotThere, QuerySyntax, Refused) as error:
            return _refused(help_url, error)
    if name not in ACTIONS:
        return _bare("Bad request - Action name not known: " + name[:80])
    if name in QUICK and catalogue.at_hand:
        return _answer(catalogue, name, values)
    return await run_in_threadpool(_answer, catalogue, name, values)


def _answer(catalogue: Catalogue, name: str, values: dict[str, Any]) -> Response:
    """All of an action's answer: it reads the store, as does the address in its envelope."""
    help_url = _help_url(catalogue.federation().base_url, name)
    try:
        result = ACTIONS[name](catalogue, values)
    except (NotThere, QuerySyntax, Refused) as error:
        return _refused(help_url, error)
    envelope = (("help", dumps(help_url)), ("success", b"true"), ("result", result))
    return Response(members(*envelope), headers=_HEADERS)


def _help_url(base: str, name: str) -> str:
    return f"{base}/api/3/action/help_show?name={name}"


def _refused(help_url: str, error: NotThere | QuerySyntax | Refused) -> Response:
    """What CKAN says of an action that cannot be done."""
    if isinstance(error, NotThere):
        told = {"__type": "Not Found Error", "message": f"Not found: {error}"}
        return _failed(help_url, 404, told)
    if isinstance(error, QuerySyntax):
        message = f"Search Query is invalid: {error}"
        return _failed(help_url, 400, {"__type": "Search Query Error", "message": message})
    return _failed(help_url, 409, {"__type": "Validation Error", error.field: [error.reason]})


def _failed(help_url: str, status: int, error: dict[str, Any]) -> Response:
    body = dumps({"help": help_url, "success": False, "error": error})
    return Response(body, status, _HEADERS)


def _bare(text: str) -> Response:
    """What CKAN answers before an action is found: a JSON string alone, with 400."""
    return Response(dumps(text), 400, _HEADERS)
