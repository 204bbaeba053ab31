"""Our renditions of the schemas carry the official facts, in words of our own."""

import json
from pathlib import Path

import pytest

SCHEMAS = Path(__file__).parents[2] / "quality" / "schemas"
WORDS = {"title", "titles", "description", "example", "examples"}
#: Facts of the whole schema; others are words, contributors and links.
FACTS = ("missingValues", "primaryKey", "foreignKeys", "custom_checks")


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def tabular():
    return [entry for entry in read(SCHEMAS / "index.json") if entry["kind"] == "tableschema"]


def official(shared, entry, version):
    """The official file of a version, None where it is not at hand."""
    if entry["id"] == "etalab/schema-bal":
        found = shared / "real/tables/bal/schema" / f"bal_schema_v{version[:3]}.json"
    else:
        found = next((shared / "standards/schemas" / entry["id"] / version).glob("*.json"), None)
    return read(found) if found is not None and found.exists() else None


def facts(field):
    kept = {key: value for key, value in field.items() if key not in WORDS}
    if isinstance(kept.get("arrayItem"), dict):
        inner = kept["arrayItem"].items()
        kept["arrayItem"] = {key: value for key, value in inner if key not in WORDS}
    return kept


@pytest.mark.parametrize("entry", tabular(), ids=lambda entry: entry["id"])
def test_every_fact_is_the_official_one(entry, shared):
    for version in entry["versions"]:
        described = official(shared, entry, version)
        assert described is not None, version
        ours = read(SCHEMAS / entry["id"] / f"{version}.json")
        assert [facts(field) for field in ours["fields"]] == [
            facts(field) for field in described["fields"]
        ]
        for key in FACTS:
            assert ours.get(key) == described.get(key), key


@pytest.mark.parametrize("entry", tabular(), ids=lambda entry: entry["id"])
def test_the_words_are_our_own(entry, shared):
    described = official(shared, entry, entry["latest"])
    ours = read(SCHEMAS / entry["id"] / f"{entry['latest']}.json")
    for field, theirs in zip(ours["fields"], described["fields"], strict=True):
        assert field["description"], field["name"]
        assert field["description"] != theirs.get("description"), field["name"]


def test_the_index_lists_every_schema_in_three_languages():
    entries = read(SCHEMAS / "index.json")
    assert len(entries) == 14
    for entry in entries:
        assert {"fr", "en", "es"} <= entry["titles"].keys()
        for version in entry["versions"]:
            assert (SCHEMAS / entry["id"] / f"{version}.json").is_file()
