"""One graph in four serialisations, by suffix and by Accept; changes since, and series."""

from dataclasses import replace
from datetime import timedelta

import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCTERMS, PROV, RDF
from sqlalchemy import update

from catalog_api.dcat.formats import FORMATS, preferred
from catalog_api.dcat.serialisations import convert, serialised
from catalog_api.dcat.series import stem
from catalog_api.render.documents import render
from catalog_api.render.turtle import HEAD, is_iri, web_iri
from catalog_api.web.kept import Kept
from federation.store.schema import release

pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

# rdflib's own knows DCAT 2 only.
DCAT = Namespace("http://www.w3.org/ns/dcat#")
HYDRA = Namespace("http://www.w3.org/ns/hydra/core#")
ADMS = Namespace("http://www.w3.org/ns/adms#")
PARSERS = {"ttl": "turtle", "rdf": "xml", "jsonld": "json-ld", "nt": "nt"}
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


def graph(answer, suffix):
    assert answer.status_code == 200, answer.text
    return Graph().parse(data=answer.text, format=PARSERS[suffix])


def base_type(answer):
    return answer.headers["content-type"].partition(";")[0]


@pytest.mark.parametrize("address", ["catalog", "dataset", "named"])
def test_four_serialisations_are_one_graph(site, address):
    one = site.datasets[0]
    paths = {
        "catalog": "/catalog",
        "dataset": f"/dataset/{one.id}",
        "named": f"/datasets/{one.name}",
    }
    found = {kind: graph(site.get(f"{paths[address]}.{kind}"), kind) for kind in FORMATS}
    assert len(found["ttl"]) > 100
    for kind, each in found.items():
        assert isomorphic(each, found["ttl"]), kind


@pytest.mark.parametrize("suffix", FORMATS)
def test_each_serialisation_is_asked_for_by_suffix_and_by_accept(site, suffix):
    kind, name = FORMATS[suffix], site.datasets[0].name
    wanted = kind.names[0]
    direct = site.get(f"/catalog.{suffix}")
    assert base_type(direct) == wanted
    for path in ("/catalog", f"/datasets/{name}"):
        answer = site.get(path, headers={"Accept": f"{wanted}, */*;q=0.1"})
        assert base_type(answer) == wanted
        assert answer.headers["content-location"] == f"{path}.{suffix}"
        assert "Accept" in [one.strip() for one in answer.headers["vary"].split(",")]
        again = site.get(path, headers={"Accept": wanted, "If-None-Match": answer.headers["etag"]})
        assert again.status_code == 304
    assert isomorphic(
        graph(direct, suffix), graph(site.get("/catalog", headers={"Accept": wanted}), suffix)
    )


def test_browsers_get_pages(site):
    name = site.datasets[0].name
    for accept in (BROWSER, "*/*", "", "text/html", "image/png", "text/turtle;q=0.3, text/html"):
        answer = site.get(f"/datasets/{name}", headers={"Accept": accept})
        assert base_type(answer) == "text/html", accept
        assert "Accept," in answer.headers["vary"]
    people = site.get("/catalog", headers={"Accept": BROWSER}, follow_redirects=False)
    assert (people.status_code, people.headers["location"]) == (303, "/datasets")
    assert "Accept" in people.headers["vary"]
    thing = site.get(f"/dataset/{site.datasets[0].id}", follow_redirects=False)
    assert thing.headers["location"] == f"/datasets/{name}"


_CHOICES = (
    ("", "ttl", "ttl"),
    ("*/*", "ttl", "ttl"),
    ("*/*", "", None),
    ("application/rdf+xml;q=0.5, text/turtle;q=0.4", "", "rdf"),
    ("application/*, text/turtle;q=0.9", "", "rdf"),
    ("application/ld+json;profile=x, text/html;q=0.9", "", "jsonld"),
    ("application/n-triples;q=0, */*", "", None),
    ("text/html;q=0, */*", "", "ttl"),
    ("text/*", "", None),
    ("text/n3", "", "ttl"),
    ("TEXT/TURTLE", "", "ttl"),
    ("text/turtle;q=nonsense", "", None),
    ("text/turtle;q=2", "", None),
    ("image/png", "ttl", "ttl"),
    (";,;q=,=", "ttl", "ttl"),
)


@pytest.mark.parametrize(("accept", "default", "wanted"), _CHOICES)
def test_the_accept_header_is_weighed(accept, default, wanted):
    assert preferred(accept, default) == wanted


def test_problems_have_the_shape_that_the_format_calls_for(site):
    for path in ("/catalog.rdf?limit=5000", "/catalog?modified_since=hier", "/dataset/absent.nt"):
        answer = site.get(path)
        assert answer.status_code in {404, 422}
        assert base_type(answer) == "application/problem+json", path
    gone = site.get("/datasets/retire", headers={"Accept": "text/turtle"})
    assert gone.status_code == 410


def test_json_ld_is_compact_and_says_the_same(site):
    """Prefixed keys under a context, `@graph`, and blank nodes where they are mentioned."""
    one = site.datasets[0]
    answer = site.get(f"/datasets/{one.name}.jsonld")
    found = answer.json()
    assert found["@context"]["dcat"] == str(DCAT)
    by_id = {node["@id"]: node for node in found["@graph"]}
    dataset = by_id[f"{site.base}/dataset/{one.id}"]
    assert dataset["@type"] == ["dcat:Dataset", "dcat:Resource"]
    assert {text["@language"]: text["@value"] for text in dataset["dct:title"]} == one.dataset.title
    assert dataset["dct:temporal"]["@type"] == "dct:PeriodOfTime"
    for link in dataset["dcat:distribution"]:
        assert by_id[link["@id"]]["@type"] == "dcat:Distribution"
    assert not any(name.startswith("_:") for name in by_id)
    assert "http://www.w3.org/ns/dcat#distribution" not in answer.text


_GRAPHS = (
    "<geo:48.85,2.35> dct:title 'a' . <urn:a> dct:spatial <geo:48.85,2.35> .",
    "<urn:a> dct:relation _:x . _:x dct:relation _:y . _:y dct:relation _:x .",
    "_:x dct:relation _:y . _:y dct:relation _:x .",
    "<urn:a> dct:relation _:x . <urn:b> dct:relation _:x . _:x dct:title 'shared' .",
    "<urn:a> dct:relation _:x , [] .",
    "<urn:a> schema:position 3 , 007 , -1 , +2 , 12345678901234567890 , 1.50 , 1e3 .",
    "<urn:a> schema:value true , false , '1'^^xsd:boolean , 'x'^^<urn:kind> .",
    "<urn:a> a <urn:Kind> , dcat:Dataset ; <urn:term> 'été'@fr , 'été' , ''@en-gb .",
    "<urn:a> dct:relation <http://www.w3.org/ns/dcat#> , <dct:title> , <http://purl.org/dc/> .",
    "<urn:a> <http://purl.org/dc/terms//odd> '\"\\\\' .",
)


@pytest.mark.parametrize("turtle", _GRAPHS)
def test_no_triple_is_lost_in_compact_json_ld(turtle):
    body = (HEAD + turtle).encode()
    given = Graph().parse(data=body, format="turtle")
    again = Graph().parse(data=convert(body, "jsonld"), format="json-ld")
    assert isomorphic(again, given), again.serialize(format="nt")


def test_documents_are_the_same_bytes_every_time(state, sample):
    turtle = (HEAD + render(sample(state)[0], state.federation).turtle.decode()).encode()
    for suffix in ("rdf", "jsonld", "nt"):
        assert convert(turtle, suffix) == convert(turtle, suffix)
    kept = Kept(room=len(convert(turtle, "nt")) * 5)
    first = serialised(kept, turtle, "nt")
    assert serialised(kept, turtle, "nt") is first
    assert serialised(kept, turtle, "ttl") is turtle
    for number in range(20):
        serialised(kept, turtle + b"\n" * number, "nt")
    assert kept.size <= len(first) * 5


_ADDRESSES = (
    ("http://a.example/50%", "<http://a.example/50%25>"),
    ("http://a.example/%C3%A9", "<http://a.example/%C3%A9>"),
    ("http://[a.example/", None),
    ("http://a.example:port/", None),
    ("javascript:alert(1)", None),
    ("  https://a.example/é ", "<https://a.example/é>"),
)


@pytest.mark.parametrize(("address", "wanted"), _ADDRESSES)
def test_addresses_that_strict_readers_refuse_are_left_out(address, wanted):
    assert web_iri(address) == wanted
    if wanted is None and address.startswith("http"):
        assert not is_iri(address)


def test_provenance_tells_each_activity_with_its_agent_and_time(site):
    one = site.datasets[0]
    found = graph(site.get(f"/dataset/{one.id}.ttl"), "ttl")
    activities = set(found.subjects(RDF.type, PROV.Activity))
    # The harvest, and for two published tables their check and their anonymisation.
    assert len(activities) == 5
    for each in activities:
        agent = found.value(each, PROV.wasAssociatedWith)
        assert (agent, RDF.type, PROV.SoftwareAgent) in found
        assert found.value(each, PROV.endedAtTime) is not None
    harvest = found.value(URIRef(f"{site.base}/dataset/{one.id}"), PROV.wasGeneratedBy)
    assert found.value(harvest, PROV.used) == URIRef("https://data.lille.example")


def test_every_interface_is_a_service_that_answers(site):
    found = graph(site.get("/catalog.ttl"), "ttl")
    services = set(found.subjects(RDF.type, DCAT.DataService))
    tables = sum(1 for one in site.datasets for table in one.tables if table.snapshot)
    assert len(services) == tables + 3
    for one in services:
        endpoint = str(found.value(one, DCAT.endpointURL))
        action = "/status_show" if endpoint.endswith("/action") else ""
        # 503: on a busy machine, no worker was free in time.
        assert site.client.get(endpoint + action, timeout=60).status_code in {200, 503}, endpoint
        description = str(found.value(one, DCAT.endpointDescription))
        if description.startswith(site.base):
            assert site.client.get(description).status_code == 200
    for csv in found.subjects(DCAT.accessService, None):
        assert found.value(csv, DCAT.accessService) in services


def test_records_tell_this_node_s_dates_and_datasets_their_publisher_s(site):
    one = site.datasets[0]
    found = graph(site.get(f"/dataset/{one.id}.ttl"), "ttl")
    subject = URIRef(f"{site.base}/dataset/{one.id}")
    assert found.value(subject, DCTERMS.modified).toPython() == one.dataset.modified
    record = URIRef(f"{subject}#record")
    assert found.value(record, DCTERMS.modified).toPython() == one.last_changed
    assert found.value(record, DCTERMS.issued).toPython() == one.first_published


@pytest.fixture
def years(state, sample, served):
    """Five years of a budget, one of them with another word for its year, and some others."""
    one = sample(state)[1]

    def made(name, title):
        data = replace(one.dataset, title={"fr": title}, identifier=f"urn:{name}")
        key = f"{abs(hash(name)) % 10**8:08d}-0000-4000-8000-000000000000"
        return replace(one, id=key, name=name, dataset=data, tables=())

    state.publish(
        *(made(f"dakar-budget-{year}", f"Budget {year}") for year in (2022, 2023, 2024)),
        made("dakar-menus-2023-2024", "Menus 2023-2024"),
        made("dakar-budget-participatif-2024", "Budget participatif 2024"),
        made("dakar-2024", "2024"),
    )
    with served(state) as client:
        yield client


def test_years_of_one_dataset_are_a_series(state, years):
    found = graph(years.get("/catalog.ttl"), "ttl")
    base = state.federation.base_url
    series = URIRef(f"{base}/dataset-series/dakar-budget")
    assert set(found.subjects(RDF.type, DCAT.DatasetSeries)) == {series}
    assert found.value(series, DCTERMS.title) == Literal("Budget 2022–2024", "fr")
    members = set(found.subjects(DCAT.inSeries, series))
    named = {str(found.value(one, DCAT.landingPage)).rpartition("/")[2] for one in members}
    assert named == {f"dakar-budget-{year}" for year in (2022, 2023, 2024)}


def test_a_series_has_a_description_of_its_own(state, years):
    for suffix in FORMATS:
        found = graph(years.get(f"/dataset-series/dakar-budget.{suffix}"), suffix)
        series = next(found.subjects(RDF.type, DCAT.DatasetSeries))
        assert str(found.value(found.value(series, DCAT.last), DCAT.landingPage)).endswith("-2024")
        assert len(list(found.subject_objects(DCAT.prev))) == 2
    page = years.get("/dataset-series/dakar-budget", headers={"Accept": BROWSER})
    assert page.headers["location"] == "/datasets/dakar-budget-2024"
    data = years.get("/dataset-series/dakar-budget", headers={"Accept": "application/rdf+xml"})
    assert data.headers["location"] == "/dataset-series/dakar-budget.rdf"
    assert years.get("/dataset-series/dakar-menus.ttl").status_code == 404


_STEMS = (
    ("lille-budget-2023", ("lille-budget", 2023)),
    ("lille-2023-budget-primitif", ("lille-budget-primitif", 2023)),
    ("lille-menus-2023-2024", ("lille-menus", 2023)),
    ("lille-menus-2023-2025", None),
    ("lille-budget", None),
    ("lille-2023", None),
    ("lille-route-1875", None),
    ("lille-de-2020-a-2021", None),
    ("lille-20231", None),
)


@pytest.mark.parametrize(("name", "wanted"), _STEMS)
def test_a_name_has_one_year_or_none(name, wanted):
    assert stem(name) == wanted


def test_only_what_changed_since_is_given(state, sample, served):
    first, *others = sample(state)
    earlier = state.publish(*others)
    state.publish(first)
    with state.database.writing() as connection:
        past = release.c.seq == earlier
        connection.execute(
            update(release).where(past).values(published_at="2020-01-01T00:00:00.000000Z")
        )
    with served(state) as client:

        def shown(since, **more):
            answer = client.get("/catalog.ttl", params={"modified_since": since, **more})
            found = graph(answer, "ttl")
            return found, {str(one) for one in found.subjects(RDF.type, DCAT.Dataset)}

        everything = {f"{state.federation.base_url}/dataset/{one.id}" for one in (first, *others)}
        mine = {f"{state.federation.base_url}/dataset/{first.id}"}
        assert shown("2019-12-31")[1] == everything
        assert shown("2020-01-02")[1] == mine
        assert shown("2020-01-01T01:00:00+01:00")[1] == everything
        assert shown("2020-01-01T00:00:01Z")[1] == mine
        assert shown("2999-01-01")[1] == set()
        found, page = shown("2019-12-31", limit=4)
        assert len(page) == 4
        assert int(next(found.objects(None, HYDRA.totalItems))) == len(everything)
        following = str(next(found.objects(None, HYDRA.next)))
        rest = graph(client.get(following.removeprefix(state.federation.base_url)), "ttl")
        assert page | {str(one) for one in rest.subjects(RDF.type, DCAT.Dataset)} == everything


def test_versions_are_told_where_a_history_is_kept(state, sample):
    from federation.versions import Changes, FieldChange

    one = sample(state)[1]
    changes = Changes((FieldChange("title", "a", "b"),))
    told = replace(one, version=3, changes=changes, last_changed=one.last_changed + timedelta(1))
    found = Graph().parse(data=HEAD + render(told, state.federation).turtle.decode())
    subject = URIRef(f"{state.federation.base_url}/dataset/{one.id}")
    assert found.value(subject, DCAT.version) == Literal("3")
    notes = {note.language: str(note) for note in found.objects(subject, ADMS.versionNotes)}
    assert notes["en"] == "Changed in the description: title."
    plain = Graph().parse(data=HEAD + render(one, state.federation).turtle.decode())
    assert plain.value(subject, DCAT.version) is None
