"""Dagster's own folder: its settings file, telemetry off, everything on this machine."""

import os
from pathlib import Path

import yaml

#: https://docs.dagster.io/deployment/oss/dagster-yaml
_SETTINGS = {
    "telemetry": {"enabled": False},
    "run_coordinator": {
        "module": "dagster.core.run_coordinator",
        "class": "QueuedRunCoordinator",
    },
    # A portal per run: a few at once are gentle to the portals and to a small machine.
    "concurrency": {"runs": {"max_concurrent_runs": 4}},
    # Runs whose process died are retried; failed steps decide for themselves (assets.RETRY).
    "run_retries": {"enabled": True, "max_retries": 2, "retry_on_asset_or_op_failure": False},
    "run_monitoring": {"enabled": True},
    "retention": {"schedule": {"purge_after_days": 90}},
}


def prepare(home: Path) -> Path:
    """Write dagster.yaml under the home folder, once; an edited one is kept."""
    folder = home / "dagster"
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "dagster.yaml"
    if not file.exists():
        file.write_text(yaml.safe_dump(_SETTINGS, sort_keys=False), encoding="utf-8")
    return folder


def environment(federation: Path, home: Path) -> dict[str, str]:
    """The environment in which Dagster's own processes find this federation."""
    return {
        **os.environ,
        "DAGSTER_HOME": str(prepare(home)),
        "DAGSTER_DISABLE_TELEMETRY": "yes",
        "PARTAGE_FEDERATION": str(federation.resolve()),
        "PARTAGE_HOME": str(home.resolve()),
    }
