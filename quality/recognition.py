"""Which schema a table without a declared one follows, from its header; never a guess.

The score of a schema is how much of it the header covers, required columns weighing three times an
optional one, lowered by the share of the table's columns that the schema does not know. Below the
threshold, or when two schemas are close, there is no answer.
"""

from collections.abc import Mapping, Sequence
from itertools import islice

from federation.model import SchemaRef
from quality.headers import fold
from quality.schemas import SchemaLibrary, TableSchema, shipped

THRESHOLD = 0.7
_MARGIN = 0.1
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
    versions, the best covered wins, then the latest.
    """
    held = library or shipped()
    names = {fold(column): column for column in columns if fold(column)}
    best: dict[str, tuple[float, SchemaRef]] = {}
    for entry in held.list():
        if entry.kind != "tableschema":
            continue
        for version in entry.versions:
            schema = held.load(SchemaRef(entry.id, version))
            found = (_score(schema, names, sample), schema.ref)
            if found[0] >= best.get(entry.id, (0.0, schema.ref))[0]:
                best[entry.id] = found
    return _clear_winner(sorted(best.values(), key=lambda each: -each[0]))


def _clear_winner(ranked: list[tuple[float, SchemaRef]]) -> tuple[SchemaRef, float] | None:
    if not ranked or ranked[0][0] < THRESHOLD:
        return None
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < _MARGIN:
        return None
    return ranked[0][1], round(ranked[0][0], 3)


def _score(
    schema: TableSchema, names: Mapping[str, str], sample: Sequence[Mapping[str, str]]
) -> float:
    weights = {
        fold(field.name): _REQUIRED if field.required else _OPTIONAL for field in schema.fields
    }
    common = [name for name in weights if name in names]
    if len(common) < min(_LEAST, len(weights)):
        return 0.0
    covered = sum(weights[name] for name in common) / sum(weights.values())
    known = len(common) / len(names)
    score = covered * (0.75 + 0.25 * known)
    return score * (0.8 + 0.2 * _plausible(schema, names, sample)) if sample else score


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
