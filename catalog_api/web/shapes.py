"""Shapes of the native API's answers, for `openapi.json`. Nothing is validated at request time."""

from typing import Any

_TEXT = {"type": "string"}
_NUMBER = {"type": "integer"}
_TIME = {"type": ["string", "null"], "description": "ISO 8601, UTC"}
_LINK = {"type": ["string", "null"], "format": "uri"}
_OPTION = {"type": ["string", "null"]}
_COUNTS = {"type": "object", "additionalProperties": {"type": "integer"}}
_TEXTS = {
    "type": "object",
    "additionalProperties": {"type": "string"},
    "description": "Text by language (ISO 639-1).",
    "examples": [{"fr": "Subventions versées", "en": "Grants paid"}],
}


def _object(about: str = "", /, **properties: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON Schema
    return {"type": "object", "description": about, "properties": properties}


def _list(items: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": items}


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/components/schemas/{name}"}


_COLUMN = _object("A column and its Table Schema type.", name=_TEXT, type=_TEXT)
_REASON = _object("Why the data is not published.", code=_OPTION, message=_TEXTS)
_FINDING = _object(
    "An error or warning, without cell content. `row` is the line in the source, header = 1.",
    type=_TEXT,
    title=_TEXT,
    message=_TEXT,
    row={"type": ["integer", "null"]},
    field=_OPTION,
    fieldNumber={"type": ["integer", "null"]},
)

_MEANS = {
    name: {"type": ["number", "null"]} for name in ("reliability", "value", "services", "mqa")
}
_POINT = _object("Means after a release.", release=_NUMBER, at=_TIME, datasets=_NUMBER, **_MEANS)
_MQA = _object(
    "Metadata Quality Assessment of data.europa.eu; `unknown` points could not be measured.",
    points=_NUMBER,
    max=_NUMBER,
    unknown=_NUMBER,
    rating={"type": "string", "enum": ["excellent", "good", "sufficient", "bad"]},
    dimensions={"type": "object"},
)
_GRADE = _object(
    "0–100, or null where nothing could be measured: the weighted mean of its components.",
    score={"type": ["integer", "null"]},
    components=_list(
        _object(
            "`value` is 0–1, or null where it could not be measured.",
            name=_TEXT,
            weight=_NUMBER,
            value={"type": ["number", "null"]},
        )
    ),
)
_QUALITY = _object(
    "Grades of a dataset, those of udata and the stars of open data.",
    grades=_object(reliability=_GRADE, value=_GRADE, services=_GRADE),
    mqa=_MQA,
    udata=_object(score={"type": "number"}, criteria={"type": "object"}),
    stars=_NUMBER,
    actions=_list(_object(grade=_TEXT, component=_TEXT, points={"type": "number"})),
)
_LINE = _object(
    "Mean grades of a city, of a schema or of the federation.",
    id=_TEXT,
    name=_TEXT,
    datasets=_NUMBER,
    **_MEANS,
    rating=_TEXT,
    ratings=_COUNTS,
    changed=_object("What its newest release changed.", **_MEANS),
    actions=_list(_object(component=_TEXT, label=_TEXT, datasets=_NUMBER)),
    history=_list(_POINT),
)

_COPY = _object(
    "The same dataset on another portal. `evidence` is how that is known: `origin`, `identifier`, "
    "`url` (addresses of its files) or `hash` (their content); null where it is only possible.",
    id=_TEXT,
    name=_TEXT,
    city=_TEXT,
    source=_TEXT,
    url=_LINK,
    evidence=_OPTION,
)

SCHEMAS: dict[str, dict[str, Any]] = {
    "Error": _object(
        "Every error has this shape.",
        error=_object(code=_TEXT, message=_TEXT, detail=_OPTION),
    ),
    "Table": _object(
        "One file of a dataset. Unless `state` is `published`, there is a reason and no data.",
        id=_TEXT,
        title=_TEXTS,
        description=_TEXTS,
        state={
            "type": "string",
            "enum": ["published", "quarantined", "rejected", "failed", "withdrawn", "discovered"],
        },
        reason={"anyOf": [_REASON, {"type": "null"}]},
        format=_OPTION,
        schema=_object("Schema declared or recognised.", id=_TEXT, version=_OPTION, url=_LINK),
        conformity=_object(
            valid={"type": ["boolean", "null"]},
            errors=_NUMBER,
            rows=_NUMBER,
            conformingRows=_NUMBER,
        ),
        snapshot=_object(
            "The immutable Parquet file, named by its SHA-256.",
            rows=_NUMBER,
            columns=_list(_COLUMN),
            sha256=_TEXT,
            byteSize=_NUMBER,
        ),
        created=_TIME,
        modified=_TIME,
        links=_object(
            self=_LINK, csv=_LINK, parquet=_LINK, preview=_LINK, quality=_LINK, anonymisation=_LINK
        ),
    ),
    "Copies": _object(
        "Of a dataset that is on several portals: `copyOf`, null for the original, and `copies`. "
        "`possibleCopies` only have the same title and publisher.",
        copyOf={**_OPTION, "description": "Id of the dataset that this one is a copy of."},
        copies=_list(_COPY),
        possibleCopies=_list(_COPY),
    ),
    "Dataset": _object(
        "A dataset. `identifier` is the first publisher's own; `provenance` tells every hop.",
        id=_TEXT,
        name=_TEXT,
        title=_TEXTS,
        description=_TEXTS,
        city=_object(id=_TEXT, names=_TEXTS, country=_TEXT),
        publisher=_OPTION,
        contact=_object(name=_OPTION, email=_OPTION, url=_OPTION),
        licence=_object(id=_OPTION, uri=_OPTION, title=_OPTION, url=_OPTION),
        themes=_list(_object(uri=_TEXT, code=_TEXT, label=_TEXTS)),
        axes=_list(_object(id=_TEXT, label=_TEXTS)),
        unmapped={"type": "object", "additionalProperties": {"type": "integer"}},
        keywords={"type": "object", "additionalProperties": _list(_TEXT)},
        identifier=_TEXT,
        landingPage=_OPTION,
        provenance=_list(_object(url=_TEXT, identifier=_TEXT, title=_OPTION, node=_OPTION)),
        issued=_TIME,
        modified=_TIME,
        published=_TIME,
        changed=_TIME,
        tables=_list(_ref("Table")),
        links=_list(
            _object("A distribution without a table.", id=_TEXT, url=_TEXT, format=_OPTION)
        ),
        quality={"anyOf": [_QUALITY, {"type": "null"}]},
        urls=_object(self=_LINK, page=_LINK, turtle=_LINK),
    ),
    "Datasets": _object(
        "A page of search results. `next` is null on the last page.",
        count=_NUMBER,
        next=_LINK,
        facets={
            "type": "object",
            "additionalProperties": _list(_object(value=_TEXT, label=_TEXT, count=_NUMBER)),
        },
        datasets=_list(_ref("Dataset")),
    ),
    "DatasetLinks": _object(
        "Whether the addresses of a dataset answer; `answers` is null before the first check.",
        links=_list(
            _object(
                id=_TEXT,
                url=_TEXT,
                answers={"type": ["boolean", "null"]},
                status={"type": ["integer", "null"], "description": "HTTP status"},
                code=_OPTION,
                since=_TIME,
                checked=_TIME,
            )
        ),
    ),
    "Rows": _object(
        "Rows of a table.",
        total=_NUMBER,
        columns=_list(_COLUMN),
        rows=_list({"type": "object"}),
        next=_LINK,
    ),
    "Quality": _object(
        "Mean grades; copies of datasets are left out.",
        release=_NUMBER,
        federation={"anyOf": [_LINE, {"type": "null"}]},
        cities=_list(_LINE),
        schemas=_list(_LINE),
    ),
    "DatasetQuality": _object(
        "Grades with their reasons, and how they were.",
        quality={"anyOf": [_QUALITY, {"type": "null"}]},
        since=_TIME,
        changes=_list(_object("A component that moved.", component=_TEXT)),
        history=_list(_object("Grades from a release on.", release=_NUMBER, at=_TIME)),
    ),
    "QualityReport": _object(
        "Conformity to a schema.",
        valid={"type": ["boolean", "null"], "description": "null when no schema applies"},
        rows=_NUMBER,
        conformingRows=_NUMBER,
        errorTotal=_NUMBER,
        errorCounts=_COUNTS,
        errors=_list(_FINDING),
        warnings=_list(_FINDING),
        completeness={"type": "object", "additionalProperties": {"type": "number"}},
    ),
    "AnonymisationReport": _object(
        "What was looked for, found and changed.",
        verdict={"type": "string", "enum": ["pass", "quarantine"]},
        reasons=_list(_TEXT),
        cellsScanned=_NUMBER,
        cellsChanged=_NUMBER,
        entities=_COUNTS,
        columns=_list(_object(column=_TEXT, action=_TEXT, reason=_TEXT, legalBasis=_OPTION)),
        releasedBy={
            **_OPTION,
            "description": "The data officer who released the table; `reasons` tell despite what.",
        },
    ),
    "Cities": _object(
        "Cities that take part.",
        cities=_list(_object(id=_TEXT, names=_TEXTS, country=_TEXT, datasets=_NUMBER)),
    ),
    "Answer": _object(
        "Rows that answer a question, or groups of rows.",
        data=_list({"type": "object", "description": "`__id` is the row's number in the file."}),
        links=_object("Addresses.", table=_LINK, openapi=_LINK, next=_LINK, prev=_LINK),
        meta=_object("Paging.", page=_NUMBER, page_size=_NUMBER, total=_NUMBER),
    ),
    "Status": _object(
        "The state of this node.",
        datasets=_NUMBER,
        tables=_NUMBER,
        rows=_NUMBER,
        release=_NUMBER,
        byCity=_COUNTS,
    ),
}

# Only where there are any: the other members of a dataset are always there.
SCHEMAS["Dataset"]["allOf"] = [_ref("Copies")]

_ERROR = {"content": {"application/json": {"schema": _ref("Error")}}}


def answers(*kinds: str) -> dict[int | str, dict[str, Any]]:
    """OpenAPI responses: shapes by name, or media types; and the errors there can be."""
    content: dict[str, Any] = {}
    for kind in kinds:
        shape = {} if "/" in kind else {"schema": _ref(kind)}
        content["application/json" if "/" not in kind else kind] = shape
    return {
        200: {"description": "OK", "content": content},
        404: {"description": "Not found", **_ERROR},
        410: {"description": "Withdrawn", **_ERROR},
        422: {"description": "A parameter cannot be used", **_ERROR},
    }
