"""Dagster's view: assets by source, a gate that blocks, schedules of federation.yaml."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime

import dagster as dg
import pytest
from sqlalchemy import select, update

from federation import codec
from federation.model import State
from federation.published import Table
from federation.store.quarantine import ungated
from federation.store.resources import Change
from federation.store.schema import published_table, release
from orchestration.assets import build_assets
from orchestration.checks import build_checks
from orchestration.dagster_home import environment, prepare
from orchestration.definitions import build_definitions
from orchestration.pipeline.progress import Silent
from orchestration.resources import FederationResource

FOLDER = {
    "id": "fichiers-de-lille",
    "connector": "files",
    "url": "fichiers",
    "schedule": {"cron": "15 4 * * 1-5", "timezone": "Europe/Paris"},
}


@pytest.fixture
def federation(federate, folder):
    (folder / "arbres.csv").write_text("essence;hauteur\nTilleul;9\nPlatane;15\n")
    return federate(FOLDER)


def materialize(federation, workspace, assets=None):
    resource = FederationResource(file=str(federation.file), home=str(federation.home))
    resource.lend(workspace, Silent())
    return dg.materialize(
        assets or [*build_assets(workspace.settings), *build_checks()],
        partition_key="fichiers-de-lille",
        resources={"federation": resource},
        raise_on_error=False,
    )


def test_the_four_assets_carry_totals(federation):
    with federation.open() as workspace:
        result = materialize(federation, workspace)
    assert result.success
    names = ["harvested", "examined", "anonymised", "published"]
    assert [
        event.asset_key.path[-1] for event in result.get_asset_materialization_events()
    ] == names
    totals = result.asset_materializations_for_node("published")[0].metadata
    assert totals["published"].value == 1
    checks = {check.check_name: check.passed for check in result.get_asset_check_evaluations()}
    names = ("walk_complete", "files_readable", "gate_passed", "served_gated")
    assert checks == dict.fromkeys(names, True)


def test_a_table_without_a_gate_record_blocks_publication(federation):
    """A gate bypassed by a fault of ours must not reach readers."""
    with federation.open() as workspace:
        materialize(federation, workspace)
        (row,) = workspace.resources.of("fichiers-de-lille")
        lease = workspace.leases.acquire("fichiers-de-lille")
        change = Change(row.id, State.GATED, {"anonymisation": None, "skip_key": "forged"})
        workspace.resources.advance(lease, "forged", [change])
        workspace.leases.release(lease)
        before = workspace.documents.history(row.id)
        later = [
            asset
            for asset in build_assets(workspace.settings)
            if asset.key.path[-1] in ("anonymised", "published")
        ]
        result = materialize(federation, workspace, [*later, *build_checks()[2:]])
        assert not result.success
        assert result.asset_materializations_for_node("published") == []
        assert workspace.documents.history(row.id) == before


def test_a_source_that_never_answers_fails_its_run(federate, site):
    """An answer that will not change by itself (here: no CKAN at all) is not asked for again."""
    wrong = {"id": "fichiers-de-lille", "connector": "ckan", "url": site.url}
    federation = federate(wrong)
    with federation.open() as workspace:
        result = materialize(federation, workspace)
    assert not result.success
    assert not [event for event in result.all_events if event.is_step_up_for_retry]
    assert result.get_asset_materialization_events() == []


def test_schedules_follow_federation_yaml(federation):
    definitions = build_definitions(
        federation.settings(),
        FederationResource(file=str(federation.file), home=str(federation.home)),
    )
    schedule = definitions.get_repository_def().get_schedule_def("harvest_fichiers_de_lille")
    assert schedule.cron_schedule == "15 4 * * 1-5"
    assert schedule.execution_timezone == "Europe/Paris"
    due = datetime(2026, 3, 2, 3, 15, tzinfo=UTC)
    with dg.DagsterInstance.ephemeral() as instance:
        context = dg.build_schedule_context(
            instance=instance,
            scheduled_execution_time=due,
            repository_def=definitions.get_repository_def(),
        )
        request = schedule.evaluate_tick(context).run_requests[0]
    assert request.partition_key == "fichiers-de-lille"
    assert request.run_key == f"fichiers-de-lille@{due.isoformat()}"


def test_no_telemetry_leaves_the_machine(federation):
    folder = prepare(federation.home)
    text = (folder / "dagster.yaml").read_text()
    assert "telemetry:\n  enabled: false" in text
    assert environment(federation.file, federation.home)["DAGSTER_DISABLE_TELEMETRY"] == "yes"
    with dg.DagsterInstance.from_config(str(folder)) as instance:
        assert not instance.telemetry_enabled
        assert instance.run_retries_enabled


def test_dagster_finds_the_definitions(federation):
    result = subprocess.run(
        [
            *(sys.executable, "-m", "dagster", "definitions", "validate"),
            *("-m", "orchestration.definitions"),
        ],
        env=environment(federation.file, federation.home),
        capture_output=True,
        text=True,
    )
    assert result.returncode == 0, result.stderr[-2000:]


def test_a_scheduled_run_opens_and_closes_its_own_federation(federation):
    """As the daemon does: nothing is lent, the resource reads federation.yaml itself."""
    result = dg.materialize(
        [*build_assets(federation.settings()), *build_checks()],
        partition_key="fichiers-de-lille",
        resources={
            "federation": FederationResource(file=str(federation.file), home=str(federation.home))
        },
        raise_on_error=False,
    )
    assert result.success
    assert list(federation.tables()) == ["arbres.csv"]


def test_a_served_table_without_a_gate_record_is_told(federation):
    """Whatever came past the blocking check is at least seen."""
    with federation.open() as workspace:
        assert materialize(federation, workspace).success
        with workspace.database.writing() as connection:
            row = connection.execute(select(published_table)).one()
            shown = codec.loads(Table, row.document)
            report = replace(shown.anonymisation, policy_hash="")
            forged = codec.dumps(replace(shown, anonymisation=report))
            connection.execute(update(published_table).values(document=forged))
            (run_id,) = connection.execute(select(release.c.run_id)).scalars()
        assert ungated(workspace.database, run_id) == (1, [row.id])
        assert ungated(workspace.database, "another") == (0, [])
