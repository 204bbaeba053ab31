"""What the words of a header speak of: who decides, serves or makes, whom rows are about.

The words are those of `anonymisation/lexicon/roles.yaml`, class by class and language by language:
where the model has learnt what a class means, a word of it that no labelled table held is known.
"""

import re
from functools import cache
from importlib.resources import files

import yaml

from anonymisation.policy.words import Words
from anonymisation.reading.text import fold


def roles(header: str) -> frozenset[str]:
    """The classes of which folded words of a header are."""
    return frozenset(name for name, pattern in _classes().items() if pattern.search(header))


@cache
def _classes() -> dict[str, re.Pattern[str]]:
    text = (files("anonymisation.lexicon") / "roles.yaml").read_text(encoding="utf-8")
    listed = yaml.safe_load(fold(text).replace("*", r"\w*"))
    return {
        name: re.compile(Words.model_validate({"holds": by_language}).pattern)
        for name, by_language in listed.items()
    }


__all__ = ["roles"]
