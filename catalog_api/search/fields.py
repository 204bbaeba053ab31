"""Fields and analysers of the search index.

Analysis is simple → lower case → ASCII folding → stemming: folding first lets a query without
accents meet accented words. Raising `VERSION` makes every node rebuild its index.
"""

from collections.abc import Collection
from functools import cache

import tantivy

from catalog_api.search.keys import moment, rank

__all__ = ["BOOSTS", "FACETS", "VERSION", "moment", "rank", "register", "schema", "without"]

VERSION = 3

STEMMERS = {"fr": "french", "en": "english", "es": "spanish"}
#: Any language without a stemmer here.
OTHER = "xx"
SUFFIXES = (*STEMMERS, OTHER)

#: Text fields and how much a word found in them counts.
BOOSTS = {
    **{f"title_{suffix}": 10.0 for suffix in SUFFIXES},
    "words": 5.0,
    **{f"text_{suffix}": 2.0 for suffix in SUFFIXES},
    "columns": 1.0,
    "places": 0.5,
}

#: Facets of one or several values, and the field of the search document behind each.
FACETS = {
    "city": "city",
    "country": "country",
    "partnership": "partnerships",
    "theme": "themes",
    "axis": "axes",
    "schema": "schemas",
    "format": "formats",
    "licence": "licence",
    "access": "access",
    "conformity": "conformity",
    "organization": "organization",
    "language": "languages",
    "keyword": "keywords",
}
#: Grades, each a facet of bands and a number to filter by.
GRADES = ("reliability", "value", "services")

#: `listed` is "yes" for every dataset that is no copy; `stands` is "yes" for the copy that stands
#: for its dataset in its city; `original_city` is the city of the dataset that one is a copy of.
COPIES = ("listed", "stands", "original_city")
YES = "yes"

#: Keys to sort by, each ending in the dataset's id, hence a total order.
KEYS = {
    "id": "id",
    "name": "name",
    "modified": "by_modified",
    "quality": "by_quality",
    "title": "by_title",
}

#: Moments: of the catalogue's document, of the data, of its next update, of the period covered.
MOMENTS = ("modified", "created", "updated", "due", "begins", "ends")

#: Fields of whole values to look up, beside the facets: ids, columns, CKAN's
#: extras, keywords by language, boxes.
_WHOLE = ("resource", "extra", "column", "tag", "box", *COPIES)


@cache
def schema() -> tantivy.Schema:
    """The index's fields."""
    builder = tantivy.SchemaBuilder()
    for key in KEYS.values():
        kept = key == "id"
        builder.add_text_field(key, kept, fast=True, tokenizer_name="raw", index_option="basic")
    for name in _WHOLE:
        builder.add_text_field(name, tokenizer_name="raw", index_option="basic")
    for facet in (*FACETS, *GRADES):
        builder.add_text_field(facet, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("rank", fast=True, indexed=True)
    builder.add_float_field("weight", fast=True)
    for grade in GRADES:
        builder.add_unsigned_field(f"{grade}_score", fast=True)
    for name in MOMENTS:
        builder.add_date_field(name, fast=True)
    for suffix in SUFFIXES:
        builder.add_text_field(f"title_{suffix}", tokenizer_name=f"partage_{suffix}")
        builder.add_text_field(f"text_{suffix}", tokenizer_name=f"partage_{suffix}")
    for name in ("words", "columns", "places", "titles"):
        builder.add_text_field(name, tokenizer_name=f"partage_{OTHER}")
    return builder.build()


def register(index: tantivy.Index) -> None:
    """Give an opened index its analysers: they are not stored with it."""
    for suffix in SUFFIXES:
        index.register_tokenizer(f"partage_{suffix}", analyser(suffix))


@cache
def analyser(suffix: str) -> tantivy.TextAnalyzer:
    """The analyser of a language's fields; of the fields without a language for `OTHER`."""
    filters, stemmer = tantivy.Filter, STEMMERS.get(suffix)
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    builder = builder.filter(filters.remove_long(80)).filter(filters.lowercase())
    builder = builder.filter(filters.ascii_fold())
    return (builder.filter(filters.stemmer(stemmer)) if stemmer else builder).build()


def without(query: tantivy.Query, ids: Collection[str]) -> tantivy.Query:
    """What a query matches, these datasets left out."""
    if not ids:
        return query
    hidden = tantivy.Query.term_set_query(schema(), "id", list(ids))
    occur = tantivy.Occur
    return tantivy.Query.boolean_query([(occur.Must, query), (occur.MustNot, hidden)])
