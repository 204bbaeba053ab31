"""Where a record comes from: its chain of origin, and the refusal of our own records.

A federation publishes what it harvested; harvested back, its records would circle for ever and
count twice. The chain is read from what portals tell (harvest extras of CKAN, source domain of
Opendatasoft, `partage_provenance` of other nodes) and ends with the portal at hand.
"""

from urllib.parse import urlsplit

from connectors.context import Context
from connectors.texts import Json, items, mapping, text
from federation.model import Origin


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


def _place(url: str) -> tuple[str, str]:
    try:
        parts = urlsplit(url)
    except ValueError:
        return "", ""
    return parts.netloc.lower(), parts.path.rstrip("/") + "/"


def is_under(url: str, base: str) -> bool:
    """Whether an address lies at or below another, whatever its scheme."""
    (host, path), (base_host, base_path) = _place(url), _place(base)
    return bool(host) and host == base_host and path.startswith(base_path)


def is_own(origins: tuple[Origin, ...], context: Context) -> bool:
    """Whether a record has already passed through this federation."""
    node = context.settings.federation
    return any(hop.node == node.id or is_under(hop.url, node.base_url) for hop in origins)
