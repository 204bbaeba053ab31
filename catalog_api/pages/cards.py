"""A dataset in a list: what a reader needs to choose, from its stored document."""

from collections.abc import Mapping
from typing import Any

from catalog_api.catalogue import Catalogue
from catalog_api.words import vocabulary
from federation.i18n import Message, msg, pick
from federation.model import State

_SHORT = 240  # characters of a description


def card(document: Mapping[str, Any], catalogue: Catalogue, locale: str) -> dict[str, Any]:
    """Title, short description, city, badges, formats and date."""
    city = catalogue.federation().city(document["city"]["id"])
    names = city.names if city else document["city"]["names"]
    return {
        "name": document["name"],
        "title": pick(document["title"], locale) or document["name"],
        "description": shorten(pick(document["description"], locale)),
        "city": pick(names, locale),
        "city_id": document["city"]["id"],
        "changed": document["changed"],
        "themes": [
            pick(theme["label"], locale)
            for theme in document["themes"]
            if theme["code"] in vocabulary.THEMES
        ],
        "badges": badges(document["tables"]),
        "rows": sum(table["snapshot"]["rows"] for table in document["tables"] if table["snapshot"]),
    }


def shorten(text: str) -> str:
    """The beginning of a text, cut between words."""
    flat = " ".join(text.split())
    if len(flat) <= _SHORT:
        return flat
    return flat[:_SHORT].rsplit(" ", 1)[0].rstrip(",;:.") + "…"


def badges(tables: list[dict[str, Any]]) -> list[tuple[str, Message]]:
    """Style and words for each thing worth seeing at a glance."""
    found: list[tuple[str, Message]] = []
    published = [table for table in tables if table["state"] == State.PUBLISHED]
    found += _conformity(published)
    if any(table["links"]["anonymisation"] for table in published):
        found.append(("safe", msg("Anonymised")))
    states = [table["state"] for table in tables]
    if State.QUARANTINED in states:
        found.append(("warn", msg("In quarantine")))
    if State.REJECTED in states or State.FAILED in states:
        found.append(("warn", msg("Unreadable file")))
    if not tables:
        found.append(("plain", msg("Links only")))
    return found


def _conformity(published: list[dict[str, Any]]) -> list[tuple[str, Message]]:
    verdicts = [table["conformity"] for table in published if table["conformity"]]
    judged = [verdict for verdict in verdicts if verdict["valid"] is not None]
    errors = sum(verdict["errors"] for verdict in judged if not verdict["valid"])
    if errors:
        return [("error", msg("Errors: %(count)s", count=errors))]
    if judged and all(verdict["valid"] for verdict in judged):
        return [("good", msg("Conforms to its schema"))]
    return []
