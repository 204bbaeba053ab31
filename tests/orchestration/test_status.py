"""How each source does, and a person's agreement to what the brake held."""

import json

import pytest
from sqlalchemy import select

from federation.errors import FailureCode
from federation.store.schema import source as sources
from federation.taxonomy import next_step

SOURCE = {"id": "lille", "connector": "ckan", "politeness": {"retries": 0, "timeout_seconds": 2}}


@pytest.fixture
def portal(portals):
    """A CKAN whose datasets may vanish, and which may go down: `portal.down = True`."""
    ckan, server = portals("ckan"), portals("server")
    found = ckan.Ckan(server, [ckan.dataset(number, resources=[]) for number in range(1, 9)])
    found.down = False
    with server.Portal(
        lambda request: server.as_html(status=503) if found.down else found(request)
    ) as running:
        found.url = running.url
        yield found


@pytest.fixture
def federation(federate, portal):
    def federation(**more):
        schedule = {"cron": "30 5 * * *", "timezone": "Europe/Paris"}
        return federate(SOURCE | {"url": portal.url, "schedule": schedule}, **more)

    return federation


def status(federation):
    (found,) = json.loads(federation.ask("status", "--json"))["sources"]
    return found


def test_a_source_never_harvested(federation):
    found = status(federation())
    assert found["state"] == "never-run"
    for key in ("last_run", "last_success", "failing_since", "error", "watermark"):
        assert found[key] is None
    assert (found["datasets"], found["missing"], found["running"]) == (0, 0, False)
    assert "05:30 Europe/Paris" in found["next_run"]
    assert "was never harvested" in federation().ask("status", language="en")


def test_a_source_that_works(federation):
    here = federation(incremental={"full_every": 3})
    here.harvest("lille")
    found = status(here)
    assert found["state"] == "ok"
    assert found["last_run"] <= found["last_success"]
    assert found["datasets"] == 8
    assert found["runs_before_full_walk"] == 2
    assert found["watermark"] is not None
    here.harvest("lille")
    assert status(here)["runs_before_full_walk"] == 1
    text = here.ask("status", language="en")
    assert "last run: just now, which ended well" in text
    assert "of changes since" in text


def test_a_source_that_fails_tells_since_when_and_what_to_do(federation, portal):
    here = federation()
    here.harvest("lille")
    portal.down = True
    here.harvest("lille")
    first = status(here)
    here.harvest("lille")
    found = status(here)
    assert (found["state"], found["error"]["code"]) == ("failing", "server")
    assert found["failing_since"] == first["failing_since"] > found["last_success"]
    assert found["last_run"] > first["last_run"]
    assert found["error"]["next_step"] == next_step(FailureCode.SERVER).render("fr")
    assert found["datasets"] == 8
    text = here.ask("status", language="en")
    assert "fails since" in text
    assert text.count(next_step(FailureCode.SERVER).render("en")) == 1


def test_vanished_datasets_are_counted_while_their_grace_lasts(federation, portal):
    here = federation(incremental={"full_every": 1})
    here.harvest("lille")
    del portal.datasets["0001-aaaa"]
    here.harvest("lille")
    found = status(here)
    assert (found["datasets"], found["missing"]) == (8, 1)


def test_a_person_agrees_to_what_the_brake_held(federation, portal):
    here = federation(incremental={"full_every": 1})
    here.harvest("lille")
    assert "lille" in here.ask("confirm", "lille", code=1, language="en")
    assert confirmed(here) is None
    for number in range(1, 7):
        del portal.datasets[f"{number:04d}-aaaa"]
    assert here.harvest("lille").error_code is FailureCode.MASS_DELETION
    assert "partage confirm" in here.ask("status", language="en")
    assert status(here)["datasets"] == 8
    assert "partage run --source lille" in here.ask("confirm", "lille", language="en")
    assert status(here)["withdrawal_confirmed"] is not None
    here.harvest("lille")
    found = status(here)
    assert (found["state"], found["datasets"]) == ("ok", 2)
    assert found["withdrawal_confirmed"] is None


def test_only_known_sources_are_agreed_to(federation):
    assert "lille" in federation().ask("confirm", "nantes", code=1)


def confirmed(federation):
    with federation.open() as workspace, workspace.database.engine.connect() as connection:
        return connection.execute(select(sources.c.withdrawal_confirmed)).scalar()


def test_the_summary_tells_what_to_do_once_per_reason(federate, tmp_path):
    down = {
        "connector": "ckan",
        "url": "http://127.0.0.1:9",
        "politeness": {"retries": 0, "timeout_seconds": 1},
    }
    federation = federate({"id": "une", **down}, {"id": "deux", **down})
    text = federation.ask("run", code=1, language="en")
    assert text.count(next_step(FailureCode.UNREACHABLE).render("en")) == 1
    result = federation.here("run", "--json", check=False, env={"PARTAGE_LANG": "en"})
    found = json.loads(result.stdout)
    for source in found["sources"]:
        assert source["decision"] == "retry"
        assert source["next_step"] == next_step(FailureCode.UNREACHABLE).render("en")
        assert "127.0.0.1:9" in source["text"]
        assert source["error"]["msgid"]
        assert source["ended"] is not None
