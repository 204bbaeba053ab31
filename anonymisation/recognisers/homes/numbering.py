"""Whether the number before a street is a house's, or a thing's, a parcel's, a paper's, a day's.

"caméra 14 quartier des Ormes", "issue de AB 412, rue …", "arrêté n° 2023/81 rue …": no house's.
"""

import re

#: Months, as far as their beginnings tell them.
MONTHS = (
    r"(?i:janv|f[eé]v|mars|avril|mai|juin|juil|ao[uû]t|sept|octo|nov|d[eé]c|enero|feb"
    r"|abril|mayo|junio|julio|agosto|dic)"
)
#: A day before a street: "le 13 mai 2023, avenue …".
_DAY = re.compile(rf"{MONTHS}[^\W\d_]{{0,7}}\.?\s(?:del?\s)?$")
_IN_YEAR = re.compile(r"(?:19|20)\d{2}(?!\d)")
_RANGE = re.compile(r"(?i)\bdu \d{1,4} ?(?:bis|ter|[a-d])? au $")


#: Things along a street that have numbers of their own: "caméra 14 quartier des Ormes".
_THING = re.compile(
    r"(?i)(?<!\w)(?:cam[ée]ras?|armoires?|cand[ée]labres?|lampadaires?|m[âa]ts?|poteaux?|bornes?|bus"
    r"|points? lumineux|panneaux?|arr[êe]ts?|lignes?|tram(?:way)?s?|postes?|bouches?|regards?"
    r"|vannes?"
    r"|coffrets?|horodateurs?|c[áa]maras?|farolas?|postes?|l[íi]neas?|paradas?|lantaarnpa(?:al|len)"
    r"|fases?|tramos?|zonas?|contenedor(?:es)?|puntos?|lotes?|sector(?:es)?|art[íi]culos?|km|las"
    r"|sem[áa]foros?|portal(?:es)?|autob[úu]s(?:es)?|camera'?s?|lijn|lamp ?posts?|hydrants?"
    r"|feux?|carrefour)\s(?:n[°o]\s?)?$"
)


#: A parcel's or an order's number before the street that it lies in: "issue de AB 412, rue …".
_LETTERS = re.compile(
    r"(?<![\w'’])(?!(?:AU|DU|DE|EN|LE|LA|ET|AV|BD|BP|CP|AL|EL|OP|DR|RN|RD|ZA|ZI)\s)(?:\d[A-Z]|[A-Z]{2})\s$"
)
_LAND = re.compile(
    r"(?i)(?<!\w)(?:parcelles?|cadastr\w*|sections?|issues? d[eu']|terrains?|arr[êe]t[ée]s?"
    r"|unit[ée] fonci[èe]re|lots?|parcelas?|percelen|perceel)(?!\w)[^.;!?]{0,50}$"
)
_PAPER = re.compile(
    r"(?i)(?<!\w)(?:arr[êe]t[ée]s?|d[ée]lib[ée]rations?|d[ée]cisions?|permis|march[ée]s?|proc[èe]s-verbal"
    r"|conventions?|decretos?|resoluci[óo]n|besluit)\s(?P<sign>n[°o]\s?)?(?:\d{2,4}[/\-])?$"
)
_YEARED = re.compile(r"(?:19|20)\d\d\s?[/\-]\s?\d")


#: Words of two letters between two numbers that are no plate's: "12 ET 14 rue".
_HOUSE = re.compile(r"\d{1,4} (?:ET|AU|DU|DE|LA|LE|BAT|APT|APP|LOT|RUE|RES|ESC|BTE)\b")
#: The number of a department behind a vehicle's: "4821 BW 33 rue Haute".
_PLATE = re.compile(r"(?<!\w)[1-9]\d{0,3} [A-HJ-NP-TV-Z]{2,3} $")
_DEPARTMENT = re.compile(r"\d(?:[AB]|\d{1,2}),? ")


def counted(text: str, start: int) -> bool:
    """Whether the number before a street is a thing's, a year, or the end of a row of houses."""
    plate = _PLATE.search(text, max(0, start - 10), start)
    if plate and _DEPARTMENT.match(text, start) and not _HOUSE.match(text, plate.start()):
        return True
    if _THING.search(text, max(0, start - 24), start) or _dated(text, start):
        return True
    paper = _PAPER.search(text, max(0, start - 40), start)
    if paper and (paper["sign"] or paper.group()[-1] in "/-" or _YEARED.match(text, start)):
        return True
    land = _LETTERS.search(text, max(0, start - 4), start)
    return bool(land and not text.isupper() and _LAND.search(text, max(0, start - 60), start))


def _dated(text: str, start: int) -> bool:
    """Whether the number before a street is the year of a day, or ends a row of houses."""
    before = text[max(0, start - 16) : start]
    return bool(_RANGE.search(before) or (_IN_YEAR.match(text, start) and _DAY.search(before)))


__all__ = ["MONTHS", "counted"]
