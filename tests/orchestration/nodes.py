"""Real nodes of a network: each its federation.yaml, its home, and its catalogue on loopback."""

import json
import socket
import threading
from contextlib import contextmanager

import uvicorn
import yaml
from pyarrow import parquet

from catalog_api.app import create_app
from federation.loader import load_settings
from federation.store import CatalogReader, Database
from orchestration.pipeline.anonymising import anonymise_source
from orchestration.pipeline.examining import examine_source
from orchestration.pipeline.harvesting import harvest_source
from orchestration.pipeline.progress import Silent
from orchestration.pipeline.publishing import publish_source
from orchestration.pipeline.workspace import Workspace
from orchestration.places import database_url, open_federation_lake


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Node:
    """One federation: `sources` may be added until its first run."""

    def __init__(self, folder, name):
        self.name = name
        self.folder = folder / name
        self.files = self.folder / "fichiers"
        self.files.mkdir(parents=True)
        self.home = self.folder / "home"
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.sources = [{"id": "fichiers", "connector": "files", "url": "fichiers"}]
        self.app = None

    def table(self, name, column):
        rows = "\n".join(f"{column} {n};{n}" for n in range(20))
        (self.files / f"{name}.csv").write_text(f"{column};valeur\n{rows}\n", encoding="utf-8")

    def file(self, name, text):
        """A file of the node's own, as it is; a list of files describes them where it is one."""
        (self.files / name).write_text(text, encoding="utf-8")

    def harvests(self, connector, url, name):
        self.sources.append({"id": name, "connector": connector, "url": url})

    def write(self):
        document = {
            "federation": {"id": self.name, "titles": {"fr": self.name}, "base_url": self.url},
            "network": {"allow_private": ["127.0.0.1"]},
            "disappearance": {"grace_days": 0, "brake": 1},
            "series_checks": False,
            "cities": [
                {
                    "id": f"ville-{self.name}",
                    "names": {"fr": f"Ville {self.name}"},
                    "country": "FR",
                    "sources": [
                        {"politeness": {"requests_per_second": 1000}, **each}
                        for each in self.sources
                    ],
                }
            ],
        }
        file = self.folder / "federation.yaml"
        file.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
        return load_settings(file)

    def run(self):
        """Every source, through the whole pipeline; their tallies by source."""
        found, progress = {}, Silent()
        with Workspace(self.write(), self.home) as workspace:
            for _, source in workspace.settings.sources:
                tally = harvest_source(workspace, source.id, "run", progress)
                tally = examine_source(workspace, tally, progress)
                tally = anonymise_source(workspace, tally, progress)
                found[source.id] = publish_source(workspace, tally, progress)
        if self.app is not None:
            self.app.state.catalogue.index.refresh()
        return found

    @contextmanager
    def serving(self):
        settings = self.write()
        with Workspace(settings, self.home):
            pass  # makes the tables
        database = Database(database_url(settings, self.home))
        lake = open_federation_lake(settings, self.home)
        self.app = create_app(CatalogReader(database), lake, self.home / "index")
        self.app.state.catalogue.index.refresh()
        config = uvicorn.Config(self.app, port=self.port, log_level="error", access_log=False)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        while not server.started:
            assert thread.is_alive()
            threading.Event().wait(0.01)
        try:
            yield self
        finally:
            server.should_exit = True
            thread.join(10)
            database.close()

    def tables(self):
        """The tables of what the node lists, by the title of their dataset and their place."""
        database = Database(database_url(self.write(), self.home))
        reader = CatalogReader(database)
        found = {}
        for document in self.documents():
            for place, each in enumerate(document["tables"]):
                _, table = reader.table(each["id"])
                found[document["title"]["fr"], place] = table
        database.close()
        return found

    def rows(self, table):
        """The rows of a table's published snapshot, as a table of pyarrow."""
        lake = open_federation_lake(self.write(), self.home)
        return parquet.read_table(lake.local("public", table.snapshot.sha256))

    def documents(self, *, copies=False):
        """The native documents of what the node lists, by title."""
        database = Database(database_url(self.write(), self.home))
        reader = CatalogReader(database)
        found = [json.loads(reader.dataset(name).json) for name in reader.names(copies=copies)]
        database.close()
        return found
