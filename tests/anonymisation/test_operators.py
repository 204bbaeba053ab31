"""Every operator: what it keeps, what it cannot keep, and what it does with what it cannot read."""

import json
import re

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from anonymisation.operators import placeholder
from anonymisation.operators.addresses import commune, department, street
from anonymisation.operators.ages import band, floor
from anonymisation.operators.coordinates import Grid, grid
from anonymisation.operators.dates import first_day, month, year
from anonymisation.operators.masking import PLACEHOLDERS
from anonymisation.operators.pseudonyms import Key
from anonymisation.operators.rows import without_rows
from anonymisation.policy.rules import RowRule
from federation.errors import PolicyError


@pytest.mark.parametrize(
    ("value", "to_year", "to_month"),
    [
        ("12/03/1984", "1984", "1984-03"),
        ("1984-03-12", "1984", "1984-03"),
        ("1984-03-12T10:00:00Z", "1984", "1984-03"),
        ("19840312", "1984", "1984-03"),
        ("12 mars 1984", "1984", "1984-03"),
        ("le 3 août 1990", "1990", "1990-08"),
        ("4 de julio de 1975", "1975", "1975-07"),
        ("5 juin 2001", "2001", "2001-06"),
        ("1984", "1984", "1984"),
        ("31/13/1984", "1984", "1984"),
        ("12/03/84", "", ""),
        ("inconnue", "", ""),
        ("", "", ""),
    ],
)
def test_dates_keep_their_year_or_month_only(value, to_year, to_month):
    assert year(value) == to_year
    assert month(value) == to_month


@given(st.dates())
def test_no_day_survives_in_any_order(day):
    for shape in ("%d/%m/%Y", "%Y-%m-%d", "%d.%m.%Y"):
        text = day.strftime(shape)
        assert year(text) in ("", f"{day.year:04d}")
        assert month(text) in ("", f"{day.year:04d}", f"{day.year:04d}-{day.month:02d}")


def test_periods_become_values_of_the_type_that_a_schema_wants():
    assert first_day("1984", "date") == "1984-01-01"
    assert first_day("1984-03", "date") == "1984-03-01"
    assert first_day("1984", "datetime") == "1984-01-01T00:00:00Z"
    assert first_day("1984-03", "year") == "1984"
    assert first_day("1984", "yearmonth") == "1984-01"
    assert first_day("", "date") == ""


@pytest.mark.parametrize(
    ("value", "tens", "fives"),
    [
        ("37", "30-39", "35-39"),
        ("37 ans", "30-39", "35-39"),
        ("3,5", "0-9", "0-4"),
        ("90", "90+", "90+"),
        ("104", "90+", "90+"),
        ("250", "", ""),
        ("entre 30 et 40", "", ""),
        ("adulte", "", ""),
    ],
)
def test_ages_become_bands(value, tens, fives):
    assert band(value) == tens
    assert band(value, 5) == fives


def test_a_column_of_whole_numbers_gets_the_lowest_age_of_a_band():
    assert [floor(one) for one in ("30-39", "90+", "")] == ["30", "90", ""]


@pytest.mark.parametrize(
    ("value", "to_street", "to_commune"),
    [
        ("12 rue des Lilas, 59000 Lille", "rue des Lilas, 59000 Lille", "[x], 59000 Lille"),
        ("12 bis rue des Lilas", "rue des Lilas", "[x]"),
        ("3, avenue Foch, apt 34, 59000 Lille", "avenue Foch, 59000 Lille", "[x], 59000 Lille"),
        ("Calle Mayor 12, Bilbao", "Calle Mayor, Bilbao", "[x], Bilbao"),
        ("lieu-dit Le Bois", "[x]", "[x]"),
        ("12 rue du 8 mai 1945, 59000 Lille", "[x], 59000 Lille", "[x], 59000 Lille"),
        ("BP 10667", "[x]", "[x]"),
    ],
)
def test_addresses_lose_their_number_or_their_street(value, to_street, to_commune):
    assert street(value, "[x]") == to_street
    assert commune(value, "[x]") == to_commune


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("59000", "59"),
        ("59 000", "59"),
        ("2A004", "2A"),
        ("2b033", "2B"),
        ("97411", "974"),
        ("20000", "20"),
        ("Lille", ""),
        ("590001234", ""),
    ],
)
def test_postcodes_become_departments(value, expected):
    assert department(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("50.63728", "50.63"),
        ("-3.98765", "-3.98"),
        ("50,63728", "50,63"),
        ("50.637281, 3.061234", "50.63, 3.06"),
        ("[3.061234, 50.637281]", "[3.06, 50.63]"),
        ("POINT (3.061234 50.637281)", "POINT (3.06 50.63)"),
        ("SRID=4326;POINT(3.061234 50.637281)", "SRID=4326;POINT(3.06 50.63)"),
        ("652381.25", "652000"),
        ("7059123", "7059000"),
        ("50°38'14.2\"N 3°03'40\"E", "50°38'N 3°03'E"),
        ("50.637281N 3.061234E", "50.63N 3.06E"),
        ("50.637281° N", "50.63° N"),
        ("lat50.637281", "lat50.63"),
        ("x=652381;y=7059123", "x=652000;y=7059000"),
        ('{"type":"Feature","properties":{"nom":"Jean"},"geometry":null}', ""),
        ("50.637.281", "50.63"),
        ("50", "50"),
        ("50.6", "50.6"),
        ("u140w8zq", ""),
        ("///chaise.table.lampe", ""),
        ("", ""),
    ],
)
def test_coordinates_are_cut_to_the_grid(value, expected):
    assert grid(value) == expected


def test_geojson_stays_geojson():
    point = json.dumps({"type": "Point", "coordinates": [3.061234, 50.637281]})
    assert json.loads(grid(point)) == {"type": "Point", "coordinates": [3.06, 50.63]}


@given(
    st.decimals(-90, 90, places=6, allow_nan=False), st.sampled_from([100, 250, 1000, 5000, 20_000])
)
def test_cells_declared_in_metres_are_at_least_so_wide(degrees, metres):
    cells = Grid(metres=metres)
    assert float(cells.step) * 55_660 >= metres
    cut = float(grid(f"{degrees:f}", cells))
    assert abs(cut) <= abs(float(degrees))
    assert abs(float(degrees) - cut) < float(cells.step)
    assert abs(cut / float(cells.step) - round(cut / float(cells.step))) < 1e-6


@given(st.text(max_size=40))
def test_no_operator_fails_or_invents_on_any_text(value):
    for operator in (year, month, band, department, grid):
        result = operator(value)
        assert len(re.findall(r"\d", result)) <= len(re.findall(r"\d", value)) + 4
    assert street(value, "[x]") is not None


def test_placeholders_speak_the_language_of_the_table_or_a_near_one():
    assert placeholder("PERSON", "fr") == "[personne]"
    assert placeholder("PERSON", "es") == placeholder("PERSON", "eu") == "[persona]"
    assert placeholder("PERSON", "en-GB") == "[person]"
    assert placeholder("PERSON", "wo") == "[personne]"
    assert placeholder("TN_CIN", "fr") == "[identifiant]"
    assert all(word.startswith("[") and word.endswith("]") for word in PLACEHOLDERS)


SECRET = "0123456789abcdef"


def test_pseudonyms_join_inside_a_dataset_and_nowhere_else():
    key = Key.of(SECRET, "permis")
    assert key.pseudonym("Jean  DURAND") == key.pseudonym("jean durand")
    assert key.pseudonym("Jean Durand") != key.pseudonym("Jean Durant")
    assert key.pseudonym("Jean Durand") != Key.of(SECRET, "aides").pseudonym("Jean Durand")
    assert key.pseudonym("Jean Durand") != Key.of(SECRET + "x", "permis").pseudonym("Jean Durand")
    assert re.fullmatch(r"p[a-z2-7]{26}", key.pseudonym("Jean Durand"))


def test_a_short_secret_is_refused_and_no_secret_is_ever_shown():
    with pytest.raises(PolicyError, match="at least 16"):
        Key.of("short", "permis")
    assert SECRET not in repr(Key.of(SECRET, "permis"))
    assert "secret" not in repr(Key.of(SECRET, "permis"))


def test_rows_are_taken_out_by_their_values():
    frame = pl.DataFrame({"statut": ["ouvert", " secret ", "1", None], "n": ["a", "b", "c", "d"]})
    rule = RowRule(column="statut", values=["secret", 1], basis="identify")
    assert without_rows(frame, [rule])["n"].to_list() == ["a", "d"]
