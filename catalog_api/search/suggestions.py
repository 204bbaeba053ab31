"""Suggestions while somebody types: cities, keywords and titles, by the beginnings of words.

Letters are compared without case and accents. Of a title, every word typed must begin a word.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import tantivy

from catalog_api.search import keys
from catalog_api.search.fields import schema
from catalog_api.search.index import SearchIndex
from catalog_api.search.pages import Wanted
from catalog_api.search.questions import once
from federation.i18n import pick
from federation.published import FederationDocument

_MOST_WORDS = 8
#: A keyword stands at several of its words: so many more are looked at.
_REPEATED = 4


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What may be meant: city ids, keywords with how many datasets have them, dataset ids."""

    cities: tuple[str, ...]
    keywords: tuple[tuple[str, int], ...]
    datasets: tuple[str, ...]


def suggest(
    index: SearchIndex, text: str, federation: FederationDocument, locale: str, limit: int
) -> Suggestions:
    """At most `limit` of each kind, the most frequent keywords and most relevant titles first."""
    typed = keys.words(text)[:_MOST_WORDS]
    if not typed:
        return Suggestions((), (), ())
    searcher = index.opened().searcher()
    return Suggestions(
        cities(typed, federation, locale)[:limit],
        keywords(searcher, index.visible(once()), typed, locale, limit),
        index.page(titles(searcher, typed), Wanted(limit)).ids,
    )


def cities(typed: list[str], federation: FederationDocument, locale: str) -> tuple[str, ...]:
    """Cities whose name in the reader's language, or any other, has words that begin so."""
    found = []
    for city in federation.cities:
        names = [pick(city.names, locale), *city.names.values()]
        place = next((at for at, name in enumerate(names) if _begins(name, typed)), None)
        if place is not None:
            found.append((place, keys.folded(names[0]), city.id))
    return tuple(city for _, _, city in sorted(found))


def _begins(name: str, typed: list[str]) -> bool:
    spoken, wanted = " ".join(keys.words(name)), " ".join(typed)
    return spoken.startswith(wanted) or f" {wanted}" in spoken


def keywords(
    searcher: tantivy.Searcher, within: tantivy.Query, typed: list[str], locale: str, limit: int
) -> tuple[tuple[str, int], ...]:
    """Keywords in the reader's language with words that begin so, the most frequent first."""
    prefix = f"{locale}{keys.SEPARATOR}{' '.join(typed)}"
    counts: dict[str, int] = {}
    frequent = searcher.terms_with_prefix("tag", prefix, None, limit * _REPEATED)
    names = [term for term, _ in frequent]
    for term in names:
        word = term.rpartition(keys.SEPARATOR)[2]
        if word not in counts and len(counts) < limit:
            query = tantivy.Query.boolean_query(
                [(tantivy.Occur.Must, within), (tantivy.Occur.Must, _term("tag", term))]
            )
            counts[word] = int(getattr(searcher.search(query, 1), "count", 0) or 0)
    found = [(word, count) for word, count in counts.items() if count]
    return tuple(sorted(found, key=lambda one: (-one[1], one[0])))


def _term(field: str, text: str) -> tantivy.Query:
    return tantivy.Query.term_query(schema(), field, text, index_option="basic")


def titles(searcher: tantivy.Searcher, typed: list[str]) -> tantivy.Query:
    """Datasets whose title has all the words; the last one may be begun only."""
    must = tantivy.Occur.Must
    clauses = [(must, _term("titles", word)) for word in typed[:-1]]
    begun = _begun(searcher, typed[-1])
    if not begun:
        return tantivy.Query.empty_query()
    clauses.append((must, tantivy.Query.boolean_query([(tantivy.Occur.Should, q) for q in begun])))
    return tantivy.Query.boolean_query([*clauses, (must, once())])


#: Words that a beginning stands for: the most frequent ones.
_EXPANDED = 40


def _begun(searcher: tantivy.Searcher, beginning: str) -> list[tantivy.Query]:
    found: Mapping[str, int] = dict(
        searcher.terms_with_prefix("titles", beginning, None, _EXPANDED)
    )
    return [_term("titles", word) for word in found]
