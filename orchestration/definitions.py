"""Entry point of Dagster: assets, checks and schedules of the federation in the environment.

Nothing happens at import but reading federation.yaml. `PARTAGE_FEDERATION` and `PARTAGE_HOME` say
which one, as the CLI's options do.
"""

import os
from pathlib import Path

import dagster as dg

from federation.loader import load_settings
from federation.settings import FederationSettings
from orchestration.assets import RETRY, build_assets
from orchestration.checks import build_checks
from orchestration.link_job import build_link_asset
from orchestration.resources import FederationResource
from orchestration.schedules import JOB, LINK_JOB, build_schedules


def build_definitions(settings: FederationSettings, resource: FederationResource) -> dg.Definitions:
    """The definitions of one federation; tests hand in their own resource."""
    assets, links = build_assets(settings, RETRY), build_link_asset()
    return dg.Definitions(
        assets=[*assets, links],
        asset_checks=build_checks(),
        jobs=[
            dg.define_asset_job(JOB, selection=assets),
            dg.define_asset_job(LINK_JOB, selection=[links]),
        ],
        schedules=build_schedules(settings),
        resources={"federation": resource},
        executor=dg.in_process_executor,
    )


def _from_environment() -> dg.Definitions:
    path = Path(os.environ.get("PARTAGE_FEDERATION", "federation.yaml"))
    home = Path(os.environ.get("PARTAGE_HOME", path.parent / ".partage"))
    return build_definitions(
        load_settings(path), FederationResource(file=str(path), home=str(home))
    )


defs = dg.Definitions() if "PARTAGE_FEDERATION" not in os.environ else _from_environment()
