"""What is to be said of a table's links to others, beside the errors of its foreign keys."""

from federation.model import Finding
from quality.conformity import notices
from quality.conformity.judge import Judge
from quality.conformity.references import Link, Source, Tables, reference_errors, resolved
from quality.schemas.library import SchemaLibrary
from quality.schemas.links import package_links
from quality.schemas.table_schema import TableSchema


def linked(
    judge: Judge, schema: TableSchema | None, library: SchemaLibrary, related: Tables
) -> tuple[Finding, ...]:
    """Warnings: links that could not be followed, and rows that lead nowhere by a loose one."""
    keys = package_links(schema.ref, library) if schema is not None else ()
    links, absent = resolved(keys, judge.source, related)
    found = [each for link in links if (each := _astray(judge.source, link)) is not None]
    if absent := [*judge.unchecked, *absent]:
        found.append(notices.unlinked(absent))
    return tuple(found)


def _astray(own: Source, link: Link) -> Finding | None:
    rows = reference_errors(own, link).numbers
    if not len(rows):
        return None
    columns = [reader.field.name for reader in link.readers]
    return notices.astray(len(rows), int(rows[0]), columns, link.resource)
