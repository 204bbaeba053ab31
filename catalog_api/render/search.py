"""What the search index holds about a dataset. Nothing that was withheld is in it."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from catalog_api.render import ckan, parts
from catalog_api.render.places import box
from catalog_api.words import vocabulary
from federation.frequency import age_allowed
from federation.model import Texts
from federation.published import (
    CityDocument,
    FederationDocument,
    PublishedDataset,
    SearchDocument,
    Table,
)

_RIGHTS = re.compile(r"/access-right/([A-Z_]+)$")


def search_document(published: PublishedDataset, federation: FederationDocument) -> SearchDocument:
    """Texts by language, and raw facet values (theme codes, short licence ids, schema ids)."""
    dataset, tables = published.dataset, published.tables
    city = parts.city_of(published, federation)
    return SearchDocument(
        id=published.id,
        name=published.name,
        city=published.city_id,
        country=city.country,
        organization=dataset.publisher or _first(city.names),
        title=dict(dataset.title),
        text=_texts(published),
        keywords=parts.unique(word for words in dataset.keywords.values() for word in words),
        themes=parts.unique(vocabulary.code_of(uri) for uri in dataset.themes),
        formats=_formats(published),
        licence=vocabulary.licence_id(dataset.licence),
        schemas=parts.unique(table.schema.id for table in tables if table.schema),
        languages=parts.unique(dataset.languages or tuple(dataset.title)),
        modified=parts.utc(published.last_changed) or "",
        created=parts.utc(published.first_published) or "",
        tags={code: parts.unique(words) for code, words in dataset.keywords.items()},
        columns=_columns(published),
        places=_places(published, city),
        partnerships=tuple(
            one.id for one in federation.partnerships if published.city_id in one.cities
        ),
        axes=dataset.axes,
        access=_access(dataset.access_rights),
        conformity=parts.unique(_conformity(table) for table in tables if parts.served(table)),
        scores=_scores(published),
        box=box(dataset.spatial) if dataset.spatial else None,
        period=_period(dataset.temporal),
        updated=parts.utc(_updated(published)) or "",
        due=parts.utc(_due(published)) or "",
        resources=tuple(_resources(published)),
        extras=ckan.lookups(published),
    )


def _texts(published: PublishedDataset) -> Texts:
    """Descriptions and themes, under the language they are written in."""
    dataset = published.dataset
    gathered: dict[str, list[str]] = {}
    spoken: list[Texts] = [dataset.description]
    for table in published.tables:
        spoken += [table.title, table.description]
        spoken += [table.quality.schema_title] if table.quality else []
    spoken += [vocabulary.theme_texts(uri) for uri in dataset.themes]
    for texts in spoken:
        for language, text in texts.items():
            gathered.setdefault(language, []).append(text)
    return {language: "\n".join(parts.unique(found)) for language, found in gathered.items()}


def _formats(published: PublishedDataset) -> tuple[str, ...]:
    formats = [table.format or "" for table in published.tables]
    formats += ["CSV", "PARQUET"] if any(map(parts.served, published.tables)) else []
    formats += [found.format or "" for found in parts.other_distributions(published)]
    return parts.unique(found.upper() for found in formats)


def _columns(published: PublishedDataset) -> tuple[str, ...]:
    """Columns of the tables whose data is published: the anonymised ones, nothing else."""
    return parts.unique(
        column.name
        for table in published.tables
        if parts.served(table) and table.snapshot
        for column in table.snapshot.columns
    )


def _places(published: PublishedDataset, city: CityDocument) -> tuple[str, ...]:
    spatial = published.dataset.spatial
    return parts.unique((*city.names.values(), spatial.label or "" if spatial else ""))


def _access(rights: str | None) -> str:
    """The code of an access right of the EU list; publishers' own words are no facet."""
    found = _RIGHTS.search(rights or "")
    return found[1] if found else ""


def _conformity(table: Table) -> str:
    valid = table.quality.valid if table.quality else None
    return "no-schema" if valid is None else "conforming" if valid else "errors"


def _scores(published: PublishedDataset) -> Mapping[str, int]:
    three = published.grades.three if published.grades else ()
    return {each.name.value: each.score for each in three if each.score is not None}


def _period(temporal: tuple[str | None, str | None] | None) -> tuple[str, str] | None:
    if not temporal or not any(temporal):
        return None
    return temporal[0] or "", temporal[1] or ""


def _updated(published: PublishedDataset) -> datetime | None:
    """When the data last changed, by the portal's own dates."""
    dataset = published.dataset
    dates = [dataset.modified, *(found.modified for found in dataset.distributions)]
    return max((told for one in dates if (told := parts.aware(one))), default=None)


def _due(published: PublishedDataset) -> datetime | None:
    """When the data is late at the frequency declared."""
    last, allowed = _updated(published), age_allowed(published.dataset.frequency)
    return last + timedelta(days=allowed) if last and allowed is not None else None


def _resources(published: PublishedDataset) -> Iterator[str]:
    """Ids of what CKAN calls resources, in no order."""
    for table in published.tables:
        if parts.served(table):
            yield table.id
            yield parts.parquet_id(table)
    for found in parts.other_distributions(published):
        yield parts.link_id(published, found)


def _first(texts: Texts) -> str:
    return next(iter(texts.values()), "")
