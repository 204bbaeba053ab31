"""Records of OGC API – Records (OGC 20-004r1, clause 7) in DCAT-AP terms.

Drafts of the standard, which older servers still speak, named some fields otherwise: `record-…`
properties, `publisher`, `extent`, `associations`, one `externalId`, `licenses`.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from connectors.ckan.resources import first_licence, first_moment
from connectors.context import Context
from connectors.finish import finish
from connectors.ogc_records.links import LinkReader, target
from connectors.provenance import chain
from connectors.selection import Facts
from connectors.words import places
from connectors.words.dates import period
from connectors.words.texts import (
    Json,
    folded,
    items,
    keywords,
    language,
    mapping,
    multilingual,
    text,
)
from connectors.words.vocabularies import frequency, themes
from federation.i18n import pick
from federation.model import Contact, Dataset, Origin, Spatial

Record = Mapping[str, Json]

_PUBLISHERS = ("publisher", "owner", "custodian", "pointofcontact", "distributor", "author")
_CONTACTS = ("pointofcontact", "contact", "publisher", "custodian", "owner", "distributor")
_CREATED = ("created", "recordCreated", "record-created", "published")
_UPDATED = ("updated", "recordUpdated", "record-updated", "modified")


def identify(item: Json) -> str:
    """The id of a record."""
    return text(mapping(item).get("id"))


def properties(item: Json) -> Record:
    """The properties of a record."""
    return mapping(mapping(item).get("properties"))


def facts(item: Json) -> Facts:
    """What a selection may be about."""
    fields = properties(item)
    return Facts(
        ids=(identify(item), *external_ids(mapping(item)), fields.get("title")),
        organizations=tuple(map(_organization, _parties(fields))),
        themes=tuple(concepts(fields)),
        tags=tuple(items(fields.get("keywords"))),
    )


def external_ids(record: Record) -> list[str]:
    """Identifiers that others than the catalogue gave to the resource."""
    fields = properties(record)
    found = [fields.get("externalIds"), fields.get("externalId"), record.get("externalId")]
    each = (mapping(one).get("value", one) for value in found for one in items(value))
    return [name for name in map(text, each) if name]


def concepts(fields: Record) -> list[Json]:
    """Words of the knowledge organisation systems that classify a record."""
    found: list[Json] = []
    for theme in items(fields.get("themes")):
        for concept in items(mapping(theme).get("concepts")):
            one = mapping(concept)
            found.append(one.get("title") or one.get("name") or one.get("id") if one else concept)
    return found


def _parties(fields: Record) -> list[Record]:
    names = ("contacts", "providers", "contactPoint")
    return [one for name in names for one in map(mapping, items(fields.get(name))) if one]


def _organization(party: Record) -> str:
    return text(party.get("organization") or party.get("name"))


def _with_role(parties: Iterable[Record], wanted: tuple[str, ...]) -> list[Record]:
    """Parties in the order of the wanted roles, those without any of them last."""

    def rank(party: Record) -> int:
        listed = (*items(party.get("roles")), *items(party.get("role")))
        names = [folded(mapping(role).get("name", role)).replace("_", "") for role in listed]
        return min((wanted.index(name) for name in names if name in wanted), default=len(wanted))

    return sorted(parties, key=rank)


@dataclass(frozen=True, slots=True)
class RecordMapper:
    """Maps the records of one catalogue, which are shown at `address`."""

    context: Context
    address: str

    def read(self, item: Json) -> Dataset:
        """One dataset; what could not be mapped is counted in `unmapped`."""
        return _Reading(self.context, self.address, mapping(item)).dataset()


class _Reading:
    """One record while it is read, and what could not be mapped."""

    def __init__(self, context: Context, address: str, record: Record) -> None:
        self.context = context
        self.address = address
        self.record = record
        self.fields = properties(record)
        self.lost: Counter[str] = Counter()
        self.default = _spoken(self.fields.get("language")) or context.language
        self.links = LinkReader(record, self.fields, self.default, self.lost)

    def dataset(self) -> Dataset:
        fields, default, name = self.fields, self.default, identify(self.record)
        found_themes, self.lost["theme"] = themes(concepts(fields))
        rights = {"licence": self._licence_words(), "rights": fields.get("rights")}
        external = external_ids(self.record)
        dataset = Dataset(
            remote_id=name,
            identifier=external[0] if external else name,
            title=multilingual((fields.get("title"),), default) or {default: name},
            description=multilingual((fields.get("description"),), default),
            keywords=keywords(_plain_words(fields.get("keywords")), None, default),
            themes=found_themes,
            languages=self._languages(),
            licence=first_licence(rights, ("licence", "rights"), self.lost),
            licence_label=text(rights["licence"] or rights["rights"])[:300] or None,
            publisher=self._publisher(),
            contact=self._contact(),
            landing_page=self.links.landing_page() or self._own_page(name),
            frequency=self._frequency(),
            spatial=self._spatial(),
            temporal=self._temporal(),
            issued=first_moment(fields, _CREATED, self.lost),
            modified=first_moment(fields, _UPDATED, self.lost),
            provenance=self._provenance(name),
            distributions=self.links.read(),
            unmapped={key: count for key, count in self.lost.items() if count},
        )
        return finish(dataset, self.context, tuple(external[:1]))

    def _languages(self) -> tuple[str, ...]:
        listed = items(self.fields.get("resourceLanguages"))
        found = tuple(dict.fromkeys(filter(None, map(_spoken, listed))))
        self.lost["language"] += sum(_spoken(each) is None for each in listed)
        return found or (self.default,)

    def _licence_words(self) -> Json:
        declared = self.fields.get("license") or self.fields.get("licenses")
        one = mapping(next(iter(items(declared)), None))
        words = one.get("id") or one.get("url") or one.get("name") if one else declared
        return words or self.links.licence()

    def _publisher(self) -> str | None:
        declared = self.fields.get("publisher")
        name = text(mapping(declared).get("name") or declared)
        parties = _with_role(_parties(self.fields), _PUBLISHERS)
        return name or next(filter(None, map(_organization, parties)), None)

    def _contact(self) -> Contact | None:
        for party in _with_role(_parties(self.fields), _CONTACTS):
            mails = (mapping(mail).get("value", mail) for mail in items(party.get("emails")))
            mail = next(filter(None, map(text, (*mails, party.get("email")))), None)
            pages = (target(mapping(link)) for link in items(party.get("links")))
            name = text(party.get("organization") or party.get("name")) or None
            found = Contact(name, mail, next(filter(None, pages), None))
            if found != Contact():
                return found
        return None

    def _frequency(self) -> str | None:
        names = ("frequency", "accrualPeriodicity", "maintenanceFrequency", "updateFrequency")
        words = next((self.fields[name] for name in names if text(self.fields.get(name))), None)
        found = frequency(words)
        self.lost["frequency"] += bool(words) and found is None
        return found

    def _spatial(self) -> Spatial | None:
        extent = mapping(self.fields.get("extent"))
        boxes = items(mapping(extent.get("spatial")).get("bbox"))
        inner = boxes[0] if boxes and isinstance(boxes[0], list) else boxes
        shapes = (self.record.get("geometry"), self.record.get("bbox"), list(inner))
        written = [shape for shape in shapes if shape]
        found = next(filter(None, map(places.spatial, written)), None)
        self.lost["spatial"] += bool(written) and found is None
        return found

    def _temporal(self) -> tuple[str | None, str | None] | None:
        extent = mapping(mapping(self.fields.get("extent")).get("temporal")).get("interval")
        time = self.record.get("time") or self.fields.get("time") or extent
        one = mapping(time)
        ends = items(one.get("interval")) if one else items(time)
        if ends and isinstance(ends[0], list):
            ends = ends[0]
        day = one.get("date") or one.get("timestamp")
        found = period(ends[0], ends[1]) if len(ends) == 2 else period(day, day)
        written = any(text(end) not in {"", ".."} for end in (*ends, day))
        self.lost["temporal"] += written and found is None
        return found

    def _own_page(self, name: str) -> str:
        return f"{self.address.split('?', 1)[0]}/{name}"

    def _provenance(self, name: str) -> tuple[Origin, ...]:
        title = pick(self.context.source.title, self.context.language) or None
        hops = chain(self.fields.get("partage_provenance"))
        return (*hops, Origin(self.address.split("?", 1)[0], name, title))


def _spoken(value: Json) -> str | None:
    """The language of a code, a name, or an object of the standard."""
    one = mapping(value)
    return language(one.get("code") or one.get("id") or one.get("name") if one else value)


def _plain_words(value: Json) -> list[Json]:
    return [mapping(each).get("name", each) for each in items(value)]
