"""One partition per source: Dagster sees sources, never datasets."""

import dagster as dg

from federation.settings import FederationSettings


def source_partitions(settings: FederationSettings) -> dg.StaticPartitionsDefinition:
    """The ids of all sources of federation.yaml."""
    return dg.StaticPartitionsDefinition([source.id for _, source in settings.sources])
