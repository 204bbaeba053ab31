"""What Opendatasoft offers to download of a dataset: exports of its records, attached files.

Records are taken from one of two exports. Data schemas name columns as publishers do, and judge
cells as texts: only CSV has the publisher's headers (labels; Parquet has technical names) and one
documented spelling of lists, moments, booleans and places. So Parquet, smaller and unambiguous, is
the table where it can but say the same: no schema is declared, names are labels, and fields are
texts, numbers or whole dates; CSV is not listed then. Else CSV is the table and Parquet a link.
Source: Explore API v2.1, "Export a dataset" and its parameters `use_labels`, `list_separator`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from connectors.context import Context
from connectors.words import formats
from connectors.words.texts import Json, mapping, multilingual, prose, text
from federation.model import Distribution, SchemaRef

Record = Mapping[str, Json]
_PLAIN_TYPES = frozenset({"text", "int", "double", "date"})


@dataclass(frozen=True, slots=True)
class Records:
    """The records of a dataset: their fields, when they were last processed, their schema.

    `parquet` tells whether the portal offers that export.
    """

    fields: Sequence[Record]
    processed: str
    modified: datetime | None
    schema: SchemaRef | None
    parquet: bool


@dataclass(frozen=True, slots=True)
class OpendatasoftFiles:
    """The files of one dataset of the portal at `base`; `title` is in the language `spoken`."""

    context: Context
    base: str
    dataset: str
    title: str
    spoken: str

    def exports(self, records: Records) -> Iterator[Distribution]:
        """One export to be downloaded, the others as links to the same."""
        base = f"{self.base}/api/explore/v2.1/catalog/datasets/{quote(self.dataset)}/exports"
        # Labels are the headers of the publisher's file; names the portal's rewriting of them.
        labels = "true" if self._labels else "false"
        addresses = {
            "CSV": f"{base}/csv?delimiter=%3B&use_labels={labels}",
            "PARQUET": f"{base}/parquet",
            "JSON": f"{base}/json",
        }
        table = "PARQUET" if self._parquet_says_the_same(records) else "CSV"
        if table == "PARQUET":
            del addresses["CSV"]
        elif not records.parquet:
            del addresses["PARQUET"]
        marker = f"labels={labels}" if table == "CSV" else "parquet"
        for name in sorted(addresses, key=lambda name: name != table):
            is_table = name == table
            # Exports carry no ETag; the portal stamps each processing of the records instead.
            version = f"{records.processed} {marker}" if records.processed and is_table else None
            yield Distribution(
                remote_id="records" if is_table else f"records-{name.lower()}",
                title={self.spoken: self.title},
                access_url=addresses[name],
                download_url=addresses[name] if is_table else None,
                format=name,
                media_type=formats.MEDIA_TYPES[name],
                modified=records.modified,
                schema=records.schema if is_table else None,
                version=version,
            )

    @property
    def _labels(self) -> bool:
        return bool(self.context.source.options.get("use_labels", True))

    def _parquet_says_the_same(self, records: Records) -> bool:
        source = self.context.source
        chosen = {name.upper() for name in source.select.formats}
        return bool(
            records.parquet
            and records.fields
            and records.schema is None
            and not source.schemas  # may name this table in one of several ways
            and (not chosen or "PARQUET" in chosen)
            and all(_is_plain(field, self._labels) for field in records.fields)
        )

    def file(self, kind: str, file: Record) -> Distribution:
        """A file beside the records; `kind` is `attachments` or `alternative_exports`."""
        name = text(file.get("id")) or text(file.get("title"))
        declared = text(file.get("href") or file.get("url"))
        path = f"{self.base}/api/datasets/1.0/{quote(self.dataset)}/{kind}/{quote(name)}/"
        url = declared if declared.startswith(("http://", "https://")) else path
        inner = mapping(file.get("metas"))
        title = text(file.get("title") or inner.get("title")) or name
        declared_type = file.get("mimetype") or inner.get("mime-type")
        kind_of_file = formats.extension(title) or formats.short_format(None, declared_type, url)
        return Distribution(
            remote_id=f"{kind}/{name or title}",
            title={self.spoken: title},
            description=multilingual((prose(file.get("description")),), self.spoken),
            access_url=url,
            download_url=url,
            format=kind_of_file,
            media_type=formats.media_type(kind_of_file, declared_type),
        )


def _is_plain(field: Record, labels: bool) -> bool:
    """Whether a field has the same header and the same cells in CSV and in Parquet."""
    name, label = text(field.get("name")), text(field.get("label"))
    marks = mapping(field.get("annotations"))
    spelled_otherwise = "multivalued" in marks or "timeserie_precision" in marks
    return (
        bool(name)
        and (not labels or label == name)
        and text(field.get("type")) in _PLAIN_TYPES
        and not spelled_otherwise
    )
