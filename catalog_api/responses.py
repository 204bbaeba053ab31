"""Turns problems and failures into answers: problem details, CKAN's envelope, or a page.

Problem details are those of RFC 9457; `type` is where /docs tells of the code.

The middleware at the end is the one place that catches everything: nothing leaves with a
traceback, and what is logged has places in the code only, never texts of the error.
"""

import logging
import traceback
from html import escape
from urllib.parse import quote
from uuid import uuid4

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.types import Message as Event

from catalog_api.pages import error as pages_error
from catalog_api.web import wrong
from catalog_api.web.bytes_out import JSON, OPEN, PROBLEM, dumps
from catalog_api.web.paths import for_programs
from catalog_api.web.problems import Problem
from catalog_api.words.locales import locale_of
from federation.i18n import Message, msg

logger = logging.getLogger(__name__)

_CKAN = ("/api/3/action", "/api/action")
_CKAN_TYPES = {
    400: "Search Query Error",
    403: "Authorization Error",
    404: "Not Found Error",
    405: "Method Not Allowed Error",
    409: "Validation Error",
    410: "Not Found Error",
    422: "Validation Error",
    429: "Too Many Requests Error",
}
#: CKAN answers a withdrawn object as one that is not there, a malformed one with 409.
_CKAN_STATUSES = {410: 404, 422: 409}
_WORDS: dict[int, tuple[str, Message]] = {
    400: ("bad-request", msg("The request cannot be read.")),
    404: ("not-found", msg("There is nothing at this address.")),
    405: ("method-not-allowed", msg("This address does not accept this method. Use GET.")),
    413: ("too-large", msg("The request is too large.")),
    416: ("range-not-satisfiable", msg("The file has no such range of bytes.")),
}


def install(app: FastAPI) -> None:
    """Register the handlers and the last resort."""
    app.add_exception_handler(Problem, _problem)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_middleware(LastResort)


def respond(request: Request, problem: Problem, headers: dict[str, str] | None = None) -> Response:
    """A problem in the shape that the address calls for."""
    locale, path = locale_of(request), request.url.path
    more = headers or {}
    if path.startswith(_CKAN):
        return _ckan(problem, locale, more)
    if for_programs(path):
        return _native(request, problem, locale, more)
    page = pages_error.error_page(request, problem, locale)
    page.headers.update(more)
    return page


def _native(request: Request, problem: Problem, locale: str, headers: dict[str, str]) -> Response:
    told = {
        "type": f"{_base(request)}/docs#{problem.code}",
        "title": problem.message.render(locale),
        "status": problem.status,
        "instance": _asked(request),
        "code": problem.code,
    }
    if problem.detail:
        told["detail"] = problem.detail.render(locale)
    shown = {"Cache-Control": "no-store", "Vary": "Accept-Language", **OPEN, **headers}
    if problem.status == 503:
        shown["Retry-After"] = "5"
    shown["Content-Type"] = PROBLEM
    return Response(dumps(told), problem.status, shown)


def _asked(request: Request) -> str:
    """The path as the client wrote it, without its question, which may name people."""
    raw: bytes = request.scope.get("raw_path") or b""
    return raw.decode("ascii", "replace") or quote(request.url.path)


def _base(request: Request) -> str:
    """The site's address as last known: telling of an error never asks the store."""
    app = request.scope.get("app")
    catalogue = getattr(app.state, "catalogue", None) if app else None
    known = catalogue.known_federation() if catalogue else None
    return known.base_url if known else str(request.base_url).rstrip("/")


def _ckan(problem: Problem, locale: str, headers: dict[str, str]) -> Response:
    kind = _CKAN_TYPES.get(problem.status, "Internal Server Error")
    message = problem.message.render(locale)
    error = {"__type": kind, "message": f"{kind}: {message}"}
    body = dumps({"help": "", "success": False, "error": error})
    status = _CKAN_STATUSES.get(problem.status, problem.status)
    return Response(body, status, {"Content-Type": JSON, **OPEN, **headers})


async def _problem(request: Request, error: Exception) -> Response:
    if not isinstance(error, Problem):
        raise error
    return respond(request, error)


async def _http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    if status == 404 and (shorter := _without_slash(request)):
        return RedirectResponse(shorter, 308, headers=OPEN)
    code, message = _WORDS.get(status, ("http-error", msg("The request was refused.")))
    allow = getattr(error, "headers", None) or {}
    return respond(request, Problem(status, code, message), dict(allow))


def _without_slash(request: Request) -> str | None:
    """The address without the slash that people leave at its end; none for CKAN's clients.

    They do not follow redirects, and their addresses with a slash are not ours.
    """
    path = _asked(request)
    if not path.endswith("/") or not path.startswith(("/api/v1", "/ogc")):
        return None
    query = f"?{request.url.query}" if request.url.query else ""
    return f"{path.rstrip('/')}{query}"


async def _invalid(request: Request, error: Exception) -> Response:
    found = error.errors() if isinstance(error, RequestValidationError) else ()
    message = msg("A parameter of the request has a value that cannot be used.")
    return respond(request, Problem(422, "invalid-parameter", message, wrong.detail(found)))


class LastResort:
    """Answers 500 with a number to quote when something unforeseen happens."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        async def watching(event: Event) -> None:
            nonlocal started
            started = started or event["type"] == "http.response.start"
            await send(event)

        try:
            await self._app(scope, receive, watching)
        except Exception as error:  # noqa: BLE001 - the one boundary
            number = _log(error, scope)
            if started:
                return  # the body stays unfinished: the client sees that it was cut
            title = msg("Something went wrong on our side.")
            detail = msg("Quote this number: %(id)s.", id=number)
            problem = Problem(500, "internal-error", title, detail)
            await _plainly(Request(scope), problem)(scope, receive, send)


def _plainly(request: Request, problem: Problem) -> Response:
    """Like `respond`, but pages are told in bare HTML: templates may be what failed."""
    path, locale = request.url.path, locale_of(request)
    if for_programs(path):
        return respond(request, problem)
    told = (problem.message, problem.detail)
    text = escape(" ".join(one.render(locale) for one in told if one))
    page = f'<!doctype html><html lang="{locale}"><title>{problem.status}</title><p>{text}</p>'
    headers = {"Content-Type": "text/html; charset=utf-8"}
    return Response(page.encode(), problem.status, headers)


def _log(error: Exception, scope: Scope) -> str:
    """Log where it happened; neither the error's text nor the query, which may name people."""
    number = uuid4().hex[:12]
    frames = traceback.extract_tb(error.__traceback__)[-6:]
    places = " < ".join(f"{frame.name}:{frame.lineno}" for frame in reversed(frames))
    route = getattr(scope.get("route"), "path", "?")
    logger.error("unhandled %s id=%s route=%s at %s", type(error).__name__, number, route, places)
    return number
