"""What a whole cell is like: a person's name, or a body's."""

import re
from functools import lru_cache

from anonymisation.lexicon import vietnamese, words
from anonymisation.lexicon.vocabulary import is_stranger
from anonymisation.recognisers.persons.against.signs import school
from anonymisation.recognisers.persons.against.vetoes import is_historical, speaks_against
from anonymisation.recognisers.persons.against.vietnam import called_first, phrase
from anonymisation.recognisers.persons.words.landscape import borne_in_full
from anonymisation.recognisers.persons.words.names import (
    is_ambiguous,
    is_clear,
    is_first_name,
    is_surname,
    never_in_name,
)
from anonymisation.recognisers.persons.words.tokens import Word, common, tokens

_NOT_PERSON = re.compile(r"[\d&@/#\"«»+%=€*|]|\s-\s")
_TITLED = re.compile(
    r"^\s*(?:MM?\.?|Mme\.?|Mlle\.?|Mr\.?|Mrs\.?|Monsieur|Madame|Mademoiselle|Dr\.?|Me"
    r"|Ma[iî]tre|Sr\.?"
    r"|Sra\.?|Srta\.?|Don|Doña|D\.ª|D[ªº]\.?|D\.|D[ñn]a\.?|El\s+Hadji)\s+(?=[A-ZÀ-Ý])",
    re.IGNORECASE,
)


@lru_cache(maxsize=65_536)
def person_score(cell: str) -> float:
    """How much a whole cell looks like one person's name, 0–1.

    0.9 with a title, 0.8 with a known given name and a surname, 0.5 for the shape "SURNAME First"
    alone, 0.4 for a lone known surname or given name.
    """
    titled = _TITLED.match(cell)
    body = cell[titled.end() :] if titled else cell
    if _NOT_PERSON.search(body) or not 2 <= len(body.strip()) <= 60 or is_historical(body):
        return 0.0
    if called_first(body) or phrase(body) or school(body):
        return 0.0
    found = tokens(body)
    names = [word for word in found if word.shape != "particle"]
    if not 1 <= len(names) <= 5 or body.count(",") > 1:
        return 0.0
    if any(
        never_in_name(word.folded) and body[word.start - 1 : word.start] != "-" for word in names
    ) or ("_" in body and body.islower()):
        return 0.0
    if titled:
        return 0.9
    return _untitled(names)


def _vietnamese(names: list[Word]) -> bool:
    """Whether words are a Vietnamese name, whatever comes first: no two everyday words."""
    if not 2 <= len(names) <= 5 or any(word.shape == "lower" for word in names):
        return False
    folded = [word.folded for word in names]
    syllables = vietnamese("given") | vietnamese("family")
    if folded[0] not in syllables or not (syllables | vietnamese("behind")).issuperset(folded):
        return False
    ends = {folded[0], folded[-1]}
    return not vietnamese("family").isdisjoint(ends) and any(map(is_stranger, folded))


def _untitled(names: list[Word]) -> float:
    if _vietnamese(names):
        return 0.8
    given = [word for word in names if is_first_name(word.folded)]
    family = [word for word in names if is_surname(word.folded)]
    if len(names) == 1:
        return 0.4 if given or family else 0.0
    if all(word.shape == "lower" for word in names) and not (
        any(is_clear(word.folded) for word in given)
        and len({word.start for word in (*given, *family)}) == len(names)
    ):
        return 0.1
    if len({word.start for word in given} | {word.start for word in family}) >= 2:
        return 0.85
    if given:
        return 0.5 if all(is_ambiguous(word.folded) for word in given) else 0.8
    shapes = {word.shape for word in names}
    if shapes == {"UPPER", "Cap"} and len(names) <= 4:
        return 0.5
    return 0.35 if family and len(names) <= 3 else 0.1


#: Legal forms, as they are written behind a firm's name.
_LEGAL = re.compile(
    r"\b(?:S\.?A\.?S?\.?U?|S\.?A\.?R\.?L|S[PC]?RL|BVBA|N\.?V|SCI|EURL|SELARL|GmbH|Ltd|Inc"
    r"|S\.?L\.?U?|ASBL|VZW|SNC|SCOP|GIE"
    r"|S\.?A\. de C\.?V|Cia\. Ltda|SUARL|GAEC|EARL)\b\.?\s*$|&\s?(?:[Ff]ils|FILS|[Cc]ie|CIE"
    r"|[Aa]ssoci|[Zz]onen)|\b[Ee]t [Ff]ils\b"
)


@lru_cache(maxsize=65_536)
def body_named(cell: str) -> bool:
    """Whether a name says in words that it is a body's: "Ville de Lille", "SCI Les Tilleuls"."""
    found = tokens(cell)
    if not found or _TITLED.match(cell):
        return False
    parts = [part for word in found for part in (word.folded, *word.folded.split("'"))]
    if _LEGAL.search(cell) or any(
        part in words("organisations") and not _is_name(part) for part in parts
    ):
        return True
    return any(common(word.folded) for word in found) and not any(
        is_clear(word.folded) for word in found
    )


def looks_like_person(cell: str) -> bool:
    """Whether a name in a column of bodies is rather a natural person's."""
    name = _STATED.sub("", cell)
    return person_score(name) >= 0.5 and not organisation_like(name)


#: What is said of a person behind the name: "VARDON Nina (mineure)".
_STATED = re.compile(
    r"(?i)\s*\((?:mineure?|majeure?|particuli(?:er|[èe]re)|d[ée]c[ée]d[ée]e?|[ée]l[èe]ve|[ée]tudiante?"
    r"|retrait[ée]e?|menor|minor|veu(?:f|ve)|b[ée]n[ée]vole|\d{1,2} ans)\)\s*$"
)
_ORGANISATION = re.compile(r"\d|&|[\"«»“”]|\bS\.?A\.?R?\.?L?\b|\s-\s|/|\(")


@lru_cache(maxsize=65_536)
def organisation_like(cell: str) -> bool:
    """Whether a name is clearly not one natural person's: legal form, kind of body, acronym."""
    found = tokens(cell)
    if not found or _TITLED.match(cell):
        return False
    if borne_in_full(cell):
        return False
    if called_first(cell):
        return True
    if any(speaks_against(word.folded) and not _is_name(word.folded) for word in found):
        return True
    if any(part in words("organisations") for word in found for part in word.folded.split("'")):
        return not all(_is_name(word.folded) for word in found)
    if len(found) == 1:
        return not _is_name(found[0].folded)
    if any(word.folded in words("not_names") and not _is_name(word.folded) for word in found):
        return person_score(cell) < 0.35
    return bool(_ORGANISATION.search(cell)) or (
        person_score(cell) < 0.35 and any(word.shape == "lower" for word in found)
    )


def _is_name(folded: str) -> bool:
    return is_first_name(folded) or is_surname(folded)


__all__ = ["body_named", "looks_like_person", "organisation_like", "person_score"]
