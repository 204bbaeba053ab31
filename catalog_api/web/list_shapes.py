"""Shapes of the native API's lists and of what they hold, for `openapi.json`."""

from typing import Any

from catalog_api.web.shapes import (
    COUNTS,
    LINK,
    NUMBER,
    OPTION,
    TEXT,
    TEXTS,
    TIME,
    either,
    listed,
    shape,
)


def _page(name: str, kind: str, about: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401
    """A page of documents; `next` is null on the last."""
    items = {"$ref": f"#/components/schemas/{kind}"}
    found = shape(about, **more, next=LINK, **{name: listed(items)})
    return {**found, "required": ["next", name]}


_SCHEMA = shape("A data schema.", id=TEXT, version=OPTION, title=TEXTS, url=LINK)
_USE: dict[str, Any] = {
    "id": TEXT,
    "title": TEXTS,
    "url": LINK,
    "tableCount": NUMBER,
    "cityCount": NUMBER,
    "conformingCount": NUMBER,
    "links": shape("Addresses.", self=LINK, datasets=LINK),
}
_RELEASE: dict[str, Any] = {
    "release": NUMBER,
    "source": TEXT,
    "at": TIME,
    "datasets": NUMBER,
    "tables": NUMBER,
    "withdrawn": NUMBER,
    "links": shape("Addresses.", self=LINK, source=LINK),
}

LIST_SHAPES: dict[str, dict[str, Any]] = {
    "Federation": shape(
        "The federation, how much it holds and where its lists are.",
        id=TEXT,
        titles=TEXTS,
        descriptions=TEXTS,
        url=LINK,
        publisher=shape("Whom to ask.", name=OPTION, email=OPTION, url=OPTION),
        release=NUMBER,
        counts=COUNTS,
        links={"type": "object", "additionalProperties": LINK},
    ),
    "Distribution": shape(
        "A file or a link of a dataset. `table` is null for a link; `byteSize` and `sha256` are of "
        "the bytes at `url`, null where not known.",
        id=TEXT,
        dataset=shape("Its dataset.", id=TEXT, name=TEXT, title=TEXTS),
        city=TEXT,
        licence=either(shape("Its dataset's licence.", id=OPTION, uri=OPTION, title=OPTION)),
        table=OPTION,
        title=TEXTS,
        description=TEXTS,
        format=OPTION,
        mediaType=OPTION,
        url=OPTION,
        byteSize={"type": ["integer", "null"]},
        sha256=OPTION,
        schema=either(_SCHEMA),
        conformity=either(
            shape(
                "Conformity to the schema.",
                valid={"type": ["boolean", "null"]},
                errors=NUMBER,
                rows=NUMBER,
                conformingRows=NUMBER,
            )
        ),
        modified=TIME,
    ),
    "Source": shape(
        "A portal or folder that datasets come from. `newest` is its newest release.",
        id=TEXT,
        city=TEXT,
        connector=TEXT,
        url=TEXT,
        title=TEXTS,
        datasets=NUMBER,
        newest=either(shape("A release.", release=NUMBER, published=TIME)),
        links=shape("Addresses.", self=LINK, city=LINK, releases=LINK),
    ),
    "Partnership": shape(
        "A decentralised cooperation between cities.",
        id=TEXT,
        titles=TEXTS,
        cities=listed(shape("A city.", id=TEXT, names=TEXTS, datasets=NUMBER)),
        convention=OPTION,
        themes=listed(TEXT),
        links=shape("Addresses.", self=LINK, datasets=LINK),
    ),
    "City": shape(
        "A city that takes part.",
        id=TEXT,
        names=TEXTS,
        country=TEXT,
        officialId=OPTION,
        officialIdKind=OPTION,
        languages=listed(TEXT),
        homepage=OPTION,
        datasets=NUMBER,
        sources=listed(
            shape("A source.", id=TEXT, connector=TEXT, url=TEXT, title=TEXTS),
        ),
        links=shape("Addresses.", page=LINK, datasets=LINK),
    ),
    "SchemaUse": shape("A data schema, and how many published tables and cities use it.", **_USE),
    "SchemaTable": shape(
        "A published table of a schema. `valid` is null where it was not judged.",
        id=TEXT,
        title=TEXTS,
        dataset=shape("Its dataset.", id=TEXT, name=TEXT),
        city=TEXT,
        version=OPTION,
        rows=NUMBER,
        valid={"type": ["boolean", "null"]},
        links=shape("Addresses.", self=LINK, csv=LINK),
    ),
    "ReleaseLine": shape("A release of a source, and how much it changed.", **_RELEASE),
    "Release": shape(
        "A release. `changed` are the datasets that are still as it left them, `published` the "
        "tables whose content it published and that are still there.",
        **_RELEASE,
        changed=listed(
            shape(
                "A dataset.",
                id=TEXT,
                name=TEXT,
                city=TEXT,
                withdrawn={"type": "boolean"},
                url=LINK,
            )
        ),
        published=listed(shape("A table.", table=TEXT, dataset=TEXT, sha256=TEXT, url=LINK)),
    ),
    "Withdrawal": shape(
        "A dataset that was withdrawn. `uri` is its URI in DCAT; its address (`self`) answers 410 "
        "with the reason.",
        id=TEXT,
        name=TEXT,
        city=TEXT,
        source=TEXT,
        release=NUMBER,
        at=TIME,
        reason=either(TEXTS),
        uri=LINK,
        links=shape("Addresses.", self=LINK, release=LINK),
    ),
    "Distributions": _page("distributions", "Distribution", "A page of distributions."),
    "Sources": _page("sources", "Source", "A page of sources."),
    "Partnerships": _page("partnerships", "Partnership", "A page of partnerships."),
    "Cities": _page("cities", "City", "A page of cities."),
    "Schemas": _page("schemas", "SchemaUse", "A page of schemas."),
    "Schema": _page(
        "tables",
        "SchemaTable",
        "A schema: its versions in use, its tables by city, and a page of them.",
        **_USE,
        versions=listed(shape("A version.", version=OPTION, tables=NUMBER)),
        byCity=COUNTS,
    ),
    "Withdrawals": _page("withdrawals", "Withdrawal", "A page of withdrawals."),
    "Releases": _page("releases", "ReleaseLine", "A page of releases."),
}


_CKAN_ERROR = {
    "anyOf": [
        {"type": "string", "description": "What CKAN answers before an action is found."},
        {
            **shape(
                "CKAN's envelope of an error.",
                help=TEXT,
                success={"type": "boolean", "const": False},
                error=shape("What went wrong; `__type` is CKAN's.", __type=TEXT),
            ),
            "required": ["help", "success", "error"],
        },
    ]
}
_CKAN_RESULT = {
    **shape(
        "CKAN's envelope.",
        help=TEXT,
        success={"type": "boolean", "const": True},
        result={"description": "Whatever the action gives."},
    ),
    "required": ["help", "success", "result"],
}
CKAN_SHAPES = {"CkanResult": _CKAN_RESULT, "CkanError": _CKAN_ERROR}


def _ckan(kind: str, about: str) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{kind}"}
    return {"description": about, "content": {"application/json": {"schema": schema}}}


#: OpenAPI responses of CKAN's actions.
CKAN_ANSWERS: dict[int | str, dict[str, Any]] = {
    200: _ckan("CkanResult", "OK"),
    400: _ckan("CkanError", "No such action, or a search that cannot be read"),
    403: _ckan("CkanError", "Not published"),
    404: _ckan("CkanError", "Not found"),
    409: _ckan("CkanError", "A value that cannot be used"),
    422: _ckan("CkanError", "A value that cannot be used"),
    "default": _ckan("CkanError", "Any other error"),
}
