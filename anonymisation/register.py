"""Legal persons and natural persons, told apart by register numbers and names.

SIREN/SIRET: Luhn key, La Poste apart (python-stdnum); RNA: W and nine characters (decree of 1901
associations). A sole trader has a SIRET too: with a person's name on the row, the row is a
person's.
"""

import re
from functools import lru_cache

from stdnum.fr import siren, siret

from anonymisation.recognisers.names import (
    is_first_name,
    organisation_like,
    person_score,
    tokens,
)

_RNA = re.compile(r"^W\d{1}[\dA-Z]\d{7}$", re.IGNORECASE)
#: A name this sure to be a person's outweighs a SIRET (sole trader).
_SOLE_TRADER = 0.8
#: A name shaped like a person's; with a given name in it, it is one.
_SHAPE = 0.5


def registered_association(number: str) -> bool:
    """Whether a text is an RNA number."""
    return bool(_RNA.match(number.strip()))


@lru_cache(maxsize=16_384)
def registered_business(number: str) -> bool:
    """Whether a text is a SIREN or SIRET with a right key."""
    digits = re.sub(r"[ .\xa0]", "", number)
    return bool(
        (len(digits) == 14 and siret.is_valid(digits))
        or (len(digits) == 9 and siren.is_valid(digits))
    )


def natural_person(name: str, numbers: list[str]) -> bool:
    """Whether a beneficiary must be taken for a natural person: no proof of the contrary.

    A nameless row is judged by its numbers alone: a valid one is a body's.
    """
    name = name.strip()
    if any(registered_association(number) for number in numbers):
        return False
    if organisation_like(name) if name else True:
        return False
    if any(registered_business(number) for number in numbers):
        return _sole_trader(name)
    return True


def _sole_trader(name: str) -> bool:
    """Whether the holder of a SIRET is a person by name: "Sophie Martin", "DUTHOIT Jordan"."""
    score = person_score(name)
    given = any(is_first_name(word.folded) for word in tokens(name))
    return score >= _SOLE_TRADER or (score >= _SHAPE and given)
