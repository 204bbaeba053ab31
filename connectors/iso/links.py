"""The online resources of an ISO record as distributions.

What a link is comes from its protocol (the vocabulary of GeoNetwork and INSPIRE: WWW:DOWNLOAD…,
OGC:WFS…, a media type), its function (CI_OnLineFunctionCode) and the end of its address.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from connectors.context import Context
from connectors.iso.texts import Languages, code, plain
from connectors.iso.xml import Element, find, find_all, words
from connectors.words import formats
from federation.model import Distribution

_LINKS = tuple(
    f"distributionInfo/MD_Distribution/{path}/MD_DigitalTransferOptions/onLine/CI_OnlineResource"
    for path in ("transferOptions", "distributor/MD_Distributor/distributorTransferOptions")
)
_FORMATS = tuple(
    f"distributionInfo/MD_Distribution/{path}/MD_Format/{leaf}"
    for path in ("distributionFormat", "distributor/MD_Distributor/distributorFormat")
    for leaf in ("name", "formatSpecificationCitation/CI_Citation/title")
)
_SERVICE = re.compile(r"\b(WMS|WMTS|WFS|WCS|WPS|CSW|SOS|OGCFeat|OGCAPI|TMS)\b", re.I)
_SERVICE_ADDRESS = re.compile(r"[?&]service=(WMS|WMTS|WFS|WCS|CSW)\b|/(wms|wmts|wfs|wcs)/?$", re.I)
_RECORD_ADDRESS = re.compile(r"catalog\.search|request=getrecordbyid|metadata\.show", re.I)
FILES = (formats.MEDIA_TYPES.keys() | {"SHP", "DXF", "DWG", "TIFF", "TIF", "7Z", "LAZ"}) - {"HTML"}
_MEDIA_TYPE = re.compile(r"(?:^|:)([a-z]+/[\w.+-]+)$", re.I)  # text/csv, WWW:DOWNLOAD:text/csv
_LAYER = re.compile(r"^[\w.-]+(?::[\w.-]+)?$")
_WFS_OUTPUT = {"geojson": ("application/json", "GEOJSON"), "csv": ("csv", "CSV")}
_WFS_NAMES = frozenset({"service", "request", "version", "typename", "typenames", "outputformat"})


@dataclass(frozen=True, slots=True)
class _Link:
    """One link; `service` is the OGC service behind it, "" where it is none."""

    element: Element
    address: str
    protocol: str
    layer: str
    service: str
    is_file: bool


@dataclass(frozen=True, slots=True)
class LinkReader:
    """Reads the links of one record; `lost` counts what could not be mapped.

    The option `wfs` of a source (geojson or csv) makes each named layer of a WFS a file.
    """

    context: Context
    languages: Languages
    lost: Counter[str]

    def read(self, record: Element) -> tuple[Distribution, ...]:
        """The distributions; the same link told twice is one."""
        links = [_link(each) for each in find_all(record, *_LINKS)]
        declared = list(dict.fromkeys(filter(None, map(plain, find_all(record, *_FORMATS)))))
        only = declared[0] if len(declared) == 1 and sum(e.is_file for e in links) == 1 else ""
        found: dict[str, Distribution] = {}
        for each in links:
            one = self._distribution(each, only)
            if one is not None:
                found.setdefault(one.remote_id, one)
        return tuple(found.values())

    def _distribution(self, link: _Link, declared: str) -> Distribution | None:
        if not link.address:
            return None
        web = is_web(link.address)
        self.lost["url"] += not web
        download, kind = self._file(link, declared if link.is_file else "")
        named = bool(link.layer) and bool(link.service)
        return Distribution(
            remote_id=f"{link.address}#{link.layer}" if named else link.address,
            title=self.languages.texts(find_all(link.element, "name")),
            description=self.languages.texts(find_all(link.element, "description")),
            access_url=link.address if web else "",
            download_url=download if web else None,
            format=kind,
            media_type=formats.media_type(kind, link.protocol.removeprefix("WWW:DOWNLOAD:")),
        )

    def _file(self, link: _Link, declared: str) -> tuple[str | None, str | None]:
        """The address of a link's file, and its format."""
        if link.service:
            return self._layer(link)
        media = _MEDIA_TYPE.search(link.protocol)
        kind = formats.short_format(None, media[1] if media else "")
        ending = formats.extension(link.address)
        kind = kind or (ending if ending in FILES else None) or formats.short_format(declared)
        if link.is_file:
            return link.address, kind
        return None, kind or "HTML"

    def _layer(self, link: _Link) -> tuple[str | None, str | None]:
        wanted = _WFS_OUTPUT.get(str(self.context.source.options.get("wfs", "")).lower())
        if link.service != "WFS" or wanted is None or not link.layer:
            return None, link.service
        parts = urlsplit(link.address)
        kept = [pair for pair in parse_qsl(parts.query) if pair[0].lower() not in _WFS_NAMES]
        query = [
            *kept,
            ("service", "WFS"),
            ("version", "2.0.0"),
            ("request", "GetFeature"),
            ("typeNames", link.layer),
            ("outputFormat", wanted[0]),
        ]
        return urlunsplit(parts._replace(query=urlencode(query), fragment="")), wanted[1]


def _link(element: Element) -> _Link:
    layer = plain(find(element, "name"))
    address = words(find(element, "linkage"))
    protocol = plain(find(element, "protocol"))
    service = _service(address, protocol)
    said = code(find(element, "function")) == "download"
    file = not service and (said or _is_file(address, protocol))
    return _Link(element, address, protocol, layer if _LAYER.match(layer) else "", service, file)


def _service(address: str, protocol: str) -> str:
    if "DOWNLOAD" in protocol.upper():
        return ""
    found = _SERVICE.search(protocol) or _SERVICE_ADDRESS.search(address)
    return next(filter(None, found.groups())).upper() if found else ""


def _is_file(address: str, protocol: str) -> bool:
    """Whether the portal says that a file is behind a link, and not one more description."""
    if _RECORD_ADDRESS.search(address):
        return False
    told = "DOWNLOAD" in protocol.upper() or bool(_MEDIA_TYPE.search(protocol))
    return told or formats.extension(address) in FILES


def is_web(address: str) -> bool:
    """Whether a text is a web address."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def web_addresses(elements: Iterator[Element]) -> Iterator[str]:
    """The web addresses among the texts of some elements."""
    return (found for found in map(words, elements) if is_web(found))
