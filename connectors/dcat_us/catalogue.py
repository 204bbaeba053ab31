"""DCAT-US: catalogues in one JSON file, as `data.json` of CKAN, DKAN, Socrata, ArcGIS Hub, udata.

Versions 1.1 (Project Open Data: texts) and 3.0 (objects where 1.1 has texts, series of datasets).
Not a connector: a reading of the items of such a file, for the connector that fetched it.
"""

import hashlib
from collections.abc import Iterator, Sequence
from urllib.parse import urljoin, urlsplit, urlunsplit

from connectors.arcgis.ids import hub_id
from connectors.context import Context
from connectors.dcat_us.mapping import DcatUsMapper, agents, withheld_level
from connectors.selection import Facts
from connectors.walk import Reader, as_json
from connectors.words import texts
from connectors.words.texts import Json, folded, mapping, text
from federation.errors import FailureCode
from federation.harvest import ItemFailure, RawRecord
from federation.i18n import msg

_MAX_NESTING = 4
_DATASET_TYPES = frozenset({"dataset", "dcat:dataset"})
_PROFILES = ("project-open-data.cio.gov", "dcat-us", "resources.data.gov/schemas/dcat")


def is_dcat_us(value: Json) -> bool:
    """Whether a JSON answer is a DCAT-US catalogue (or one dataset of version 3.0)."""
    found = mapping(value)
    if "@graph" in found:
        return False
    if isinstance(found.get("dataset"), list) or found.get("datasetSeries"):
        return True
    profile = folded(_reference(found.get("conformsTo")))
    if "dataset" in found and any(name in profile for name in _PROFILES):
        return True
    return _is_lone_dataset(found)


def _is_lone_dataset(found: Json) -> bool:
    typed = folded(found.get("@type")) in _DATASET_TYPES
    return typed and "@context" not in found and bool(found.get("title"))


def _reference(value: Json) -> Json:
    one = mapping(value)
    return [one.get("@id"), one.get("title")] if one else value


def items(value: Json) -> list[Json]:
    """Every dataset of a catalogue, those of its series and inner catalogues once each."""
    found = mapping(value)
    if _is_lone_dataset(found):
        return [value]
    listed = list(_listed(found, 0))
    known = {identify(item) for item in listed}
    for member in _members(found, 0):
        name = identify(member)
        if not name or name not in known:
            known.add(name)
            listed.append(member)
    return listed


def _values(value: Json) -> Sequence[Json]:
    """Members of a list; of a mapping by number, as PHP writes a list with holes."""
    if isinstance(value, dict) and value and all(text(key).isdecimal() for key in value):
        return list(value.values())
    return texts.items(value)


def _listed(found: Json, depth: int) -> Iterator[Json]:
    yield from _values(found.get("dataset"))
    if depth < _MAX_NESTING:
        for inner in map(mapping, _values(found.get("catalog"))):
            yield from _listed(inner, depth + 1)


def _members(found: Json, depth: int) -> Iterator[Json]:
    for series in map(mapping, _values(found.get("datasetSeries"))):
        for name in ("seriesMember", "first", "last"):
            yield from (item for item in _values(series.get(name)) if isinstance(item, dict))
    if depth < _MAX_NESTING:
        for inner in map(mapping, _values(found.get("catalog"))):
            yield from _members(inner, depth + 1)


def identify(item: Json) -> str:
    """The id of a dataset; "" where nothing tells it apart from others.

    ArcGIS addresses are reduced to their item id. Without an identifier: the item's `@id`, an
    ArcGIS item it shows, else a digest of its title and publisher.
    """
    found = mapping(item)
    declared = declared_identifier(found)
    if declared:
        return hub_id(declared) or declared
    shown = [found.get("landingPage")]
    shown += [mapping(each).get("accessURL") for each in _values(found.get("distribution"))]
    arcgis = next(filter(None, (hub_id(_address(each)) for each in shown)), None)
    return arcgis or _derived(found)


def _address(value: Json) -> Json:
    one = mapping(value)
    return one.get("accessURL") or one.get("@id") if one else value


def declared_identifier(found: Json) -> str:
    """The publisher's own identifier: a text, or an object of version 3.0."""
    declared = found.get("identifier")
    one = mapping(next(iter(texts.items(declared)), None))
    name = text(one.get("@id") or one.get("notation")) if one else text(declared)
    own = text(found.get("@id"))
    return name or ("" if own.startswith("_:") else own)


def _derived(found: Json) -> str:
    title = folded(found.get("title"))
    if not title:
        return ""
    publisher = folded(next(iter(agents(found.get("publisher"))), ""))
    digest = hashlib.sha256(f"{title}\n{publisher}".encode()).hexdigest()
    return f"derived-{digest[:16]}"


def facts(item: Json) -> Facts:
    """What a selection may be about."""
    found = mapping(item)
    return Facts(
        ids=(identify(found), declared_identifier(found), found.get("title")),
        organizations=tuple(agents(found.get("publisher"))),
        themes=tuple(
            mapping(each).get("prefLabel", each) for each in texts.items(found.get("theme"))
        ),
        tags=tuple(texts.items(found.get("keyword"))),
    )


def reader(context: Context, address: str) -> Reader:
    """How the items of a catalogue at `address` are read.

    Reading an item that is not public is refused (a mapping failure): see `public`.
    """
    mapper = DcatUsMapper(context, address, identify, declared_identifier)
    return Reader(identify, facts, mapper.read)


def public(values: Sequence[Json], url: str) -> tuple[list[Json], tuple[ItemFailure, ...]]:
    """The public datasets of a page, and why the others are left out.

    `accessLevel` "restricted public" and "non-public" (DCAT-US 1.1) and the EU access rights of
    the same meaning announce data that is not open: these are WITHDRAWN.
    """
    shown, left = [], []
    for item in values:
        level = withheld_level(mapping(item))
        if level is None:
            shown.append(item)
            continue
        words = msg(
            "The publisher marks this dataset as “%(level)s”: it is not published here.",
            level=level,
        )
        raw = RawRecord(*as_json(item), url)
        name = identify(item) or "unnamed"
        left.append(ItemFailure(name, FailureCode.WITHDRAWN, words, raw))
    return shown, tuple(left)


def next_page(value: Json, url: str) -> str | None:
    """The address of the page after this one, on the host of `url`; None after the last.

    DCAT-US knows no pages: portals that cut `data.json` name the next one in one of these ways.
    """
    found = mapping(value)
    views = (found, *(mapping(found.get(name)) for name in ("links", "pagination", "view", "meta")))
    named = [view.get(key) for view in views for key in ("next", "nextPage", "hydra:next")]
    links = (mapping(link) for link in texts.items(found.get("links")))
    named += [link.get("href") for link in links if folded(link.get("rel")) == "next"]
    words = next(filter(None, (text(_address(each)) for each in named)), "")
    return _rebased(words, url) if words else None


def _rebased(words: str, url: str) -> str | None:
    """An address on the host of another: portals behind a proxy name hosts nobody can reach."""
    try:
        target, home = urlsplit(urljoin(url, words)), urlsplit(url)
    except ValueError:
        return None
    if target.scheme not in {"http", "https"}:
        return None
    return urlunsplit((home.scheme, home.netloc, target.path, target.query, ""))
