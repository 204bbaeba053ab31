"""One answer of a DCAT catalogue: RDF in any serialisation, or the data.json of DCAT-US."""

from collections.abc import Container, Sequence
from dataclasses import dataclass

from connectors.context import Context
from connectors.dcat import mapping as dcat_mapping
from connectors.dcat.items import others, undescribed
from connectors.dcat_us import catalogue as dcat_us
from connectors.rdf import hydra as rdf_hydra
from connectors.rdf.kinds import is_json
from connectors.rdf.reading import read_graph, serialisation
from connectors.walk import Reader
from connectors.web.answers import Body, read_json
from connectors.words.texts import Json, mapping, text
from federation.errors import HarvestError
from federation.harvest import ItemFailure

_PROJECT = ("project-open-data", "data.gov", "dcat-us")


@dataclass(frozen=True, slots=True)
class Page:
    """What a page shows: `shown` datasets, those among them that are public as `items`.

    `listed` are URIs of datasets it lists without describing them, `others` of what else it
    describes. `is_catalogue` is False where it speaks of no dataset and no catalogue at all.
    """

    reader: Reader
    form: str
    items: Sequence[Json]
    failures: tuple[ItemFailure, ...] = ()
    shown: int = 0
    total: int | None = None
    next: str | None = None
    listed: Sequence[str] = ()
    others: Sequence[str] = ()
    is_catalogue: bool = True


class PageReader:
    """Reads the answers of one source."""

    def __init__(self, context: Context, address: str) -> None:
        mapper = dcat_mapping.DcatMapper(context, address)
        self._rdf = Reader(dcat_mapping.identify, dcat_mapping.facts, mapper.read, dcat_mapping.raw)
        self._us = dcat_us.reader(context, address)

    def read(self, body: Body, visited: Container[str]) -> Page:
        """A page; HarvestError where it is no catalogue, or damaged."""
        value = _json(body)
        catalogue = _as_dcat_us(value)
        return self._dcat_us(catalogue, body) if catalogue else self._graph(body, visited)

    def _dcat_us(self, value: Json, body: Body) -> Page:
        found = dcat_us.items(value)
        items, failures = dcat_us.public(found, body.url)
        following = dcat_us.next_page(value, body.url)
        return Page(self._us, "DCAT-US", items, failures, len(found), next=following)

    def _graph(self, body: Body, visited: Container[str]) -> Page:
        graph = read_graph(body.content, body.media_type, body.url)
        # Portals write a graph in any order: a walk that resumes in its middle needs one of ours.
        found = sorted(dcat_mapping.datasets(graph), key=dcat_mapping.identify)
        items, failures = dcat_mapping.public(found, body.url)
        listed = undescribed(graph)
        paged = rdf_hydra.is_paged(graph) or bool(graph.of_type("dcat:Catalog"))
        return Page(
            self._rdf,
            serialisation(body.content, body.media_type, body.url),
            items,
            failures,
            len(found),
            rdf_hydra.total(graph),
            rdf_hydra.next_page(graph, body.url, visited),
            listed,
            others(graph),
            bool(found or listed or paged),
        )


def _json(body: Body) -> Json:
    if not is_json(body.content):
        return None
    try:
        return read_json(body)
    except HarvestError:
        return None  # reading it as RDF says what is wrong


def _as_dcat_us(value: Json) -> Json:
    """The DCAT-US catalogue that a JSON value is; None where it is JSON-LD to be read as RDF.

    A context of its own may give "dataset" another meaning, unless the profile says the contrary.
    """
    if isinstance(value, list):
        return {"dataset": value} if any(map(_is_dataset, value)) else None
    if not dcat_us.is_dcat_us(value):
        return None
    found = mapping(value)
    context = found.get("@context")
    profile = text([context if isinstance(context, str) else "", found.get("conformsTo")])
    own = context is not None and not isinstance(context, str)
    return None if own and not any(name in profile for name in _PROJECT) else value


def _is_dataset(value: Json) -> bool:
    """Whether a value is a dataset of DCAT-US, in a list without the catalogue around it."""
    found = mapping(value)
    linked = any(("://" in key or key[:1] == "@") and key != "@type" for key in found)
    files = "accessLevel" in found or "distribution" in found
    return files and bool(found.get("title")) and not linked
