"""Model values to JSON bytes and back, as they are stored and served.

pydantic reads the dataclasses of `federation.model` themselves: there is no second schema to keep.
"""

import hashlib
from typing import TYPE_CHECKING, Any, TypeVar

import orjson

if TYPE_CHECKING:
    from pydantic import TypeAdapter

T = TypeVar("T")


_ADAPTERS: "dict[Any, TypeAdapter[Any]]" = {}


def _adapter(kind: Any) -> "TypeAdapter[Any]":  # noqa: ANN401 - a type
    from pydantic import TypeAdapter  # a tenth of the start-up of partage validate

    if kind not in _ADAPTERS:
        _ADAPTERS[kind] = TypeAdapter(kind)
    return _ADAPTERS[kind]


def dumps(value: object) -> bytes:
    """Compact UTF-8 JSON with sorted keys: equal values give equal bytes, fit to be hashed."""
    plain = _adapter(type(value)).dump_python(value, mode="json")
    return orjson.dumps(plain, option=orjson.OPT_SORT_KEYS)


def loads(kind: type[T], body: bytes | str) -> T:
    """The value that `dumps` wrote."""
    value: T = _adapter(kind).validate_json(body)
    return value


def digest(body: bytes) -> str:
    """SHA-256 of bytes, hexadecimal."""
    return hashlib.sha256(body).hexdigest()


def plain(value: object) -> Any:  # noqa: ANN401 - JSON
    """The value as JSON-ready dicts, lists and scalars."""
    return _adapter(type(value)).dump_python(value, mode="json")
