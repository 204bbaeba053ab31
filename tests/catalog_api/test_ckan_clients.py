"""Real CKAN clients against our server: ckanapi's commands, the harvest code of ckanext-harvest."""

import importlib.util
import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from ckanapi import RemoteCKAN

HERE = Path(__file__).parent
TOOLS = Path(sys.executable).parent
HARVEST = ("ckan[requirements]==2.12.0", "ckanext-harvest==1.6.3")


@pytest.fixture
def ckanapi(site, tmp_path):
    """Runs a command of ckanapi; the lines of JSON that it writes."""

    def run(*words):
        # `ckanapi dump` starts others of its name.
        done = subprocess.run(
            [TOOLS / "ckanapi", *words, "-r", site.base],
            env={**os.environ, "PATH": f"{TOOLS}:{os.environ['PATH']}"},
            capture_output=True,
            text=True,
            check=True,
            timeout=120,
        )
        assert "Traceback" not in done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    return run


def shown(site):
    """Every dataset as package_show tells it, by name."""
    with RemoteCKAN(site.base) as remote:
        return {name: remote.action.package_show(id=name) for name in remote.action.package_list()}


def test_dump_of_all_datasets(site, ckanapi):
    packages = {found["name"]: found for found in ckanapi("dump", "datasets", "--all", "-q")}
    assert packages == shown(site)
    assert len(packages) == len(site.datasets)


def test_dump_with_the_columns_of_tables(site, ckanapi):
    (found,) = ckanapi("dump", "datasets", "quito-jeu-003", "--datastore-fields", "-q")
    columns = [[one["id"] for one in each["datastore_fields"]] for each in found["resources"]]
    assert columns == [["_id", "nom", "valeur"]] * 2


def test_dump_with_views(site, ckanapi):
    (found,) = ckanapi("dump", "datasets", "quito-jeu-003", "--resource-views", "-q")
    assert found == shown(site)["quito-jeu-003"]


def test_search_of_all_datasets_ends(site, ckanapi):
    found = ckanapi("search", "datasets")
    assert {one["name"]: one for one in found} == shown(site)


@pytest.mark.parametrize(
    ("thing", "names"),
    [
        ("organizations", {"bilbao", "dakar", "lille", "namur", "quito"}),
        ("groups", {"econ", "educ", "ener", "gove", "tran"}),
    ],
)
def test_dump_of_organisations_and_groups(ckanapi, thing, names):
    found = ckanapi("dump", thing, "--all", "-q")
    assert {one["name"] for one in found} == names
    assert all(one["package_count"] for one in found)


def test_action_on_the_command_line(ckanapi):
    found = ckanapi("action", "package_search", "q=cantines", "rows:1", "-j")
    assert found[0]["results"][0]["name"] == "lille-jeu-004"


@pytest.fixture(scope="module")
def harvester():
    """The interpreter of an environment with CKAN 2.12 and ckanext-harvest."""
    place = HERE.parent / "connectors" / "environments.py"
    spec = importlib.util.spec_from_file_location("environments", place)
    environments = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(environments)
    return environments.environment("ckanext-harvest", HARVEST)


@pytest.fixture(scope="module")
def harvested(site, harvester):
    """What ckanext-harvest finds: everything, then by the conditions that it can send."""
    since = datetime(2026, 3, 3, 13, tzinfo=UTC).replace(tzinfo=None).isoformat()
    terms = [
        [],
        ["organization:lille OR organization:quito"],
        ["-organization:lille", "-organization:namur"],
        ["groups:educ OR groups:tran"],
        ["-groups:educ", f"metadata_modified:[{since}Z TO *]"],
        ["organization:lille OR organization:namur", f"metadata_modified:[{since}Z TO *]"],
        ["organization:absent"],
    ]
    done = subprocess.run(
        [harvester, HERE / "harvest_as_ckan.py", site.base],
        input="\n".join(map(json.dumps, terms)),
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


@pytest.mark.slow
def test_ckanext_harvest_gathers_what_is_published(site, harvested):
    names = {found.id: found.name for found in site.datasets}
    everything, *some = harvested["found"]
    assert everything == sorted(names)
    assert [sorted(map(names.get, found)) for found in some] == [
        ["lille-jeu-004", "lille-subventions-versees", "quito-jeu-003"],
        ["bilbao-jeu-002", "dakar-jeu-000", "quito-jeu-003"],
        ["bilbao-jeu-002", "dakar-jeu-000", "lille-jeu-004", "namur-jeu-005"],
        ["lille-subventions-versees"],
        ["lille-jeu-004", "lille-subventions-versees", "namur-jeu-005"],
        [],
    ]
    assert {found["id"]: found for found in harvested["packages"]} == {
        found["id"]: found for found in shown(site).values()
    }


@pytest.mark.slow
def test_ckanext_harvest_finds_groups_and_organisations(harvested):
    """By the ids that the datasets give."""
    assert sorted(harvested["groups"]) == ["econ", "educ", "ener", "gove", "tran"]
    assert sorted(harvested["cities"]) == ["bilbao", "dakar", "lille", "namur", "quito"]
