"""What people decided: the audit log, quarantined tables, what was taken back."""

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, String, Table, Text

from federation.store.schema.metadata import metadata

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
