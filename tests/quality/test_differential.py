"""The same cell and row errors as a full run of Frictionless 5.21, on real and made-up tables."""

import csv
import io
import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from federation.model import SchemaRef
from quality.cells.batches import batches
from quality.conformity.examine import examine
from quality.conformity.references import Related
from quality.reading import writer
from quality.report.render import public
from quality.schemas import shipped
from quality.schemas.library import SchemaLibrary

FAMILIES = {
    "subventions": ("scdl/subventions", "scdl/deliberations"),
    "dae": ("atlasante/schema-dae",),
    "bal": ("etalab/schema-bal",),
    "irve": ("etalab/schema-irve-statique", "etalab/schema-irve-dynamique"),
    "prenoms": ("scdl/prenoms",),
    "validata-fixtures": ("scdl/subventions",),
    "misc-transport": ("scdl/equipements",),
    "stationnement": ("scdl/equipements",),
    "covoiturage": ("scdl/menus-collectifs",),
    "equipements-wallonie": ("scdl/equipements",),
}


@pytest.mark.parametrize("family", FAMILIES)
def test_same_errors_as_frictionless_on_real_files(family, real_tables, read, judge, same_errors):
    seen = 0
    for path in sorted((real_tables / family).rglob("*.csv")):
        if path.name == "PROVENANCE.csv" or "utf-16" in path.name or path.stat().st_size > 200_000:
            continue
        for name in FAMILIES[family]:
            schema = replace(shipped().get(name), checks=())
            table = read(path)
            examination = judge(table, schema)
            if "duplicate-label" in examination.report.error_counts:
                continue
            same_errors(path, table, examination, schema)
            seen += 1
    assert seen


FIELDS = (
    {"name": "texte", "type": "string", "constraints": {"maxLength": 5, "minLength": 2}},
    {"name": "motif", "type": "string", "constraints": {"pattern": "[A-Z]{2}|\\d{3}"}},
    {"name": "liste", "type": "string", "constraints": {"enum": ["oui", "non"], "required": True}},
    {"name": "nombre", "type": "number", "constraints": {"minimum": 0, "maximum": 1}},
    {"name": "entier", "type": "integer", "constraints": {"minimum": 1}},
    {"name": "jour", "type": "date"},
    {"name": "moment", "type": "datetime"},
    {"name": "an", "type": "year", "constraints": {"required": True}},
    {"name": "vrai", "type": "boolean", "trueValues": ["oui"], "falseValues": ["non"]},
    {"name": "mail", "type": "string", "format": "email"},
    {"name": "lien", "type": "string", "format": "uri"},
    {"name": "lieu", "type": "geopoint", "format": "array"},
    {"name": "cle", "type": "number", "constraints": {"unique": True}},
    {"name": "codes", "type": "array", "arrayItem": {"type": "string"}},
)
TRICKY = [
    "", " ", "\t", "NaN", "inf", "-Infinity", "1_000", "٣", "1e5", ".5", "5.", "+5", "-0", "0",
    "1", "1.0", "1.00", "0.999999999999999999999", "1.0000000000000000000001", "1,5", "1 234",
    "0x10", "\u00a012\u00a0", "12345678901234567890", "007", "2020-02-29", "2021-02-29",
    "2020-1-5", "20200105", "0000-01-01", "0001-01-01", "2020-12-31", "2020-12-31 10:00:00",
    "2020-12-31T10:00:00Z", "2020-12-31T24:00:00", "2020-12-31T10:00", "2020-12-31T10:00:00,5",
    "2020-12-31T10:00:00+02:00", "2024", " 202", "+202", "202", "20200", "oui", "non", "OUI",
    "oui ", "é", "👨‍👩‍👧", "AB", "ABC", "AB\n", "123", "12", "a@localhost", "é@b.fr",
    "a.b@ville.fr", "a..b@ville.fr", "http://a b", "mailto:x", "a:b", "www.x.fr",
    "https://ville.fr/x", "[2.3, 48.8]", "[200,1]", '["a"]', "[1]", "[", "2.3,48.8", "x\r\ny",
    "a;b", 'dit "x"', "\x00", "None", "null", "True",
]  # fmt: skip
#: One list of good values per field, so that rows with a single fault come up often.
GOOD = (
    "abc", "AB", "oui", "0.5", "12", "2020-12-31", "2020-12-31T10:00:00Z", "2024", "oui",
    "a@ville.fr", "https://ville.fr", "[2.3,48.8]", "7", '["a"]',
)  # fmt: skip


@st.composite
def rows(draw):
    found = []
    for _ in range(draw(st.integers(1, 8))):
        row = list(GOOD)
        for position in draw(st.lists(st.integers(0, len(GOOD) - 1), max_size=4)):
            row[position] = draw(st.sampled_from(TRICKY) | st.text(max_size=6))
        width = draw(st.sampled_from([len(row)] * 12 + [len(row) - 2, len(row) + 2, 0]))
        blank = draw(st.integers(0, 15)) == 0
        row = [""] * len(row) if blank else row
        found.append([*row, "surplus", "x"][:width])
    return found


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(rows())
def test_same_errors_as_frictionless_on_adversarial_cells(
    tmp_path, read, judge, make_schema, same_errors, found
):
    body = csv_of([field["name"] for field in FIELDS], found)
    if body is None:
        return
    schema = make_schema(*FIELDS)
    path = tmp_path / "adversarial.csv"
    path.write_bytes(body)
    table = read(path)
    theirs = same_errors(path, table, examination := judge(table, schema), schema)
    wrong = {each[1] for each in theirs}
    assert examination.report.conforming_rows == len(found) - len(wrong)


#: Every type and format of Table Schema, plain and under each constraint that it supports.
CELLS = (
    {"type": "string"},
    {"type": "string", "constraints": {"required": True}},
    {"type": "string", "constraints": {"minLength": 2, "maxLength": 4}},
    {"type": "string", "constraints": {"enum": ["oui", "été", "AB"], "required": True}},
    {"type": "string", "constraints": {"pattern": "^[A-ZÀ-Ý][a-zà-ÿ' -]+$"}},
    {"type": "string", "constraints": {"pattern": "\\d{2}|[A-Z]+"}},
    {"type": "string", "constraints": {"pattern": "^\\w+\\s\\w+$"}},
    {"type": "string", "constraints": {"pattern": "(?=A)[^b]*"}},
    {"type": "string", "constraints": {"unique": True}},
    {"type": "string", "format": "email", "constraints": {"required": True}},
    {"type": "string", "format": "uri"},
    {"type": "string", "format": "uuid"},
    {"type": "string", "format": "binary"},
    {"type": "string", "format": "uri", "constraints": {"maxLength": 12}},
    {"type": "number"},
    {"type": "number", "constraints": {"minimum": 0.01, "maximum": 1}},
    {"type": "number", "constraints": {"enum": [1, 2.5, "0.50"]}},
    {"type": "number", "constraints": {"unique": True, "required": True}},
    {"type": "number", "decimalChar": ",", "groupChar": " "},
    {"type": "number", "bareNumber": False},
    {"type": "integer"},
    {"type": "integer", "constraints": {"minimum": -1, "maximum": 12}},
    {"type": "integer", "constraints": {"unique": True}},
    {"type": "integer", "constraints": {"enum": [1, 12]}},
    {"type": "integer", "bareNumber": False},
    {"type": "boolean"},
    {"type": "boolean", "trueValues": ["oui"], "falseValues": ["non"]},
    {"type": "boolean", "constraints": {"enum": [True]}},
    {"type": "date"},
    {"type": "date", "constraints": {"minimum": "2020-01-01", "maximum": "2020-12-31"}},
    {"type": "date", "constraints": {"unique": True}},
    {"type": "date", "format": "any"},
    {"type": "date", "format": "%d/%m/%Y"},
    {"type": "datetime"},
    {"type": "datetime", "constraints": {"unique": True}},
    {"type": "datetime", "format": "%Y-%m-%d %H:%M:%S"},
    {"type": "time"},
    {"type": "year", "constraints": {"minimum": 2000}},
    {"type": "year"},
    {"type": "yearmonth"},
    {"type": "duration"},
    {"type": "geopoint"},
    {"type": "geopoint", "format": "array", "constraints": {"unique": True}},
    {"type": "geopoint", "format": "object"},
    {"type": "geojson"},
    {"type": "array"},
    {"type": "array", "arrayItem": {"type": "string", "constraints": {"enum": ["a", "sans "]}}},
    {"type": "array", "constraints": {"minLength": 1, "maxLength": 2}},
    {"type": "object"},
    {"type": "any", "constraints": {"required": True}},
    {"type": "string", "missingValues": ["NC", "-"], "constraints": {"required": True}},
    {"type": "number", "missingValues": ["", "NaN", "1"]},
)
MORE = [
    "Éloïse", "Saint-Étienne", "été", "ÉTÉ", "a b", "é\u00a0è", "0.01", "0.010000000000000000001",
    "2.5", "2.50", "0.5", "-1", "1 234,5", "1 234", "12%", "€5", "True", "false", "1e400", "-0.0",
    "9" * 30, "9" * 29 + ".5", "9" * 29 + ".50", "15/03/2024", "29/02/2023", "0001-01-01",
    "0001-01-01T00:00:00+02:00", "9999-12-31T23:59:59-02:00", "2020-12-31T08:00:00Z",
    "2020-12-31T10:00:00+02:00", "2020-12-31 10:00:00", "10:00:00", "10:00:00Z", "25:00:00",
    "2024-03", "2024-13", "P1Y", "PT5M", "1,2", "1.0,2", "[1, 2]", "[1.0,2.0]", "nan,1",
    '{"lon": 1, "lat": 2}', '{"type": "Point", "coordinates": [1, 2]}', '["a", "sans "]',
    '["a", "b", "c"]', "{}", '{"a": 1}', "aGk=", "6f1c0b52-3d7e-4a9b-8c25-1e0d4f7a9b36", "NC", "-",
    "http://é.fr", "https://ville.fr/é", "http://", "//x", "a@b.c", "a@ville.fr", "a@-ville.fr",
]  # fmt: skip


def csv_of(header, found):
    """A CSV text as bytes; None where a cell has no UTF-8 form."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows(found)
    try:
        return text.getvalue().encode()
    except UnicodeEncodeError:
        return None


SOME = settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@SOME
@given(st.data())
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("field", CELLS, ids=str)
def test_every_type_and_constraint(tmp_path, read, judge, make_schema, same_errors, field, data):
    cell = st.sampled_from(MORE) | st.sampled_from(TRICKY) | st.text(max_size=8)
    cells = data.draw(st.lists(cell, min_size=10, max_size=60))
    body = csv_of(["n", "a"], enumerate(cells))
    if body is None:
        return
    schema = make_schema({"name": "n", "type": "string"}, {"name": "a", **field})
    path = tmp_path / "cells.csv"
    path.write_bytes(body)
    table = read(path)
    theirs = same_errors(path, table, examination := judge(table, schema), schema)
    assert examination.report.conforming_rows == len(cells) - len({each[1] for each in theirs})


def test_columns_that_repeat_and_columns_that_do_not_over_several_batches(
    tmp_path, read, judge, make_schema, same_errors, monkeypatch
):
    monkeypatch.setattr(writer, "_GROUP_ROWS", 1_000)
    draw = random.Random(5)
    found = []
    for number in range(3_500):
        row = list(GOOD)
        row[3] = f"0.{draw.randint(1000, 1999)}"  # many values that come back
        row[5] = f"2020-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
        row[6] = f"2020-12-31T10:00:00.{number:06}Z"
        row[9] = f"agent{number}@ville.fr"
        row[12] = str(number)
        for _ in range(draw.choice([0, 0, 1, 2])):
            row[draw.randrange(len(row))] = draw.choice(TRICKY)
        width = draw.choice([len(row)] * 40 + [len(row) - 2, len(row) + 2, 0])
        found.append([*row, "surplus", "x"][:width])
    path = tmp_path / "long.csv"
    path.write_bytes(csv_of([field["name"] for field in FIELDS], found))
    schema = make_schema(*FIELDS)
    table = read(path)
    kinds = {column.codes is None for batch in batches(table) for column in batch.columns}
    assert kinds == {True, False}
    theirs = same_errors(path, table, examination := judge(table, schema), schema)
    assert len(theirs) > 1_500
    assert examination.report.conforming_rows == 3_500 - len({each[1] for each in theirs})


KEYED = ["", "1", "1.0", "1.00", "2", "NC", "NaN", "x", "-0", "0", "9" * 29, "9" * 28 + "8"]
NAMES = ["", "a", "b", "NC", "1", "é"]


@pytest.mark.filterwarnings("ignore")
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(KEYED), st.sampled_from(NAMES), st.sampled_from(KEYED),
            st.sampled_from(NAMES), st.sampled_from(["", "x", "2020-01-01"]),
            st.sampled_from([5] * 9 + [1, 2, 3, 6, 0]),
        ),
        max_size=14,
    ),
    st.sampled_from([[""], ["NC"], ["", "NC"]]),
    st.booleans(),
)  # fmt: skip
def test_keys_and_references(
    tmp_path, read, judge, make_schema, same_errors, found, missing, alone
):
    keys = {
        "primaryKey": ["id", "nom"],
        "foreignKeys": [
            {"fields": ["parent"], "reference": {"resource": "", "fields": ["id"]}},
            {
                "fields": ["parent", "autre"],
                "reference": {"resource": "", "fields": ["id", "nom"]},
            },
        ],
    }
    own = {"unique": True} if alone else {}
    schema = make_schema(
        {"name": "id", "type": "integer" if alone else "number"},
        {"name": "nom", "type": "string"},
        {"name": "parent", "type": "number", "constraints": own},
        {"name": "autre", "type": "string", "constraints": own},
        {"name": "jour", "type": "date"},
        missingValues=missing,
        **keys,
    )
    rows = [[*row[:5], "surplus"][: row[5]] for row in found]
    path = tmp_path / "keys.csv"
    path.write_bytes(csv_of(["id", "nom", "parent", "autre", "jour"], rows))
    table = read(path)
    same_errors(path, table, judge(table, schema), schema)


@SOME
@given(st.data())
def test_columns_moved_missing_or_unknown(tmp_path, read, judge, make_schema, same_errors, data):
    names = [field["name"] for field in FIELDS]
    header = data.draw(st.lists(st.sampled_from([*names, "inconnu"]), min_size=3, unique=True))
    cells = st.sampled_from(TRICKY) | st.sampled_from(GOOD)
    found = data.draw(
        st.lists(
            st.lists(cells, min_size=len(header) - 1, max_size=len(header) + 1),
            min_size=1,
            max_size=6,
        )
    )
    path = tmp_path / "header.csv"
    path.write_bytes(csv_of(header, found))
    schema = make_schema(*FIELDS)
    table = read(path)
    if table.columns == tuple(header):  # else a row was taken for the header
        same_errors(path, table, judge(table, schema), schema)


def test_the_cut_at_a_thousand_errors(tmp_path, read, judge, make_schema):
    schema = make_schema(*FIELDS)
    draw = random.Random(9)
    found = [[draw.choice(TRICKY) for _ in FIELDS] for _ in range(400)]
    path = tmp_path / "cut.csv"
    path.write_bytes(csv_of([field["name"] for field in FIELDS], found))
    table = read(path)
    report = judge(table, schema).report
    theirs = frictionless_run(path, table, schema)
    assert [(each.type, each.row, each.note or "") for each in report.errors] == [
        (each.type, each.row_number, each.note) for each in theirs
    ]
    assert len(theirs) == 1_000
    assert report.error_total > 1_000


def frictionless_run(path, table, schema):
    """The errors of a run as Frictionless makes it when nothing is asked of it."""
    from frictionless import Dialect, formats
    from frictionless.resources import TableResource

    control = formats.CsvControl(delimiter=table.source.delimiter)
    resource = TableResource(
        path=path.name,
        basepath=str(path.parent),
        encoding="utf-8",
        format="csv",
        dialect=Dialect(controls=[control]),
        schema=schema.frictionless(),
    )
    return resource.validate().tasks[0].errors


class Own(SchemaLibrary):
    """The shipped schemas, and one under `test/own`."""

    def __init__(self, schema):
        super().__init__()
        self._own = replace(schema, ref=SchemaRef("test/own", "1"))

    def find(self, name):
        return SchemaRef("test/own") if name == "test/own" else super().find(name)

    def load(self, ref):
        return self._own if ref.id == "test/own" else super().load(ref)


def test_a_reference_to_another_table(tmp_path, read, make_schema):
    communes = make_schema({"name": "code", "type": "integer"}, {"name": "nom"})
    other = read(b"code,nom\n1,Angers\n2,Lille\nx,Brest\n")
    moved = other.path.rename(tmp_path / "communes.parquet")
    schema = make_schema(
        {"name": "commune", "type": "number"},
        {"name": "nom"},
        foreignKeys=[
            {"fields": "commune", "reference": {"resource": "communes", "fields": "code"}},
            {"fields": "nom", "reference": {"resource": "ailleurs", "fields": "nom"}},
        ],
    )
    table = read(b"commune,nom\n1.0,Angers\n3,Nantes\n,Lille\nx,Brest\n")
    library = Own(schema)
    declared, out = SchemaRef("test/own"), tmp_path / "e.parquet"
    related = {"communes": Related(replace(other, path=moved), communes)}
    report = examine(table, declared=declared, library=library, out=out, related=related).report
    assert [(each.type, each.row) for each in report.errors] == [
        ("foreign-key", 3),
        ("type-error", 5),
    ]
    assert report.errors[0].note == (
        'for "commune": values "3" not found in the lookup table "communes" as "code"'
    )
    assert public(report).errors[0].note is None
    assert "ailleurs" in report.warnings[-1].message.render("en")
    assert "communes" not in report.warnings[-1].message.render("en")
    alone = examine(table, declared=declared, library=library, out=out).report
    assert [each.type for each in alone.errors] == ["type-error"]
    assert "ailleurs, communes" in alone.warnings[-1].message.render("en")


def test_primary_key_like_frictionless(tmp_path, read, judge, make_schema, same_errors):
    schema = make_schema(
        {"name": "a", "type": "number"},
        {"name": "b", "type": "string"},
        {"name": "c", "type": "date"},
        primaryKey=["a", "b"],
        missingValues=["", "NC"],
    )
    path = tmp_path / "keys.csv"
    lines = [
        "a,b,c",
        "1,x,",
        "1.0,x,",
        "NC,,2020-01-01",
        "NaN,x,",
        "NaN,x,",
        "1.00,x,",
        ",y,",
        "2,x,",
    ]
    path.write_text("\n".join([*lines, "bad,,2020-01-01", ",y,"]), "utf-8")
    table = read(path)
    theirs = same_errors(path, table, judge(table, schema), schema)
    assert [each[0] for each in theirs].count("primary-key") == 5


def test_errors_beyond_the_thousandth_are_counted(tmp_path, read, judge, make_schema, same_errors):
    schema = make_schema(
        {"name": "a", "type": "integer", "constraints": {"unique": True}},
        {"name": "b", "type": "string", "constraints": {"required": True}},
    )
    path = tmp_path / "many.csv"
    path.write_text("a,b\n" + "".join(f"{n % 700},\nx,y\n" for n in range(1500)), "utf-8")
    table = read(path)
    examination = judge(table, schema)
    theirs = same_errors(path, table, examination, schema)
    assert len(examination.report.errors) == 1000
    assert examination.report.error_total == len(theirs) == 1500 + 1500 + 800
