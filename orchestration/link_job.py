"""The asset that keeps the health of links fresh, apart from the main job: totals only."""

from dataclasses import asdict

import dagster as dg

from orchestration.pipeline.boundary import describe
from orchestration.pipeline.link_health import check_links
from orchestration.resources import FederationResource

GROUP = "link_health"


def build_link_asset() -> dg.AssetsDefinition:
    """One asset for all sources: no event per address."""

    @dg.asset(group_name=GROUP)
    def links(federation: FederationResource) -> dg.MaterializeResult[None]:
        """Whether the addresses that datasets give still answer."""
        try:
            found = check_links(federation.workspace, progress=federation.progress)
        except Exception as error:  # noqa: BLE001 - nothing but a sentence enters the event log
            code, reason = describe(error, GROUP)
        else:
            return dg.MaterializeResult(metadata=asdict(found))
        raise dg.Failure(reason.render(), metadata={"reason": code.value}, allow_retries=False)

    return links
