"""Examples of answers for `openapi.json`, by name of shape: real answers, shortened.

They are in `examples.json` and read when the description is made, once.
"""

from importlib.resources import files
from typing import Any

import orjson

_PREFIX = "#/components/schemas/"


def examples() -> dict[str, Any]:
    """An answer for each shape that has one."""
    found: dict[str, Any] = orjson.loads((files(__package__) / "examples.json").read_bytes())
    return found


def illustrate(description: dict[str, Any]) -> None:
    """Give every answer of an OpenAPI description the example of its shape."""
    known = examples()
    for operations in description["paths"].values():
        for operation in operations.values():
            for answer in operation["responses"].values():
                for kind, content in answer.get("content", {}).items():
                    name = content.get("schema", {}).get("$ref", "").removeprefix(_PREFIX)
                    if name in known and "json" in kind:
                        content["example"] = known[name]
