"""The fast path finds what every recogniser finds that reads every cell, and what Presidio finds.

Columns are pooled from the labelled sets of several authors.
"""

import random
import re
from functools import cache

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from presidio_analyzer import BatchAnalyzerEngine

from anonymisation.detection.detector import Detector, Findings, resolve
from anonymisation.detection.screening import screening
from anonymisation.reading.text import Text, normalise
from anonymisation.recognisers import analyzer, recognisers
from anonymisation.recognisers.base import ShapeRecognizer, TextRecognizer
from anonymisation.recognisers.conditions.loose import loosened
from anonymisation.recognisers.conditions.patterns import PatternSet
from anonymisation.verification.residues import ANY, readable

THRESHOLD = 0.35
COUNTRIES = ("FR", "ES", "BE", "SN", "EC")
#: No header's word, a telephone's, a paper's, a birth's, a code's.
HEADERS = ("objet", "telephone", "dni", "date_naissance", "reference", "immatriculation")


def zeroes(text: str) -> str:
    return re.sub("[1-9]", "0", text)


def may_match(pattern: re.Pattern[str], text: str, zeroed: bool) -> bool:
    """Whether a pattern's loose form lets a text through."""
    loose = PatternSet([loosened((pattern,), zeroed=zeroed)])
    return loose.met(zeroes(text) if zeroed else text) == (0,)


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
    found = {}
    for value in values:
        plain = detector._read(normalise(value), header, every)
        found[value] = detector._with_tags(value, header, every, plain)
    return {value: findings for value, findings in found.items() if findings}


@pytest.mark.parametrize("header", HEADERS)
def test_conditions_take_no_finding_away(header):
    country = COUNTRIES[HEADERS.index(header) % len(COUNTRIES)]
    values = list(cells()[HEADERS.index(header) :: 12])
    assert Detector(country, THRESHOLD).find(pl.Series(values), header) == read_by_all(
        values, header, country
    )


@pytest.mark.parametrize("size", [1, 16, 200])
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


def test_presidio_finds_the_same_in_whole_columns():
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
    suppress_health_check=[HealthCheck.too_slow],
)
@given(st.lists(st.lists(PIECES, min_size=1, max_size=14).map("".join), min_size=20, max_size=40))
def test_conditions_take_no_finding_away_from_any_text(texts):
    values = list(dict.fromkeys(text for text in texts if text.strip()))
    if values:
        assert Detector("ES", THRESHOLD).find(pl.Series(values), "x") == read_by_all(
            values, "x", "ES"
        )


@pytest.mark.parametrize(
    "text", ["Vardonnec 06 12 34 56 78", "Bernoux:0612345678", "Jeanß:0003300600"]
)
def test_a_name_of_no_list_before_a_telephone_is_read(text):
    found = Detector("FR", THRESHOLD).find(pl.Series([text]), "x")
    assert "PERSON" in {one.entity for one in found[text]}
    assert found == read_by_all([text], "x", "FR")


def every_pattern() -> list[re.Pattern[str]]:
    found = {
        pattern
        for one in recognisers("FR")
        if isinstance(one, TextRecognizer)
        for pattern in (*sum(one.patterns(1.0), ()), *one.PATTERNS)
    }
    shapes = (one.SHAPES for one in recognisers("FR") if isinstance(one, ShapeRecognizer))
    return sorted(
        found | {shape for each in shapes for shape, _ in each}, key=lambda each: each.pattern
    )


@pytest.mark.parametrize("zeroed", [False, True])
def test_a_loose_pattern_misses_no_match(zeroed):
    normal = [normalise(cell).normal for cell in cells()[::5]]
    matched = 0
    for pattern in every_pattern():
        loose = PatternSet([loosened((pattern,), zeroed=zeroed)])
        for text in filter(pattern.search, normal):
            matched += 1
            assert loose.met(zeroes(text) if zeroed else text), pattern.pattern
    assert matched > 500


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_loose_pattern_misses_no_match_made_for_it(data):
    pattern = data.draw(st.sampled_from(every_pattern()))
    alphabet = st.characters(max_codepoint=0x1EFF, exclude_categories=("Cs", "Cc", "Nd"))
    made = data.draw(st.from_regex(pattern, alphabet=alphabet | st.sampled_from("0123456789")))
    text = normalise(made).normal
    if pattern.search(text):
        assert may_match(pattern, text, zeroed=False)
        assert may_match(pattern, text, zeroed=True)


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
        (r"(?<![0-4])[^5-9\W]7(?!0)", "47"),
    ],
)
def test_loose_patterns_of_every_kind(pattern, text):
    assert re.search(pattern, text)
    assert may_match(re.compile(pattern), text, zeroed=False)
    assert may_match(re.compile(pattern), text, zeroed=True)


def test_loose_patterns_tell_apart_what_they_can():
    digits = re.compile(r"(?<!\w)[12]\d{2}(?!\w)")
    texts = ["a123", "1234", "12", "x 123 y", "323"]
    assert [may_match(digits, text, False) for text in texts] == [False, False, False, True, False]
    assert [may_match(digits, text, True) for text in texts] == [False, False, False, True, True]


def test_numbers_are_told_apart_once_their_shape_is_met():
    which = screening("FR", THRESHOLD, None)
    asked = lambda value: {one.name for one in which.read(value, frozenset())[1]}  # noqa: E731
    assert "NirRecognizer" in asked("1 84 12 76 451 089 46")
    assert "NirRecognizer" not in asked("9 84 12 76 451 089 46")
    assert asked("9 84 12 76 451 089 46") < {one.name for one in recognisers("FR")}
    assert asked("EQ-0001234") == asked("") == set()


def test_the_first_look_of_the_second_scan_misses_nothing():
    normal = [normalise(cell).normal for cell in cells()]
    seen = pl.Series(normal).str.contains(ANY).to_list()
    held = [any(True for _ in readable(text)) for text in normal]
    assert sum(held) > 50
    assert all(first or not found for first, found in zip(seen, held, strict=True))
