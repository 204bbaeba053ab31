"""The words of a text as a person detector sees them, and what kind of name a cell may be."""

import re
from dataclasses import dataclass
from functools import lru_cache

from anonymisation.lexicon import ambiguous_names, first_names, historical, surnames, words
from anonymisation.text import fold

_WORD = re.compile(r"[^\W\d_]+(?:['\-][^\W\d_]+)*\.?")
_PARTICLES = frozenset(
    [
        "de",
        "du",
        "des",
        "la",
        "le",
        "d",
        "van",
        "den",
        "der",
        "ben",
        "bent",
        "el",
        "al",
        "von",
        "da",
        "dos",
        "y",
        "ait",
        "ould",
        "mint",
        "bin",
        "abou",
        "abdel",
        "ibn",
        "san",
    ]
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its place; `shape` is Cap, UPPER, initial, particle or lower."""

    text: str
    folded: str
    start: int
    end: int
    shape: str


def tokens(text: str) -> list[Word]:
    """The words of a text."""
    return [_word(match.group(), match.start()) for match in _WORD.finditer(text)]


def _word(raw: str, start: int) -> Word:
    bare = raw.rstrip(".") if len(raw.rstrip(".")) > 1 else raw
    return Word(bare, fold(bare).rstrip("."), start, start + len(bare), _shape(bare))


@lru_cache(maxsize=65_536)
def _shape(word: str) -> str:
    letters = word.replace("-", "").replace("'", "").rstrip(".")
    if len(letters) == 1:
        return "initial" if letters.isupper() else "lower"
    if fold(letters) in _PARTICLES and not (letters.isupper() and len(letters) > 3):
        return "particle"
    if letters.isupper():
        return "UPPER"
    if word[0].isupper() or re.match(r"[dlDLn]'[A-ZÀ-Ý]", word):
        return "Cap"
    return "lower"


@lru_cache(maxsize=65_536)
def is_first_name(folded: str) -> bool:
    """Whether a folded word is a given name, compound ones included."""
    if folded in first_names():
        return True
    parts = folded.split("-")
    return len(parts) > 1 and all(part in first_names() for part in parts if part)


@lru_cache(maxsize=65_536)
def is_surname(folded: str) -> bool:
    """Whether a folded word is a common surname, or one of two joined by a hyphen."""
    return folded in surnames() or any(
        part in surnames() for part in folded.split("-") if len(part) > 2 and "-" in folded
    )


def is_ambiguous(folded: str) -> bool:
    """Whether a given name is also a word."""
    return folded in ambiguous_names()


@lru_cache(maxsize=1)
def _vetoes() -> frozenset[str]:
    return words("streets") | words("places") | words("organisations")


@lru_cache(maxsize=65_536)
def speaks_against(folded: str) -> bool:
    """Whether a word before a name says street, place or organisation."""
    return folded in _vetoes()


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
            "avril",
            "abril",
            "petit",
            "blanc",
            "domingo",
            "julio",
            "pape",
            "marechal",
        }
    known = folded in first_names() or folded in surnames()
    return not known and (
        folded in words("organisations")
        or folded in words("functions")
        or folded in words("places")
    )


def run(found: list[Word], first: int, text: str, limit: int = 5) -> int:
    """Index after the last word of a run of names that begins at `first`."""
    last = first
    index = first
    while index < len(found) and index - first < limit:
        word = found[index]
        if index > first and text[found[index - 1].end : word.start].strip(" .") != "":
            break
        if word.shape == "particle":
            index += 1
            continue
        if word.shape == "lower" or never_in_name(word.folded):
            break
        index += 1
        last = index
    return last


_HOLY = frozenset({"saint", "sainte", "st", "ste", "saints", "san", "santa", "santo", "notre-dame"})


def vetoed(found: list[Word], first: int, text: str, reach: int = 4) -> bool:
    """Whether one of the words before says street, place or organisation."""
    if first and found[first - 1].folded in _HOLY:
        return True
    for index in range(first - 1, max(-1, first - 1 - reach), -1):
        between = text[found[index].end : found[index + 1].start]
        if re.search(r"[.;:!?,()\n/|]", between):
            return False
        if speaks_against(found[index].folded):
            return True
    return False


def is_historical(name: str) -> bool:
    """Whether a full name is a public figure's of the past."""
    return fold(name).replace("  ", " ").strip(" .,'") in historical()


_NOT_PERSON = re.compile(r"[\d&@/#\"«»+%=€*_|]|\s-\s")
_TITLED = re.compile(
    r"^\s*(?:MM?\.?|Mme\.?|Mlle\.?|Mr\.?|Mrs\.?|Monsieur|Madame|Mademoiselle|Dr\.?|Me|Ma[iî]tre|Sr\.?"
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
    if any(never_in_name(word.folded) for word in names):
        return 0.0
    if titled:
        return 0.9
    return _untitled(names)


def _untitled(names: list[Word]) -> float:
    given = [word for word in names if is_first_name(word.folded)]
    family = [word for word in names if is_surname(word.folded)]
    if len(names) == 1:
        return 0.4 if given or family else 0.0
    if len({word.start for word in given} | {word.start for word in family}) >= 2:
        return 0.85
    if given:
        return 0.5 if all(is_ambiguous(word.folded) for word in given) else 0.8
    shapes = {word.shape for word in names}
    if shapes == {"UPPER", "Cap"} and len(names) <= 4:
        return 0.5
    return 0.35 if family and len(names) <= 3 else 0.1


@lru_cache(maxsize=65_536)
def body_named(cell: str) -> bool:
    """Whether a name says in words that it is a body's: "Ville de Lille", "SCI Les Tilleuls"."""
    found = tokens(cell)
    if not found or _TITLED.match(cell):
        return False
    parts = [part for word in found for part in (word.folded, *word.folded.split("'"))]
    return any(part in words("organisations") and not _is_name(part) for part in parts)


def looks_like_person(cell: str) -> bool:
    """Whether a name in a column of bodies is rather a natural person's."""
    return person_score(cell) >= 0.5 and not organisation_like(cell)


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
