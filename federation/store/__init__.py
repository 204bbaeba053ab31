"""State in SQL (SQLite or PostgreSQL): harvest side, publication, and the catalogue's read side.

Only `orchestration` (writes) and `catalog_api` (reads) open it.
"""

from federation.store.database import Database
from federation.store.harvest import HarvestState
from federation.store.reader import CatalogReader
from federation.store.release import Publisher

__all__ = ["CatalogReader", "Database", "HarvestState", "Publisher"]
