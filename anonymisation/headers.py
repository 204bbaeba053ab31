"""Column names are published as they are: a person must not be found in them either.

A file without a header line gives its first record as column names.
"""

from collections.abc import Iterable, Sequence

import polars as pl

from anonymisation.detect import Detector
from anonymisation.policy import Policy
from anonymisation.recognisers.names import organisation_like, person_score

#: From this score a whole column name is a person's (see `metadata`).
_PERSON = 0.7


def unsafe_headers(columns: Sequence[str], country: str, policy: Policy) -> int:
    """How many column names hold personal data."""
    detector = Detector(country, policy.thresholds.score)
    found = detector.find(pl.Series(list(columns), dtype=pl.String), "")
    return sum(
        _is_person(name) or _personal((one.entity for one in found.get(name, ())), policy)
        for name in columns
    )


def _is_person(name: str) -> bool:
    return person_score(name) >= _PERSON and not organisation_like(name)


def _personal(entities: Iterable[str], policy: Policy) -> bool:
    rules = (policy.entities.get(entity) for entity in entities)
    return any(rule is None or rule.action != "keep" for rule in rules)
