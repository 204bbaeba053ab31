"""ISO 19139 (gmd, gmi) and ISO 19115-3 (mdb) records in DCAT-AP terms.

Correspondences follow GeoDCAT-AP (SEMIC), as far as `Dataset` has a place for them. Both
generations of the standard are read by one set of paths: see `connectors.iso.xml`.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from urllib.parse import quote, urlsplit

from connectors.context import Context
from connectors.finish import finish
from connectors.iso.extents import spatial, temporal
from connectors.iso.links import LinkReader, web_addresses
from connectors.iso.parties import contact, parties, publisher
from connectors.iso.records import (
    CITATION,
    LABEL_LENGTH,
    identification,
    identifiers,
    identify,
    keywords,
)
from connectors.iso.texts import Languages, code, languages_of, plain
from connectors.iso.themes import inspire, topic
from connectors.iso.xml import Element, find, find_all, href, words
from connectors.provenance import is_under
from connectors.words.access import access_right
from connectors.words.dates import moment
from connectors.words.licences import licence
from connectors.words.texts import folded
from connectors.words.vocabularies import THEME, frequency
from federation.i18n import pick
from federation.model import Dataset, Origin

_CONSTRAINTS = tuple(
    f"resourceConstraints/*/{leaf}"
    for leaf in (
        "otherConstraints",
        "useLimitation",
        "reference/CI_Citation/title",
        "reference/CI_Citation/onlineResource/CI_OnlineResource/linkage",
    )
)
_FREQUENCY = "resourceMaintenance/MD_MaintenanceInformation/"
_REGISTER = re.compile(r"inspire.*\bth?em|\bth?em.*inspire")  # themes, thèmes, temas


class IsoMapper:
    """Maps the records of one source; `address` is that of its service."""

    def __init__(self, context: Context, address: str) -> None:
        self._context = context
        self._address = address

    def read(self, record: Element) -> Dataset:
        """One dataset; what could not be mapped is counted in `unmapped`."""
        return _Reading(self._context, self._address, record).dataset()


class _Reading:
    """One record while it is read, and what could not be mapped."""

    def __init__(self, context: Context, address: str, record: Element) -> None:
        self.context = context
        self.address = address
        self.record = record
        self.languages: Languages = languages_of(record, context.language)
        self.about = identification(record)
        self.unmapped: Counter[str] = Counter(language=self.languages.lost)

    def dataset(self) -> Dataset:
        known = parties(self.record, self.about, self.languages)
        uris, label = self._licence()
        place, strange_place = spatial(self.about, self.languages)
        period, strange_period = temporal(self.about)
        self.unmapped["spatial"] += strange_place
        self.unmapped["temporal"] += strange_period
        issued, modified = self._dates()
        remote_id = identify(self.record)
        dataset = Dataset(
            remote_id=remote_id,
            identifier=next(iter(identifiers(self.record)), remote_id),
            title=self._texts(f"{CITATION}/title", f"{CITATION}/alternateTitle")
            or {self.languages.default: remote_id},
            description=self._texts("abstract"),
            keywords=self._keywords(),
            themes=self._themes(),
            languages=self._data_languages(),
            licence=uris,
            licence_label=label,
            access_rights=self._access(),
            publisher=publisher(known, self.context.language),
            contact=contact(known, self.context.language),
            landing_page=self._landing_page(remote_id),
            frequency=self._frequency(),
            spatial=place,
            temporal=period,
            issued=issued,
            modified=modified,
            provenance=self._provenance(remote_id),
            distributions=LinkReader(self.context, self.languages, self.unmapped).read(self.record),
            unmapped={key: count for key, count in self.unmapped.items() if count},
        )
        return finish(dataset, self.context, identifiers(self.record))

    def _texts(self, *paths: str) -> dict[str, str]:
        return dict(self.languages.texts(find_all(self.about, *paths)))

    def _data_languages(self) -> tuple[str, ...]:
        declared = languages_of(self.about, "") if self.about is not None else None
        return (declared.default,) if declared and declared.default else self.languages.all

    def _keywords(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, dict[str, None]] = {}
        for _, each in keywords(self.about):
            for tag, label in self.languages.texts([each]).items():
                found.setdefault(tag, {})[label] = None
        return {tag: tuple(labels) for tag, labels in found.items()}

    def _themes(self) -> tuple[str, ...]:
        topics = [topic(code(each)) for each in find_all(self.about, "topicCategory")]
        registered = list(self._registered())
        self.unmapped["theme"] += (topics + registered).count(None)
        return tuple(dict.fromkeys(filter(None, (*registered, *topics))))

    def _registered(self) -> Iterator[str | None]:
        """EU themes of the keywords of the INSPIRE and EU registers."""
        for thesaurus, each in keywords(self.about):
            address = href(each)
            if address.startswith(THEME):
                yield address
            elif _REGISTER.search(thesaurus) or "/theme/" in address:
                yield inspire(plain(each), address)

    def _licence(self) -> tuple[str | None, str | None]:
        """The licence's URI, and the words that tell it (or that could not be mapped)."""
        elements = list(find_all(self.about, *_CONSTRAINTS))
        given = [(href(each), plain(each)) for each in elements if plain(each) or href(each)]
        for address, label in given:
            found = licence(filter(None, (address, label)))
            if found:
                return found, (label or address)[:LABEL_LENGTH]
        rights = [label or address for address, label in given if not _about_access(address, label)]
        self.unmapped["licence"] += bool(rights)
        return None, rights[0][:LABEL_LENGTH] if rights else None

    def _access(self) -> str | None:
        """Limitations on public access, where the record tells them (INSPIRE TG 2.0, C.17)."""
        elements = find_all(self.about, *_CONSTRAINTS)
        given = ((href(each), plain(each)) for each in elements)
        return access_right(
            words for pair in given if _about_access(*pair) for words in pair if words
        )

    def _frequency(self) -> str | None:
        given = find(
            self.about,
            _FREQUENCY + "userDefinedMaintenanceFrequency",
            _FREQUENCY + "maintenanceAndUpdateFrequency",
        )
        label = code(given)
        found = frequency(label)
        self.unmapped["frequency"] += bool(label) and found is None
        return found

    def _dates(self) -> tuple[datetime | None, datetime | None]:
        """When the data was issued, and last changed (else the record)."""
        kinds: dict[str, list[datetime]] = {}
        for each in find_all(self.about, f"{CITATION}/date/CI_Date"):
            self._note(kinds, code(find(each, "dateType")).lower(), each)
        for each in find_all(self.record, "dateInfo/CI_Date"):
            self._note(kinds, "stamp", each)
        stamp = find(self.record, "dateStamp")
        if stamp is not None:
            self._note(kinds, "stamp", stamp)
        issued = kinds.get("publication") or kinds.get("creation")
        modified = kinds.get("revision") or kinds.get("stamp")
        return (min(issued) if issued else None), (max(modified) if modified else None)

    def _note(self, kinds: dict[str, list[datetime]], kind: str, element: Element) -> None:
        inner = find(element, "date")
        given = words(element if inner is None else inner)
        found = moment(given)
        self.unmapped["date"] += bool(given) and found is None
        if found is not None:
            kinds.setdefault(kind, []).append(found)

    def _landing_page(self, remote_id: str) -> str | None:
        """The record's own page: as it tells, else where GeoNetwork shows it."""
        told = web_addresses(
            find_all(self.record, "metadataLinkage/CI_OnlineResource/linkage", "dataSetURI")
        )
        parts = urlsplit(self.address)
        root, found, _ = parts.path.partition("/srv/")
        if not found:
            return next(told, None)
        page = f"{parts.scheme}://{parts.netloc}{root}/srv/api/records/{quote(remote_id, safe='')}"
        return next(told, page)

    def _provenance(self, remote_id: str) -> tuple[Origin, ...]:
        base = self.context.settings.federation.base_url
        own: Iterable[str] = (each for each in identifiers(self.record) if is_under(each, base))
        hops = tuple(Origin(each, each) for each in own)
        title = pick(self.context.source.title, self.context.language) or None
        return (*hops, Origin(self.address, remote_id, title))


def _about_access(address: str, label: str) -> bool:
    """Whether a constraint is about who may see the data, not about what it may be used for."""
    return "LimitationsOnPublicAccess" in address or "l124" in folded(label).replace(" ", "")
