"""One schedule per source, as federation.yaml says: cron fields in the city's time zone."""

import dagster as dg

from federation.settings import FederationSettings, Schedule

#: The job of `orchestration.definitions` that a tick starts.
JOB = "main_job"


def build_schedules(settings: FederationSettings) -> list[dg.ScheduleDefinition]:
    """A schedule for each source that has one; each tick asks for one run, once."""
    return [
        _schedule(source.id, source.schedule)
        for _, source in settings.sources
        if source.schedule is not None
    ]


def _schedule(source_id: str, schedule: Schedule) -> dg.ScheduleDefinition:
    @dg.schedule(
        name=f"harvest_{source_id.replace('-', '_')}",
        job_name=JOB,
        cron_schedule=schedule.cron,
        execution_timezone=schedule.timezone,
        default_status=dg.DefaultScheduleStatus.RUNNING,
    )
    def tick(context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
        due = context.scheduled_execution_time.isoformat()
        return dg.RunRequest(run_key=f"{source_id}@{due}", partition_key=source_id)

    return tick
