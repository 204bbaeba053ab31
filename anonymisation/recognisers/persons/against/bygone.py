"""Whoever lived long ago, told by a century or by years of life behind the name: no one to hide.

"Cartulaire de l'abbé Vardon, XIIe s.": nobody named so is alive. Years of a life in brackets say
so where the words around honour the dead: a street called after them, a grave of soldiers.
"""

import re

from anonymisation.reading.text import fold

#: A century of long ago, in Roman figures.
_CENTURY = r"(?:X?I{1,3}|X?IV|X?VI{0,3}|X?IX|X)"
_PAST = re.compile(
    rf",? \(?(?:{_CENTURY}(?:e|ème|th) (?:s\.|s\b|si[èe]cle|century)|(?:siglo|segle) {_CENTURY}\b)"
)
#: Birth and death, of which the first two figures are read.
_LIFE = re.compile(
    r"(?:\s[A-ZÀ-Ý][\w'’-]+)?\s?[(,]\s?(?P<born>\d\d)\d\d\s?[-–—/]\s?(?P<died>\d\d)\d\d\)?"
)
#: Who is honoured, before a name.
_HONOURED = re.compile(
    r"(?<!\w)(?:hommages?|nom (?:donne|attribue)|en memoire|denomm\w+|en souvenir|baptisee?"
    r"|carre militaire|soldats?|mort(?:e|s)? pour|homenaje|en memoria|ter ere van|in memory"
    r"|general|colonel|commandant|capitaine|lieutenant|sergent|caporal|marechal|amiral|resistante?"
    r"|compositeur|compositrice|peintre|poete|poetesse|ecrivaine?|sculpteur|sculptrice|savante?"
    r"|botaniste|naturaliste|aviat(?:eur|rice)|industriel(?:le)?|philanthrope|bienfait(?:eur|rice)"
    r"|romanci(?:er|ere)|institut(?:eur|rice)|pintora?|escritora?|poeta|compositora?|schilder"
    r"|dichter|painter|writer|composer)(?!\w)[^;]{0,30}$"
)
#: What the honoured were, behind the years.
_WERE = re.compile(
    r"[,; (]{1,3}(?:(?:ancien(?:ne)?|premiere?) )?(?:maire|fusillee?|mort(?:e)? (?:pour|en)"
    r"|deportee?|resistante?|auteure?|autrice|deputee?|senat(?:eur|rice)|general|peintre|poete|compositeur"
    r"|compositrice|ecrivaine?|sculpteur|institut(?:eur|rice)|bienfait(?:eur|rice)"
    r"|fondat(?:eur|rice)|invent(?:eur|rice)|pionni(?:er|ere)|alcalde|pintora?|escritora?|poeta|fusilad[oa]"
    r"|burgemeester|schilder|dichter|mayor|painter|poet)(?!\w)"
)
_NINETEENTH, _TWENTIETH = "18", "19"


def bygone(text: str, start: int, end: int) -> bool:
    """Whether a name is somebody's of long ago: a century, or years of a life that is honoured."""
    if _PAST.match(text, end):
        return True
    life = _LIFE.match(text, end)
    if life is None or not _over(life["born"], life["died"]):
        return False
    if _HONOURED.search(fold(text[max(0, start - 60) : end])):
        return True
    return bool(_WERE.match(fold(text[life.end() : life.end() + 40])))


def _over(born: str, died: str) -> bool:
    """Whether a life began before 1900, or ended before 2000."""
    return _NINETEENTH in (born, died) or (born == _TWENTIETH and died == _TWENTIETH)


__all__ = ["bygone"]
