"""Homes without a street or a number: a hamlet, a named house, the land of whoever is spoken of.

"chez Mme Vardon, lieu-dit La Haute Combe", "LD Les Trois Croix (domicile du trésorier)", "sur son
champ de Pen ar Voat": a place's name alone is a map's; words of dwelling or of owning make it a
home.
"""

import re
from collections.abc import Iterator

from anonymisation.reading.text import fold

_PART = r"(?:d[eu]|des|la|les?|ar|an|al|el|los|las|d['’]|l['’]|sur|sous|aux?|et|y)"
_CAP = r"(?-i:[A-ZÀ-Ý])[\w’'\-]*"
_NAME = rf"(?:{_PART}\s?){{0,3}}{_CAP}(?:\s(?:{_PART}\s?){{0,2}}{_CAP}){{0,4}}"
#: A hamlet by the word for it.
HAMLET = re.compile(
    r"(?i)(?<![\w\-])(?:lieu[- ]?dit|lieudit|(?-i:L\.?-?D\.?)|hameau|h\.?meau|[ée]cart|paraje"
    r"|caser[ií]o"
    r"|masia|mas[ií]a|aldea|gehucht|lugar(?= de)|s[ií]tio|comunidad|ranch[eo]r[ií]a|recinto"
    r"|thôn|ấp|douar)"
    rf"\s?:?\s(?P<place>{_NAME})"
)
#: What stands before brackets that say whose home it is: "Pen ar Voat (domicile du trésorier)".
DOMICILE = re.compile(
    r"(?:^|[;:.]\s|,\s)(?P<place>[A-ZÀ-Ý0-9][^\n;:.()]{2,60}?)\s?\(\s?(?i:(?:au |à )?(?:son )?"
    r"(?:domicile|adresse (?:perso\w*|priv[ée]e)|r[ée]sidence principale|domicilio|thuisadres"
    r"|casa) (?:d|priv|perso|part|del?|van)|(?:au |à )?(?:son |mon )?domicile\))"
)
#: Land or a building that is said to be somebody's, and where it lies.
OWNED = re.compile(
    r"(?i)(?<!\w)(?:son|sa|leurs?|ses|mon|ma|mes|nos|notre|sus?|mis?|zijn|haar|their|his|her)\s"
    r"(?:champs?|terrains?|parcelles?|pr[ée]s?|prairies?|vergers?|vignes?|[ée]tables?|granges?|hangars?"
    r"|fermes?|exploitations?|corps de ferme|maisons?|long[èe]res?|talus|haies?|puits|cl[ôo]tures?"
    r"|p[âa]tures?|herbages?|bergeries?|fincas?|parcelas?|terrenos?|corrales?|casas?|caser[ií]os?"
    r"|weilanden|weides?|boerderijen|boerderij|fields?|farms?|barns?)"
    r"(?:\s(?:sise?s?|situ[ée]e?s?|dits?))?\s(?:de|du|des|d['’]|à|au|aux|en|del?|van|at|in)\s?"
    r"(?:lieu[- ]?dit\s)?"
    rf"(?P<place>{_NAME})"
)
#: A farm by its name, with the part of the country that it lies in.
FARM = re.compile(
    r"(?i)(?<!\w)(?P<place>(?:finca|hacienda|granja|parcela|predio|rancho|quinta|hato|ch[áa]cara|s[íi]tio"
    rf"|fundo)\s{_NAME},?\s(?:(?:en|de)\s)?(?:la\s|el\s)?"
    rf"(?:vereda|corregimiento|caser[íi]o|paraje|partida|ejido|recinto|parroquia)\s{_NAME})"
)
#: Who works land, named, and where.
FARMED = re.compile(
    r"(?<!\w)(?i:agricult(?:eur|rice)|[ée]leveu(?:r|se)|exploitante?|fermi(?:er|[èe]re)|mara[iî]ch(?:er|[èe]re)"
    r"|viticult(?:eur|rice)|paysan(?:ne)?|m[ée]tay(?:er|[èe]re)|ganader[oa]|agricultor[a]?|landbouwer)"
    rf"\s(?:M\.\s|Mme\s)?{_CAP}(?:\s{_CAP}){{0,2}}\s(?i:[àa]|aux?|en|te)\s"
    rf"(?P<place>(?:L[ea]s?\s|L['’]){_CAP}(?:\s(?:{_PART}\s?){{0,2}}{_CAP}){{0,3}})"
)
#: Words around a hamlet that make it a home.
_DWELT = re.compile(
    r"\b(?:domicil\w*|habit(?:e|ent|ant|ante|ants|antes|ation|ations)|resid\w+|demeur\w+|chez|famill\w*|"
    r"menages?|veuve|riverain\w*|voisin\w*|occupant\w*|locataires?|proprietaires?|m\.|mme|mr|monsieur"
    r"|madame|tranquillite vacances|otv|hebergee?s?|logee?s?|sinistre\w*|viv(?:e|en|ia)"
    r"|vecin[oa]s?|reside\w*|temoins?|plaignante?s?|requerante?s?|victimes?|npai|testigos?"
    r"|(?:changement d'|nouvelle |(?:mon|son|leur|notre|votre) |rectifi\w+ l')adresse"
    r"|propriete d(?:e (?:la famille|mr?|mme|mlle|monsieur|madame)|es (?:epoux|consorts))"
    r"|relogee?s?|demenag\w*|emmenag\w*|dueñ[oa]|propietari[oa]|inquilin[oa]|sr\.|sra\.|woon\w*|wonende|bewoner\w*|lives?|home"
    r"|tru tai|nha)"
    r"(?=\W|$)"
)
#: How far before a hamlet such words stand, in the same sentence.
_BEFORE = 60
#: What is a hamlet's whoever lives there: its road, its bridge, its works.
_PUBLIC = re.compile(
    r"\b(?:chemin|route|voie|rue|pont|carrefour|croisement|arret|abribus|reseau\w*|travaux|eclairage"
    r"|assainissement|desserte|zone|section|parcelles?|chapelle|calvaire|station|fosse|bois|camino|puente)"
    r"(?: (?:d[eu]|des|la|le|au|aux|en|a|del?|communal|rural|rurale|vicinale?|publique?))*\W*$"
)
#: Whose a hamlet's house or land is said to be behind it: ", propriété de M. Vardon".
_OWNED_BY = re.compile(
    r",? \(?(?:propriete|maison|terrain|domicile|habitation|finca|casa|eigendom)"
    r" (?:de |del? |van )?"
    r"(?:(?:la )?famille|mr?|mme|mlle|monsieur|madame|epoux|consorts|sra?|dhr|mevr)\b"
)
#: A title whose full stop ends no sentence.
_TITLES = re.compile(r"\b(mmes?|mlles?|mrs?|sra?)\.(?= )")
PATTERNS = (HAMLET, DOMICILE, OWNED, FARM, FARMED)


def hamlets(text: str, match: re.Match[str]) -> Iterator[tuple[int, int, bool]]:
    """The span of a home told by one of the patterns, end excluded."""
    if match.re is HAMLET:
        if _lived_in(text, match.start()) or _OWNED_BY.match(
            fold(text[match.end() : match.end() + 40])
        ):
            yield (*match.span(), True)
    else:
        yield (*match.span("place"), True)


def _lived_in(text: str, start: int) -> bool:
    """Whether the words before a hamlet, in its sentence, say that somebody lives there."""
    before = fold(text[max(0, start - _BEFORE) : start])
    near = (
        before if before.endswith(("m. ", "mme ")) else _last_sentence(_TITLES.sub(r"\1", before))
    )
    return bool(_DWELT.search(near)) and not _PUBLIC.search(near)


def _last_sentence(before: str) -> str:
    """What stands behind the last full stop that closes a sentence: no title's, no initial's."""
    return re.split(r"(?<=[a-z0-9)]{3})[.!?;]\s", before)[-1]


__all__ = ["PATTERNS", "hamlets"]
