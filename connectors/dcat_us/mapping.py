"""Datasets of DCAT-US 1.1 and 3.0 in DCAT-AP terms.

Fields: resources.data.gov/resources/dcat-us (1.1), doi-do.github.io/dcat-us (3.0), and what
Socrata, DKAN, ArcGIS Hub and usmart write instead of them.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from connectors.arcgis import ids as arcgis_ids
from connectors.ckan.resources import first_licence, first_moment
from connectors.context import Context
from connectors.dcat_us.files import FileReader
from connectors.finish import finish
from connectors.provenance import chain
from connectors.words import places
from connectors.words.access import access_right
from connectors.words.dates import moment, period, span
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
from federation.model import Contact, Dataset, Origin, Spatial, Texts

Record = Mapping[str, Json]

_MAX_LABEL = 300
_WITHHELD = frozenset({"non-public", "non public", "nonpublic", "restricted public", "restricted"})
_NAMES = ("name", "prefLabel", "title", "altLabel")


def withheld_level(record: Record) -> str | None:
    """The words by which a publisher says that a dataset is not open data; None where it is."""
    level = text(record.get("accessLevel"))
    if folded(level).replace("_", " ") in _WITHHELD:
        return level
    rights = record.get("accessRights")
    code = text(mapping(rights).get("@id") or rights).rstrip("/").rsplit("/", 1)[-1]
    return code if code.upper() in {"NON_PUBLIC", "RESTRICTED", "CONFIDENTIAL"} else None


def agents(value: Json, depth: int = 0) -> Iterator[str]:
    """Names of an organisation and of those it belongs to, nearest first."""
    for each in items(value):
        one = mapping(each)
        name = next(filter(None, (text(one.get(key)) for key in _NAMES)), "")
        yield from filter(None, (name or (text(each) if not one else ""),))
        if depth < 5 and one.get("subOrganizationOf"):
            yield from agents(one["subOrganizationOf"], depth + 1)


@dataclass(frozen=True, slots=True)
class DcatUsMapper:
    """Maps the datasets of one catalogue at `address`."""

    context: Context
    address: str
    identify: Callable[[Json], str]
    declared: Callable[[Json], str]

    def read(self, item: Json) -> Dataset:
        """One dataset; ValueError where it is not public."""
        record = mapping(item)
        if withheld_level(record) is not None:
            raise ValueError("not a public dataset")
        return _Reading(self, record).dataset()


class _Reading:
    """One record while it is read, and what could not be mapped."""

    def __init__(self, mapper: DcatUsMapper, record: Record) -> None:
        self.mapper = mapper
        self.record = record
        self.lost: Counter[str] = Counter()
        spoken = languages(record.get("language"))
        self.default = spoken[0] if len(spoken) == 1 else mapper.context.language
        self.languages = spoken or (mapper.context.language,)
        self.name = mapper.identify(record)

    def dataset(self) -> Dataset:
        record, context = self.record, self.mapper.context
        found_themes, self.lost["theme"] = themes(map(_label, items(record.get("theme"))))
        self.lost["language"] += bool(record.get("language")) and not languages(record["language"])
        files = FileReader(context, self.mapper.address, self.default, self.lost)
        self.lost["isPartOf"] += bool(record.get("isPartOf"))
        rights = self._rights()
        dataset = Dataset(
            remote_id=self.name,
            identifier=self._identifier(),
            title=_texts(record.get("title"), self.default) or {self.default: self.name},
            description=_texts(record.get("description"), self.default),
            keywords=keywords(_words(record.get("keyword")), None, self.default),
            themes=found_themes,
            languages=self.languages,
            licence=first_licence(rights, ("raw", "plain", "spaced"), self.lost),
            licence_label=rights["plain"][:_MAX_LABEL] or None,
            access_rights=self._access(),
            publisher=next(agents(record.get("publisher")), None),
            contact=_contact(record.get("contactPoint")),
            landing_page=self._landing_page(),
            frequency=self._frequency(),
            spatial=self._spatial(),
            temporal=self._temporal(),
            issued=first_moment(record, ("issued", "created"), self.lost),
            modified=self._modified(),
            provenance=self._provenance(),
            distributions=files.read(record),
            unmapped={name: count for name, count in self.lost.items() if count},
        )
        return finish(dataset, context)

    def _identifier(self) -> str:
        declared = self.mapper.declared(self.record)
        arcgis = arcgis_ids.hub_id(declared or self.name)
        return arcgis_ids.uri(arcgis) if arcgis else declared or self.name

    def _rights(self) -> dict[str, str]:
        words = next(
            (self.record[name] for name in ("license", "licence") if self.record.get(name)), None
        )
        one = mapping(next(iter(items(words)), None))
        raw = text(one.get("@id") or one.get("title") or one.get("name")) if one else text(words)
        # Addresses of licences write hyphens where their names have spaces.
        return {"raw": raw, "plain": prose(raw), "spaced": raw.replace("-", " ")}

    def _access(self) -> str | None:
        told = self.record.get("accessRights")
        one = mapping(next(iter(items(told)), None))
        return access_right((one.get("@id") or _label(told), self.record.get("accessLevel")))

    def _landing_page(self) -> str | None:
        value = self.record.get("landingPage")
        one = mapping(next(iter(items(value)), None))
        words = text(one.get("accessURL") or one.get("@id")) if one else text(value)
        return words if words.startswith(("http://", "https://")) else None

    def _frequency(self) -> str | None:
        words = _label(self.record.get("accrualPeriodicity"))
        found = frequency(words)
        self.lost["frequency"] += bool(text(words)) and found is None
        # DCAT-US 1.1 lets `modified` be a repeating interval such as R/P1D.
        return found or (frequency(self.record.get("modified")) if self._repeats() else None)

    def _repeats(self) -> bool:
        return text(self.record.get("modified")).startswith("R/P")

    def _modified(self) -> Json:
        if self._repeats():
            return None
        return first_moment(self.record, ("modified",), self.lost)

    def _spatial(self) -> Spatial | None:
        value = self.record.get("spatial")
        found = next(filter(None, map(_place, _places(value))), None)
        self.lost["spatial"] += bool(value) and found is None
        return found

    def _temporal(self) -> tuple[str | None, str | None] | None:
        value = self.record.get("temporal")
        found = span(value) or _interval(text(next(iter(items(value)), None)))
        self.lost["temporal"] += bool(value) and found is None
        return found

    def _provenance(self) -> tuple[Origin, ...]:
        title = pick(self.mapper.context.source.title, self.mapper.context.language) or None
        hops = chain(self.record.get("partage_provenance"))
        return (*hops, Origin(self.mapper.address, self.name, title))


def _texts(value: Json, default: str) -> Texts:
    """Texts by language: a plain one, a mapping by language, or JSON-LD's tagged values."""
    tagged = [mapping(each) for each in items(value)]
    if any("@value" in each for each in tagged):
        spoken = ({text(each.get("@language")) or default: each.get("@value")} for each in tagged)
        return multilingual(spoken, default)
    return multilingual((value,), default)


def _label(value: Json) -> Json:
    one = mapping(value)
    if not one:
        return next(iter(items(value)), None) if isinstance(value, list) else value
    return one.get("prefLabel") or one.get("title") or one.get("@id")


def _words(value: Json) -> Json:
    """Keywords: a list, or one text with commas as older feeds write."""
    words = items(value)
    if len(words) == 1 and isinstance(words[0], str):
        return [word.strip() for word in words[0].replace(";", ",").split(",")]
    return words


def _contact(value: Json) -> Contact | None:
    point = mapping(next(iter(items(value)), None))
    email = text(point.get("hasEmail") or point.get("email"))
    found = Contact(
        text(point.get("fn") or point.get("organization-name") or point.get("name")) or None,
        email.removeprefix("mailto:").removeprefix("MAILTO:") or None,
        text(point.get("hasURL") or point.get("url")) or None,
    )
    return found if found != Contact() else None


def _places(value: Json) -> list[Json]:
    """The places of a field: one of them, or several; four numbers are one box."""
    if isinstance(value, list) and not (len(value) == 4 and all(map(_is_number, value))):
        return value
    return [value]


def _is_number(value: Json) -> bool:
    return isinstance(value, int | float) or text(value).lstrip("-").replace(".", "", 1).isdigit()


def _place(value: Json) -> Spatial | None:
    found = places.spatial(value)
    if found is not None:
        return found
    one = mapping(value)
    if one:
        return _location(one)
    words = text(value)
    if words.startswith(("http://", "https://")):
        return Spatial(codes=(words,))
    named = any(letter.isalpha() for letter in words) and not words.startswith(("{", "["))
    return Spatial(label=words[:_MAX_LABEL]) if named else None


def _location(one: Record) -> Spatial | None:
    """A dct:Location of version 3.0: geometry, box or centroid, a name, a URI."""
    shapes = (places.spatial(one.get(name)) for name in ("bbox", "geometry", "centroid"))
    known = next(filter(None, shapes), None)
    label = text(one.get("prefLabel") or one.get("geographicIdentifier") or one.get("title"))
    uri = "" if text(one.get("@id")).startswith("_:") else text(one.get("@id"))
    if known is None and not label and not uri:
        return None
    known = known or Spatial()
    return Spatial(known.bbox, known.geometry, (uri,) if uri else (), label or None)


def _interval(words: str) -> tuple[str | None, str | None] | None:
    """An ISO 8601 interval, start/end; an end given as a duration is left open."""
    parts = [part.strip() for part in words.removeprefix("R/").split("/")]
    if len(parts) == 1:
        return period(parts[0], parts[0]) if moment(parts[0]) else None
    return period(parts[0], parts[1])
