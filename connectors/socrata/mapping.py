"""Socrata's datasets in DCAT-AP terms.

Fields: discovery API (`resource`, `classification`, `metadata`, `permalink`, `owner`). What a
portal adds to its form is read by `connectors.socrata.fields`. The owner is the account that
published a dataset, often a person's: it is not read.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from urllib.parse import quote

from connectors.context import Context
from connectors.finish import finish
from connectors.selection import Facts
from connectors.socrata.catalog import identify
from connectors.socrata.fields import (
    FREQUENCY,
    LICENCE,
    PUBLISHER,
    SPATIAL,
    TEMPORAL,
    Record,
    first,
    form_fields,
)
from connectors.words import formats
from connectors.words.dates import moment, period
from connectors.words.declared import schema_ref
from connectors.words.licences import licence
from connectors.words.texts import (
    Json,
    folded,
    items,
    keywords,
    languages,
    mapping,
    multilingual,
    prose,
    text,
)
from connectors.words.vocabularies import frequency, themes
from federation.i18n import pick
from federation.model import Contact, Dataset, Distribution, Origin, SchemaRef, Spatial

_TABLE = "dataset"
_KINDS = frozenset({"", _TABLE, "href", "link", "file", "blob"})
_GEOMETRIES = frozenset(
    {"point", "location", "line", "polygon", "multipoint", "multiline", "multipolygon"}
)
_FREQUENCIES = {
    "twice weekly": "semiweekly",
    "twice a week": "semiweekly",
    "twice daily": "semidaily",
    "twice monthly": "semimonthly",
    "every two weeks": "biweekly",
    "twice a year": "semiannual",
    "every business day": "daily",
    "weekdays": "daily",
    "every 10 years": "decennial",
}
_YEARS = re.compile(r"^\s*(\d{4})\s*(?:-|–|to)\s*(\d{4}|present)\s*$", re.I)
_INTERVAL = re.compile(r"^\s*(\d{4}[\dTZ:.-]*)\s*/\s*(\d{4}[\dTZ:.-]*)\s*$")


def is_own(item: Json, domain: str) -> bool:
    """Whether a record is a dataset of a domain: neither federated, nor a view of a dataset.

    What is no record at all is its own too: it is told as a failure, not passed over.
    """
    record = mapping(item)
    resource = mapping(record.get("resource"))
    if not identify(record):
        return True
    of_domain = folded(mapping(record.get("metadata")).get("domain")) in {"", domain}
    federated = "federated" in folded(resource.get("provenance"))
    return of_domain and not federated and folded(resource.get("type")) in _KINDS


def facts(item: Json) -> Facts:
    """What a selection may be about."""
    record = mapping(item)
    resource, kinds = mapping(record.get("resource")), mapping(record.get("classification"))
    fields = form_fields(record)
    return Facts(
        ids=(resource.get("id"), resource.get("name")),
        organizations=(resource.get("attribution"), *(fields.get(name) for name in PUBLISHER)),
        themes=(kinds.get("domain_category"), *items(kinds.get("categories"))),
        tags=(*items(kinds.get("domain_tags")), *items(kinds.get("tags"))),
    )


class SocrataMapper:
    """Maps the datasets of one Socrata domain, whose address is `base`."""

    def __init__(self, context: Context, base: str, domain: str) -> None:
        self._context = context
        self._base = base
        self._domain = domain

    def read(self, item: Json) -> Dataset:
        """One dataset; what could not be mapped is counted in `unmapped`."""
        return _Reading(self._context, self._base, self._domain, mapping(item)).dataset()


class _Reading:
    """One record while it is read, and what could not be mapped."""

    def __init__(self, context: Context, base: str, domain: str, record: Record) -> None:
        self.context = context
        self.base = base
        self.domain = domain
        self.record = record
        self.id = identify(record)
        self.resource = mapping(record.get("resource"))
        self.kinds = mapping(record.get("classification"))
        self.fields = form_fields(record)
        self.unmapped: Counter[str] = Counter()

    def dataset(self) -> Dataset:
        spoken = languages(self.fields.get("language")) or (self.context.language,)
        default = spoken[0]
        found_themes, strange = themes(self._theme_words())
        self.unmapped["theme"] += strange
        label = text(mapping(self.record.get("metadata")).get("license"))
        label = label or first(self.fields, LICENCE)
        dataset = Dataset(
            remote_id=self.id,
            # As the portal's own data.json names it, and those who harvest that.
            identifier=f"https://{self.domain}/api/views/{self.id}",
            title=multilingual((self.resource.get("name"),), default) or {default: self.id},
            description=multilingual((prose(self.resource.get("description")),), default),
            keywords=keywords(self._tags(), None, default),
            themes=found_themes,
            languages=spoken,
            licence=self._licence(label),
            licence_label=label or None,
            publisher=first(self.fields, PUBLISHER[:1])
            or text(self.resource.get("attribution"))
            or first(self.fields, PUBLISHER)
            or None,
            contact=self._contact(),
            landing_page=self._landing_page(),
            frequency=self._frequency(),
            spatial=self._spatial(),
            temporal=self._temporal(),
            issued=self._moment("createdAt"),
            modified=self._moment("updatedAt", "data_updated_at"),
            provenance=self._provenance(),
            distributions=tuple(self._distributions(default)),
            unmapped={name: count for name, count in self.unmapped.items() if count},
        )
        return finish(dataset, self.context)

    def _theme_words(self) -> list[Json]:
        """The portal's own category; Socrata's guesses only where it has none."""
        own = text(self.kinds.get("domain_category"))
        return [own] if own else list(items(self.kinds.get("categories")))

    def _tags(self) -> list[Json]:
        return [*items(self.kinds.get("domain_tags")), *items(self.kinds.get("tags"))]

    def _licence(self, label: str) -> str | None:
        found = licence((label, first(self.fields, LICENCE))) if label else None
        self.unmapped["licence"] += bool(label) and found is None
        return found

    def _contact(self) -> Contact | None:
        email = text(self.fields.get("contact email")) or text(self.resource.get("contact_email"))
        told = text(self.fields.get("contact information"))
        found = Contact(
            text(self.fields.get("contact name")) or None,
            email or (told if "@" in told and " " not in told else None) or None,
        )
        return found if found != Contact() else None

    def _landing_page(self) -> str:
        told = text(self.record.get("permalink")) or text(self.record.get("link"))
        return told or f"{self.base}/d/{quote(self.id, safe='')}"

    def _frequency(self) -> str | None:
        words = first(self.fields, FREQUENCY)
        found = frequency(_FREQUENCIES.get(folded(words), words))
        self.unmapped["frequency"] += bool(words) and found is None
        return found

    def _spatial(self) -> Spatial | None:
        label = first(self.fields, SPATIAL)
        return Spatial(label=label) if label else None

    def _temporal(self) -> tuple[str | None, str | None] | None:
        """Years or an ISO 8601 interval; dates as 6/5/2014 may be read two ways, and are not."""
        words = first(self.fields, TEMPORAL)
        if interval := _INTERVAL.match(words):
            return period(interval[1], interval[2])
        if years := _YEARS.match(words):
            return years[1], None if years[2].isalpha() else years[2]
        self.unmapped["temporal"] += bool(first(self.fields, TEMPORAL[:-1]))
        return None

    def _moment(self, *names: str) -> datetime | None:
        for name in names:
            words = text(self.resource.get(name))
            found = moment(words) if words else None
            if found is not None:
                return found
            self.unmapped["date"] += bool(words)
        return None

    def _provenance(self) -> tuple[Origin, ...]:
        title = pick(self.context.source.title, self.context.language) or None
        return (Origin(self.base, self.id, title),)

    def _schema(self) -> SchemaRef | None:
        words = self.fields.get("data standard") or self.fields.get("conforms to")
        found = schema_ref(words) if words else None
        self.unmapped["schema"] += bool(words) and found is None
        return found

    def _distributions(self, default: str) -> Iterator[Distribution]:
        """The rows: CSV to be downloaded, JSON and GeoJSON as links; other assets are links."""
        title = {default: text(self.resource.get("name")) or self.id}
        if folded(self.resource.get("type")) not in {"", _TABLE}:
            link = text(self.record.get("link")) or self._landing_page()
            yield Distribution("link", title, access_url=link)
            return
        changed, id_ = self._moment("data_updated_at"), quote(self.id, safe="")
        csv = f"{self.base}/api/views/{id_}/rows.csv?accessType=DOWNLOAD"
        yield Distribution(
            remote_id="rows-csv",
            title=title,
            access_url=csv,
            download_url=csv,
            format="CSV",
            media_type="text/csv",
            modified=changed,
            schema=self._schema(),
            # Exports are made on demand and carry no ETag; the portal stamps each load of rows.
            version=text(self.resource.get("data_updated_at")) or None,
        )
        rows = f"{self.base}/resource/{id_}"
        kinds = {folded(kind) for kind in items(self.resource.get("columns_datatype"))}
        yield _link("rows-json", title, f"{rows}.json", changed)
        if kinds & _GEOMETRIES:
            yield _link("rows-geojson", title, f"{rows}.geojson", changed)


def _link(
    remote_id: str, title: Mapping[str, str], url: str, changed: datetime | None
) -> Distribution:
    name = formats.extension(url)
    return Distribution(
        remote_id,
        title,
        access_url=url,
        format=name,
        media_type=formats.media_type(name),
        modified=changed,
    )
