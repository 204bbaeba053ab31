"""Tables of the store. Changes come with an Alembic migration in `migrations/versions`.

Documents are JSON bytes written by `federation.codec`: the store searches by the columns beside
them only. Times are UTC, ISO 8601 text, so that SQLite and PostgreSQL sort them alike.
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    true,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

federation_document = Table(
    "federation_document",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("document", LargeBinary, nullable=False),
)

source = Table(
    "source",
    metadata,
    Column("id", String(60), primary_key=True),
    Column("cursor", Text),
    Column("sweep", String(32)),  # start of the walk that `cursor` belongs to
    Column("last_run", String(40)),
    Column("last_success", String(32)),
    Column("last_error_code", String(32)),
    Column("last_error", LargeBinary),
    Column("failures", Integer, nullable=False, default=0),
    Column("failing_since", String(32)),
    # The walk in progress: only changes since `since` (None: everything), begun at `started` on
    # the portal's clock; `unclean` once something failed that may succeed later.
    Column("since", String(40)),
    Column("started", String(40)),
    Column("walk_key", String(64)),
    Column("unclean", Boolean, nullable=False, server_default=false()),
    # What the last complete, error-free walk left.
    Column("watermark", String(40)),
    Column("watermark_key", String(64)),
    Column("partial_walks", Integer, nullable=False, server_default="0"),
    Column("withdrawal_confirmed", String(32)),  # a person has agreed to what the brake held
    Column("lease_owner", String(80)),
    Column("lease_token", BigInteger, nullable=False, default=0),
    Column("lease_expires", String(32)),
    Column("totals", LargeBinary),
    Column("rules_key", String(64)),  # of the policy's rules that its tables were last matched with
)

dataset = Table(
    "dataset",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("source_id", String(60), ForeignKey("source.id"), nullable=False),
    Column("city_id", String(60), nullable=False),
    Column("remote_id", Text, nullable=False),
    Column("name", String(120), unique=True),  # given at first publication
    Column("raw_sha256", String(64)),
    Column("document", LargeBinary, nullable=False),
    Column("document_hash", String(64), nullable=False),
    Column("published_hash", String(64)),
    Column("first_seen", String(32), nullable=False),
    Column("last_seen", String(32), nullable=False),
    Column("first_published", String(32)),
    Column("last_changed", String(32)),
    Column("missing_since", String(32)),
    Column("missing_code", String(32)),  # why, as far as the portal told: gone, withdrawn
    Column("withdrawn", Boolean, nullable=False, default=False),
    Column("retracted", String(32)),  # since when a data officer keeps it from readers
    UniqueConstraint("source_id", "remote_id"),
)

resource = Table(
    "resource",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("dataset_id", String(36), ForeignKey("dataset.id"), nullable=False, index=True),
    Column("source_id", String(60), ForeignKey("source.id"), nullable=False),
    Column("remote_id", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("url", Text, nullable=False),
    Column("format", String(40)),
    Column("schema_id", String(200)),
    Column("version", Text),  # the portal's own marker of the bytes, if trusted
    Column("fetched_version", Text),
    Column("state", String(16), nullable=False),
    Column("outcome", String(16)),  # last terminal state of the content, kept while unchanged
    Column("reason_code", String(32)),  # why the last check failed, if it did
    Column("reason", LargeBinary),
    Column("notice_code", String(32)),  # why the last content was not published, if so
    Column("notice", LargeBinary),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("content_sha256", String(64)),
    Column("content_bytes", BigInteger),
    Column("table_sha256", String(64)),  # of the table whatever its encoding: `fingerprints`
    Column("media_type", Text),
    Column("file_name", Text),
    Column("skip_key", String(64)),
    Column("quality", LargeBinary),
    Column("anonymisation", LargeBinary),
    Column("snapshot", LargeBinary),
    Column("last_checked", String(32)),
    Column("last_changed", String(32)),
    Column("removed", Boolean, nullable=False, default=False),
    Column("due", Boolean, nullable=False, server_default=true()),  # its file is to be asked for
    UniqueConstraint("dataset_id", "remote_id"),
    Index("ix_resource_source_state", "source_id", "state"),
    Index("ix_resource_content_sha256", "content_sha256"),
)

dataset_key = Table(
    "dataset_key",
    metadata,
    Column("dataset_id", String(36), ForeignKey("dataset.id"), primary_key=True),
    Column("kind", String(16), primary_key=True),  # origin, identifier, url, title
    Column("value", String(64), primary_key=True),  # SHA-256 of the normalised value
    Column("source_id", String(60), nullable=False),
    Index("ix_dataset_key_value", "value"),
)

# Pairs, in both directions, with evidence that was not enough to call them one, as another one
# matched as well: what becomes of one decides for the other.
dataset_rival = Table(
    "dataset_rival",
    metadata,
    Column("dataset_id", String(36), ForeignKey("dataset.id"), primary_key=True),
    Column("rival_id", String(36), ForeignKey("dataset.id"), primary_key=True),
)

link = Table(
    "link",
    metadata,
    Column("id", String(64), primary_key=True),  # SHA-256 of the address
    Column("url", Text, nullable=False),
    Column("host", String(255), nullable=False),
    Column("status", Integer),  # the last HTTP status, None where there was no answer
    Column("code", String(32)),  # why the last check failed; None = reachable, or never checked
    Column("changed", String(32)),  # since when it has been so
    Column("checked", String(32)),
    Column("next_check", String(32)),
    Column("interval_hours", Integer, nullable=False, server_default="12"),
    Index("ix_link_next_check", "next_check"),
)

link_use = Table(
    "link_use",
    metadata,
    Column("dataset_id", String(36), ForeignKey("dataset.id"), primary_key=True),
    Column("link_id", String(64), ForeignKey("link.id"), primary_key=True),
    Column("source_id", String(60), nullable=False, index=True),
    Index("ix_link_use_link", "link_id"),
)

notification = Table(
    "notification",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("source_id", String(60), ForeignKey("source.id"), nullable=False),
    Column("channel", String(16), nullable=False),  # webhook, email
    Column("kind", String(16), nullable=False),  # failure, recovery
    Column("code", String(32), nullable=False),
    Column("since", String(32), nullable=False),  # when the source began to fail
    Column("state", String(16), nullable=False),  # pending, sending, sent, abandoned
    Column("attempts", Integer, nullable=False, server_default="0"),
    Column("created", String(32), nullable=False),
    Column("document", LargeBinary, nullable=False),
    UniqueConstraint("source_id", "channel", "kind", "code", "since"),
)

transition = Table(
    "transition",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("resource_id", String(36), nullable=False, index=True),
    Column("run_id", String(40), nullable=False),
    Column("at", String(32), nullable=False),
    Column("state", String(16), nullable=False),
    Column("input_hash", String(64)),
    Column("versions", Text),  # schema, policy and engine versions
    Column("reason_code", String(32)),
)

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
    # The grades with their components, packed; last, so that means are read without it.
    Column("document", LargeBinary, nullable=False),
    Index("ix_score_source_current", "source_id", "current"),
    Index("ix_score_current_seq", "current", "seq"),
)


# What people decided, in the order of `seq`; each row holds the hash of the one before, and the
# database refuses to change or delete one (triggers of migration 0004).
audit_entry = Table(
    "audit_entry",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", String(32), nullable=False),
    Column("action", String(32), nullable=False),
    Column("subject", String(200), nullable=False, index=True),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False, unique=True),
    Column("document", LargeBinary, nullable=False),
)

# A data officer's word on a quarantined table; it stands until `ended`.
quarantine_decision = Table(
    "quarantine_decision",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("resource_id", String(36), nullable=False),
    Column("kind", String(16), nullable=False),  # release, refuse
    Column("input_hash", String(64), nullable=False),
    Column("policy_hash", String(64), nullable=False),
    Column("engine", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", String(32), nullable=False),
    Column("ended", String(32)),
    Index("ix_quarantine_decision_resource", "resource_id", "ended"),
)

# What data officers took back; who and why is in the audit log, readers are told `at` only.
retraction = Table(
    "retraction",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("at", String(32), nullable=False),
    Column("seq", Integer, nullable=False, index=True),  # the release that took it from readers
    Column("erased", String(32)),  # when the last file of it was erased; None = to be done
)

# What a retraction took back, and what is never published again: `federation.store.retractions`.
retracted_item = Table(
    "retracted_item",
    metadata,
    Column("retraction_id", String(36), ForeignKey("retraction.id"), primary_key=True),
    Column("kind", String(16), primary_key=True),
    Column("value", String(64), primary_key=True),
    Index("ix_retracted_item_value", "value", "kind"),
)

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
