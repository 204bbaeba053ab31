"""Names of legal persons told by their words alone: legal forms, kinds of body, trades.

Stricter than what detection asks of a text: in a column of persons a cell stays only when it says
that it names a body.
"""

import re
from functools import lru_cache

from anonymisation.lexicon import vietnamese, words
from anonymisation.recognisers.names import is_clear, is_first_name, is_surname, tokens
from anonymisation.text import fold

#: Legal forms, wherever they stand; those of two letters close the name, or open it.
_FORMS = re.compile(
    r"\b(?:S\.?A\.?R\.?L\.?U?|S\.?A\.?S\.?U?|E\.?U\.?R\.?L|S\.?C\.?I|S\.?C\.?O\.?P|S\.?N\.?C"
    r"|S\.?C\.?P|SELARL|G\.?A\.?E\.?C|E\.?A\.?R\.?L|G\.?I\.?E|SUARL|S\.?P\.?R\.?L|S\.?R\.?L"
    r"|B\.?V\.?B\.?A|V\.?Z\.?W|A\.?S\.?B\.?L|GmbH|Ltda?|Inc|S\. ?A\. de C\. ?V|SA de CV|S\.?A\.?C"
    r"|TNHH|C[IÍ]A|Cooperativa|S\.?L\.?U|S\.?A\.?U)\b\.?"
    r"|\b(?:S\.?A|S\.?L|N\.?V|B\.?V|A\.?C|S\.?C)\.?$|^(?:S\.?A|N\.?V|A\.?C)\b\.? "
    r"|& ?(?:[Ff]ils|FILS|[Cc]ie|CIE|[Aa]ss|[Zz]onen|[Cc]o\b|[Ff]r[eè]res|[Hh]ijos|[Ff]illes)"
    r"|\b[Ee]t (?:[Ff]ils|[Cc]ie|[Ff]r[eè]res|[Aa]ssoci[eé]s)\b|\b[Ee] (?:[Hh]ijos)\b",
)
#: Kinds of body and trades that the lexicon of detection does not hold.
_KINDS = frozenset(
    """route routes eau eaux
    energie immobilier immobiliere immo habitat construction constructions travaux
    transports industrie industries batiment promotion logement distribution ingenierie
    architectes architecture notaires invest holding developpement amenagement copropriete syndic
    unite scoute scouts harmonie amicale chorale theatre centre maison foyer institut mission
    academie archives cinema scene cie etoile esperance entente sporting racing
    construcciones constructora grupo transportes servicios promociones inmobiliaria hermanos
    liga barrial fundacion asociacion pena hermandad comparsa ampa centro colegio escuela dif
    unidad educativa municipal ejido cooperativa sindicato vecinos comunidad
    harmonie stichting vereniging fonds bibliotheek sportclub voetbalclub parochie school
    chiro ploeg museum toneel jeugdhuis
    elkarte elkartea eskola ikastola fundazioa kooperatiba taldea kluba eraikuntzak euskaltegi
    dahira daara groupement jappo asc association cooperative ste societe jamiya nadi
    """.split()  # noqa: SIM905 - a list of words is read, not code
)
#: Words that the lexicon counts among bodies although they stand before a family's name.
_FAMILIES = frozenset(
    """famille familles consorts succession hoirs heritiers heritier indivision epoux epouse veuve
    veuf menage parents eleves anciens jeune jeunes ami donneurs es us as ac rc tc sc fc cc bc
    familia familie nguoi ho jeanne europe france chasse
    """.split()  # noqa: SIM905
)
_VIETNAM = re.compile(
    r"(?i)^\s*(?:c[oô]ng ty|quỹ|h[oợ]p t[aá]c x[aã]|htx|hội|trường|trung tâm|ubnd|ủy ban|câu lạc bộ"
    r"|clb|chùa|doanh nghiệp|liên đoàn|bệnh viện|trạm|xí nghiệp|tập đoàn|ngân hàng|đoàn thanh niên)"
    r"(?!\w)"
)


#: How a shop is named after somebody: "Chez Nina", "Aux Délices de Marie".
_TRADE = re.compile(r"(?i)\s*(?:chez|aux?|à la|à l')\s*(?=\S)")


@lru_cache(maxsize=16_384)
def body(cell: str) -> bool:
    """Whether a cell says in words that it names a legal person: "SCI Les Tilleuls"."""
    if _VIETNAM.search(cell) or _FORMS.search(cell) or _TRADE.match(cell):
        return True
    folded = [part for word in tokens(cell) for part in (word.folded, *word.folded.split("'"))]
    if any(part in {"famille", "consorts", "succession", "indivision", "hoirs"} for part in folded):
        return False
    return any(part in _KINDS or part in _known() for part in folded)


def _known() -> frozenset[str]:
    return words("organisations") - _FAMILIES - _names() - {"ngo"}


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    return frozenset(
        word for word in words("organisations") if is_first_name(word) or is_surname(word)
    )


@lru_cache(maxsize=16_384)
def person(cell: str) -> bool:
    """Whether a cell of two to five capitalised words begins or ends with a given name.

    Or names somebody in the Vietnamese order, the family first.
    """
    found = tokens(cell)
    names = [word for word in found if word.shape != "particle"]
    if not 2 <= len(names) <= 5 or any(char.isdigit() for char in cell) or body(cell):
        return False
    if any(word.shape == "lower" for word in names):
        return False
    if is_clear(names[0].folded) or is_clear(names[-1].folded):
        return True
    syllables = vietnamese("family") | vietnamese("given")
    family = fold(names[0].text) in vietnamese("family")
    return family and all(fold(word.text) in syllables for word in names)


def unregistered(cell: str) -> bool:
    """Whether a name without a register number, where bodies have theirs, is somebody's."""
    found = tokens(cell)
    names = [word for word in found if word.shape != "particle"]
    capitals = all(word.shape != "lower" for word in names)
    if not 2 <= len(names) <= 5 or not capitals or any(char.isdigit() for char in cell):
        return False
    return found[0].folded not in _ARTICLES and not body(cell)


_ARTICLES = frozenset({"les", "le", "la", "l", "los", "las", "el", "het", "the", "aux", "au"})

__all__ = ["body", "person", "unregistered"]
