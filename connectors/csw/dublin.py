"""Plain csw:Record (Dublin Core and OWS bounding boxes) in DCAT-AP terms.

The last resort: a catalogue that offers ISO or DCAT records says more. Source: OGC 07-006r1.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from connectors.context import Context
from connectors.finish import finish
from connectors.iso.links import FILES, is_web
from connectors.iso.records import LABEL_LENGTH, NOT_DATASETS
from connectors.iso.xml import Element, attribute, find_all, name, words
from connectors.selection import Facts
from connectors.words import formats
from connectors.words.access import access_right
from connectors.words.dates import moment, period
from connectors.words.licences import licence
from connectors.words.places import Box, box
from connectors.words.texts import Json, language, languages, multilingual
from connectors.words.vocabularies import themes
from federation.i18n import pick
from federation.model import Dataset, Distribution, Origin, Spatial

_XML_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_LATITUDE_FIRST = re.compile(r"^urn:.*\b4326$", re.I)
_SERVICE = re.compile(r"\b(WMS|WMTS|WFS|WCS|CSW)\b")


def is_dataset(record: Element) -> bool:
    """Whether a record describes data."""
    types = [words(each).rsplit("/", 1)[-1].lower() for each in find_all(record, "type")]
    return not types or any(each not in NOT_DATASETS for each in types)


def identify(record: Element) -> str:
    """The first identifier of a record; "" where it has none."""
    return next(filter(None, map(words, find_all(record, "identifier"))), "")


def facts(record: Element) -> Facts:
    """What a selection may be about."""
    subjects = tuple(map(words, find_all(record, "subject")))
    people = tuple(map(words, find_all(record, "publisher", "creator", "contributor")))
    ids = tuple(map(words, find_all(record, "identifier")))
    return Facts(ids=ids, organizations=people, themes=subjects, tags=subjects)


@dataclass(frozen=True, slots=True)
class DublinMapper:
    """Maps the records of one source; `address` is that of its service."""

    context: Context
    address: str

    def read(self, record: Element) -> Dataset:
        """One dataset; what could not be mapped is counted in `unmapped`."""
        lost = Counter[str]()
        default = next(iter(languages(self._all(record, "language"))), self.context.language)
        remote_id = identify(record)
        found_themes, lost["theme"] = _themes(self._all(record, "subject"))
        rights = self._all(record, "license", "rights", "accessRights")
        uri = licence(rights)
        lost["licence"] += bool(rights) and uri is None
        place, lost["spatial"] = _spatial(record)
        dates = {key: self._date(record, key, lost) for key in ("issued", "modified", "date")}
        dataset = Dataset(
            remote_id=remote_id,
            identifier=remote_id,
            title=_texts(record, default, "title", "alternative") or {default: remote_id},
            description=_texts(record, default, "abstract", "description"),
            keywords=_keywords(record, default),
            themes=found_themes,
            languages=languages(self._all(record, "language")) or (default,),
            licence=uri,
            licence_label=rights[0][:LABEL_LENGTH] if rights else None,
            access_rights=access_right(self._all(record, "accessRights")),
            publisher=next(iter(self._all(record, "publisher", "creator")), None),
            spatial=place,
            temporal=self._temporal(record),
            issued=dates["issued"],
            modified=dates["modified"] or dates["date"],
            provenance=(
                Origin(
                    self.address,
                    remote_id,
                    pick(self.context.source.title, self.context.language) or None,
                ),
            ),
            distributions=tuple(self._links(record, lost)),
            unmapped={key: count for key, count in lost.items() if count},
        )
        return finish(dataset, self.context)

    def _all(self, record: Element, *paths: str) -> list[str]:
        return list(filter(None, map(words, find_all(record, *paths))))

    def _date(self, record: Element, key: str, lost: Counter[str]) -> datetime | None:
        given = next(iter(self._all(record, key)), "")
        found = moment(given)
        lost["date"] += bool(given) and found is None
        return found

    def _temporal(self, record: Element) -> tuple[str | None, str | None] | None:
        given = next(iter(self._all(record, "temporal", "coverage")), "")
        start, _, end = given.partition("/")
        return period(start, end) if start and end else None

    def _links(self, record: Element, lost: Counter[str]) -> Iterable[Distribution]:
        declared = self._all(record, "format")
        only = declared[0] if len(declared) == 1 else ""
        found: dict[str, Distribution] = {}
        for each in find_all(record, "URI", "references"):
            address = words(each)
            if address and address not in found:
                lost["url"] += not is_web(address)
                found[address] = self._distribution(each, address, only)
        return found.values()

    def _distribution(self, element: Element, address: str, declared: str) -> Distribution:
        protocol = (attribute(element, "protocol") or attribute(element, "scheme")).upper()
        service = _SERVICE.search(protocol)
        ending = formats.extension(address)
        download = "DOWNLOAD" in protocol
        kind = service[1] if service else ending if ending in FILES else None
        if kind is None:
            kind = formats.short_format(declared) if download else "HTML"
        file = service is None and (download or ending in FILES)
        web, default = is_web(address), self.context.language
        return Distribution(
            remote_id=address,
            title=multilingual((attribute(element, "name"),), default),
            description=multilingual((attribute(element, "description"),), default),
            access_url=address if web else "",
            download_url=address if web and file else None,
            format=kind,
            media_type=formats.media_type(kind),
        )


def _themes(subjects: list[str]) -> tuple[tuple[str, ...], int]:
    """EU themes among free subjects: those that name none are keywords, not losses."""
    return themes(subjects)[0], 0


def _texts(record: Element, default: str, *paths: str) -> Mapping[str, str]:
    for path in paths:
        values: list[Json] = []
        for each in find_all(record, path):
            tag = language(each.get(_XML_LANGUAGE))
            values.append({tag: words(each)} if tag else words(each))
        found = multilingual(values, default)
        if found:
            return found
    return {}


def _keywords(record: Element, default: str) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, dict[str, None]] = {}
    for each in find_all(record, "subject"):
        if words(each):
            found.setdefault(language(each.get(_XML_LANGUAGE)) or default, {})[words(each)] = None
    return {tag: tuple(labels) for tag, labels in found.items()}


def _spatial(record: Element) -> tuple[Spatial | None, int]:
    elements = list(find_all(record, "BoundingBox", "WGS84BoundingBox"))
    bounds = next(filter(None, map(_box, elements)), None)
    label = next(filter(None, map(words, find_all(record, "spatial"))), None)
    found = Spatial(bounds, None, (), label)
    return (found if found != Spatial() else None), int(bool(elements) and bounds is None)


def _box(element: Element) -> Box | None:
    corners = [words(each).split() for each in find_all(element, "LowerCorner", "UpperCorner")]
    if [len(each) for each in corners] != [2, 2]:
        return None
    (west, south), (east, north) = corners
    if name(element) == "BoundingBox" and _LATITUDE_FIRST.match(attribute(element, "crs")):
        west, south, east, north = south, west, north, east
    return box(west, south, east, north)
