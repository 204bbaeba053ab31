"""Examples for `openapi.json`: of answers, by name of shape, and of parameters, by their name.

Answers are real ones, shortened. They are in `examples.json` and read when the description is made,
once.
"""

from collections.abc import Mapping
from importlib.resources import files
from typing import Any

import orjson

_PREFIX = "#/components/schemas/"


def examples() -> dict[str, Any]:
    """An answer for each shape that has one."""
    found: dict[str, Any] = orjson.loads((files(__package__) / "examples.json").read_bytes())
    return found


#: Values of parameters that ask for what the examples of answers show.
PARAMETERS: Mapping[str, str | float] = {
    "dataset_id": "lille-subventions-attribuees",
    "name": "lille-subventions-attribuees",
    "city_id": "lille",
    "city": "lille",
    "country": "FR",
    "source_id": "lille-ods",
    "source": "lille-ods",
    "partnership_id": "lille-dakar",
    "partnership": "lille-dakar",
    "schema_id": "scdl/subventions",
    "schema": "scdl/subventions",
    "q": "subventions",
    "theme": "EDUC",
    "axis": "mobility",
    "keyword": "associations",
    "organization": "Ville de Lille",
    "licence": "lov2",
    "language": "fr",
    "format": "csv",
    "updated": "month",
    "sort": "modified",
    "facets": "city,theme",
    "period": "2020/2022-06",
    "bbox": "3.0,50.6,3.1,50.7",
    "near": "3.06,50.63",
    "distance": 20,
}


def illustrate(description: dict[str, Any]) -> None:
    """Give every answer of an OpenAPI description the example of its shape; parameters too."""
    known = examples()
    for operations in description["paths"].values():
        for operation in operations.values():
            for parameter in operation.get("parameters", ()):
                _example(parameter)
            for answer in operation["responses"].values():
                for kind, content in answer.get("content", {}).items():
                    name = content.get("schema", {}).get("$ref", "").removeprefix(_PREFIX)
                    if name in known and "json" in kind:
                        content["example"] = known[name]


def _example(parameter: dict[str, Any]) -> None:
    """The example of a parameter that has none and takes no fixed values."""
    schema = parameter.get("schema", {})
    told = {"example", "examples"} & parameter.keys() or {"examples", "enum"} & schema.keys()
    value = PARAMETERS.get(parameter["name"])
    if not told and value is not None:
        parameter["example"] = [value] if schema.get("type") == "array" else value
