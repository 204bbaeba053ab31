"""Search questions: a reader's words and filters, turned into an index query."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

import tantivy

from catalog_api.search import areas, facets, words
from catalog_api.search import fields as index_schema
from catalog_api.search.areas import Area
from catalog_api.search.cursors import Cursor
from catalog_api.search.fields import GRADES
from catalog_api.search.index import Hits, SearchIndex
from catalog_api.search.keys import column_key
from catalog_api.search.pages import RELEVANCE, Order, Wanted
from federation.published import FederationDocument

#: Facets shown beside results, in this order.
SHOWN = (
    *("city", "country", "partnership", "theme", "axis", "schema", "conformity", "format"),
    *("licence", "access", "updated", "freshness", "reliability", "value", "services"),
    *("organization", "language"),
)

#: Results before a page, beyond which it takes long to find.
_SHALLOW = 1000

ORDERS: Mapping[str, Order | None] = {
    RELEVANCE: None,
    "modified": ("modified", True),
    "quality": ("quality", True),
    "title": ("title", False),
    "id": ("id", False),
}


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: words, facet values (any value of a facet, every facet), page, order.

    Copies of a dataset on other portals are left out, unless `copies`; where only some cities are
    asked for, `homes`, a copy in one of them stands for an original that is in none. `least` are
    scores by grade, `period` days that the data must cover a part of, `areas` where it must be.
    `after` is an id (and sorts by id), `cursor` the end of a page in the same order.
    """

    words: str = ""
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    limit: int = 20
    offset: int = 0
    after: str | None = None
    sort: str | None = None
    facets: tuple[str, ...] = ()
    copies: bool = False
    homes: tuple[str, ...] = ()
    cursor: Cursor | None = None
    least: Mapping[str, int] = field(default_factory=dict)
    period: tuple[datetime, datetime] | None = None
    areas: tuple[Area, ...] = ()
    columns: str = ""

    @property
    def order(self) -> str:
        """The name of the order asked for, or of the one that suits the question."""
        if self.after is not None:
            return "id"
        if self.sort is None and self.cursor:
            return self.cursor.sort
        return self.sort or (RELEVANCE if self.words.strip() else "modified")

    @property
    def walks(self) -> bool:
        """Whether it is for everything, copies left out, in order of id."""
        narrowed = self.words.strip() or any(self.filters.values()) or self.least or self.period
        if narrowed or self.areas or self.columns or self.facets or self.copies:
            return False
        begins = self.after is not None or not self.offset
        return self.order == "id" and begins and (not self.cursor or self.cursor.sort == "id")

    @property
    def place(self) -> str:
        """The id that a page in order of id comes after; empty for the first."""
        if self.after:
            return only_key(self.after)
        return self.cursor.key if self.cursor else ""

    @property
    def quick(self) -> bool:
        """Whether answering takes a millisecond or two, so that a thread would cost as much."""
        deep = self.offset > _SHALLOW or (self.cursor and self.cursor.position > _SHALLOW)
        return not (deep or self.areas or self.columns)


def answer(index: SearchIndex, question: Question) -> Hits:
    """One page of results; words that are in no dataset are taken for words spelt nearly so.

    BadCursor where the cursor is of another order.
    """
    name = question.order
    found = index.page(_query(index, question), _wanted(question, name))
    if found.count or not question.words.strip():
        return found
    near = words.near_query(index.opened(), question.words)
    if near is None:
        return found
    return replace(index.page(_query(index, question, near), _wanted(question, name)), near=True)


def _wanted(question: Question, name: str) -> Wanted:
    after = question.cursor
    if question.after:
        after = Cursor("id", only_key(question.after))
    return Wanted(
        question.limit,
        0 if question.after is not None else question.offset,
        ORDERS.get(name, (name, False)),
        after,
        question.facets,
    )


def only_key(dataset_id: str) -> str:
    """An id as the index's parser takes it: nothing but letters, digits and hyphens."""
    return "".join(char for char in dataset_id if char.isalnum() or char == "-") or "0"


def words_query(index: SearchIndex, text: str) -> tantivy.Query:
    """All the words, in any text field; quoted words together, `-word` absent."""
    return words.query(index.opened(), text)


def _query(
    index: SearchIndex, question: Question, spelt: tantivy.Query | None = None
) -> tantivy.Query:
    parts = [spelt] if spelt else [words_query(index, question.words)]
    parts = parts if question.words.strip() else []
    parts += [facets.chosen(name, values) for name, values in question.filters.items() if values]
    schema, kinds = index_schema.schema(), tantivy.FieldType
    for grade, least in question.least.items():
        if grade in GRADES:
            bound = (f"{grade}_score", kinds.Unsigned, least, None)
            parts.append(tantivy.Query.range_query(schema, *bound))
    if question.period:
        first, last = question.period
        parts.append(tantivy.Query.range_query(schema, "begins", kinds.Date, None, last))
        parts.append(tantivy.Query.range_query(schema, "ends", kinds.Date, first, None))
    if question.areas:
        parts.append(areas.query(index.opened().searcher(), question.areas))
    if question.columns:
        parts.append(column_query(question.columns))
    if not question.copies:
        parts.append(once(question.homes))
    return both(*parts) if parts else tantivy.Query.all_query()


def column_query(name: str) -> tantivy.Query:
    """Datasets with a published column of this name, or with these words in its name, in order."""
    key = column_key(name)
    if not key:
        return tantivy.Query.empty_query()
    return tantivy.Query.regex_query(index_schema.schema(), "column", f"(.*_)?{key}(_.*)?")


def both(*parts: tantivy.Query) -> tantivy.Query:
    """What every part matches."""
    if len(parts) == 1:
        return parts[0]
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, part) for part in parts])


def once(homes: Sequence[str] = ()) -> tantivy.Query:
    """Datasets without their copies; inside some cities, the copies whose original is elsewhere."""
    schema, occur = index_schema.schema(), tantivy.Occur
    listed = tantivy.Query.term_query(schema, "listed", index_schema.YES, index_option="basic")
    # Without a score of its own: how rare copies are says nothing about relevance.
    listed = tantivy.Query.const_score_query(listed, 0.0)
    if not homes:
        return listed
    stands = tantivy.Query.term_query(schema, "stands", index_schema.YES, index_option="basic")
    inside = tantivy.Query.term_set_query(schema, "original_city", list(homes))
    elsewhere = tantivy.Query.boolean_query([(occur.Must, stands), (occur.MustNot, inside)])
    either = tantivy.Query.boolean_query([(occur.Should, listed), (occur.Should, elsewhere)])
    return tantivy.Query.const_score_query(either, 0.0)


def homes_of(
    filters: Mapping[str, Sequence[str]], federation: FederationDocument
) -> tuple[str, ...]:
    """The cities that a question is limited to (by name, country, partnership); none: it is not."""
    limits = []
    if cities := filters.get("city"):
        limits.append(set(cities))
    if countries := filters.get("country"):
        limits.append({city.id for city in federation.cities if city.country in countries})
    if wanted := filters.get("partnership"):
        limits.append(
            {city for one in federation.partnerships if one.id in wanted for city in one.cities}
        )
    return tuple(sorted(set.intersection(*limits))) if limits else ()
