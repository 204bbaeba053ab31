"""The part of Solr's query syntax that CKAN clients send, as a tree.

Words, quoted phrases, `field:value`, `field:(a OR b)`, ranges `[a TO b]` and `{a TO b]`, `AND OR
NOT && || !`, leading `+` and `-`, parentheses, and boosts and fuzziness (`^4`, `~2`), which are
left out. `AND` binds closer than `OR`, and `OR` closer than standing side by side, which requires
everything: `organization:a OR organization:b -groups:c`, as harvesters join their conditions, is
a or b, without c. Source: Apache Solr reference guide, standard query parser.
"""

import re
from dataclasses import dataclass
from typing import Literal

_TOKEN = re.compile(
    r"""\s*(?:
      (?P<range>[\[{]\s*(?P<low>"[^"]*"|[^\s\]}]+)\s+TO\s+(?P<high>"[^"]*"|[^\s\]}]+)\s*[\]}])
    | (?P<quoted>"(?:\\.|[^"\\])*")(?:[\^~][\d.]*)*
    | (?P<op>&&|\|\||[()!]|\b(?:AND|OR|NOT)\b(?!:))
    | (?P<sign>[+-](?=\S))
    | (?P<field>[A-Za-z_][\w.\-]*|\*):(?=\s*\S)
    | (?P<word>(?:\\.|[^\s()"\\:])(?:\\.|[^\s()"\\])*|:)
    )""",
    re.VERBOSE,
)
#: A boost or a fuzziness behind a word.
_WEIGHT = re.compile(r"(?<!\\)(?:\^[\d.]+|~[\d.]*)+$")
_MAX_DEPTH = 30
_MAX_TOKENS = 4000


class QuerySyntax(ValueError):
    """A query that cannot be read; carries no part of it."""


@dataclass(frozen=True, slots=True)
class Value:
    """A word or a phrase, in a field or (None) anywhere."""

    field: str | None
    text: str
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Range:
    """An interval of a field; None is open. `low_in`, `high_in`: the bound is included."""

    field: str | None
    low: str | None
    high: str | None
    low_in: bool
    high_in: bool


@dataclass(frozen=True, slots=True)
class Both:
    """Every part (`all`), or at least one (`any`)."""

    kind: Literal["all", "any"]
    parts: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Not:
    """Whatever the part does not match."""

    part: "Node"


Node = Value | Range | Both | Not


def parse(text: str) -> Node | None:
    """The tree of a query; None when it is empty."""
    reader = _Reader(_tokens(text))
    if reader.kind is None:
        return None
    found = reader.all_of(None, 0)
    if reader.kind is not None:
        raise QuerySyntax("unbalanced")
    return found


def _tokens(text: str) -> list[re.Match[str]]:
    found: list[re.Match[str]] = []
    position = 0
    text = text.rstrip()
    while position < len(text):
        token = _TOKEN.match(text, position)
        if token is None or len(found) > _MAX_TOKENS:
            raise QuerySyntax("unreadable")
        found.append(token)
        position = token.end()
    return found


def _plain(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)


class _Reader:
    """Recursive descent over the tokens; depth is bounded."""

    def __init__(self, tokens: list[re.Match[str]]) -> None:
        self._tokens = tokens
        self._at = 0

    @property
    def kind(self) -> str | None:
        """What comes next: an operator's text, else the token's name; None at the end."""
        if self._at >= len(self._tokens):
            return None
        token = self._tokens[self._at]
        return token["op"] or _NAMES[token.lastgroup or ""]

    def _next(self) -> re.Match[str]:
        if self._at >= len(self._tokens):
            raise QuerySyntax("ends too early")
        self._at += 1
        return self._tokens[self._at - 1]

    def all_of(self, field: str | None, depth: int) -> Node:
        if depth > _MAX_DEPTH:
            raise QuerySyntax("too deep")
        parts = [self._any_of(field, depth)]
        while self.kind not in (None, ")"):
            parts.append(self._any_of(field, depth))
        return parts[0] if len(parts) == 1 else Both("all", tuple(parts))

    def _any_of(self, field: str | None, depth: int) -> Node:
        parts = [self._each_of(field, depth)]
        while self.kind in ("OR", "||"):
            self._next()
            parts.append(self._each_of(field, depth))
        return parts[0] if len(parts) == 1 else Both("any", tuple(parts))

    def _each_of(self, field: str | None, depth: int) -> Node:
        parts = [self._one(field, depth)]
        while self.kind in ("AND", "&&"):
            self._next()
            parts.append(self._one(field, depth))
        return parts[0] if len(parts) == 1 else Both("all", tuple(parts))

    def _one(self, field: str | None, depth: int) -> Node:
        token = self._next()
        if token["sign"] == "-" or token["op"] in ("NOT", "!"):
            return Not(self._deeper(field, depth))
        if token["sign"]:
            return self._deeper(field, depth)
        if token["field"]:
            return self._deeper(token["field"], depth)
        if token["op"] == "(":
            return self._group(field, depth)
        return _leaf(token, field)

    def _deeper(self, field: str | None, depth: int) -> Node:
        if depth > _MAX_DEPTH:
            raise QuerySyntax("too deep")
        return self._one(field, depth + 1)

    def _group(self, field: str | None, depth: int) -> Node:
        found = self.all_of(field, depth + 1)
        if self.kind != ")":
            raise QuerySyntax("unbalanced")
        self._next()
        return found


#: The last group that matched → the kind of token.
_NAMES = {name: name for name in ("range", "quoted", "op", "sign", "field", "word")} | {
    "low": "range",
    "high": "range",
}


def _leaf(token: re.Match[str], field: str | None) -> Node:
    if token["range"]:
        low, high = token["low"].strip('"'), token["high"].strip('"')
        whole = token["range"]
        return Range(
            field,
            None if low == "*" else low,
            None if high == "*" else high,
            whole.startswith("["),
            whole.endswith("]"),
        )
    if token["quoted"]:
        return Value(field, _plain(token["quoted"][1:-1]), quoted=True)
    if token["word"]:
        return Value(field, _plain(_WEIGHT.sub("", token["word"]) or token["word"]))
    raise QuerySyntax("misplaced operator")
