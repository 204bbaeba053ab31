"""Where a record comes from: its chain of origin, and the refusal of our own records.

A federation publishes what it harvested; harvested back, its records would circle for ever and
count twice. The chain is read from what portals tell (harvest extras of CKAN, source domain of
Opendatasoft, `partage_provenance` and provenance statements of other nodes) and ends with the
portal at hand. Portals that keep no chain still keep identifiers, pages or addresses of files.
"""

from connectors.context import Context
from connectors.words.texts import Json, items, mapping, text
from federation.identity import address
from federation.model import Dataset, Distribution, Origin


def chain(value: Json) -> tuple[Origin, ...]:
    """Origins that another node wrote down, first publisher first; bad ones are left out."""
    found = []
    for item in map(mapping, items(value)):
        origin = Origin(
            url=text(item.get("url")),
            identifier=text(item.get("identifier")),
            title=text(item.get("title")) or None,
            node=text(item.get("node")) or None,
        )
        if origin.url or origin.node:
            found.append(origin)
    return tuple(found)


def is_under(url: str, base: str) -> bool:
    """Whether an address lies at or below another, whatever its scheme, `www.` and usual port."""
    (host, path), (base_host, base_path) = address(url), address(base)
    return bool(host) and host == base_host and f"{path}/".startswith(f"{base_path}/")


def is_own(dataset: Dataset, context: Context) -> bool:
    """Whether a record has already passed through this federation, on whatever path.

    One of: its node or its address anywhere in the chain, as identifier or as page of the dataset;
    every file kept here. A partner's dataset that links to one of our files among its own is his.
    """
    node = context.settings.federation
    return (
        any(hop.node == node.id for hop in dataset.provenance)
        or any(_of_other_source(hop.url, context) for hop in dataset.provenance)
        or _of_other_source(dataset.identifier, context)
        or any(is_under(url, node.base_url) for url in _addresses(dataset))
        or _all_files_under(dataset.distributions, node.base_url)
    )


def _of_other_source(name: str, context: Context) -> bool:
    """Whether a name that this federation made up was made up for another of its sources."""
    ours = f"urn:partage:{context.settings.federation.id}:"
    made_here = f"{ours}{context.source.id}:"
    return name.startswith(ours) and not f"{name}:".startswith(made_here)


def _addresses(dataset: Dataset) -> list[str]:
    """Where a record says that it comes from."""
    hops = [url for hop in dataset.provenance for url in (hop.url, hop.identifier)]
    return [*hops, dataset.identifier, dataset.remote_id, dataset.landing_page or ""]


def _all_files_under(files: tuple[Distribution, ...], base: str) -> bool:
    told = [url for one in files if (url := one.download_url or one.access_url)]
    return bool(told) and all(is_under(url, base) for url in told)
