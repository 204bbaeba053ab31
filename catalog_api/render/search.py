"""What the search index holds about a dataset."""

import re

from catalog_api.render import parts
from catalog_api.words import vocabulary
from federation.model import Texts
from federation.published import FederationDocument, PublishedDataset, SearchDocument

#: Between the words of a columnName.
_CASES = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Ý])")


def search_document(published: PublishedDataset, federation: FederationDocument) -> SearchDocument:
    """Texts by language, and raw facet values (theme codes, short licence ids, schema ids)."""
    dataset, tables = published.dataset, published.tables
    city = parts.city_of(published, federation)
    formats = [table.format or "" for table in tables]
    formats += ["CSV", "PARQUET"] if any(parts.served(table) for table in tables) else []
    formats += [found.format or "" for found in parts.other_distributions(published)]
    return SearchDocument(
        id=published.id,
        name=published.name,
        city=published.city_id,
        country=city.country,
        organization=dataset.publisher or _first(city.names),
        title=dict(dataset.title),
        text=_texts(published, city.names),
        keywords=parts.unique(word for words in dataset.keywords.values() for word in words),
        themes=parts.unique(vocabulary.code_of(uri) for uri in dataset.themes),
        formats=parts.unique(found.upper() for found in formats),
        licence=vocabulary.licence_id(dataset.licence),
        schemas=parts.unique(table.schema.id for table in tables if table.schema),
        languages=parts.unique(dataset.languages or tuple(dataset.title)),
        modified=parts.utc(published.last_changed) or "",
    )


def _texts(published: PublishedDataset, city_names: Texts) -> Texts:
    """Everything readable about the dataset, under the language it is written in."""
    dataset = published.dataset
    gathered: dict[str, list[str]] = {}
    spoken = [dataset.description, city_names]
    for table in published.tables:
        spoken += [table.title, table.description]
    for uri in dataset.themes:
        spoken.append(vocabulary.theme_texts(uri))
    for texts in spoken:
        for language, text in texts.items():
            gathered.setdefault(language, []).append(text)
    for language, words in dataset.keywords.items():
        gathered.setdefault(language, []).extend(words)
    gathered.setdefault(_main_language(published), []).extend(_plain(published))
    return {language: "\n".join(parts.unique(found)) for language, found in gathered.items()}


def _plain(published: PublishedDataset) -> list[str]:
    """Words without a stated language: publisher, place, schema titles, column names."""
    dataset = published.dataset
    found = [dataset.publisher or "", dataset.spatial.label or "" if dataset.spatial else ""]
    for table in published.tables:
        columns = table.snapshot.columns if table.snapshot else ()
        found += [_CASES.sub(" ", column.name).replace("_", " ") for column in columns]
        found += table.quality.schema_title.values() if table.quality else ()
    return found


def _main_language(published: PublishedDataset) -> str:
    dataset = published.dataset
    return next(iter(dataset.languages or tuple(dataset.title)), "fr")


def _first(texts: Texts) -> str:
    return next(iter(texts.values()), "")
