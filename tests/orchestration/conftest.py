"""Federations in temporary folders, run by the plain pipeline or by the real command."""

import importlib.util
import json
import os
import subprocess
import sys
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl
import pytest
import yaml
from sqlalchemy import select
from typer.testing import CliRunner

from federation import clock, codec
from federation.loader import load_settings
from federation.store import CatalogReader
from federation.store.schema import transition
from orchestration.cli.app import app
from orchestration.notify import notify_source
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
            return self.run_in(workspace, source_id)

    def run_in(self, workspace, source_id=None):
        """As `run`, in a workspace that stays open: the process of its series starts once."""
        ids = [source.id for _, source in workspace.settings.sources]
        return [run_plain(workspace, name) for name in ids if source_id in (None, name)]

    @contextmanager
    def held_elsewhere(self, source_id):
        """A source that another live process runs: the one that started this one."""
        with self.open() as workspace:
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr(os, "getpid", os.getppid)
                lease = workspace.leases.acquire(source_id)
            yield
            workspace.leases.release(lease)

    def harvest(self, source_id):
        """The first stage alone, its outcome kept as the assets keep it; its tally."""
        with self.open() as workspace:
            tally = harvest_source(workspace, source_id, "run", Silent())
            tally = replace(tally, ended=clock.now())
            error = (tally.error_code, tally.error) if tally.error_code else None
            workspace.sources.save_tally(source_id, codec.dumps(tally), error=error, done=True)
            notify_source(workspace, tally)
            return tally

    def ask(self, *arguments, code=0, language="fr"):
        """The command in this process, quicker than one of its own: its whole output."""
        places = ["--federation", str(self.file), "--home", str(self.home)]
        asked = CliRunner().invoke(app, [*places, *arguments], env={"PARTAGE_LANG": language})
        assert asked.exit_code == code, asked.output
        return asked.stdout if code == 0 else asked.output

    def here(self, *arguments, check=True, env=None):
        """As `command`, in this process: what takes long to load is loaded once."""
        places = ["--federation", str(self.file), "--home", str(self.home)]
        return partage_here(*places, *arguments, check=check, env=env)

    def tables(self):
        """Every table readers see, by the name of its file."""
        with self.open() as workspace:
            reader = CatalogReader(workspace.database)
            found = {}
            for name in reader.names():
                document = json.loads(reader.dataset(name).json)
                for listed in document["tables"]:
                    _, table = reader.table(listed["id"])
                    found[next(iter(table.title.values()))] = table
            return found

    def rows(self, table):
        """The published rows of a table, from the lake."""
        with self.open() as workspace:
            path = workspace.lake.local("public", table.snapshot.sha256)
            return pl.read_parquet(path).to_dicts()

    def transitions(self):
        with self.open() as workspace, workspace.database.engine.connect() as connection:
            return connection.execute(select(transition).order_by(transition.c.id)).all()

    def command(self, *arguments, check=True, **options):
        """The real command in a process of its own."""
        return partage(
            "--federation",
            str(self.file),
            "--home",
            str(self.home),
            *arguments,
            check=check,
            **options,
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


@dataclass(frozen=True)
class Done:
    """What a command in this process did, told as `subprocess.run` tells it."""

    returncode: int
    stdout: str
    stderr: str


def partage_here(*arguments, check=True, env=None):
    """The command in this process; an exception that it lets out is one of the test."""
    words = {"PARTAGE_LANG": "fr", **(env or {})}
    asked = CliRunner().invoke(app, list(arguments), env=words, catch_exceptions=False)
    if check and asked.exit_code != 0:
        raise AssertionError(f"{asked.exit_code}\n{asked.stdout}\n{asked.stderr}")
    return Done(asked.exit_code, asked.stdout, asked.stderr)


def run_plain(workspace, source_id, run_id="run"):
    progress = Silent()
    tally = harvest_source(workspace, source_id, run_id, progress)
    tally = examine_source(workspace, tally, progress)
    tally = anonymise_source(workspace, tally, progress)
    return publish_source(workspace, tally, progress)


def _load(name):
    """A helper module of this folder: tests are no package (importlib mode)."""
    spec = importlib.util.spec_from_file_location(name, Path(__file__).with_name(f"{name}.py"))
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def command():
    """The real command: `command("check", check=False).returncode`."""
    return partage


@pytest.fixture
def here():
    """`command` in this process, for where the process is not the point: much quicker."""
    return partage_here


@pytest.fixture
def site():
    """A loopback file server: `site.paths["/a.csv"] = b"…"`."""
    with _load("servers").serve() as served:
        yield served


@pytest.fixture(scope="session")
def portals():
    """The loopback portals of tests/portals: `portals("ckan")` is its module."""
    folder = Path(__file__).parents[1] / "portals"
    found = {}

    def portal(name):
        if name not in found:
            key = f"partage_portals_{name}"
            spec = importlib.util.spec_from_file_location(key, folder / f"{name}.py")
            found[name] = importlib.util.module_from_spec(spec)
            sys.modules[key] = found[name]
            spec.loader.exec_module(found[name])
        return found[name]

    return portal


@pytest.fixture
def make_node(tmp_path):
    """A node of a network: `make_node("lille")`, then `with node.serving(): node.run()`."""
    module = _load("nodes")
    return lambda name: module.Node(tmp_path, name)


@pytest.fixture
def folder(tmp_path):
    """A commune's folder of files."""
    path = tmp_path / "fichiers"
    path.mkdir()
    return path


#: Portals of tests are on loopback: nobody waits behind us.
HASTE = {"requests_per_second": 1000}
FOLDER = {"id": "fichiers", "connector": "files", "url": "fichiers"}


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
                    "sources": [{"politeness": HASTE, **source} for source in sources],
                }
            ],
            **more,
        }
        file = tmp_path / "federation.yaml"
        file.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
        return Federation(file, tmp_path / "home")

    return federate
