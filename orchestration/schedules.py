"""One schedule per source, as federation.yaml says: cron fields in the city's time zone."""

from collections.abc import Sequence

import dagster as dg

from federation.settings import FederationSettings, SourceSettings


def build_schedules(
    settings: FederationSettings, assets: Sequence[dg.AssetsDefinition]
) -> list[dg.ScheduleDefinition]:
    """A schedule for each source that has one; each tick asks for one run, once."""
    job = dg.define_asset_job("main_job", selection=list(assets))
    return [_schedule(source, job) for _, source in settings.sources if source.schedule is not None]


def _schedule(
    source: SourceSettings, job: dg.UnresolvedAssetJobDefinition
) -> dg.ScheduleDefinition:
    if source.schedule is None:
        raise ValueError(source.id)

    @dg.schedule(
        name=f"harvest_{source.id.replace('-', '_')}",
        job=job,
        cron_schedule=source.schedule.cron,
        execution_timezone=source.schedule.timezone,
        default_status=dg.DefaultScheduleStatus.RUNNING,
    )
    def tick(context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
        due = context.scheduled_execution_time.isoformat()
        return dg.RunRequest(run_key=f"{source.id}@{due}", partition_key=source.id)

    return tick
