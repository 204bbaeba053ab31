"""Small addresses every site needs: health, robots, files of the pages."""

from fastapi import APIRouter, Request
from starlette.responses import PlainTextResponse, Response

from catalog_api.catalogue import Served
from catalog_api.web.bytes_out import dumps, readable, send

router = APIRouter(include_in_schema=False)


@readable(router, "/healthz")
def healthz(request: Request, catalogue: Served) -> Response:
    """Answers 200 when the store can be read."""
    return send(request, dumps({"status": "ok", "release": catalogue.reader.sequence()}))


@readable(router, "/robots.txt")
async def robots() -> Response:
    """Robots may read pages; search results and data files are endless, so not those."""
    lines = ("User-agent: *", "Disallow: /api/", "Disallow: /datasets?", "Allow: /", "")
    return PlainTextResponse("\n".join(lines))
