"""Shapes of versions and of what they changed, for `openapi.json`."""

from typing import Any

from catalog_api.web.shapes import LINK, NUMBER, OPTION, TEXT, TEXTS, TIME, listed, shape

_COUNT = {"type": ["integer", "null"]}
_COLUMN = shape("A column and its Table Schema type.", name=TEXT, type=TEXT)
_NUMBERS: dict[str, Any] = {
    "rows": {
        **shape(
            "Numbers of rows; null where they could not be found out.",
            before=NUMBER,
            after=NUMBER,
            added=_COUNT,
            removed=_COUNT,
            changed={**_COUNT, "description": "null where rows have no key"},
        ),
        "type": ["object", "null"],
    },
    "key": {
        **shape(
            "What rows are told apart by.",
            kind={"type": "string", "enum": ["schema", "declared", "column", "row"]},
            columns=listed(TEXT),
        ),
        "type": ["object", "null"],
    },
    "columns": {
        **shape(
            "How columns changed; `changed` counts rows by column.",
            added=listed(_COLUMN),
            removed=listed(_COLUMN),
            retyped=listed(shape("A type that changed.", name=TEXT, before=TEXT, after=TEXT)),
            changed={"type": ["object", "null"], "additionalProperties": NUMBER},
        ),
        "type": ["object", "null"],
    },
}
_DATA = {"anyOf": [shape("What changed in the data.", **_NUMBERS), {"type": "null"}]}
_FIELD = shape(
    "A field, before and after; both are null where it is `untold`.",
    field=TEXT,
    before={},
    after={},
    untold={"type": "boolean"},
)
_PART = shape(
    "A table or link that came, went or changed.",
    id=TEXT,
    title=TEXTS,
    event={"type": "string", "enum": ["added", "removed", "changed"]},
    fields=listed(_FIELD),
    data=_DATA,
    url=LINK,
)
_CHANGES = shape(
    "What a version changed.", fields=listed(_FIELD), tables=listed(_PART), links=listed(_PART)
)
_KEYS = listed({"type": "object"})


def _page(kind: str, about: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON Schema
    items = {"$ref": f"#/components/schemas/{kind}"}
    return {
        **shape(about, **more, next=LINK, versions=listed(items)),
        "required": ["next", "versions"],
    }


HISTORY_SHAPES: dict[str, dict[str, Any]] = {
    "DatasetVersion": shape(
        "A version of a dataset, or its tombstone; `notes` tell in words what changed.",
        release=NUMBER,
        version=NUMBER,
        kind={"type": "string", "enum": ["published", "withdrawn", "retracted"]},
        at=TIME,
        reason={"anyOf": [TEXTS, {"type": "null"}]},
        notes=listed(TEXT),
        changes={"anyOf": [_CHANGES, {"type": "null"}]},
        links=shape("Addresses.", self=LINK),
    ),
    "DatasetVersions": _page("DatasetVersion", "Versions of a dataset.", dataset=TEXT),
    "TableVersion": shape(
        "A content that a table was published with; addresses of data while it is `available`.",
        release=NUMBER,
        version=NUMBER,
        at=TIME,
        available={"type": "boolean"},
        retracted={"type": "boolean"},
        rows=_COUNT,
        columns={"anyOf": [listed(_COLUMN), {"type": "null"}]},
        sha256=OPTION,
        byteSize=_COUNT,
        changes=_DATA,
        links=shape("Addresses.", csv=LINK, parquet=LINK, changes=LINK),
    ),
    "TableVersions": _page("TableVersion", "Versions of a table.", table=TEXT, dataset=TEXT),
    "TableChanges": shape(
        "What differs between two versions; `sample` holds the keys of some rows.",
        table=TEXT,
        **{
            "from": {"$ref": "#/components/schemas/TableVersion"},
            "to": {"$ref": "#/components/schemas/TableVersion"},
        },
        **_NUMBERS,
        sample={
            "anyOf": [
                shape("Keys of some rows.", added=_KEYS, removed=_KEYS, changed=_KEYS),
                {"type": "null"},
            ]
        },
    ),
}
