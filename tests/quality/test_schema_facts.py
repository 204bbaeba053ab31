"""Our renditions of the schemas carry the official facts, in words of our own."""

import json
from pathlib import Path

import pytest

from federation.model import SchemaRef
from quality.schemas import shipped

SCHEMAS = Path(__file__).parents[2] / "quality" / "schemas" / "descriptors"
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


#: Earlier versions whose official file is at hand.
STORED = {
    ("etalab/schema-irve", "2.1.0"): "real/tables/irve/schema_v2.1.0.json",
    ("scdl/prenoms", "1.1.5"): "real/tables/prenoms/schema_HEAD.json",
}


@pytest.mark.parametrize(("ref", "stored"), STORED.items(), ids=lambda each: str(each))
def test_an_earlier_version_written_as_differences_has_the_official_facts(ref, stored, shared):
    described = read(shared / stored)
    assert described["version"].removeprefix("v") == ref[1]
    ours = shipped().body(SchemaRef(*ref))
    assert [facts(field) for field in ours["fields"]] == [
        facts(field) for field in described["fields"]
    ]
    for key in FACTS:
        assert ours.get(key) == described.get(key), key


def field_facts(name, version=None):
    body = shipped().body(shipped().exact(SchemaRef(name, version)))
    return {each["name"]: facts(each) for each in body["fields"]}


#: What else differs from the current version, as read in the registry (address: `source`).
CHANGED = {
    ("scdl/subventions", "2.0.2"): {"idBeneficiaire", "rnaBeneficiaire", "dispositifAide"},
    ("scdl/deliberations", "2.1.0"): {"DELIB_MATIERE_NOM"},
    ("etalab/schema-irve-statique", "2.2.0"): {"id_station_itinerance", "id_pdc_itinerance"},
    ("etalab/schema-irve-statique", "2.2.1"): {"id_station_itinerance", "id_pdc_itinerance"},
    ("etalab/schema-irve-dynamique", "2.2.1"): {"id_pdc_itinerance"},
}


def test_other_earlier_versions_differ_in_what_the_registry_says_and_only_there():
    for entry in shipped().list():
        if entry.kind != "tableschema":
            continue
        now = field_facts(entry.id)
        for version in entry.earlier:
            then = field_facts(entry.id, version)
            names = {*now, *then}
            differing = {name for name in names if now.get(name) != then.get(name)}
            assert differing == CHANGED.get((entry.id, version), set()), version
            assert [name for name in now if name in then] == list(then), version
            body = shipped().body(SchemaRef(entry.id, version))
            assert f"/{entry.id}/{version}/" in body["source"]
    old = shipped().load(SchemaRef("scdl/subventions", "2.0.2"))
    assert [check.name for check in old.checks] == ["french-siret-value"] * 2
    assert len(old.fields) == 14


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
