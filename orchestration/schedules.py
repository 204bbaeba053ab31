"""One schedule per source and one for links, as federation.yaml says: cron and time zone."""

import dagster as dg

from federation.settings import FederationSettings, Schedule

#: The jobs of `orchestration.definitions` that a tick starts.
JOB = "main_job"
LINK_JOB = "link_health"


def build_schedules(settings: FederationSettings) -> list[dg.ScheduleDefinition]:
    """A schedule for each source that has one, and that of links; a tick asks for one run, once."""
    harvests = [
        _schedule(source.id, source.schedule)
        for _, source in settings.sources
        if source.schedule is not None
    ]
    links = settings.links.schedule
    return harvests if links is None else [*harvests, _link_schedule(links)]


def _link_schedule(schedule: Schedule) -> dg.ScheduleDefinition:
    @dg.schedule(
        name=LINK_JOB,
        job_name=LINK_JOB,
        cron_schedule=schedule.cron,
        execution_timezone=schedule.timezone,
        default_status=dg.DefaultScheduleStatus.RUNNING,
    )
    def tick(context: dg.ScheduleEvaluationContext) -> dg.RunRequest:
        return dg.RunRequest(run_key=f"{LINK_JOB}@{context.scheduled_execution_time.isoformat()}")

    return tick


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
