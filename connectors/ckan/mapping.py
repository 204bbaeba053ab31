"""CKAN's and DKAN's datasets in DCAT-AP terms.

Fields: CKAN 2.12 (package_show), ckanext-dcat's profiles and legacy extras, ckanext-fluent's
translated fields, ckanext-harvest's and ckanext-spatial's extras.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from connectors.ckan.resources import (
    EMPTY,
    Record,
    ResourceReader,
    first_licence,
    first_moment,
)
from connectors.ckan.showcases import Showcases
from connectors.context import Context
from connectors.finish import finish
from connectors.provenance import chain, is_under
from connectors.selection import Facts
from connectors.words import places
from connectors.words.access import access_right
from connectors.words.dates import period, span
from connectors.words.texts import (
    Json,
    items,
    keywords,
    languages,
    mapping,
    multilingual,
    text,
)
from connectors.words.vocabularies import frequency, themes
from federation.i18n import pick
from federation.model import Contact, Dataset, Origin, Spatial

_LICENCE_FIELDS = ("license_id", "license_url", "license_title")
_ISSUED = ("issued", "dcat_issued", "metadata_created")
_MODIFIED = ("modified", "dcat_modified", "metadata_modified")


def identify(item: Json) -> str:
    """The id of a dataset, else its name."""
    record = mapping(item)
    return text(record.get("id")) or text(record.get("name"))


def facts(item: Json) -> Facts:
    """What a selection may be about."""
    record = mapping(item)
    organization = mapping(record.get("organization"))
    groups = [mapping(group) for group in items(record.get("groups"))]
    tags = (mapping(tag).get("name", tag) for tag in items(record.get("tags")))
    names = ("name", "title", "id", "display_name")
    return Facts(
        ids=(record.get("id"), record.get("name")),
        organizations=(*(organization.get(name) for name in names), record.get("owner_org")),
        themes=tuple(group.get(name) for group in groups for name in names),
        tags=tuple(tags),
    )


def _extras(record: Record) -> dict[str, Json]:
    """Extra fields by key: a list of key and value, or a plain mapping in old versions."""
    found = record.get("extras")
    if isinstance(found, Mapping):
        return dict(found)
    pairs = (mapping(extra) for extra in items(found))
    return {text(pair.get("key")): pair.get("value") for pair in pairs}


class CkanMapper:
    """Maps the datasets of one CKAN source."""

    def __init__(self, context: Context, address: str, showcases: Showcases | None = None) -> None:
        self._context = context
        self._address = address
        self._showcases = showcases

    def read(self, item: Json) -> Dataset:
        """One dataset; what could not be mapped is counted in `unmapped`."""
        found = _Reading(self._context, self._address, mapping(item)).dataset()
        if self._showcases is None:
            return found
        name = text(mapping(item).get("name"))
        return replace(found, reuses=self._showcases.of(found.remote_id, name))


class _Reading:
    """One record while it is read: its fields, its extras, and what could not be mapped."""

    def __init__(self, context: Context, address: str, record: Record) -> None:
        self.context = context
        self.address = address
        self.record = record
        self.fields = {**_extras(record), **{k: v for k, v in record.items() if v not in EMPTY}}
        self.unmapped: Counter[str] = Counter()
        self._resources = ResourceReader(context, address, self.unmapped)

    def dataset(self) -> Dataset:
        fields, default = self.fields, self.context.language
        found_themes, strange = themes(self._theme_words())
        self.unmapped["theme"] += strange
        label = text(fields.get("license_title")) or text(fields.get("license_id"))
        names = tuple(filter(None, (text(fields.get("name")),)))
        dataset = Dataset(
            remote_id=identify(self.record),
            identifier=self._identifier(),
            title=multilingual((fields.get("title_translated"), fields.get("title")), default)
            or {default: names[0] if names else identify(self.record)},
            description=multilingual(
                (fields.get("notes_translated"), fields.get("notes")), default
            ),
            keywords=keywords(fields.get("tags"), fields.get("tags_translated"), default),
            themes=found_themes,
            languages=self._languages(),
            licence=first_licence(fields, _LICENCE_FIELDS, self.unmapped),
            licence_label=label or None,
            access_rights=access_right((fields.get("access_rights"), fields.get("accessRights"))),
            publisher=self._publisher(),
            contact=self._contact(),
            landing_page=f"{self.address}/dataset/{names[0] if names else identify(self.record)}",
            frequency=self._frequency(),
            spatial=self._spatial(),
            temporal=self._temporal(),
            issued=first_moment(fields, _ISSUED, self.unmapped),
            modified=first_moment(fields, _MODIFIED, self.unmapped),
            provenance=self._provenance(),
            distributions=self._resources.read(self.record, fields),
            unmapped={name: count for name, count in self.unmapped.items() if count},
        )
        return finish(dataset, self.context, names)

    def _identifier(self) -> str:
        names = ("identifier", "uri", "guid")
        return next((text(self.fields[n]) for n in names if text(self.fields.get(n))), "") or (
            identify(self.record)
        )

    def _theme_words(self) -> Iterable[Json]:
        words = [*items(self.fields.get("theme")), *items(self.fields.get("themes"))]
        groups = (mapping(group) for group in items(self.fields.get("groups")))
        titles = [
            group.get("title") or group.get("display_name") or group.get("name") for group in groups
        ]
        return dict.fromkeys(map(text, words or titles))

    def _languages(self) -> tuple[str, ...]:
        found = languages(self.fields.get("language"))
        if self.fields.get("language") and not found:
            self.unmapped["language"] += 1
        return found or (self.context.language,)

    def _publisher(self) -> str | None:
        declared = mapping(next(iter(items(self.fields.get("publisher"))), None))
        organization = mapping(self.fields.get("organization"))
        return (
            text(declared.get("name"))
            or text(self.fields.get("publisher_name"))
            or text(organization.get("title") or organization.get("name"))
            or None
        )

    def _contact(self) -> Contact | None:
        fields = self.fields
        point = mapping(next(iter(items(fields.get("contact"))), None))
        upkeep = mapping(fields.get("maintainer"))
        name = point.get("name") or fields.get("contact_name") or upkeep.get("name")
        email = point.get("email") or fields.get("contact_email") or fields.get("contact-email")
        email = email or fields.get("maintainer_email") or upkeep.get("email")
        if not name and not upkeep:
            name = fields.get("maintainer")
        contact = Contact(
            text(name) or None,
            text(email or fields.get("author_email")) or None,
            text(point.get("url")) or None,
        )
        return contact if contact != Contact() else None

    def _frequency(self) -> str | None:
        names = ("frequency", "accrual_periodicity", "accrualPeriodicity", "frequency-of-update")
        words = next((self.fields[name] for name in names if self.fields.get(name)), None)
        found = frequency(next(iter(items(words)), None))
        if words and found is None:
            self.unmapped["frequency"] += 1
        return found

    def _spatial(self) -> Spatial | None:
        fields = self.fields
        corners = ("bbox-west-long", "bbox-south-lat", "bbox-east-long", "bbox-north-lat")
        words = fields.get("spatial") or fields.get("spatial_coverage")
        found = places.spatial(fields.get("spatial")) or places.coverage(
            fields.get("spatial_coverage")
        )
        if found is None and all(name in fields for name in corners):
            bounds = places.box(*(fields[name] for name in corners))
            found = Spatial(bbox=bounds) if bounds else None
        if words and found is None:
            self.unmapped["spatial"] += 1
        return found

    def _temporal(self) -> tuple[str | None, str | None] | None:
        fields = self.fields
        start = fields.get("temporal_start") or fields.get("temporal_coverage-from")
        end = fields.get("temporal_end") or fields.get("temporal_coverage-to")
        found = span(fields.get("temporal_coverage")) or period(start, end)
        if (start or end or fields.get("temporal_coverage")) and found is None:
            self.unmapped["temporal"] += 1
        return found

    def _provenance(self) -> tuple[Origin, ...]:
        fields = self.fields
        hops = chain(fields.get("partage_provenance"))
        url = fields.get("harvest_dataset_url") or fields.get("harvest_url")
        url = url or fields.get("harvest_source_url") or fields.get("harvest_catalogue_url")
        # A CKAN that harvests a node as DCAT keeps no chain, but the node's names of the dataset.
        node = self.context.settings.federation.base_url
        names = (text(fields.get(name)) for name in ("uri", "guid", "url", "landing_page"))
        url = next((name for name in names if is_under(name, node)), url)
        if not hops and text(url):
            title = fields.get("harvest_catalogue_name") or fields.get("harvest_source_title")
            hops = (
                Origin(
                    text(url), text(fields.get("guid")) or self._identifier(), text(title) or None
                ),
            )
        source = self.context.source
        title = pick(source.title, self.context.language) or None
        return (*hops, Origin(self.address, identify(self.record), title))
