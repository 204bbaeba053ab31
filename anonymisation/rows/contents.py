"""What a cell holds, whatever its column is about: a body, a contact, a slip of the keyboard."""

import re

from anonymisation.bodies.households import filed, household
from anonymisation.bodies.names import body, person
from anonymisation.bodies.trades import trader
from anonymisation.counts import LONGEST_NAME
from anonymisation.detection.detector import Findings
from anonymisation.lexicon import vietnamese, words
from anonymisation.lexicon.vocabulary import is_listed, is_ordinary, is_stranger
from anonymisation.reading.named import name_words
from anonymisation.reading.text import fold
from anonymisation.recognisers.persons.words.likeness import looks_like_person
from anonymisation.recognisers.persons.words.names import is_first_name, is_surname
from anonymisation.recognisers.persons.words.tokens import PARTICLES, tokens

#: Contacts of services, whoever the rows are about.
OFFICES = frozenset({"EMAIL_FUNCTIONAL", "PHONE_SERVICE"})
#: All that a cell about how to reach somebody may hold.
_CONTACTS = OFFICES | {"EMAIL", "PHONE", "PHONE_FIXED"}
#: How signs begin, and some families: "Le Petit Marcel", "Le Gall Marcel".
_ARTICLE = re.compile(r"(?i)(?:l[ea]s?|el|los|las|the|de|het)\s")
#: As clerks file people: "DE SAINT-VARDON Nina".
_FILED = re.compile(r"[A-ZÀ-ÝŒ][A-ZÀ-ÝŒ'’\- ]+ [A-ZÀ-Ý][a-zà-ÿœ]+(?:-[A-ZÀ-Ý][a-zà-ÿœ]+)?")
#: Words of the longest such cell.
_PLAIN = 4
_BRACKETED = re.compile(r"\[[^\]]*\]")


#: What somebody is given, though bodies are called so too: "Aide BAFA Nina Vardon".
_GIVEN = frozenset({"aide", "aides", "secours", "fonds", "ayuda", "ayudas", "subside"})


def is_body_headed(value: str) -> bool:
    """Whether a cell is a body's name from its first word on: "Cty CP Thanh Long"."""
    said = value.split()
    heads = {fold(said[0]).strip("."), fold(" ".join(said[:2]))} - _GIVEN
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
    syllable = folded in vietnamese("given") | vietnamese("family")
    return word.islower() and is_ordinary(folded) and not is_listed(folded) and not syllable


def is_plain(value: str) -> bool:
    """Whether small words of the dictionary stand where a name would: "bus", "groupe 25 repas"."""
    found = tokens(value)
    return (
        0 < len(found) <= _PLAIN
        and value[0].islower()
        and all(_plain(word.text) or word.shape == "particle" for word in found)
    )


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
    filed_so = filed(value) or household(value)
    return filed_so or person(value) or (looks_like_person(value) and not body(value))


def in_full(value: str) -> bool:
    """Whether what is written over a shop is a natural person's given name and surname.

    "Nina Vardon" is; "Chez Nina", "Le Petit Marcel", "Bazar Anita" are names of shops.
    """
    if trader(value):
        return True
    found = [word for word in tokens(value) if word.shape != "particle"]
    if len(found) not in (2, 3) or len(name_words(value)) < 2 or not is_person(value):
        return False
    if _ARTICLE.match(value) and is_ordinary(found[-2].folded):
        return False
    if _FILED.fullmatch(value.strip()):
        return True
    ends = found[0].folded, found[-1].folded
    return any(
        is_first_name(given) and (is_surname(family) or is_stranger(family))
        for given, family in (ends, ends[::-1])
    )


def in_full_there(sign: str, start: int, end: int) -> bool:
    """Whether a part of a sign, with the article before it, is such a name."""
    words = sign[:start].split()
    article = words[-1] if words and _ARTICLE.fullmatch(f"{words[-1]} ") else ""
    return in_full(f"{article} {sign[start:end]}".strip())


def kind_named(value: str) -> str | None:
    """PERSON where a cell of unknown kind is shaped like a name."""
    return "PERSON" if looks_like_person(value[:LONGEST_NAME]) else None


def says_something(text: str) -> bool:
    """Whether something else than placeholders remains."""
    return bool(re.search(r"\w", _BRACKETED.sub("", text)))


__all__ = [
    "OFFICES",
    "in_full",
    "in_full_there",
    "is_activity",
    "is_body_headed",
    "is_contact",
    "is_person",
    "is_plain",
    "is_slip",
    "kind_named",
    "says_something",
]
