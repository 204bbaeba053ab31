"""What the words of a header speak of: who decides, serves or makes, whom rows are about.

The words are those of `anonymisation/lexicon/roles.yaml`, class by class and language by language:
where the model has learnt what a class means, a word of it that no labelled table held is known.
"""

import re
from functools import cache
from importlib.resources import files

import yaml

from anonymisation.reading.text import fold


def roles(header: str) -> frozenset[str]:
    """The classes of which folded words of a header are."""
    return frozenset(name for name, pattern in _classes().items() if pattern.search(header))


@cache
def _classes() -> dict[str, re.Pattern[str]]:
    text = (files("anonymisation.lexicon") / "roles.yaml").read_text(encoding="utf-8")
    listed: dict[str, dict[str, str]] = yaml.safe_load(text)
    return {name: _pattern(", ".join(words.values())) for name, words in listed.items()}


def _pattern(words: str) -> re.Pattern[str]:
    each = (re.escape(fold(word)).replace(r"\*", r"\w*") for word in words.split(", "))
    return re.compile(rf"\b(?:{'|'.join(each)})\b")


__all__ = ["roles"]
