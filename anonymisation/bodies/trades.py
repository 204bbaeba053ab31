"""Who trades under their own name, and firms called by what they do and a family's name.

"Nina Vardon, photographe" and "Nina Vardon (EI)" are natural persons: a profession is somebody's.
"Charpentes Vardon" and "Vardon TP" are firms: an activity is not. A word is an activity by its
ending, so long as a dictionary has it and no list of names does.
"""

import re
from functools import lru_cache

from anonymisation.bodies.kinds import kind
from anonymisation.bodies.professions import ACTIVITIES, GOODS, PROFESSIONS
from anonymisation.lexicon import firms, words
from anonymisation.lexicon.vocabulary import is_listed, is_ordinary, is_stranger
from anonymisation.reading.text import fold
from anonymisation.recognisers.persons.words.names import is_first_name, is_surname
from anonymisation.recognisers.persons.words.tokens import Word, common, tokens

#: The mark of who trades under their own name, before it or behind it.
_SOLE = (
    r"(?:EI|E\.\s?I\.?|EIRL|(?i:(?:auto|micro)[- ]?ent(?:r(?:epreneu(?:r|se)|eprise)?)?\.?"
    r"|entrepr(?:ise|eneure?|eneuse) individuel(?:le)?|ent(?:\.|reprise)? ind(?:\.|ividuelle)?"
    r"|(?:travailleu(?:r|se) )?ind[eé]pendante?"
    r"|profession lib[eé]rale|sole trader|self[- ]employed|freelance|personne physique"
    r"|aut[oó]nom[oa]|persona (?:f[ií]sica|natural)|eenmanszaak|zzp(?:'?er)?|zelfstandige"
    r"|empres[aá]ri[oa] (?:em nome )?individual|h[oộ] kinh doanh(?: c[aá] th[eể])?))"
)
_MARK = re.compile(
    rf"\s*{_SOLE}\s?[:,–-]?\s+(?P<behind>\S.*)|(?P<before>.*\S)(?:,\s?|\s+[(–-]?\s?){_SOLE}\)?\s*",
    re.DOTALL,
)
#: What a workplace is called before its owner's name: "Atelier Nina Vardon (auto-entrepreneur)".
_HOUSE = re.compile(
    r"(?i)(?:l['’])?(?:atelier|studio|cabinet|maison|salon|boutique|ferme|garage|entreprise|ets"
    r"|[eé]tablissements?|taller|estudio|tienda|casa)\s+(?!d[eu']|de\s)(?=\S+\s\S)"
)
#: What is done, before who does it: "Plomberie Nina Vardon (EI)".
_TRADE = re.compile(
    r"(?i)(?:plomberie|menuiserie|ma[cç]onnerie|peinture|[ée]lectricit[ée]|couverture|charpente"
    r"|carrelage|serrurerie|boulangerie|boucherie|[ée]picerie|coiffure|couture|traiteur|taxi|snack"
    r"|pizzeria|jardinage|nettoyage|transports?|photographie|m[ée]canique|carrosserie)\s+(?=\S+\s\S)"
)
#: "Entreprise VARDON Nina": a family's name in capitals and a given name are one person's.
_CALLED = re.compile(
    r"(?i:entreprise|ets|[eé]tablissements?)\s+(?P<name>[A-ZÀ-Ý][A-ZÀ-Ý'’\-]+(?:\s[A-ZÀ-Ý'’\-]+)?"
    r"\s(?P<given>[A-ZÀ-Ý][a-zà-ÿ]+(?:-[A-ZÀ-Ý][a-zà-ÿ]+)?))"
)
#: A surname with initials.
_INITIALLED = re.compile(
    r"[A-ZÀ-Ý]\.(?:[ -]?[A-ZÀ-Ý]\.)? ?[^\W\d_][\w'’\-]+"
    r"|[^\W\d_][\w'’\-]+ [A-ZÀ-Ý]\.(?:-[A-ZÀ-Ý]\.)?"
)
#: Who runs a shop, behind what is written over it.
_RUN = re.compile(
    r"(?i)[\s,(–-](?:exploit[ée]e? par|exploitante?|g[ée]rante?|propri[ée]taire|tenue? par)\s*:?\s+"
    r"(?P<name>[^\d,;()]{4,60})\)?$"
)
#: What somebody does, small behind a dash: "Nina VARDON - élagage".
_JOB = re.compile(
    r"\s+[-–]\s+(?!agence|direction|service|site\b|filiale|groupe|section|antenne|succursale|d[eé]p[oô]t)"
    r"[^\W\d_A-ZÀ-Ý][^\d]{3,40}$"
)
#: What a profession was learnt with.
_DIPLOMA = re.compile(r"(?i)[\s,]+(?:d\.?p\.?l\.?g\.?|h\.?m\.?o\.?n\.?p\.?|desa|desl|d\.?e\.?)\s*$")
#: The most words of a trader's name.
_NAME = 5

#: Endings of what is done or sold; no surname and no given name of a dictionary has them.
_DONE = re.compile(
    r".{3,}(?:[ct]ions?|eries|erie|ments|oires|iques|ages|ciones|cion|erias?|mientos|coes"
    r"|werken|handel|techniek)"
)
#: Such words before a family's name are no firm's: "Sépulture Vardon", "Inhumation Vardon".
_OF_PERSONS = frozenset(
    """inhumation exhumation cremation habitation location procuration delegation adoption
    reconnaissances mariages logements appartements condition position question attention mention
    section option action portion generation succession donation tutelle population
    adopcion inhumacion habitacion delegacion sucesion""".split()  # noqa: SIM905
)


#: A number, or two names side by side on a sign: "Nina & Luc Traiteur".
_TWO = re.compile(r"\d|&|\+|\s(?:et|y|and|en|e)\s", re.IGNORECASE)
#: How signs over shops begin: "Chez Nina", "Allo Taxi".
_AT = frozenset({"chez", "allo", "radio", "sos", "super", "maxi", "mini"})


@lru_cache(maxsize=16_384)
def trader(cell: str) -> str:
    """The name of a natural person who trades under it; "" where none is.

    A mark says so ("EI"), or a profession behind or before a given name and a surname.
    """
    cell, job = (cell[: tail.start()], True) if (tail := _JOB.search(cell)) else (cell, False)
    if job and (_filed(cell) or _capitals_behind(cell)):
        return cell
    if cell.islower() and cell.endswith((" ei", "(ei)")):
        name = cell.removesuffix("(ei)").removesuffix(" ei").strip()
        return name if _somebody(name.title()) else ""
    match = _MARK.fullmatch(cell)
    name = _HOUSE.sub("", match["behind"] or match["before"]) if match else ""
    if name.islower() and _somebody(name.title()):
        return name
    if name and (rest := _TRADE.sub("", name)) != name and _somebody(rest):
        return rest
    if name:
        known = _filed(name) or _INITIALLED.fullmatch(name) or _somebody(name)
        return name if known or professional(name) else ""
    house = _CALLED.fullmatch(cell)
    if house and is_first_name(fold(house["given"])):
        return house["name"]
    return cell if professional(_DIPLOMA.sub("", cell)) else ""


def behind_a_sign(cell: str) -> bool:
    """Whether brackets name who trades there: "Chez Rosa (VARDON Rosa, micro-entreprise)".

    Or words: "Épicerie chez Karim - exploitant VARDON Karim".
    """
    if (run := _RUN.search(cell)) is not None:
        return _filed(run["name"]) or _somebody(run["name"])
    if not cell.endswith(")") or "(" not in cell[1:]:
        return False
    inside = cell[cell.rindex("(") + 1 : -1]
    return bool(_MARK.fullmatch(inside) and trader(inside))


def _filed(name: str) -> bool:
    """Whether a few capitalised words are a surname, whatever it means, and a given name."""
    found = [word for word in tokens(name) if word.shape != "particle"]
    if len(found) not in (2, 3) or any(word.shape not in ("Cap", "UPPER") for word in found):
        return False
    if any(kind(word.folded) and word.shape != "UPPER" for word in found) or name.isupper():
        return False
    given = [word for word in (found[0], found[-1]) if is_first_name(word.folded)]
    return bool(given) and not any(map(str.isdigit, name))


def _capitals_behind(name: str) -> bool:
    """Whether a given name stands before a surname in capitals: "Nina VARDON"."""
    found = tokens(name)
    given = len(found) in (2, 3) and is_first_name(found[0].folded) and found[0].shape == "Cap"
    return given and all(word.shape == "UPPER" for word in found[1:])


def _somebody(name: str) -> bool:
    """Whether capitalised words hold a name and nothing that only bodies are called by."""
    found = [word for word in tokens(name) if word.shape != "particle"]
    if not 2 <= len(found) <= _NAME or any(word.shape == "lower" for word in found):
        return False
    if any(map(str.isdigit, name)) or not any(map(_named, found)):
        return False
    said = [word.folded for word in found if kind(word.folded) or common(word.folded)]
    return all(map(is_listed, said)) and not active(found)


def _named(word: Word) -> bool:
    return is_first_name(word.folded) or is_surname(word.folded) or is_stranger(word.folded)


def professional(cell: str) -> bool:
    """Whether a profession stands behind or before the full name of one person."""
    found = [word for word in tokens(cell) if word.shape != "particle"]
    if not 3 <= len(found) <= _NAME or _TWO.search(cell):
        return False
    rest = [word for word in found if word.folded not in PROFESSIONS]
    ends = {found[0].folded, found[-1].folded} & PROFESSIONS
    if not ends:
        return False
    if found[0].folded in PROFESSIONS and is_first_name(found[1].folded):
        rest = found[1:]  # "Taxi Nina Boulanger"
    elif len(rest) < 2:  # "Berger" and "Boulanger" are surnames too.
        rest = found[:-1] if found[-1].folded in PROFESSIONS else found[1:]
    return _full(rest)


def _full(rest: list[Word]) -> bool:
    """Whether words are a given name and a surname rather than two of a sign: "Vert Jardin"."""
    if any(word.shape == "lower" or kind(word.folded) or word.folded in _AT for word in rest):
        return False
    if any(_activity(word.folded) for word in rest):
        return False
    given = is_first_name(rest[0].folded) or is_first_name(rest[-1].folded)
    return given or is_surname(rest[-1].folded) or all(is_stranger(word.folded) for word in rest)


def active(found: list[Word]) -> bool:
    """Whether a name is an activity's with a family's or a place's: "Vardon TP".

    With a given name and a surname before it an activity may be one person's.
    """
    names = [word for word in found if word.shape != "particle"]
    if len(names) < 2 or not _capital(names[0]) or any(word.folded in _AND for word in found):
        return False
    head, tail = names[0].folded, names[-1].folded
    if _activity(head) and head not in _OF_PERSONS and any(_capital(word) for word in names[1:]):
        return True
    if head in firms() and is_ordinary(tail) and not is_listed(tail):
        return True
    if is_ordinary(head) and is_ordinary(tail) and not is_listed(head) and made_up(head):
        return True  # "Inova Lumière"
    if not (_activity(tail) or tail in words("trades")) or is_listed(tail):
        return False
    return tail in GOODS or len(names) == 2 or not is_first_name(head)


#: Between two persons.
_AND = frozenset({"et", "ou", "y", "e", "and", "en"})


def _capital(word: Word) -> bool:
    return word.shape in ("Cap", "UPPER")


def _activity(folded: str) -> bool:
    if is_listed(folded) or folded in words("surname_words"):
        return False
    return folded in ACTIVITIES or bool(_DONE.fullmatch(folded) and is_ordinary(folded))


#: How firms begin and end the names that they make up: "Eurotrév", "Vardonnex".
_MADE_UP = re.compile(
    r"(?:euro|soge|soci|sotra|eco|bio|agri|info|elec|hydro|tele|inter|trans|techni|geo|immo|medi"
    r"|auto|aqua|therm|prest|logi|poly|multi|uni|omni|neo|nov|alt|axi|opti|prox|sani|clim).+"
    r"|.+(?:tec|tech|tel|max|com|net|soft|sys|pro|bat|med|gaz|eco|bio|lec|ex|ia|ium|um|us|co|plus"
    r"|gie|ity|nova|tis|lis|tys|lys)"
)


def made_up(folded: str) -> bool:
    """Whether a word that no dictionary has is rather a brand's or a firm's than a family's."""
    brand = folded in firms() or folded in words("brands")
    return brand or bool(_MADE_UP.fullmatch(folded))


__all__ = ["active", "behind_a_sign", "made_up", "professional", "trader"]
