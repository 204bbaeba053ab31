"""Tables of the store. Changes come with an Alembic migration in `migrations/versions`.

Documents are JSON bytes written by `federation.codec`: the store searches by the columns beside
them only. Times are UTC, ISO 8601 text, so that SQLite and PostgreSQL sort them alike.
"""

from federation.store.schema.decisions import (
    audit_entry,
    quarantine_decision,
    retracted_item,
    retraction,
)
from federation.store.schema.harvest import (
    dataset,
    dataset_key,
    dataset_rival,
    federation_document,
    link,
    link_use,
    notification,
    resource,
    source,
    transition,
)
from federation.store.schema.history import dataset_version, table_version
from federation.store.schema.metadata import metadata
from federation.store.schema.publication import (
    publication,
    published_dataset,
    published_table,
    release,
    score,
    staged_dataset,
    staged_table,
)
from federation.store.schema.reading import reading

__all__ = [
    "audit_entry",
    "dataset",
    "dataset_key",
    "dataset_rival",
    "dataset_version",
    "federation_document",
    "link",
    "link_use",
    "metadata",
    "notification",
    "publication",
    "published_dataset",
    "published_table",
    "quarantine_decision",
    "reading",
    "release",
    "resource",
    "retracted_item",
    "retraction",
    "score",
    "source",
    "staged_dataset",
    "staged_table",
    "table_version",
    "transition",
]
