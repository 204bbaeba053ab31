"""ArcGIS item ids inside addresses: what stays of a dataset's identity when its addresses change.

Hub and the feeds made from it name a dataset by pages that move with the site's name and the
dataset's title (datagouv/data.gouv.fr issue 680); the item id and the layer number stay.
"""

import re
from urllib.parse import parse_qs, urlsplit

from connectors.words.texts import Json, text

_ITEM = r"[0-9a-f]{32}"
_ID = re.compile(rf"({_ITEM})(?:_(\d{{1,4}}))?", re.I)
_IN_PATH = re.compile(
    rf"/(?:datasets|items|maps|documents|apps|content)/(?:[^/]*::)?({_ITEM})(?:_(\d{{1,4}}))?(?![0-9a-z])",
    re.I,
)
_PAGE = re.compile(r"/home/(?:item|webmap/viewer)\.html$|/sharing/", re.I)


def hub_id(value: Json) -> str | None:
    """The id of Hub (`item` or `item_layer`) in an address or id of ArcGIS; None in any other."""
    words = text(value)
    if whole := _ID.fullmatch(words):
        return _joined(whole[1], whole[2])
    try:
        parts = urlsplit(words)
    except ValueError:
        return None
    if not parts.netloc:
        return None
    query = {name.lower(): values[0] for name, values in parse_qs(parts.query).items()}
    named = _ID.fullmatch(query.get("id", ""))
    if named and _PAGE.search(parts.path):
        return _joined(named[1], query.get("sublayer") or query.get("layer") or named[2])
    found = _IN_PATH.search(parts.path)
    return _joined(found[1], found[2] or query.get("layers")) if found else None


def _joined(item: str, layer: str | None) -> str:
    return f"{item.lower()}_{layer}" if layer and layer.isdecimal() else item.lower()


def split(value: str) -> tuple[str, str | None]:
    """Item and layer of an id of Hub."""
    found = _ID.fullmatch(value)
    return (found[1].lower(), found[2]) if found else (value, None)


def uri(value: str) -> str:
    """The address of an item's own page, the same whichever site or feed shows the item.

    It is the identifier that Hub writes into its DCAT feeds.
    """
    item, layer = split(value)
    page = f"https://www.arcgis.com/home/item.html?id={item}"
    return f"{page}&sublayer={layer}" if layer else page
