"""Runs the main job of several sources through the Dagster assets, in this process."""

import logging
import os
import time
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from federation import codec
from federation.errors import FailureCode
from federation.i18n import Message, msg
from orchestration.dagster_home import environment, prepare
from orchestration.pipeline.progress import Progress
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
    # As it is: Dagster works on copies of what it configures, and they would open their own.
    lent = dg.ResourceDefinition.hardcoded_resource(resource)
    assets = [*build_assets(workspace.settings), *build_checks()]
    tallies = []
    with dg.DagsterInstance.from_config(str(prepare(workspace.home))) as instance:
        for source_id in source_ids:
            started = time.monotonic()
            result = dg.materialize(
                assets,
                partition_key=source_id,
                resources={"federation": lent},
                instance=instance,
                raise_on_error=False,
                run_config={"loggers": {"console": {"config": {"log_level": "CRITICAL"}}}},
            )
            tally = _tally(workspace, source_id, result.run_id)
            if not result.success and (said := _said(result.all_events)):
                tally = tally.fail(*said)
            elif not result.success:
                tally = tally.fail(FailureCode.INTERNAL, _NOT_ENDED)
            tallies.append(replace(tally, seconds=round(time.monotonic() - started, 2)))
    return tallies


def _tally(workspace: Workspace, source_id: str, run_id: str) -> Tally:
    body = workspace.sources.tally(source_id)
    tally = codec.loads(Tally, body) if body else Tally(source_id, run_id)
    return tally if tally.run_id == run_id else Tally(source_id, run_id)


_NOT_ENDED = msg("The run of this source did not end; see it with: partage dagster")


def _said(events: Iterable[Any]) -> tuple[FailureCode, Message] | None:
    """What the step that failed said of it, None where it could say nothing."""
    for event in events:
        if not event.is_step_failure or event.step_failure_data.user_failure_data is None:
            continue
        metadata = event.step_failure_data.user_failure_data.metadata
        if "message" in metadata:
            message = codec.loads(Message, metadata["message"].value.encode())
            return FailureCode(metadata["reason"].value), message
    return None
