"""What earlier releases held of datasets and tables."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, LargeBinary, String, Table

from federation.store.schema.metadata import metadata

# Every release of a dataset that said something new, or withdrew it: `federation.store.history`.
dataset_version = Table(
    "dataset_version",
    metadata,
    Column("dataset_id", String(36), primary_key=True),
    Column("seq", Integer, ForeignKey("release.seq"), primary_key=True),
    Column("source_id", String(60), nullable=False),
    Column("number", Integer, nullable=False),  # 1, 2, 3…; a tombstone has that of the last one
    Column("kind", String(16), nullable=False),  # published, withdrawn, retracted
    Column("published_at", String(32), nullable=False),
    Column("reason", LargeBinary),  # why it is a tombstone
    # Packed. All None for a tombstone, and once the dataset was taken back or corrected.
    Column("facts", LargeBinary),  # what it said, to compare the next one with
    Column("changes", LargeBinary),
    Column("document", LargeBinary),  # the native JSON document as it was
)

# Every content that a table was published with. Its row stays when the data is erased.
table_version = Table(
    "table_version",
    metadata,
    Column("resource_id", String(36), primary_key=True),
    Column("seq", Integer, ForeignKey("release.seq"), primary_key=True),
    Column("dataset_id", String(36), nullable=False, index=True),
    Column("source_id", String(60), nullable=False),
    Column("number", Integer, nullable=False),
    Column("published_at", String(32), nullable=False),
    Column("snapshot_sha256", String(64), index=True),  # None once taken back
    Column("previous_sha256", String(64), index=True),  # what `difference` compares it with
    Column("rows", BigInteger),
    Column("judged", String(64)),  # under which policy, by which engine the gate let it pass
    Column("erased", String(32)),  # when its data was erased because its time was over
    Column("retracted", String(32)),  # when it was taken back
    Column("snapshot", LargeBinary),
    Column("difference", LargeBinary),  # packed
    Index("ix_table_version_number", "resource_id", "number"),
)
