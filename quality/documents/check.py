"""A JSON document against a JSON Schema: features of a GeoJSON in batches, others whole.

Each batch of features is validated as a collection of its own, in memory that does not grow with
the file: rules about the whole list (uniqueItems) hold within a batch, and members of the
collection other than its type are not looked at. The row of a finding is the number of the
feature, or of the record, first = 1.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from federation.errors import FailureCode, SchemaError, TableError
from federation.i18n import msg
from federation.model import Finding
from quality.documents.findings import findings
from quality.reading.archives import unpacked
from quality.reading.encoding import Text, as_utf8
from quality.reading.json_stream import records_of
from quality.reading.kinds import kind_of
from quality.reading.limits import ReadLimits, malformed, too_large
from quality.schemas.json_schema import JsonSchema

LIMIT = 1_000
_BATCH = 500
_WHOLE_BYTES = 100_000_000
_COLLECTION = re.compile(r'"type"\s*:\s*"FeatureCollection"')
_HEAD = 1 << 16


@dataclass(slots=True)
class DocumentVerdict:
    """What a document is worth; `bad` are the numbers of records with an error.

    `broken` tells that an error is about the document as a whole.
    """

    records: int = 0
    errors: list[Finding] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    bad: set[int] = field(default_factory=set)
    broken: bool = False

    def add(self, found: Finding) -> None:
        """Count a finding; keep it if it is one of the first."""
        self.counts[found.type] += 1
        if found.row is None:
            self.broken = True
        else:
            self.bad.add(found.row)
        if len(self.errors) < LIMIT:
            self.errors.append(found)


def check_document(
    path: Path, schema: JsonSchema, folder: Path, limits: ReadLimits | None = None
) -> DocumentVerdict:
    """Judge the JSON file at `path`; temporary files go to `folder`.

    TableError: WRONG_FORMAT where it is no JSON, MALFORMED, TOO_LARGE (a document that is not
    GeoJSON, over 100 MB), and those of `read_table`. SchemaError where the schema refers to
    another one that is not held.
    """
    from referencing.exceptions import Unresolvable

    limits = limits or ReadLimits()
    try:
        with _text(path, folder, limits) as text:
            if _is_collection(text):
                return _features(text, schema, limits)
            return _whole(text, schema)
    except Unresolvable as error:
        raise _elsewhere(schema) from error
    except (ValueError, RecursionError) as error:
        raise malformed("JSON") from error


@contextmanager
def _text(path: Path, folder: Path, limits: ReadLimits) -> Iterator[Text]:
    kind = kind_of(path, ("json",))
    if kind in ("zip", "gzip"):
        with unpacked(path, kind, limits, folder) as (inner, _), _text(inner, folder, limits) as it:
            yield it
        return
    if kind != "json":
        raise _no_json()
    whole = ReadLimits(max_line_bytes=limits.max_file_bytes)
    with as_utf8(path, whole, folder) as text:
        yield text


def _is_collection(text: Text) -> bool:
    """Whether the document says that it is a collection, at its beginning or at its end."""
    with text.path.open("rb") as raw:
        head = raw.read(_HEAD)
        raw.seek(max(0, text.path.stat().st_size - _HEAD))
        tail = raw.read(_HEAD)
    return any(_COLLECTION.search(part.decode("utf-8", "ignore")) for part in (head, tail))


def _features(text: Text, schema: JsonSchema, limits: ReadLimits) -> DocumentVerdict:
    verdict, validator = DocumentVerdict(), schema.validator()
    features = records_of(text, limits)
    while True:
        batch = list(islice(features, _BATCH))
        if not batch and verdict.records:
            return verdict
        document = {"type": "FeatureCollection", "features": batch}
        _judge(verdict, schema, validator, document, verdict.records + 1)
        verdict.records += len(batch)
        if len(batch) < _BATCH:
            return verdict


def _whole(text: Text, schema: JsonSchema) -> DocumentVerdict:
    if text.path.stat().st_size > _WHOLE_BYTES:
        raise too_large(_WHOLE_BYTES)
    with text.path.open("rb") as raw:
        raw.seek(text.start)
        document = json.load(raw)
    verdict = DocumentVerdict(records=_count(document))
    _judge(verdict, schema, schema.validator(), document, 1)
    return verdict


def _count(document: Any) -> int:  # noqa: ANN401 - JSON
    """Records of a document: of a list its elements, of an object those of its longest list."""
    if isinstance(document, list):
        return len(document)
    lists = [each for each in document.values() if isinstance(each, list)]
    return max(map(len, lists), default=1)


def _judge(
    verdict: DocumentVerdict,
    schema: JsonSchema,
    validator: Any,  # noqa: ANN401 - jsonschema's protocol
    document: Any,  # noqa: ANN401 - JSON
    first: int,
) -> None:
    """Add what is wrong in a document, by record; the same fault of a record counts once."""
    found = [
        each for error in validator.iter_errors(document) for each in findings(error, schema, first)
    ]
    seen: set[tuple[object, ...]] = set()
    for each in sorted(found, key=lambda one: one.row or 0):
        key = (each.row, each.field, each.type, each.note)
        if key not in seen:
            seen.add(key)
            verdict.add(each)


def _no_json() -> TableError:
    return TableError(
        FailureCode.WRONG_FORMAT,
        msg(
            "The schema describes a JSON document, and the file is none. Export the data as "
            "GeoJSON or JSON, as the schema asks."
        ),
    )


def _elsewhere(schema: JsonSchema) -> SchemaError:
    return SchemaError(
        msg(
            "The schema %(schema)s refers to another document, which is not fetched: the file "
            "cannot be checked against it.",
            schema=str(schema.ref),
        )
    )
