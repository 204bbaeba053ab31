"""The fast path finds what every recogniser finds that reads every cell, and what Presidio finds.

Columns are pooled from the labelled sets of several authors: long enough for the conditions that
polars tests on whole columns; short ones are read in other ways, and must give the same.
"""

import random
import re
from functools import cache

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from presidio_analyzer import BatchAnalyzerEngine

from anonymisation.detection import detector as detect
from anonymisation.detection.detector import Detector, Findings, resolve
from anonymisation.reading.text import Text, normalise
from anonymisation.recognisers import analyzer, recognisers
from anonymisation.recognisers.base import ShapeRecognizer, TextRecognizer
from anonymisation.recognisers.conditions import look
from anonymisation.recognisers.conditions.loose import fewest_digits, loosened
from anonymisation.verification.residues import ANY, readable

THRESHOLD = 0.35
COUNTRIES = ("FR", "ES", "BE", "SN", "EC")
#: No header's word, a telephone's, a paper's, a birth's, a code's.
HEADERS = ("objet", "telephone", "dni", "date_naissance", "reference", "immatriculation")


@pytest.fixture
def long_columns(monkeypatch):
    """Read columns of any length as long ones are read."""
    monkeypatch.setattr(look, "SMALL", 8)
    monkeypatch.setattr(detect, "FEW", 0)


@cache
def cells() -> tuple[str, ...]:
    """Distinct cells of the labelled sets, mixed."""
    from labelled.sets import SETS as MADE

    sets = [make("speed") for make in MADE.values()]
    frames = [one.frame(table) for one in sets for table in one.tables]
    found = {cell for frame in frames for column in frame for cell in column.to_list()}
    mixed = sorted(cell for cell in found if cell and cell.strip())
    random.Random(7).shuffle(mixed)
    return tuple(mixed)


def read_by_all(values: list[str], header: str, country: str) -> dict[str, Findings]:
    """What is found when every recogniser reads every value."""
    detector = Detector(country, THRESHOLD)
    detector._imply(pl.Series(values), header)
    every = recognisers(country)
    found = {value: detector._analyse(value, header, every) for value in values}
    return {value: findings for value, findings in found.items() if findings}


@pytest.mark.parametrize("header", HEADERS)
def test_conditions_take_no_finding_away(header, long_columns):
    country = COUNTRIES[HEADERS.index(header) % len(COUNTRIES)]
    values = list(cells()[HEADERS.index(header) :: 12])
    assert len(values) > look.SMALL
    assert Detector(country, THRESHOLD).find(pl.Series(values), header) == read_by_all(
        values, header, country
    )


@pytest.mark.parametrize("size", [1, detect.FEW, detect.FEW + 1, 200])
def test_short_columns_are_read_alike(size):
    values = list(cells()[-size:])
    assert Detector("FR", THRESHOLD).find(pl.Series(values), "objet") == read_by_all(
        values, "objet", "FR"
    )


def test_values_of_earlier_batches_are_found_again():
    values = pl.Series(cells()[:300])
    detector = Detector("FR", THRESHOLD)
    assert detector.find(values, "objet") == detector.find(values, "objet")
    longer = pl.Series(cells()[200:400])
    assert detector.find(longer, "objet") == Detector("FR", THRESHOLD).find(longer, "objet")


def test_presidio_finds_the_same_in_whole_columns(long_columns):
    values = [value for value in cells()[::16] if normalise(value).normal == value]
    batch = BatchAnalyzerEngine(analyzer("FR", THRESHOLD))
    results = batch.analyze_iterator(values, language="fr", context=["objet"])
    expected = {
        value: resolve(Text(value, value), list(found))
        for value, found in zip(values, results, strict=True)
        if found
    }
    assert Detector("FR", THRESHOLD).find(pl.Series(values), "objet") == expected


#: Pieces that make and break identifiers, and what stands around them.
PIECES = st.sampled_from(
    [
        *"0123456789 .,-/:()@+_",
        *("06", "33", "2A", "+33 6", "00", "12", "1984", "FR76", "AB", "Z", "rue ", "n° ", "de "),
        *("Mme ", "Dupont", "Jean", "VARDON", "née le ", "tél. ", "lot ", "villa ", "y ", "«", "é"),
        *(
            "gmail",
            ".com",
            "https://",
            "Marie-Claire ",
            "par ",
            "TRAN",
            " Văn ",
            "\n",
            "ß",
            "İ",
            "²",
        ),
    ]
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.lists(st.lists(PIECES, min_size=1, max_size=14).map("".join), min_size=20, max_size=40))
def test_conditions_take_no_finding_away_from_any_text(long_columns, texts):
    values = list(dict.fromkeys(text for text in texts if text.strip()))
    if values:
        assert Detector("ES", THRESHOLD).find(pl.Series(values), "x") == read_by_all(
            values, "x", "ES"
        )


def every_pattern() -> list[re.Pattern[str]]:
    found = {
        pattern
        for one in recognisers("FR")
        if isinstance(one, TextRecognizer)
        for pattern in one.forms() + one.PATTERNS
    }
    shapes = (one.SHAPES for one in recognisers("FR") if isinstance(one, ShapeRecognizer))
    return sorted(
        found | {shape for each in shapes for shape, _ in each}, key=lambda each: each.pattern
    )


@pytest.mark.parametrize("zeroed", [False, True])
def test_a_loose_pattern_misses_no_match(zeroed):
    normal = pl.Series([normalise(cell).normal for cell in cells()[::5]])
    seen = look.Look(normal).zeroed if zeroed else normal
    matched = 0
    for pattern in every_pattern():
        loose = seen.str.contains(loosened((pattern,), zeroed=zeroed))
        digits = fewest_digits(pattern)
        for text, held in zip(normal.to_list(), loose.to_list(), strict=True):
            match = pattern.search(text)
            matched += match is not None
            assert match is None or held, pattern.pattern
            assert match is None or sum(char.isdigit() for char in match.group()) >= digits
    assert matched > 500


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_loose_pattern_misses_no_match_made_for_it(data):
    pattern = data.draw(st.sampled_from(every_pattern()))
    alphabet = st.characters(max_codepoint=0x1EFF, exclude_categories=("Cs", "Cc", "Nd"))
    made = data.draw(st.from_regex(pattern, alphabet=alphabet | st.sampled_from("0123456789")))
    text = normalise(made).normal
    if pattern.search(text):
        assert pl.Series([text]).str.contains(loosened((pattern,)))[0]
        assert look.Look(pl.Series([text])).zeroed.str.contains(loosened((pattern,), zeroed=True))[
            0
        ]


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        (r"(?<![\w.])\d{2,4}(?!\w)(?!-)", "1234"),
        (r"(?<!\d)(?:(?<=TEL)|(?<=tel))\d+", "tel1"),
        (r"([ .\-])\d{2}\1\d{2}", " 12 34"),
        (r"(?i)istanbul", "İSTANBUL"),
        (r"a{2,3}(?=b)", "aab"),
        (r"\w+$", "fin\n"),
        (r"[^\W\d_]{3}", "été"),
        (r"(?:x(?=y))(?!z)", "xy"),
        (r"(a)?b\1", "aba"),
    ],
)
def test_loose_patterns_of_every_kind(pattern, text):
    assert re.search(pattern, text)
    assert pl.Series([text]).str.contains(loosened((re.compile(pattern),)))[0]


def test_loose_patterns_tell_apart_what_they_can():
    digits = re.compile(r"(?<!\w)\d{3}(?!\w)")
    seen = pl.Series(["a123", "1234", "12", "x 123 y"]).str.contains(loosened((digits,)))
    assert seen.to_list() == [False, False, False, True]
    assert fewest_digits(digits) == 3


def test_the_first_look_of_the_second_scan_misses_nothing():
    normal = [normalise(cell).normal for cell in cells()]
    seen = pl.Series(normal).str.contains(ANY).to_list()
    held = [any(True for _ in readable(text)) for text in normal]
    assert sum(held) > 50
    assert all(first or not found for first, found in zip(seen, held, strict=True))
