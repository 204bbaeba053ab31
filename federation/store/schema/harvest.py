"""What is known of sources: their datasets, files, links, walks and what became of each."""

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
    Text,
    UniqueConstraint,
    false,
    true,
)

from federation.store.schema.metadata import metadata

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
    # The files beside it that its schema looked at: `orchestration.pipeline.beside`.
    Column("beside", Text),
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
