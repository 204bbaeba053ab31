"""What readers see: releases, the published documents, and those waiting to be."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
)

from federation.store.schema.metadata import metadata

release = Table(
    "release",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("source_id", String(60), ForeignKey("source.id"), nullable=False),
    Column("run_id", String(40), nullable=False),
    Column("published_at", String(32), nullable=False),
    Column("datasets", Integer, nullable=False),
    Column("tables", Integer, nullable=False),
    Column("withdrawn", Integer, nullable=False),
)

publication = Table(
    "publication",
    metadata,
    Column("seq", Integer, ForeignKey("release.seq"), primary_key=True),
    Column("resource_id", String(36), primary_key=True),
    Column("source_id", String(60), nullable=False),
    Column("dataset_id", String(36), nullable=False),
    Column("content_sha256", String(64), nullable=False),
    Column("snapshot_sha256", String(64), nullable=False),
    Column("skip_key", String(64), nullable=False),
    Column("metrics", LargeBinary),
    Column("published_at", String(32), nullable=False),
    Column("table_sha256", String(64)),
    UniqueConstraint("resource_id", "skip_key", "snapshot_sha256"),
    Index("ix_publication_resource", "resource_id", "seq"),
)

# The grades of datasets, one row by release that changed them; `seq` 0 until published. A row
# without grades is that of a dataset withdrawn by this release.
score = Table(
    "score",
    metadata,
    Column("dataset_id", String(36), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("source_id", String(60), nullable=False),
    Column("city_id", String(60), nullable=False),
    Column("schema_id", String(120)),  # of its first table that has one
    Column("reliability", Integer),
    Column("value", Integer),
    Column("services", Integer),
    Column("mqa", Integer),
    Column("action", String(20)),  # the component that would raise a grade most
    Column("digest", String(64), nullable=False),  # of all that is graded, without the words
    Column("current", Boolean, nullable=False),  # the newest of its dataset, not withdrawn
    # What they were given on, to know when to grade again.
    Column("graded", String(32), nullable=False),
    Column("review", String(32)),  # the day when age will have changed them
    Column("copy_of", String(36)),
    Column("peers", Integer, nullable=False),  # other cities that publish its schema
    Column("broken", Boolean, nullable=False),  # an address did not answer
    Column("demand", Integer),  # tenths of the most; None where not measured
    # The grades with their components, packed; last, so that means are read without it.
    Column("document", LargeBinary, nullable=False),
    Index("ix_score_source_current", "source_id", "current"),
    Index("ix_score_current_seq", "current", "seq"),
)


def _dataset_columns() -> tuple[Column[Any], ...]:
    return (
        Column("id", String(36), primary_key=True),
        Column("name", String(120), nullable=False, unique=True),
        Column("city_id", String(60), nullable=False, index=True),
        Column("source_id", String(60), nullable=False, index=True),
        Column("json", LargeBinary, nullable=False),
        Column("ckan", LargeBinary, nullable=False),
        Column("turtle", LargeBinary, nullable=False),
        Column("search", LargeBinary, nullable=False),
    )


def _table_columns() -> tuple[Column[Any], ...]:
    return (
        Column("id", String(36), primary_key=True),
        Column("dataset_id", String(36), nullable=False, index=True),
        Column("state", String(16), nullable=False),
        Column("schema_id", String(120), index=True),
        Column("snapshot_sha256", String(64)),
        Column("rows", BigInteger, nullable=False, default=0),
        Column("document", LargeBinary, nullable=False),
    )


published_dataset = Table(
    "published_dataset",
    metadata,
    *_dataset_columns(),
    Column("seq", Integer, nullable=False, index=True),
    Column("withdrawn", Boolean, nullable=False),
    Column("reason", LargeBinary),
    # The dataset this one is a copy of, on another portal of the federation; None = none.
    Column("copy_of", String(36), index=True),
    Column("copy_evidence", String(16)),
)

published_table = Table("published_table", metadata, *_table_columns())

# Rendered but not yet public: filled in batches, moved by the transaction that publishes.
staged_dataset = Table(
    "staged_dataset",
    metadata,
    *_dataset_columns(),
    Column("render_key", String(64), nullable=False),
    # What `dataset_version` is to keep of it; all None where it says nothing new.
    Column("number", Integer),
    Column("corrects", Boolean),  # earlier versions said too much: they lose their words
    Column("facts", LargeBinary),
    Column("changes", LargeBinary),
    Column("version", LargeBinary),
)

staged_table = Table(
    "staged_table",
    metadata,
    *_table_columns(),
    Column("source_id", String(60), nullable=False, index=True),
    Column("content_sha256", String(64)),
    Column("skip_key", String(64)),
    Column("metrics", LargeBinary),
    # What `table_version` is to keep of it.
    Column("judged", String(64)),
    Column("snapshot", LargeBinary),
    Column("difference", LargeBinary),
)
