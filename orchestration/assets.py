"""The four assets of the main job, one partition per source.

Logic lives in `orchestration.pipeline`; here are names, order, retries and totals as metadata.
https://docs.dagster.io/guides/build/assets
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

import dagster as dg

from federation import clock, codec
from federation.errors import TRANSIENT, FailureCode, LeaseLost
from federation.i18n import Message
from federation.settings import FederationSettings
from orchestration.notify import notify_source
from orchestration.partitions import source_partitions
from orchestration.pipeline.anonymising import anonymise_source
from orchestration.pipeline.boundary import describe
from orchestration.pipeline.examining import examine_source
from orchestration.pipeline.harvesting import harvest_source
from orchestration.pipeline.progress import Progress
from orchestration.pipeline.publishing import publish_source
from orchestration.pipeline.tally import Tally
from orchestration.pipeline.workspace import Workspace
from orchestration.resources import FederationResource

GROUP = "main_job"
Stage = Callable[[Workspace, Tally, Progress], Tally]

#: Only transient failures are raised with retries allowed; the portal needs time to recover.
RETRY = dg.RetryPolicy(
    max_retries=2, delay=60, backoff=dg.Backoff.EXPONENTIAL, jitter=dg.Jitter.PLUS_MINUS
)


def build_assets(
    settings: FederationSettings, retry: dg.RetryPolicy | None = None
) -> list[dg.AssetsDefinition]:
    """Harvested → examined → anonymised → published.

    `retry` is for scheduled runs; who waits at a terminal is told at once.
    """
    partitions = source_partitions(settings)

    @dg.asset(partitions_def=partitions, group_name=GROUP, retry_policy=retry)
    def harvested(
        context: dg.AssetExecutionContext, federation: FederationResource
    ) -> dg.MaterializeResult[None]:
        """Datasets of a source as its portal describes them, and the bytes of changed files."""
        return _harvest(context, federation, retry)

    @dg.asset(partitions_def=partitions, group_name=GROUP, deps=[harvested])
    def examined(
        context: dg.AssetExecutionContext, federation: FederationResource
    ) -> dg.MaterializeResult[None]:
        """Tables judged against their data schema."""
        return _stage(context, federation, examine_source)

    @dg.asset(partitions_def=partitions, group_name=GROUP, deps=[examined])
    def anonymised(
        context: dg.AssetExecutionContext, federation: FederationResource
    ) -> dg.MaterializeResult[None]:
        """Tables without personal data, each with the record of its gate."""
        return _stage(context, federation, anonymise_source)

    @dg.asset(partitions_def=partitions, group_name=GROUP, deps=[anonymised])
    def published(
        context: dg.AssetExecutionContext, federation: FederationResource
    ) -> dg.MaterializeResult[None]:
        """The source's current release in the catalogue."""
        return _stage(context, federation, publish_source, last=True)

    return [harvested, examined, anonymised, published]


def _harvest(
    context: dg.AssetExecutionContext, federation: FederationResource, retry: dg.RetryPolicy | None
) -> dg.MaterializeResult[None]:
    workspace = federation.workspace
    before = Tally(context.partition_key, context.run.run_id)
    tally = _bounded(
        workspace,
        before,
        lambda: harvest_source(workspace, before.source_id, before.run_id, federation.progress),
    )
    nothing = tally.error_code is not None and not tally.datasets
    _save(workspace, tally, done=nothing)
    if nothing and tally.error_code and tally.error:
        if not _tried_again(context, retry, tally.error_code):
            notify_source(workspace, tally)
        raise _failure(tally.error_code, tally.error)
    return _result(tally)


def _tried_again(
    context: dg.AssetExecutionContext, retry: dg.RetryPolicy | None, code: FailureCode
) -> bool:
    """Whether Dagster runs this step once more: then nobody is told yet."""
    return retry is not None and code in TRANSIENT and context.retry_number < retry.max_retries


def _stage(
    context: dg.AssetExecutionContext,
    federation: FederationResource,
    stage: Stage,
    *,
    last: bool = False,
) -> dg.MaterializeResult[None]:
    workspace = federation.workspace
    before = load_tally(workspace, context.partition_key, context.run.run_id)
    tally = _bounded(workspace, before, lambda: stage(workspace, before, federation.progress))
    _save(workspace, tally, done=last)
    if last:
        notify_source(workspace, tally)
    return _result(tally)


def _bounded(workspace: Workspace, before: Tally, work: Callable[[], Tally]) -> Tally:
    """A stage's outcome; what goes wrong is stored, told, and leaves as a sentence.

    Dagster keeps exceptions whole, and their texts may quote cells.
    """
    try:
        return work()
    except LeaseLost as error:  # another run has the source, and tells how it ends
        code, reason = FailureCode.INTERNAL, error.message
    except Exception as error:  # noqa: BLE001 - nothing but a sentence enters the event log
        code, reason = describe(error, before.source_id)
        _end(workspace, before.fail(code, reason))
    raise _failure(code, reason)


def _end(workspace: Workspace, tally: Tally) -> None:
    """Keep that a source failed, and tell; the store may be what failed."""
    try:
        _save(workspace, tally, done=True)
    except Exception as error:  # noqa: BLE001 - the failure itself must still be told
        describe(error, tally.source_id)
        return
    notify_source(workspace, tally)


def _failure(code: FailureCode, reason: Message) -> dg.Failure:
    """A failed step; the launcher reads the message back, in the language of who waits."""
    return dg.Failure(
        reason.render(),
        metadata={"reason": code.value, "message": codec.dumps(reason).decode()},
        allow_retries=code in TRANSIENT,
    )


def load_tally(workspace: Workspace, source_id: str, run_id: str) -> Tally:
    """The counts that the stages before left, or fresh ones when a stage is run alone."""
    body = workspace.sources.tally(source_id)
    stored = codec.loads(Tally, body) if body else None
    return stored if stored and stored.run_id == run_id else Tally(source_id, run_id)


def _save(workspace: Workspace, tally: Tally, *, done: bool) -> None:
    error = (tally.error_code, tally.error) if tally.error_code and tally.error else None
    tally = replace(tally, ended=clock.now() if done else None)
    workspace.sources.save_tally(tally.source_id, codec.dumps(tally), error=error, done=done)


def _result(tally: Tally) -> dg.MaterializeResult[None]:
    """Totals only: no event, check or log line per dataset."""
    names: Sequence[str] = (
        "datasets",
        "seen",
        "new",
        "changed",
        "unchanged",
        "published",
        "quarantined",
        "rejected",
        "failed",
        "withdrawn",
    )
    return dg.MaterializeResult(metadata={name: getattr(tally, name) for name in names})
