"""Which distributions are tables, hence fetched; the others stay links."""

from pathlib import PurePosixPath
from urllib.parse import SplitResult, urlsplit

from federation.model import Dataset, Distribution
from federation.settings import SourceSettings

TABULAR = frozenset(
    {"CSV", "TSV", "TXT", "XLS", "XLSX", "ODS", "JSON", "JSONL", "NDJSON", "GEOJSON", "PARQUET"}
)
_PACKED = frozenset({"ZIP", "GZ", "GZIP"})
#: Of one table in several formats, the first of these is read.
_PREFERRED = ("CSV", "PARQUET", "XLSX", "ODS", "XLS", "GEOJSON", "JSON")
_LINK_TYPES = frozenset({"API", "WMS", "WFS", "HTML", "LINK", "SPARQL"})


def split_tables(
    dataset: Dataset, source: SourceSettings
) -> tuple[tuple[Distribution, ...], tuple[Distribution, ...]]:
    """Tables and links of a dataset, each in the portal's order.

    Of one table offered in several formats only the easiest to read is a table.
    """
    wanted = frozenset(name.upper() for name in source.select.formats) or TABULAR | _PACKED
    best: dict[str, Distribution] = {}
    for item in dataset.distributions:
        # Without an address of the file itself, what there is leads to a page or a service.
        if _is_table(item, item.download_url, wanted):
            key = _stem(item)
            best[key] = min(best.get(key, item), item, key=_rank)
    chosen = {item.remote_id for item in best.values()}
    tables = tuple(item for item in dataset.distributions if item.remote_id in chosen)
    links = tuple(item for item in dataset.distributions if item.remote_id not in chosen)
    return tables, links


def looks_tabular(item: Distribution) -> bool:
    """Whether an address may lead to a table, whatever the source's selection of formats."""
    return _is_table(item, item.download_url or item.access_url, TABULAR | _PACKED)


def _stem(item: Distribution) -> str:
    """What the addresses of one table's formats have in common.

    `…/arbres.csv` and `…/arbres.geojson`; Opendatasoft's `…/exports/csv` and `…/exports/json`.
    """
    parts = _parts(item.download_url or "")
    path = PurePosixPath(parts.path)
    if path.parent.name == "exports":
        return f"{parts.netloc}{path.parent}"
    suffix = path.suffix.upper().strip(".")
    stem = path.with_suffix("") if suffix in TABULAR else path
    return f"{parts.netloc}{stem}?{parts.query}"


def _parts(url: str) -> SplitResult:
    """The parts of an address; one that is none (`http://[x/a.csv`) is all path."""
    try:
        return urlsplit(url)
    except ValueError:
        return SplitResult("", "", url, "", "")


def _rank(item: Distribution) -> int:
    name = (item.format or "").upper()
    return _PREFERRED.index(name) if name in _PREFERRED else len(_PREFERRED)


def _is_table(item: Distribution, address: str | None, wanted: frozenset[str]) -> bool:
    if not address:
        return False
    declared = (item.format or "").upper().strip(" .")
    if declared in wanted:
        return True
    if declared in _LINK_TYPES:
        return False
    suffix = PurePosixPath(_parts(address).path).suffix.upper().strip(".")
    return not declared and suffix in wanted
