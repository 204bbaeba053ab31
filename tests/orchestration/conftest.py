"""Federations in temporary folders, run by the plain pipeline or by the real command."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from federation.loader import load_settings
from federation.store import CatalogReader
from orchestration.pipeline.anonymising import anonymise_source
from orchestration.pipeline.examining import examine_source
from orchestration.pipeline.harvesting import harvest_source
from orchestration.pipeline.progress import Silent
from orchestration.pipeline.publishing import publish_source
from orchestration.pipeline.workspace import Workspace


@dataclass
class Federation:
    """A federation.yaml, its home folder, and ways to run it."""

    file: Path
    home: Path

    def settings(self):
        return load_settings(self.file)

    def open(self):
        return Workspace(self.settings(), self.home)

    def run(self, source_id=None):
        """The pipeline without Dagster; the tally of each source."""
        with self.open() as workspace:
            ids = [source.id for _, source in workspace.settings.sources]
            return [run_plain(workspace, name) for name in ids if source_id in (None, name)]

    def reader(self):
        workspace = self.open()
        return CatalogReader(workspace.database)

    def tables(self):
        """Every table readers see, by the address or the title of its file."""
        with self.open() as workspace:
            reader = CatalogReader(workspace.database)
            found = {}
            for name in reader.names():
                document = json.loads(reader.dataset(name).json)
                for table in document["tables"]:
                    stored = reader.table(table["id"])
                    found[stored[1].title.get("fr") or next(iter(stored[1].title.values()))] = (
                        stored[1]
                    )
            return found

    def command(self, *arguments, check=True, **options):
        """The real command in a process of its own."""
        return partage(
            "--federation", str(self.file), "--home", str(self.home), *arguments,
            check=check, **options,
        )


def partage(*arguments, check=True, env=None, **options):
    command = [sys.executable, "-m", "orchestration", *arguments]
    result = subprocess.run(
        command,
        capture_output=True,
        text=True,
        env={**os.environ, "PARTAGE_LANG": "fr", **(env or {})},
        **options,
    )
    if check and result.returncode != 0:
        raise AssertionError(f"{result.returncode}\n{result.stdout}\n{result.stderr}")
    return result


def run_plain(workspace, source_id, run_id="run"):
    progress = Silent()
    tally = harvest_source(workspace, source_id, run_id, progress)
    tally = examine_source(workspace, tally, progress)
    tally = anonymise_source(workspace, tally, progress)
    return publish_source(workspace, tally, progress)


@pytest.fixture
def federate(tmp_path):
    """Write a federation of the given sources: `federate({"id": …, "connector": …}, …)`."""

    def federate(*sources, **more):
        document = {
            "federation": {"id": "essai", "titles": {"fr": "Essai"}},
            "network": {"allow_private": ["127.0.0.1"]},
            "series_checks": False,
            "cities": [
                {
                    "id": "lille",
                    "names": {"fr": "Lille"},
                    "country": "FR",
                    "sources": list(sources),
                }
            ],
            **more,
        }
        file = tmp_path / "federation.yaml"
        file.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
        return Federation(file, tmp_path / "home")

    return federate
