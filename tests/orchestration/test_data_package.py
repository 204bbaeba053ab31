"""Two tables and the link between them: `partage validate datapackage.json`, and the pipeline."""

import json

import pytest
from typer.testing import CliRunner

from orchestration.cli.app import app

TOWNS = "code,nom\n59350,Lille\n"
PLACES = "lieu,commune\nGare,59350\n"
WRONG = "lieu,commune\nGare,59350\nPort,99999\n"
STRING = {"type": "string"}
LINK = {"fields": "commune", "reference": {"resource": "communes", "fields": "code"}}
PACKAGE = {
    "name": "lieux",
    "resources": [
        {
            "name": "lieux",
            "path": "data/places.csv",
            "schema": {
                "fields": [{"name": "lieu", **STRING}, {"name": "commune", **STRING}],
                "foreignKeys": [LINK],
            },
        },
        {"name": "communes", "path": "data/towns.csv", "schema": "communes.json"},
    ],
}
TOWN_FIELDS = {"fields": [{"name": "code", **STRING}, {"name": "nom", **STRING}]}


@pytest.fixture
def package(tmp_path, monkeypatch):
    """Write a package and validate it: exit code, standard output, standard error."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("PARTAGE_LANG", "en")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "data").mkdir()
    (tmp_path / "communes.json").write_text(json.dumps(TOWN_FIELDS), "utf-8")

    def _package(places=PLACES, *arguments, towns=TOWNS, body=PACKAGE):
        (tmp_path / "data" / "places.csv").write_text(places, "utf-8")
        if towns is not None:
            (tmp_path / "data" / "towns.csv").write_text(towns, "utf-8")
        (tmp_path / "datapackage.json").write_text(json.dumps(body), "utf-8")
        done = CliRunner().invoke(app, ["validate", "datapackage.json", *arguments])
        return done.exit_code, done.stdout, done.stderr

    return _package


def test_the_foreign_keys_of_a_package_are_judged(package):
    assert package()[0] == 0
    code, out, _ = package(WRONG, "--json")
    found = json.loads(out)
    assert (code, found["valid"]) == (1, False)
    places, towns = found["tables"]
    assert [(each["type"], each["rowNumber"]) for each in places["errors"]] == [("foreign-key", 3)]
    assert (places["name"], places["valid"], towns["name"], towns["valid"]) == (
        "lieux",
        False,
        "communes",
        True,
    )
    assert not [each for each in places["warnings"] if each["type"] == "check-error"]


def test_the_verdict_is_that_of_frictionless(package, tmp_path):
    from frictionless import Package

    for places in (PLACES, WRONG):
        code, out, _ = package(places, "--json")
        ours = [
            (number, each["type"], each["rowNumber"])
            for number, table in enumerate(json.loads(out)["tables"])
            for each in table["errors"]
        ]
        theirs = [
            (number, error.type, error.row_number)
            for number, task in enumerate(Package("datapackage.json").validate().tasks)
            for error in task.errors
        ]
        assert ours == theirs
        assert code == int(bool(theirs))


def test_each_table_has_its_part_of_the_report(package):
    code, out, _ = package(WRONG)
    assert code == 1
    assert out.index("== Table lieux ==") < out.index("== Table communes ==")
    code, out, _ = package(WRONG, "--format", "github")
    assert (code, "99999" in out) == (1, False)
    assert out.startswith("::error file=data/places.csv,line=3")


def test_a_table_that_cannot_be_read_is_said_and_the_others_judged(package):
    code, out, _ = package(PLACES, "--json", towns="")
    places, towns = json.loads(out)["tables"]
    assert code == 2
    assert towns["error"]["code"] == "empty"
    assert [each["type"] for each in places["warnings"]] == ["check-error"]


@pytest.mark.parametrize("path", ["../towns.csv", "/etc/hosts", "https://x.fr/a.csv", ["a", "b"]])
def test_a_package_only_opens_files_of_its_folder(package, path):
    body = {**PACKAGE, "resources": [{**PACKAGE["resources"][1], "path": path}]}
    code, _, err = package(body=body)
    assert code == 2
    assert "no single file in its folder" in err


def test_what_shows_or_mends_one_table_is_refused(package):
    assert "a page shows one" in package(PLACES, "--format", "html")[2]
    assert package(PLACES, "--fix", "copy.csv")[0] == 2


def test_an_unknown_schema_is_an_error(package):
    resource = {**PACKAGE["resources"][1], "schema": "no-such-schema"}
    assert package(body={**PACKAGE, "resources": [resource]})[0] == 2


def test_other_json_files_are_tables_as_before(package, tmp_path):
    (tmp_path / "rows.json").write_text('[{"a": 1}]', "utf-8")
    assert CliRunner().invoke(app, ["validate", "rows.json"]).exit_code == 0


HEADER = "id_pdc_itinerance,etat_pdc,occupation_pdc,horodatage"


def test_a_harvested_dataset_links_its_two_tables(federate, folder):
    """IRVE: the static table, recognised, is looked up by the dynamic one."""
    from quality.schemas import shipped

    example = {
        field.name: field.example or ""
        for field in shipped().get("etalab/schema-irve-statique").fields
    }
    row = ",".join(f'"{cell}"' for cell in example.values())
    (folder / "stations.csv").write_text(f"{','.join(example)}\n{row}\n", "utf-8")
    there = example["id_pdc_itinerance"]
    state = "en_service,libre,2022-10-18T12:35:49+00:00"
    live = f"{HEADER}\n{there},{state}\nFRXYZE0000000009,{state}\n"
    (folder / "live.csv").write_text(live, "utf-8")
    resources = [{"name": name, "path": f"{name}.csv"} for name in ("stations", "live")]
    (folder / "datapackage.json").write_text(
        json.dumps({"name": "bornes", "title": "Bornes", "resources": resources}), "utf-8"
    )
    source = {"id": "bornes", "connector": "files", "url": "fichiers/datapackage.json"}
    federation = federate(source)
    (tally,) = federation.run()
    assert (tally.error, tally.published) == (None, 2)
    report = next(
        table.quality
        for table in federation.tables().values()
        if table.quality.columns[1] == "etat_pdc"
    )
    (warning,) = [each for each in report.warnings if each.type.startswith(("check", "reference"))]
    assert (warning.type, warning.row) == ("reference-warning", 3)
    assert not list((federation.home / "work").rglob("sibling-*"))
