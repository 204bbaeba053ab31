"""What is published: the values that cross from publication to the catalogue.

`PublishedDataset` is rendered once, at publication, into the ready bytes of `Rendered`;
the catalogue serves those bytes and the snapshots they point to.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from federation.errors import FailureCode
from federation.grades import Grades
from federation.i18n import Message
from federation.model import (
    AnonymisationReport,
    Contact,
    Dataset,
    QualityReport,
    SchemaRef,
    State,
    Texts,
)

if TYPE_CHECKING:
    from federation.versions import Changes


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a snapshot: its name, and its Table Schema type (string, integer, date…)."""

    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An immutable Parquet object of the lake, named by its SHA-256 (hexadecimal)."""

    sha256: str
    byte_size: int
    rows: int
    columns: tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One resource as the catalogue shows it, published or not, with the reason.

    `id` is stable over releases. `snapshot` is None unless `state` is published.
    `quality` holds no cell content (`Finding.cell` is None throughout). A published table with a
    `reason` shows its last good content: a newer one could not be used. `series` is the check of
    this release against the earlier ones, as JSON (Great Expectations).
    """

    id: str
    title: Texts
    state: State
    format: str | None = None
    media_type: str | None = None
    source_url: str | None = None
    description: Texts = field(default_factory=dict)
    licence: str | None = None
    reason_code: FailureCode | None = None
    reason: Message | None = None
    snapshot: Snapshot | None = None
    schema: SchemaRef | None = None
    quality: QualityReport | None = None
    anonymisation: AnonymisationReport | None = None
    series: Mapping[str, Any] | None = None
    created: datetime | None = None
    modified: datetime | None = None


@dataclass(frozen=True, slots=True)
class PublishedDataset:
    """A dataset of the catalogue. `id` is a UUID stable over releases, `name` a readable slug.

    `dataset` is the harvested metadata after the anonymisation of contacts and texts; its
    `distributions` that hold no table (links, PDF…) stay in it. Every table of `tables` has the
    distribution of the same position in `dataset.distributions`. `version` is the number of what it
    says in its own history (1, 2, 3…), `changes` what that changed.
    """

    id: str
    name: str
    city_id: str
    source_id: str
    dataset: Dataset
    tables: tuple[Table, ...]
    first_published: datetime
    last_changed: datetime
    grades: Grades | None = None
    version: int | None = None
    changes: "Changes | None" = None


@dataclass(frozen=True, slots=True)
class CityDocument:
    """A city as the catalogue knows it."""

    id: str
    names: Texts
    country: str
    official_id: str | None = None
    official_id_kind: str | None = None
    languages: tuple[str, ...] = ()
    homepage: str | None = None
    contact: Contact | None = None


@dataclass(frozen=True, slots=True)
class PartnershipDocument:
    """A decentralised cooperation between cities."""

    id: str
    titles: Texts
    cities: tuple[str, ...]
    convention: str | None = None
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A source, without its secrets."""

    id: str
    city_id: str
    connector: str
    url: str
    title: Texts = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FederationDocument:
    """The federation as published: what federation.yaml says, without secrets."""

    id: str
    titles: Texts
    descriptions: Texts
    base_url: str
    publisher: Contact
    cities: tuple[CityDocument, ...] = ()
    partnerships: tuple[PartnershipDocument, ...] = ()
    sources: tuple[SourceDocument, ...] = ()

    def city(self, city_id: str) -> CityDocument | None:
        """One city."""
        return next((city for city in self.cities if city.id == city_id), None)


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """What the search index of a node holds about a dataset; facets are raw values.

    `tags` are the keywords by language, `columns` the names of the columns that are published.
    `conformity` has a word per kind of table (conforming, errors, no-schema), `scores` the grades
    measured (0–100). `box` is west, south, east, north (degrees, WGS 84). Times are ISO 8601 in
    UTC: `modified` and `created` of the catalogue's document, `updated` of the data by the portal's
    dates, `due` when the next update is late at the frequency declared; empty where not known.
    `period` is the first and last day covered, empty where open. `extras` are values that CKAN
    clients look for whole, as `key=value` in lower case.
    """

    id: str
    name: str
    city: str
    country: str
    organization: str
    title: Texts
    text: Texts
    keywords: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    licence: str = ""
    schemas: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    modified: str = ""
    created: str = ""
    tags: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    partnerships: tuple[str, ...] = ()
    axes: tuple[str, ...] = ()
    access: str = ""
    conformity: tuple[str, ...] = ()
    scores: Mapping[str, int] = field(default_factory=dict)
    box: tuple[float, float, float, float] | None = None
    period: tuple[str, str] | None = None
    updated: str = ""
    due: str = ""
    resources: tuple[str, ...] = ()
    extras: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rendered:
    """A dataset's documents as ready bytes: native JSON, CKAN JSON, Turtle triples, search.

    `turtle` holds the triples of the dataset and its distributions without prefix lines, so
    that a catalogue page is a concatenation.
    """

    json: bytes
    ckan: bytes
    turtle: bytes
    search: SearchDocument


@dataclass(frozen=True, slots=True)
class StoredDataset:
    """A row of the published state. After withdrawal the documents are empty: a tombstone.

    `copy_of` is the id of the dataset that this one is a copy of, on another portal of the
    federation; `copy_evidence` tells how that is known (origin, identifier, url, hash).
    `copy_city` is that dataset's city, and `city_lead` tells whether this copy stands for it in
    its own city; both are read for the search index only.
    """

    id: str
    name: str
    city_id: str
    source_id: str
    seq: int
    withdrawn: bool
    reason: Message | None = None
    json: bytes = b""
    ckan: bytes = b""
    turtle: bytes = b""
    search: SearchDocument | None = None
    copy_of: str | None = None
    copy_evidence: str | None = None
    copy_city: str | None = None
    city_lead: bool = False


@dataclass(frozen=True, slots=True)
class Member:
    """One of the datasets that are the same on several portals; `copy_of` None: the original."""

    id: str
    name: str
    city_id: str
    source_id: str
    copy_of: str | None
    evidence: str | None


@dataclass(frozen=True, slots=True)
class Totals:
    """Counts of the published state, for home pages and status.

    Copies of a dataset count once, in `copies` apart; in `by_city`, once in each of their cities.
    """

    datasets: int
    tables: int
    rows: int
    by_city: Mapping[str, int]
    copies: int = 0
