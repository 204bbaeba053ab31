"""The same cell and row errors as a full run of Frictionless 5.21, on real and made-up tables."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quality.schemas import shipped

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
    import csv
    import io

    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow([field["name"] for field in FIELDS])
    writer.writerows(found)
    try:
        body = text.getvalue().encode()
    except UnicodeEncodeError:
        return
    schema = make_schema(*FIELDS)
    path = tmp_path / "adversarial.csv"
    path.write_bytes(body)
    table = read(path)
    theirs = same_errors(path, table, examination := judge(table, schema), schema)
    wrong = {each[1] for each in theirs}
    assert examination.report.conforming_rows == len(found) - len(wrong)


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
