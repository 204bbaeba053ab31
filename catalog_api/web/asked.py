"""Parameters of an address read into a pydantic model, and their description in OpenAPI.

FastAPI reads such a model itself; for forty parameters that takes it longer than a search.
"""

from typing import Any, TypeVar

from fastapi import Request
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ValidationError

Model = TypeVar("Model", bound=BaseModel)


def read(model: type[Model], request: Request) -> Model:
    """The parameters of a request; RequestValidationError, as FastAPI's own, where they are bad.

    Fields of lists take every value of a parameter, the others the last one.
    """
    values: dict[str, Any] = {}
    lists = _lists(model)
    for name, value in request.query_params.multi_items():
        if name in lists:
            values.setdefault(name, []).append(value)
        else:
            values[name] = value
    try:
        return model.model_validate(values)
    except ValidationError as error:
        told = [{**one, "loc": ("query", *one["loc"])} for one in error.errors()]
        raise RequestValidationError(told) from error


_LISTS: dict[type[BaseModel], frozenset[str]] = {}


def _lists(model: type[BaseModel]) -> frozenset[str]:
    """Names of the parameters that may be repeated."""
    if model not in _LISTS:
        _LISTS[model] = frozenset(
            field.alias or name
            for name, field in model.model_fields.items()
            if field.default_factory is list
        )
    return _LISTS[model]


def described(model: type[BaseModel]) -> dict[str, Any]:
    """The parameters as `openapi_extra` of a route takes them."""
    found, whole = [], model.model_json_schema()
    for name, schema in whole["properties"].items():
        about = schema.pop("description", None)
        schema.pop("title", None)
        one = {"name": name, "in": "query", "schema": schema}
        one["required"] = name in whole.get("required", ())
        found.append({**one, "description": about} if about else one)
    return {"parameters": found}
