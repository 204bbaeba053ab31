"""Search questions: a reader's words and chosen facets, turned into an index query."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import tantivy

from catalog_api.search import fields as index_schema
from catalog_api.search.index import Hits, SearchIndex
from federation.published import FederationDocument

#: Facets shown beside results, in this order.
SHOWN = ("city", "country", "theme", "schema", "format", "licence", "organization", "language")

_QUOTED = re.compile(r'"([^"]*)"')
_WORD = re.compile(r"-?[^\W_]+", re.UNICODE)

_ELISION = re.compile(r"\b(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu)['’]", re.IGNORECASE)
#: Words that titles leave out as often as not: requiring them would hide what is looked for.
_TOOL_WORDS = frozenset(
    re.findall(
        r"\w+",
        "a à au aux avec dans de des du en et la le les ou par pour sur un une an and by for "
        "from in of on or the to with al con del e el las los o para por una y ",
    )
)

ORDERS: Mapping[str, tuple[str, bool] | None] = {
    "relevance": None,
    "modified": ("modified", True),
    "id": ("rank", False),
}


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: words, facet values (any value of a facet, every facet), page, order.

    Copies of a dataset on other portals are left out, unless `copies`; where only some cities are
    asked for, `homes`, a copy in one of them stands for an original that is in none.
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


def answer(index: SearchIndex, question: Question) -> Hits:
    """One page of results."""
    order = ORDERS[question.sort or ("relevance" if question.words.strip() else "modified")]
    if question.after is not None:
        order = ORDERS["id"]
    return index.search(
        _query(index, question),
        limit=question.limit,
        offset=0 if question.after is not None else question.offset,
        order=order,
        facets=question.facets,
    )


def words_query(index: SearchIndex, words: str) -> tantivy.Query:
    """All the words, in any text field; quoted words together, `-word` absent.

    Words that hold nothing to look for (punctuation only) match nothing.
    """
    if not words.strip():
        return tantivy.Query.all_query()
    clean = _clean(words)
    if not clean:
        return tantivy.Query.empty_query()
    query = index.parse(clean)
    if all(part.startswith("-") for part in clean.split()):
        # Exclusions alone match nothing by themselves: they are taken from everything.
        every = (tantivy.Occur.Must, tantivy.Query.all_query())
        return tantivy.Query.boolean_query([every, (tantivy.Occur.Must, query)])
    return query


def _clean(words: str) -> str:
    """Letters, digits, quoted phrases and leading minus signs: no query syntax besides."""
    phrases = [" ".join(_WORD.findall(found.replace("-", " "))) for found in _QUOTED.findall(words)]
    rest = _ELISION.sub(" ", _QUOTED.sub(" ", words))
    rest = re.sub(r"(?<=\w)-|-(?!\w)", " ", rest)
    # Lower case takes the operators AND, OR, NOT, IN for plain words.
    plain = [word.lower() for word in _WORD.findall(rest)]
    plain = [word for word in plain if word not in _TOOL_WORDS] or plain
    return " ".join([*plain, *(f'"{phrase.lower()}"' for phrase in phrases if phrase)])


def _query(index: SearchIndex, question: Question) -> tantivy.Query:
    parts = [words_query(index, question.words)]
    schema = index_schema.schema()
    for facet, values in question.filters.items():
        if values:
            parts.append(tantivy.Query.term_set_query(schema, facet, list(values)))
    if question.after:
        parts.append(after(question.after))
    if not question.copies:
        parts.append(once(question.homes))
    return both(*parts)


def both(*parts: tantivy.Query) -> tantivy.Query:
    """What every part matches."""
    if len(parts) == 1:
        return parts[0]
    return tantivy.Query.boolean_query([(tantivy.Occur.Must, part) for part in parts])


def once(homes: Sequence[str] = ()) -> tantivy.Query:
    """Datasets without their copies; inside some cities, the copies whose original is elsewhere."""
    schema, occur = index_schema.schema(), tantivy.Occur
    listed = tantivy.Query.term_query(schema, "listed", index_schema.YES, index_option="basic")
    if not homes:
        return listed
    stands = tantivy.Query.term_query(schema, "stands", index_schema.YES, index_option="basic")
    inside = tantivy.Query.term_set_query(schema, "original_city", list(homes))
    elsewhere = tantivy.Query.boolean_query([(occur.Must, stands), (occur.MustNot, inside)])
    return tantivy.Query.boolean_query([(occur.Should, listed), (occur.Should, elsewhere)])


def homes_of(
    filters: Mapping[str, Sequence[str]], federation: FederationDocument
) -> tuple[str, ...]:
    """The cities that a question is limited to, by name or by country; none: it is not."""
    countries = filters.get("country", ())
    inside = [city.id for city in federation.cities if city.country in countries]
    cities = filters.get("city", ())
    if cities and countries:
        return tuple(one for one in cities if one in inside)
    return tuple(cities) or tuple(inside)


def after(dataset_id: str) -> tantivy.Query:
    """Datasets whose id comes after this one."""
    bound, kind = index_schema.rank(dataset_id), tantivy.FieldType.Unsigned
    return tantivy.Query.range_query(
        index_schema.schema(), "rank", kind, bound, None, include_lower=False
    )
