"""Column names are published as they are: a person must not be found in them either.

A file without a header line gives its first record as column names.
"""

import re
from collections.abc import Iterable, Sequence

import polars as pl

from anonymisation.detect import Detector
from anonymisation.policy import Policy
from anonymisation.recognisers.names import organisation_like, person_score

#: A name made for a machine: "ho_va_ten", "trang_thai".
_LABEL = re.compile(r"^[a-z0-9]+(?:_[a-z0-9]+)+$")
#: From this score a whole column name is a person's (see `metadata`).
_PERSON = 0.7


def unsafe_headers(columns: Sequence[str], country: str, policy: Policy) -> int:
    """How many column names hold personal data."""
    detector = Detector(country, policy.thresholds.score, policy.model)
    found = detector.find(pl.Series(list(columns), dtype=pl.String), "")
    return sum(
        _is_person(name, policy)
        or _personal((one.entity for one in found.get(name, ())), policy, _LABEL.match(name))
        for name in columns
    )


def _is_person(name: str, policy: Policy) -> bool:
    if _LABEL.match(name) or policy.meaning(name) is not None:
        return False
    return person_score(name) >= _PERSON and not organisation_like(name)


def _personal(entities: Iterable[str], policy: Policy, label: object) -> bool:
    """Whether a finding is not kept; words of a label are words, whatever they look like."""
    counted = (entity for entity in entities if not (label and entity in ("PERSON", "OFFICIAL")))
    rules = (policy.entities.get(entity) for entity in counted)
    return any(rule is None or rule.action != "keep" for rule in rules)
