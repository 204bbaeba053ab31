"""Names of civil status: "Vardon reprend l'usage de son nom", "lire VARDON et non VARDEN".

Whoever takes a name back, keeps it or loses it is named before the verb, and where a name is put
right both of its forms are written. Towns and streets are put right as well: a paper of civil
status must be spoken of where one of the forms is a place's.
"""

import re
from collections.abc import Iterator

from anonymisation.lexicon import words
from anonymisation.lexicon.vocabulary import is_frequent, is_listed, is_place, is_stranger
from anonymisation.recognisers.base import LIKELY, Hit
from anonymisation.recognisers.conditions.sieve import Sieve
from anonymisation.recognisers.persons.against.vetoes import is_historical
from anonymisation.recognisers.persons.spans import LONE
from anonymisation.recognisers.persons.told.sieves import FOLDED
from anonymisation.recognisers.persons.words.fitness import told_word
from anonymisation.recognisers.persons.words.tokens import Word

#: A surname with what leads it, or a given name with one, without capitals and accents.
_NAME = r"[^\W\d_][\w'-]{2,25}(?: [^\W\d_][\w'-]{1,25}){0,2}?"
_QUOTE = r"[«“\"']? ?"
#: Who takes a name, keeps it or loses it.
_TAKES = re.compile(
    rf"(?<![\w'-])(?P<name>{_NAME}),? (?:(?:a |est |ne |va |souhaite |desire |demande a |veut )?"
    r"(?:re|a |est )?(?:pren(?:d|dre|dra)|pris|conserv\w{1,4}|gard\w{1,4}|perd(?:u|ra|re)?"
    r"|port\w{1,4}"
    r"|retrouv\w{1,4}|abandonn\w{1,4}|autorisee? a (?:porter|conserver|reprendre|garder)))"
    r" (?:plus )?(?:l'usage )?(?:(?:de|du) )?(?:son |le |sa |ce )?(?:double )?(?:nom|patronyme)"
    r" (?:de (?:naissance|jeune fille|famille|son|sa|l'ex|mariage|celibataire)|d'(?:epou|usag|orig)"
    r"|patronymique|marital|du (?:mari|conjoint|pere))"
    rf"|(?<![\w'-])(?P<other>{_NAME}),? (?:(?:retoma|recupera|conserva|mantiene|pierde|usara"
    rf"|vuelve a usar)"
    r" (?:el uso de )?(?:su |el |o |seu )?(?:apellidos?|nombre|nome) (?:de (?:soltera?|casad[oa]"
    r"|nacimiento"
    r"|solteir[oa])|familiar)|(?:neemt|herneemt|behoudt|draagt) (?:opnieuw )?(?:haar|zijn"
    r"|de) (?:meisjes"
    r"|geboorte|familie|eigen )naam|(?:resumes|reverts to|keeps|takes) (?:her|his|their)"
    r" (?:maiden|birth|married|former|family) name|lay lai ten khai sinh)"
)
#: How a name is to be read, and how not.
_READ = re.compile(
    rf"(?<![\w'-])(?:lire|ecrire|orthographier|lees|lezen|read|lease|leer|debe (?:decir|leerse)"
    rf"|leia-se|ler|doc la|schrijf)"
    rf" ?:? ?{_QUOTE}(?P<name>{_NAME}) ?[»”\"']?,? (?:et non(?: pas)?|au lieu de|plutot que|y no"
    rf"|en lugar de"
    rf"|en vez de|en niet|in plaats van|and not|not|instead of|rather than|e nao|em vez de"
    rf"|chu khong phai) {_QUOTE}(?P<other>{_NAME})(?![\w'-])"
    rf"|(?<![\w'-])(?:au lieu de|donde dice|en lugar de|in plaats van|instead of|for|onde se le)"
    rf" ?:? ?{_QUOTE}(?P<wrong>{_NAME}) ?[»”\"']?,? (?:il faut |il convient de |on doit )?"
    rf"(?:lire|ecrire|debe decir|lease|lees|lezen|read"
    rf"|leia-se) ?:? ?{_QUOTE}(?P<right>{_NAME})(?![\w'-])"
)
#: Papers of civil status, and names: what is put right is somebody's.
_STATUS = re.compile(
    r"\b(?:actes?|etat civil|rectifi\w+|noms?|prenoms?|patronym\w*|mentions?|marge|livret|naissance"
    r"|mariage|deces|filiation|epou\w+|apellidos?|nombres?|partida|registro civil|nacimiento|akte"
    r"|naam|geboorte|huwelijk|surname|birth|marriage|nome|assento|khai sinh)\b"
)
_PARTS = (("name",), ("other",), ("name", "other"), ("wrong", "right"))


def renamed(simple: str, found: list[Word]) -> Iterator[Hit]:
    """Who takes a name back or keeps it, and both forms of one that is put right."""
    for _, match in _SIEVE.finditer(simple):
        for parts in _PARTS[:2] if match.re is _TAKES else _PARTS[2:]:
            if match[parts[0]]:
                yield from _sides(simple, found, match, parts)


def _sides(
    simple: str, found: list[Word], match: re.Match[str], parts: tuple[str, ...]
) -> Iterator[Hit]:
    """The names of a sentence, where all of them may be and one surely is."""
    sides = [_last_names(found, *match.span(part), first=part != "name") for part in parts]
    if not all(sides) or not all(_fits(word) for side in sides for word in side):
        return
    sure = any(_sure(word) for side in sides for word in side)
    placed = any(is_place(word.folded) for side in sides for word in side)
    if len(parts) > 1 and (not sure or (placed and not _STATUS.search(simple))):
        return
    for side in sides:
        start, end = side[0].start, side[-1].end
        if not is_historical(simple[start:end]):
            yield Hit("PERSON", start, end, LIKELY if len(side) > 1 else LONE)


def _last_names(found: list[Word], start: int, end: int, first: bool) -> list[Word]:
    """The words of a name: those that have their capital, from an end of the span."""
    inside = [word for word in found if start <= word.start and word.end <= end]
    capital = [word for word in inside if word.shape != "lower"]
    return capital or (inside[:1] if first else inside[-1:])


def _fits(word: Word) -> bool:
    """Whether a word may be part of a name here, whatever else it means."""
    if word.shape in ("particle", "initial"):
        return True
    listed = is_listed(word.folded) or word.folded in words("surname_words")
    small = word.shape == "lower" and is_frequent(word.folded)
    return listed or (not told_word(word) and not small and not _everyday(word))


def _everyday(word: Word) -> bool:
    return is_frequent(word.folded) and word.shape != "UPPER"


def _sure(word: Word) -> bool:
    if is_place(word.folded) and not is_listed(word.folded):
        return False
    return is_listed(word.folded) or is_stranger(word.folded)


_SIEVE = Sieve(_TAKES, _READ, among=FOLDED)

__all__ = ["renamed"]
