"""Keys by which one dataset is recognised on several portals.

A city's dataset sits on its own portal, on the regional one and on the national one, each time
under another id. What they have in common is the first publisher's: where the record was taken
from (ORIGIN), its global identifier (IDENTIFIER), the addresses of its files (URL). The same title
by the same publisher (TITLE) is a hint for people, never a proof.

Keys are SHA-256 of normalised values: equal or not, nothing else can be read from them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from hashlib import sha256
from unicodedata import combining, normalize
from urllib.parse import parse_qsl, unquote, urlsplit

from federation.model import Dataset, Distribution, Origin

#: File addresses kept per dataset: the same ones of two copies, as they are the least by hash.
MOST_URLS = 50


class KeyKind(StrEnum):
    """What a key was made from; the first three prove, strongest first."""

    ORIGIN = "origin"
    IDENTIFIER = "identifier"
    URL = "url"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class Key:
    """`value` is the SHA-256 (hexadecimal) of a normalised value."""

    kind: KeyKind
    value: str


def identity_keys(dataset: Dataset, source_url: str) -> tuple[Key, ...]:
    """Every key of a dataset, each once; `source_url` is the portal it was taken from."""
    hops = dataset.provenance
    if not hops or hops[-1].identifier != dataset.remote_id:
        hops = (*hops, Origin(source_url, dataset.remote_id))
    found = [
        *(Key(KeyKind.ORIGIN, _digest(text)) for hop in hops for text in hop_keys(hop)),
        *(Key(KeyKind.ORIGIN, _digest(text)) for text in _page(dataset.landing_page or "")),
        *(Key(KeyKind.ORIGIN, _digest(text)) for text in _page(dataset.identifier)),
        *(Key(KeyKind.IDENTIFIER, _digest(text)) for text in _global(dataset.identifier)),
        *(Key(KeyKind.IDENTIFIER, _digest(text)) for text in _global(dataset.remote_id)),
        *(Key(KeyKind.IDENTIFIER, _digest(text)) for text in _items(dataset.landing_page or "")),
        *(Key(KeyKind.URL, value) for value in _files(dataset)),
        *(Key(KeyKind.TITLE, _digest(text)) for text in _headline(dataset)),
    ]
    return tuple(dict.fromkeys(found))


def address(url: str) -> tuple[str, str]:
    """Host and path of a web address, whatever its scheme, `www.`, usual port, case or last slash.

    ("", "") for anything else.
    """
    try:
        parts = urlsplit(url.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return "", ""
    if parts.scheme.lower() not in ("http", "https") or not host:
        return "", ""
    host = host.rstrip(".").removeprefix("www.")
    if port not in (None, 80, 443):
        host = f"{host}:{port}"
    return host, parts.path.rstrip("/")


def bare_ids(text: str) -> tuple[str, ...]:
    """A portal's id, freed from case, `urn:uuid:` and braces; an address gives the id it holds.

    A layer of an ArcGIS item has two: its own and the item's.
    """
    words = _freed(text)
    if found := _items(words):
        return found
    if words.startswith(("http://", "https://")):
        return _names(words) or (_join(words),)
    name, at, host = words.partition("@")
    return (name if at and name and _HOST.fullmatch(host) else words,)


def _freed(text: str) -> str:
    return text.strip().strip("{}").casefold().removeprefix("urn:uuid:")


def _items(words: str) -> tuple[str, ...]:
    """The ArcGIS item that a text names, and its layer if it names one."""
    found = _ITEM.search(words)
    if found is None:
        return ()
    return (found[1], f"{found[1]}_{found[2]}") if found[2] else (found[1],)


_HOST = re.compile(r"[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)*")
_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
#: An ArcGIS item, alone or in an address, with or without the number of a layer.
_ITEM = re.compile(r"(?<![0-9a-z-])([0-9a-f]{32})(?:(?:_|&(?:sub)?layer=)(\d+))?(?![0-9a-z-])")
#: Where the part of an address that all datasets of a portal share ends.
_BELOW = re.compile(
    r"/(?:api|explore|datasets?|jeux?-de-donnees|items?|records?|srv|csw|rest|d|package|"
    r"catalogu?e?(?=\.|/explore|/datasets?)|data\.json|metadata)(?:[/.]|$)"
)
_LANGUAGE = re.compile(r"/[a-z]{2}(?:[-_][a-z]{2})?$")
#: The dataset that the address of a page or of an API call is about.
_NAMED = re.compile(
    r"/(?:explore/dataset|datasets?(?:/1\.0)?|jeux?-de-donnees|items?|records?|metadata|package)"
    r"/([^/?#]+)"
)
_ID_PARAMETERS = frozenset({"id", "uuid", "dataset_id", "identifier"})
_NOT_NAMES = frozenset({"search", "new", "items", "catalog", "index.html", "1.0", "exports"})
_FILE = re.compile(r"\.[a-z0-9]{2,8}$")
_PAGE_FILES = (".html", ".htm", ".xhtml")
_TABLES_AND_DOCUMENTS = re.compile(
    r"\.(?:csv|tsv|xlsx?|ods|json|geojson|jsonl|parquet|xml|zip|gz|7z|pdf|shp|kml|kmz|gpx|gml|gpkg|"
    r"txt|rdf|ttl|docx?|odt)$"
)
_NOISE = re.compile(
    r"(?:utm_.*|phpsessid|jsessionid|sessionid|session|sid|fbclid|gclid|_ga|xtor|timestamp|_)"
)
_WORDS = re.compile(r"[^\W_]+")


def hop_keys(hop: Origin) -> Iterator[str]:
    """What one hop says of the dataset, in words that other hops spell alike."""
    root = portal(hop.url)
    if not root and hop.node:
        root = f"urn:partage:{hop.node.casefold()}"
    for name in bare_ids(hop.identifier):
        if root and name:
            yield f"{root}|{name}"
    yield from _page(hop.url)
    yield from _page(hop.identifier)


@lru_cache(maxsize=1024)
def portal(url: str) -> str:
    """Host and path of the portal that an address belongs to; a urn of ours as it is."""
    if url.startswith("urn:partage:"):
        return url.casefold()
    host, path = address(url)
    path = path.casefold()
    if not host or _is_list(path):
        return host + path
    if found := _BELOW.search(path):
        path = path[: found.start()]
    return host + _LANGUAGE.sub("", path)


def _is_list(path: str) -> bool:
    """A list of files is itself what its entries are told apart by."""
    name = path.rpartition("/")[2]
    known = name.startswith(("catalog", "data.json", "dcat-us", "csw", "index"))
    return bool(_FILE.search(name)) and not known


def _page(url: str) -> Iterator[str]:
    """The key of a dataset's page: its portal and the name in its address."""
    if url[:4].lower() != "http":
        return
    for name in _names(url.casefold()):
        if root := portal(url):
            yield f"{root}|{name}"


def _names(url: str) -> tuple[str, ...]:
    """The id or name that an address holds; nothing where it holds none."""
    if found := _items(url):
        return found
    if named := _NAMED.search(url):
        name = unquote(named[1]).removesuffix(".ttl").removesuffix(".rdf")
        if name not in _NOT_NAMES:
            return (name,)
    _, _, query = url.partition("?")
    pairs = parse_qsl(query) if query else ()
    return tuple(value for name, value in pairs if name in _ID_PARAMETERS)[:1]


def _global(identifier: str) -> Iterator[str]:
    """An identifier that no two publishers use for different things; nothing for a local one."""
    words = _freed(identifier)
    if found := _items(words):
        yield from found
    elif words.startswith(("http://", "https://")):
        host, path = address(words)
        if host and (path or urlsplit(words).query):
            yield _join(words)
    elif _UUID.fullmatch(words) or words.startswith(("urn:", "doi:", "ark:")):
        yield words
    else:
        name, at, host = words.partition("@")
        if at and name and "." in host and _HOST.fullmatch(host):
            yield words


def _files(dataset: Dataset) -> list[str]:
    """The least hashes of the addresses of a dataset's files."""
    page = _join(dataset.landing_page) if dataset.landing_page else ""
    found = {_file(one) for one in dataset.distributions} - {"", page}
    return sorted(map(_digest, found))[:MOST_URLS]


def _file(one: Distribution) -> str:
    if one.download_url:
        return _normal_file(one.download_url)
    told = _TABLES_AND_DOCUMENTS.search(one.access_url.partition("?")[0].lower())
    return _normal_file(one.access_url) if told else ""


def _normal_file(url: str) -> str:
    joined = _join(url)
    path = joined.partition("?")[0]
    bare_portal = "/" not in joined
    return "" if bare_portal or path.lower().endswith(_PAGE_FILES) else joined


def _join(url: str) -> str:
    """A web address in one spelling: no scheme, no fragment, no noise in its query."""
    host, path = address(url)
    if not host:
        return ""
    if "%" in path:
        path = unquote(path)
    query = url.partition("#")[0].partition("?")[2]
    if query:
        pairs = sorted(
            pair for pair in parse_qsl(query, True) if not _NOISE.fullmatch(pair[0].lower())
        )
        query = "&".join(f"{name}={value}" for name, value in pairs)
    return f"{host}{path}?{query}" if query else f"{host}{path}"


def _headline(dataset: Dataset) -> Iterator[str]:
    """Title and publisher, without accents, case or punctuation."""
    if not dataset.publisher:
        return
    by = _plain(dataset.publisher)
    for title in dataset.title.values():
        if by and (words := _plain(title)):
            yield f"{words}|{by}"


def _plain(text: str) -> str:
    if not text.isascii():
        text = "".join(one for one in normalize("NFKD", text) if not combining(one))
    return " ".join(_WORDS.findall(text.casefold()))


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
