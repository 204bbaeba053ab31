"""Which distributions are tables, hence fetched; the others stay links."""

from pathlib import PurePosixPath
from urllib.parse import urlsplit

from federation.model import Dataset, Distribution
from federation.settings import SourceSettings

TABULAR = frozenset(
    {"CSV", "TSV", "TXT", "XLS", "XLSX", "ODS", "JSON", "JSONL", "NDJSON", "GEOJSON", "PARQUET"}
)
_PACKED = frozenset({"ZIP", "GZ", "GZIP"})
_LINK_TYPES = frozenset({"API", "WMS", "WFS", "HTML", "LINK", "SPARQL"})


def split_tables(
    dataset: Dataset, source: SourceSettings
) -> tuple[tuple[Distribution, ...], tuple[Distribution, ...]]:
    """Tables and links of a dataset, each in the portal's order."""
    wanted = frozenset(name.upper() for name in source.select.formats) or TABULAR | _PACKED
    tables = tuple(item for item in dataset.distributions if _is_table(item, wanted))
    links = tuple(item for item in dataset.distributions if not _is_table(item, wanted))
    return tables, links


def _is_table(item: Distribution, wanted: frozenset[str]) -> bool:
    if not (item.download_url or item.access_url):
        return False
    declared = (item.format or "").upper().strip(" .")
    if declared in wanted:
        return True
    if declared in _LINK_TYPES:
        return False
    address = item.download_url or item.access_url
    suffix = PurePosixPath(urlsplit(address).path).suffix.upper().strip(".")
    return not declared and suffix in wanted
