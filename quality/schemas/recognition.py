"""Which schema a table without a declared one follows, from its header; never a guess.

The score of a schema is how much of it the header covers, required columns weighing three times an
optional one, lowered by the share of the table's columns that the schema does not know. Below the
threshold, or when two schemas are close, there is no answer.
"""

from collections.abc import Mapping, Sequence
from itertools import islice

from federation.errors import SchemaError
from federation.i18n import msg
from federation.model import SchemaRef
from quality.schemas.library import SchemaLibrary, shipped
from quality.schemas.names import fold
from quality.schemas.registry import version_order
from quality.schemas.table_schema import TableField, TableSchema

THRESHOLD = 0.7
_MARGIN = 0.1
_MEMBER = 0.5
_REQUIRED, _OPTIONAL = 3, 1
_LEAST = 3  # columns in common: fewer is chance


def recognise(
    columns: Sequence[str],
    sample: Sequence[Mapping[str, str]] = (),
    *,
    library: SchemaLibrary | None = None,
) -> tuple[SchemaRef, float] | None:
    """The schema and version that a header follows, with a confidence from 0 to 1; None if unsure.

    Case, accents, spaces and punctuation of names do not count. `sample` holds some rows by
    column name: values that fit none of the schema's types lower the confidence. Of one schema's
    versions, the best covered wins, then the latest; those written as differences (`earlier`) are
    for files that declare them.
    """
    held = library or shipped()
    names = {fold(column): column for column in columns if fold(column)}
    best: dict[str, tuple[float, SchemaRef]] = {}
    for entry in held.list():
        if entry.kind != "tableschema":
            continue
        for version in sorted({*entry.versions} - {*entry.earlier}, key=version_order):
            schema = held.load(SchemaRef(entry.id, version))
            found = (_score(schema, names, sample), schema.ref)
            if found[0] >= best.get(entry.id, (0.0, schema.ref))[0]:
                best[entry.id] = found
    return _clear_winner(sorted(best.values(), key=lambda each: -each[0]))


def recognise_document(
    columns: Sequence[str], *, library: SchemaLibrary | None = None
) -> tuple[SchemaRef, float] | None:
    """The JSON Schema that the properties of a GeoJSON follow, as `recognise`; None if unsure."""
    held = library or shipped()
    names = {fold(column): column for column in columns if fold(column)}
    ranked = [
        (_covered(held.json_schema(ref).fields, names), ref)
        for entry in held.list()
        if entry.kind == "jsonschema"
        for ref in [SchemaRef(entry.id, entry.latest)]
    ]
    return _clear_winner(sorted(ranked, key=lambda each: -each[0]))


def member_of(
    package: SchemaRef,
    columns: Sequence[str],
    sample: Sequence[Mapping[str, str]] = (),
    *,
    library: SchemaLibrary,
) -> SchemaRef:
    """Which schema of a data package a table follows; SchemaError where none clearly does.

    The package is named by somebody: half of a schema is enough to tell its tables apart.
    """
    names = {fold(column): column for column in columns if fold(column)}
    members = library.members(package)
    ranked = sorted(
        ((_score(library.load(each), names, sample), each) for each in members),
        key=lambda each: -each[0],
    )
    if ranked and ranked[0][0] >= _MEMBER:
        second = ranked[1][0] if len(ranked) > 1 else 0.0
        if ranked[0][0] - second >= _MARGIN:
            return ranked[0][1]
    raise SchemaError(
        msg(
            "The schema %(schema)s describes several tables, and the column names do not tell "
            "which one this is. Name it: %(members)s.",
            schema=package.id,
            members=", ".join(each.id for each in members) or "—",
        )
    )


def _clear_winner(ranked: list[tuple[float, SchemaRef]]) -> tuple[SchemaRef, float] | None:
    if not ranked or ranked[0][0] < THRESHOLD:
        return None
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _MARGIN:
        return None
    return ranked[0][1], round(ranked[0][0], 3)


def _score(
    schema: TableSchema, names: Mapping[str, str], sample: Sequence[Mapping[str, str]]
) -> float:
    score = _covered(schema.fields, names)
    # Reading cells costs far more than comparing names: only those who may win are read.
    if not sample or score < _MEMBER:
        return score
    return score * (0.8 + 0.2 * _plausible(schema, names, sample))


def _covered(fields: Sequence[TableField], names: Mapping[str, str]) -> float:
    weights = {fold(field.name): _REQUIRED if field.required else _OPTIONAL for field in fields}
    common = [name for name in weights if name in names]
    if len(common) < min(_LEAST, len(weights)):
        return 0.0
    covered = sum(weights[name] for name in common) / sum(weights.values())
    known = len(common) / len(names)
    return covered * (0.75 + 0.25 * known)


def _plausible(
    schema: TableSchema, names: Mapping[str, str], sample: Sequence[Mapping[str, str]]
) -> float:
    """Share of filled sample cells whose type is the schema's."""
    fields = schema.frictionless().fields
    readers = {field.name: field.create_cell_reader() for field in fields}
    good = total = 0
    for row in islice(sample, 50):
        for name, reader in readers.items():
            cell = row.get(names.get(fold(name), ""), "")
            if cell:
                notes = reader(cell)[1] or {}
                total += 1
                good += "type" not in notes
    return good / total if total else 1.0
