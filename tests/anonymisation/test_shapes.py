"""What the values of a column without a name say they are."""

import random

import polars as pl
import pytest
from stdnum import luhn
from stdnum.be import nn

from anonymisation.detection.detector import Detector
from anonymisation.detection.shapes import FEWEST, implied

DRAW = random.Random(11)


def nir():
    year, month = DRAW.randint(0, 99), DRAW.randint(1, 12)
    place, order = DRAW.choice(["2A", "59", "13", "75", "99"]), DRAW.randint(1001, 989_999)
    return f"{DRAW.choice('12')}{year:02d}{month:02d}{place}{order:06d}"


def belgian():
    month, day, order = DRAW.randint(1, 12), DRAW.randint(1, 28), DRAW.randint(1, 997)
    base = f"{DRAW.randint(40, 99)}{month:02d}{day:02d}{order:03d}"
    number = f"{base}{97 - int(base) % 97:02d}"
    assert nn.is_valid(number)
    return number


def siren():
    base = str(DRAW.randint(30_000_000, 89_999_999))
    return base + luhn.calc_check_digit(base)


PERSONAL = {
    "nir": nir,
    "nrn": belgian,
    "nin": lambda: (
        f"{DRAW.choice('12')}{DRAW.randint(100, 999)}{DRAW.randint(1940, 2005)}"
        f"{DRAW.randint(0, 99999):05d}"
    ),
    "cccd": lambda: (
        f"0{DRAW.randint(1, 96):02d}{DRAW.randint(0, 3)}{DRAW.randint(0, 99_999_999):08d}"
    ),
    "telephone": lambda: f"{DRAW.choice('67')}{DRAW.randint(10_000_000, 99_999_999)}",
    "date naissance": lambda: (
        f"{DRAW.randint(1, 28):02d}/{DRAW.randint(1, 12):02d}/{DRAW.randint(1935, 2010)}"
    ),
}
OTHER = {
    "siren": siren,
    "random": lambda: str(DRAW.randint(100_000_000, 999_999_999)),
    "thirteen": lambda: str(DRAW.randint(10**12, 10**13 - 1)),
    "ean": lambda: f"30176{DRAW.randint(10_000_000, 99_999_999)}",
    "recent days": lambda: (
        f"{DRAW.randint(1, 28):02d}/{DRAW.randint(1, 12):02d}/{DRAW.randint(2018, 2026)}"
    ),
    "integers": lambda: str(DRAW.randint(1, 9999)),
}


def column(draw, size=60):
    return pl.Series([draw() for _ in range(size)]).unique()


@pytest.mark.parametrize("word", PERSONAL)
def test_a_column_without_a_name_is_known_by_its_values(word):
    values = column(PERSONAL[word])
    assert implied(values, "col4") == word
    found = Detector("FR", 0.35).find(values, "col4")
    assert len(found) == len(values) if word != "telephone" else len(found) >= 0.7 * len(values)


@pytest.mark.parametrize("kind", OTHER)
def test_codes_and_counts_are_left_alone(kind):
    values = column(OTHER[kind])
    assert implied(values, "col4") == ""
    assert Detector("FR", 0.35).find(values, "col4") == {}


def test_numbers_in_sequence_are_no_telephones():
    assert implied(pl.Series([str(one) for one in range(612_345_678, 612_345_778)]), "col4") == ""


def test_dates_under_a_header_that_says_what_they_are_stay():
    assert implied(column(PERSONAL["date naissance"]), "date_creation") == ""


def test_a_few_values_prove_nothing():
    assert implied(column(nir, FEWEST - 1), "col4") == ""


def test_a_short_last_batch_is_read_like_the_first():
    detector = Detector("FR", 0.35)
    detector.find(column(nir), "col4")
    last = pl.Series([nir()])
    assert len(detector.find(last, "col4")) == 1
