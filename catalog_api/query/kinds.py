"""File formats that tables are given in. What writes them runs in workers: `formats`."""

from collections.abc import Mapping
from dataclasses import dataclass

#: An XLSX sheet has no more rows than this, header included (ECMA-376).
XLSX_ROWS = 1_048_576


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: media type, ending, and most rows it can hold (None: any number)."""

    media_type: str
    ending: str
    rows: int | None = None


FORMATS: Mapping[str, Format] = {
    "csv": Format("text/csv; charset=utf-8; header=present", "csv"),
    "tsv": Format("text/tab-separated-values; charset=utf-8; header=present", "tsv"),
    "json": Format("application/json", "json"),
    "jsonl": Format("application/x-ndjson", "jsonl"),
    "geojson": Format("application/geo+json", "geojson"),
    "parquet": Format("application/vnd.apache.parquet", "parquet"),
    "xlsx": Format(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx", XLSX_ROWS - 1
    ),
}
