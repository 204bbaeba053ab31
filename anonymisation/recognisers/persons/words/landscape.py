"""Surnames of Spain and America that are places' words: "Nieves Plaza Soria", "Torre Ruiz, Luis".

Who is listed so has two surnames and a given name; a square has its word first, then whom it is
called after, the given name before the surname: "Plaza Luis Soria".
"""

import re
from functools import lru_cache

from anonymisation.lexicon.vocabulary import is_listed
from anonymisation.reading.text import fold
from anonymisation.recognisers.persons.words.names import is_first_name, is_surname
from anonymisation.recognisers.persons.words.tokens import Word, tokens

#: Ways and landscapes that families are called by.
_SURNAMES = frozenset(
    """plaza pozo puente puentes fuente fuentes torre torres iglesia iglesias calle castillo palacio
    palacios monte montes campo campos valle valles rio rios bosque huerta huertas casas molino
    camino ribera vega prado prados solar barrio villa""".split()  # noqa: SIM905
)
_LEAST, _MOST = 3, 5


@lru_cache(maxsize=16_384)
def borne_in_full(cell: str) -> bool:
    """Whether a cell is a full name, one of whose surnames is a place's word."""
    names = [word for word in tokens(cell) if word.shape != "particle"]
    folded = [word.folded for word in names]
    said = [index for index, word in enumerate(folded) if word in _SURNAMES]
    if not said or not _LEAST <= len(folded) <= _MOST or any(w.shape == "lower" for w in names):
        return False
    if not all(is_listed(word) for index, word in enumerate(folded) if index not in said):
        return False
    if is_first_name(folded[0]):
        return 0 not in said
    family = (is_surname(folded[1]) and not is_first_name(folded[1])) or 1 in said
    _, comma, behind = cell.partition(",")
    given = [word.folded for word in tokens(behind)][0:1] if comma else folded[-1:]
    return all(map(is_first_name, given)) and family and len(said) < len(folded) - 1


#: Landscapes of Spain and America that surnames end with: "del valle", "de la fuente".
_OF_THE = re.compile(
    r" (?:del (?:valle|rio|castillo|campo|pozo|olmo|moral|pino|alamo|bosque|monte|prado|puerto|hoyo"
    r"|cerro|barrio|caño|cano|solar|amo|arco|saz|toro)|de la (?:fuente|torre|cruz|vega|pena|rosa"
    r"|cueva|calle|iglesia|mata|parra|puente|hoz|riva|serna|calzada|barrera|orden|llave|garza)"
    r"|de (?:los|las) (?:santos|reyes|rios|heras|casas|cuevas|angeles|monteros))(?![\w'-])"
)


def of_the(found: list[Word], last: int, text: str) -> int:
    """Index after a landscape with its article, behind a given name and a surname."""
    named = _OF_THE.match(fold(text[found[last - 1].end : found[last - 1].end + 24]))
    if named is None or not last < len(found) or found[last].shape != "particle":
        return last
    return last + len(named.group().split())


__all__ = ["borne_in_full", "of_the"]
