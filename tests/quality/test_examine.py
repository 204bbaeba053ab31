"""Header policy, report, profile, output table, worst cases."""

import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from federation.errors import TableError
from federation.model import SchemaRef, SourceFormat, TableFile
from quality import ENGINE
from quality.conformity.examine import examine
from quality.conformity.notices import ragged
from quality.report.render import public, to_json, to_text
from quality.schemas import shipped

FIELDS = (
    {"name": "nom", "type": "string", "constraints": {"required": True}, "example": "Angers"},
    {"name": "montant", "type": "number", "example": "12.50"},
    {"name": "jour", "type": "date"},
)


def kinds(findings):
    return [each.type for each in findings]


def test_a_right_table(judge, make_schema):
    examination = judge(b"nom,montant,jour\nA,1.5,2024-01-31\n", make_schema(*FIELDS))
    report = examination.report
    assert (report.valid, report.errors, report.warnings) == (True, (), ())
    assert (report.declared, report.confidence, report.engine) == (True, 1.0, ENGINE)
    frame = pl.read_parquet(examination.table.path)
    assert frame.columns == ["nom", "montant", "jour", "__row", "__conforms"]
    assert frame["__conforms"].to_list() == [True]


def test_a_missing_required_column_is_an_error_and_no_row_conforms(judge, make_schema):
    report = judge(b"Nom,montant,jour\nA,1.5,2024-01-31\n", make_schema(*FIELDS)).report
    assert kinds(report.errors) == ["missing-label"]
    assert "Rename that column to “nom”" in str(report.errors[0].message)
    assert (report.valid, report.conforming_rows) == (False, 0)


def test_optional_extra_and_disordered_columns_are_warnings(judge, make_schema):
    report = judge(b"jour,nom,autre\n2024-01-31,A,x\n", make_schema(*FIELDS)).report
    assert kinds(report.warnings) == ["missing-optional-label", "extra-label", "disordered-label"]
    assert (report.valid, report.conforming_rows) == (True, 1)


def test_a_repeated_name_stops_the_check(judge, make_schema):
    report = judge(b"nom,nom,montant\n,x,y\n", make_schema(*FIELDS)).report
    assert kinds(report.errors) == ["duplicate-label"]
    assert report.error_counts == {"duplicate-label": 1}
    assert report.conforming_rows == 0


def test_a_header_of_another_table(judge, make_schema):
    report = judge(b"a,b\n1,2\n", make_schema(*FIELDS)).report
    assert kinds(report.errors) == ["unmatched-header", "missing-label"]


def test_unnamed_columns_do_not_stop_the_check(judge, make_schema):
    report = judge(b"nom,montant,jour,,\nA,x,2024-01-31,,\n", make_schema(*FIELDS)).report
    assert kinds(report.errors) == ["type-error"]
    assert kinds(report.warnings) == ["blank-label", "blank-label"]


def test_without_schema_only_the_structure_is_told(judge):
    report = judge(b"a;b;c;a\n1;2;3;4\n5\n6;7;8;9;10\n").report
    assert (report.valid, report.schema, report.errors) == (None, None, ())
    assert kinds(report.warnings) == ["duplicate-label", "ragged-rows"]
    assert report.conforming_rows == report.rows == 3


def test_a_declared_schema_that_is_not_held_is_a_warning(read, tmp_path):
    table = read(b"a;b\n1;2\n")
    for ref in (SchemaRef("inconnu/schema"), SchemaRef("etalab/schema-irve")):
        report = examine(table, declared=ref, library=shipped(), out=tmp_path / "e.parquet").report
        assert report.schema is None
        assert kinds(report.warnings) == ["declared-schema"]
    old = SchemaRef("scdl/subventions", "1.0.0")
    report = examine(table, declared=old, library=shipped(), out=tmp_path / "e.parquet").report
    assert report.schema == SchemaRef("scdl/subventions", "2.1.1")
    assert report.declared
    assert report.warnings[0].type == "declared-schema"


def test_messages_explain_without_cells(judge):
    body = (
        "nomAttribuant,idAttribuant,dateConvention,nomBeneficiaire,idBeneficiaire,rnaBeneficiaire,"
        "objet,montant,nature,conditionsVersement,datesPeriodeVersement,notificationUE,"
        "pourcentageSubvention\n"
        "SECRET,SECRET,SECRET,,SECRET,SECRET," + "SECRET" * 60 + ",SECRET,SECRET,SECRET,SECRET,"
        "SECRET,50\n"
    )
    report = judge(body.encode(), "scdl/subventions").report
    assert report.error_total >= 10
    for finding in report.errors:
        assert "SECRET" not in finding.message.render("en") + finding.title.render("en")
    assert any(each.cell and "SECRET" in each.cell for each in report.errors)
    shown = public(report)
    assert "SECRET" not in str(shown)
    assert shown.error_counts == report.error_counts
    date = next(each for each in report.errors if each.field == "dateConvention")
    assert "year-month-day" in str(date.message)
    assert shipped().get("subventions").field("dateConvention").example in str(date.message)


def test_report_as_json_and_text(judge, make_schema):
    report = judge(b"nom,montant,jour\n,x,2024-01-31\n", make_schema(*FIELDS)).report
    body = to_json(report, "en")
    assert body["valid"] is False
    assert body["stats"]["errors"] == 2
    assert set(body["errors"][0]) == {
        "title", "message", "type", "tags", "rowNumber", "fieldName", "fieldNumber", "cell",
    }  # fmt: skip
    assert [each["rowNumber"] for each in body["errors"]] == [2, 2]
    text = to_text(report, "en")
    assert text.startswith("Not valid: 2 errors")
    assert "Row 2: The column “nom” must be filled" in text
    assert to_text(judge(b"a;b\n1;2\n").report, "en").startswith("No schema")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("Not valid: 1 error against", "1 row, 3 columns, 0 rows without error.")),
        ("fr", ("Non valide\u00a0: 1 erreur au", "1 ligne, 3 colonnes, 0 ligne sans erreur.")),
        ("es", ("No válida: 1 error respecto", "1 fila, 3 columnas, 0 filas sin errores.")),
    ],
)
def test_one_is_told_as_one(judge, make_schema, language, said):
    wrong = judge(b"nom,montant,jour\nA,x,2024-01-31\n", make_schema(*FIELDS)).report
    one = to_text(wrong, language)
    assert one.startswith(said[0])
    assert said[1] in one
    wide = {
        "en": "1 row does not have 3 cells",
        "fr": "1 ligne n’a pas 3 cellules",
        "es": "1 fila no tiene 3 celdas",
    }
    assert ragged(1, 3, 3).message.render(language).startswith(wide[language])


def test_a_table_that_another_tool_wrote(tmp_path):
    path = tmp_path / "own.parquet"
    cells = {"COMMUNE_NOM": ["A", "A", "B"] * 20, "x": [str(number) for number in range(60)]}
    pl.DataFrame({**cells, "__row": list(range(2, 62))}).write_parquet(path)
    table = TableFile(path, tuple(cells), 60, SourceFormat(kind="parquet"))
    declared, out = SchemaRef("scdl/prenoms"), tmp_path / "e.parquet"
    examination = examine(table, declared=declared, library=shipped(), out=out)
    assert examination.report.rows == 60
    assert pl.read_parquet(out)["COMMUNE_NOM"].to_list() == cells["COMMUNE_NOM"]


def test_completeness_and_types(judge):
    lines = [
        "siret;code_postal;n;x;jour;vrai;zero;mixte;faux_jour;vide",
        "21490007800012;35000;1;1.5;2024-02-29;true;01;1;2023-02-28;",
        "21350238800019;75001;-2;2;2024-01-01;false;02;a;2023-02-30;",
        ";;;; ;;;;;",
        "13001653800014;13001;1234567890123456;;;;;;;",
    ]
    report = judge("\n".join(lines).encode()).report
    assert report.completeness["siret"] == 0.75
    assert report.completeness["jour"] == 0.5
    assert report.completeness["vide"] == 0.0
    assert report.column_types == {
        "siret": "string",
        "code_postal": "string",
        "n": "string",
        "x": "number",
        "jour": "date",
        "vrai": "boolean",
        "zero": "string",
        "mixte": "string",
        "faux_jour": "string",
        "vide": "string",
    }


def test_declared_types_only_where_every_value_can_be_cast(judge, make_schema):
    schema = make_schema(
        {"name": "a", "type": "number"},
        {"name": "b", "type": "number"},
        {"name": "c", "type": "boolean", "trueValues": ["oui"], "falseValues": ["non"]},
        {"name": "d", "type": "date"},
        {"name": "e", "type": "integer"},
    )
    report = judge(b"a,b,c,d,e\n1.5, 12 ,oui,2024-01-01,x\n2,1e5,non,,3\n", schema).report
    assert report.column_types == {
        "a": "number", "b": "string", "c": "string", "d": "date", "e": "string",
    }  # fmt: skip


def test_every_real_file_ends_examined_or_refused(real_tables, read, tmp_path):
    ends = {"examined": 0, "refused": 0}
    for path in sorted(real_tables.rglob("*")):
        if not path.is_file() or path.stat().st_size > 10**6:
            continue
        try:
            table = read(path)
        except TableError:
            ends["refused"] += 1
            continue
        report = examine(table, declared=None, library=shipped(), out=tmp_path / "e.parquet").report
        assert report.rows == table.rows
        assert to_text(report, "fr")
        assert to_json(public(report), "es")
        ends["examined"] += 1
    assert ends["examined"] > 60
    assert 0 < ends["refused"] < 20


MEASURE = """
import re, sys
from pathlib import Path
from federation.model import SchemaRef, SourceFormat, TableFile
from quality.conformity.examine import examine
from quality.reading.reader import read_table
from quality.schemas import shipped
source, folder = Path(sys.argv[1]), Path(sys.argv[2])
table = read_table(source, file_name=source.name, media_type=None, declared_format=None,
                   out=folder / "read.parquet")
report = examine(table, declared=SchemaRef("scdl/prenoms"), library=shipped(),
                 out=folder / "examined.parquet").report
# Not ru_maxrss: that one keeps the peak of the process this one was forked from.
peak = re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())
print(report.rows, report.error_total, int(peak.group(1)) // 1024)
"""


def test_memory_does_not_follow_the_size_of_the_file(tmp_path):
    path = tmp_path / "prenoms.csv"
    lines = "".join(
        f"Saint-Étienne,42218,F,Éloïse,{number % 90 + 1},2024\n" for number in range(9999)
    )
    with path.open("w", encoding="utf-8") as handle:
        handle.write("COMMUNE_NOM,COLL_INSEE,ENFANT_SEXE,ENFANT_PRENOM,NOMBRE_OCCURRENCES,ANNEE\n")
        for _ in range(260):
            handle.write(lines + "saint,42218,F,Zoé,0,20\n")
    assert path.stat().st_size > 100_000_000
    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path), str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    rows, errors, peak = map(int, done.stdout.split())
    assert (rows, errors) == (2_600_000, 3 * 260)
    assert peak < 400
