"""`partage validate`: forms of the report, corrected copies, documents and packages."""

import csv
import json
import re

import pytest
from typer.testing import CliRunner

from federation.model import SchemaRef
from orchestration.cli.app import app
from quality.schemas import shipped

LANES = [
    field.name
    for field in shipped().json_schema(SchemaRef("etalab/schema-amenagements-cyclables")).fields
]
HEADER = "COMMUNE_NOM,COLL_INSEE,ENFANT_SEXE,ENFANT_PRENOM,NOMBRE_OCCURRENCES,ANNEE"
RIGHT = f"{HEADER}\nLille,59350,F,Zoé,41,2024\n"
WRONG = f"{HEADER}\nLille,59350,F,Zoé,SECRET,2024\nLille,59350,f,Zoé,3,2024\n"


@pytest.fixture
def validate(tmp_path, monkeypatch):
    """Write a file and validate it: exit code, standard output, standard error."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("PARTAGE_LANG", "en")
    monkeypatch.chdir(tmp_path)

    def _validate(body, *arguments, name="f.csv"):
        path = tmp_path / name
        if body is not None:
            path.write_bytes(body if isinstance(body, bytes) else body.encode())
        done = CliRunner().invoke(app, ["validate", name, *arguments])
        return done.exit_code, done.stdout, done.stderr

    return _validate


@pytest.mark.parametrize(("body", "code"), [(RIGHT, 0), (WRONG, 1), (b"%PDF-1.7", 2), (None, 2)])
@pytest.mark.parametrize("form", ["text", "json", "html", "github"])
def test_exit_codes_are_the_same_in_every_form(validate, body, code, form):
    assert validate(body, "--schema", "prenoms", "--format", form)[0] == code


def test_json_is_a_form_too(validate):
    first = validate(WRONG, "--json")[1]
    assert json.loads(first) == json.loads(validate(WRONG, "--format", "json")[1])


def test_annotations_name_the_file_and_hold_no_cell(validate):
    code, out, _ = validate(WRONG, "--format", "github")
    assert code == 1
    assert out.startswith("::error file=f.csv,line=2,col=5,title=Wrong whole number::The column")
    assert "SECRET" not in out
    refused = validate(b"%PDF-1.7", "--format", "github", name="bad.csv")[1]
    assert refused.startswith("::error file=bad.csv::")


def test_the_page_is_written_where_asked(validate, tmp_path):
    code, out, _ = validate(WRONG, "--format", "html", "--report", "page.html")
    assert (code, out) == (1, "")
    page = (tmp_path / "page.html").read_text("utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert "SECRET" in page
    assert validate(WRONG, "--report", "absent/page.html")[0] == 2


def test_a_corrected_copy_is_written_and_examined_again(validate, tmp_path):
    body = f"{HEADER.lower()}\nLille;59350;f;Zoé;41;2024\n".replace(",", ";").encode("cp1252")
    code, _, told = validate(body, "--schema", "prenoms", "--fix", "out.csv")
    assert code == 1
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.reader(handle))
    assert rows == [HEADER.split(","), ["Lille", "59350", "F", "Zoé", "41", "2024"]]
    assert "UTF-8 instead of cp1252" in told
    assert "“commune_nom” renamed “COMMUNE_NOM”" in told
    assert re.search(r"Errors before: \d+; after: 0", told)
    assert validate(None, "--schema", "prenoms", name="out.csv")[0] == 0


def test_a_copy_never_replaces_its_source(validate, tmp_path):
    code, _, told = validate(WRONG, "--fix", "f.csv")
    assert code == 2
    assert "another name" in told
    assert (tmp_path / "f.csv").read_text() == WRONG
    code, _, told = validate(WRONG, "--fix", "absent/out.csv")
    assert code == 2
    assert "cannot be written" in told


def test_nothing_to_correct_is_told(validate):
    code, _, told = validate(RIGHT, "--fix", "out.csv")
    assert code == 0
    assert "Nothing could be corrected" in told


def test_geojson_is_recognised_and_judged_by_feature(validate):
    lane = {
        "type": "Feature",
        "geometry": {"type": "LineString", "coordinates": [[2.0, 48.0], [2.1, 48.1]]},
        "properties": {
            "id_local": "1", "code_com_d": "49007", "ame_d": "AUCUN", "code_com_g": "49007",
            "ame_g": "AUCUN", "regime_d": "ZONE 30", "sens_d": "BIDIRECTIONNEL",
            "largeur_d": 2.5, "date_maj": "2024-01-01", "statut_d": "EN SERVICE",
        },
    }  # fmt: skip
    wrong = {**lane, "properties": {**lane["properties"], "ame_d": "SECRET"}}
    body = json.dumps({"type": "FeatureCollection", "features": [lane, wrong]})
    schema = ("--schema", "etalab/schema-amenagements-cyclables")
    code, out, _ = validate(body, *schema, "--json", name="pistes.geojson")
    report = json.loads(out)
    assert code == 1
    assert [(each["rowNumber"], each["fieldName"]) for each in report["errors"]] == [(2, "ame_d")]
    assert report["stats"]["conformingRows"] == 1
    known = {name: [] if name == "nom_loc" else "x" for name in LANES}
    guessed = {**lane, "properties": {**known, **lane["properties"]}}
    body_of_all = json.dumps({"type": "FeatureCollection", "features": [guessed]})
    found = json.loads(validate(body_of_all, "--json", name="toutes.geojson")[1])
    assert found["schema"] == "etalab/schema-amenagements-cyclables 0.3.5"
    assert (found["schemaDeclared"], found["confidence"] > 0.7) == (False, True)
    text = validate(body, *schema, name="pistes.geojson")[1]
    assert "Object number 2 of the file" in text
    assert validate(body, *schema, "--fix", "out.csv", name="pistes.geojson")[0] == 2
    page = validate(body, *schema, "--format", "html", name="pistes.geojson")[1]
    assert '<th scope="row">2</th>' in page
    code, out, _ = validate(RIGHT, *schema, "--json")
    assert code == 2
    assert json.loads(out)["error"]["code"] == "wrong-format"


@pytest.mark.parametrize("part", ["statique", "dynamique"])
def test_a_file_of_the_irve_package_finds_its_table(validate, shared, part):
    path = shared / f"real/tables/irve/v2.3.1_exemple-valide-{part}.csv"
    code, out, _ = validate(path.read_bytes(), "--schema", "etalab/schema-irve", "--json")
    assert code == 0
    assert json.loads(out)["schema"] == f"etalab/schema-irve-{part} 2.3.1"
    assert validate("a,b\n1,2\n", "--schema", "etalab/schema-irve")[0] == 2


def test_a_decimal_comma_is_told_in_plain_words(validate):
    out = validate("lieu;largeur\nrue;2,50\nquai;3\n")[1]
    assert "Numbers are written with a comma before their decimals in: “largeur”" in out
