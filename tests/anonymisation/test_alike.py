"""Persons and addresses do not depend on which digits stand beside them, but for those told."""

import pkgutil
import random
import re
from importlib import import_module
from re import _parser

import pytest
from test_speed_equal import cells

from anonymisation.detection.alike import TOLD, Alike, shape
from anonymisation.reading.text import normalise
from anonymisation.recognisers import homes, persons, recognisers
from anonymisation.recognisers.base import TextRecognizer

COUNTRIES = ("FR", "ES", "EC", "SN", "VN", "TN")


def readers(country: str) -> list[TextRecognizer]:
    found = [one for one in recognisers(country) if isinstance(one, TextRecognizer)]
    return [one for one in found if one.NUMBERS_ALIKE]


def other(text: str, draw: random.Random) -> str:
    """The text with other digits in it, those told apart left as they are."""
    told = {at for match in TOLD.finditer(text) for at in range(*match.span())}
    return "".join(
        draw.choice("123456789") if char.isdecimal() and at not in told else char
        for at, char in enumerate(text)
    )


@pytest.mark.parametrize("country", COUNTRIES)
def test_other_digits_change_no_finding(country):
    draw, compared = random.Random(country), 0
    which = readers(country)
    assert {one.name for one in which} >= {"PersonRecognizer", "AddressRecognizer"}
    for cell in cells()[COUNTRIES.index(country) :: 2 * len(COUNTRIES)]:
        text = normalise(cell).normal
        changed = other(text, draw)
        if not re.search(r"\d", text) or shape(text) != shape(changed):
            continue
        compared += 1
        for one in which:
            assert one.hits(text, ()) == one.hits(changed, ()), (one.name, text, changed)
    assert compared > 150


#: Patterns of persons and addresses that know one digit from another, each covered by `TOLD`.
KNOWING = {
    *(
        "addresses._TAIL",
        "addresses._VIET",
        "numbering._IN_YEAR",
        "numbering._YEARED",
        "streets._YEAR",
        "extent.AFTER",
        "frames.OF",
    ),
    *("recogniser._CALLED", "reached._CALLED", "reached._TO_CALL", "awaited._SIGNED"),
    *("frames.AFTER", "recogniser.AFTER", "recogniser.OF"),
}
#: Modules of other recognisers among them.
ELSEWHERE = ("accounts", "records", "keyed")


def knowing() -> set[str]:
    """The patterns beside persons and addresses that hold a digit of their own."""
    found = set()
    for package in (persons, homes):
        for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            module, name = import_module(info.name), info.name.rpartition(".")[2]
            own = [one for one in vars(module).values() if isinstance(one, type)]
            spaces = [vars(module), *(vars(one) for one in own if one.__module__ == info.name)]
            found |= {
                f"{name}.{label}"
                for space in spaces
                for label, one in space.items()
                if isinstance(one, re.Pattern)
                and name not in ELSEWHERE
                and DIGIT.search(parsed(one))
            }
    return found


#: A digit, in a pattern as Python parses it.
DIGIT = re.compile(r"LITERAL, (?:4[89]|5[0-7])\)")


def parsed(pattern: re.Pattern[str]) -> str:
    return str(_parser.parse(pattern.pattern, pattern.flags).data)


def test_no_other_pattern_knows_a_digit():
    assert knowing() <= KNOWING


@pytest.mark.parametrize(
    ("one", "another", "alike"),
    [
        ("le 12/03, 4 rue Haute", "le 27/11, 9 rue Haute", True),
        ("tél. 06 12 34 56 78", "tél. 07 98 76 54 32", True),
        ("tél. 06 12 34 56 78", "tél. 81 98 76 54 32", False),
        ("rue Haute 1945", "rue Haute 1918", True),
        ("rue Haute 1945", "rue Haute 3945", False),
        ("lot 4", "lot 44", False),
    ],
)
def test_texts_are_alike_but_for_digits_that_say_nothing(one, another, alike):
    assert (shape(one) == shape(another)) is alike


def test_a_text_like_one_that_was_read_is_not_read_again(monkeypatch):
    person = next(one for one in readers("FR") if one.name == "PersonRecognizer")
    read = []
    found = type(person).find
    monkeypatch.setattr(
        type(person), "find", lambda self, text: read.append(text) or found(self, text)
    )
    reader = Alike().reader(person, ("objet",))
    assert reader("relance 12 à Mme Vardon") == reader("relance 47 à Mme Vardon") != []
    assert read == ["relance 12 à Mme Vardon"]
