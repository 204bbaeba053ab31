"""The OpenAPI description of one table: what may be asked of each of its columns."""

from collections.abc import Iterator, Mapping
from typing import Any

from catalog_api.query import places
from catalog_api.query.grammar import AGGREGATES, COMPARISONS, EMPTY, LISTS, WORDS
from catalog_api.query.kinds import FORMATS

_NUMBERS = ("integer", "year", "number")
_SCHEMAS: Mapping[str, dict[str, Any]] = {
    "integer": {"type": "integer"},
    "year": {"type": "integer"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "format": "date"},
}
_ABOUT = {
    "exact": "equal to",
    "differs": "other than, or empty",
    "less": "at most",
    "greater": "at least",
    "strictly_less": "less than",
    "strictly_greater": "more than",
    "contains": "holds these words, whatever their case and accents",
    "notcontains": "does not hold these words",
    "in": "one of (comma-separated)",
    "notin": "none of (comma-separated)",
    "isnull": "empty",
    "isnotnull": "not empty",
    "sort": "order of the rows",
    "groupby": "one row by value",
    "count": "how many rows have a value",
    "avg": "mean",
    "min": "smallest",
    "max": "greatest",
    "sum": "sum",
}


def describe(base: str, title: str, types: Mapping[str, str]) -> dict[str, Any]:
    """OpenAPI 3.1 of a table at `base`, an absolute address; `types` by column, in order."""
    parameters = [one for name, kind in types.items() for one in _parameters(name, kind)]
    chosen = {"name": "columns", "in": "query", "schema": {"type": "string"}}
    paging = [
        {"name": name, "in": "query", "schema": {"type": "integer", "minimum": 1}}
        for name in ("page", "page_size")
    ]
    row = {name: _nullable(_SCHEMAS.get(kind, {"type": "string"})) for name, kind in types.items()}
    answer = {
        "type": "object",
        "properties": {
            "data": {"type": "array", "items": {"type": "object", "properties": row}},
            "links": {"type": "object"},
            "meta": {"type": "object"},
        },
    }
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": "1"},
        "servers": [{"url": base}],
        "paths": {
            "/data": _get("Rows", [chosen, *paging, *parameters], {"application/json": answer}),
            **{
                f"/exports/{name}": _get(
                    f"Data as {name.upper()}",
                    [chosen, *parameters],
                    {found.media_type.partition(";")[0]: {}},
                )
                for name, found in FORMATS.items()
                if name != "geojson" or places.coordinates(types)
            },
        },
    }


def _get(summary: str, parameters: list[Any], content: Mapping[str, Any]) -> dict[str, Any]:
    shown = {kind: {"schema": schema} if schema else {} for kind, schema in content.items()}
    responses = {"200": {"description": "OK", "content": shown}}
    return {"get": {"summary": summary, "parameters": parameters, "responses": responses}}


def _nullable(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {**schema, "type": [schema["type"], "null"]}


def _parameters(name: str, kind: str) -> Iterator[dict[str, Any]]:
    for operator in operators(kind):
        yield {
            "name": f"{name}__{operator}",
            "in": "query",
            "description": _ABOUT[operator],
            "allowEmptyValue": operator in (*EMPTY, "groupby", *AGGREGATES),
            "schema": _schema(operator, kind),
        }


def operators(kind: str) -> Iterator[str]:
    """What may be asked of a column of a Table Schema type."""
    yield from COMPARISONS if kind != "boolean" else COMPARISONS[:2]
    if kind not in _SCHEMAS:
        yield from WORDS
    yield from (*LISTS, *EMPTY, "sort", "groupby")
    yield from (one for one in AGGREGATES if kind in _NUMBERS or one not in ("avg", "sum"))


def _schema(operator: str, kind: str) -> dict[str, Any]:
    if operator == "sort":
        return {"type": "string", "enum": ["asc", "desc"]}
    if operator in COMPARISONS:
        return dict(_SCHEMAS.get(kind, {"type": "string"}))
    return {"type": "string"}
