"""What kind of name a word is, and what kind a whole cell may be."""

import re
from functools import lru_cache

from anonymisation.lexicon import ambiguous_names, everyday, first_names, surnames, words
from anonymisation.lexicon.vocabulary import is_frequent, is_place, is_stranger
from anonymisation.recognisers.persons.against.vetoes import is_historical, speaks_against, vetoed
from anonymisation.recognisers.persons.words.tokens import (
    Word,
    common,
    common_said,
    once_a_word,
    tokens,
)

#: Given names that begin compound ones: "Jean-Loup", "Anne-Lise".
_COMPOUNDED = frozenset(
    [
        "jean",
        "marie",
        "anne",
        "pierre",
        "paul",
        "louis",
        "charles",
        "luis",
        "juan",
        "jose",
        "maria",
        "ana",
    ]
)


@lru_cache(maxsize=65_536)
def is_first_name(folded: str) -> bool:
    """Whether a folded word is a given name, compound ones included."""
    if folded in first_names():
        return True
    parts = [part for part in folded.split("-") if part]
    if len(parts) < 2:
        return False
    return all(part in first_names() for part in parts) or (
        parts[0] in _COMPOUNDED and len(parts) == 2 and not is_place(folded)
    )


@lru_cache(maxsize=65_536)
def is_surname(folded: str) -> bool:
    """Whether a folded word is a common surname, or one of two joined by a hyphen."""
    return folded in surnames() or any(
        part in surnames() for part in folded.split("-") if len(part) > 2 and "-" in folded
    )


def is_ambiguous(folded: str) -> bool:
    """Whether a given name is also a word."""
    return folded in ambiguous_names()


@lru_cache(maxsize=65_536)
def is_clear(folded: str) -> bool:
    """Whether a word is a given name and nothing else."""
    return len(folded) > 2 and is_first_name(folded) and folded not in everyday()


_TITLES = frozenset(
    [
        "m",
        "mm",
        "mme",
        "mmes",
        "mlle",
        "mlles",
        "mr",
        "mrs",
        "ms",
        "sr",
        "sra",
        "srta",
        "sres",
        "dr",
        "dra",
        "me",
        "pr",
        "dn",
        "dna",
        "vve",
        "veuve",
    ]
)


@lru_cache(maxsize=65_536)
def never_in_name(folded: str) -> bool:
    """Words that end a run of names unless they are themselves common names."""
    if folded in _TITLES:
        return True
    if folded in words("not_names"):
        return folded not in {
            "janvier",
            "fevrier",
            "avril",
            "juillet",
            "dimanche",
            "jeudi",
            "abril",
            "petit",
            "blanc",
            "domingo",
            "julio",
            "pape",
            "marechal",
        }
    if folded in first_names() or folded in surnames():
        return False
    head, _, rest = folded.partition("'")
    said = rest if head in _ELIDED else folded
    return any(said in words(section) for section in ("organisations", "functions", "places"))


#: Articles that lose their vowel: "l'école" is a school.
_ELIDED = frozenset(("l", "d", "qu"))


#: What stands between surname and given name, besides spaces: "VARDON (Luc)", "Luc|Vardon".
_GLUE = frozenset(("", ",", ";", "(", "|", "+", "/"))


def glued(left: Word, right: Word, text: str) -> bool:
    """Whether two words that something parts are surname and given name."""
    if "Cap" not in (left.shape, right.shape) or {left.shape, right.shape} - {"Cap", "UPPER"}:
        return False
    if text and " " not in text and _tight(left, right):
        return True
    one, other = is_first_name(left.folded), is_first_name(right.folded)
    if one != other:
        return _family(right.folded if one else left.folded)
    if left.shape == right.shape:
        return False
    return all(_stranger(word.folded) or is_first_name(word.folded) for word in (left, right))


def _tight(left: Word, right: Word) -> bool:
    """Whether two words without a space between are a name: neither one is read every day."""
    pair = (left.folded, right.folded)
    if any(common_said(word) for word in pair):
        return False
    if is_first_name(pair[0]) != is_first_name(pair[1]):
        return not any(is_frequent(word) and not is_first_name(word) for word in pair)
    return all(map(_stranger, pair))


def _family(folded: str) -> bool:
    return folded in surnames() or is_stranger(folded)


def _stranger(folded: str) -> bool:
    return len(folded) > 3 and is_stranger(folded)


#: Longest given name that clerks shorten with a full stop: "Nic. Vardon".
_ABBREVIATED = 3


def _together(left: Word, right: Word, text: str) -> bool:
    """Whether nothing but a space, or what glues names, stands between two words."""
    gap = text[left.end : right.start]
    if "." in gap and " " in gap and left.shape != "initial" and len(left.folded) > _ABBREVIATED:
        return False  # the sentence ends here
    if gap == ". " and left.shape == "UPPER" and right.shape == "Cap" and len(left.folded) > 2:
        return False  # "avis de la DDT. Bien situé"
    if gap.strip(" ._-"):
        return len(gap) <= 3 and gap.strip() in _GLUE and glued(left, right, gap)
    if "-" in gap:
        return len(gap) <= 2 and (
            gap == "-" or (gap == ".-" and left.shape == right.shape == "initial")
        )
    return gap.strip(" ._") == ""


def _short(word: Word) -> bool:
    """An initial ("A. Kerguelen"), or María as Spain and America write it ("Mª", "Ma.")."""
    return word.text.endswith(".") or (word.folded == "ma" and word.shape == "Cap")


def _article(found: list[Word], index: int, text: str) -> bool:
    """Whether a short word begins a surname of two: "LO PRESTI", "Lo Bianco", "Li Causi"."""
    if index + 1 >= len(found):
        return False
    following = found[index + 1]
    return (
        text[found[index].end : following.start] == " "
        and found[index].shape in ("Cap", "UPPER")
        and following.shape == found[index].shape
        and not common(following.folded)
    )


#: Articles that begin surnames of Italy and Sicily.
_ARTICLES = frozenset(("lo", "li", "la", "lu", "de", "di"))


@once_a_word
def run(found: list[Word], first: int, text: str, limit: int = 8) -> int:
    """Index after the last word of a run of names that begins at `first`."""
    last = first
    index = first
    while index < len(found) and index - first < limit:
        word = found[index]
        if index > first and not _together(found[index - 1], word, text):
            break
        if word.shape == "particle" or (word.folded in _ARTICLES and _article(found, index, text)):
            index += 1
            continue
        # "VARDON-SAINTE": what a hyphen joins is one name.
        double = index > first and text[found[index - 1].end : word.start] == "-"
        barred = never_in_name(word.folded) and not _short(word) and not double
        if word.shape == "lower" or barred:
            break
        if index > first and word.shape == "UPPER" and common(word.folded) and text.isupper():
            break
        index += 1
        last = index
    return last


_NOT_PERSON = re.compile(r"[\d&@/#\"«»+%=€*|]|\s-\s")
_TITLED = re.compile(
    r"^\s*(?:MM?\.?|Mme\.?|Mlle\.?|Mr\.?|Mrs\.?|Monsieur|Madame|Mademoiselle|Dr\.?|Me"
    r"|Ma[iî]tre|Sr\.?"
    r"|Sra\.?|Srta\.?|Don|Doña|D\.|Dña\.?|El\s+Hadji)\s+(?=[A-ZÀ-Ý])",
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


def _untitled(names: list[Word]) -> float:
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


__all__ = [
    "Word",
    "body_named",
    "is_ambiguous",
    "is_clear",
    "is_first_name",
    "is_surname",
    "looks_like_person",
    "never_in_name",
    "organisation_like",
    "person_score",
    "run",
    "tokens",
    "vetoed",
]
