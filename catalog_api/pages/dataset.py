"""What the page of a dataset shows: its tables, one of them in full, its origin and versions."""

from typing import Any

import orjson

from catalog_api.catalogue import Catalogue
from catalog_api.native import copies, data
from catalog_api.pages import grades as grades_page
from catalog_api.pages import history as history_page
from catalog_api.pages.cards import badges
from catalog_api.render.schema_org import schema_org, script
from catalog_api.render.turtle import web_iri
from catalog_api.web.problems import Problem
from catalog_api.words import vocabulary
from federation.i18n import pick
from federation.published import StoredDataset, Table

_PREVIEW = 20  # rows


def dataset_view(
    catalogue: Catalogue, stored: StoredDataset, wanted: str, locale: str
) -> dict[str, Any]:
    """Values for the template; `wanted` is the table to show in full."""
    document = orjson.loads(stored.json)
    tables = [{**table, "badges": badges([table])} for table in document["tables"]]
    chosen = _choose(tables, wanted)
    city = catalogue.federation().city(document["city"]["id"])
    return {
        "dataset": document,
        "title": pick(document["title"], locale) or stored.name,
        "description": pick(document["description"], locale),
        "keywords": _keywords(document["keywords"], locale),
        "city_names": city.names if city else document["city"]["names"],
        "tables": tables,
        "chosen": chosen,
        "table": _table(catalogue, chosen["id"]) if chosen else None,
        "preview": _preview(catalogue, chosen) if chosen and chosen["snapshot"] else None,
        "release": stored.seq,
        "frequency": pick(vocabulary.FREQUENCIES.get(document["frequency"] or "", {}), locale),
        "is_web": is_web,
        "markup": script(schema_org(document, catalogue.federation().base_url, locale)),
        **_copies(catalogue, stored, locale),
        **grades_page.of_dataset(catalogue, stored.id),
        **history_page.of_dataset(catalogue, stored.id, locale),
    }


def is_web(address: str | None) -> bool:
    """Whether a publisher's address may be a link: http or https only."""
    return web_iri(address) is not None


def _copies(catalogue: Catalogue, stored: StoredDataset, locale: str) -> dict[str, Any]:
    """The original where this is a copy, the other copies, and what only looks alike."""
    federation = catalogue.federation()
    same = copies.others(stored, catalogue.reader.same([stored]))
    alike = catalogue.reader.alike(stored)
    original = next((one for one in same if one.id == stored.copy_of), None)
    return {
        "original": copies.shown(original, federation, locale) if original else None,
        "copies": [copies.shown(one, federation, locale) for one in same if one is not original],
        "alike": [copies.shown(one, federation, locale) for one in alike],
    }


def _choose(tables: list[dict[str, Any]], wanted: str) -> dict[str, Any] | None:
    """The table asked for, else the first published, else the first."""
    order = [
        *(table for table in tables if table["id"] == wanted),
        *(table for table in tables if table["snapshot"]),
        *tables,
    ]
    return order[0] if order else None


def _table(catalogue: Catalogue, table_id: str) -> Table | None:
    """The table with its reports; None in the moment between two releases."""
    found = catalogue.reader.table(table_id)
    return found[1] if found else None


def _preview(catalogue: Catalogue, chosen: dict[str, Any]) -> list[dict[str, Any]] | None:
    try:
        _, _, path = catalogue.snapshot(chosen["id"])
        rows = data.rows(path, _PREVIEW)
    except Problem:
        return None
    return [{name: _cell(value) for name, value in row.items()} for row in rows]


def _cell(value: Any) -> Any:  # noqa: ANN401 - of any type of column
    """A whole number without “.0”, as the CSV has it."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _keywords(words: dict[str, list[str]], locale: str) -> list[str]:
    """Keywords in the reader's language, else in the one they have."""
    return words.get(locale) or next(iter(words.values()), [])
