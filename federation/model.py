"""The vocabulary every stage speaks: DCAT-AP 3 shaped datasets, tables on disk, reports.

Frozen values only. Texts that exist in several languages are mappings from a language code
(ISO 639-1) to text; languages are never merged or dropped on the way.
Source of the terms: DCAT-AP 3.0.1, CKAN 2.12, Table Schema, proposals IV and XVII.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from federation.i18n import Message
from federation.risk import Risk, Waiver

Texts = Mapping[str, str]

#: Columns that partage adds to a working table; never shown, never published as data.
HIDDEN_PREFIX = "__"
ROW_NUMBER = "__row"  # Int64: line of the record in the source, header = 1
CONFORMS = "__conforms"  # Boolean: the row has no conformity error


class State(StrEnum):
    """Where a resource stands on the way from a portal to the catalogue."""

    DISCOVERED = "discovered"
    FETCHED = "fetched"
    PARSED = "parsed"
    EXAMINED = "examined"
    ANONYMISED = "anonymised"
    GATED = "gated"
    PUBLISHED = "published"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"
    QUARANTINED = "quarantined"
    WITHDRAWN = "withdrawn"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to ask: a functional mailbox rather than a person (dcat:contactPoint)."""

    name: str | None = None
    email: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class SchemaRef:
    """A data schema and its version, such as scdl/subventions 2.1.1; version None = latest."""

    id: str
    version: str | None = None

    def __str__(self) -> str:
        return f"{self.id} {self.version}" if self.version else self.id


@dataclass(frozen=True, slots=True)
class Spatial:
    """Where: bounding box (west, south, east, north; degrees, WGS 84), GeoJSON, place codes."""

    bbox: tuple[float, float, float, float] | None = None
    geometry: Mapping[str, Any] | None = None
    codes: tuple[str, ...] = ()
    label: str | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """One hop of a record's provenance: the node or portal it was taken from."""

    url: str
    identifier: str
    title: str | None = None
    node: str | None = None  # id of a partage federation, when the hop is one


@dataclass(frozen=True, slots=True)
class Distribution:
    """One file or service of a dataset (dcat:Distribution).

    `remote_id` is unique inside its dataset. `byte_size` in bytes, `modified` in UTC.
    `schema` is what the publisher declares, not what was recognised. `version` is a marker of the
    portal that changes whenever the bytes do; where it is given, an unchanged one saves a request.
    """

    remote_id: str
    title: Texts = field(default_factory=dict)
    description: Texts = field(default_factory=dict)
    access_url: str = ""
    download_url: str | None = None
    format: str | None = None  # upper-case short name: CSV, XLSX, JSON…
    media_type: str | None = None
    byte_size: int | None = None
    modified: datetime | None = None
    checksum: str | None = None
    licence: str | None = None
    rights: str | None = None  # dct:rights: a URI, or the publisher's words
    schema: SchemaRef | None = None
    version: str | None = None


@dataclass(frozen=True, slots=True)
class Reuses:
    """What was made of a dataset, as declared at its portal: how many, and where they are shown."""

    count: int
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Dataset:
    """A dataset as harvested, in DCAT-AP terms.

    `identifier` is the first publisher's own (URI or dct:identifier) and survives every hop of
    `provenance`. `licence`, `themes`, `frequency` are URIs of the EU lists, or None where the
    publisher's words could not be mapped: then `unmapped` counts them by field name. `axes` are ids
    of `federation.axes`, derived from the themes. `reuses` is None where the portal does not
    count them.
    """

    remote_id: str
    identifier: str
    title: Texts
    description: Texts = field(default_factory=dict)
    keywords: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    themes: tuple[str, ...] = ()
    axes: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    licence: str | None = None
    licence_label: str | None = None
    access_rights: str | None = None  # URI of the EU list, else the publisher's words
    publisher: str | None = None
    contact: Contact | None = None
    landing_page: str | None = None
    frequency: str | None = None
    spatial: Spatial | None = None
    temporal: tuple[str | None, str | None] | None = None  # ISO 8601 dates, both ends included
    issued: datetime | None = None
    modified: datetime | None = None
    provenance: tuple[Origin, ...] = ()
    distributions: tuple[Distribution, ...] = ()
    unmapped: Mapping[str, int] = field(default_factory=dict)
    reuses: Reuses | None = None


@dataclass(frozen=True, slots=True)
class SourceFormat:
    """How a file was read: told to the data officer, needed to explain a mojibake or a shift."""

    kind: str  # csv, xlsx, xls, ods, json, geojson, parquet
    encoding: str | None = None
    delimiter: str | None = None
    quote: str | None = None
    sheet: str | None = None
    compression: str | None = None
    header_line: int = 1


@dataclass(frozen=True, slots=True)
class TableFile:
    """A table on disk: Parquet where every visible column is text, empty cell = empty string.

    `path` also holds the hidden columns `ROW_NUMBER` and, once examined, `CONFORMS`.
    `columns` are the visible names in source order. Stages read it in batches: never whole.
    """

    path: Path
    columns: tuple[str, ...]
    rows: int
    source: SourceFormat


@dataclass(frozen=True, slots=True)
class Finding:
    """One conformity error or warning. `cell` stays on the officer's machine: see `public`."""

    type: str  # Frictionless or custom-check error type, e.g. "type-error"
    title: Message
    message: Message  # what is wrong and how to fix it, without cell content
    row: int | None = None  # line in the source, header = 1
    field: str | None = None
    field_number: int | None = None
    cell: str | None = None
    note: str | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class QualityReport:
    """Verdict of the quality stage on one table.

    `schema` is None when none was declared and none recognised: then `valid` is None too.
    `confidence` (0–1) is that of the recognition, 1.0 for a declared schema. `error_counts` maps
    error types to counts over the whole file; `errors` holds the first ones only.
    `column_types` gives, per visible column, the Table Schema type its values may be cast to.
    """

    rows: int
    columns: tuple[str, ...]
    source: SourceFormat
    schema: SchemaRef | None = None
    schema_title: Texts = field(default_factory=dict)
    declared: bool = False
    confidence: float = 0.0
    valid: bool | None = None
    errors: tuple[Finding, ...] = ()
    warnings: tuple[Finding, ...] = ()
    error_counts: Mapping[str, int] = field(default_factory=dict)
    error_total: int = 0
    conforming_rows: int = 0
    completeness: Mapping[str, float] = field(default_factory=dict)  # share of filled cells, 0–1
    column_types: Mapping[str, str] = field(default_factory=dict)
    engine: str = ""


@dataclass(frozen=True, slots=True)
class Examination:
    """What the quality stage hands on: the table with its `CONFORMS` column, and the report."""

    table: TableFile
    report: QualityReport


class Verdict(StrEnum):
    """What the anonymisation gate decided for a table."""

    PASS = "pass"  # noqa: S105 - a verdict, not a password
    QUARANTINE = "quarantine"


@dataclass(frozen=True, slots=True)
class ColumnDecision:
    """What was done to one column and why. No cell content."""

    column: str
    action: str  # keep, mask, redact, generalise, pseudonymise, drop, withhold (review)
    reason: Message
    legal_basis: str | None = None
    entities: Mapping[str, int] = field(default_factory=dict)  # entity type → cells found
    cells_changed: int = 0
    source: str = ""  # who decided: own, schema, meaning, content, risk, none
    rule: str = ""  # name of the rule, e.g. "birth-date", "scdl/subventions"
    operators: Mapping[str, int] = field(default_factory=dict)  # operator → cells


@dataclass(frozen=True, slots=True)
class AnonymisationReport:
    """What the anonymisation stage found, did and checked on one table. No cell content.

    Hashes (SHA-256, hexadecimal) tie the verdict to the input, the policy and the engine.
    """

    verdict: Verdict
    reasons: tuple[Message, ...] = ()
    columns: tuple[ColumnDecision, ...] = ()
    unsafe_headers: int = 0  # column names that hold personal data: then names are not shown
    entities: Mapping[str, int] = field(default_factory=dict)
    cells_scanned: int = 0
    cells_changed: int = 0
    residual: Mapping[str, int] = field(default_factory=dict)
    rows: int = 0
    input_hash: str = ""
    policy_hash: str = ""
    policy_version: str = ""
    engine: str = ""
    rows_suppressed: int = 0
    risk_before: Risk | None = None  # None without quasi-identifiers
    risk_after: Risk | None = None
    released_by: str | None = None  # the officer whose waiver let the table pass
    examined: bool = True  # False where a fault left it unexamined: no waiver lifts that


@dataclass(frozen=True, slots=True)
class Anonymised:
    """Outcome of the anonymisation stage; `table` is None unless the gate passed."""

    report: AnonymisationReport
    table: TableFile | None = None


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A published table of the same city; `file` gives its Parquet file, fetched when asked."""

    columns: tuple[str, ...]
    file: Callable[[], Path]


@dataclass(frozen=True, slots=True)
class TableContext:
    """What the anonymisation stage may know about a table besides its cells."""

    name: str
    title: str = ""
    country: str = "FR"  # ISO 3166-1 alpha-2 of the city
    languages: tuple[str, ...] = ("fr",)
    schema: SchemaRef | None = None
    column_types: Mapping[str, str] = field(default_factory=dict)
    neighbours: Callable[[], Iterable[Neighbour]] = tuple  # asked for where rows can be joined
    waiver: Waiver | None = None
