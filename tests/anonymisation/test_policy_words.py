"""Word lists of the policy's files become the regular expressions that say the same."""

import re
from importlib.resources import files

import pytest
from pydantic import TypeAdapter, ValidationError

from anonymisation.policy.words import Pattern

PATTERN = TypeAdapter(Pattern)


@pytest.mark.parametrize(
    ("written", "pattern"),
    [
        (r"\brue\b", r"\brue\b"),
        ({"whole": "rue, allees?"}, r"^(?:rue|allees?)$"),
        ({"begins": "rue"}, r"^(?:rue)\b"),
        ({"starts": "rue"}, r"^(?:rue)"),
        ({"holds": "rue"}, r"\b(?:rue)\b"),
        ({"ends": "rue"}, r"\b(?:rue)\b$"),
        ({"holds": {"fr": "rue, voie", "es": "calle"}}, r"\b(?:rue|voie|calle)\b"),
        ({"before": "nom ", "whole": "pere", "after": "s?"}, "^nom (?:pere)s?$"),
        ({"holds": "tel", "then": "mere"}, r"\b(?:tel)\b.*\b(?:mere)\b"),
        ({"holds": "elus", "without": "notes"}, r"^(?!.*\b(?:notes)\b).*\b(?:elus)\b"),
        ({"holds": r"[^\W\d]{0,3}, ho(?: ten)?"}, r"\b(?:[^\W\d]{0,3}|ho(?: ten)?)\b"),
    ],
)
def test_forms_of_lists(written, pattern):
    assert PATTERN.validate_python(written) == pattern


@pytest.mark.parametrize(
    "written",
    [
        "(",
        {"holds": "("},
        {},
        {"holds": ""},
        {"holds": "rue", "whole": "rue"},
        {"then": "rue"},
        {"holds": ["rue"]},
        {"holds": {"de": "strasse"}},
        {"holds": {"fr": True}},
        {"hold": "rue"},
    ],
)
def test_lists_that_say_nothing_are_refused(written):
    with pytest.raises(ValidationError):
        PATTERN.validate_python(written)


def test_the_shipped_files_can_be_read_by_people():
    folder = files("anonymisation.policy.policies").iterdir()
    texts = {one.name: one.read_text("utf-8") for one in folder if one.name.endswith(".yaml")}
    long = [(name, line) for name, text in texts.items() for line in text.splitlines()]
    assert [one for one in long if len(one[1]) > 120] == []


def test_no_word_of_a_shipped_list_is_empty(policy):
    patterns = [one for meaning in policy.meanings for one in meaning.headers + meaning.glued]
    assert not [one for one in patterns if re.search(r"\(\?:\||\|\||\|\)", one)]
