"""Descriptors as they are written: reading one, telling what it describes, and its tables."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from federation.model import SchemaRef
from quality.schemas.table_schema import unusable


def kind_of(body: Mapping[str, Any]) -> str:
    """What a descriptor describes: tableschema, datapackage or jsonschema."""
    if isinstance(body.get("fields"), list):
        return "tableschema"
    if isinstance(body.get("resources"), list) and "properties" not in body:
        return "datapackage"
    return "jsonschema"


def member(resource: object) -> SchemaRef | None:
    """The schema that a resource of a package names: `<organisation>/<name>/<version>.json`."""
    schema = resource.get("schema") if isinstance(resource, Mapping) else None
    parts = str(schema).removesuffix(".json").split("/")
    return SchemaRef("/".join(parts[:2]), parts[2]) if len(parts) == 3 else None


def read_body(path: Path) -> Mapping[str, Any]:
    """The JSON object of a file; SchemaError where it is none."""
    try:
        body = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise unusable(path.name) from error
    if not isinstance(body, dict):
        raise unusable(path.name)
    return body
