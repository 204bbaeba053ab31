"""What the settings of a source add to each dataset, whatever the portal."""

from collections.abc import Mapping
from dataclasses import replace

from connectors.context import Context
from connectors.words.declared import schema_ref
from connectors.words.formats import TABULAR
from connectors.words.licences import licence
from federation.axes import axes
from federation.model import Dataset, Distribution, SchemaRef


def finish(dataset: Dataset, context: Context, names: tuple[str, ...] = ()) -> Dataset:
    """The dataset with the source's licence where it has none, its schemas, its chosen formats.

    `names` are further names of the dataset by which `source.schemas` may know it.
    """
    known = (dataset.remote_id, dataset.identifier, *names)
    of_dataset = _override(context.source.schemas, known)
    distributions = tuple(
        _distribution(each, of_dataset, context) for each in dataset.distributions
    )
    own = context.source.licence
    if own and not dataset.licence and not dataset.licence_label:
        dataset = replace(dataset, licence=licence((own,)), licence_label=own)
    return replace(dataset, axes=axes(dataset.themes), distributions=distributions)


def _override(schemas: Mapping[str, str], names: tuple[str, ...]) -> SchemaRef | None:
    found = next((schemas[name] for name in names if name in schemas), None)
    return (schema_ref(found) or SchemaRef(found)) if found else None


def _distribution(
    distribution: Distribution, of_dataset: SchemaRef | None, context: Context
) -> Distribution:
    file = distribution.access_url.split("?", 1)[0].rsplit("/", 1)[-1]
    names = (distribution.remote_id, *distribution.title.values(), file)
    schema = _override(context.source.schemas, names)
    if schema is None and distribution.format in TABULAR:
        schema = of_dataset
    wanted = {name.upper() for name in context.source.select.formats}
    link_only = bool(wanted) and distribution.format not in wanted
    return replace(
        distribution,
        schema=schema or distribution.schema,
        download_url=None if link_only else distribution.download_url,
    )
