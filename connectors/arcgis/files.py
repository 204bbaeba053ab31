"""What gives access to an item of ArcGIS Hub: tables to download, services, files.

A layer or table of a service is downloaded through Hub's download API: it answers 202 while it
prepares the file, and leads to it afterwards. Only CSV is offered for download, as one table is
worth fetching once; GeoJSON and the service stay links.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from connectors.arcgis import ids as arcgis_ids
from connectors.words import formats
from connectors.words.texts import Json, folded, items, mapping, text
from federation.model import Distribution

Record = Mapping[str, Json]

_LAYERS = frozenset({"feature layer", "table"})
_SERVICES = frozenset({"feature service", "map service"})
_LAYER_OF_URL = re.compile(r"/(?:Feature|Map)Server/(\d{1,4})/?$", re.I)
_ONLINE = "www.arcgis.com"
#: Types of items that are files (developers.arcgis.com/rest, "Items and item types").
_FILES = {
    "csv": "CSV",
    "microsoft excel": "XLSX",
    "geojson": "GEOJSON",
    "csv collection": "ZIP",
    "shapefile": "SHP",
    "file geodatabase": "GDB",
    "geopackage": "GPKG",
    "kml": "KML",
    "kml collection": "ZIP",
    "pdf": "PDF",
    "microsoft word": "DOCX",
    "image": "IMAGE",
    "apache parquet": "PARQUET",
}


@dataclass(frozen=True, slots=True)
class ItemFiles:
    """The distributions of one item, shown by the hub at `address` under `name`."""

    address: str
    name: str
    item: Record
    fields: Record
    default: str

    def read(self, licence: str | None) -> tuple[Distribution, ...]:
        """Tables first, then files, then the service."""
        return (*self._of_layer(licence), *self._of_file(licence), *self._of_service(licence))

    def _kind(self) -> str:
        return folded(self.fields.get("type") or self.fields.get("hubType"))

    def _layer(self) -> str | None:
        """The number of the layer that the item stands for; None where it is not one layer."""
        service = _LAYER_OF_URL.search(text(self.fields.get("url")))
        layer = arcgis_ids.split(self.name)[1] or (service[1] if service else None)
        if self._kind() in _LAYERS:
            return layer or "0"
        words = {folded(word) for word in items(self.fields.get("typeKeywords"))}
        return layer or ("0" if "singlelayer" in words else None)

    def _of_layer(self, licence: str | None) -> tuple[Distribution, ...]:
        kind, layer = self._kind(), self._layer()
        if kind not in _LAYERS | _SERVICES or layer is None:
            return ()
        if self.fields.get("downloadable") is False:
            return ()
        known = arcgis_ids.hub_id(self.name)
        if known is None:
            return ()
        root = f"{self.address}/api/download/v1/items/{arcgis_ids.split(known)[0]}"
        shapes = () if kind == "table" else ("geojson",)
        return tuple(
            self._link(format_name, f"{root}/{format_name}?layers={layer}", licence)
            for format_name in ("csv", *shapes)
        )

    def _link(self, format_name: str, url: str, licence: str | None) -> Distribution:
        name = format_name.upper()
        return Distribution(
            remote_id=f"{self.name}:{format_name}",
            title={self.default: name},
            access_url=url,
            download_url=url if name == "CSV" else None,
            format=name,
            media_type=formats.media_type(name),
            licence=licence,
        )

    def _of_file(self, licence: str | None) -> tuple[Distribution, ...]:
        name = _FILES.get(self._kind())
        known = arcgis_ids.hub_id(self.name)
        if name is None or known is None:
            return ()
        item = arcgis_ids.split(known)[0]
        url = f"https://{self._portal()}/sharing/rest/content/items/{item}/data"
        return (
            Distribution(
                remote_id=f"{self.name}:file",
                title={self.default: text(self.fields.get("name")) or name},
                access_url=url,
                download_url=url,
                format=name,
                media_type=formats.media_type(name),
                licence=licence,
            ),
        )

    def _portal(self) -> str:
        """The host that holds the item: ArcGIS Online, or an organisation's own portal."""
        page = text(mapping(self.item.get("links")).get("itemPage"))
        try:
            return urlsplit(page).netloc or _ONLINE
        except ValueError:
            return _ONLINE

    def _of_service(self, licence: str | None) -> tuple[Distribution, ...]:
        url = text(self.fields.get("url"))
        try:
            web = urlsplit(url).scheme in {"http", "https"}
        except ValueError:
            web = False
        if not web:
            return ()
        service = "/rest/services/" in url
        name = "ARCGIS" if service else formats.extension(url)
        title = "ArcGIS REST" if service else name or self.name
        return (
            Distribution(
                remote_id=f"{self.name}:service",
                title={self.default: title},
                access_url=url,
                format=name,
                media_type=None if service else formats.media_type(name),
                licence=licence,
            ),
        )
