"""Links between the tables of a data package that its schemas do not impose.

The official schemas of a package may say in words that a column leads to another table, and not as
a constraint: a row that leads nowhere is then worth a warning, not an error.
"""

from collections.abc import Mapping
from typing import Any

from federation.model import SchemaRef
from quality.schemas.bodies import member
from quality.schemas.library import SchemaLibrary


def package_links(ref: SchemaRef, library: SchemaLibrary) -> tuple[Mapping[str, Any], ...]:
    """The links of a table of a package that comes with partage, written as `foreignKeys` are."""
    found: list[Mapping[str, Any]] = []
    for entry in library.list():
        if entry.kind != "datapackage":
            continue
        for resource in library.body(library.exact(SchemaRef(entry.id)))["resources"]:
            of = member(resource)
            if of is not None and of.id == ref.id:
                found.extend(resource.get("links") or ())
    return tuple(found)
