"""The sitemap: an index, the pages that are always there, and the datasets in parts.

Source: sitemaps.org protocol 0.9 (50,000 addresses per file at most). A part holds the datasets
whose ids begin with its digits: it stays the same while other parts change.
"""

import re

from fastapi import APIRouter, Request
from starlette.responses import Response

from catalog_api.catalogue import Catalogue, Served
from catalog_api.pages.xml import add, root, written
from catalog_api.web import problems
from catalog_api.web.bytes_out import readable, send
from catalog_api.web.links import Links
from federation.i18n import msg

router = APIRouter(include_in_schema=False)

_NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_XML = "application/xml; charset=utf-8"
_MOST = 50_000
#: Datasets that a part is meant to hold; ids are random, so parts are about equal.
_USUAL = 20_000
_DIGITS = "0123456789abcdef"
_PART = re.compile(r"[0-9a-f]{1,3}|all", re.ASCII)


@readable(router, "/sitemap.xml")
def index(request: Request, catalogue: Served) -> Response:
    """Addresses of the parts."""
    base = catalogue.federation().base_url
    document, newest = root(_NAMESPACE, "sitemapindex"), catalogue.released()
    for name in ("pages", *parts(catalogue.reader.count())):
        found = add(document, "sitemap")
        add(found, "loc", f"{base}/sitemaps/{name}.xml")
        if newest:
            add(found, "lastmod", newest.isoformat(timespec="seconds"))
    return send(request, written(document), _XML)


@readable(router, "/sitemaps/pages.xml")
def pages(request: Request, catalogue: Served) -> Response:
    """Pages that are there whatever is published."""
    federation = catalogue.federation()
    links = Links(federation.base_url)
    document = root(_NAMESPACE, "urlset")
    for path in ("/", "/datasets", "/cities", "/quality", "/docs"):
        add(add(document, "url"), "loc", links.base + path)
    for city in federation.cities:
        add(add(document, "url"), "loc", links.city(city.id))
    return send(request, written(document), _XML)


@readable(router, "/sitemaps/{part}.xml")
def datasets(request: Request, catalogue: Served, part: str) -> Response:
    """Pages of datasets, each with the day its newest release changed it."""
    if not _PART.fullmatch(part):
        raise problems.nothing(msg("There is nothing at this address."))
    document = root(_NAMESPACE, "urlset")
    links = Links(catalogue.federation().base_url)
    first, last = _bounds(part)
    for one in catalogue.reader.outlines(first, last, _MOST):
        found = add(document, "url")
        add(found, "loc", links.page(one.name))
        add(found, "lastmod", one.at[:10])
    return send(request, written(document), _XML)


def parts(count: int) -> list[str]:
    """Names of the parts that so many datasets take."""
    names = ["all"] if count <= _USUAL else list(_DIGITS)
    while count > _USUAL * len(names) and len(names) < 16**3:
        names = [name + digit for name in names for digit in _DIGITS]
    return names


def _bounds(part: str) -> tuple[str, str | None]:
    """The ids of a part: after the first of these, and before the second."""
    if part == "all":
        return "", None
    following = int(part, 16) + 1
    # "g" comes after every hexadecimal digit; an id is longer than its first digits.
    last = f"{following:0{len(part)}x}"
    return part, last if len(last) == len(part) else "g"


def robots(catalogue: Catalogue) -> str:
    """What robots may read: pages; search results and data are endless, so not those."""
    lines = [
        "User-agent: *",
        "Disallow: /api/",
        "Disallow: /datasets?",
        "Allow: /",
        f"Sitemap: {catalogue.federation().base_url}/sitemap.xml",
        "",
    ]
    return "\n".join(lines)
