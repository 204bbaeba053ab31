"""Items of ArcGIS Hub in DCAT-AP terms.

Fields: those of an item of ArcGIS (developers.arcgis.com/rest, "Item"), as the search API shows
them under `properties` and the older API (v3) under `attributes`.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from connectors.arcgis import ids as arcgis_ids
from connectors.arcgis.files import ItemFiles
from connectors.ckan.resources import first_licence, first_moment
from connectors.context import Context
from connectors.finish import finish
from connectors.provenance import chain
from connectors.selection import Facts
from connectors.walk import as_json
from connectors.words import places
from connectors.words.texts import (
    Json,
    folded,
    items,
    keywords,
    language,
    mapping,
    multilingual,
    parsed,
    prose,
    text,
)
from connectors.words.vocabularies import themes
from federation.errors import FailureCode
from federation.harvest import ItemFailure, RawRecord
from federation.i18n import msg, pick
from federation.model import Contact, Dataset, Origin, Spatial

Record = Mapping[str, Json]

_NO_LICENCE = frozenset({"", "none", "custom", "null", "no-license", "nolicense"})
_DEGREES = frozenset({"4326", "4269", "4258"})  # WGS 84, NAD 83, ETRS 89: degrees, within metres
_MAX_LABEL = 300
#: Samples of the table's own cells, which the older API shows among its metadata.
_CELLS = frozenset({"statistics"})


def attributes(item: Json) -> Record:
    """The fields of an item in either API."""
    found = mapping(item)
    return mapping(found.get("attributes")) or mapping(found.get("properties"))


def identify(item: Json) -> str:
    """The id of Hub: that of the item, with its layer where Hub shows one layer of it."""
    found, fields = mapping(item), attributes(item)
    name = text(found.get("id")) or text(fields.get("id") or fields.get("itemId"))
    return arcgis_ids.hub_id(name) or name


def raw(item: Json) -> tuple[bytes, str]:
    """The raw record of an item, without samples of its data."""
    found = mapping(item)
    inner = {
        name: {key: value for key, value in found[name].items() if key not in _CELLS}
        for name in ("attributes", "properties")
        if isinstance(found.get(name), dict)
    }
    return as_json({**found, **inner} if inner else item)


def facts(item: Json) -> Facts:
    """What a selection may be about."""
    fields = attributes(item)
    organizations = ("orgName", "organization", "source", "owner", "orgId")
    return Facts(
        ids=(identify(item), *(fields.get(name) for name in ("slug", "itemId", "name", "title"))),
        organizations=tuple(fields.get(name) for name in organizations),
        themes=tuple(_categories(fields)),
        tags=tuple(items(fields.get("tags"))),
    )


def is_public(item: Json) -> bool:
    """Whether everybody may see an item."""
    return folded(attributes(item).get("access")) in {"", "public"}


def public(found: Sequence[Json], url: str) -> tuple[Sequence[Json], tuple[ItemFailure, ...]]:
    """The public items of a page, and why the others are left out."""
    words = msg("The portal shares this dataset with some people only: it is not published here.")
    left = tuple(
        ItemFailure(
            identify(item) or "unnamed", FailureCode.WITHDRAWN, words, RawRecord(*raw(item), url)
        )
        for item in found
        if not is_public(item)
    )
    return [item for item in found if is_public(item)], left


def _categories(fields: Record) -> list[str]:
    """Last words of the categories, which ArcGIS writes as paths."""
    return [text(each).rstrip("/").rsplit("/", 1)[-1] for each in items(fields.get("categories"))]


@dataclass(frozen=True, slots=True)
class ItemMapper:
    """Maps the items of one hub at `address`."""

    context: Context
    address: str

    def read(self, item: Json) -> Dataset:
        """One dataset; ValueError where it is not public."""
        if not is_public(item):
            raise ValueError("not a public item")
        return _Reading(self.context, self.address, item).dataset()


class _Reading:
    """One item while it is read, and what could not be mapped."""

    def __init__(self, context: Context, address: str, item: Json) -> None:
        self.context = context
        self.address = address
        self.item = mapping(item)
        self.fields = attributes(item)
        self.name = identify(item)
        self.lost: Counter[str] = Counter()
        self.default = language(self.fields.get("culture")) or context.language

    def dataset(self) -> Dataset:
        fields, default = self.fields, self.default
        found_themes, self.lost["theme"] = themes(_categories(fields))
        rights = self._rights()
        files = ItemFiles(self.address, self.name, self.item, fields, default)
        licence = first_licence(rights, ("url", "raw", "id", "spaced"), self.lost)
        dataset = Dataset(
            remote_id=self.name,
            identifier=arcgis_ids.uri(self.name) if arcgis_ids.hub_id(self.name) else self.name,
            title=multilingual((fields.get("title") or fields.get("name"),), default)
            or {default: self.name},
            description=multilingual(
                (text(fields.get("description")) or fields.get("snippet"),), default
            ),
            keywords=keywords(fields.get("tags"), None, default),
            themes=found_themes,
            languages=(default,),
            licence=licence,
            licence_label=rights["label"] or None,
            publisher=self._publisher(),
            contact=self._contact(),
            landing_page=f"{self.address}/datasets/{self.name}",
            spatial=self._spatial(),
            issued=first_moment(fields, ("created",), self.lost),
            modified=first_moment(fields, ("modified", "itemModified"), self.lost),
            provenance=self._provenance(),
            distributions=files.read(licence),
            unmapped={key: count for key, count in self.lost.items() if count},
        )
        return finish(dataset, self.context, tuple(filter(None, (text(fields.get("slug")),))))

    def _rights(self) -> dict[str, str]:
        """The licence as an address, as the publisher's own text, as a code, and for people."""
        structured = mapping(self.fields.get("structuredLicense"))
        code = text(self.fields.get("license"))
        words = text(self.fields.get("licenseInfo")) or text(structured.get("text"))
        known = "" if folded(code) in _NO_LICENCE else code
        url = text(structured.get("url"))
        label = (prose(words) or url or known)[:_MAX_LABEL]
        # Addresses of licences write hyphens where their names have spaces.
        spaced = f"{url} {label}".replace("-", " ")
        return {"url": url, "raw": words, "id": known, "spaced": spaced.strip(), "label": label}

    def _publisher(self) -> str | None:
        names = ("orgName", "organization", "source")
        return next(filter(None, (text(self.fields.get(name)) for name in names)), None)

    def _contact(self) -> Contact | None:
        email = text(self.fields.get("orgContactEmail")).removeprefix("mailto:")
        return Contact(self._publisher(), email) if email else None

    def _spatial(self) -> Spatial | None:
        names = ("extent", "itemExtent", "bbox")
        written = [*(self.fields.get(name) for name in names), self.item.get("geometry")]
        written = [value for value in map(parsed, written) if value and value != [[], []]]
        found = next(filter(None, map(_extent, written)), None)
        self.lost["spatial"] += bool(written) and found is None
        return found

    def _provenance(self) -> tuple[Origin, ...]:
        title = pick(self.context.source.title, self.context.language) or None
        hops = chain(self.fields.get("partage_provenance"))
        return (*hops, Origin(self.address, self.name, title))


def _extent(value: Json) -> Spatial | None:
    """An extent: GeoJSON, Esri's envelope in degrees, or two corners."""
    one = mapping(value)
    if "xmin" in one:
        system = mapping(one.get("spatialReference"))
        codes = {text(system.get(name)) for name in ("wkid", "latestWkid")}
        bounds = places.box(*(one.get(name) for name in ("xmin", "ymin", "xmax", "ymax")))
        return Spatial(bbox=bounds) if bounds and codes & _DEGREES else None
    if isinstance(value, list) and len(value) == 2:
        return places.spatial(json.dumps({"coordinates": value}))
    return places.spatial(value)
