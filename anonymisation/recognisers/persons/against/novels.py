"""Races run in somebody's memory, and titles of novels: "Souvenir Nina Vardon", "Le Roman de …".

A race is told by its noun; a title by its capitals, by its word and by the whole of the text:
"Journal de Mme Vardon" and "l'affaire de Madame Vardon" are a person's.
"""

import re

#: A sporting meeting, and what it is held as, before whom it remembers.
_RACE = re.compile(
    r"(?<!\w)(?:courses?|cyclo\w*|epreuves?|tournois?|concours|randonnees?|prix|criteriums?|rallyes?"
    r"|marches?|raids?|trails?|cross|matchs?|lotos?|petanque|regates?|galas?|meetings?|foulees"
    r"|interclubs|championnats?|carreras?|torneos?|vueltas?|marchas?|wedstrijd(?:en)?|koers|races?"
    r"|tournaments?)(?: [\w'-]+){0,3}? (?:souvenir|memorial|challenge|trophee|coupe|grand prix|prix"
    r"|homenaje|trofeo|copa|beker|herdenking|cup|trophy) $"
)
#: What novels call themselves, before the hero.
_TITLE = re.compile(
    r"(?:(?:les? |la |l')(?:affaire|aventures?|ballade|carnets?|chroniques?|confessions?|contes?"
    r"|enigme|journal|legende|memoires?|mystere|roman|secrets?|vie)|aventures|chroniques"
    r"|confessions|contes|memoires) (?:de |du )$"
)
_HERO = re.compile(r"(?:monsieur|madame|mademoiselle|docteur|professeur|capitaine|commissaire) ")
_GAPS = re.compile(r"\s+")
_WORD = re.compile(r"[^\W\d_]{4,}")


def remembered(simple: str, start: int, end: int) -> bool:
    """Whether a name is that of whom a race remembers: the noun may be part of the finding."""
    name = simple[start:end]
    head, gap, _ = name.partition(" ")
    before = _GAPS.sub(" ", simple[max(0, start - 60) : start])
    return bool(_RACE.search(before) or (gap and _RACE.search(f"{before}{head} ")))


def novel(text: str, simple: str, start: int, end: int) -> bool:
    """Whether a whole text is a title that ends with its hero."""
    if not simple[:1].isalpha() or not _HERO.match(simple, start) or simple[end:].strip(" ."):
        return False
    if text.isupper() or not _TITLE.fullmatch(simple, 0, start):
        return False
    return all(word[0].isupper() for word in _WORD.findall(text[:start]))


__all__ = ["novel", "remembered"]
