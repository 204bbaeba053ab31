"""Series of datasets (dcat:DatasetSeries): the years of one dataset, each published by itself.

Portals seldom declare series. Datasets of one city whose names differ by one year only, such as
`lille-budget-2023` and `lille-budget-2024`, are taken for one; nothing less is, so that what is
merely alike stays apart. Tables of several years in one dataset are its distributions.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

import orjson

from catalog_api.catalogue import Catalogue
from catalog_api.render.agents import agent, card, titled
from catalog_api.render.turtle import Property, iri, is_iri, literal, node, texts
from catalog_api.web.links import Links
from catalog_api.words import vocabulary
from federation.model import Contact
from federation.published import FederationDocument

#: A year of open data, or two that follow one another (a school year), as a word of a name.
_YEAR = re.compile(r"-((?:199|20\d)\d)(?:-((?:199|20\d)\d))?(?=-|$)")


@dataclass(frozen=True, slots=True)
class Series:
    """Members by first year, oldest first."""

    name: str
    years: tuple[int, ...]
    members: tuple[str, ...]


@dataclass(slots=True)
class Book:
    """The series of a catalogue as of one release, and the triples of those asked for."""

    by_member: Mapping[str, Series] = field(default_factory=dict)
    by_name: Mapping[str, Series] = field(default_factory=dict)
    triples: dict[tuple[str, str], str] = field(default_factory=dict)


def stem(name: str) -> tuple[str, int] | None:
    """A dataset's name without its year, and the year; None unless it has exactly one."""
    found = list(_YEAR.finditer(name))
    if len(found) != 1:
        return None
    first, second = int(found[0][1]), found[0][2]
    if second and int(second) != first + 1:
        return None
    rest = name[: found[0].start()] + name[found[0].end() :]
    return (rest, first) if "-" in rest else None


def book(catalogue: Catalogue) -> Book:
    """The series of the catalogue now."""
    return _book(catalogue, catalogue.reader.sequence(), catalogue.reader.hidden())


def forget() -> None:
    """Drop the titles that are kept: one of them was taken back."""
    _book.cache_clear()


@lru_cache(maxsize=2)
def _book(catalogue: Catalogue, _sequence: int, _hidden: frozenset[str]) -> Book:
    groups: dict[str, dict[int, str]] = {}
    for name in catalogue.reader.names():
        if found := stem(name):
            groups.setdefault(found[0], {}).setdefault(found[1], name)
    series = {
        name: Series(name, tuple(sorted(members)), tuple(members[one] for one in sorted(members)))
        for name, members in groups.items()
        if len(members) > 1
    }
    by_member = {member: one for one in series.values() for member in one.members}
    return Book(by_member, series)


def series_triples(catalogue: Catalogue, known: Book, series: Series) -> str:
    """The series' own triples, after its newest member; the same on every page of a release."""
    federation = catalogue.federation()
    key = (series.name, federation.base_url)
    if key not in known.triples:
        newest = catalogue.reader.dataset(series.members[-1])
        if newest is None or newest.withdrawn:
            return ""
        known.triples[key] = "\n".join(
            _nodes(series, orjson.loads(newest.json), federation, Links(federation.base_url))
        )
    return known.triples[key]


def _nodes(
    series: Series, newest: Mapping[str, Any], federation: FederationDocument, links: Links
) -> Iterator[str]:
    title = {code: _spanning(text, series.years) for code, text in newest["title"].items()}
    publisher = _publisher(newest, links)
    contact = newest["contact"]
    whom = card(Contact(contact["name"], contact["email"], contact["url"])) if contact else None
    yield node(
        iri(links.series(series.name)),
        (
            ("a", "dcat:DatasetSeries"),
            *texts("dct:title", titled(title, series.name)),
            *texts("dct:description", titled(newest["description"] or title, series.name)),
            ("dct:publisher", iri(publisher)),
            ("dcat:contactPoint", whom) if whom else None,
            ("dcat:last", iri(links.dataset(newest["id"]))),
            *_hvd(newest),
        ),
    )
    yield from _hvd_nodes(newest)
    city = federation.city(newest["city"]["id"])
    if city and publisher == links.city(city.id):
        yield agent(publisher, city)
    else:
        name = literal(newest["publisher"] or newest["city"]["id"])
        yield node(iri(publisher), (("a", "foaf:Agent"), ("foaf:name", name)))


def _publisher(newest: Mapping[str, Any], links: Links) -> str:
    """As `render.agents.publisher` has it for the member."""
    told = newest["publisher"]
    if told and told not in newest["city"]["names"].values():
        return f"{links.dataset(newest['id'])}#publisher"
    return links.city(newest["city"]["id"])


def _hvd(newest: Mapping[str, Any]) -> Iterator[Property]:
    high = _categories(newest)
    yield from (("dcatap:hvdCategory", iri(uri)) for uri in high)
    if high:
        yield "dcatap:applicableLegislation", iri(vocabulary.HVD_LAW)


def _hvd_nodes(newest: Mapping[str, Any]) -> Iterator[str]:
    for uri in _categories(newest):
        labels = texts("skos:prefLabel", vocabulary.theme_texts(uri))
        yield node(iri(uri), (("a", "skos:Concept"), *labels))
        yield node(iri(vocabulary.HVD_LAW), (("a", "eli:LegalResource"),))


def _categories(newest: Mapping[str, Any]) -> list[str]:
    found = [theme["uri"] for theme in newest["themes"]]
    return [uri for uri in found if uri.startswith(vocabulary.HVD_CATEGORY) and is_iri(uri)]


def _spanning(text: str, years: tuple[int, ...]) -> str:
    """A member's title with all the years of the series in place of its own."""
    return re.sub(rf"(?<!\d){years[-1]}(?!\d)", f"{years[0]}–{years[-1]}", text, count=1)
