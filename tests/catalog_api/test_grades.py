"""Grades as they are served: JSON, pages, CSV, DQV."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import RDF, XSD
from starlette.testclient import TestClient

from catalog_api.app import create_app
from catalog_api.pages.grades import curve
from catalog_api.render.documents import render
from catalog_api.render.turtle import HEAD
from catalog_api.visibility import Access, Level
from federation.store import scores
from federation.store.scores import StagedScore
from quality.grades import File, Subject, grade

SHARED = Path(__file__).parents[2].parent / "shared"
DQV = Namespace("http://www.w3.org/ns/dqv#")
MQA = Namespace("https://piveau.eu/ns/voc#")
NOW = datetime(2026, 3, 10, tzinfo=UTC)


def graded(published, **more):
    """A published dataset with the grades that the pipeline would give it."""
    tables = {table.id: table for table in published.tables}
    files = tuple(
        File(one, tables.get(one.remote_id)) for one in published.dataset.distributions
    ) or tuple(File(_offer(table), table) for table in published.tables)
    return replace(published, grades=grade(Subject(published.dataset, files, NOW, **more)))


def _offer(table):
    from federation.model import Distribution

    address = f"https://portal.example/{table.id}.csv"
    return Distribution(table.id, access_url=address, download_url=address, format="CSV")


def publish(state, *datasets, gone=()):
    """A release with its grades, as publication keeps them."""
    seq = state.publish(*datasets)
    with state.database.writing() as connection:
        for source_id in {one.source_id for one in datasets}:
            mine = [one for one in datasets if one.source_id == source_id]
            rows = [(one.id, source_id, one.city_id, _staged(one)) for one in mine]
            scores.stage(connection, rows)
            scores.settle(connection, source_id, seq, gone)
    return seq


def _staged(published):
    schemas = [table.schema.id for table in published.tables if table.schema]
    return StagedScore(published.grades, schemas[0] if schemas else None, None, 0, False)


@pytest.fixture
def shown(state, sample, served):
    """Two releases: in the second, the first dataset lost its licence."""
    datasets = [graded(one) for one in sample(state)]
    publish(state, *datasets)
    worse = replace(datasets[0], dataset=replace(datasets[0].dataset, licence=None))
    publish(state, graded(worse))
    with served(state) as client:
        yield client, [graded(worse), *datasets[1:]]


def test_a_dataset_carries_its_grades_in_short(shown):
    client, datasets = shown
    found = client.get(f"/api/v1/datasets/{datasets[0].id}").json()["quality"]
    grades = datasets[0].grades
    assert found["grades"]["reliability"]["score"] == grades.reliability.score
    assert [one["name"] for one in found["grades"]["services"]["components"]] == [
        one.name for one in grades.services.components
    ]
    assert (found["mqa"]["points"], found["mqa"]["max"]) == (grades.mqa.points, 405)
    assert found["stars"] == grades.stars
    assert len(found["udata"]["criteria"]) == 10
    assert [set(action["text"]) for action in found["actions"]] == [{"fr", "en", "es"}] * 3
    assert found["url"].endswith(f"/api/v1/datasets/{datasets[0].id}/quality")


def test_a_dataset_that_was_never_graded_says_so(state, sample, served):
    published = sample(state)[1]
    state.publish(published)
    with served(state) as client:
        assert client.get(f"/api/v1/datasets/{published.id}").json()["quality"] is None
        found = client.get(f"/api/v1/datasets/{published.id}/quality").json()
        assert (found["quality"], found["history"], found["changes"]) == (None, [], [])
        assert client.get(f"/datasets/{published.name}").status_code == 200
        empty = client.get("/api/v1/quality").json()
        assert (empty["federation"], empty["cities"], empty["schemas"]) == (None, [], [])
        assert client.get("/quality").status_code == 200


def test_the_grades_of_a_dataset_with_reasons_and_history(shown):
    client, datasets = shown
    found = client.get(f"/api/v1/datasets/{datasets[0].name}/quality?lang=en").json()
    services = found["quality"]["grades"]["services"]
    licence = next(one for one in services["components"] if one["name"] == "licence")
    assert licence["value"] == 0
    assert licence["why"] == "No licence is given."
    assert licence["action"]
    assert len(found["quality"]["mqa"]["metrics"]) == 23
    assert (
        sum(one["points"] for one in found["quality"]["mqa"]["metrics"] if one["holds"])
        == found["quality"]["mqa"]["points"]
    )
    assert [one["release"] for one in found["history"]] == [2, 1]
    assert found["changes"] == [{"component": "licence", "from": 1.0, "to": 0.0}]


def test_errors_have_the_one_shape(shown):
    client, _ = shown
    missing = client.get("/api/v1/datasets/nothing/quality")
    assert (missing.status_code, missing.json()["code"]) == (404, "not-found")
    assert client.get("/api/v1/quality?format=xls").status_code == 422


def test_means_leave_out_what_is_hidden(shown, state):
    """As if it had never been graded: neither counts, means, actions nor history tell of it."""
    client, datasets = shown
    book = SimpleNamespace(restricted=lambda: hidden)
    hidden = {}
    app = create_app(state.reader(), state.lake, state.folder / "other", access=book)
    with TestClient(app) as other:
        assert other.get("/api/v1/quality").json() == client.get("/api/v1/quality").json()
        hidden[datasets[0].id] = Access(Level.PARTNERS)
        found = other.get("/api/v1/quality?lang=en").json()
        whole = client.get("/api/v1/quality?lang=en").json()
        assert whole["federation"]["datasets"] == len(datasets)
        assert found["federation"]["datasets"] == len(datasets) - 1
        rest = [one.grades.services.score for one in datasets[1:]]
        assert found["federation"]["services"] == round(sum(rest) / len(rest), 1)
        assert sum(found["federation"]["ratings"].values()) == len(datasets) - 1
        # The release that only changed the hidden one is not told either.
        assert [one["release"] for one in found["federation"]["history"]] == [1]
        assert found["schemas"] == []
        hidden.clear()
        assert other.get("/api/v1/quality?lang=en").json() == whole


def test_means_of_the_federation_of_cities_and_schemas(shown):
    client, datasets = shown
    found = client.get("/api/v1/quality?lang=en").json()
    assert found["release"] == 2
    assert found["federation"]["datasets"] == len(datasets)
    everything = [one.grades.services.score for one in datasets]
    mean = round(sum(everything) / len(everything), 1)
    assert found["federation"]["services"] == pytest.approx(mean, abs=0.11)
    cities = {one["id"]: one for one in found["cities"]}
    assert list(cities) == ["lille", "dakar", "namur", "bilbao", "quito"]
    assert cities["namur"]["datasets"] == 2
    assert cities["lille"]["changed"]["services"] < 0
    assert cities["dakar"]["changed"]["services"] is None
    assert [one["release"] for one in cities["lille"]["history"]] == [1, 2]
    assert [one["id"] for one in found["schemas"]] == ["scdl/subventions"]
    assert sum(found["federation"]["ratings"].values()) == len(datasets)
    assert found["federation"]["actions"][0]["datasets"] >= 1


def test_means_as_csv(shown):
    client, datasets = shown
    answer = client.get("/api/v1/quality?format=csv&lang=en")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(answer.text)))
    assert [row["level"] for row in rows] == ["federation"] + ["city"] * 5 + ["schema"]
    assert rows[0]["datasets"] == str(len(datasets))
    assert rows[1]["name"] == "Lille"
    assert "services -" in rows[1]["changed"]


def test_pages_show_grades_without_scripts(shown):
    client, datasets = shown
    page = client.get(f"/datasets/{datasets[0].name}?lang=en").text
    assert "<script" not in page.replace('<script type="application/ld+json">', "")
    assert 'id="grades"' in page
    for each in datasets[0].grades.three:
        assert f'value="{each.score}"' in page
        assert f"{each.score}<small>/100</small>" in page
    assert "What would raise the grades most" in page
    assert "points since the grades before" in page
    city = client.get("/cities/lille?lang=en").text
    assert "Quality grades" in city
    assert city.count('<svg class="curve"') >= 3


@pytest.mark.parametrize("path", ["/quality", "/qualite"])
def test_the_page_of_quality_lists_cities_and_schemas(shown, path):
    client, _ = shown
    page = client.get(f"{path}?lang=en").text
    for words in ("Lille", "Dakar", "scdl/subventions", "By city", "<title>Quality of the data"):
        assert words in page
    for anchor in ("reliability", "value", "services", "stars"):
        assert f'id="{anchor}"' in page
    assert "/quality" in client.get("/").text


def test_the_evolution_is_a_curve():
    assert curve((None, 50.0), 100) is None
    found = curve((0.0, None, 50.0, 100.0), 100)
    assert (found["points"], found["first"], found["last"]) == (
        "3.0,25.0 60.0,14.0 117.0,3.0",
        0.0,
        100.0,
    )


def measured(found, subject):
    """Value by metric, of the measurements of a dataset."""
    return {
        next(found.objects(one, DQV.isMeasurementOf)): next(found.objects(one, DQV.value))
        for one in found.objects(subject, DQV.hasQualityMeasurement)
    }


def test_grades_are_measurements_of_dqv(shown, state):
    client, datasets = shown
    base, grades = state.federation.base_url, datasets[0].grades
    subject = URIRef(f"{base}/dataset/{datasets[0].id}")
    short = Graph().parse(data=client.get("/catalog.ttl").text, format="turtle")
    whole = Graph().parse(data=client.get(f"/dataset/{datasets[0].id}.ttl").text, format="turtle")
    for found in (short, whole):
        values = measured(found, subject)
        assert values[MQA.scoring] == Literal(grades.mqa.points)
        assert values[MQA.reusabilityScoring] == Literal(grades.mqa.dimensions["reusability"])
        assert values[URIRef(f"{base}/quality#services")] == Literal(grades.services.score)
    known = [metric for metric in grades.mqa.metrics if metric.holds is not None]
    assert measured(whole, subject)[MQA.licenceAvailability] == Literal(False)
    booleans = [
        value for value in measured(whole, subject).values() if value.datatype == XSD.boolean
    ]
    assert len(booleans) == len(known)
    for metric in measured(whole, subject):
        assert (metric, RDF.type, DQV.Metric) in whole
    for one in whole.objects(subject, DQV.hasQualityMeasurement):
        assert (one, RDF.type, DQV.QualityMeasurement) in whole
        assert (one, DQV.computedOn, subject) in whole


def test_triples_of_datasets_with_grades_can_follow_one_another(state, sample):
    several = [graded(one) for one in sample(state)]
    texts = [render(one, state.federation).turtle.decode() for one in several]
    apart = Graph()
    for text in texts:
        apart += Graph().parse(data=HEAD + text, format="turtle")
    together = Graph().parse(data=HEAD + "".join(texts), format="turtle")
    assert len(set(together.subjects(RDF.type, DQV.QualityMeasurement))) == len(
        set(apart.subjects(RDF.type, DQV.QualityMeasurement))
    )


@pytest.mark.parametrize("name", ["shapes.ttl", "shapes_recommended.ttl"])
def test_dcat_ap_shapes_find_no_violation_with_grades(shown, name):
    from pyshacl import validate

    path = SHARED / "standards" / "dcat-ap" / "3.0.1" / name
    if not path.exists():
        pytest.skip(
            "needs ../shared beside the repository (put the reference material there): "
            f"{name} of DCAT-AP 3.0.1"
        )
    client, datasets = shown
    text = client.get(f"/dataset/{datasets[0].id}.ttl").text
    data = Graph().parse(data=text, format="turtle")
    _, report, words = validate(data, shacl_graph=Graph().parse(path), advanced=False)
    shacl = Namespace("http://www.w3.org/ns/shacl#")
    assert not list(report.subjects(shacl.resultSeverity, shacl.Violation)), words


def test_the_catalogue_describes_the_new_answers(shown):
    client, _ = shown
    paths = client.get("/openapi.json").json()["paths"]
    assert {"/api/v1/quality", "/api/v1/datasets/{dataset_id}/quality"} <= paths.keys()


def test_the_drawing_is_well_formed(shown):
    client, _ = shown
    page = client.get("/cities/lille?lang=en").text
    start = page.index('<svg class="curve"')
    drawing = ElementTree.fromstring(page[start : page.index("</svg>", start) + 6])
    assert drawing.attrib["role"] == "img"
    assert "from" in drawing.attrib["aria-label"]


def test_json_of_grades_is_small(shown):
    client, datasets = shown
    document = client.get(f"/api/v1/datasets/{datasets[0].id}").json()
    assert len(json.dumps(document["quality"], ensure_ascii=False)) < 4500
