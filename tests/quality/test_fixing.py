"""The corrected copy: what is mended, what is left, and that nothing else changes."""

import csv

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quality.fixing.copy import fix
from quality.schemas import shipped

FIELDS = (
    {"name": "jour", "type": "date"},
    {"name": "montant", "type": "number", "constraints": {"maximum": 10**7}},
    {"name": "vrai", "type": "boolean", "trueValues": ["oui"], "falseValues": ["non"]},
    {"name": "nature", "type": "string", "constraints": {"enum": ["aide en numéraire", "prêt"]}},
    {"name": "siret", "type": "string", "constraints": {"pattern": "^\\d{14}$"}},
    {
        "name": "periode",
        "type": "string",
        "constraints": {"pattern": "^\\d{4}-\\d{2}-\\d{2}(/\\d{4}-\\d{2}-\\d{2})?$"},
    },
    {"name": "libre", "type": "string"},
)


@pytest.fixture
def fixed(tmp_path, read, make_schema):
    """Fix a column of cells: the cells as they become, and what is told."""

    def _fixed(name, *cells):
        lines = [f"{name};libre", *(f'"{cell}";x' for cell in cells)]
        table = read("\n".join(lines).encode() + b"\n")
        done = fix(table, make_schema(*FIELDS), tmp_path / "out.csv")
        return [row[0] for row in rows(tmp_path / "out.csv")[1:]], done

    return _fixed


def rows(path):
    with path.open(encoding="utf-8", newline="") as handle:
        return list(csv.reader(handle))


def cells_changed(done):
    return [(each.kind, each.column, each.count, each.rows) for each in done.changes if each.rows]


@pytest.mark.parametrize(
    ("name", "cells", "expected", "kinds"),
    [
        ("jour", ["31/12/2020", "05/03/2020", "2021-01-01"],
         ["2020-12-31", "2020-03-05", "2021-01-01"], ["date"]),
        ("jour", ["2020/12/31"], ["2020-12-31"], ["date"]),
        ("montant", ["1,5", "1 234,50", "7"], ["1.5", "1234.50", "7"], ["decimal-comma"]),
        ("montant", ["1\u202f234", "12"], ["1234", "12"], ["thousands"]),
        ("montant", ["1,25", "20000000,5"], ["1.25", "20000000.5"], ["decimal-comma"]),
        ("vrai", ["OUI", "Non", "oui", " non "], ["oui", "non", "oui", "non"],
         ["spelling", "spaces"]),
        ("nature", ["Aide en numeraire", "PRET"], ["aide en numéraire", "prêt"], ["spelling"]),
        ("siret", ["214 900 078 00012"], ["21490007800012"], ["digits"]),
        ("periode", ["2017-11-07_2019-01-21"], ["2017-11-07/2019-01-21"], ["interval"]),
        ("periode", [" 2017-11-07"], ["2017-11-07"], ["spaces"]),
    ],
)  # fmt: skip
def test_what_leaves_no_doubt_is_mended(fixed, name, cells, expected, kinds):
    found, done = fixed(name, *cells)
    assert found == expected
    assert [each[0] for each in cells_changed(done)] == kinds
    assert done.left == ()


@pytest.mark.parametrize(
    ("name", "cells", "left"),
    [
        ("jour", ["05/03/2020", "01/02/2021"], 1),
        ("jour", ["31/12/2020", "12/31/2020"], 1),
        ("jour", ["31/02/2020x", "2020"], 0),
        ("montant", ["1,234", "5,678"], 1),
        ("montant", ["1,5", "2.5"], 1),
        ("montant", ["12 34", "1.234,56", "12 €"], 0),
        ("vrai", ["peut-être", "1", "vrai"], 0),
        ("nature", ["aide", ""], 0),
        ("siret", ["214 900 078", "2149000780001"], 0),
        ("libre", [" espaces ", "1,5", "31/12/2020"], 0),
    ],
)
def test_nothing_is_guessed(fixed, name, cells, left):
    if name == "libre":
        name = "autre"
    found, done = fixed(name, *cells)
    assert found == list(cells)
    assert cells_changed(done) == []
    assert len(done.left) == left


def test_counts_and_first_rows_are_told_without_cells(fixed):
    found, done = fixed("montant", *["1234,5"] * 9)
    assert found == ["1234.5"] * 9
    (change,) = [each for each in done.changes if each.rows]
    assert (change.count, change.rows) == (9, (2, 3, 4, 5, 6))
    told = change.message.render("en")
    assert "“montant”" in told
    assert "Cells: 9 (rows: 2, 3, 4, 5, 6, …)" in told
    assert "1234" not in told


def test_the_form_of_the_file_is_mended_and_told(tmp_path, read, make_schema):
    body = "Subventions 2020\n\nJour;MONTANT ;autre\n2020-01-01;1;été\n".encode("cp1252")
    done = fix(read(body), make_schema(*FIELDS), tmp_path / "out.csv")
    assert rows(tmp_path / "out.csv") == [["jour", "montant", "autre"], ["2020-01-01", "1", "été"]]
    assert [(each.kind, each.column, each.count) for each in done.changes] == [
        ("encoding", None, 1),
        ("delimiter", None, 1),
        ("title-lines", None, 2),
        ("column-name", "jour", 1),
        ("column-name", "montant", 1),
    ]


def test_names_that_leave_a_choice_stay(tmp_path, read, make_schema):
    schema = make_schema({"name": "a_b"}, {"name": "c"}, {"name": "C"})
    done = fix(read(b"A B,ab,c\n1,2,3\n"), schema, tmp_path / "out.csv")
    assert rows(tmp_path / "out.csv")[0] == ["A B", "ab", "c"]
    assert done.changes == ()


def test_a_repeated_name_stops_the_mending(tmp_path, read, make_schema):
    done = fix(read(b'montant,montant\n"1,5","2,5"\n'), make_schema(*FIELDS), tmp_path / "o.csv")
    assert rows(tmp_path / "o.csv") == [["montant", "montant"], ["1,5", "2,5"]]
    assert done.changes == ()


def test_rows_keep_their_width_and_order(tmp_path, read, make_schema):
    body = b'montant,libre\n"1,5"\n\n2,a,b,c\n"3,5","x\ny"\n'
    fix(read(body), make_schema(*FIELDS), tmp_path / "out.csv")
    assert rows(tmp_path / "out.csv") == [
        ["montant", "libre"], ["1.5"], [], ["2", "a", "b", "c"], ["3.5", "x\ny"],
    ]  # fmt: skip


def test_without_a_schema_only_the_form_changes(tmp_path, read):
    done = fix(read(b"a;b\n1,5;31/12/2020\n"), None, tmp_path / "out.csv")
    assert rows(tmp_path / "out.csv") == [["a", "b"], ["1,5", "31/12/2020"]]
    assert [each.kind for each in done.changes] == ["delimiter"]


CELLS = st.one_of(
    st.sampled_from(
        ["", " ", "1,5", "1 234,5", "1.5", "31/12/2020", "01/02/2020", "OUI", "non", "prêt", "PRET",
         "214 900 078 00012", "2017-11-07_2019-01-21", "NaN", "x", "2020-02-30", "1,234"]
    ),
    st.text(max_size=8).filter(lambda text: "\0" not in text),
)  # fmt: skip


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(st.lists(CELLS, min_size=7, max_size=7), min_size=1, max_size=6))
def test_a_copy_never_has_more_errors_and_is_final(tmp_path, read, judge, make_schema, found):
    schema = make_schema(*FIELDS)
    try:
        body = written([[field["name"] for field in FIELDS], *found]).encode()
    except UnicodeEncodeError:
        return
    table = read(body)
    before = judge(table, schema).report
    table = read(body)
    first = fix(table, schema, tmp_path / "first.csv")
    copy = read((tmp_path / "first.csv").read_bytes())
    after = judge(copy, schema).report
    assert after.rows == before.rows
    assert after.error_total <= before.error_total
    copy = read((tmp_path / "first.csv").read_bytes())
    second = fix(copy, schema, tmp_path / "second.csv")
    assert cells_changed(second) == []
    if not cells_changed(first):
        assert rows(tmp_path / "second.csv") == rows(tmp_path / "first.csv")


def written(records):
    import io

    text = io.StringIO(newline="")
    csv.writer(text).writerows(records)
    return text.getvalue()


def test_real_files_get_better(real_tables, tmp_path, read, judge):
    folder = real_tables / "subventions" / "official-history"
    name = "cc1b725_DEP_Lot_Subventions_2017_DONNEES.xlsx_pour_exemple.csv"
    table = read(folder / name)
    before = judge(table, "subventions").report.error_total
    done = fix(read(folder / name), shipped().get("subventions"), tmp_path / "out.csv")
    after = judge(read(tmp_path / "out.csv"), "subventions").report.error_total
    assert after < before
    assert done.changes
