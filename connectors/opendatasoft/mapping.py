"""Opendatasoft's datasets in DCAT-AP terms.

Fields: Explore API v2.1 (`metas.default`, `metas.dcat`, `metas.dcat_ap`, `metas.custom`). Catalogue
exports may spell them flat (`default.title`); both are read.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from urllib.parse import quote, urlsplit

from connectors.context import Context
from connectors.finish import finish
from connectors.opendatasoft.files import OpendatasoftFiles, Records
from connectors.provenance import chain
from connectors.selection import Facts
from connectors.words import places
from connectors.words.access import access_right
from connectors.words.dates import moment, period
from connectors.words.declared import schema_ref
from connectors.words.licences import licence
from connectors.words.texts import Json, items, keywords, languages, mapping, multilingual, text
from connectors.words.vocabularies import frequency, themes
from federation.i18n import pick
from federation.model import Contact, Dataset, Distribution, Origin, SchemaRef, Spatial

Record = Mapping[str, Json]


def identify(item: Json) -> str:
    """The id of a dataset in its portal."""
    record = mapping(item)
    return text(record.get("dataset_id")) or text(record.get("datasetid"))


def metas(item: Json) -> dict[str, Record]:
    """Metadata by template: default, dcat, custom and so on."""
    record = mapping(item)
    found = {name: dict(mapping(values)) for name, values in mapping(record.get("metas")).items()}
    for name, value in record.items():
        template, dot, field = name.partition(".")
        if dot:
            found.setdefault(template, {})[field] = value
    return {name: values for name, values in found.items() if values}


def facts(item: Json) -> Facts:
    """What a selection may be about."""
    default = metas(item).get("default", {})
    return Facts(
        ids=(identify(item),),
        organizations=(default.get("publisher"),),
        themes=tuple(items(default.get("theme"))),
        tags=tuple(items(default.get("keyword"))),
    )


class OpendatasoftMapper:
    """Maps the datasets of one Opendatasoft portal, whose address is `base`."""

    def __init__(self, context: Context, base: str) -> None:
        self._context = context
        self._base = base
        #: Export formats that the portal offers, None as long as it was not asked.
        self.formats: frozenset[str] | None = None

    def read(self, item: Json) -> Dataset:
        """One dataset; what could not be mapped is counted in `unmapped`."""
        parquet = "parquet" in (self.formats or ())
        return _Reading(self._context, self._base, mapping(item), parquet).dataset()


class _Reading:
    """One record while it is read, and what could not be mapped."""

    def __init__(self, context: Context, base: str, record: Record, parquet: bool) -> None:
        self.parquet = parquet
        self.context = context
        self.base = base
        self.record = record
        self.id = identify(record)
        self.metas = metas(record)
        self.default = self.metas.get("default", {})
        self.unmapped: Counter[str] = Counter()

    def dataset(self) -> Dataset:
        default = self.default
        spoken = self._spoken()
        found_themes, strange = themes(items(default.get("theme")))
        self.unmapped["theme"] += strange
        dataset = Dataset(
            remote_id=self.id,
            identifier=self._identifier(),
            title=multilingual((default.get("title"),), spoken) or {spoken: self.id},
            description=multilingual((default.get("description"),), spoken),
            keywords=keywords(default.get("keyword"), None, spoken),
            themes=found_themes,
            languages=languages(default.get("language")) or (spoken,),
            licence=self._licence(),
            licence_label=text(default.get("license")) or None,
            access_rights=access_right((self._dcat("access_rights"), self._dcat("accessrights"))),
            publisher=text(default.get("publisher")) or None,
            contact=self._contact(),
            landing_page=f"{self.base}/explore/dataset/{quote(self.id)}/",
            frequency=self._frequency(),
            spatial=self._spatial(),
            temporal=period(
                self._dcat("temporal_coverage_start"), self._dcat("temporal_coverage_end")
            ),
            issued=self._moment(self._dcat("issued"), self._dcat("created")),
            modified=self._moment(default.get("modified"), default.get("data_processed")),
            provenance=self._provenance(),
            distributions=tuple(self._distributions(spoken)),
            unmapped={name: count for name, count in self.unmapped.items() if count},
        )
        return finish(dataset, self.context)

    def _spoken(self) -> str:
        """The language of title and description."""
        told = languages(self.default.get("metadata_languages"))
        own = self.context.city.languages
        return next(
            (code for code in own if code in told), told[0] if told else self.context.language
        )

    def _dcat(self, name: str) -> Json:
        """A field of the dcat or dcat_ap templates, else of a custom one."""
        for template in ("dcat", "dcat_ap", "custom"):
            value = self.metas.get(template, {}).get(name)
            if value not in (None, "", []):
                return value
        return None

    def _frequency(self) -> str | None:
        words = self._dcat("accrualperiodicity") or self._dcat("frequency")
        found = frequency(next(iter(items(words)), None))
        self.unmapped["frequency"] += bool(words) and found is None
        return found

    def _licence(self) -> str | None:
        words = [self.default.get("license_url"), self.default.get("license")]
        found = licence(filter(text, words))
        self.unmapped["licence"] += any(map(text, words)) and found is None
        return found

    def _contact(self) -> Contact | None:
        found = Contact(
            text(self._dcat("contact_name")) or None, text(self._dcat("contact_email")) or None
        )
        return found if found != Contact() else None

    def _spatial(self) -> Spatial | None:
        words = self._dcat("spatial") or self.default.get("bbox")
        found = places.spatial(words) if words else None
        self.unmapped["spatial"] += bool(words) and found is None
        label = text(self.default.get("territory") or self._dcat("geographic_coverage"))
        if found is None:
            return Spatial(label=label) if label else None
        return Spatial(found.bbox, found.geometry, label=label or None)

    def _moment(self, *values: Json) -> datetime | None:
        for value in values:
            found = moment(value)
            if found is not None:
                return found
            self.unmapped["date"] += bool(text(value))
        return None

    def _origin(self) -> Origin | None:
        """The portal this dataset was federated from."""
        name = text(self.default.get("source_dataset"))
        domain = text(
            self.default.get("source_domain_address") or self.default.get("source_domain")
        )
        if not name or not domain:
            return None
        host = domain if "." in domain else f"{domain}.opendatasoft.com"
        url = host if "://" in host else f"https://{host}"
        return Origin(url.rstrip("/"), name, text(self.default.get("source_domain_title")) or None)

    def _identifier(self) -> str:
        """The publisher's own identifier, else the same on the first portal and its federations."""
        declared = text(self._dcat("identifier"))
        origin = self._origin()
        host = urlsplit(origin.url if origin else self.base).netloc.lower()
        return declared or f"{origin.identifier if origin else self.id}@{host}"

    def _provenance(self) -> tuple[Origin, ...]:
        hops = chain(self._dcat("partage_provenance"))
        origin = self._origin()
        if not hops and origin is not None:
            hops = (origin,)
        title = pick(self.context.source.title, self.context.language) or None
        return (*hops, Origin(self.base, self.id, title))

    def _schema(self) -> SchemaRef | None:
        words = self._dcat("conforms_to") or self._dcat("conformsto") or self._dcat("schema")
        found = schema_ref(words) if words else None
        self.unmapped["schema"] += bool(words) and found is None
        return found

    def _distributions(self, spoken: str) -> Iterator[Distribution]:
        files = OpendatasoftFiles(self.context, self.base, self.id, self._title(spoken), spoken)
        if self.record.get("has_records") and self.record.get("data_visible", True):
            changed = self._moment(self.default.get("data_processed"), self.default.get("modified"))
            found = Records(
                fields=[mapping(field) for field in items(self.record.get("fields"))],
                processed=text(self.default.get("data_processed")),
                modified=changed,
                schema=self._schema(),
                parquet=self.parquet,
            )
            yield from files.exports(found)
        for kind in ("attachments", "alternative_exports"):
            for file in map(mapping, items(self.record.get(kind))):
                if file:
                    yield files.file(kind, file)

    def _title(self, spoken: str) -> str:
        title = self.default.get("title")
        return pick(multilingual((title,), spoken), spoken) or self.id
