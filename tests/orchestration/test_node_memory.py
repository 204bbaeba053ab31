"""A node that serves drops from its memory the pages of what was taken back."""

import time

import pytest
from starlette.testclient import TestClient

from catalog_api.app import create_app
from federation.store import CatalogReader

FOLDER = {"id": "fichiers", "connector": "files", "url": "fichiers"}
#: Pages of lists, in Turtle and converted, and one description: all are kept.
KEPT = (
    "/catalog.ttl",
    "/catalog.rdf",
    "/datasets/{name}.jsonld",
    "/api/v1/datasets?sort=id&facets=&limit=10",
)


@pytest.fixture
def federation(federate, folder):
    (folder / "bancs.csv").write_text("id;mobilier\n1;banc zirkonquelle\n2;table\n")
    (folder / "arbres.csv").write_text("essence;hauteur\nTilleul;9\nPlatane;15\n")
    return federate(FOLDER)


def node(workspace, index):
    return create_app(CatalogReader(workspace.database), workspace.lake, index)


def fill(client, workspace, paths=KEPT):
    name = CatalogReader(workspace.database).names()[0]
    for path in paths:
        assert client.get(path.format(name=name)).status_code == 200, path


def retract(federation, what):
    federation.ask("retract", what, "--by", "Odile", "--reason", "nom lisible", "--yes")


@pytest.mark.parametrize("shared", [True, False])
def test_pages_of_what_was_taken_back_leave_the_memory(federation, tmp_path, shared):
    """Also where the command had already brought the index of this very folder up to date."""
    federation.run()
    with federation.open() as workspace:
        index = federation.home / "index" if shared else tmp_path / "elsewhere"
        app = node(workspace, index)
        catalogue = app.state.catalogue
        with TestClient(app) as client:
            catalogue.index.refresh()
            fill(client, workspace)
            assert catalogue.documents.size > 0
            assert catalogue.pages.size > 0
            before = catalogue.documents.cleared
            table = federation.tables()["bancs.csv"]
            gathered = index / "commons" / "bancs-0.parquet"
            gathered.parent.mkdir()
            gathered.write_bytes(b"rows of all cities, these ones included")
            retract(federation, table.id)
            catalogue.index.refresh()
            assert not gathered.exists()
            assert (catalogue.documents.size, catalogue.pages.size) == (0, 0)
            assert catalogue.documents.cleared == before + 1
            fill(client, workspace)
            assert catalogue.documents.size > 0
            catalogue.index.refresh()
            assert catalogue.documents.size > 0, "once for each retraction"


def test_a_node_that_is_only_watched_learns_of_it_by_itself(federation, tmp_path):
    federation.run()
    with federation.open() as workspace:
        app = node(workspace, tmp_path / "elsewhere")
        catalogue = app.state.catalogue
        with TestClient(app) as client:
            catalogue.index.refresh()
            fill(client, workspace, KEPT[:2])
            retract(federation, federation.tables()["bancs.csv"].id)
            for _ in range(100):
                assert client.get("/healthz").status_code == 200
                if not catalogue.documents.size:
                    break
                time.sleep(0.05)
            assert catalogue.documents.size == 0


def test_any_other_release_leaves_them(federation, folder, tmp_path):
    federation.run()
    with federation.open() as workspace:
        app = node(workspace, tmp_path / "elsewhere")
        catalogue = app.state.catalogue
        with TestClient(app) as client:
            catalogue.index.refresh()
            fill(client, workspace)
            size = catalogue.documents.size
            (folder / "arbres.csv").write_text("essence;hauteur\nTilleul;9\nCharme;12\n")
            federation.run()
            assert catalogue.index.refresh() == 2
            assert catalogue.documents.size == size
