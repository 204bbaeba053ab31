"""Whether a source's next walk is full or incremental: the key of all that a walk depends on."""

from connectors import MAPPING
from connectors.base import Connector
from federation import codec
from federation.settings import CitySettings, SourceSettings
from federation.store.walks import Plan
from orchestration.pipeline.workspace import Workspace

#: Settings that change how a portal is asked, not what it yields.
_MANNERS = {"schedule", "politeness", "api_key"}


def plan_of(
    workspace: Workspace, city: CitySettings, source: SourceSettings, connector: Connector
) -> Plan:
    """The plan of a source's walk.

    Anything that changes what would be stored or published asks for a full walk: settings of the
    source or its city, the mapping, the policy, the engines. So does a bound on the number of
    datasets, which an incremental walk could not keep.
    """
    key = "|".join(
        (
            MAPPING,
            workspace.content_versions,
            workspace.settings.federation.id,
            workspace.settings.federation.base_url,
            source.model_dump_json(exclude=_MANNERS),
            city.model_dump_json(exclude={"sources"}),
        )
    )
    return Plan(
        key=codec.digest(key.encode()),
        incremental=connector.incremental and source.select.max_datasets is None,
        full_every=workspace.settings.incremental.full_every,
    )
