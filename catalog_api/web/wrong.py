"""What is wrong with parameters that FastAPI and pydantic refused, in plain words."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from federation.i18n import Message, msg

Error = Mapping[str, Any]

_MOST = 10  # names that are told


def detail(errors: Sequence[Error]) -> Message | None:
    """What the parameter takes where one is wrong, else the names of those to look at.

    Never the value that was sent, which may name people.
    """
    found = {str(error["loc"][-1]): error for error in errors if error.get("loc")}
    if len(found) == 1:
        ((name, error),) = found.items()
        if made := _TAKES.get(error.get("type", "")):
            return made(name, error.get("ctx", {}))
    names = ", ".join(sorted(found)[:_MOST])
    return msg("Look at: %(names)s.", names=names) if names else None


def _one_of(name: str, context: Mapping[str, Any]) -> Message:
    expected = str(context.get("expected", "")).replace("' or '", "', '").replace("'", "")
    return msg("%(name)s takes one of: %(values)s.", name=name, values=expected)


def _whole(name: str, _: Mapping[str, Any]) -> Message:
    return msg("%(name)s takes a whole number.", name=name)


def _number(name: str, _: Mapping[str, Any]) -> Message:
    return msg("%(name)s takes a number, with a point for decimals.", name=name)


def _at_least(name: str, context: Mapping[str, Any]) -> Message:
    return msg("%(name)s must be at least %(least)s.", name=name, least=context["ge"])


def _at_most(name: str, context: Mapping[str, Any]) -> Message:
    return msg("%(name)s must be at most %(most)s.", name=name, most=context["le"])


def _shorter(name: str, context: Mapping[str, Any]) -> Message:
    most = context["max_length"]
    return msg("%(name)s must have at most %(most)s characters.", name=name, most=most)


#: What to say of an error, by its type in pydantic.
_TAKES: Mapping[str, Callable[[str, Mapping[str, Any]], Message]] = {
    "literal_error": _one_of,
    "enum": _one_of,
    "int_parsing": _whole,
    "int_from_float": _whole,
    "float_parsing": _number,
    "greater_than_equal": _at_least,
    "less_than_equal": _at_most,
    "string_too_long": _shorter,
}
