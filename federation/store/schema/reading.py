"""How often what the catalogue holds is read."""

from sqlalchemy import BigInteger, Column, String, Table

from federation.store.schema.metadata import metadata

# By UTC day (ISO 8601); nothing is known of who reads: `federation.store.readings`.
reading = Table(
    "reading",
    metadata,
    Column("day", String(10), primary_key=True),
    Column("dataset_id", String(36), primary_key=True),  # "" for the mark of a day counted
    Column("kind", String(16), primary_key=True),  # page, download, query
    Column("count", BigInteger, nullable=False),
)
