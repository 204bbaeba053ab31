"""`partage schemas`, and schemas from the web: a loopback registry, a cache, differences told."""

import json
from pathlib import Path

import pytest

ARBRES = {
    "title": "Arbres",
    "version": "1.0.0",
    "fields": [
        {
            "name": "essence",
            "type": "string",
            "title": "Essence",
            "example": "chêne",
            "constraints": {"required": True, "enum": ["chêne", "hêtre"]},
        },
        {"name": "hauteur", "type": "number", "constraints": {"minimum": 1}},
    ],
}
STATE = Path(__file__).parents[2] / "quality" / "schemas" / "descriptors"


def entry(site, name, *versions, scdl=False, kind="tableschema", official=False):
    base = "https://schema.data.gouv.fr/schemas" if official else f"{site.url}/files"
    return {
        "name": name,
        "title": name.split("/")[1],
        "schema_type": kind,
        "labels": ["Socle Commun des Données Locales"] if scdl else [],
        "versions": [
            {"version_name": each, "schema_url": f"{base}/{name}/{each}/schema.json"}
            for each in versions
        ],
    }


@pytest.fixture
def web(site, federate):
    """A registry on loopback, `web.publish(entries, {path: body})`, and a federation to ask."""

    class Web:
        federation = federate()
        url = f"{site.url}/schemas.json"
        asked = site.asked

        def publish(self, entries, files):
            site.paths["/schemas.json"] = json.dumps({"schemas": entries}).encode()
            for path, body in files.items():
                site.paths[path] = json.dumps(body).encode()

        def json(self, *arguments, code=0):
            return json.loads(self.ask(*arguments, "--json", code=code))

        def ask(self, *arguments, code=0):
            registry = ["--registry", self.url] if arguments[:2] == ("schemas", "sync") else []
            return self.federation.ask(*arguments, *registry, code=code, language="en")

        def remove(self, path):
            del site.paths[path]

        def entry(self, *arguments, **rest):
            return entry(site, *arguments, **rest)

        def at(self, path):
            return site.url + path

    return Web()


def prenoms():
    return json.loads((STATE / "scdl/prenoms/1.1.6.json").read_text("utf-8"))


def test_list_tells_what_comes_with_partage(web):
    lines = {each["id"]: each for each in web.json("schemas", "list")["schemas"]}
    assert len(lines) == 14
    grants = lines["scdl/subventions"]
    assert (grants["version"], grants["fields"], grants["required"]) == ("2.1.1", 16, 11)
    assert lines["etalab/schema-amenagements-cyclables"]["fields"] == 30
    assert lines["etalab/schema-irve"]["fields"] is None
    text = web.ask("schemas", "list")
    assert "Grants awarded" in text
    assert "with partage" in text
    assert grants["shipped"] == ["2.0.2", "2.1.0", "2.1.1"]
    assert "earlier: 2.0.2, 2.1.0" in " ".join(text.replace("│", " ").split())


def test_show_explains_each_column_in_plain_words(web):
    text = web.ask("schemas", "show", "subventions")
    assert "dateConvention" in text
    assert "date, written year-month-day, required" in text
    assert "Accepted values: aide en numéraire;" in text
    body = web.json("schemas", "show", "prenoms")
    sex = next(each for each in body["fields"] if each["name"] == "ENFANT_SEXE")
    assert (sex["required"], sex["values"], sex["example"]) == (True, ["M", "F", "I"], "F")
    assert web.json("schemas", "show", "bal", "--version", "1.3.0")["version"] == "1.3.0"
    lanes = web.json("schemas", "show", "amenagements-cyclables")
    assert len(lanes["fields"]) == 30
    package = web.json("schemas", "show", "etalab/schema-irve")
    assert package["tables"][0].startswith("etalab/schema-irve-statique")


def test_show_of_an_unknown_name_gives_the_closest(web):
    assert "scdl/subventions" in web.ask("schemas", "show", "subvention", code=1)


def test_sync_tells_what_the_registry_changed_and_changes_no_verdict(web, tmp_path):
    same = prenoms()
    newer = prenoms()
    newer["fields"][1]["constraints"]["required"] = False
    newer["fields"].append({"name": "SOURCE", "constraints": {"required": True}})
    web.publish(
        [
            web.entry("scdl/prenoms", "1.1.4", "1.1.6", "2.0.0", scdl=True),
            web.entry("scdl/budget", "0.8.3", scdl=True),
            web.entry("etalab/schema-bal", "1.5.0", scdl=True, kind="other"),
            web.entry("etalab/arbres", "1.0.0"),
        ],
        {
            "/files/scdl/prenoms/1.1.4/schema.json": same,
            "/files/scdl/prenoms/2.0.0/schema.json": newer,
            "/files/scdl/budget/0.8.3/schema.json": {"fields": [{"name": "BGT_NATDEC"}]},
        },
    )
    found = {each["id"]: each for each in web.json("schemas", "sync", code=1)["schemas"]}
    assert found["scdl/prenoms"]["state"] == "newer"
    assert found["scdl/prenoms"]["fetched"] == ["1.1.4", "2.0.0"]
    assert [(each["kind"], each["field"]) for each in found["scdl/prenoms"]["differences"]] == [
        ("added", "SOURCE"), ("optional", "COLL_INSEE"),
    ]  # fmt: skip
    assert found["scdl/budget"]["state"] == "changed"
    assert found["etalab/schema-bal"]["state"] == "same"
    assert "etalab/arbres" not in found
    # Absent from this registry: told, hence the exit code.
    assert found["scdl/subventions"]["state"] == "failed"

    file = tmp_path / "prenoms.csv"
    file.write_text("COLL_INSEE,ENFANT_SEXE,ENFANT_PRENOM,NOMBRE_OCCURRENCES,ANNEE\n"
                    "49007,F,Zoé,3,2024\n", encoding="utf-8")  # fmt: skip
    assert web.json("validate", str(file))["schema"] == "scdl/prenoms 1.1.6"
    assert web.json("validate", str(file), "--schema", "prenoms")["valid"] is True
    wanted = web.json("validate", str(file), "--schema", "scdl/prenoms@2.0.0", code=1)
    assert wanted["schema"] == "scdl/prenoms 2.0.0"
    assert [each["fieldName"] for each in wanted["errors"]] == ["SOURCE"]
    listed = {each["id"]: each for each in web.json("schemas", "list")["schemas"]}
    assert listed["scdl/prenoms"]["cached"] == ["1.1.4", "2.0.0"]
    assert listed["scdl/prenoms"]["version"] == "1.1.6"


def test_a_second_sync_asks_again_for_the_newest_only(web):
    web.publish(
        [web.entry("etalab/arbres", "0.9.0", "1.0.0")],
        {
            "/files/etalab/arbres/0.9.0/schema.json": ARBRES,
            "/files/etalab/arbres/1.0.0/schema.json": ARBRES,
        },
    )
    first = web.json("schemas", "sync", "etalab/arbres")["schemas"]
    assert [(each["state"], each["fetched"]) for each in first] == [("new", ["0.9.0", "1.0.0"])]
    web.asked.clear()
    web.json("schemas", "sync", "etalab/arbres")
    assert [path for _, path in web.asked] == [
        "/schemas.json", "/files/etalab/arbres/1.0.0/schema.json",
    ]  # fmt: skip


def test_a_mirror_is_asked_for_the_files_too(web):
    web.publish(
        [web.entry("etalab/arbres", "1.0.0", official=True)],
        {"/schemas/etalab/arbres/1.0.0/schema.json": ARBRES},
    )
    found = web.json("schemas", "sync", "etalab/arbres")["schemas"]
    assert found[0]["fetched"] == ["1.0.0"]
    text = web.ask("schemas", "list", "--all")
    assert "etalab/arbres" in text


def test_sync_of_what_is_no_registry_says_so(web):
    web.publish([], {})
    assert "not a registry of schemas" in web.ask("schemas", "sync", code=1)
    web.publish([web.entry("etalab/arbres", "1.0.0")], {})
    assert "no schema absent/one" in web.ask("schemas", "sync", "absent/one", code=1)
    assert "could not be fetched" in web.ask("schemas", "sync", "etalab/arbres", code=1)


def trees(tmp_path, *lines):
    file = tmp_path / "arbres.csv"
    file.write_text("\n".join(["essence,hauteur", *lines]) + "\n", encoding="utf-8")
    return str(file)


def test_a_schema_by_its_address_is_fetched_kept_and_reused(web, tmp_path):
    address = web.at("/files/arbres.json")
    web.publish([], {"/files/arbres.json": ARBRES})
    file = trees(tmp_path, "chêne,3", "sapin,0.5")
    body = web.json("validate", file, "--schema", address, code=1)
    assert body["schema"] == f"{address} 1.0.0"
    assert [each["fieldName"] for each in body["errors"]] == ["essence", "hauteur"]
    web.remove("/files/arbres.json")
    told = web.federation.ask("validate", file, "--schema", address, code=1, language="en")
    assert "fetched earlier" in told
    assert "Not valid: 2 errors" in told


def test_a_package_by_its_address_finds_the_right_table(web, tmp_path):
    roads = {"fields": [{"name": each} for each in ("rue", "debut", "fin", "largeur")]}
    inside = {**ARBRES, "fields": [*ARBRES["fields"], {"name": "rue"}, {"name": "plantation"}]}
    package = {
        "resources": [{"name": "a", "schema": "roads.json"}, {"name": "b", "schema": inside}]
    }
    web.publish([], {"/p/datapackage.json": package, "/p/roads.json": roads})
    file = tmp_path / "arbres.csv"
    file.write_text("essence,hauteur,rue,plantation\nsapin,3,x,2020\n", encoding="utf-8")
    body = web.json("validate", str(file), "--schema", web.at("/p/datapackage.json"), code=1)
    assert body["schema"] == web.at("/p/datapackage.json#2") + " 1.0.0"
    assert [each["fieldName"] for each in body["errors"]] == ["essence"]


@pytest.mark.parametrize("answer", [b"<html>", b"[]", b'{"title": "nothing"}'])
def test_an_address_that_is_no_schema_is_told(web, site, tmp_path, answer):
    site.paths["/x"] = answer
    body = web.json("validate", trees(tmp_path, "chêne,3"), "--schema", web.at("/x"), code=2)
    assert body["valid"] is False
    assert "schema" in body["error"]["message"]


def test_private_addresses_are_not_asked(federate, site, tmp_path):
    federation = federate(network={"allow_private": []})
    site.paths["/a.json"] = json.dumps(ARBRES).encode()
    told = federation.ask(
        "validate", trees(tmp_path, "chêne,3"), "--schema", f"{site.url}/a.json", code=2
    )
    assert site.asked == []
    assert "127.0.0.1" in told


def test_a_schema_of_ones_own_file_is_used(web, tmp_path):
    own = tmp_path / "arbres.json"
    own.write_text(json.dumps(ARBRES), encoding="utf-8")
    body = web.json("validate", trees(tmp_path, "sapin,3"), "--schema", str(own), code=1)
    assert body["schema"] == "arbres 1.0.0"
    assert body["errors"][0]["fieldName"] == "essence"
