"""Several in office told together: "Nina Vardon et Luc Kerlec, conseillers municipaux".

The word in the plural stands beside one of them only, and tells the others.
"""

import re

from anonymisation.reading.text import fold
from anonymisation.recognisers.base import Hit

_COUNCILS = (
    r"(?:municipa|metropolitain|departementa|regiona|communauta|communa|provincia|territoria"
    r"|deleguee?s|d'opposition|de la majorite|d'arrondissement|consulaires|generaux)"
)
#: Offices in the plural.
_SEVERAL = (
    r"(?:maires|adjointe?s(?! (?:tech|admin|d'anim|du patr|terr))(?: aux? maires?)?"
    rf"|conseill(?:er|ere)s {_COUNCILS}\w*|elue?s|deputee?s|senat(?:eur|rice)s"
    r"|(?:co-?|vice-)presidente?s|echevine?s|bourgmestres|ministres|rapporteu(?:r|se|re)s"
    r"|concejal(?:es|as)|alcald(?:es|esas)|diputad[oa]s|regidor(?:es|as|s)|tenientes de alcalde"
    r"|ediles|vereador(?:es|as)|schepenen|wethouders|burgemeesters|(?:gemeente|provincie)?raadsleden"
    r"|(?:(?:county|city|town|parish|borough|ward|local) )?councillors|cllrs)"
)
_BEHIND = re.compile(rf"\s*[,(–-]\s*(?:les |los |las |de |respectivement |both )?{_SEVERAL}\b")
_BEFORE = re.compile(rf"\b{_SEVERAL}\.?(?: (?:de |van |d')?[\w'-]+)?\s?:?\s*$")
#: What stands between two of them: no more than "and" or a comma, and a title.
_LINK = re.compile(
    r"(?:,| ?/)?\s(?:(?:et|y|e|i|en|and|und|&) (?:d'|de |a |por |par |con |avec |by )?)?"
    r"(?:(?:m|mm|mme|mmes|mlle|mr|mrs|ms|sr|sra|dhr|mevr)\.? |monsieur |madame |don |dona )?$"
)
#: Something else is said of the last: "et Luc Kerlec, riverain".
_SAID = re.compile(r"\s*[,(]\s?(?:un |une |le |la |el |een |a |the )?[a-z]")
#: The longest link, and how far a word in the plural is looked for, in characters.
_LONGEST, _REACH = 20, 60


def colleagues(text: str, hits: list[Hit]) -> list[Hit]:
    """The hits with those in office whom a word in the plural tells beside others."""
    told = serving(text, hits) if any(hit.entity == "OFFICIAL" for hit in hits) else []
    if not told:
        return hits
    return [
        hit._replace(entity="OFFICIAL") if hit.entity == "PERSON" and within(hit, told) else hit
        for hit in hits
    ]


def serving(text: str, hits: list[Hit]) -> list[tuple[int, int]]:
    """The places of names in rows that a word in the plural gives an office."""
    if len(hits) < 2:
        return []
    rows = (row for row in _rows(text, hits) if len(row) > 1)
    return [place for row in rows if _in_office(text, row) for place in row]


def within(hit: Hit, places: list[tuple[int, int]]) -> bool:
    """Whether a hit lies inside one of these places."""
    return any(first <= hit.start and hit.end <= last for first, last in places)


def _in_office(text: str, row: list[tuple[int, int]]) -> bool:
    """Whether a word in the plural stands at one end of names in a row."""
    start, end = row[0][0], row[-1][1]
    behind = fold(text[end : end + _REACH])
    if _BEHIND.match(behind):
        return True
    before = fold(text[max(0, start - _REACH) : start])
    return bool(_BEFORE.search(before)) and not _SAID.match(behind)


def _rows(text: str, hits: list[Hit]) -> list[list[tuple[int, int]]]:
    """The places of names that only "and", commas and titles part, row by row."""
    rows: list[list[tuple[int, int]]] = []
    for start, end in sorted({(hit.start, hit.end) for hit in hits}):
        last = rows[-1][-1] if rows else None
        if last is not None and start < last[1]:
            rows[-1][-1] = (last[0], max(last[1], end))
        elif last is not None and _linked(text[last[1] : start]):
            rows[-1].append((start, end))
        else:
            rows.append([(start, end)])
    return rows


def _linked(between: str) -> bool:
    return len(between) <= _LONGEST and bool(_LINK.match(fold(between)))


__all__ = ["colleagues", "serving", "within"]
