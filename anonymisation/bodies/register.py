"""Legal persons and natural persons, told apart by register numbers and names.

SIREN/SIRET: Luhn key, La Poste apart (python-stdnum); RNA: W and nine characters (decree of 1901
associations). A sole trader has a SIRET too: with a person's name on the row, the row is a
person's.
"""

import re
from functools import lru_cache

from stdnum.be import vat
from stdnum.ec import ruc
from stdnum.es import cif
from stdnum.fr import siren, siret
from stdnum.ma import ice
from stdnum.tn import mf
from stdnum.vn import mst

from anonymisation.bodies.households import filed, household
from anonymisation.bodies.names import body, person, trader, unregistered
from anonymisation.bodies.nobody import nobody, role
from anonymisation.bodies.parties import party
from anonymisation.bodies.trades import behind_a_sign, made_up
from anonymisation.lexicon import firms, words
from anonymisation.lexicon.vocabulary import is_ordinary, is_stranger
from anonymisation.reading.text import fold
from anonymisation.recognisers.persons.words.likeness import organisation_like, person_score
from anonymisation.recognisers.persons.words.names import is_first_name, is_surname
from anonymisation.recognisers.persons.words.tokens import tokens

_RNA = re.compile(r"^W\d{1}[\dA-Z]\d{7}$", re.IGNORECASE)
#: A name this sure to be a person's outweighs a SIRET (sole trader).
_SOLE_TRADER = 0.8
#: A name shaped like a person's; with a given name in it, it is one.
_SHAPE = 0.5


def registered_association(number: str) -> bool:
    """Whether a text is an RNA number."""
    return bool(_RNA.match(number.strip()))


#: Mexico's tax number of a body: three letters, where a person's has four.
_RFC = re.compile(r"^[A-ZÑ&]{3}\d{6}[A-Z\d]{3}$", re.IGNORECASE)
#: Senegal's NINEA with its three signs of taxation.
_NINEA = re.compile(r"^\d{7}(?:\d{2})?\d[A-Z]\d$", re.IGNORECASE)


@lru_cache(maxsize=16_384)
def registered_body(number: str) -> bool:
    """Whether a text is a number of bodies only: Spain's CIF, Ecuador's RUC, Mexico's RFC."""
    bare = _bare(number)
    body = bare[2:3] in ("6", "9") and bool(ruc.is_valid(bare))
    return body or bool(cif.is_valid(bare)) or bool(_RFC.match(bare))


@lru_cache(maxsize=16_384)
def registered_business(number: str) -> bool:
    """Whether a text is a business's number with a right key: SIREN, SIRET, and the partners'.

    Belgium's, Tunisia's, Morocco's, Viet Nam's and Senegal's numbers are those of sole traders too.
    """
    bare = _bare(number)
    if len(bare) == 14 and bare.isdigit():
        return bool(siret.is_valid(bare))
    if len(bare) == 9 and bare.isdigit():
        return bool(siren.is_valid(bare))
    return bool(_NINEA.match(bare)) or any(kind.is_valid(bare) for kind in (vat, mf, ice, mst))


def _bare(number: str) -> str:
    return re.sub(r"[\s.\-/]", "", number)


def natural_person(name: str, numbers: list[str]) -> bool:
    """Whether a beneficiary must be taken for a natural person: no proof of the contrary.

    A nameless row is judged by its numbers alone: a valid one is a body's. Among the numbers may
    be the word of the register for what kind of person it is (`parties`), which decides.
    """
    told = {party(number) for number in numbers} - {""}
    name = name.strip()
    if len(told) == 1 and name:
        return told == {"natural"} and not nobody(name)
    return _natural(name, [number for number in numbers if not party(number)])


def _natural(name: str, numbers: list[str]) -> bool:
    name = name.title() if name.islower() and _small(name) else name
    name = name if body(name) else _TITLE.sub("", name)
    if nobody(name) or role(name) or any(registered_body(number) for number in numbers):
        return False
    if any(registered_association(number) for number in numbers):
        return False
    known = filed(name) or household(name) or behind_a_sign(name)
    if not known and (not any(map(str.isalpha, name)) or body(name) or _brand(name, numbers)):
        return False
    if known or trader(name) or _couple(name) or _INITIALLED.fullmatch(name) or _inverted(name):
        return True
    if person(name) or (not any(map(str.strip, numbers)) and numbers and unregistered(name)):
        return _unregistered(numbers) or (not organisation_like(name) and _sole_trader(name))
    if organisation_like(name):
        return False
    if any(registered_business(number) for number in numbers):
        return _sole_trader(name)
    return True


#: Spain's titles, which are written before full names only.
_TITLE = re.compile(r"(?i)^\s*(?:d\.?[ªa]\.?|d\.(?=\s*[^\W\d_]{2,}\s)|do[nñ]a|don|dñ?a\.)\s+")
#: A surname with an initial, before or behind it: "VARDON N.", "N. Vardon".
_INITIALLED = re.compile(
    r"[^\W\d_][\w'’\-]+(?: [^\W\d_][\w'’\-]+)? [A-ZÀ-Ý]\.(?:-[A-ZÀ-Ý]\.)?"
    r"|[A-ZÀ-Ý]\.(?:-[A-ZÀ-Ý]\.)? [^\W\d_][\w'’\-]+"
)


def _brand(name: str, numbers: list[str]) -> bool:
    """Whether a registered name is a firm's, though families are called so too."""
    return not _unregistered(numbers) and (fold(name) in firms() or fold(name) in words("brands"))


#: As clerks file people: "VARDON, Oksana".
_FILED = re.compile(r"[A-ZÀ-Ý][A-ZÀ-Ý'’ \-]+, ?[A-ZÀ-Ý][a-zà-ÿ]+(?:[ \-][A-ZÀ-Ý][a-zà-ÿ]+)?")


def _inverted(name: str) -> bool:
    """Whether a surname in capitals stands before a given name, with a comma between."""
    return bool(_FILED.fullmatch(name)) and not organisation_like(name)


def _small(name: str) -> bool:
    """Whether a name without capitals may be a person's: a few words, none of them everyday's."""
    found = [word for word in tokens(name) if word.shape != "particle"]
    if person(name.title()):
        return True
    return 2 <= len(found) <= 5 and not any(
        is_ordinary(word.folded) and not (is_first_name(word.folded) or is_surname(word.folded))
        for word in found
    )


_AND = re.compile(r"\s(?:et|ou|y|e|and|en|&|/)\s|\s?/\s?")


def _couple(name: str) -> bool:
    """Whether two persons are named together: "Nina VARDON et L. KERLEC"."""
    parts = _AND.split(name)
    return (
        len(parts) == 2
        and any(person(part) or person_score(part) >= _SHAPE for part in parts)
        and all(map(_capitals, parts))
    )


def _capitals(name: str) -> bool:
    """Whether a few words are all written as names are: capitals, initials, particles."""
    found = tokens(name)
    return 2 <= len(found) <= 5 and all(word.shape != "lower" for word in found)


def _surnames(name: str) -> bool:
    """Whether a name is a listed surname that is no word, alone or beside no word but names."""
    found = [word for word in tokens(name) if word.shape != "particle"]
    if not 1 <= len(found) <= 3 or any(word.shape == "lower" for word in found):
        return False
    if any(word.folded in words("brands") for word in found):
        return False
    if any(is_ordinary(word.folded) and not is_surname(word.folded) for word in found):
        return False
    return any(is_surname(word.folded) and is_stranger(word.folded) for word in found)


def _strangers(name: str) -> bool:
    """Whether a name is two words that no dictionary and no list of brands has."""
    found = tokens(name)
    return len(found) == 2 and all(
        word.shape == "Cap"
        and len(word.folded) > 3
        and is_stranger(word.folded)
        and not made_up(word.folded)
        for word in found
    )


def _unregistered(numbers: list[str]) -> bool:
    return not any(registered_business(number) for number in numbers)


def _sole_trader(name: str) -> bool:
    """Whether the holder of a SIRET is a person by name: "Sophie Martin", "DUTHOIT Jordan"."""
    if _surnames(name) or _strangers(name):
        return True
    score = person_score(name)
    given = any(is_first_name(word.folded) for word in tokens(name))
    return score >= _SOLE_TRADER or (score >= _SHAPE and given)
