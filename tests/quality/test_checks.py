"""Custom checks, one table of right and wrong values per check."""

import random

import polars as pl
import pytest
import stdnum.fr.siren
import stdnum.fr.siret

from quality.checks.formats import _keyed
from quality.checks.hours import is_opening_hours

SIRET, SIREN = "21490007800012", "214900078"

CASES = {
    "french-siret-value": ({"column": "a"}, [SIRET], ["21490007800013", "2149000780001", "x"]),
    "siret": ({"column": "a"}, [SIRET, "356 000 000 49837"], ["٢١٤٩٠٠٠٧٨٠٠٠١٢"]),
    "french-siren-value": ({"column": "a"}, [SIREN], ["214900079", SIRET]),
    "code-postal": ({"column": "a"}, ["35000"], ["99999"]),
    "CodeCommuneInsee": ({"column": "a"}, ["35238", "2A004"], ["35000"]),
    "nomenclature-actes-value": (
        {"column": "a"},
        ["Finances locales/Subventions", "FONCTION PUBLIQUE/x", "Libertes publiques et pouvoirs de"
         " police/x"],
        ["Finances locales", "Finances localesX", "Finances locales / x", "Autre/x",
         "Urbanisme/ x"],
    ),
    "year-interval-value": (
        {"column": "a"}, ["2017/2018"], ["2018/2017", "2017/2017", "2017", "17/18"]
    ),
    "phone-number-value": (
        {"column": "a"},
        ["01 42 34 56 78", "0142345678", "+33142345678", "+34 912 345 678", "3646", "112"],
        ["01 42", "bonjour", "0042"],
    ),
    "opening-hours-value": (
        {"column": "a"}, ["Mo-Fr 08:30-12:00; Sa off", "24/7"], ["Lundi 9h-12h"]
    ),
    "french-gps-coordinates": (
        {"column": "p"},
        ["[2.35, 48.85]", "[-61.5, 16.2]", "[55.5, -21.1]"],
        ["[48.85, 2.35]", "[-74.0, 40.7]"],
    ),
}  # fmt: skip
PAIRS = {
    "one-of-required": ({"column1": "a", "column2": "b"}, [("x", ""), ("", "x")], [("", "")]),
    "cohesive-columns-value": (
        {"column": "a", "othercolumns": ["b"]},
        [("", ""), ("x", "y")],
        [("x", ""), ("", "y")],
    ),
}
NUMBERS = {
    ">": ([("2", "1"), ("", "1")], [("1", "1"), ("1", "2")]),
    ">=": ([("1", "1"), ("10", "9")], [("9", "10")]),
    "==": ([("1", "1.0")], [("1", "2")]),
    "<=": ([("9", "10"), ("x", "3")], [("10", "9")]),
    "<": ([("-1", "0")], [("0", "0")]),
}


def found(judge, make_schema, check, params, fields, rows):
    """Row numbers with an error of a custom check."""
    import csv
    import io

    text = io.StringIO()
    writer = csv.writer(text)
    # The line number keeps rows of empty cells from being blank rows.
    writer.writerow(["n", *(field["name"] for field in fields)])
    writer.writerows([[number, *row] for number, row in enumerate(rows, start=2)])
    schema = make_schema({"name": "n"}, *fields, custom_checks=[{"name": check, "params": params}])
    report = judge(text.getvalue().encode(), schema).report
    assert not [each for each in report.warnings if each.type == "check-error"]
    basic = {"type-error", "constraint-error"}
    errors = [each for each in report.errors if each.type not in basic]
    assert all(each.message.render("en") for each in errors)
    return {each.row for each in errors}


@pytest.mark.parametrize("check", CASES)
def test_checks_of_one_column(judge, make_schema, check):
    params, good, bad = CASES[check]
    place = {"name": "p", "type": "geopoint", "format": "array"}
    fields = [place if params["column"] == "p" else {"name": "a", "type": "string"}]
    rows = [[cell] for cell in ["", *good, *bad]]
    wrong = found(judge, make_schema, check, params, fields, rows)
    assert wrong == {3 + len(good) + number for number in range(len(bad))}


def test_a_year_alone_only_where_allowed(judge, make_schema):
    fields = [{"name": "a", "type": "string"}]
    params = {"column": "a", "allow-year-only": "yes"}
    rows = [["2017"], ["2017/2018"], ["2018/2017"]]
    assert found(judge, make_schema, "year-interval-value", params, fields, rows) == {4}


@pytest.mark.parametrize("kind", ["string", "integer"])
@pytest.mark.parametrize("check", PAIRS)
def test_checks_of_two_columns(judge, make_schema, check, kind):
    params, good, bad = PAIRS[check]
    fields = [{"name": name, "type": kind} for name in "ab"]
    rows = [*good, *bad]
    if kind == "integer":
        rows = [tuple("7" if cell else "" for cell in row) for row in rows]
    wrong = found(judge, make_schema, check, params, fields, rows)
    assert wrong == {2 + len(good) + number for number in range(len(bad))}


def test_a_cell_of_a_wrong_type_counts_as_empty(judge, make_schema):
    fields = [{"name": name, "type": "integer"} for name in "ab"]
    rows = [("x", ""), ("x", "1"), ("x", "y"), ("3", "4")]
    one = {"column1": "a", "column2": "b"}
    assert found(judge, make_schema, "one-of-required", one, fields, rows) == {2, 4}
    both = {"column": "a", "othercolumns": ["b"]}
    assert found(judge, make_schema, "cohesive-columns-value", both, fields, rows) == {3}


@pytest.mark.parametrize("kind", ["integer", "number"])
@pytest.mark.parametrize("op", NUMBERS)
def test_comparisons_of_numbers(judge, make_schema, op, kind):
    good, bad = NUMBERS[op]
    params = {"column": "a", "op": op, "column2": "b"}
    fields = [{"name": name, "type": kind} for name in "ab"]
    rows = [row for row in [*good, *bad] if kind == "number" or "1.0" not in row]
    wrong = found(judge, make_schema, "compare-columns-value", params, fields, rows)
    assert wrong == {2 + len(rows) - len(bad) + number for number in range(len(bad))}


def test_comparisons_of_other_types(judge, make_schema):
    params = {"column": "a", "op": ">=", "column2": "b"}

    def wrong(kinds, rows):
        fields = [{"name": name, "type": kind} for name, kind in zip("ab", kinds, strict=True)]
        return found(judge, make_schema, "compare-columns-value", params, fields, rows)

    dates = [("2024-02-29", "2024-02-28"), ("2023-01-01", "2023-01-02"), ("", "2023-01-02")]
    assert wrong(("date", "date"), dates) == {3}
    # Texts that look like numbers are compared as numbers, other texts as texts.
    assert wrong(("string", "string"), [("10", "9"), ("b", "a"), ("a", "b")]) == {4}
    assert wrong(("string", "integer"), [("10", "9"), ("a", "9")]) == {3}
    assert wrong(("date", "integer"), [("2024-01-01", "3")]) == {2}


@pytest.mark.parametrize("kind", ["integer", "number"])
def test_sums_are_exact(judge, make_schema, kind):
    params = {"column": "a", "columns": ["b", "c"]}
    fields = [{"name": name, "type": kind} for name in "abc"]
    rows = [
        ("3", "1", "2"),
        ("4", "1", "2"),
        ("", "1", "2"),
        ("9007199254740993", "9007199254740992", "1"),
    ]
    rows += [("0.3", "0.1", "0.2")] if kind == "number" else []
    assert found(judge, make_schema, "sum-columns-value", params, fields, rows) == {3}


def test_columns_torn_apart_are_an_error_of_the_header(judge, make_schema):
    checks = [
        {"name": "one-of-required", "params": {"column1": "x", "column2": "y"}},
        {"name": "cohesive-columns-value", "params": {"column": "a", "othercolumns": ["z"]}},
        {"name": "siret", "params": {"column": "absent"}},
    ]
    schema = make_schema(*({"name": name} for name in "axyz"), custom_checks=checks)
    report = judge(b"a,n\n1,2\n", schema).report
    assert report.error_counts == {"one-of-required": 1, "cohesive-columns-value": 1}
    assert [each.row for each in report.errors] == [None, None]
    assert report.conforming_rows == 0


def test_one_of_two_with_one_column_absent(judge, make_schema):
    checks = [{"name": "one-of-required", "params": {"column1": "x", "column2": "a"}}]
    schema = make_schema({"name": "a"}, {"name": "x"}, custom_checks=checks)
    report = judge(b"a,n\n1,2\n,3\n", schema).report
    assert [(each.type, each.row) for each in report.errors] == [("one-of-required", 3)]


@pytest.mark.parametrize("check", [{"name": "inconnu"}, {"name": "siret", "params": {}}])
def test_a_check_that_cannot_be_made_is_said(judge, make_schema, check):
    report = judge(b"a,b\n1,2\n", make_schema({"name": "a"}, custom_checks=[check])).report
    assert "check-error" in [each.type for each in report.warnings]
    assert report.valid is True


def test_a_column_compared_with_itself(judge, make_schema):
    params = {"column": "a", "op": ">", "column2": "a"}
    for kind in ("integer", "string"):
        wrong = found(judge, make_schema, "compare-columns-value", params,
                      [{"name": "a", "type": kind}], [["1"], [""], ["x"]])  # fmt: skip
        assert wrong == ({2, 4} if kind == "string" else {2})


def test_many_rows_that_nothing_proves(judge, make_schema):
    fields = [{"name": name, "type": "number"} for name in "ab"]
    params = {"column": "a", "op": ">=", "column2": "b"}
    rows = [[f"{number}.5", f"{number + number % 3 - 1}"] for number in range(3_000)]
    wrong = found(judge, make_schema, "compare-columns-value", params, fields, rows)
    bad = {2 + number for number in range(3_000) if number % 3 == 2}
    assert wrong == set(sorted(bad)[: len(wrong)])
    assert len(wrong) == 1_000


def test_luhn_proofs_agree_with_stdnum():
    draw = random.Random(7)
    for width, check in ((14, stdnum.fr.siret.is_valid), (9, stdnum.fr.siren.is_valid)):
        texts = ["".join(draw.choices("0123456789", k=width)) for _ in range(20_000)]
        texts += [f"356000000{number:05}" for number in range(300)] if width == 14 else []
        texts += ["", "é" * width, " " * width, "1" * (width + 1), SIRET[:width]]
        proven = _keyed(pl.Series(texts), width).tolist()
        right = [check(text) for text in texts]
        assert all(truth for truth, sure in zip(right, proven, strict=True) if sure)
        assert sum(proven) > 50
        missed = [
            t for t, truth, sure in zip(texts, right, proven, strict=True) if truth and not sure
        ]
        assert all(text.startswith("356000000") for text in missed)


GOOD_HOURS = [
    "24/7", "Mo-Fr 08:30-12:00,13:30-17:30; Sa 08:30-12:00", "Mo,We,Fr 09:00-12:00", "Mo-Su",
    "08:00-20:00", "Mo-Fr 08:00-12:00,Mo-Fr 14:00-18:00,Th 08:00-18:00", "PH off", "Su,PH closed",
    "Apr-Sep Mo-Fr 09:00-18:00", "Dec 24-Jan 02 off", "2024 Jul 14 off", "easter off",
    "week 1-10 Mo 10:00-12:00", "Sa[1] 10:00-12:00", "sunrise-sunset", "Mo 20:00-02:00",
    'Mo 10:00-12:00 "sur rendez-vous; ou pas"', "Mo 10:00+", "(sunrise+01:00)-18:00",
    "SH Mo-Fr 10:00-17:00", "Mo-Fr 09:00-12:00 || off",
]  # fmt: skip
BAD_HOURS = [
    "", ";", "Lundi 9h-12h", "Mo-Fr 8h30-12h", "Mo-Fr 25:99-12:00", "Mo-Vx 08:00-12:00", "true",
    "du lundi au vendredi", "08:00-", "Mo-Fr 08:00 12:00", "Mo-Fr;;08:00-12:00",
]  # fmt: skip


@pytest.mark.parametrize("text", GOOD_HOURS)
def test_opening_hours(text):
    assert is_opening_hours(text)


@pytest.mark.parametrize("text", BAD_HOURS)
def test_not_opening_hours(text):
    assert not is_opening_hours(text)


def test_opening_hours_take_no_time_on_hostile_text():
    assert not is_opening_hours("Mo," * 3000 + "x")
    assert not is_opening_hours("Mo 10:00-12:00," * 300 + "x")
