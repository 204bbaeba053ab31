"""The data schemas partage knows: where other rooms find them.

`quality.schemas.table_schema` holds the values, `quality.schemas.library` the schemas and their
names, `descriptors/` those that come with partage.
"""

from quality.schemas.cache import SchemaCache
from quality.schemas.index import SchemaEntry
from quality.schemas.library import SchemaLibrary, shipped
from quality.schemas.table_schema import CustomCheck, TableField, TableSchema

__all__ = [
    "CustomCheck",
    "SchemaCache",
    "SchemaEntry",
    "SchemaLibrary",
    "TableField",
    "TableSchema",
    "shipped",
]
