"""Runs the main job of several sources through the Dagster assets, in this process."""

import logging
import os
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from federation import clock, codec
from federation.errors import FailureCode
from federation.i18n import msg
from orchestration.dagster_home import environment, prepare
from orchestration.pipeline.progress import Progress
from orchestration.pipeline.retention import erase_old_raw
from orchestration.pipeline.tally import Tally
from orchestration.pipeline.workspace import Workspace


def run_sources(
    workspace: Workspace, file: Path, source_ids: Iterable[str], progress: Progress
) -> list[Tally]:
    """One Dagster run per source, one after the other; the tallies, in the order given."""
    os.environ.update(environment(file, workspace.home))
    import dagster as dg

    from orchestration.assets import build_assets
    from orchestration.checks import build_checks
    from orchestration.resources import FederationResource

    logging.getLogger("dagster").setLevel(logging.CRITICAL)
    resource = FederationResource(file=str(file), home=str(workspace.home))
    resource.lend(workspace, progress)
    assets = [*build_assets(workspace.settings), *build_checks()]
    tallies = []
    with dg.DagsterInstance.from_config(str(prepare(workspace.home))) as instance:
        for source_id in source_ids:
            started = time.monotonic()
            result = dg.materialize(
                assets,
                partition_key=source_id,
                resources={"federation": resource},
                instance=instance,
                raise_on_error=False,
                run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
            )
            tally = _tally(workspace, source_id, result.run_id, ended=result.success)
            tallies.append(replace(tally, seconds=round(time.monotonic() - started, 2)))
    erase_old_raw(workspace.lake, clock.now(), workspace.settings.storage.raw_retention_days)
    return tallies


def _tally(workspace: Workspace, source_id: str, run_id: str, *, ended: bool) -> Tally:
    body = workspace.sources.tally(source_id)
    tally = codec.loads(Tally, body) if body else Tally(source_id, run_id)
    if tally.run_id != run_id:
        tally = Tally(source_id, run_id)
    if not ended and tally.error_code is None:
        return tally.fail(
            FailureCode.INTERNAL,
            msg("The run of this source did not end; see it with: partage dagster"),
        )
    return tally
