"""udata's datasets in DCAT-AP terms.

Source: udata, `udata/core/dataset/api_fields.py` and `apiv2.py` (Dataset, HarvestDatasetMetadata),
`udata/core/dataset/constants.py` (frequencies, old and new), `udata/core/spatial` (zones).
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import urlsplit

from connectors.ckan.resources import Record, first_moment
from connectors.context import Context
from connectors.finish import finish
from connectors.provenance import chain, is_under
from connectors.selection import Facts
from connectors.udata.resources import ResourceReader
from connectors.words import places
from connectors.words.access import access_right
from connectors.words.dates import period
from connectors.words.licences import licence
from connectors.words.texts import Json, folded, items, keywords, mapping, multilingual, text
from connectors.words.vocabularies import frequency, theme
from federation.i18n import pick
from federation.model import Contact, Dataset, Origin, Reuses, Spatial

_ISSUED = ("created_at", "created_at_internal")
_MODIFIED = ("last_modified", "last_update", "last_modified_internal")
#: Names of udata that are not those of the EU list.
_FREQUENCIES = {
    "update_cont": "continuous",
    "fourtimesaday": "continuous",
    "threetimesaday": "continuous",
    "fourtimesaweek": "other",
    "weekly_5": "other",
    "fortnighly": "fortnightly",  # as udata wrote it for years
}
_UNTOLD = frozenset({"", "notspecified"})
_THEMES = 3
_COMMUNE = re.compile(r"^fr:commune:(\w{5})(?:@.*)?$", re.I)
_ODS_PAGE = re.compile(r"/explore/dataset/([^/?#]+)/?$")


def identify(item: Json) -> str:
    """The id of a dataset."""
    return text(mapping(item).get("id"))


def is_hidden(item: Json) -> bool:
    """Whether a dataset is private, archived or deleted, as those may see it who know its id."""
    record = mapping(item)
    private = record.get("private")
    flagged = private is True or folded(private) == "true"
    return flagged or bool(text(record.get("archived")) or text(record.get("deleted")))


def facts(item: Json, aliases: Callable[[str], Iterable[str]] = lambda _: ()) -> Facts:
    """What a selection may be about; `aliases` are further names of an organisation by its id.

    udata has no themes: badges (such as hvd) and tags stand for them. Tags may be written with
    spaces, udata puts hyphens there.
    """
    record = mapping(item)
    organization = mapping(record.get("organization"))
    tags = [text(tag) for tag in items(record.get("tags"))]
    spoken = (*tags, *(tag.replace("-", " ") for tag in tags))
    badges = (mapping(badge).get("kind", badge) for badge in items(record.get("badges")))
    names = (organization.get(name) for name in ("id", "slug", "name", "acronym"))
    return Facts(
        ids=(record.get("id"), record.get("slug")),
        organizations=(*names, *aliases(text(organization.get("id")))),
        themes=(*badges, *spoken),
        tags=spoken,
    )


class UdataMapper:
    """Maps the datasets of one udata portal, whose address is `base`."""

    def __init__(self, context: Context, base: str) -> None:
        self._context = context
        self._base = base

    def read(self, item: Json) -> Dataset:
        """One dataset; what could not be mapped is counted in `unmapped`."""
        return _Reading(self._context, self._base, mapping(item)).dataset()


class _Reading:
    """One record while it is read, and what could not be mapped."""

    def __init__(self, context: Context, base: str, record: Record) -> None:
        self.context = context
        self.base = base
        self.record = record
        self.fields = {**mapping(record.get("internal")), **record}
        self.harvest = mapping(record.get("harvest"))
        self.extras = mapping(record.get("extras"))
        self.unmapped: Counter[str] = Counter()

    def dataset(self) -> Dataset:
        record, default = self.record, self.context.language
        slug = text(record.get("slug"))
        label = _id_of(record.get("license"))
        dataset = Dataset(
            remote_id=identify(record),
            identifier=self._identifier(),
            title=multilingual((record.get("title"),), default)
            or {default: slug or identify(record)},
            description=multilingual((record.get("description"),), default),
            keywords=keywords(self._keywords(), None, default),
            themes=_themes(map(text, items(record.get("tags")))),
            languages=(default,),
            licence=self._licence(label),
            licence_label=None if folded(label) in _UNTOLD else label,
            access_rights=access_right((record.get("access_type"),)),
            publisher=self._publisher(),
            contact=self._contact(),
            landing_page=self._landing_page(slug),
            frequency=self._frequency(),
            spatial=self._spatial(),
            temporal=self._temporal(),
            issued=first_moment(self.fields, _ISSUED, self.unmapped),
            modified=first_moment(self.fields, _MODIFIED, self.unmapped),
            provenance=self._provenance(),
            distributions=ResourceReader(default, self.unmapped).read(record),
            unmapped={name: count for name, count in self.unmapped.items() if count},
            reuses=self._reuses(self._landing_page(slug)),
        )
        return finish(dataset, self.context, (slug,) if slug else ())

    def _keywords(self) -> list[Json]:
        """Tags, and the acronym people search by."""
        return [*items(self.record.get("tags")), self.record.get("acronym")]

    def _licence(self, label: str) -> str | None:
        if folded(label) in _UNTOLD:
            return None
        found = licence((label, mapping(self.record.get("license")).get("url")))
        self.unmapped["licence"] += found is None
        return found

    def _publisher(self) -> str | None:
        """The organisation; a dataset without one belongs to a person."""
        organization, owner = mapping(self.record.get("organization")), self._owner()
        return text(organization.get("name") or organization.get("slug")) or owner or None

    def _owner(self) -> str:
        owner = mapping(self.record.get("owner"))
        names = (text(owner.get("first_name")), text(owner.get("last_name")))
        return " ".join(filter(None, names))

    def _contact(self) -> Contact | None:
        points = [mapping(point) for point in items(self.record.get("contact_points"))]
        wanted = [point for point in points if folded(point.get("role")) in {"", "contact"}]
        point = next(iter(wanted or points), {})
        form = text(point.get("contact_form"))
        found = Contact(
            text(point.get("name")) or None, text(point.get("email")) or None, form or None
        )
        return found if found != Contact() else None

    def _landing_page(self, slug: str) -> str:
        names = ("self_web_url", "page")
        told = next((text(self.record[n]) for n in names if text(self.record.get(n))), "")
        return told or f"{self.base}/datasets/{slug or identify(self.record)}/"

    def _reuses(self, page: str) -> Reuses | None:
        """The portal counts them in the metrics of a dataset, and shows them on its page."""
        count = mapping(self.record.get("metrics")).get("reuses")
        if isinstance(count, bool) or not isinstance(count, int) or count < 0:
            return None
        return Reuses(count, page)

    def _frequency(self) -> str | None:
        words = _id_of(self.record.get("frequency"))
        found = frequency(_FREQUENCIES.get(folded(words), words))
        self.unmapped["frequency"] += bool(words) and found is None
        return found

    def _spatial(self) -> Spatial | None:
        where = mapping(self.record.get("spatial"))
        geometry = where.get("geom")
        found = places.spatial(geometry) if geometry else None
        self.unmapped["spatial"] += bool(geometry) and found is None
        zones = items(where.get("zones"))
        codes = dict.fromkeys(filter(None, map(_code, zones)))
        labels = filter(None, (text(mapping(zone).get("name")) for zone in zones))
        known = found or Spatial()
        place = Spatial(known.bbox, known.geometry, tuple(codes), ", ".join(labels) or None)
        return place if place != Spatial() else None

    def _temporal(self) -> tuple[str | None, str | None] | None:
        told = mapping(self.record.get("temporal_coverage"))
        found = period(told.get("start"), told.get("end"))
        self.unmapped["temporal"] += bool(told) and found is None
        return found

    def _source(self) -> tuple[str, str]:
        """Host of the portal this dataset was harvested from, and its id there; "" where none."""
        page = text(self.harvest.get("remote_url")) or text(self.harvest.get("uri"))
        domain = text(self.harvest.get("domain")).lower() or _host(page)
        remote = text(self.harvest.get("remote_id")) or text(self.harvest.get("uri"))
        for address in (remote, page):  # Opendatasoft's DCAT names datasets by their pages
            shown = _ODS_PAGE.search(address)
            if shown and _host(address) == domain:
                return domain, shown[1]
        return domain, remote

    def _identifier(self) -> str:
        """The first publisher's own identifier."""
        domain, remote = self._source()
        if domain and remote and self._is_opendatasoft():
            return f"{remote}@{domain}"  # as `connectors.opendatasoft.mapping` writes it
        told = (self.harvest.get("dct_identifier"), self.harvest.get("uri"), remote)
        return next(filter(None, map(text, told)), "") or identify(self.record)

    def _is_opendatasoft(self) -> bool:
        page = text(self.harvest.get("remote_url"))
        return folded(self.harvest.get("backend")) == "ods" or bool(_ODS_PAGE.search(page))

    def _provenance(self) -> tuple[Origin, ...]:
        hops = chain(self.extras.get("partage_provenance")) or self._harvested_from()
        title = pick(self.context.source.title, self.context.language) or None
        return (*hops, Origin(self.base, identify(self.record), title))

    def _harvested_from(self) -> tuple[Origin, ...]:
        domain, remote = self._source()
        if not domain:
            return ()
        node = self.context.settings.federation.base_url
        told = (text(self.harvest.get(name)) for name in ("remote_url", "uri", "dct_identifier"))
        own = next((url for url in told if is_under(url, node)), None)
        return (Origin(own or f"https://{domain}", remote or self._identifier()),)


def _id_of(value: Json) -> str:
    """The id of a licence or frequency, which may come with its label."""
    return text(value.get("id")) if isinstance(value, dict) else text(value)


def _host(url: str) -> str:
    try:
        return urlsplit(url).netloc.lower()
    except ValueError:
        return ""


def _code(zone: Json) -> str:
    """A French commune by its INSEE code, other places by udata's id (`country:fr`)."""
    words = text(mapping(zone).get("id")) or text(zone)
    commune = _COMMUNE.match(words)
    return commune[1].upper() if commune else words


def _themes(tags: Iterable[str]) -> tuple[str, ...]:
    """The themes that most tags speak of: tags are many, and some only mention a theme."""
    found: Counter[Any] = Counter(filter(None, map(theme, tags)))
    return tuple(name for name, _ in found.most_common(_THEMES))
