"""State in SQL (SQLite or PostgreSQL): harvest side, publication, and the catalogue's read side.

Only `orchestration` (writes) and `catalog_api` (reads, and counts what is read) open it.
"""

from federation.store.database import Database
from federation.store.documents import Documents
from federation.store.leases import Leases
from federation.store.reader import CatalogReader
from federation.store.release import Publisher
from federation.store.resources import Resources
from federation.store.sources import Sources
from federation.store.walks import Walks

__all__ = [
    "CatalogReader",
    "Database",
    "Documents",
    "Leases",
    "Publisher",
    "Resources",
    "Sources",
    "Walks",
]
