"""Small addresses every site needs: health, robots, files of the pages."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from catalog_api.catalogue import Served
from catalog_api.pages import sitemap
from catalog_api.web.bytes_out import dumps, readable, send

router = APIRouter(include_in_schema=False)


@readable(router, "/healthz")
def healthz(request: Request, catalogue: Served) -> Response:
    """Answers 200 when the store can be read. Has a node that nobody reads look for releases."""
    catalogue.index.touch()
    return send(request, dumps({"status": "ok", "release": catalogue.reader.sequence()}))


@readable(router, "/robots.txt")
def robots(request: Request, catalogue: Served) -> Response:
    """What robots may read, and where the list of pages is."""
    text = sitemap.robots(catalogue)
    return send(request, text.encode(), "text/plain; charset=utf-8")
