"""Fields and analysers of the search index, and the index document of a dataset.

Analysis is simple → lower case → ASCII folding → stemming: folding first lets a query without
accents meet accented words. Raising `VERSION` makes every node rebuild its index.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from uuid import UUID

import orjson
import tantivy

from federation.published import SearchDocument, StoredDataset

VERSION = 2

_STEMMERS = {"fr": "french", "en": "english", "es": "spanish"}
#: Any language without a stemmer here.
_OTHER = "xx"
_SUFFIXES = (*_STEMMERS, _OTHER)

#: Text fields and how much a word found in them counts.
BOOSTS = {
    **{f"title_{suffix}": 10.0 for suffix in _SUFFIXES},
    "words": 5.0,
    **{f"text_{suffix}": 1.0 for suffix in _SUFFIXES},
}

#: Facets of the native API, and the field of the search document behind each.
FACETS = {
    "city": "city",
    "country": "country",
    "theme": "themes",
    "format": "formats",
    "licence": "licence",
    "schema": "schemas",
    "organization": "organization",
    "language": "languages",
    "keyword": "keywords",
}

#: `listed` is "yes" for every dataset that is no copy; `stands` is "yes" for the copy that stands
#: for its dataset in its city; `original_city` is the city of the dataset that one is a copy of.
COPIES = ("listed", "stands", "original_city")
YES = "yes"

_LAST = (1 << 64) - 1


@cache
def schema() -> tantivy.Schema:
    """The index's fields."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    for raw in ("name", "resource", *COPIES):
        builder.add_text_field(raw, tokenizer_name="raw", index_option="basic")
    for facet in FACETS:
        builder.add_text_field(facet, fast=True, tokenizer_name="raw", index_option="basic")
    builder.add_unsigned_field("rank", fast=True, indexed=True)
    for moment in ("modified", "created"):
        builder.add_date_field(moment, fast=True, indexed=True)
    for suffix in _SUFFIXES:
        builder.add_text_field(f"title_{suffix}", tokenizer_name=f"partage_{suffix}")
        builder.add_text_field(f"text_{suffix}", tokenizer_name=f"partage_{suffix}")
    builder.add_text_field("words", tokenizer_name=f"partage_{_OTHER}")
    return builder.build()


def register(index: tantivy.Index) -> None:
    """Give an opened index its analysers: they are not stored with it."""
    for suffix in _SUFFIXES:
        index.register_tokenizer(f"partage_{suffix}", _analyser(_STEMMERS.get(suffix)))


def _analyser(stemmer: str | None) -> tantivy.TextAnalyzer:
    filters = tantivy.Filter
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    builder = builder.filter(filters.remove_long(80)).filter(filters.lowercase())
    builder = builder.filter(filters.ascii_fold())
    return (builder.filter(filters.stemmer(stemmer)) if stemmer else builder).build()


def rank(dataset_id: str) -> int:
    """A 64-bit number in the order of ids: the first half of a UUID.

    Gives a total, stable order to sort and page by; other texts count by their leading
    hexadecimal digits.
    """
    try:
        return UUID(dataset_id).int >> 64
    except ValueError:
        digits = ""
        for char in dataset_id.lower().replace("-", "")[:16]:
            if char not in "0123456789abcdef":
                digits += "f" if char > "f" else "0"
                break
            digits += char
        return int(digits.ljust(16, "0"), 16) if digits else 0


def document(stored: StoredDataset, found: SearchDocument) -> tantivy.Document:
    """The index document of a published dataset."""
    result = tantivy.Document()
    result.add_text("id", found.id)
    result.add_text("name", found.name)
    result.add_unsigned("rank", min(rank(found.id), _LAST))
    for field, text in _texts(found):
        result.add_text(field, text)
    _add_from_ckan(result, stored, found)
    for field, told in zip(COPIES, _copy(stored), strict=True):
        if told:
            result.add_text(field, told)
    return result


def _copy(stored: StoredDataset) -> tuple[str, str, str]:
    listed = "" if stored.copy_of else YES
    return listed, YES if stored.city_lead else "", stored.copy_city or ""


def _texts(found: SearchDocument) -> Iterator[tuple[str, str]]:
    for kind, texts in (("title", found.title), ("text", found.text)):
        for language, text in texts.items():
            suffix = language[:2].lower()
            yield f"{kind}_{suffix if suffix in _STEMMERS else _OTHER}", text
    yield "words", "\n".join((*found.keywords, found.organization, found.city, found.name))
    for facet, attribute in FACETS.items():
        values = getattr(found, attribute)
        for value in (values,) if isinstance(values, str) else values:
            if value:
                yield facet, value


def _add_from_ckan(result: tantivy.Document, stored: StoredDataset, found: SearchDocument) -> None:
    """Times and resource ids, which CKAN clients filter by."""
    package = orjson.loads(stored.ckan) if stored.ckan else {}
    for resource in package.get("resources", ()):
        result.add_text("resource", resource["id"])
    modified = moment(package.get("metadata_modified") or found.modified)
    if modified:
        result.add_date("modified", modified)
    created = moment(package.get("metadata_created") or found.modified)
    if created:
        result.add_date("created", created)


def moment(text: str) -> datetime | None:
    """An ISO 8601 time, in UTC unless it says otherwise; None when it is none."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
