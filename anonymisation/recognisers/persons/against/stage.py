"""Who made or plays a work, and whom a work is called after: no one to hide.

A reader asks for "un film avec Nina Vardon", a pupil plays "La Valse à Nina": actors, readers
aloud and directors sign what they do, and a title is a title.
"""

import re

from anonymisation.reading.text import fold

#: How far before a name a work is read, in characters.
_REACH = 60
#: A work that somebody plays in or reads aloud, and how; or what only stages and screens announce.
_PLAYED = re.compile(
    r"(?<!\w)(?:(?:films?|telefilm|serie|comedie|spectacle|piece|opera|version|adaptation|audio"
    r"|livre[- ]audio|dessin anime|documentaire|bande originale|pelicula|obra de teatro"
    r"|audiolibro|movie|audiobook|luisterboek)(?: [a-z]{3,12})? "
    r"(?:avec|con|with|met|by|(?:lue?|jouee?|realisee?|interpretee?|chantee?|narree?|racontee?"
    r"|doublee?|dite?|mise? en scene|leid[oa]|dirigid[oa]|protagonizad[oa]|read|directed|narrated"
    r"|voorgelezen) (?:par|por|by|door))"
    # What readers and listeners gather about, and what printers make after somebody's drawing.
    r"|(?:club de lecture|cafe litteraire|rencontre litteraire|cycle|exposition|soiree|conference"
    r"|colloque|journee d'etude|concert|recital|festival|hommage|dictee|lecture|parcours|balade)"
    r"(?: [a-z]{3,12})? (?:autour|consacree?|dediee?|sur)(?: de l'(?:oe|œ)uvre)? (?:de|d'|a)"
    r"|(?:affiches?|estampes?|lithographies?|eaux?-fortes?|serigraphies?|partitions?|aquatintes?"
    r"|gravures?|fusains?|lithografia|grabado|aguafuerte) (?:de|d'|par|by|por)"
    r"|mise? en scene(?: de| par| :)?|(?:projection|cine-concert|retrospective|filmographie)) $"
)
#: A title of its own inside a sentence, whose end is a name: "La Lettre à …".
_ENTITLED = re.compile(
    r"(?:^|[^.!?\s] )(?:La |Le |Les |L['’])[A-ZÀ-Ý][\w-]{2,}(?: \w{2,12})? (?:à|pour|of|to|para) $"
)


def staged(text: str, start: int) -> bool:
    """Whether the words before a place of a text announce who plays a work, or end a title."""
    before = text[max(0, start - _REACH) : start]
    return bool(_PLAYED.search(fold(before)) or _ENTITLED.search(before))


__all__ = ["staged"]
