"""A city's dataset on its own portal, the regional one and the national one, end to end."""

import importlib.util
import json
from contextlib import ExitStack
from pathlib import Path

import pytest

from federation.store import CatalogReader


def _load(name):
    path = Path(__file__).parents[1] / "portals" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"portals_{name}", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def portals():
    """Three CKAN portals by name: `portals["ville"].datasets`, `.url`."""
    server, ckan = _load("server"), _load("ckan")
    with ExitStack() as stack:
        found = {}
        for name in ("ville", "region", "pays"):
            portal = ckan.Ckan(server, [])
            portal.url = stack.enter_context(server.Portal(portal)).url
            found[name] = portal
        yield found


def package(name, *urls, title="Arbres", **extras):
    return {
        "id": name,
        "name": name,
        "title": title,
        "organization": {"name": "ville", "title": "Ville de Test"},
        "metadata_modified": "2026-01-02T03:04:05",
        "extras": [{"key": key, "value": value} for key, value in extras.items()],
        "resources": [
            {"id": f"{name}-{n}", "name": f"Table {n}", "url": url, "format": "CSV"}
            for n, url in enumerate(urls)
        ],
    }


def put(portal, *packages):
    portal.datasets = {each["id"]: each for each in packages}


def table(seed):
    rows = "\n".join(f"{seed} {n};{n}" for n in range(30))
    return f"espece;nombre\n{rows}\n".encode()


@pytest.fixture
def federation(federate, portals):
    def source(name):
        return {
            "id": name,
            "connector": "ckan",
            "url": portals[name].url,
            "politeness": {"requests_per_second": 1000},
        }

    # The national portal first: neither the order of the file nor that of the runs decides.
    return federate(
        *(source(name) for name in ("pays", "region", "ville")),
        disappearance={"grace_days": 0, "brake": 1},
        incremental={"full_every": 1},
    )


def catalogue(federation):
    """Copies by name, with their original and the evidence; and what lists show."""
    with federation.open() as workspace:
        reader = CatalogReader(workspace.database)
        found = {name: reader.dataset(name) for name in reader.names(copies=True)}
        known = {stored.id: json.loads(stored.json) for stored in found.values()}
        listed = [_key(json.loads(found[name].json)) for name in reader.names()]
    copies = {
        _key(known[stored.id]): (_key(known[stored.copy_of]), stored.copy_evidence)
        for stored in found.values()
        if stored.copy_of
    }
    return copies, sorted(listed)


def _key(document):
    return f"{document['source']}/{document['provenance'][-1]['identifier']}"


@pytest.fixture
def spread(portals, site):
    """The trees of the city everywhere; its schools at the region; budgets that only look alike."""
    site.paths["/arbres.csv"], site.paths["/ecoles.csv"] = table("chêne"), table("école")
    site.paths["/ecoles-copie.csv"] = table("école")
    site.paths["/budget.csv"], site.paths["/autre.csv"] = table("poste"), table("ligne")
    ville, region, pays = (portals[name] for name in ("ville", "region", "pays"))
    put(
        ville,
        package("arbres", f"{site.url}/arbres.csv"),
        package("ecoles", f"{site.url}/ecoles.csv", title="Écoles"),
        package("budget", f"{site.url}/budget.csv", title="Budget"),
    )
    put(
        region,
        package(
            "r-1",
            f"{region.url}/files/arbres.csv",
            title="Les arbres",
            harvest_dataset_url=f"{ville.url}/dataset/arbres",
        ),
        package("r-2", f"{site.url}/ecoles-copie.csv", title="Les écoles"),
    )
    put(
        pays,
        package("p-1", f"{site.url}/arbres.csv", title="Arbres (ville)"),
        package("p-3", f"{site.url}/autre.csv", title="BUDGET"),
    )
    return portals


ALL = {
    "region/r-1": ("ville/arbres", "origin"),
    "pays/p-1": ("ville/arbres", "url"),
    "ville/ecoles": ("region/r-2", "hash"),
}


def test_copies_are_found_by_origin_address_and_content(federation, spread):
    federation.run()
    copies, listed = catalogue(federation)
    assert copies == ALL
    assert listed == ["pays/p-3", "region/r-2", "ville/arbres", "ville/budget"]
    federation.run()  # copies of sources that came after are graded again, as copies
    again = federation.run()
    assert [tally.release for tally in again] == [None, None, None]
    assert catalogue(federation) == (copies, listed)


def test_the_same_title_and_publisher_is_a_suggestion(federation, spread):
    federation.run()
    with federation.open() as workspace:
        reader = CatalogReader(workspace.database)
        budget = next(
            stored
            for name in reader.names()
            if _key(json.loads((stored := reader.dataset(name)).json)) == "ville/budget"
        )
        alike = [_key(json.loads(reader.dataset(one.id).json)) for one in reader.alike(budget)]
    assert alike == ["pays/p-3"]


def test_a_withdrawn_original_is_replaced_and_comes_back(federation, spread):
    federation.run()
    ville = spread["ville"]
    kept = dict(ville.datasets)
    del ville.datasets["arbres"]
    federation.run("ville")
    # The region's copy has nothing in common with the national one but the city's dataset.
    found, listed = catalogue(federation)
    assert found == {"ville/ecoles": ("region/r-2", "hash")}
    assert "ville/arbres" not in listed
    assert {"pays/p-1", "region/r-1"} <= set(listed)
    ville.datasets = kept
    federation.run("ville")
    assert catalogue(federation)[0] == ALL
