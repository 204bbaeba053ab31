"""What a cell holds, whatever its column is about: a body, a contact, a slip of the keyboard."""

import re

from anonymisation.bodies.names import body, person
from anonymisation.counts import LONGEST_NAME
from anonymisation.detection.detector import Findings
from anonymisation.lexicon import words
from anonymisation.lexicon.vocabulary import is_listed, is_ordinary
from anonymisation.reading.text import fold
from anonymisation.recognisers.persons.words.likeness import looks_like_person
from anonymisation.recognisers.persons.words.tokens import PARTICLES

#: Contacts of services, whoever the rows are about.
OFFICES = frozenset({"EMAIL_FUNCTIONAL", "PHONE_SERVICE"})
#: All that a cell about how to reach somebody may hold.
_CONTACTS = OFFICES | {"EMAIL", "PHONE", "PHONE_FIXED"}
_BRACKETED = re.compile(r"\[[^\]]*\]")


def is_body_headed(value: str) -> bool:
    """Whether a cell is a body's name from its first word on: "Cty CP Thanh Long"."""
    said = value.split()
    heads = {fold(said[0]).strip("."), fold(" ".join(said[:2]))}
    small = any(word[0].islower() and fold(word) not in PARTICLES for word in said[1:])
    kinds = words("organisations") | words("legal_forms") | words("places")
    return not small and "," not in value and bool(heads & kinds)


def is_contact(value: str, findings: Findings) -> bool:
    """Whether a cell of a column of persons holds a mailbox or a telephone, and no name."""
    if not any(one.entity in _CONTACTS for one in findings):
        return False
    if any(one.entity not in _CONTACTS for one in findings):
        return False
    rest, last = "", 0
    for one in findings:
        rest, last = rest + value[last : one.start], one.end
    left = re.findall(r"\w+", rest + value[last:])
    return all(map(_plain, left))


def _plain(word: str) -> bool:
    """Whether a word beside a contact is a small one of the dictionary: "eaux usées@…"."""
    folded = fold(word)
    return word.islower() and is_ordinary(folded) and not is_listed(folded)


def is_slip(value: str) -> bool:
    """Whether a cell of a column of contacts is none: a shifted word or amount, but no name."""
    digits = sum(map(str.isdigit, value))
    return (
        digits < 6
        and len(value.split()) <= 2
        and "@" not in value
        and not re.search(r"\w\.\w", value)
        and not is_person(value)
    )


def is_activity(value: str) -> bool:
    """Whether a club or a place slipped into a column of contacts: "gym Nina Vardon"."""
    written = value[:LONGEST_NAME]
    return "@" not in value and not any(map(str.isdigit, value)) and body(written)


def is_person(value: str) -> bool:
    """Whether a name in a column of bodies is rather a natural person's."""
    return person(value) or (looks_like_person(value) and not body(value))


def kind_named(value: str) -> str | None:
    """PERSON where a cell of unknown kind is shaped like a name."""
    return "PERSON" if looks_like_person(value[:LONGEST_NAME]) else None


def says_something(text: str) -> bool:
    """Whether something else than placeholders remains."""
    return bool(re.search(r"\w", _BRACKETED.sub("", text)))


__all__ = [
    "OFFICES",
    "is_activity",
    "is_body_headed",
    "is_contact",
    "is_person",
    "is_slip",
    "kind_named",
    "says_something",
]
