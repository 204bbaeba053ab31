"""Where a federation's state is: as federation.yaml says, else under the home folder."""

from pathlib import Path

from federation.lake import Lake, open_lake
from federation.settings import FederationSettings


def database_url(settings: FederationSettings, home: Path) -> str:
    """The store's URL: as set, else a SQLite file in the home folder."""
    return settings.storage.database or f"sqlite:///{home / 'partage.db'}"


def open_federation_lake(settings: FederationSettings, home: Path) -> Lake:
    """The lake as set, else a folder in the home folder."""
    root = settings.storage.lake or str(home / "lake")
    local = settings.local_path(root)
    return open_lake(str(local) if local else root, settings.storage.s3, home / "lake-cache")


def expectations_folder(home: Path) -> Path:
    """Where Great Expectations keeps suites, results and Data Docs."""
    return home / "expectations"
