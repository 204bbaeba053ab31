"""Places of the Maghreb and of the Sahel that bear a saint's or a patron's name, in Latin letters.

"Hammam Sidi Yahia", "Oued Lalla Mina": a place's noun stands before the saint's title. Houses of
the young and of culture are called after somebody: "maison de jeunes Habib Vardon".
"""

import re

_PLACE = (
    r"(?:hammam|oued|wadi|cite|quartier|bord?j|bir|ain|souk|suq|douar|dar|ras|djebel|jebel|jbel"
    r"|ksar|ksour|menzel|henchir|zaouiet?|zawiya|zawiyat|bab|hay|houmt|houmet|koubba|marabout"
    r"|mosquee|masjid|jamaa|derb|zankat|nahj|plage|ecole|lycee|college|stade|cimetiere|marche"
    r"|place|rue|avenue|route|piste|impasse|lotissement|residence|commune|delegation|imada|secteur"
    r"|arrondissement|village|municipalite|station|gare|pont|barrage|foret|ile|lac|lagune|sebkha"
    r"|cap|port|mausolee|tourbet|medina|medersa|collines?|falaises?|cafe|restaurant|hotel)"
)
_SAINT = r"(?:sidi|si|lalla|lella|moulay|mawlay|cheikh)"
#: From a place's noun on, through the article and a word of its kind.
_BEFORE = re.compile(rf"(?<!\w){_PLACE}(?: (?:de|el|al|primaire|municipal|secondaire))? $")
_SAINTED = re.compile(rf"(?:{_PLACE} )?{_SAINT} \w")
_INSIDE = re.compile(rf"{_PLACE} {_SAINT} \w")
#: Public houses, before whom they are called after.
_HOUSE = re.compile(
    r"(?<!\w)(?:maisons? (?:de |des |du |de la |d')(?:jeunes|jeunesse|culture|enfants|quartier"
    r"|associations?|peuple|artisanat|artisan|femme|femmes|citoyen|services)"
    r"|complexe (?:culturel|sportif|de jeunesse|educatif)|espace (?:culturel|jeunesse|sportif)"
    r"|(?:dar|dour) (?:echabab|chabab|ethakafa|thakafa|attaliba|talib|taliba)"
    r"|centre (?:culturel|de jeunesse|de sante de base|de formation|d'accueil)"
    r"|foyer (?:universitaire|feminin)|jardin d'enfants|ecole (?:preparatoire|coranique)) $"
)
_TITLED = re.compile(r"(?:m|mr|mme|mlle|dr)\b\.? |monsieur |madame |docteur ")
#: How far before a name these words are looked for.
_REACH = 40


def sainted(simple: str, start: int, end: int) -> bool:
    """Whether a name, in a text in plain small letters, is that of such a place."""
    name, before = simple[start:end], simple[max(0, start - _REACH) : start]
    if _INSIDE.match(name) or (_SAINTED.match(name) and _BEFORE.search(before)):
        return True
    return not _TITLED.match(name) and bool(_HOUSE.search(before))


__all__ = ["sainted"]
