"""CKAN's search fields, mapped to those of the index.

CKAN's organisations are cities here, its groups are EU themes in lower case, its tags keywords.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta

import tantivy

from catalog_api.ckan import solr
from catalog_api.ckan import words as ckan_words
from catalog_api.ckan.solr import Both, Node, Not, QuerySyntax, Range, Value
from catalog_api.search import fields as index_schema
from catalog_api.search import questions as search
from catalog_api.search.index import SearchIndex
from federation.published import FederationDocument

#: CKAN's name of a facet or field → the index's raw field.
FIELDS = {
    "id": "id",
    "name": "name",
    "organization": "city",
    "owner_org": "city",
    "groups": "theme",
    "tags": "keyword",
    "keywords": "keyword",
    "res_format": "format",
    "license_id": "licence",
    "license": "licence",
    "language": "language",
    "country": "country",
    "schema": "schema",
}
_MOMENTS = {
    "metadata_modified": "modified",
    "metadata_created": "created",
    "last_modified": "modified",
}
#: Fields whose value is the same for every dataset here.
_CONSTANT = {
    "type": "dataset",
    "dataset_type": "dataset",
    "state": "active",
    "private": "false",
    "capacity": "public",
    "entity_type": "package",
}
_SORTS = {
    "score": None,
    "relevance": None,
    "metadata_modified": "modified",
    "metadata_created": "created",
    "last_modified": "modified",
    "id": "id",
    "name": "name",
    "title": "title",
    "title_string": "title",
}
#: Names under which the same value may be looked for.
_EXTRAS = {"identifier": "guid", "url": "res_url"}
_SPELL: dict[str, Callable[[str], str]] = {
    "theme": str.upper,
    "format": str.upper,
    "country": str.upper,
}
_MATH = re.compile(r"NOW(?:([+-]\d+)(YEAR|MONTH|DAY|HOUR|MINUTE|SECOND)S?)?(?:/[A-Z]+)?")
_UNITS = {
    "YEAR": timedelta(days=365),
    "MONTH": timedelta(days=30),
    "DAY": timedelta(days=1),
    "HOUR": timedelta(hours=1),
    "MINUTE": timedelta(minutes=1),
    "SECOND": timedelta(seconds=1),
}


class Translator:
    """Turns CKAN queries into index queries."""

    def __init__(self, index: SearchIndex, federation: FederationDocument | None) -> None:
        self._index = index
        self._schema = index_schema.schema()
        self._cities = dict(_city_ids(federation))

    def query(self, words: str, filters: list[str], *, copies: bool = False) -> tantivy.Query:
        """`q` and every `fq`, all of them required; QuerySyntax where one cannot be read.

        Copies of a dataset are left out, unless asked for, by `copies` or by id or name; a filter
        by organisation finds the copy of that city where the original is elsewhere.
        """
        trees = [tree for tree in map(solr.parse, (words, *filters)) if tree is not None]
        found = [self._node(tree) for tree in trees]
        named = list(_named(trees))
        if not copies and not any(one.field in ("id", "name") for one in named):
            cities = [self._cities.get(one.text, one.text) for one in named]
            found.append(search.once(cities))
        return _join(tantivy.Occur.Must, found) if found else tantivy.Query.all_query()

    def _node(self, node: Node) -> tantivy.Query:
        match node:
            case Both(kind="all", parts=parts):
                return self._all(parts)
            case Both(parts=parts):
                return _join(tantivy.Occur.Should, [self._node(part) for part in parts])
            case Not(part=part):
                return _without(self._node(part))
            case Range():
                return self._range(node)
            case Value():
                return self._value(node)

    def _all(self, parts: tuple[Node, ...]) -> tantivy.Query:
        """Words next to each other are looked for together, the rest one by one."""
        words = [part for part in parts if isinstance(part, Value) and ckan_words.is_word(part)]
        others = [self._node(part) for part in parts if part not in words]
        return _join(tantivy.Occur.Must, others + ckan_words.words(self._index, words))

    def _value(self, node: Value) -> tantivy.Query:
        if node.text == "*" and not node.quoted:
            return tantivy.Query.all_query()
        if ckan_words.is_word(node):
            return _join(tantivy.Occur.Must, ckan_words.words(self._index, [node]))
        name = node.field or ""
        if name in _CONSTANT:
            same = node.text.lower() == _CONSTANT[name]
            return tantivy.Query.all_query() if same else tantivy.Query.empty_query()
        if name in _MOMENTS:
            return self._range(Range(name, node.text, node.text, True, True))
        return self._raw(name, node)

    def _raw(self, name: str, node: Value) -> tantivy.Query:
        field = FIELDS.get(name.removeprefix("vocab_"))
        if field is None:
            return self._extra(name.removeprefix("extras_"), node)
        text = self._cities.get(node.text, node.text) if field == "city" else node.text
        text = _SPELL.get(field, str)(text)
        if not node.quoted and ("*" in text or "?" in text):
            return tantivy.Query.regex_query(self._schema, field, pattern(text))
        exact = tantivy.Query.term_query(self._schema, field, text)
        if field != "keyword":
            return exact
        # A tag is named without the signs that CKAN does not let in.
        named = tantivy.Query.term_query(self._schema, "extra", f"tag={text.lower()}", "basic")
        return _join(tantivy.Occur.Should, [exact, named])

    def _extra(self, name: str, node: Value) -> tantivy.Query:
        """An extra, or a resource's field: whole when quoted, else one of its words."""
        name = _EXTRAS.get(name, name)
        text = node.text.lower()
        if node.quoted:
            return tantivy.Query.term_query(self._schema, "extra", f"{name}={text}", "basic")
        return tantivy.Query.regex_query(
            self._schema, "extra", f"{escaped(name)}=(.*[^a-z0-9])?{pattern(text)}([^a-z0-9].*)?"
        )

    def _range(self, node: Range) -> tantivy.Query:
        name = node.field or ""
        if name == "id":
            return self._between("rank", tantivy.FieldType.Unsigned, node, index_schema.rank)
        if name in _MOMENTS:
            return self._between(_MOMENTS[name], tantivy.FieldType.Date, node, _moment)
        raise QuerySyntax("no range on this field")

    def _between(
        self,
        field: str,
        kind: tantivy.FieldType,
        node: Range,
        read: Callable[[str], int] | Callable[[str], datetime],
    ) -> tantivy.Query:
        if node.low is None and node.high is None:
            return tantivy.Query.all_query()
        return tantivy.Query.range_query(
            self._schema,
            field,
            kind,
            None if node.low is None else read(node.low),
            None if node.high is None else read(node.high),
            # tantivy refuses to leave out a bound that is open.
            include_lower=node.low_in or node.low is None,
            include_upper=node.high_in or node.high is None,
        )


def escaped(text: str) -> str:
    """A text that stands for itself in the index's regular expressions."""
    return re.sub(r"([\\.+*?()|\[\]{}^$#&\-~])", r"\\\1", text[:500])


def pattern(text: str) -> str:
    """Solr's `*` and `?` as a regular expression of the index."""
    return escaped(text).replace(r"\*", ".*").replace(r"\?", ".")


def order(sort: str) -> tuple[str, bool] | None:
    """CKAN's `sort`: its first usable field and whether it descends; None is relevance."""
    for part in sort.split(","):
        name, _, direction = part.strip().partition(" ")
        if name and name not in _SORTS:
            raise QuerySyntax("unknown sort field")
        if field := _SORTS.get(name):
            return field, direction.strip().lower() == "desc"
    return None


_WHOSE = frozenset({"id", "name", "organization", "owner_org"})


def _named(nodes: Iterable[Node]) -> Iterator[Value]:
    """The datasets and the organisations that a query asks for by name."""
    for node in nodes:
        if isinstance(node, Both):
            yield from _named(node.parts)
        elif isinstance(node, Value) and node.field in _WHOSE and node.text != "*":
            yield node


def _city_ids(federation: FederationDocument | None) -> list[tuple[str, str]]:
    """Organisation UUIDs, which some clients filter by, to city ids."""
    from catalog_api.render.ckan import organization_id

    if federation is None:
        return []
    return [(organization_id(city.id, federation), city.id) for city in federation.cities]


def _join(occur: tantivy.Occur, parts: list[tantivy.Query]) -> tantivy.Query:
    if len(parts) == 1:
        return parts[0]
    return tantivy.Query.boolean_query([(occur, part) for part in parts])


def _without(part: tantivy.Query) -> tantivy.Query:
    every = (tantivy.Occur.Must, tantivy.Query.all_query())
    return tantivy.Query.boolean_query([every, (tantivy.Occur.MustNot, part)])


def _moment(text: str) -> datetime:
    """An ISO 8601 time or Solr's date arithmetic (rounding is left out)."""
    found = _MATH.fullmatch(text)
    if found is None:
        moment = index_schema.moment(text)
        if moment is None:
            raise QuerySyntax("not a time")
        return _indexable(moment)
    try:
        shift = int(found[1]) * _UNITS[found[2]] if found[1] else timedelta()
        return _indexable(datetime.now(UTC) + shift)
    except OverflowError as error:
        raise QuerySyntax("not a time") from error


def _indexable(moment: datetime) -> datetime:
    """The nearest moment that the index can hold: 64 bits of nanoseconds around 1970."""
    return min(max(moment, _EARLIEST), _LATEST)


_EARLIEST, _LATEST = datetime(1678, 1, 1, tzinfo=UTC), datetime(2262, 1, 1, tzinfo=UTC)
