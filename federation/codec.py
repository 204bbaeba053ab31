"""Model values to JSON bytes and back, as they are stored and served.

pydantic reads the dataclasses of `federation.model` themselves: there is no second schema to keep.
"""

from functools import cache
from typing import Any, TypeVar

import orjson
from pydantic import TypeAdapter

T = TypeVar("T")


@cache
def _adapter(kind: type[Any]) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def dumps(value: object) -> bytes:
    """Compact UTF-8 JSON with sorted keys: equal values give equal bytes, fit to be hashed."""
    plain = _adapter(type(value)).dump_python(value, mode="json")
    return orjson.dumps(plain, option=orjson.OPT_SORT_KEYS)


def loads(kind: type[T], body: bytes | str) -> T:
    """The value that `dumps` wrote."""
    value: T = _adapter(kind).validate_json(body)
    return value


def plain(value: object) -> Any:  # noqa: ANN401 - JSON
    """The value as JSON-ready dicts, lists and scalars."""
    return _adapter(type(value)).dump_python(value, mode="json")
