"""The official registry, its cache, and what two versions of a schema ask differently."""

import json
from copy import deepcopy

import pytest

from federation.errors import SchemaError
from federation.model import SchemaRef
from quality.schemas.cache import SchemaCache
from quality.schemas.differences import compare
from quality.schemas.library import SchemaLibrary
from quality.schemas.registry import OFFICIAL, mirrored, read_registry, version_order


def registry(*lines):
    return json.dumps({"schemas": list(lines)}).encode()


def line(name="etalab/arbres", *versions, **rest):
    listed = [
        {
            "version_name": each,
            "schema_url": f"https://schema.data.gouv.fr/schemas/{name}/{each}/s.json",
        }
        for each in versions or ("1.0.0",)
    ]
    return {"name": name, "title": "T", "schema_type": "tableschema", "versions": listed, **rest}


def test_the_official_registry_is_read_whole(shared):
    found = read_registry((shared / "standards/schemas/registry.json").read_bytes())
    assert len(found.entries) == 95
    labelled = {each.id for each in found if each.scdl}
    assert labelled == {each.id for each in SchemaLibrary().list()}
    assert found.get("SCDL/Subventions").latest == "2.1.1"
    assert found.get("scdl/deliberations").versions.keys() >= {"1.1.0", "2.1.5"}


def test_versions_are_in_the_order_of_their_numbers():
    found = read_registry(registry(line("a/b", "1.10.0", "1.9.2", "v2.0")))
    assert list(found.get("a/b").versions) == ["1.9.2", "1.10.0", "2.0"]
    assert sorted(["2.0", "10.0", "9.1"], key=version_order) == ["2.0", "9.1", "10.0"]


@pytest.mark.parametrize(
    "odd",
    [
        {},
        12,
        line("no-organisation"),
        line("../../etc/passwd"),
        line("a/.hidden"),
        {**line("a/b"), "versions": [{"version_name": "../1", "schema_url": "https://x.fr/s"}]},
        {**line("a/b"), "versions": [{"version_name": "1", "schema_url": "file:///etc/passwd"}]},
        {**line("a/b"), "versions": ["1.0"]},
    ],
)
def test_odd_entries_are_left_out(odd):
    assert list(read_registry(registry(odd, line("good/one"))).entries) == ["good/one"]


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b'{"schemas": 3}', b'{"schemas": []}', b"<html>"]
)
def test_what_is_no_registry_is_refused(body):
    with pytest.raises(SchemaError, match="not a registry"):
        read_registry(body)


def test_a_mirror_keeps_the_paths():
    address = "https://schema.data.gouv.fr/schemas/a/b/1/s.json"
    assert mirrored(address, "https://m.example/x/schemas.json") == (
        "https://m.example/x/schemas/a/b/1/s.json"
    )
    assert mirrored(address, OFFICIAL) is None
    assert mirrored("https://other.example/s.json", "https://m.example/schemas.json") is None


# Cache and library


BODY = {"title": "Arbres", "version": "1.0.0", "fields": [{"name": "essence"}]}


@pytest.fixture
def cache(tmp_path):
    return SchemaCache(tmp_path / "schemas")


def test_a_fetched_schema_answers_to_its_id_and_address(cache, tmp_path):
    library = SchemaLibrary(cache=cache)
    assert library.find("etalab/arbres") is None
    for version in ("1.9.0", "1.10.0"):
        cache.keep_version("etalab/arbres", version, json.dumps(BODY).encode())
    assert library.find("etalab/arbres") == SchemaRef("etalab/arbres")
    assert library.load(SchemaRef("etalab/arbres")).ref == SchemaRef("etalab/arbres", "1.10.0")
    assert library.get("etalab/arbres@1.9.0").ref.version == "1.9.0"
    assert "etalab/arbres" not in {each.id for each in library.list()}


def test_a_fetched_version_never_takes_the_place_of_a_shipped_one(cache):
    library = SchemaLibrary(cache=cache)
    cache.keep_version("scdl/prenoms", "1.1.6", json.dumps(BODY).encode())
    cache.keep_version("scdl/prenoms", "9.0.0", json.dumps(BODY).encode())
    cache.keep_version("scdl/prenoms", "1.0.0", json.dumps(BODY).encode())
    assert library.get("prenoms").ref == SchemaRef("scdl/prenoms", "1.1.6")
    assert len(library.get("prenoms").fields) == 6
    assert [each.name for each in library.get("scdl/prenoms@9.0.0").fields] == ["essence"]
    with pytest.raises(SchemaError, match=r"Available: 1\.0\.0, 1\.1\.5, 1\.1\.6, 9\.0\.0"):
        library.get("scdl/prenoms@3.0.0")


def test_a_declared_version_in_the_cache_is_used(cache, read, tmp_path):
    from quality.conformity.examine import examine

    older = {"fields": [{"name": "a", "type": "integer"}]}
    cache.keep_version("scdl/prenoms", "1.1.4", json.dumps(older).encode())
    report = examine(
        read(b"a,b\nx,1\n"),
        declared=SchemaRef("scdl/prenoms", "1.1.4"),
        library=SchemaLibrary(cache=cache),
        out=tmp_path / "e.parquet",
    ).report
    assert report.schema == SchemaRef("scdl/prenoms", "1.1.4")
    assert report.error_counts == {"type-error": 1}


@pytest.mark.parametrize("body", [b"", b"[1]", b"title: yaml", b"\xff\xfe"])
def test_what_is_no_schema_is_not_kept(cache, body):
    with pytest.raises(SchemaError, match="not a schema partage can use"):
        cache.keep_version("a/b", "1", body)
    assert cache.versions("a/b") == ()


def test_names_that_are_no_names_reach_no_file(cache):
    assert cache.version("../..", "1") is None
    assert cache.version("a/b", "../../x") is None
    assert cache.versions("../x/y") == ()


def test_a_schema_at_hand_answers_by_its_reference(make_schema, tmp_path):
    library = SchemaLibrary()
    own = library.hold(SchemaRef("https://x.example/s.json"), BODY)
    assert own.version == "1.0.0"
    assert library.find("https://x.example/s.json") == own
    assert library.load(own).fields[0].name == "essence"
    package = library.hold(SchemaRef("p"), {"resources": []}, (own,))
    assert library.members(package) == (own,)
    assert library.kind(package) == "datapackage"
    with pytest.raises(SchemaError, match="does not describe one table"):
        library.load(package)


def test_the_shipped_package_names_its_tables():
    members = SchemaLibrary().members(SchemaRef("etalab/schema-irve"))
    assert [each.id for each in members] == [
        "etalab/schema-irve-statique",
        "etalab/schema-irve-dynamique",
    ]


# Differences


OLD = {
    "fields": [
        {"name": "a", "type": "string", "constraints": {"required": True}},
        {"name": "b", "type": "number", "constraints": {"maximum": 5}, "title": "B"},
        {"name": "Code_Insee", "type": "string"},
        {"name": "d", "type": "date"},
    ]
}


def changed(change):
    body = deepcopy(OLD)
    change(body["fields"])
    return [(each.kind, each.field) for each in compare(OLD, body)]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (lambda fields: None, []),
        (lambda fields: fields[1].update(title="autre", description="x", example="3"), []),
        (lambda fields: fields.pop(0), [("removed", "a")]),
        (lambda fields: fields.append({"name": "e"}), [("added", "e")]),
        (lambda fields: fields[0].pop("constraints"), [("optional", "a")]),
        (lambda fields: fields[1]["constraints"].update(required=True), [("required", "b")]),
        (lambda fields: fields[1].update(type="integer"), [("type", "b")]),
        (lambda fields: fields[1]["constraints"].update(maximum=9), [("constraint", "b")]),
        (lambda fields: fields[1]["constraints"].clear(), [("constraint", "b")]),
        (lambda fields: fields[2].update(name="codeINSEE"), [("renamed", "codeINSEE")]),
        (lambda fields: fields[3].update(name="jour"), [("renamed", "jour")]),
        (lambda fields: fields.reverse(), [("order", None)]),
        (lambda fields: fields[0].update(format="default"), []),
    ],
)
def test_each_change_of_facts_is_told(change, expected):
    assert changed(change) == expected


def test_rules_of_the_whole_schema_are_compared():
    newer = {**OLD, "primaryKey": ["a"], "custom_checks": [{"name": "siret"}]}
    told = [each.message.render("en") for each in compare(OLD, newer)]
    assert len(told) == 2
    assert any("primaryKey" in each for each in told)


def test_what_is_shipped_is_the_official_version(shared):
    library = SchemaLibrary()
    compared = 0
    for entry in library.list():
        files = list((shared / "standards/schemas" / entry.id / entry.latest).glob("*.json"))
        if entry.kind != "tableschema" or not files:
            continue
        official = json.loads(files[0].read_text("utf-8"))
        assert compare(library.body(SchemaRef(entry.id, entry.latest)), official) == ()
        compared += 1
    assert compared == 11
