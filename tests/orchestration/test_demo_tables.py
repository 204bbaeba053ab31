"""The demonstration's tables are what its README says: valid, faulty, personal, unreadable."""

import csv
import io
import json
import re
import subprocess
import sys
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest
from openpyxl import load_workbook
from stdnum import luhn
from stdnum.be import nn
from stdnum.ec import ci
from stdnum.es import cif, dni
from stdnum.fr import nir, siret

ROOT = Path(__file__).parents[2]
DATA = ROOT / "examples" / "demo" / "data"
SCHEMAS = ROOT.parent / "shared" / "standards" / "schemas"

VALID = {
    "lille/subventions-2025.csv": "scdl/subventions/2.1.1/schema.json",
    "lille/prenoms-2025.csv": "scdl/prenoms/1.1.6/schema.json",
    "lille/menus-cantines.csv": "scdl/menus-collectifs/1.2.3/schema.json",
    "namur/bornes-recharge.csv": "etalab/schema-irve-statique/2.3.1/schema-statique.json",
    "namur/prenoms-2025.csv": "scdl/prenoms/1.1.6/schema.json",
}


def rows(name, encoding="utf-8", delimiter=","):
    text = (DATA / name).read_bytes().decode(encoding)
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter))


def validate(name, schema, **options):
    """Frictionless's errors against an official descriptor; its custom checks are not run."""
    from frictionless import Resource, Schema, system

    if not SCHEMAS.is_dir():
        pytest.skip(
            "needs ../shared beside the repository (put the reference material there): "
            "official schemas"
        )
    descriptor = json.loads((SCHEMAS / schema).read_text(encoding="utf-8"))
    with system.use_context(trusted=True):
        resource = Resource(
            path=str(DATA / name), schema=Schema.from_descriptor(descriptor), **options
        )
        return resource.validate().tasks[0].errors


def test_the_generator_writes_the_same_bytes_again(tmp_path):
    script = ROOT / "scripts" / "make_demo.py"
    subprocess.run([sys.executable, script, tmp_path], check=True, capture_output=True)
    written = {p.relative_to(tmp_path): p.read_bytes() for p in tmp_path.rglob("*") if p.is_file()}
    kept = {p.relative_to(DATA): p.read_bytes() for p in DATA.rglob("*") if p.is_file()}
    assert set(kept) - set(written) == {Path("dakar/datapackage.json"), Path("dakar/liste.csv")}
    assert {name for name, body in written.items() if kept.get(name) != body} == set()


@pytest.mark.parametrize(("name", "schema"), VALID.items())
def test_tables_said_valid_are_valid(name, schema):
    assert validate(name, schema, encoding="utf-8") == []
    assert 50 <= len(rows(name)) <= 400


def test_valid_grants_pass_the_custom_checks_too():
    grants = rows("lille/subventions-2025.csv")
    assert all(siret.is_valid(row["idAttribuant"]) for row in grants)
    assert all(not row["idBeneficiaire"] or siret.is_valid(row["idBeneficiaire"]) for row in grants)
    assert all(row["idBeneficiaire"] or row["rnaBeneficiaire"] for row in grants)
    people = [row for row in grants if row["dispositifAide"] == "Bourses individuelles"]
    assert 15 <= len(people) <= 45
    numbers = re.findall(r"sécurité sociale (\d{15})", " ".join(row["objet"] for row in people))
    assert numbers
    assert all(nir.is_valid(number) for number in numbers)


def test_valid_menus_have_valid_siret():
    assert all(siret.is_valid(row["menuCollSiret"]) for row in rows("lille/menus-cantines.csv"))


def test_decisions_hold_the_typical_errors():
    errors = validate(
        "lille/deliberations-2025.csv", "scdl/deliberations/2.1.5/schema.json", encoding="utf-8"
    )
    assert {(error.type, error.field_name) for error in errors} == {("type-error", "DELIB_DATE")}
    decisions = rows("lille/deliberations-2025.csv")
    votes = ("VOTE_POUR", "VOTE_CONTRE", "VOTE_ABSTENTION")
    unequal = [r for r in decisions if int(r["VOTE_REEL"]) != sum(int(r[name]) for name in votes)]
    assert 3 <= len(unequal) <= 6
    assert any(r["BUDGET_ANNEE"] and not r["BUDGET_NOM"] for r in decisions)
    assert any("/" not in r["DELIB_MATIERE_NOM"] for r in decisions)
    assert any(int(r["VOTE_REEL"]) > int(r["VOTE_EFFECTIF"]) for r in decisions)
    assert any(r["PREF_DATE"] < r["DELIB_DATE"] for r in decisions if "/" not in r["DELIB_DATE"])


def test_defibrillators_are_nearly_valid():
    errors = validate(
        "lille/defibrillateurs.csv", "atlasante/schema-dae/1.0.7/schema.json", encoding="utf-8"
    )
    found = Counter((error.type, error.field_name) for error in errors)
    assert set(found) == {
        ("constraint-error", "tel1"),
        ("constraint-error", "acc"),
        ("type-error", "dermnt"),
        ("unique-error", "num_serie"),
    }
    numbers = [row["expt_siren"] for row in rows("lille/defibrillateurs.csv")]
    assert sum(not luhn.is_valid(number) for number in numbers) == 1


def test_belgian_facilities_are_cp1252_without_siret():
    from frictionless import Dialect
    from frictionless.formats import CsvControl

    name = "namur/services/equipements-namur.csv"
    with pytest.raises(UnicodeDecodeError):
        (DATA / name).read_text(encoding="utf-8")
    options = {"encoding": "cp1252", "dialect": Dialect(controls=[CsvControl(delimiter=";")])}
    errors = validate(name, "scdl/equipements/0.1.5/schema.json", **options)
    facilities = rows(name, "cp1252", ";")
    by_field = Counter(error.field_name for error in errors)
    assert by_field["COLL_SIRET"] == len(facilities)
    assert set(by_field) == {"COLL_SIRET", "EQUIP_LAT", "EQUIP_LONG"}
    personal = [r for r in facilities if r["EQUIP_EMAIL"].endswith("courriel.example.net")]
    assert len(personal) == len(facilities) // 3
    assert all(r["EQUIP_TEL"].startswith("+32455") for r in personal)
    assert "Namen" in facilities[0]["COLL_NOM"]


def test_social_aid_names_people_in_every_row():
    cases = rows("namur/services/suivi-cpas-2025.csv", "utf-8-sig", ";")
    assert len(cases) == 60
    assert all(nn.is_valid(case["registre_national"]) for case in cases)
    named = [
        case
        for case in cases
        if any(part in case["note_de_suivi"] for part in case["demandeur"].split())
    ]
    assert len(named) > 50
    assert min(len(case["note_de_suivi"]) for case in cases) > 150


def test_one_table_is_a_page():
    page = (DATA / "namur/services/occupation-parkings.csv").read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")


def test_reports_hold_people_in_free_text():
    messages = " ".join(row["message"] for row in rows("dakar/eclairage-signalements.csv"))
    assert len(re.findall(r"\+221 78 000 \d\d \d\d", messages)) > 10
    assert re.search(r"\bDK \d{4} [A-Z]{2}\b", messages)
    assert re.search(r"\bAA-\d{3}-[A-Z]{2}\b", messages)
    assert re.search(r"\bM\. [A-Z]", messages)
    assert "{" not in messages


def test_schools_follow_the_package_description():
    from frictionless import Package, system

    with system.use_context(trusted=True):
        package = Package(str(DATA / "dakar/datapackage.json"))
        report = package.validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "type"])


def test_bilbao_has_identity_numbers_with_the_right_letter():
    aid = rows("bilbao/ayudas-2025.csv", "cp1252", ";")
    numbers = [row["DNI/CIF"] for row in aid]
    people = [number for number in numbers if number[0].isdigit()]
    assert len(people) > 50
    assert all(dni.is_valid(number) for number in people)
    assert all(cif.is_valid(number) for number in numbers if number not in people)


def test_quito_has_identity_numbers_in_a_column_and_in_the_text():
    complaints = rows("quito/quejas-arbolado.csv")
    assert all(ci.is_valid(row["cedula"]) for row in complaints)
    inside = re.findall(r"cédula (\d{10})", " ".join(row["descripcion"] for row in complaints))
    assert len(inside) > 5
    assert all(ci.is_valid(number) for number in inside)


def test_quito_budget_has_title_lines_above_its_header():
    with closing(load_workbook(DATA / "quito/presupuesto-2026.xlsx", read_only=True)) as book:
        lines = list(book.active.iter_rows(values_only=True))
    assert lines[2][0] == "Sector"
    assert len(lines) == 3 + 14 * 5
    assert all(0 < line[6] < 100 for line in lines[3:])
    assert all(line[5] < line[4] for line in lines[3:])


def test_racks_are_points_in_bilbao():
    collection = json.loads((DATA / "bilbao/aparcabicis.geojson").read_text(encoding="utf-8"))
    points = [feature["geometry"]["coordinates"] for feature in collection["features"]]
    assert len(points) == 96
    assert all(-3.0 < east < -2.88 and 43.21 < north < 43.3 for east, north in points)
