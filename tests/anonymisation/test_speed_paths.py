"""The shortcuts of detection say what the libraries behind them say, number by number."""

import random
import re
import unicodedata

import phonenumbers
import pytest
from hypothesis import given
from hypothesis import strategies as st
from presidio_analyzer import EntityRecognizer, RecognizerResult

from anonymisation.detection.detector import _distinct
from anonymisation.reading.text import _LETTERS, flat, fold
from anonymisation.recognisers.base import Hit
from anonymisation.recognisers.conditions.sieve import Sieve
from anonymisation.recognisers.contacts import written
from anonymisation.recognisers.contacts.mailboxes import MailboxRecognizer
from anonymisation.recognisers.contacts.telephone_plans import number_kind, plan_of
from anonymisation.recognisers.homes import dwellings
from anonymisation.recognisers.homes.addresses import AddressRecognizer
from anonymisation.recognisers.persons.told import framed, titled

REGIONS = ("FR", "BE", "CH", "DZ", "EC", "VN", "MA", "ES")
SIEVES = (
    AddressRecognizer._SIEVE,
    written.SIEVE,
    MailboxRecognizer._SIEVE,
    dwellings._SIEVE,
    framed._SIEVE,
    titled._SIEVE,
)


def by_library(number: str, region: str) -> int | None:
    try:
        parsed = phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        return None
    valid = phonenumbers.is_valid_number(parsed)
    return int(phonenumbers.number_type(parsed)) if valid else None


def written(draw: random.Random, region: str) -> str:
    code = phonenumbers.country_code_for_region(region)
    start = draw.choice(["0", "0", f"+{code}", f"(+{code})", f"00{code}", "(0)", "+33", "", "+"])
    gaps = ["", "", "", " ", ".", "-", "/", ") ", " (", " - "]
    size = draw.choice([7, 8, 9, 9, 9, 10, 11])
    return start + "".join(draw.choice(gaps) + draw.choice("0123456789") for _ in range(size))


@pytest.mark.parametrize("region", REGIONS)
def test_numbers_are_told_as_libphonenumber_tells_them(region):
    draw = random.Random(region)
    short = 0
    for _ in range(1_500):
        number = written(draw, region)
        plan = plan_of(region)
        short += bool(plan and plan.national(number))
        assert number_kind(number, region) == by_library(number, region), (number, region)
    assert (short > 50) == (plan_of(region) is not None)


@pytest.mark.parametrize("kind", range(11))
def test_example_numbers_of_every_kind(kind):
    for region in REGIONS:
        example = phonenumbers.example_number_for_type(region, kind)
        for form in range(4) if example else ():
            number = phonenumbers.format_number(example, form)
            assert number_kind(number, region) == by_library(number, region), number


@pytest.mark.parametrize("sieve", SIEVES)
def test_a_sieve_lets_through_every_pattern_that_matches(sieve):
    from test_speed_equal import cells

    matched = sifted = 0
    for cell in cells()[::4]:
        for text in (cell, flat(cell)):
            passing = sieve.passing(text)
            sifted += len(passing) < len(sieve.patterns)
            for index, pattern in enumerate(sieve.patterns):
                if pattern.search(text):
                    matched += 1
                    assert index in passing, pattern.pattern
    assert matched
    assert sifted


def test_a_sieve_lets_through_what_it_cannot_read():
    sieve = Sieve(re.compile("a"), re.compile("b"))
    assert sieve.passing("\ud800") == (0, 1)
    assert sieve.passing("xb") == (1,)
    assert sieve.passing("") == ()
    assert [(index, match.span()) for index, match in sieve.finditer("bab")] == [
        (0, (1, 2)),
        (1, (0, 1)),
        (1, (2, 3)),
    ]


def folded_whole(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
    return "".join(char for char in decomposed if not unicodedata.combining(char))


@given(st.text())
def test_folding_is_that_of_the_whole_text(text):
    assert fold(text) == folded_whole(text)


HITS = st.builds(
    lambda entity, start, size, score: Hit(entity, start, start + size, score),
    st.sampled_from(["A", "B"]),
    st.integers(0, 6),
    st.integers(1, 6),
    st.sampled_from([0, 0.35, 0.6, 0.95]),
)


@given(st.lists(HITS, max_size=8))
def test_hits_inside_others_go_as_presidio_lets_them_go(hits):
    results = [RecognizerResult(*hit) for hit in hits]
    expected = EntityRecognizer.remove_duplicates(results)
    assert _distinct(hits) == [
        Hit(one.entity_type, one.start, one.end, one.score) for one in expected
    ]
