"""Names of legal persons told by their words alone: legal forms, kinds of body, trades.

Stricter than what detection asks of a text: in a column of persons a cell stays only when it says
that it names a body.
"""

import re
from functools import lru_cache

from anonymisation.bodies.arabic import arabic_body
from anonymisation.bodies.kinds import club, kind, pastime, placed
from anonymisation.bodies.trades import active, made_up, trader
from anonymisation.lexicon import firms, vietnamese, words
from anonymisation.lexicon.vocabulary import is_frequent, is_listed, is_ordinary, is_stranger
from anonymisation.reading.text import fold
from anonymisation.recognisers.persons.against.vetoes import historical_within
from anonymisation.recognisers.persons.against.vietnam import called_first
from anonymisation.recognisers.persons.words.landscape import borne_in_full
from anonymisation.recognisers.persons.words.names import is_clear, is_first_name, is_surname
from anonymisation.recognisers.persons.words.tokens import Word, common, tokens

#: Legal forms, wherever they stand; those of two letters close the name, or open it.
_FORMS = re.compile(
    r"\b(?:S\.?A\.?R\.?L\.?U?|S\.?A\.?S\.?U?|E\.?U\.?R\.?L|S\.?C\.?I|S\.?C\.?O\.?P|S\.?N\.?C"
    r"|S\.?C\.?P|SELARL|G\.?A\.?E\.?C|E\.?A\.?R\.?L|G\.?I\.?E|SUARL|S\.?P\.?R\.?L|S\.?R\.?L"
    r"|B\.?V\.?B\.?A|V\.?Z\.?W|A\.?S\.?B\.?L|GmbH|Ltda?|Inc|S\. ?A\. de C\. ?V|SA de CV|S\.?A\.?C"
    r"|S\.?C\.?S|S\.?C\.?A|SAEM|SAIEM|SEMOP|SELAFA|SELCA|GFA|GFV|CUMA|SICA|SASP|SAOS|SCCL|S\.?L\.?L"
    r"|S\.?L\.?P|SLNE|S\.A\.L|S\. ?Coop\.?|A\.I\.E|SRLU?|S\.?C\.?R\.?L|SCRIS|CVBA|CommV|Comm\. ?V"
    r"|V\.?O\.?F|GCV|AISBL|IVZW|SARLAU|SARL AU|S\.? de R\.? ?L\.?|S\.?P\.?R|JSC|Co\., ?Ltd|CTCP"
    r"|SGPS"
    r"|Unipessoal|C\.?R\.?L|EEIG|GEIE"
    r"|TNHH|C[IÍ]A|Cooperativa|S\.?L\.?U|S\.?A\.?U|S\.?C\.?E\.?A|S\.?C\.?I\.?C|S\.?C\.?M|S\.?E\.?M\.?L?"
    r"|S\.?E\.?L\.?A\.?S|SCCV|SCPI|SPLA|SPL|EPIC|EPCC|S\.?A\.?D|S\.?A\.?B|S\.?A\.?P\.?I|S\.?A\.?T|C\.?B|Lda|SpA|PLC|LLP|LLC)\b\.?"
    r"|\b(?:S\.?A|S\.?L|N\.?V|B\.?V|A\.?C|S\.?C)\.?$|^(?:S\.?A|N\.?V|A\.?C)\b\.? "
    r"|& ?(?:[Ff]ils|FILS|[Cc]ie|CIE|[Aa]ss|[Zz]onen|[Cc]o\b|[Ff]r[eè]res|[Hh]ijos|[Ff]illes)"
    r"|\b[Ee]t (?:[Ff]ils(?!\s[A-ZÀ-Ý])|[Cc]ie|[Ff]r[eè]res|[Aa]ssoci[eé]s)\b|\b[Ee] [Hh]ijos\b",
)


#: How a shop is named after somebody: "Chez Nina", "Aux Délices de Marie".
_TRADE = re.compile(r"(?i)\s*(?:(?:chez|aux?|à la)\s|à l['’])\s*(?=\S)")


@lru_cache(maxsize=16_384)
def body(cell: str) -> bool:
    """Whether a cell says in words that it names a legal person: "SCI Les Tilleuls"."""
    if trader(cell) or borne_in_full(cell):
        return False
    if (
        _signboard(cell)
        or _acronym(cell)
        or called_first(cell)
        or _FORMS.search(cell)
        or _TRADE.match(cell)
        or arabic_body(cell)
    ):
        return True
    found = tokens(cell)
    if (
        _firm([word.folded for word in found])
        or _phrase(found)
        or _place(found)
        or _described(found)
        or active(found)
        or placed([word.folded for word in found])
    ):
        return True
    folded = [part for word in found for part in (word.folded, *word.folded.split("'"))]
    if any(part in {"famille", "consorts", "succession", "indivision", "hoirs"} for part in folded):
        return False
    if len(found) > 2 and any(map(kind, folded)) and historical_within(found):
        return True
    halves = _halves(cell)
    said = [part for part in folded if kind(part) and part not in halves]
    return bool(said) and not _names_only(said, [word.folded for word in found])


def formed(cell: str) -> bool:
    """Whether a legal form stands in a cell: "Atlas Travaux SA"."""
    return bool(_FORMS.search(cell))


#: A double name whose parts are written alike.
_DOUBLE = re.compile(r"(?<![\w\-])([^\W\d_]{3,})-([^\W\d_]{3,})(?![\w\-])")


def _halves(cell: str) -> set[str]:
    """Words that are half of a family's double name: "TROUVIGNEC-BARS"."""
    halves: set[str] = set()
    for match in _DOUBLE.finditer(cell) if "-" in cell else ():
        pair = fold(match[1]), fold(match[2])
        if any(is_surname(one) and is_stranger(one) for one in pair):
            halves.update(pair)
    return halves


#: "Le Comptoir de Paul", "Les Délices d'Awa", "La Casa de Manolo"
_SIGN = re.compile(
    r"\s*(?:L[ea]s?\s|L['’]|El\s|Los\s|Las\s|The\s|De\s|Het\s)(?P<what>[^\W\d_]+)"
    r"\s(?:de|du|des|del|à|au|aux|van|of|d['’])\s?"
)


def _signboard(cell: str) -> bool:
    """Whether a name begins with an article and a thing: a shop's, no family's ("Le Gall")."""
    found = _SIGN.match(cell)
    thing = fold(found["what"]) if found else ""
    plain = is_ordinary(thing) and cell[found.end() :].islower() if found else False
    said = kind(thing) or common(thing) or plain
    return bool(thing) and said and not is_listed(thing)


#: Letters that stand for words: "DSTM", "APBR du Val Fleuri".
_LETTERS = re.compile(
    r"\s*(?:[B-DF-HJ-NP-TV-XZ]{3,5}\s*$"
    r"|(?P<short>[A-Z]{2,5}) (?:du|des|de la|de l['’]|del?|van de) ?\w)"
)


def _acronym(cell: str) -> bool:
    """Whether a name is letters without a vowel, or an acronym with what it is of."""
    found = _LETTERS.match(cell)
    if found is None or not found["short"]:
        return found is not None
    return not cell.isupper() and not is_listed(fold(found["short"]))


def _described(found: list[Word]) -> bool:
    """Whether a name is a common noun with an adjective: "Escrime bressane"."""
    if len(found) < 2 or found[0].shape != "Cap" or not is_ordinary(found[0].folded):
        return False
    if pastime(found[0].folded) and found[1].shape == "lower" and len(found) > 2:
        return True  # "Boxe thaïe Nina Vardon"
    behind = found[-1]
    small = behind.shape == "lower" and len(behind.folded) > 4
    return small and not any(is_listed(word.folded) for word in found)


#: Words of bodies that families are called by: "Sophie Verger" beside "Vergers de la Loire".
_SURNAMES = frozenset(
    """verger vergers chateau domaine bureau ville couvent coral maison ferme marche college bar
    foyer route centre
    """.split()  # noqa: SIM905
)
#: Clubs, shops and works in one word: "Aéroclub", "Judo-club", "Tennisverein".
_COMPOUND = re.compile(r".{2,}-?(?:clubs?|verein|bakkerij|slagerij|winkel|vereniging|elkartea)$")


def _firm(folded: list[str]) -> bool:
    """Whether a whole cell is a firm's or a brand's name, or a make of vehicle with its model."""
    name = " ".join(folded)
    if name in firms() and (" " in name or not is_listed(name)):
        return True
    if len(folded) > 2 and " ".join(folded[:2]) in firms():
        return True
    if any(map(_COMPOUND.match, folded)):
        return True
    if len(folded) > 1 and folded[0] in firms() and not is_listed(folded[0]):
        return True
    tail = folded[-1] if len(folded) > 1 else ""
    if tail in words("trades") and not is_listed(tail) and len(folded) == 2:
        return True
    if tail in words("regions") and not is_listed(tail):
        # "Colas Ouest"; "Paul Ouest" is somebody.
        return folded[0] in firms() or not is_first_name(folded[0])
    made = len(folded) > 1 and folded[0] in words("makes")
    return made and not any(is_listed(word) for word in folded[1:])


#: Small words of a slogan: "Bien vivre en Cornouaille", "Agir pour le climat".
_SMALL = frozenset(
    """a en pour sur avec sans contre vers para por sin con voor zonder for
    with""".split()  # noqa: SIM905
)


def _phrase(found: list[Word]) -> bool:
    """Whether a name is a slogan: it begins with a plain word and has a small one inside."""
    if len(found) < 3 or found[0].shape not in ("Cap", "UPPER") or is_listed(found[0].folded):
        return False
    small = any(word.folded in _SMALL and word.shape == "lower" for word in found[1:-1])
    return small and is_frequent(found[0].folded)


#: What equipment is called before the name it carries: "salle Marcel Vardon".
_EQUIPMENT = frozenset(
    """salle salles halle halles gymnase stade piscine mediatheque bibliotheque ludotheque
    carre ossuaire
    musee theatre cinema residence ecole maternelle primaire elementaire college lycee
    creche centre espace maison complexe auditorium chapelle eglise cimetiere parc
    square place dojo boulodrome conservatoire cantine restaurant bagad kevrenn
    collectivite commune service services classe classes sala biblioteca museo teatro
    escuela colegio instituto pabellon polideportivo parque plaza estadio zaal
    bibliotheek school sporthal museum hall library park stadium""".split()  # noqa: SIM905
)


#: What stands on a market: "Miel de la Vallée".
_PRODUCE = frozenset(
    """miel miels pain pains fromage fromages fruits legumes primeurs savon savons epices olives
    volailles oeufs cidre cidres biere bieres vin vins huitres coquillages poissons viandes
    charcuteries confitures galettes crepes fleurs plantes plants bijoux vetements chaussures
    miel frutas verduras quesos pan vinos flores groenten bloemen kaas""".split()  # noqa: SIM905
)


def _place(found: list[Word]) -> bool:
    """Whether a name is a public place's with the name that it carries, or a service's letters."""
    if len(found) == 1:
        word = found[0]
        return (
            word.text.isupper() and word.folded in words("acronyms") and not is_listed(word.folded)
        )
    head = found[0].folded.split("-")[0] if found else ""
    if len(found) > 1 and found[0].shape == "UPPER" and club(found[0].text, found[1].text):
        return not is_clear(found[1].folded)
    if len(found) == 2 and found[0].shape == "UPPER" and is_clear(found[1].folded):
        return False  # "PARC Yann"
    if len(found) > 2 and head in _PRODUCE and found[1].shape in ("particle", "lower"):
        return True
    return head in _EQUIPMENT and not is_listed(head)


def _names_only(said: list[str], folded: list[str]) -> bool:
    """Whether words of bodies are parts of a name: "Nerea Otxoa Peña", "Alcide Espérance"."""
    if len(folded) == 2 and said[0] in _SURNAMES and is_clear(folded[folded[0] == said[0]]):
        return True
    if len(folded) == 2 and folded[1] in _SURNAMES and is_first_name(folded[0]):
        return True
    if not all(map(is_listed, said)):
        return False
    whole = [word for word in folded if len(word) > 1]
    if all(map(is_listed, whole)):
        return True
    return folded[0] not in said and (len(folded[0]) == 1 or any(map(is_clear, folded)))


@lru_cache(maxsize=16_384)
def person(cell: str) -> bool:
    """Whether a cell of two to five capitalised words begins or ends with a given name.

    Or names somebody in the Vietnamese order, the family first.
    """
    if trader(cell):
        return True
    found = tokens(cell)
    names = [word for word in found if word.shape != "particle"]
    if not 2 <= len(names) <= 5 or any(char.isdigit() for char in cell) or body(cell):
        return False
    if any(word.shape == "lower" for word in names):
        return False
    if is_clear(names[0].folded) or is_clear(names[-1].folded) or _strange(names):
        return True
    syllables = vietnamese("family") | vietnamese("given")
    if is_surname(names[0].folded) and names[-1].folded in vietnamese("given"):
        return not names[-1].text.isascii()  # "KERLEC Hùng"
    family = fold(names[0].text) in vietnamese("family")
    return family and all(fold(word.text) in syllables for word in names)


def _strange(names: list[Word]) -> bool:
    """Whether two words are a known surname and one that no dictionary has: "Asrae Bennouna".

    Given names are countless; what firms make up has other endings.
    """
    if len(names) != 2 or not all(is_stranger(word.folded) for word in names):
        return False
    known = [word for word in names if is_surname(word.folded)]
    return bool(known) and not any(len(w.folded) < 3 or made_up(w.folded) for w in names)


def unregistered(cell: str) -> bool:
    """Whether a name without a register number, where bodies have theirs, is somebody's."""
    found = tokens(cell)
    names = [word for word in found if word.shape != "particle"]
    capitals = all(word.shape != "lower" for word in names)
    if not 2 <= len(names) <= 5 or not capitals or any(char.isdigit() for char in cell):
        return False
    return found[0].folded not in _ARTICLES and not body(cell)


_ARTICLES = frozenset({"les", "le", "la", "l", "los", "las", "el", "het", "the", "aux", "au"})


def hosted(address: str) -> bool:
    """Whether post is sent to a public building or a body: "Mairie, 3 place Haute"."""
    head = address.split(",")[0]
    found = tokens(head)
    if not found or head[:1].isdigit() or found[0].folded in words("streets") or _AT.match(head):
        return False
    if found[0].folded in words("owned"):
        return any(kind(word.folded.removesuffix("s")) for word in found[1:])
    return _place(found) or body(head)


#: At somebody's: "chez Mme Vardon", "c/o Vardon".
_AT = re.compile(r"(?i)\s*(?:chez|c/o|aux bons soins|at|bij)\s")


__all__ = ["body", "formed", "hosted", "person", "trader", "unregistered"]
