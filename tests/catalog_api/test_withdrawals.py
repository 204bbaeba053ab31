"""What was withdrawn is told to those who keep a copy: by the API, and in DCAT's changes."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from rdflib import Graph, Namespace, URIRef
from rdflib.namespace import RDF
from sqlalchemy import update
from starlette.testclient import TestClient

from catalog_api.app import create_app
from catalog_api.visibility import Access, Level
from connectors.context import Context
from connectors.dcat.connector import DcatConnector
from connectors.web.http import PoliteSession
from federation.settings import FederationSettings, Politeness
from federation.store.schema import release

AS = Namespace("https://www.w3.org/ns/activitystreams#")
DCAT = Namespace("http://www.w3.org/ns/dcat#")
HYDRA = Namespace("http://www.w3.org/ns/hydra/core#")
LATE = "2026-05-01T10:00:00.000000Z"
SINCE = "2026-04-01"


@pytest.fixture
def gone(state, sample, served):
    """A catalogue of which two datasets were withdrawn early and three late, and one changed."""
    datasets = sample(state)
    ids = [f"{n}0000000-0000-4000-8000-00000000000{n}" for n in range(5)]
    bare = replace(datasets[1], tables=())
    made = [replace(bare, id=one, name=f"jeu-{one[0]}") for one in ids]
    state.publish(*datasets, *made)
    for one in made[:2]:
        state.withdraw(one)
    first = state.seq
    for one in made[2:]:
        state.withdraw(one)
    state.publish(datasets[2])
    with state.database.writing() as connection:
        connection.execute(update(release).where(release.c.seq > first).values(published_at=LATE))
    with served(state) as client:
        yield client, made, datasets, state


def walk(client, path):
    found, address = [], path
    while address:
        body = client.get(address).json()
        found += body["withdrawals"]
        address = (body["next"] or "").partition("8000")[2]
    return found


def test_withdrawals_come_in_their_order_with_the_reason(gone):
    client, made, _, state = gone
    found = walk(client, "/api/v1/withdrawals?limit=2")
    assert [one["id"] for one in found] == [one.id for one in made]
    one = found[0]
    assert one["name"] == "jeu-0"
    assert one["reason"]["en"] == "The city's portal no longer has this dataset."
    assert one["uri"] == f"{state.federation.base_url}/dataset/{made[0].id}"
    assert one["at"] == "2026-03-03T09:30:00Z"
    address = one["links"]["self"].partition("8000")[2]
    assert client.get(address).status_code == 410
    assert "/api/v1/withdrawals" in str(client.get("/api/v1").json()["links"])


def test_only_those_since_a_moment(gone):
    client, made, _, state = gone
    found = walk(client, f"/api/v1/withdrawals?since={SINCE}&limit=1&fields=id")
    assert found == [{"id": one.id} for one in made[2:]]
    assert walk(client, "/api/v1/withdrawals?since=2027-01-01") == []
    assert walk(client, "/api/v1/withdrawals?since=2026-05-01T10:00:00Z") != []
    bad = client.get("/api/v1/withdrawals?since=hier")
    assert bad.status_code == 422
    assert "since" in bad.json()["title"]
    assert client.get("/api/v1/withdrawals?cursor=xx").json()["code"] == "invalid-cursor"
    # What is published again is withdrawn no more.
    state.publish(made[2])
    assert [one["id"] for one in walk(client, f"/api/v1/withdrawals?since={SINCE}")] == [
        one.id for one in made[3:]
    ]


def test_what_was_never_for_everybody_is_not_told(gone):
    """The book of access outlives the dataset: neither list nor DCAT names it."""
    _, made, _, state = gone

    class Book:
        def restricted(self):
            return {made[3].id: Access(Level.PARTNERS)}

    app = create_app(state.reader(), state.lake, state.folder / "own", access=Book())
    with TestClient(app) as client:
        found = client.get(f"/api/v1/withdrawals?since={SINCE}").json()["withdrawals"]
        assert [one["id"] for one in found] == [made[2].id, made[4].id]
        turtle = client.get(f"/catalog.ttl?modified_since={SINCE}").text
    assert made[2].id in turtle
    assert made[3].id not in turtle


def pages(client, path):
    """The graph of each page of a walk."""
    while path:
        found = Graph().parse(data=client.get(path).text, format="turtle")
        yield found
        following = next(found.objects(None, HYDRA.next), None)
        path = str(following).partition("8000")[2] if following else None


@pytest.mark.parametrize("limit", [1, 2, 100])
def test_changes_in_dcat_tell_of_withdrawals(gone, limit):
    client, made, datasets, state = gone
    base, whole = state.federation.base_url, Graph()
    for page in pages(client, f"/catalog.ttl?modified_since={SINCE}&limit={limit}"):
        told = [*page.subjects(RDF.type, DCAT.Dataset), *page.subjects(RDF.type, AS.Delete)]
        assert 1 <= len(told) <= limit
        whole += page
    changed = {URIRef(f"{base}/dataset/{datasets[2].id}")}
    assert set(whole.subjects(RDF.type, DCAT.Dataset)) == changed
    activities = set(whole.subjects(RDF.type, AS.Delete))
    removed = {whole.value(one, AS.object) for one in activities}
    assert removed == {URIRef(f"{base}/dataset/{one.id}") for one in made[2:]}
    one = next(iter(activities))
    assert whole.value(one, AS.published).toPython().isoformat() == "2026-05-01T10:00:00+00:00"
    assert {text.language for text in whole.objects(one, AS.summary)} == {"fr", "en", "es"}
    # Nothing that reads datasets takes what is gone for one.
    assert not set(whole.subjects(RDF.type, None)) & removed


def test_the_whole_catalogue_shows_what_there_is_only(gone):
    client, _, _, state = gone
    found = Graph().parse(data=client.get("/catalog.ttl").text, format="turtle")
    assert not list(found.subjects(RDF.type, AS.Delete))
    catalog = URIRef(f"{state.federation.base_url}/catalog")
    address = URIRef(f"{state.federation.base_url}/api/v1/withdrawals")
    assert (catalog, URIRef("http://www.w3.org/2000/01/rdf-schema#seeAlso"), address) in found


def test_another_node_reads_changes_with_withdrawals_among_them(site, tmp_path):
    """A page may hold a tombstone only: the walk goes on, and nothing is missing from it."""
    source = {"id": "noeud", "connector": "dcat", "url": f"{site.base}/catalog.ttl?limit=1"}
    source["options"] = {"modified_since": True}
    city = {"id": "lille", "names": {"fr": "Lille"}, "country": "FR", "sources": [source]}
    settings = FederationSettings.model_validate(
        {
            "federation": {
                "id": "autre",
                "titles": {"fr": "Autre"},
                "base_url": "https://autre.example.org",
                "publisher": {"email": "opendata@example.org"},
            },
            "cities": [city],
            "network": {"allow_private": [site.base.rpartition("/")[2]]},
            "path": tmp_path / "federation.yaml",
        }
    )
    chosen = settings.cities[0]
    session = PoliteSession(settings, Politeness(requests_per_second=1000))
    connector = DcatConnector(Context(chosen, chosen.sources[0], settings), session)
    walked = list(connector.pages(since=datetime(2000, 1, 1, tzinfo=UTC)))
    found = {record.dataset.identifier for page in walked for record in page.records}
    assert found == {one.dataset.identifier for one in site.datasets}
    assert not [failure for page in walked for failure in page.failures]
    assert len(walked) == len(site.datasets) + 1
