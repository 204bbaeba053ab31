"""Asset checks: one per family of rules, never one per dataset. Only the gate blocks.

https://docs.dagster.io/guides/test/asset-checks
"""

import dagster as dg

from federation.store.quarantine import ungated
from orchestration.assets import load_tally
from orchestration.pipeline.tally import Tally
from orchestration.resources import FederationResource

#: Names in metadata at most; the rest is counted.
SAMPLE = 200


def build_checks() -> list[dg.AssetChecksDefinition]:
    """Complete walk (warns), readable files (warns), gate before and after publication (errors)."""

    @dg.asset_check(asset="harvested", description="The portal was walked to its end.")
    def walk_complete(
        context: dg.AssetCheckExecutionContext, federation: FederationResource
    ) -> dg.AssetCheckResult:
        tally = _tally(context, federation)
        return dg.AssetCheckResult(
            passed=tally.error_code is None,
            severity=dg.AssetCheckSeverity.WARN,
            metadata={"reason": tally.error_code.value if tally.error_code else ""},
        )

    @dg.asset_check(asset="examined", description="Every fetched file could be read as a table.")
    def files_readable(
        context: dg.AssetCheckExecutionContext, federation: FederationResource
    ) -> dg.AssetCheckResult:
        tally = _tally(context, federation)
        return dg.AssetCheckResult(
            passed=tally.rejected == 0,
            severity=dg.AssetCheckSeverity.WARN,
            metadata={"rejected": tally.rejected, "failed": tally.failed},
        )

    @dg.asset_check(
        asset="anonymised",
        blocking=True,
        description="Every table about to be published has the record of a gate that passed.",
    )
    def gate_passed(
        context: dg.AssetCheckExecutionContext, federation: FederationResource
    ) -> dg.AssetCheckResult:
        count, without = federation.workspace.resources.gate_records(context.partition_key)
        return dg.AssetCheckResult(
            passed=not without,
            severity=dg.AssetCheckSeverity.ERROR,
            metadata={"tables": count, "without_record": without[:SAMPLE]},
        )

    @dg.asset_check(
        asset="published",
        description="Every table that the run gave readers has the record of a gate that passed.",
    )
    def served_gated(
        context: dg.AssetCheckExecutionContext, federation: FederationResource
    ) -> dg.AssetCheckResult:
        count, without = ungated(federation.workspace.database, context.run.run_id)
        return dg.AssetCheckResult(
            passed=not without,
            severity=dg.AssetCheckSeverity.ERROR,
            metadata={"tables": count, "without_record": without[:SAMPLE]},
        )

    return [walk_complete, files_readable, gate_passed, served_gated]


def _tally(context: dg.AssetCheckExecutionContext, federation: FederationResource) -> Tally:
    return load_tally(federation.workspace, context.partition_key, context.run.run_id)
