"""Column names are published as they are: a person must not be found in them either.

A file without a header line gives its first record as column names.
"""

import re
from collections.abc import Collection, Iterable, Sequence

import polars as pl

from anonymisation.detection.detector import Detector, Found
from anonymisation.policy.policy import Policy
from anonymisation.recognisers.persons.words.likeness import organisation_like, person_score

#: A name made for a machine: "ho_va_ten", "trang_thai".
_LABEL = re.compile(r"^[a-z0-9]+(?:_[a-z0-9]+)+$")
#: The same in capitals, where other names say what their columns are: "LONG_M".
_CAPITALS = re.compile(r"^[A-Z0-9]+(?:_[A-Z0-9]+)+$")
#: From this score a whole column name is a person's (see `metadata`), and somebody with a title.
_PERSON, _TITLED = 0.7, 0.8
#: Findings that a form of words alone may give: no proof in a line that names columns.
_WEAK = frozenset({"OFFICIAL", "HANDLE", "ID_DOCUMENT", "PARCEL", "COORDINATES", "BIRTH_DATE"})
#: A cell that only a record holds: a number, an amount, a date, how to reach somebody.
_VALUE = re.compile(r"[\d\s.,/:%€$+\-]*\d[\d\s.,/:%€$+\-]*(?:€|[A-Za-z]{1,3})?|.*@.*")
#: Column names from which a line without a value is one of names.
_LINE = 3
#: Findings made of words.
_WORDED = _WEAK | {"PERSON", "ADDRESS", "ADDRESS_PUBLIC"}
#: Share of names that the policy understands, from which a first line is one of names.
_NAMED = 0.5


def unsafe_headers(columns: Sequence[str], country: str, policy: Policy) -> int:
    """How many column names hold personal data.

    Where most names say what their columns are, the line is there: only what cannot be a column's
    name counts then (a mailbox, a telephone, a checked number, somebody's full name). In a line
    without a number or a date, which a record has, a single name counts where it is written as one.
    """
    detector = Detector(country, policy.thresholds.score, policy.model)
    found = detector.find(pl.Series(list(columns), dtype=pl.String), "")
    known = {name for name in columns if _LABEL.match(name) or policy.meaning(name) is not None}
    if known:
        known |= {name for name in columns if _CAPITALS.match(name)}
    named = len(known) > len(columns) * _NAMED
    unsafe = [
        name
        for name in columns
        if _is_person(name, known) or _personal(found.get(name, ()), policy, name in known, named)
    ]
    if len(unsafe) != 1 or not _labels(columns) or _written(unsafe[0]):
        return len(unsafe)
    return int(any(one.entity not in _WORDED for one in found.get(unsafe[0], ())))


def _labels(columns: Sequence[str]) -> bool:
    """Whether a line holds nothing that only a record does."""
    return len(columns) >= _LINE and not any(_VALUE.fullmatch(name.strip()) for name in columns)


def _written(name: str) -> bool:
    """Whether it is written as one writes a name: "Nina Vardon", no "Proxy given to"."""
    words = name.split()
    letters = all(char.isalpha() or char in " -'’" for char in name)
    acronym = words[-1].isupper() and not words[0].isupper() and person_score(name) < _PERSON
    return letters and len(words) > 1 and all(word[0].isupper() for word in words) and not acronym


def _is_person(name: str, known: Collection[str]) -> bool:
    return name not in known and person_score(name) >= _PERSON and not organisation_like(name)


def _personal(findings: Iterable[Found], policy: Policy, known: bool, named: bool) -> bool:
    """Whether a finding is not kept; words of a column's name are words."""
    counted = (one.entity for one in findings if _counts(one, known, named))
    rules = (policy.entities.get(entity) for entity in counted)
    return any(rule is None or rule.action != "keep" for rule in rules)


def _counts(one: Found, known: bool, named: bool) -> bool:
    if one.entity == "PERSON":
        return not known and (not named or one.score >= _TITLED)
    return not (named and one.entity in _WEAK) and not (known and one.entity == "OFFICIAL")
