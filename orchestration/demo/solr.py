"""The part of Solr's query language that harvesters send to CKAN, as predicates.

Boolean operators, groups, `field:value`, phrases, `*` wildcards and ranges with open `{ }` or
closed `[ ]` ends. Ranges compare text, which is right for identifiers and for ISO 8601 dates.
Source: Solr reference guide, "The Standard Query Parser".
"""

import re
from collections.abc import Callable, Mapping
from fnmatch import fnmatchcase

Document = Mapping[str, tuple[str, ...]]
Test = Callable[[Document], bool]

#: Where a word without field is looked for.
TEXT = "text"

_TOKEN = re.compile(
    r"""\s*(?:
        (?P<range>[\[{]\s*\S+\s+TO\s+[^\s\]}]+\s*[\]}])
      | (?P<mark>[()])
      | (?P<sign>[-+!](?=\S))
      | "(?P<phrase>[^"]*)"
      | (?P<field>[A-Za-z_][\w.]*|\*):(?=\S)
      | (?P<word>[^\s()\[\]{}":]+(?::[^\s()\[\]{}":]+)*)
    )""",
    re.VERBOSE,
)


class QuerySyntaxError(ValueError):
    """A query outside the supported language."""


def parse(query: str) -> Test:
    """A predicate over documents; raises QuerySyntaxError."""
    return _Parser(_tokens(query)).whole()


def _tokens(query: str) -> list[tuple[str, str]]:
    found, place = [], 0
    query = query.rstrip()
    while place < len(query):
        match = _TOKEN.match(query, place)
        if match is None:
            raise QuerySyntaxError(query)
        kind = match.lastgroup or ""
        found.append((kind, match[kind]))
        place = match.end()
    return found


class _Parser:
    """Recursive descent: or → and → not → one clause."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self.tokens = tokens
        self.place = 0

    def whole(self) -> Test:
        test = self._either(TEXT)
        if self.place != len(self.tokens):
            raise QuerySyntaxError("unexpected end of a group")
        return test

    def _peek(self) -> tuple[str, str]:
        return self.tokens[self.place] if self.place < len(self.tokens) else ("", "")

    def _take(self, *wanted: tuple[str, str]) -> bool:
        if self._peek() in wanted:
            self.place += 1
            return True
        return False

    def _either(self, field: str) -> Test:
        tests = [self._both(field)]
        while self._take(("word", "OR"), ("word", "||")):
            tests.append(self._both(field))
        return lambda document: any(test(document) for test in tests)

    def _both(self, field: str) -> Test:
        tests = [self._signed(field)]
        while self._peek() not in (("", ""), ("mark", ")"), ("word", "OR"), ("word", "||")):
            self._take(("word", "AND"), ("word", "&&"))
            tests.append(self._signed(field))
        return lambda document: all(test(document) for test in tests)

    def _signed(self, field: str) -> Test:
        if self._take(("word", "NOT"), ("sign", "-"), ("sign", "!")):
            test = self._clause(field)
            return lambda document: not test(document)
        self._take(("sign", "+"))
        return self._clause(field)

    def _clause(self, field: str) -> Test:
        kind, text = self._peek()
        self.place += 1
        if kind == "field":
            return self._clause(text)
        if (kind, text) == ("mark", "("):
            test = self._either(field)
            if not self._take(("mark", ")")):
                raise QuerySyntaxError("a group is not closed")
            return test
        if kind not in ("range", "phrase", "word"):
            raise QuerySyntaxError(text)
        return _matcher(kind, field, text)


def _matcher(kind: str, field: str, text: str) -> Test:
    if field == "*" or (field == TEXT and text == "*"):
        return lambda _: True
    accept = _between(text) if kind == "range" else _like(kind, field, text)
    return lambda document: any(accept(value) for value in document.get(field, ()))


def _like(kind: str, field: str, text: str) -> Callable[[str], bool]:
    wanted = text.lower()
    if field == TEXT:
        return lambda value: wanted.strip("*") in value.lower()
    if kind == "word" and "*" in text:
        return lambda value: fnmatchcase(value.lower(), wanted)
    return lambda value: value.lower() == wanted


def _between(text: str) -> Callable[[str], bool]:
    low, high = re.split(r"\s+TO\s+", text[1:-1].strip())
    low, high = low.strip('"').rstrip("Z"), high.strip('"').rstrip("Z")
    opened, closed = text[0] == "{", text[-1] == "}"

    def accept(value: str) -> bool:
        above = low == "*" or (value > low if opened else value >= low)
        return above and (high == "*" or (value < high if closed else value <= high))

    return accept
