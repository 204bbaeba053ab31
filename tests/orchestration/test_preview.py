"""A dry run shows datasets as they would be stored, and writes nothing."""

import json

import pytest

from federation.errors import FailureCode
from federation.taxonomy import next_step

POLITE = {"retries": 0, "timeout_seconds": 2}


@pytest.fixture
def ckan(portals):
    return portals("ckan")


@pytest.fixture
def portal(portals, ckan):
    """A CKAN of thirty datasets: one of an unknown licence, one that lacks its id."""
    datasets = [ckan.dataset(number) for number in range(1, 31)]
    datasets[1] |= {"license_id": "maison", "license_title": "Licence maison"}
    datasets[2]["groups"] = [{"name": "divers", "title": "Divers et varié"}]
    datasets[3] |= {"title": "Titre\x1b[31m [bold]rouge", "resources": []}
    server = portals("server")
    found = ckan.Ckan(server, datasets)
    with server.Portal(found) as running:
        found.url, found.requests = running.url, running.requests
        yield found


@pytest.fixture
def federation(federate, portal):
    source = {"id": "lille", "connector": "ckan", "url": portal.url, "politeness": POLITE}
    return federate(source)


def preview(federation, *more, **options):
    return federation.ask("check", "--source", "lille", "--preview", *more, **options)


def test_the_first_datasets_are_shown_as_they_would_be_stored(federation):
    found = json.loads(preview(federation, "20", "--json"))
    assert found["ok"] is True
    (source,) = found["sources"]
    assert (source["source_id"], source["software"], source["total"]) == ("lille", "CKAN", 30)
    shown = source["preview"]
    assert shown["total"] == 30
    assert len(shown["datasets"]) == 20
    first, second, third = shown["datasets"][:3]
    assert first["title"] == {"fr": "Jeu de données 1"}
    assert first["licence"].endswith("etalab-2.0")
    assert first["distributions"][0]["format"] == "CSV"
    assert (second["licence"], second["licence_label"]) == (None, "Licence maison")
    assert third["themes"] == []
    assert shown["error"] is None
    counted = {}
    for dataset in shown["datasets"]:
        for field, count in dataset["unmapped"].items():
            counted[field] = counted.get(field, 0) + count
    assert shown["unmapped"] == counted
    assert counted["licence"] == 1


def test_the_officer_reads_what_was_mapped_and_what_was_not(federation):
    text = preview(federation, "5", language="en")
    assert "  5. Jeu de données 5" in text
    assert "  6. " not in text
    for words in (
        "Publisher: Ville de Test",
        "not mapped: Licence maison",
        "Formats: CSV",
        "Modified: 2026-01-02",
        "What could not be mapped, by field",
        "licence: 1",
    ):
        assert words in text
    assert "\x1b[31m" not in text
    assert "[bold]rouge" in text


def test_nothing_is_written_and_no_file_is_asked_for(federation, portal):
    portal.requests.clear()
    preview(federation, "3")
    assert not federation.home.exists()
    assert {each.path.rpartition("/")[2] for each in portal.requests} <= {
        "package_search",
        "package_list",
        "status_show",
    }


def test_datasets_left_out_are_told_with_what_to_do(federation, portal, ckan):
    portal.datasets["again"] = ckan.dataset(2)
    found = json.loads(preview(federation, "20", "--json", language="en"))
    (failure,) = found["sources"][0]["preview"]["failures"]
    assert (failure["remote_id"], failure["code"]) == ("0002-aaaa", "duplicate-id")
    assert failure["decision"] == "skip-item"
    assert failure["next_step"] == next_step(FailureCode.DUPLICATE_ID).render("en")
    text = preview(federation, "20", language="en")
    assert "0002-aaaa" in text
    assert text.count(next_step(FailureCode.DUPLICATE_ID).render("en")) == 1


def test_a_walk_that_stops_is_told_and_exits_1(federation, portal):
    """The portal answers to a probe, then no more."""
    federation.ask("check")
    probed = 2 * portal.searches

    def answer(number):
        portal.search_is_down = number > probed

    portal.before_search = answer
    portal._package_list = lambda query: portal._error(500, "Internal")
    found = json.loads(preview(federation, "5", "--json", code=1))
    assert found["ok"] is False
    assert found["sources"][0]["preview"]["error"]["code"] == "server"


def test_a_source_that_does_not_answer_is_not_previewed(federate):
    source = {
        "id": "lille",
        "connector": "ckan",
        "url": "http://127.0.0.1:9",
        "politeness": POLITE,
    }
    text = federate(source).ask("check", "--preview", "2", "--json", code=1)
    (found,) = json.loads(text)["sources"]
    assert "preview" not in found
    assert found["error"]["code"] == "unreachable"
    assert found["error"]["decision"] == "retry"


def test_a_folder_is_previewed_too(federate, folder):
    (folder / "arbres.csv").write_text("essence;hauteur\nTilleul;9\n")
    (folder / "bancs.csv").write_text("rue;nombre\nRue Neuve;9\n")
    federation = federate({"id": "fichiers", "connector": "files", "url": "fichiers"})
    found = json.loads(federation.ask("check", "--preview", "1", "--json"))
    shown = found["sources"][0]["preview"]
    assert [each["remote_id"] for each in shown["datasets"]] == ["arbres.csv"]
    federation.ask("check", "--preview", "0", code=2)
