"""CKAN's resources as distributions, and the fields that datasets and resources share.

Another node of partage lists each of its tables twice, as CSV and as Parquet `derived_from` it: the
same table, of which one is taken. What it lists as documentation is a link there, and stays one.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urljoin, urlsplit

from connectors.context import Context
from connectors.words import formats
from connectors.words.dates import moment
from connectors.words.declared import schema_ref
from connectors.words.licences import licence
from connectors.words.texts import Json, folded, items, mapping, multilingual, prose, text, whole
from federation.model import Distribution, SchemaRef

Record = Mapping[str, Json]
EMPTY: tuple[Json, ...] = (None, "", [], {})


def first_licence(fields: Record, names: Iterable[str], lost: Counter[str]) -> str | None:
    """The licence that some fields name; counted as lost where they name one unknown to us."""
    words = [fields.get(name) for name in names if text(fields.get(name))]
    found = licence(words)
    lost["licence"] += bool(words) and found is None
    return found


def first_moment(fields: Record, names: Iterable[str], lost: Counter[str]) -> datetime | None:
    """The first of some fields that is a date; a written date that is none is counted as lost."""
    for name in names:
        words = text(fields.get(name))
        found = moment(words) if words else None
        if found is not None:
            return found
        lost["date"] += bool(words)
    return None


def first_schema(fields: Record, names: Iterable[str]) -> tuple[SchemaRef | None, bool]:
    """The schema that some fields declare, and whether they declare anything."""
    words = [fields[name] for name in names if fields.get(name) not in EMPTY]
    return next(filter(None, map(schema_ref, words)), None), bool(words)


@dataclass(frozen=True, slots=True)
class ResourceReader:
    """Reads the resources of one dataset; `lost` counts what could not be mapped."""

    context: Context
    address: str
    lost: Counter[str]

    def read(self, record: Record, fields: Record) -> tuple[Distribution, ...]:
        """The distributions of a record; `fields` are those of its dataset, extras included."""
        found: dict[str, Distribution] = {}
        listed = [mapping(resource) for resource in items(record.get("resources"))]
        of_node = "partage_provenance" in fields
        forms: frozenset[int] = _other_forms(listed) if of_node else frozenset()
        for position, resource in enumerate(listed):
            if not resource or folded(resource.get("state")) == "deleted" or position in forms:
                continue
            each = self._distribution(resource, position)
            if of_node and resource.get("resource_type") == "documentation":
                each = replace(each, download_url=None)
            if each.remote_id in found:
                self.lost["resource id"] += 1
                continue
            found[each.remote_id] = each
        return _with_dataset_schema(tuple(found.values()), fields)

    def _distribution(self, resource: Record, position: int) -> Distribution:
        default = self.context.language
        address = self._address_of(resource.get("url") or resource.get("access_url"))
        download = self._address_of(resource.get("download_url")) or address
        name = formats.short_format(resource.get("format"), resource.get("mimetype"), download)
        titles = (resource.get("name_translated"), resource.get("name") or resource.get("title"))
        notes = (resource.get("description_translated"), resource.get("description"))
        dates = ("last_modified", "modified", "metadata_modified")
        schema, declared = first_schema(resource, ("schema", "conforms_to", "conformsTo"))
        self.lost["schema"] += declared and schema is None
        return Distribution(
            remote_id=text(resource.get("id")) or address or str(position),
            title=multilingual(titles, default),
            description=multilingual(notes, default),
            access_url=address,
            download_url=download or None,
            format=name,
            media_type=formats.media_type(name, resource.get("mimetype")),
            byte_size=whole(resource.get("size")),
            modified=first_moment(resource, dates, self.lost),
            checksum=text(resource.get("hash")) or None,
            licence=first_licence(resource, ("license", "licence", "license_url"), self.lost),
            rights=prose(resource.get("rights"))[:300] or None,
            schema=schema,
        )

    def _address_of(self, value: Json) -> str:
        """An absolute web address; "" where the resource has none."""
        words = text(value)
        try:
            found = urljoin(f"{self.address}/", words) if words.startswith("/") else words
            web = urlsplit(found).scheme in {"http", "https"}
        except ValueError:
            web = False
        self.lost["url"] += bool(words) and not web
        return found if words and web else ""


def _other_forms(resources: Sequence[Record]) -> frozenset[int]:
    """Positions of the resources that are another form of one listed beside them."""
    derived = [text(resource.get("derived_from")) for resource in resources]
    first_forms = {
        text(resource.get("id"))
        for resource, source in zip(resources, derived, strict=True)
        if not source
    }
    return frozenset(place for place, source in enumerate(derived) if source in first_forms - {""})


def _with_dataset_schema(
    each: tuple[Distribution, ...], fields: Record
) -> tuple[Distribution, ...]:
    """A schema declared for the whole dataset is that of its only table."""
    tables = [one for one in each if one.format in formats.TABULAR]
    ref, _ = first_schema(fields, ("conforms_to", "conformsTo", "schema"))
    if ref is None or len(tables) != 1 or tables[0].schema is not None:
        return each
    return tuple(replace(one, schema=ref) if one is tables[0] else one for one in each)
