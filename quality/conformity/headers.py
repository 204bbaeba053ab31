"""The header against the schema, with Validata's policy.

A required column that is missing is an error; an optional one that is missing, one that is unknown
or out of order is a warning. Names are compared exactly, case included. A name that stands twice is
an error, and then nothing else is checked. The matching of names that differ from the schema's is
Frictionless's own (`Header`, `fieldsMatch: partial`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from federation.i18n import Message, msg
from federation.model import Finding, SourceFormat
from quality.schemas.names import fold
from quality.schemas.table_schema import TableField, TableSchema
from quality.words.findings import HEADER_TAGS, LABEL_TAGS
from quality.words.values import example_of

if TYPE_CHECKING:
    from frictionless import Field


#: From this likeness of two names on (0–1), one is taken for a misspelling of the other.
_NEAR = 0.84


@dataclass(frozen=True, slots=True)
class HeaderVerdict:
    """What the header is worth; `fields` (one per column) is None when rows cannot be checked."""

    errors: tuple[Finding, ...] = ()
    warnings: tuple[Finding, ...] = ()
    fields: tuple["Field", ...] | None = None


def structure(labels: Sequence[str], source: SourceFormat) -> tuple[Finding, ...]:
    """What is odd in a header whatever the schema: repeated, empty, not on the first line."""
    found = [_duplicate(name, number) for name, number in _repeated(labels)]
    found += [_blank(number) for number, label in enumerate(labels, start=1) if not label]
    if source.header_line > 1:
        found.append(_late(source.header_line))
    return tuple(found)


def check_header(
    labels: Sequence[str], columns: Sequence[str], schema: TableSchema, source: SourceFormat
) -> HeaderVerdict:
    """The header of a table (`labels` as in the source, `columns` as visible) under a schema."""
    from frictionless.table.header import Header

    odd = structure(labels, source)
    repeated = tuple(each for each in odd if each.type == "duplicate-label")
    if repeated:
        return HeaderVerdict(repeated, tuple(each for each in odd if each not in repeated))
    names = [label or column for label, column in zip(labels, columns, strict=True)]
    fields = schema.frictionless().fields
    if names == [field.name for field in fields]:
        # Nothing to match; Frictionless would copy each field through its descriptor, at a cost.
        return HeaderVerdict(warnings=odd, fields=tuple(fields))
    header = Header(
        names,
        fields=fields,
        row_numbers=[source.header_line],
        fields_match="partial",
    )
    meant = _meant(names, schema)
    errors = [_from_frictionless(each.to_descriptor(), schema, meant) for each in header.errors]
    return HeaderVerdict(
        tuple(errors),
        (*odd, *_warnings(labels, names, schema, meant)),
        tuple(header.get_expected_fields()),
    )


def _from_frictionless(
    facts: dict[str, object], schema: TableSchema, meant: Mapping[str, str]
) -> Finding:
    if facts["type"] == "unmatched-header":
        return Finding(
            type="unmatched-header",
            title=msg("No column of the schema"),
            message=msg(
                "None of the columns bears a name of the schema %(schema)s. Check that the first "
                "line holds the column names of the schema, and that this is the right schema.",
                schema=str(schema.ref),
            ),
            tags=HEADER_TAGS,
        )
    field = schema.field(str(facts["fieldName"]))
    assert field is not None  # noqa: S101 - Frictionless only misses fields of the schema
    return _missing(field, meant.get(field.name), required=True)


def _missing(field: TableField, meant: str | None, *, required: bool) -> Finding:
    return Finding(
        type="missing-label" if required else "missing-optional-label",
        title=msg("Missing column") if required else msg("Missing optional column"),
        message=_missing_words(field, meant, required=required),
        field=field.name,
        tags=LABEL_TAGS,
    )


def _missing_words(field: TableField, meant: str | None, *, required: bool) -> Message:
    if meant is not None:
        return msg(
            "The column “%(column)s” is missing, but “%(meant)s” looks like it. Rename that column "
            "to “%(column)s”, with the same capitals and no space.",
            column=field.name,
            meant=meant,
        )
    if required:
        return msg(
            "The column “%(column)s” is required and missing. Add it with exactly this name and "
            "fill it on every row, for example with “%(example)s”.",
            column=field.name,
            example=example_of(field),
        )
    return msg(
        "The optional column “%(column)s” is missing. Add it, even empty, to follow the schema.",
        column=field.name,
    )


def _meant(names: Sequence[str], schema: TableSchema) -> dict[str, str]:
    """By missing field, the column outside the schema whose name is nearly its own.

    A column is meant for one field only: the nearest, the required one of two as near.
    """
    known = {field.name for field in schema.fields}
    odd = [name for name in dict.fromkeys(names) if name not in known]
    absent = [field for field in schema.fields if field.name not in names]
    pairs = [(_likeness(field.name, name), field, name) for field in absent for name in odd]
    near = [pair for pair in pairs if pair[0] >= _NEAR]
    near.sort(key=lambda pair: (-pair[0], not pair[1].required))
    found: dict[str, str] = {}
    for _, field, name in near:
        if field.name not in found and name not in found.values():
            found[field.name] = name
    return found


def _likeness(one: str, other: str) -> float:
    """0–1; rough bounds first, as most names are nothing alike."""
    matcher = SequenceMatcher(None, fold(one), fold(other))
    if matcher.real_quick_ratio() < _NEAR or matcher.quick_ratio() < _NEAR:
        return 0.0
    return matcher.ratio()


def _warnings(
    labels: Sequence[str], names: list[str], schema: TableSchema, meant: Mapping[str, str]
) -> list[Finding]:
    known = {field.name for field in schema.fields}
    key = set(schema.primary_key)
    found = [
        _missing(field, meant.get(field.name), required=False)
        for field in schema.fields
        if field.name not in names and not field.required and field.name not in key
    ]
    fields = {name: field for field, name in meant.items()}
    found += [
        _unknown(label, number, fields.get(label))
        for number, label in enumerate(labels, start=1)
        if label and label not in known
    ]
    order = [name for name in names if name in known]
    if order != [field.name for field in schema.fields if field.name in order]:
        found.append(_disordered())
    return found


def _unknown(label: str, number: int, meant: str | None) -> Finding:
    told = msg(
        "The column “%(column)s” is not in the schema. It is kept, but nothing is checked in "
        "it; remove it if it is not meant to be published.",
        column=label,
    )
    if meant is not None:
        told = msg(
            "The column “%(column)s” is not checked as it stands: the schema spells its name "
            "“%(meant)s”.",
            column=label,
            meant=meant,
        )
    return Finding(
        type="extra-label",
        title=msg("Column outside the schema"),
        message=told,
        field=label,
        field_number=number,
        tags=LABEL_TAGS,
    )


def _disordered() -> Finding:
    return Finding(
        type="disordered-label",
        title=msg("Columns in another order"),
        message=msg(
            "The columns are not in the order of the schema. The data is checked all the same; "
            "put them in order when you next export the file."
        ),
        tags=HEADER_TAGS,
    )


def _repeated(labels: Sequence[str]) -> list[tuple[str, int]]:
    seen: set[str] = set()
    found = []
    for number, label in enumerate(labels, start=1):
        if label and label in seen:
            found.append((label, number))
        seen.add(label)
    return found


def _duplicate(label: str, number: int) -> Finding:
    return Finding(
        type="duplicate-label",
        title=msg("Column name repeated"),
        message=msg(
            "The column name “%(column)s” stands twice. Give each column its own name; until then "
            "the file is not checked any further.",
            column=label,
        ),
        field=label,
        field_number=number,
        tags=LABEL_TAGS,
    )


def _blank(number: int) -> Finding:
    return Finding(
        type="blank-label",
        title=msg("Column without a name"),
        message=msg(
            "Column number %(number)s has no name. Name it in the first line, or delete it if it "
            "is empty.",
            number=number,
        ),
        field_number=number,
        tags=LABEL_TAGS,
    )


def _late(line: int) -> Finding:
    return Finding(
        type="late-header",
        title=msg("Lines above the column names"),
        message=msg(
            "The column names were found on line %(line)s, below title lines. Delete the lines "
            "above them so that every tool finds the header.",
            line=line,
        ),
        row=line,
        tags=HEADER_TAGS,
    )
