"""The connector and the main job against a real CKAN 2.12, started by ../shared/tools/ckan."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest

from connectors.base import open_connector
from connectors.web.http import PoliteSession
from federation.errors import FailureCode
from federation.store import CatalogReader

PORTS = {
    "PARTAGE_CKAN_PORT": "5155",
    "PARTAGE_CKAN_POSTGRES_PORT": "5699",
    "PARTAGE_CKAN_REDIS_PORT": "6499",
    "PARTAGE_CKAN_SOLR_PORT": "9095",
}
NEEDED = {"redis-server": "redis-server", "pg_config": "libpq-dev", "gcc": "gcc"}
COUNT = 50


@pytest.fixture(scope="session")
def ckan_tools(shared):
    tools = shared / "tools" / "ckan"
    absent = [package for binary, package in NEEDED.items() if shutil.which(binary) is None]
    if not list(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        absent.append("postgresql")
    if absent:
        pytest.skip(f"a real CKAN needs: apt-get install {' '.join(absent)} libmagic1")
    return tools


@pytest.fixture(scope="session")
def ckan(ckan_tools):
    """A running CKAN: (address, call of an action as its administrator, environment)."""
    root = Path(tempfile.gettempdir())
    state = root / "partage-ckan-tests"
    environment = {
        **os.environ,
        **PORTS,
        "PARTAGE_CKAN_DIR": str(state),
        "PARTAGE_CKAN_VENV": str(root / "partage-ckan-venv"),
        "PARTAGE_CKAN_PYTHON": getattr(sys, "_base_executable", sys.executable),
    }
    subprocess.run([ckan_tools / "ckan_down.sh"], env=environment, check=False, capture_output=True)
    shutil.rmtree(state, ignore_errors=True)
    up = subprocess.run(
        [ckan_tools / "ckan_up.sh"], env=environment, capture_output=True, text=True, check=False
    )
    assert up.returncode == 0, up.stdout[-2000:] + up.stderr[-2000:]
    address = f"http://127.0.0.1:{PORTS['PARTAGE_CKAN_PORT']}"
    token = (state / "token.txt").read_text().strip()

    def call(action, **arguments):
        request = urllib.request.Request(
            f"{address}/api/3/action/{action}",
            json.dumps(arguments).encode(),
            {"Content-Type": "application/json", "Authorization": token},
        )
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.load(answer)["result"]

    yield address, call, environment
    subprocess.run([ckan_tools / "ckan_down.sh"], env=environment, check=False, capture_output=True)
    shutil.rmtree(state, ignore_errors=True)


def seed(ckan, ckan_tools, *options):
    address, _, environment = ckan
    command = [sys.executable, ckan_tools / "seed.py", str(COUNT), "--url", address, *options]
    subprocess.run(command, env=environment, check=True, capture_output=True)


@pytest.fixture(scope="session")
def stocked(ckan, ckan_tools):
    """Fifty datasets (40 public) whose files are nowhere."""
    seed(ckan, ckan_tools)
    return ckan[0], ckan[1]


@pytest.fixture
def connect(stocked, federate):
    """The connector of the CKAN, by pages of seven."""
    source = {
        "id": "ckan",
        "connector": "ckan",
        "url": stocked[0],
        "politeness": {"retries": 0, "requests_per_second": 1000},
        "options": {"page_size": 7},
    }
    with ExitStack() as stack:

        def connect(**more):
            settings = federate(source | more).settings()
            ((city, chosen),) = settings.sources
            session = stack.enter_context(PoliteSession(settings, chosen.politeness))
            return open_connector(city, chosen, session, settings)

        yield connect


def ids(pages):
    """The ids of the datasets on some pages, of which none failed."""
    pages = list(pages)
    assert [failure for page in pages for failure in page.failures] == []
    return [record.dataset.remote_id for page in pages for record in page.records]


def public(call):
    """Ids of what anybody may see, by CKAN's own list."""
    return {call("package_show", id=name)["id"] for name in call("package_list")}


def moment():
    """A moment after all that was done: filters round down to the second."""
    time.sleep(1.1)
    return datetime.now(UTC)


@pytest.mark.slow
def test_a_full_harvest_equals_the_dump(connect, stocked, tmp_path):
    file = tmp_path / "dump.jsonl"
    tools = Path(sys.executable).parent  # `ckanapi dump` starts others of its name
    subprocess.run(
        [tools / "ckanapi", "dump", "datasets", "--all", "-q", "-r", stocked[0], "-O", file],
        env={**os.environ, "PATH": f"{tools}:{os.environ['PATH']}"},
        check=True,
        capture_output=True,
    )
    dumped = {found["id"]: found for found in map(json.loads, file.read_text().splitlines())}
    pages = list(connect().pages())
    harvested = ids(pages)
    assert len(harvested) == len(set(harvested)) == 40
    assert set(harvested) == set(dumped)
    assert {page.total for page in pages} == {40}
    for record in (record for page in pages for record in page.records):
        original, dataset = dumped[record.dataset.remote_id], record.dataset
        assert json.loads(record.raw.body) == original
        assert dataset.title == {"fr": original["title"]}
        assert dataset.publisher == original["organization"]["title"]
        assert sorted(dataset.keywords["fr"]) == sorted(tag["name"] for tag in original["tags"])
        written = datetime.fromisoformat(original["metadata_modified"]).replace(tzinfo=UTC)
        assert dataset.modified == written
        listed = [(each["id"], each["name"], each["url"]) for each in original["resources"]]
        assert listed == [(d.remote_id, d.title["fr"], d.access_url) for d in dataset.distributions]


@pytest.mark.slow
def test_changes_during_the_walk_lose_and_double_nothing(connect, stocked):
    _, call = stocked
    stable, doomed, edited, created = public(call), set(), set(), {}
    begun = moment()
    seen = []
    for number, page in enumerate(connect().pages()):
        assert not page.failures
        here = [record.dataset.remote_id for record in page.records]
        if not here:
            continue
        seen += here
        ahead = sorted(stable - doomed - set(seen))
        new = call("package_create", name=f"pendant-{number}", owner_org="ville-de-rennes")
        created[new["id"]] = here[-1]
        for each in (here[0], *ahead[:1], *ahead[-1:]):  # behind, next, last
            call("package_patch", id=each, notes=f"modifié pendant la page {number}")
            edited.add(each)
        for each in (*here[1:2], *ahead[2:3]):
            call("package_delete", id=each)
            doomed.add(each)
    assert len(seen) == len(set(seen))
    assert stable - doomed <= set(seen)
    after_cursor = {name for name, last in created.items() if name > last}
    assert set(seen) - stable <= after_cursor
    assert len(edited) > 5
    assert len(doomed) > 5

    later = set(ids(connect().pages(since=begun)))
    assert later == (edited | set(created)) - doomed
    assert set(ids(connect().pages())) == public(call)
    for name in doomed - set(created):
        call("package_patch", id=name, state="active")
    for name in set(created) - doomed:
        call("package_delete", id=name)


@pytest.mark.slow
def test_an_incremental_walk_gives_what_was_edited(connect, stocked):
    _, call = stocked
    known = sorted(public(call))
    since = moment()
    assert ids(connect().pages(since=since)) == []
    edited = known[::5]
    for name in edited:
        call("package_patch", id=name, title=f"Titre corrigé {name[:4]}")
    call("package_delete", id=known[1])
    call("package_patch", id=known[2], private=True)
    pages = list(connect().pages(since=since))
    assert ids(pages) == edited
    assert [page.total for page in pages] == [len(edited)] * len(pages)
    titles = [record.dataset.title["fr"] for page in pages for record in page.records]
    assert titles == [f"Titre corrigé {name[:4]}" for name in edited]
    assert connect().probe().incremental

    connector = connect()
    assert connector.absence(known[1]) is FailureCode.WITHDRAWN  # 403: CKAN hides the deleted
    assert connector.absence(known[2]) is FailureCode.WITHDRAWN
    assert connector.absence(known[3]) is FailureCode.TRUNCATED
    assert connector.absence("00000000-0000-4000-8000-000000000000") is FailureCode.GONE
    call("package_patch", id=known[1], state="active")
    call("package_patch", id=known[2], private=False)
    assert ids(connect().pages(since=since)) == sorted({*edited, known[1], known[2]})


@pytest.mark.slow
def test_an_administrator_is_shown_what_is_withdrawn(connect, stocked, ckan):
    _, call = stocked
    token = Path(ckan[2]["PARTAGE_CKAN_DIR"], "token.txt").read_text().strip()
    connector = connect(api_key=token)
    assert set(ids(connector.pages())) == public(call)
    for name in ("dataset-00003", "dataset-00007"):  # deleted, private
        assert connector.absence(name) is FailureCode.WITHDRAWN
    listed = connect(api_key=token, select={"datasets": ["dataset-00003", "dataset-00007"]})
    (page,) = listed.pages()
    assert not page.records
    assert [failure.code for failure in page.failures] == [FailureCode.WITHDRAWN] * 2


@pytest.mark.slow
def test_a_killed_walk_resumes_where_it_was(connect, stocked):
    _, call = stocked
    whole = ids(connect().pages())
    walk = connect().pages()
    had = [next(walk), next(walk)]
    walk.close()
    last = ids(had)[-1]
    call("package_delete", id=last)
    try:
        rest = ids(connect().pages(had[-1].cursor))
    finally:
        call("package_patch", id=last, state="active")
    assert ids(had) + rest == whole


@pytest.fixture
def seeded(ckan, ckan_tools, site):
    """Fifty datasets (40 public) whose files are served beside it."""
    address, call, _ = ckan
    trees = "essence;hauteur\nTilleul;9\nPlatane;15\n".encode("cp1252")
    seed(ckan, ckan_tools, "--resource-base", site.url)
    for number in range(COUNT):
        for rank in range(3):
            site.paths[f"/dataset-{number:05d}-{rank}.csv"] = trees + f"Chêne;{number}\n".encode(
                "cp1252"
            )
    return address, call


def names(federation):
    """CKAN names of the published datasets, by remote id."""
    with federation.open() as workspace:
        reader = CatalogReader(workspace.database)
        return {
            json.loads(reader.dataset(name).json)["identifier"]: name for name in reader.names()
        }


@pytest.mark.slow
def test_harvest_change_delete_make_private_harvest_again(seeded, federate):
    address, call = seeded
    source = {
        "id": "ckan",
        "connector": "ckan",
        "url": address,
        "politeness": {"retries": 0, "requests_per_second": 1000},
    }
    federation = federate(source, disappearance={"grace_days": 0}, incremental={"full_every": 1})
    (first,) = federation.run()
    assert first.error is None
    public = call("package_search", rows=1000)["count"]
    assert public == 40
    assert first.datasets == public
    assert first.published > 0

    published = names(federation)
    assert len(published) == public
    dump = {call("package_show", id=name)["id"] for name in call("package_list")}
    assert {key.rsplit("/", 1)[-1] for key in published} == dump

    (second,) = federation.run()
    assert (second.datasets, second.withdrawn, second.release) == (public, 0, None)
    assert second.unchanged + second.failed + second.rejected == second.seen

    call("package_patch", id="dataset-00000", title="Subventions, titre corrigé")
    call("package_delete", id="dataset-00001")
    call("package_patch", id="dataset-00002", private=True)
    call("package_patch", id="dataset-00007", private=False)
    (third,) = federation.run()
    assert third.error is None
    assert third.withdrawn == 2
    assert third.datasets == public - 1
    after = names(federation)
    identifier = {name: call("package_show", id=name)["id"] for name in ("dataset-00000",)}
    assert any(key.endswith(identifier["dataset-00000"]) for key in after)
    with federation.open() as workspace:
        reader = CatalogReader(workspace.database)
        titles = [json.loads(reader.dataset(name).json)["title"] for name in reader.names()]
        gone = set(published.values()) - set(after.values())
        assert len(gone) == 2
        assert all(reader.dataset(name).withdrawn for name in gone)
    assert {"fr": "Subventions, titre corrigé"} in titles

    (fourth,) = federation.run()
    assert (fourth.release, fourth.withdrawn) == (None, 0)
