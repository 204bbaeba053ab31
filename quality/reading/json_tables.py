"""JSON into a working table: records, JSON Lines, Opendatasoft answers, GeoJSON features.

The text is decoded record by record over a sliding buffer, twice: once to gather the names of all
columns, once to write. Values keep the spelling of the source; nested ones become JSON text.
Sources: RFC 8259 (JSON), RFC 7946 (GeoJSON).
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from federation.errors import FailureCode, TableError
from federation.i18n import msg
from federation.model import SourceFormat, TableFile
from quality.reading.encoding import Text, as_utf8
from quality.reading.json_stream import Spelled, records_of
from quality.reading.limits import ReadLimits, empty, malformed, too_many_columns
from quality.reading.writer import TableWriter

Record = Mapping[str, Any]


def read_json(path: Path, out: Path, limits: ReadLimits) -> TableFile:
    """A JSON file as a table at `out`; record n of the source has row number n + 1.

    TableError: EMPTY, MALFORMED, LINE_TOO_LONG, ENCODING, UNSUPPORTED when no list of records
    is found.
    """
    # One line of JSON may hold everything: the cap on records applies instead.
    whole = ReadLimits(max_line_bytes=limits.max_file_bytes)
    with as_utf8(path, whole, out.parent) as text:
        try:
            return _read(text, out, limits)
        except (ValueError, RecursionError) as error:
            raise malformed("JSON") from error


def _read(text: Text, out: Path, limits: ReadLimits) -> TableFile:
    names: dict[str, None] = {}
    geographic = False
    for item in records_of(text, limits):
        geographic = geographic or _is_feature(item)
        names.update(dict.fromkeys(_flat(item)))
        if len(names) > limits.max_columns:
            raise too_many_columns(limits.max_columns)
    if not names:
        raise empty()
    with TableWriter(out, list(names), limits) as writer:
        rows = ([_text(record.get(name)) for name in names] for record in _records(text, limits))
        writer.add_records(rows, first_row=2)
    kind = "geojson" if geographic else "json"
    return writer.table(SourceFormat(kind=kind, encoding=text.encoding))


def _records(text: Text, limits: ReadLimits) -> Iterator[Record]:
    return (_flat(item) for item in records_of(text, limits))


def _flat(item: object) -> Record:
    """The cells of one item of the list."""
    if not isinstance(item, dict):
        raise TableError(
            FailureCode.UNSUPPORTED,
            msg(
                "The JSON file is not a list of records: each element must be an object with one "
                "key per column, like {“name”: “…”, “year”: 2024}."
            ),
        )
    if _is_feature(item):
        return {**(item.get("properties") or {}), **_geometry(item.get("geometry"))}
    if isinstance(item.get("fields"), dict) and ("recordid" in item or "datasetid" in item):
        return dict(item["fields"])  # Opendatasoft, records API v1
    return dict(item)


def _is_feature(item: object) -> bool:
    return isinstance(item, dict) and item.get("type") == "Feature" and "geometry" in item


def _geometry(geometry: object) -> Record:
    """The geometry as GeoJSON text; for a point, longitude and latitude in degrees besides."""
    if not isinstance(geometry, dict):
        return {}
    cells: dict[str, Any] = {"geometry": geometry}
    place = geometry.get("coordinates")
    if geometry.get("type") == "Point" and isinstance(place, list) and len(place) >= 2:
        cells["longitude"], cells["latitude"] = place[0], place[1]
    return cells


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Spelled):
        return value.text
    return json.dumps(value, ensure_ascii=False)
