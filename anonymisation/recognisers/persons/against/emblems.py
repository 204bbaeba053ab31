"""What bears a name by how it is put together: a dairy, a shrub, a list of candidates, a title.

"Laiterie Nina", "Magnolia Loïc", "Demain – liste de Nina Vardon", "foyer Nina-Vardon", « Le Retour
de Nina », "CPAS de Kerlec": whoever is meant behind is on a sign, stands for election, or is no
one. Somebody with a title, or with a word for a person, is left to the other rules.
"""

import re

from anonymisation.lexicon import words
from anonymisation.recognisers.persons.against.vetoes import speaks_against
from anonymisation.recognisers.persons.words.names import is_first_name, is_surname

#: Makers and shops whose word is in nobody's name.
_MAKER = re.compile(
    r"(?:laiterie|fromagerie|brasserie|biscuiterie|distillerie|conserverie|minoterie|scierie"
    r"|tuilerie|briqueterie|confiserie|chocolaterie|boulangerie|patisserie|boucherie|charcuterie"
    r"|imprimerie|librairie|menuiserie|charpenterie|savonnerie|cidrerie|brulerie|cartonnerie"
    r"|lecheria|queseria|cerveceria|panaderia|imprenta|zuivel|brouwerij|bakkerij|drukkerij) "
)
#: Plants by their cultivar; the first of them are in nobody's name.
_PLANT = re.compile(
    r"(?:(?:magnolia|rhododendron|weigela|deutzia|seringat|chrysantheme|pelargonium|cognassier"
    r"|begonia|fuchsia|rosier|pommier|poirier|cerisier|prunier|glycine)s? "
    r"(?!(?:m\.|mr|mme|mlle)(?!\w))"
    r"|(?:lilas|rose|hortensia|camelia|pivoine|clematite|dahlia|iris|azalee|geranium)s? "
    r"(?:madame|monsieur|mademoiselle|souvenir|marechal|general|president|docteur|duchesse) )"
)
#: A tree by who brought it home, a street by whom it is called after, in small letters too.
_BEFORE = re.compile(
    r"(?<!\w)(?:arbres? aux? [a-z]+ (?:du|de la) (?:pere|mere|frere|docteur|roi) "
    r"|(?:rue|avenue|av\.?|place|boulevard|bd\.?|quai|impasse|allee|chemin|square|cours|pont|arret)"
    r" (?:du|de la|de l') ?(?:docteur|dr|general|marechal|colonel|capitaine|commandant|lieutenant"
    r"|sergent|amiral|abbe|chanoine|cardinal|professeur|president|pere|mere|soeur|frere) )$"
)
#: Candidates lead lists in public.
_LIST = re.compile(
    r"[^:;\d]{3,60} [–—-] (?:la )?(?:liste|lista|lijst) (?:(?:conduite|menee) par |de |van )?"
    r"|(?:ensemble|unis|demain|agir|vivre|reussir|continuons|avancons|rassembles|juntos|samen)"
    r"(?: [\w']+){0,3} (?:avec|con|met) "
)
_FORMER = re.compile(r"(?<![\w-])ex-(?P<what>[a-z]{4,}) (?:de |du |d')?$")
#: A hyphen joins the two parts of a name on a house, as the post writes streets.
_HOUSE = re.compile(r"(?<![\w-])(?:foyer|espace|halle|maison|complexe|residence|residence-foyer) $")
#: Associations of whoever loves to do something, by somebody's name.
_THOSE = re.compile(
    r"(?<![\w'])Les? (?:[Pp]['’]?tits? )?(?:Enfants|Bobines|Loups|Lutins|Copains|Copines|Potes"
    r"|Jardins?|D[ée]lices|Saveurs|Doigts|Ateliers?|Tr[ée]sors|Contes|Tr[ée]teaux|Ruchers?|Fées"
    r"|Aiguilles|Paniers?|Fourmis|Cigales|Colibris) d(?:e |['’])(?:(?:Madame|Monsieur|Mère|Père) )?"
)
#: A title between quotation marks, each of its nouns with a capital.
_OF = r"(?:\s(?:de|du|des|d['’]|et|ou|à|au|aux)(?:\s(?:la|le|les|l['’]))?\s?[A-ZÀ-Ý][\w'’-]+)"
_TITLE = re.compile(
    rf"[«“\"]\s?(?:(?:Les?|La|L['’]|Une?|El|Los|Las)\s?[A-ZÀ-Ý][\w'’-]+{_OF}{{1,3}}"
    r"|[A-ZÀ-Ý][\w'’-]+\set\s(?:la|le|les|l['’])\s?[A-ZÀ-Ý][\w'’-]+)\s?[»”\"]"
)
#: A street's short name that fills its cell: "R. DES TILLEULS".
_STREET = re.compile(
    r"R\. ?(?:DES [A-ZÀ-Ý]{3,}S|(?:DU|DE L') ?(?:SERGENT|CAPITAINE|DOCTEUR|GENERAL|GÉNÉRAL|COLONEL"
    r"|COMMANDANT|LIEUTENANT|MARECHAL|MARÉCHAL|PROFESSEUR|ABBE|ABBÉ|AMIRAL|PRESIDENT|PRÉSIDENT)"
    r" [A-ZÀ-Ý' -]+)"
)
_REACH = 70


def emblem(text: str, simple: str, start: int, end: int) -> bool:
    """Whether what begins and ends there is no person's name in that place."""
    name = simple[start:end]
    if _MAKER.match(name) or _PLANT.match(name) or _lettered(text, start, name):
        return True
    before = simple[max(0, start - _REACH) : start]
    if _BEFORE.search(before) or _STREET.fullmatch(text):
        return True
    if not simple[end:].strip(" .") and _LIST.fullmatch(simple, 0, _led(simple, start)):
        return True
    former = _FORMER.search(before)
    if former is not None and speaks_against(former["what"]):
        return True
    if _HOUSE.search(before) and _joined(text[start:end]):
        return True
    return _said(text, start, end)


def _led(simple: str, start: int) -> int:
    """Where a name begins behind its "de", which may be taken for a part of it."""
    return start + 3 if simple.startswith("de ", start) else start


def _lettered(text: str, start: int, name: str) -> bool:
    """Whether a body's letters begin a name: "CPAS de Kerlec"."""
    head, _, rest = name.partition(" ")
    if not rest.startswith(("de ", "du ", "d'", "des ")) or head not in words("acronyms"):
        return False
    listed = is_first_name(head) or is_surname(head)
    return text[start : start + len(head)].isupper() and not listed


def _joined(name: str) -> bool:
    """Whether a hyphen joins a given name and a surname."""
    head, hyphen, tail = name.lower().partition("-")
    if not hyphen or " " in name or not name[0].isupper():
        return False
    return is_first_name(head) and (is_surname(tail) or not is_first_name(tail))


def _said(text: str, start: int, end: int) -> bool:
    """Whether a name is an association's, or part of a title between quotation marks."""
    for match in _THOSE.finditer(text, max(0, start - _REACH), end):
        if match.end() <= end and start <= match.end() + 2 and " " not in text[match.end() : end]:
            return True
    if not any(mark in text for mark in '«“"'):
        return False
    return any(one.start() < start and end < one.end() for one in _TITLE.finditer(text))


__all__ = ["emblem"]
