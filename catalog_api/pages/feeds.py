"""What was published lately, as Atom feeds (RFC 4287): of all, of a city, of a dataset.

An entry is a release of a source. Its id never changes, nor does its moment: releases are final.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

import orjson
from fastapi import APIRouter, Request
from starlette.responses import Response

from catalog_api.catalogue import Catalogue, Served
from catalog_api.pages.xml import add, root, written
from catalog_api.web import problems
from catalog_api.web.bytes_out import OPEN, readable, send
from catalog_api.web.links import Links
from catalog_api.web.shapes import answers
from catalog_api.words.locales import Locale
from federation.i18n import LOCALES, Message, msg, pick
from federation.published import FederationDocument
from federation.store.listings import ChangedDataset, Release

router = APIRouter(tags=["feeds"])

_ATOM = "http://www.w3.org/2005/Atom"
_TYPE = "application/atom+xml; charset=utf-8"
_ENTRIES = 50
#: Datasets that an entry names.
_NAMED = 20
_ANSWERS = answers("application/atom+xml")


@dataclass(frozen=True, slots=True)
class Feed:
    """What a feed is about: its own path, the page that it follows, and its releases."""

    title: str
    path: str
    page: str
    releases: Sequence[Release]
    dataset: str | None = None  # id, where the feed is of one dataset
    city: str | None = None


@readable(router, "/feed.atom", summary=msg("Releases as a feed"), responses=_ANSWERS)
def everything(request: Request, catalogue: Served, locale: Locale) -> Response:
    """The newest releases of all sources."""
    title = pick(catalogue.federation().titles, locale) or catalogue.federation().id
    releases = catalogue.reader.releases(None, _ENTRIES)
    return _answer(request, catalogue, locale, Feed(title, "/feed.atom", "/", releases))


@readable(
    router, "/cities/{city_id}/feed.atom", summary=msg("Releases of a city"), responses=_ANSWERS
)
def of_city(request: Request, catalogue: Served, locale: Locale, city_id: str) -> Response:
    """The newest releases of a city's sources."""
    federation = catalogue.federation()
    city = federation.city(city_id)
    if city is None:
        raise problems.no_city()
    sources = [source.id for source in federation.sources if source.city_id == city_id]
    releases = catalogue.reader.releases_of_sources(sources, _ENTRIES)
    path = Links().city(city_id)
    title = pick(city.names, locale) or city_id
    feed = Feed(title, f"{path}/feed.atom", path, releases, city=city_id)
    return _answer(request, catalogue, locale, feed)


@readable(
    router, "/datasets/{name}/feed.atom", summary=msg("Releases of a dataset"), responses=_ANSWERS
)
def of_dataset(request: Request, catalogue: Served, locale: Locale, name: str) -> Response:
    """The newest releases that changed a dataset; by id or name."""
    stored = catalogue.dataset(name)
    path = Links().page(stored.name)
    title = pick(orjson.loads(stored.json)["title"], locale) or stored.name
    releases = catalogue.reader.releases_of(stored, _ENTRIES)
    feed = Feed(title, f"{path}/feed.atom", path, releases, dataset=stored.id)
    return _answer(request, catalogue, locale, feed)


def _answer(request: Request, catalogue: Catalogue, locale: str, feed: Feed) -> Response:
    asked = request.query_params.get("lang", "")
    query = f"?lang={asked}" if asked in LOCALES else ""
    document = _document(catalogue, locale, feed, query)
    return send(request, written(document), _TYPE, {"Vary": "Accept-Language", **OPEN})


def _document(catalogue: Catalogue, locale: str, feed: Feed, query: str) -> Element:
    federation = catalogue.federation()
    base = federation.base_url
    document = root(_ATOM, "feed", **{"xml:lang": locale})
    add(document, "id", base + feed.path)
    add(document, "title", feed.title)
    newest = feed.releases[0].published_at if feed.releases else "1970-01-01T00:00:00Z"
    add(document, "updated", newest)
    add(document, "link", rel="self", type="application/atom+xml", href=base + feed.path + query)
    add(document, "link", rel="alternate", type="text/html", href=base + feed.page)
    author = add(document, "author")
    add(author, "name", federation.publisher.name or federation.id)
    for release in feed.releases:
        _entry(document, catalogue, locale, feed, release)
    return document


def _entry(
    document: Element, catalogue: Catalogue, locale: str, feed: Feed, release: Release
) -> None:
    federation = catalogue.federation()
    base = federation.base_url
    entry = add(document, "entry")
    # By feed: one dataset's entry tells other things than the same release of all.
    add(entry, "id", f"{base}{feed.path}#{release.seq}")
    add(entry, "title", _headline(federation, release, locale).render(locale))
    add(entry, "updated", release.published_at)
    add(entry, "published", release.published_at)
    api = f"{base}/api/v1/releases/{release.seq}"
    add(entry, "link", rel="alternate", type="text/html", href=base + feed.page)
    add(entry, "link", rel="related", type="application/json", href=api)
    add(entry, "summary", _summary(catalogue, locale, feed, release))


def _headline(federation: FederationDocument, release: Release, locale: str) -> Message:
    source = next((one for one in federation.sources if one.id == release.source_id), None)
    city = federation.city(source.city_id) if source else None
    place = pick(city.names, locale) if city else ""
    return msg("%(place)s: release %(seq)s", place=place or release.source_id, seq=release.seq)


def _summary(catalogue: Catalogue, locale: str, feed: Feed, release: Release) -> str:
    """Counts, then the datasets that are still as this release left them."""
    counts = msg(
        "Datasets published or changed: %(changed)s. Withdrawn: %(withdrawn)s. "
        "New contents of tables: %(tables)s.",
        changed=release.datasets,
        withdrawn=release.withdrawn,
        tables=release.tables,
    )
    if feed.dataset:
        return counts.render(locale)
    found = catalogue.reader.changes(release.seq, _NAMED).datasets
    return "\n".join((counts.render(locale), *(_line(one, locale) for one in found)))


def _line(one: ChangedDataset, locale: str) -> str:
    return f"{one.name} ({msg('withdrawn').render(locale)})" if one.withdrawn else one.name
