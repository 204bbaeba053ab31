"""What two versions of a schema ask differently: fields, types, constraints, checks.

Wording (titles, descriptions, examples) is no difference: it bears on no verdict.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from federation.i18n import Message, msg
from quality.schemas.names import fold
from quality.schemas.table_schema import FACTS

_WHOLE = ("missingValues", "primaryKey", "foreignKeys", "custom_checks")
#: What a field says when it does not say it.
_DEFAULTS: Mapping[str, Any] = {"type": "string", "format": "default", "constraints": {}}


@dataclass(frozen=True, slots=True)
class Difference:
    """One change from a schema to another; `field` is None for the schema as a whole."""

    kind: str  # added, removed, renamed, required, optional, type, constraint, check, order
    field: str | None
    message: Message


def compare(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> tuple[Difference, ...]:
    """What changes from one descriptor of a Table Schema to another, in the order of fields."""
    old, new = _by_name(ours), _by_name(theirs)
    gone = [name for name in old if name not in new]
    come = [name for name in new if name not in old]
    renamed = dict(_renamed(gone, come, old, new))
    found = [*_moved(gone, come, renamed, new)]
    for name, facts in new.items():
        before = old.get(name) or old.get(renamed.get(name, ""))
        if before is not None:
            found += _field(name, before, facts)
    kept = [name for name in old if name in new]
    if kept != [name for name in new if name in old]:
        found.append(Difference("order", None, msg("The fields are in another order.")))
    return (*found, *_whole(ours, theirs))


def _by_name(body: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    fields = body.get("fields")
    if not isinstance(fields, list):
        return {}
    return {str(each["name"]): each for each in fields if isinstance(each, dict) and "name" in each}


def _renamed(
    gone: list[str],
    come: list[str],
    old: Mapping[str, Mapping[str, Any]],
    new: Mapping[str, Mapping[str, Any]],
) -> Iterator[tuple[str, str]]:
    """New names and the old ones they clearly stand for: the same letters, or the same place.

    The place counts where both neighbours are the same and the type is.
    """
    for name in come:
        same = [other for other in gone if fold(other) == fold(name)]
        same = same or [
            other
            for other in gone
            if _around(other, list(old)) == _around(name, list(new))
            and _fact(old[other], "type") == _fact(new[name], "type")
        ]
        if len(same) == 1:
            yield name, same[0]


def _around(name: str, names: list[str]) -> tuple[str, str]:
    at = names.index(name)
    return (names[at - 1] if at else "", names[at + 1] if at + 1 < len(names) else "")


def _moved(
    gone: list[str],
    come: list[str],
    renamed: Mapping[str, str],
    new: Mapping[str, Mapping[str, Any]],
) -> Iterator[Difference]:
    for name in gone:
        if name not in renamed.values():
            told = msg("The field “%(field)s” is no longer in the schema.", field=name)
            yield Difference("removed", name, told)
    for name in come:
        if name in renamed:
            told = msg(
                "The field “%(old)s” is now called “%(field)s”.", old=renamed[name], field=name
            )
            yield Difference("renamed", name, told)
        elif _required(new[name]):
            told = msg("The field “%(field)s” is new, and required.", field=name)
            yield Difference("added", name, told)
        else:
            told = msg("The field “%(field)s” is new, and optional.", field=name)
            yield Difference("added", name, told)


def _field(name: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Difference]:
    if _required(before) != _required(after):
        if _required(after):
            told = msg("The field “%(field)s” becomes required.", field=name)
            yield Difference("required", name, told)
        else:
            told = msg("The field “%(field)s” becomes optional.", field=name)
            yield Difference("optional", name, told)
    for key in FACTS:
        if key not in ("name", "constraints") and _fact(before, key) != _fact(after, key):
            yield _changed("type", name, key, _fact(before, key), _fact(after, key))
    old, new = _bounds(before), _bounds(after)
    for key in sorted({*old, *new}):
        if old.get(key) != new.get(key):
            yield _changed("constraint", name, key, old.get(key), new.get(key))


def _changed(kind: str, name: str, key: str, before: object, after: object) -> Difference:
    told = msg(
        "The field “%(field)s”: %(rule)s was %(before)s and becomes %(after)s.",
        field=name,
        rule=key,
        before=_shown(before),
        after=_shown(after),
    )
    return Difference(kind, name, told)


def _whole(ours: Mapping[str, Any], theirs: Mapping[str, Any]) -> Iterator[Difference]:
    for key in _WHOLE:
        if (ours.get(key) or None) != (theirs.get(key) or None):
            told = msg("The rule %(rule)s of the whole schema changes.", rule=key)
            yield Difference("check", None, told)


def _required(facts: Mapping[str, Any]) -> bool:
    return bool((facts.get("constraints") or {}).get("required"))


def _bounds(facts: Mapping[str, Any]) -> dict[str, Any]:
    found = facts.get("constraints") or {}
    return {key: value for key, value in found.items() if key != "required"}


def _fact(facts: Mapping[str, Any], key: str) -> Any:  # noqa: ANN401 - JSON
    found = facts.get(key, _DEFAULTS.get(key))
    if key == "arrayItem" and isinstance(found, dict):
        wording = ("title", "titles", "description", "example", "examples")
        return {name: value for name, value in found.items() if name not in wording}
    return found


def _shown(value: object) -> str:
    if value is None:
        return "—"
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else text[:79] + "…"
