"""A pattern of Python as a looser one in the syntax of RE2, which reads in linear time.

Every text in which the pattern finds something matches the loose one; the reverse need not hold.
RE2 has no look-around and no back-references: they are left out, except at the ends of a pattern,
where a character in their place says the same. Long repetitions lose their bound.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib import import_module
from typing import Any

#: The standard library's own reader of patterns; it has no public name since Python 3.11.
_parser: Any = import_module("re._parser")
#: Repetitions are counted up to this number; those of long bodies have no upper bound, nor more
#: than one at least when all would be longer still: the machine that RE2 builds grows with them.
_COUNTED, _LONG, _LONGEST = 16, 60, 1_500
_DOTLESS = "\u0131\u0130"
#: Letters, digits and spaces beyond ASCII are one crowd: small classes make small machines.
_CATEGORIES = {
    "CATEGORY_DIGIT": "0-9",
    "CATEGORY_NOT_DIGIT": r"\x00-/:-\x{10ffff}",
    "CATEGORY_SPACE": r"\s\x0b\x1c-\x1f\x{80}-\x{10ffff}",
    "CATEGORY_NOT_SPACE": r"\S",
    "CATEGORY_WORD": r"0-9A-Za-z_\x{80}-\x{10ffff}",
    "CATEGORY_NOT_WORD": r"\x00-/:-@\[-^`{-\x{10ffff}",
}
#: The same inside a negated class: never wider than what Python means.
_NEGATED = {
    "CATEGORY_DIGIT": "0-9",
    "CATEGORY_NOT_DIGIT": r"\x00-/:-\x7f",
    "CATEGORY_SPACE": r"\s",
    "CATEGORY_NOT_SPACE": r"\x00-\x08\x0e-\x1b!-\x7f",
    "CATEGORY_WORD": "0-9A-Za-z_",
    "CATEGORY_NOT_WORD": r"\x00-/:-@\[-^`{-\x7f",
}
_PLACES = {
    "AT_BEGINNING": r"\A",
    "AT_BEGINNING_STRING": r"\A",
    "AT_END": r"\n?\z",
    "AT_END_STRING": r"\z",
}


@lru_cache(maxsize=1024)
def loosened(
    patterns: tuple[re.Pattern[str], ...], zeroed: bool = False, pieces: bool = False
) -> str:
    """One expression for RE2 that every text with a match of one of the patterns matches.

    Digits beyond ASCII are not expected: a normal form has none. `zeroed`: for texts whose digits
    were all replaced by 0; `pieces`: the pattern is tried on pieces of the text.
    """
    return "|".join(f"(?:{_Loose(one, zeroed, pieces).text})" for one in patterns)


class _Loose:
    """Rewrites one parsed pattern."""

    def __init__(self, pattern: re.Pattern[str], zeroed: bool, pieces: bool) -> None:
        self._zeroed, self._pieces = zeroed, pieces
        self._groups: dict[int, str] = {}
        self._folds = bool(pattern.flags & re.IGNORECASE)
        body = self._all(_parser.parse(pattern.pattern, pattern.flags), True, True)
        self.text = f"(?i:{body})" if self._folds else body

    def _all(self, items: Iterable[Any], start: bool, end: bool) -> str:
        """A sequence; `start`, `end`: nothing of the pattern stands before, behind it."""
        listed = _without_optional(list(items), start, end)
        parts: list[str] = []
        for place, (op, value) in enumerate(listed):
            rest = listed[place + 1 :]
            around = str(op) in ("ASSERT", "ASSERT_NOT")
            last = end and (all(map(_around, rest)) if around else not rest)
            made = self._one(str(op), value, start and not any(parts), last)
            parts.append(made)
            if last and made and around:
                break  # one character cannot be two others
        return "".join(parts)

    def _one(self, op: str, value: Any, start: bool, end: bool) -> str:  # noqa: ANN401
        if op in ("LITERAL", "NOT_LITERAL", "IN"):
            return self._set(op, value)
        if op in ("ASSERT", "ASSERT_NOT"):
            way, items = value
            return self._around(op, way, items, start, end)
        if op == "BRANCH":
            return f"(?:{'|'.join(self._all(one, start, end) for one in value[1])})"
        if op == "SUBPATTERN":
            number, added, removed, items = value
            return self._group(number, added, removed, items, start, end)
        if op.endswith("_REPEAT"):
            least, most, items = value
            return self._repeat(least, most, items, start or end)
        return self._rare(op, value)

    def _rare(self, op: str, value: Any) -> str:  # noqa: ANN401
        if op == "ATOMIC_GROUP":
            return f"(?:{self._all(value, False, False)})"
        if op == "AT":
            return "" if self._pieces else _PLACES.get(str(value), "")
        if op == "GROUPREF":
            return self._groups.get(value, r"[\s\S]*")
        # A condition, or anything that later versions of Python may add, says nothing.
        return r"[^\n]" if op == "ANY" else r"[\s\S]*"

    def _group(
        self,
        number: int | None,
        added: int,
        removed: int,
        items: Iterable[Any],
        start: bool,
        end: bool,
    ) -> str:
        before = self._folds
        self._folds = (before or bool(added & re.IGNORECASE)) and not removed & re.IGNORECASE
        body = self._all(items, start, end)
        flag = {(False, True): "i", (True, False): "-i"}.get((before, self._folds), "")
        self._folds = before
        if number is not None:
            self._groups[number] = f"(?:{body})"
        return f"(?{flag}:{body})"

    def _repeat(self, least: int, most: int, items: Iterable[Any], outer: bool) -> str:
        """A repetition; at an end of the pattern the least of it is enough."""
        body = self._all(items, False, False)
        if not body:
            return ""
        long = len(body) > _LONG
        least = min(least, 1 if least * len(body) > _LONGEST else _COUNTED)
        bound = "" if most > _COUNTED or long else most
        return f"(?:{body}){{{least},{least if outer else bound}}}"

    def _around(self, op: str, way: int, items: Iterable[Any], start: bool, end: bool) -> str:
        """A look-around at an end of the pattern as what must stand there; else nothing."""
        if self._pieces or not (start if way < 0 else end):
            return ""
        body = list(items)
        if op == "ASSERT":
            return f"(?:{self._all(body, False, False)})"
        if len(body) != 1 or str(body[0][0]) not in ("LITERAL", "IN"):
            return ""
        kind, value = body[0]
        found = [("LITERAL", value)] if str(kind) == "LITERAL" else list(value)
        if str(found[0][0]) == "NEGATE":
            return ""
        other = self._set("IN", [("NEGATE", None), *found])
        return rf"(?:\A|{other})" if way < 0 else rf"(?:\z|{other})"

    def _set(self, op: str, value: Any) -> str:  # noqa: ANN401
        items = list(value) if op == "IN" else [("LITERAL", value)]
        negated = op == "NOT_LITERAL" or str(items[0][0]) == "NEGATE"
        items = [(str(kind), what) for kind, what in items if str(kind) != "NEGATE"]
        names = _NEGATED if negated else _CATEGORIES
        if self._zeroed:
            items = _of_zeroes(items, negated)
        body = "".join(_item(kind, what, names) for kind, what in items)
        if self._folds and any(map(_lettered, items)):
            if negated:
                return r"[\s\S]"
            body += _DOTLESS if any(map(_has_i, items)) else ""
        lone = len(items) == 1 and items[0][0] == "LITERAL" and not negated
        if lone and body == _item("LITERAL", items[0][1], {}):
            return body
        return f"[{'^' if negated else ''}{body}]" if body else r"[\s\S]"


def _without_optional(items: list[Any], start: bool, end: bool) -> list[Any]:
    """A sequence without what need not be there at the ends of a pattern."""
    while end and items and _optional(*items[-1]):
        items.pop()
    while start and items and _optional(*items[0]):
        items.pop(0)
    return items


def _around(item: tuple[object, Any]) -> bool:
    return str(item[0]) in ("ASSERT", "ASSERT_NOT")


def _optional(op: object, value: Any) -> bool:  # noqa: ANN401
    return str(op).endswith("_REPEAT") and value[0] == 0


def _lettered(item: tuple[str, Any]) -> bool:
    """Whether case matters to an item of a class."""
    kind, value = item
    if kind == "RANGE":
        return bool(value[1] >= ord("A"))
    return kind == "LITERAL" and chr(value).isalpha()


def _has_i(item: tuple[str, Any]) -> bool:
    """Whether an item holds the letter i, whose case Python and Rust fold differently."""
    kind, value = item
    if kind == "RANGE":
        return any(value[0] <= ord(letter) <= value[1] for letter in "iI")
    return kind == "LITERAL" and chr(value) in "iI"


_ZERO, _NINE = ord("0"), ord("9")


def _of_zeroes(items: list[tuple[str, Any]], negated: bool) -> list[tuple[str, Any]]:
    """A class where every digit is written 0: any of its digits is one, none is kept out."""
    some = [one for one in items if _some_digit(one)]
    if not negated:
        return [*items, ("LITERAL", _ZERO)] if some else items
    return [one for one in items if one not in some or one == ("RANGE", (_ZERO, _NINE))]


def _some_digit(item: tuple[str, Any]) -> bool:
    """Whether an item of a class is a digit, or a range with some."""
    kind, value = item
    if kind == "RANGE":
        return bool(value[0] <= _NINE and value[1] >= _ZERO)
    return kind == "LITERAL" and _ZERO <= value <= _NINE


def _item(kind: str, value: Any, names: dict[str, str]) -> str:  # noqa: ANN401
    if kind == "CATEGORY":
        return names.get(str(value), "")
    if kind == "RANGE":
        return rf"\x{{{value[0]:x}}}-\x{{{value[1]:x}}}"
    char = chr(value)
    return char if char.isalnum() and char.isascii() else rf"\x{{{value:x}}}"


__all__ = ["loosened"]
