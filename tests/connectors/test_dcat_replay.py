"""Captured catalogues over HTTP, whole and damaged: mapped, or refused with a reason."""

import random
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from connectors.context import Context
from connectors.dcat.mapping import DcatMapper, datasets, facts, identify, raw
from connectors.rdf.reading import read_graph
from federation import codec
from federation.errors import FailureCode, HarvestError
from federation.harvest import HarvestPage
from federation.model import Dataset

FOLDERS = ("dcat", "arcgis-dcat", "dcat-us", "csw")
RIGHT = {
    ".ttl": "text/turtle",
    ".rdf": "application/rdf+xml",
    ".xml": "application/rdf+xml",
    ".json": "application/ld+json",
    ".jsonld": "application/ld+json",
}
WRONG = ("application/octet-stream", "text/plain", "text/html;charset=UTF-8", "")
#: What is no catalogue or is broken, and why it is refused; all others are mapped.
REFUSED = {
    "ckanext-dcat__dataset.ttl": FailureCode.MALFORMED,
    "ckanext-dcat__full_croissant_dataset.jsonld": FailureCode.MALFORMED,
    "ckanext-dcatapchharves__dataset.json": FailureCode.WRONG_FORMAT,
    "trafiklab.se__dcat.json": FailureCode.WRONG_FORMAT,
    # Each is one page of several.
    "udata__partial-collection-1.jsonld": FailureCode.PAGING_LOOP,
    "udata__partial-collection-2.jsonld": FailureCode.TRUNCATED,
}
_NOTHING = {FailureCode.MALFORMED, FailureCode.WRONG_FORMAT}


def captures(shared_portals):
    found = [path for folder in FOLDERS for path in sorted((shared_portals / folder).iterdir())]
    return [path for path in found if path.suffix in RIGHT]


def walked(connector):
    pages, ended = [], None
    try:
        pages.extend(connector.pages())
    except HarvestError as error:
        ended = error
    assert ended is None or ended.message.render("en")
    for page in pages:
        assert codec.loads(HarvestPage, codec.dumps(page)) == page
    return pages, ended.code if ended else None


def test_every_capture_is_mapped_or_refused(shared_portals, serve, server, federation):
    current = []
    portal = serve(
        lambda r: server.Reply(200, current[0].read_bytes(), {"Content-Type": current[1]})
    )
    for path in captures(shared_portals):
        outcomes = []
        for media_type in (RIGHT[path.suffix], *WRONG):
            current[:] = [path, media_type]
            connector = federation.connector(connector="dcat", url=f"{portal.url}/{path.name}")
            pages, code = walked(connector)
            ids = [record.dataset.remote_id for page in pages for record in page.records]
            failures = [failure.code.value for page in pages for failure in page.failures]
            outcomes.append((ids, failures, code))
        assert all(outcome == outcomes[0] for outcome in outcomes), path.name
        ids, failures, code = outcomes[0]
        assert ids or failures or code, path.name
        if path.parent.name == "dcat":
            assert code == REFUSED.get(path.name), path.name
            assert bool(ids) == (code not in _NOTHING), path.name
        if path.parent.name == "arcgis-dcat":
            assert (len(ids), code) == ({"e": 44, "g": 68, "h": 22}[path.stem[13]], None)
        if "geonetwork-dcat" in path.name:
            assert (len(ids), failures) == (2, [])


def test_two_captured_pages_are_one_catalogue(shared_portals, serve, server, federation):
    folder = shared_portals / "dcat"

    def answer(request):
        number = 2 if "page" in request.query else 1
        body = (folder / f"udata__partial-collection-{number}.jsonld").read_bytes()
        return server.Reply(200, body, {"Content-Type": "application/ld+json"})

    portal = serve(answer)
    connector = federation.connector(connector="dcat", url=f"{portal.url}/start")
    pages, code = walked(connector)
    assert code is None
    assert [len(page.records) for page in pages] == [3, 1]
    assert {page.total for page in pages} == {4}


def test_the_bytes_kept_of_each_capture_give_the_same_dataset(shared_portals, federation):
    mapper = DcatMapper(federation.context(connector="dcat"), "https://a.example.org/c")
    count = 0
    for path in captures(shared_portals):
        try:
            graph = read_graph(path.read_bytes(), "", "https://a.example.org/c")
        except HarvestError:
            continue
        for item in datasets(graph):
            kept, media_type = raw(item)
            again = [
                each
                for each in datasets(read_graph(kept, media_type, "https://a.example.org/c"))
                if identify(each) == identify(item)
            ]
            assert len(again) == 1, path.name
            assert raw(again[0]) == (kept, media_type), path.name
            before, after = mapper.read(item), mapper.read(again[0])
            assert (before.identifier, before.modified) == (after.identifier, after.modified)
            assert {part.remote_id for part in before.distributions} == {
                part.remote_id for part in after.distributions
            }
            count += 1
    assert count > 200


PREFIXES = (
    "@prefix dcat: <http://www.w3.org/ns/dcat#> . @prefix dct: <http://purl.org/dc/terms/> .\n"
    "@prefix vcard: <http://www.w3.org/2006/vcard/ns#> .\n"
)
TURTLE = PREFIXES + (
    "<http://a.org/c> a dcat:Catalog ; dcat:dataset <http://a.org/1>, [ a dcat:Dataset ;"
    ' dct:title "Été"@fr ; dct:spatial [ dcat:bbox "POLYGON((7 43,8 43,8 44,7 43))" ] ] .\n'
    '<http://a.org/1> a dcat:Dataset ; dct:identifier "x" ; dct:title "A"@en, "B" ;\n'
    ' dct:issued "2020-01-01" ; dcat:keyword "vélo"@fr ; dct:license <http://a.org/l> ;\n'
    ' dct:temporal "2020/2021" ; dcat:contactPoint [ vcard:hasEmail <mailto:x@a.org> ] ;\n'
    " dcat:distribution [ dcat:accessURL <http://a.org/f.csv> ; dcat:byteSize 12.0 ;\n"
    ' dct:format "CSV" ; dct:conformsTo "scdl/subventions" ] .\n'
)
XML = """<?xml version="1.0" encoding="utf-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:dcat="http://www.w3.org/ns/dcat#" xmlns:dct="http://purl.org/dc/terms/">
<dcat:Dataset rdf:about="http://a.org/1"><dct:title xml:lang="fr">Été</dct:title>
<dct:spatial rdf:parseType="Resource"><dcat:bbox>POLYGON((7 43,8 43,8 44,7 43))</dcat:bbox>
</dct:spatial><dcat:distribution><dcat:Distribution><dct:format>CSV</dct:format>
<dcat:accessURL rdf:resource="http://a.org/f"/></dcat:Distribution></dcat:distribution>
<dct:issued rdf:datatype="http://www.w3.org/2001/XMLSchema#date">2020-01-01</dct:issued>
</dcat:Dataset></rdf:RDF>"""
JSON_LD = """{"@context": {"dcat": "http://www.w3.org/ns/dcat#", "dct": "http://purl.org/dc/terms/"},
"@graph": [{"@id": "http://a.org/1", "@type": "dcat:Dataset", "dct:title": {"@value": "Été",
"@language": "fr"}, "dcat:distribution": {"dcat:accessURL": {"@id": "http://a.org/f"},
"dcat:byteSize": 12, "dct:format": "CSV"}, "dct:issued": "2020-01-01"}]}"""
SEEDS = [text.encode() for text in (TURTLE, XML, JSON_LD)]
SPLICES = (
    b"<",
    b">",
    b'"',
    b"&",
    b"[",
    b"]",
    b"{",
    b"}",
    b"\x00",
    b"\xff",
    b"_:b",
    b"@",
    b"http://",
)


def damaged(seed, number):
    """A copy with cuts, replaced bytes and pieces put elsewhere, the same for the same number."""
    chance = random.Random(number)
    body = bytearray(seed)
    for _ in range(chance.randint(1, 6)):
        place = chance.randrange(len(body) or 1)
        end = min(len(body), place + chance.choice((0, 1, 1, 2, 9, 60)))
        piece = bytes(body[place:end])
        what = chance.randrange(5)
        if what == 0:
            del body[place:end]
        elif what == 1:
            body[place:end] = bytes(chance.randrange(256) for _ in piece)
        elif what == 2:
            body[place:place] = chance.choice(SPLICES)
        elif what == 3:
            other = chance.randrange(len(body) or 1)
            body[other:other] = piece
        else:
            del body[chance.randrange(len(body) or 1) :]
    return bytes(body)


@pytest.fixture(scope="module")
def mapper(tmp_path_factory):
    from federation.settings import FederationSettings

    source = {"id": "s", "connector": "dcat", "url": "https://a.example.org/c"}
    found = FederationSettings.model_validate(
        {
            "federation": {"id": "n", "titles": {"fr": "N"}, "base_url": "https://n.example.org"},
            "cities": [{"id": "v", "names": {"fr": "V"}, "country": "FR", "sources": [source]}],
            "path": tmp_path_factory.mktemp("dcat") / "federation.yaml",
        }
    )
    city = found.cities[0]
    return DcatMapper(Context(city, city.sources[0], found), "https://a.example.org/c")


class NotPublic(Exception):
    """The dataset is closed: its mapping was rightly refused."""


def survives(body, mapper):
    """Read, identify and map a document: HarvestError is the only way out."""
    try:
        graph = read_graph(body, "", "https://a.example.org/c")
    except HarvestError:
        return 0
    items = datasets(graph)
    for item in items:
        assert identify(item)
        assert raw(item) == raw(item)
        facts(item)
        try:
            found = mapper.read(item)
        except ValueError as error:
            if str(error) != "not a public dataset":
                raise
            raise NotPublic from error
        assert codec.loads(Dataset, codec.dumps(found)) == found
    return len(items)


@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(SEEDS), st.integers(0, 10**9))
def test_damaged_documents_are_read_or_refused(mapper, seed, number):
    survives(damaged(seed, number), mapper)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(SEEDS), st.data())
def test_documents_cut_short_are_never_taken_for_whole_ones(mapper, seed, data):
    whole = survives(seed, mapper)
    cut = seed[: data.draw(st.integers(0, len(seed) - 20))]
    assert survives(cut, mapper) <= whole


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(mapper, body):
    survives(body, mapper)


def test_damaged_captures_are_read_or_refused(shared_portals, mapper):
    paths = [path for path in captures(shared_portals) if path.stat().st_size < 30_000]
    for number in range(4):
        for path in paths:
            with suppress(NotPublic):
                survives(damaged(path.read_bytes(), number), mapper)
