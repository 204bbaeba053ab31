"""The data schemas partage knows: where other rooms find them.

`quality.table_schema` holds the values, `quality.library` the schemas and their names.
"""

from quality.library import SchemaLibrary, shipped
from quality.schema_cache import SchemaCache
from quality.schema_index import SchemaEntry
from quality.table_schema import CustomCheck, TableField, TableSchema

__all__ = [
    "CustomCheck",
    "SchemaCache",
    "SchemaEntry",
    "SchemaLibrary",
    "TableField",
    "TableSchema",
    "shipped",
]
