"""The index document of a dataset."""

from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache

import tantivy

from catalog_api.search import keys
from catalog_api.search.fields import COPIES, FACETS, GRADES, OTHER, STEMMERS, YES
from federation.published import SearchDocument, StoredDataset


def document(stored: StoredDataset, found: SearchDocument) -> tantivy.Document:
    """The index document of a published dataset."""
    result, rank = tantivy.Document(), keys.rank(found.id)
    result.add_unsigned("rank", rank)
    result.add_float("weight", keys.weight(rank))
    for field, text in (*_keys(found), *_texts(found), *_facets(found), *_whole(found)):
        result.add_text(field, text)
    for grade in GRADES:
        if (score := found.scores.get(grade)) is not None:
            result.add_text(grade, keys.band(score))
            result.add_unsigned(f"{grade}_score", score)
    for field, at in _moments(found):
        if at:
            result.add_date(field, keys.indexable(at))
    for field, told in zip(COPIES, _copy(stored), strict=True):
        if told:
            result.add_text(field, told)
    return result


def _keys(found: SearchDocument) -> Iterator[tuple[str, str]]:
    yield "id", found.id
    yield "by_modified", keys.by_moment(keys.moment(found.modified), found.id)
    yield "by_quality", keys.by_score(found.scores, found.id)
    yield "by_title", keys.by_title(next(iter(found.title.values()), ""), found.id)


def _texts(found: SearchDocument) -> Iterator[tuple[str, str]]:
    for kind, texts in (("title", found.title), ("text", found.text)):
        for language, text in texts.items():
            suffix = language[:2].lower()
            yield f"{kind}_{suffix if suffix in STEMMERS else OTHER}", text
    yield "titles", "\n".join(found.title.values())
    yield "words", "\n".join(found.keywords)
    # As they are written, for who copies a name; as words, for who types what it is about.
    yield "columns", "\n".join(f"{name} {keys.column_key(name)}" for name in found.columns)
    yield "places", "\n".join((found.city, found.name, found.organization, *found.places))


def _facets(found: SearchDocument) -> Iterator[tuple[str, str]]:
    for facet, attribute in FACETS.items():
        values = getattr(found, attribute)
        for value in (values,) if isinstance(values, str) else values:
            if value:
                yield facet, value


def _whole(found: SearchDocument) -> Iterator[tuple[str, str]]:
    yield "name", found.name
    for resource in found.resources:
        yield "resource", resource
    for extra in found.extras:
        yield "extra", extra
    for column in dict.fromkeys(map(keys.column_key, found.columns)):
        yield "column", column
    for language, tags in found.tags.items():
        for tag in tags:
            yield from (("tag", key) for key in tag_keys(language, tag))
    if found.box:
        yield "box", ",".join(map(str, found.box))


@lru_cache(10_000)
def tag_keys(language: str, tag: str) -> tuple[str, ...]:
    """A keyword by each of its words, so that it is found by the beginning of any."""
    spoken, code = keys.words(tag), language[:2].lower()
    return tuple(
        keys.SEPARATOR.join((code, " ".join(spoken[position:]), tag))
        for position in range(min(len(spoken), 5))
    )


def _moments(found: SearchDocument) -> Iterator[tuple[str, datetime | None]]:
    for field in ("modified", "created", "updated", "due"):
        yield field, keys.moment(getattr(found, field))
    if found.period:
        begins, ends = keys.first_day(found.period[0]), keys.last_day(found.period[1])
        if begins and ends:
            yield "begins", begins
            yield "ends", ends


def _copy(stored: StoredDataset) -> tuple[str, str, str]:
    listed = "" if stored.copy_of else YES
    return listed, YES if stored.city_lead else "", stored.copy_city or ""
