"""Links of a record (RFC 8288, and the relations of OGC API – Records) as distributions."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from connectors.ckan.resources import first_moment
from connectors.words import formats
from connectors.words.declared import schema_ref
from connectors.words.texts import Json, folded, items, mapping, multilingual, text, whole
from federation.model import Distribution

Record = Mapping[str, Json]

_FILES = frozenset({"enclosure", "download", "data", "item", "items", "dataset"})
_SERVICES = frozenset({"service", "api", "root", "tiles", "coverage", "map", "distribution"})
#: Relations that lead to the record itself, its neighbours, or what is said about it.
_ABOUT = frozenset(
    {
        "self",
        "alternate",
        "canonical",
        "collection",
        "parent",
        "next",
        "prev",
        "up",
        "search",
        "license",
        "describedby",
        "conformance",
        "service-desc",
        "service-doc",
        "preview",
        "thumbnail",
        "icon",
        "about",
        "related",
        "profile",
        "queryables",
    }
)


def target(link: Record) -> str:
    """The web address of a link; "" where it has none."""
    words = text(link.get("href") or link.get("url"))
    try:
        return words if urlsplit(words).scheme in {"http", "https"} else ""
    except ValueError:
        return ""


def _relation(link: Record) -> str:
    """The relation of a link by its last word: registered names and URIs alike."""
    return folded(link.get("rel")).rstrip("/").rsplit("/", 1)[-1]


@dataclass(frozen=True, slots=True)
class LinkReader:
    """Reads the links of one record; `lost` counts what could not be mapped."""

    record: Record
    fields: Record
    default: str
    lost: Counter[str]

    def _links(self) -> list[Record]:
        places = (self.record, self.fields)
        written = [place.get(name) for name in ("links", "associations") for place in places]
        return [one for value in written for one in map(mapping, items(value)) if one]

    def landing_page(self) -> str | None:
        """A page about the resource, for people."""
        for wanted in ("about", "landing-page", "canonical", "alternate"):
            for link in self._links():
                pages = text(link.get("type")).split(";")[0] in {"", "text/html"}
                if _relation(link) == wanted and pages and target(link):
                    return target(link)
        return None

    def licence(self) -> str | None:
        """The address of the licence."""
        named = (target(link) for link in self._links() if _relation(link) == "license")
        return next(filter(None, named), None)

    def read(self) -> tuple[Distribution, ...]:
        """What gives access to the resource: files first, then services."""
        found: dict[str, Distribution] = {}
        for link in self._links():
            one = self._distribution(link)
            if one is not None:
                found.setdefault(one.remote_id, one)
        return tuple(sorted(found.values(), key=lambda each: each.download_url is None))

    def _distribution(self, link: Record) -> Distribution | None:
        relation, url = _relation(link), target(link)
        name = formats.short_format(None, link.get("type"), url)
        is_file = relation in _FILES or (relation not in _ABOUT and name in formats.TABULAR)
        if not is_file and (relation in _ABOUT or relation not in _SERVICES):
            self.lost["link"] += bool(relation) and relation not in _ABOUT
            return None
        if not url:
            self.lost["url"] += 1
            return None
        declared = link.get("conformsTo") or link.get("profile")
        schema = schema_ref(declared) if declared else None
        self.lost["schema"] += bool(declared) and schema is None
        return Distribution(
            remote_id=url,
            title=multilingual((link.get("title") or link.get("name"),), self.default),
            description=multilingual((link.get("description"),), self.default),
            access_url=url,
            download_url=url if is_file else None,
            format=name,
            media_type=formats.media_type(name, link.get("type")),
            byte_size=whole(link.get("length")),
            modified=first_moment(link, ("updated", "created"), self.lost),
            schema=schema,
        )
