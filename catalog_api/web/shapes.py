"""Shapes of the native API's answers, for `openapi.json`. Nothing is validated at request time."""

from typing import Any

TEXT = {"type": "string"}
NUMBER = {"type": "integer"}
TIME = {"type": ["string", "null"], "description": "ISO 8601, UTC"}
LINK = {"type": ["string", "null"], "format": "uri"}
OPTION = {"type": ["string", "null"]}
COUNTS = {"type": "object", "additionalProperties": {"type": "integer"}}
TEXTS = {
    "type": "object",
    "additionalProperties": {"type": "string"},
    "description": "Text by language (ISO 639-1).",
    "examples": [{"fr": "Subventions versées", "en": "Grants paid"}],
}


def shape(about: str = "", /, **properties: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON Schema
    """An object with these members, as JSON Schema."""
    return {"type": "object", "description": about, "properties": properties}


def listed(items: dict[str, Any]) -> dict[str, Any]:
    """A list, as JSON Schema."""
    return {"type": "array", "items": items}


def either(what: dict[str, Any]) -> dict[str, Any]:
    """This or null, as JSON Schema."""
    return {"anyOf": [what, {"type": "null"}]}


def ref(name: str) -> dict[str, Any]:
    """A shape by its name."""
    return {"$ref": f"#/components/schemas/{name}"}


_FACETS = {
    "type": "object",
    "additionalProperties": listed(shape(value=TEXT, label=TEXT, count=NUMBER)),
}
_COLUMN = shape("A column and its Table Schema type.", name=TEXT, type=TEXT)
_REASON = shape("Why the data is not published.", code=OPTION, message=TEXTS)
_FINDING = shape(
    "An error or warning, without cell content. `row` is the line in the source, header = 1.",
    type=TEXT,
    title=TEXT,
    message=TEXT,
    row={"type": ["integer", "null"]},
    field=OPTION,
    fieldNumber={"type": ["integer", "null"]},
)

_MEANS = {
    name: {"type": ["number", "null"]} for name in ("reliability", "value", "services", "mqa")
}
_POINT = shape("Means after a release.", release=NUMBER, at=TIME, datasets=NUMBER, **_MEANS)
_MQA = shape(
    "Metadata Quality Assessment of data.europa.eu; `unknown` points could not be measured.",
    points=NUMBER,
    max=NUMBER,
    unknown=NUMBER,
    rating={"type": "string", "enum": ["excellent", "good", "sufficient", "bad"]},
    dimensions={"type": "object"},
)
_GRADE = shape(
    "0–100, or null where nothing could be measured: the weighted mean of its components.",
    score={"type": ["integer", "null"]},
    components=listed(
        shape(
            "`value` is 0–1, or null where it could not be measured.",
            name=TEXT,
            weight=NUMBER,
            value={"type": ["number", "null"]},
        )
    ),
)
_QUALITY = shape(
    "Grades of a dataset, those of udata and the stars of open data.",
    grades=shape(reliability=_GRADE, value=_GRADE, services=_GRADE),
    mqa=_MQA,
    udata=shape(score={"type": "number"}, criteria={"type": "object"}),
    stars=NUMBER,
    actions=listed(shape(grade=TEXT, component=TEXT, points={"type": "number"})),
)
_LINE = shape(
    "Mean grades of a city, of a schema or of the federation.",
    id=TEXT,
    name=TEXT,
    datasets=NUMBER,
    **_MEANS,
    rating=TEXT,
    ratings=COUNTS,
    changed=shape("What its newest release changed.", **_MEANS),
    actions=listed(shape(component=TEXT, label=TEXT, datasets=NUMBER)),
    history=listed(_POINT),
)

_COPY = shape(
    "The same dataset on another portal. `evidence` is how that is known: `origin`, `identifier`, "
    "`url` (addresses of its files) or `hash` (their content); null where it is only possible.",
    id=TEXT,
    name=TEXT,
    city=TEXT,
    source=TEXT,
    url=LINK,
    evidence=OPTION,
)

SCHEMAS: dict[str, dict[str, Any]] = {
    "Problem": {
        **shape(
            "Every error has this shape (RFC 9457). `type` is where the code is explained.",
            type={"type": "string", "format": "uri-reference"},
            title=TEXT,
            status={"type": "integer", "minimum": 400, "maximum": 599},
            code=TEXT,
            detail=TEXT,
            instance={"type": "string", "format": "uri-reference"},
        ),
        "required": ["type", "title", "status", "code", "instance"],
    },
    "Table": shape(
        "One file of a dataset. Unless `state` is `published`, there is a reason and no data.",
        id=TEXT,
        title=TEXTS,
        description=TEXTS,
        state={
            "type": "string",
            "enum": ["published", "quarantined", "rejected", "failed", "withdrawn", "discovered"],
        },
        reason={"anyOf": [_REASON, {"type": "null"}]},
        format=OPTION,
        schema=either(
            shape("Schema declared or recognised.", id=TEXT, version=OPTION, title=TEXTS, url=LINK)
        ),
        conformity=either(
            shape(
                "Conformity to the schema.",
                valid={"type": ["boolean", "null"]},
                errors=NUMBER,
                rows=NUMBER,
                conformingRows=NUMBER,
            )
        ),
        snapshot=either(
            shape(
                "The immutable Parquet file, named by its SHA-256.",
                rows=NUMBER,
                columns=listed(_COLUMN),
                sha256=TEXT,
                byteSize=NUMBER,
            )
        ),
        created=TIME,
        modified=TIME,
        links=shape(
            self=LINK, csv=LINK, parquet=LINK, preview=LINK, quality=LINK, anonymisation=LINK
        ),
    ),
    "Copies": shape(
        "Of a dataset that is on several portals: `copyOf`, null for the original, and `copies`. "
        "`possibleCopies` only have the same title and publisher.",
        copyOf={**OPTION, "description": "Id of the dataset that this one is a copy of."},
        copies=listed(_COPY),
        possibleCopies=listed(_COPY),
    ),
    "Dataset": shape(
        "A dataset. `identifier` is the first publisher's own; `provenance` tells every hop.",
        id=TEXT,
        name=TEXT,
        title=TEXTS,
        description=TEXTS,
        city=shape(id=TEXT, names=TEXTS, country=TEXT),
        publisher=OPTION,
        contact=either(shape("Whom to ask.", name=OPTION, email=OPTION, url=OPTION)),
        licence=either(shape("Its licence.", id=OPTION, uri=OPTION, title=OPTION, url=OPTION)),
        themes=listed(shape(uri=TEXT, code=TEXT, label=TEXTS)),
        axes=listed(shape(id=TEXT, label=TEXTS)),
        unmapped={"type": "object", "additionalProperties": {"type": "integer"}},
        keywords={"type": "object", "additionalProperties": listed(TEXT)},
        identifier=TEXT,
        landingPage=OPTION,
        reuses=either(shape("Reuses declared at the portal.", count=NUMBER, url=OPTION)),
        provenance=listed(shape(url=TEXT, identifier=TEXT, title=OPTION, node=OPTION)),
        issued=TIME,
        modified=TIME,
        published=TIME,
        changed=TIME,
        tables=listed(ref("Table")),
        links=listed(shape("A distribution without a table.", id=TEXT, url=TEXT, format=OPTION)),
        quality={"anyOf": [_QUALITY, {"type": "null"}]},
        urls=shape(self=LINK, page=LINK, turtle=LINK),
    ),
    "Datasets": shape(
        "A page of search results. `next` is null on the last page; `near` is true where a word "
        "that no dataset holds was taken for words that are spelt nearly so.",
        count=NUMBER,
        near={"type": "boolean"},
        next=LINK,
        facets=_FACETS,
        datasets=listed(ref("Dataset")),
    ),
    "Suggestions": shape(
        "What somebody who types may mean.",
        cities=listed(shape(id=TEXT, name=TEXT)),
        keywords=listed(shape(keyword=TEXT, count=NUMBER)),
        titles=listed(shape(id=TEXT, name=TEXT, title=TEXT, url=LINK)),
    ),
    "ColumnTables": shape(
        "Tables that have a column, by dataset; `count` is of datasets.",
        count=NUMBER,
        next=LINK,
        facets=_FACETS,
        tables=listed(
            shape(
                id=TEXT,
                title=TEXTS,
                columns=listed(_COLUMN),
                schema={"type": ["object", "null"]},
                conformity={"type": ["object", "null"]},
                rows=NUMBER,
                dataset=shape(id=TEXT, name=TEXT, title=TEXTS),
                city=shape(id=TEXT, names=TEXTS, country=TEXT),
                links={"type": "object"},
            )
        ),
    ),
    "DatasetLinks": shape(
        "Whether the addresses of a dataset answer; `answers` is null before the first check.",
        links=listed(
            shape(
                id=TEXT,
                url=TEXT,
                answers={"type": ["boolean", "null"]},
                status={"type": ["integer", "null"], "description": "HTTP status"},
                code=OPTION,
                since=TIME,
                checked=TIME,
            )
        ),
    ),
    "Rows": shape(
        "Rows of a table.",
        total=NUMBER,
        columns=listed(_COLUMN),
        rows=listed({"type": "object"}),
        next=LINK,
    ),
    "Quality": shape(
        "Mean grades; copies of datasets are left out.",
        release=NUMBER,
        federation={"anyOf": [_LINE, {"type": "null"}]},
        cities=listed(_LINE),
        schemas=listed(_LINE),
    ),
    "DatasetQuality": shape(
        "Grades with their reasons, and how they were.",
        quality={"anyOf": [_QUALITY, {"type": "null"}]},
        since=TIME,
        changes=listed(shape("A component that moved.", component=TEXT)),
        history=listed(shape("Grades from a release on.", release=NUMBER, at=TIME)),
    ),
    "QualityReport": shape(
        "Conformity to a schema.",
        valid={"type": ["boolean", "null"], "description": "null when no schema applies"},
        rows=NUMBER,
        conformingRows=NUMBER,
        errorTotal=NUMBER,
        errorCounts=COUNTS,
        errors=listed(_FINDING),
        warnings=listed(_FINDING),
        completeness={"type": "object", "additionalProperties": {"type": "number"}},
    ),
    "AnonymisationReport": shape(
        "What was looked for, found and changed.",
        verdict={"type": "string", "enum": ["pass", "quarantine"]},
        reasons=listed(TEXT),
        cellsScanned=NUMBER,
        cellsChanged=NUMBER,
        entities=COUNTS,
        columns=listed(shape(column=TEXT, action=TEXT, reason=TEXT, legalBasis=OPTION)),
        releasedBy={
            **OPTION,
            "description": "The data officer who released the table; `reasons` tell despite what.",
        },
    ),
    "Commons": shape(
        "Schemas that cities share.",
        commons=listed(shape(schema=TEXT, tables=NUMBER, cities=NUMBER, url=LINK)),
    ),
    "OneCommons": shape(
        "Every city's tables of one schema; `rows` are those that conform.",
        schema=TEXT,
        tables=NUMBER,
        rows=NUMBER,
        nonConforming=NUMBER,
        cities=listed(shape(city=TEXT, tables=NUMBER, rows=NUMBER, nonConforming=NUMBER)),
        links={"type": "object"},
    ),
    "Answer": shape(
        "Rows that answer a question, or groups of rows.",
        data=listed({"type": "object", "description": "`__id` is the row's number in the file."}),
        links=shape("Addresses.", self=LINK, openapi=LINK, next=LINK, prev=LINK),
        meta=shape("Paging.", page=NUMBER, page_size=NUMBER, total=NUMBER),
    ),
    "Status": shape(
        "The state of this node.",
        datasets=NUMBER,
        tables=NUMBER,
        rows=NUMBER,
        release=NUMBER,
        byCity=COUNTS,
    ),
}

# Only where there are any: the other members of a dataset are always there.
SCHEMAS["Dataset"]["allOf"] = [ref("Copies")]

_PROBLEM = {"content": {"application/problem+json": {"schema": ref("Problem")}}}
_ERRORS = {
    403: "The data is not published",
    404: "Not found",
    406: "Not available in a form that the client accepts",
    410: "Withdrawn",
    416: "No such range of bytes",
    422: "A parameter cannot be used",
    503: "Try again later",
}


def answers(
    *kinds: str, errors: tuple[int, ...] = (404, 410, 422)
) -> dict[int | str, dict[str, Any]]:
    """OpenAPI responses: shapes by name, or media types; and the errors there can be."""
    content: dict[str, Any] = {}
    for kind in kinds:
        shape = {} if "/" in kind else {"schema": ref(kind)}
        content["application/json" if "/" not in kind else kind] = shape
    return {
        200: {"description": "OK", "content": content},
        304: {"description": "The client holds it already"},
        **{status: {"description": _ERRORS[status], **_PROBLEM} for status in errors},
        "default": {"description": "Any other error", **_PROBLEM},
    }
