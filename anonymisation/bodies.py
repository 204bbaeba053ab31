"""Names of legal persons told by their words alone: legal forms, kinds of body, trades.

Stricter than what detection asks of a text: in a column of persons a cell stays only when it says
that it names a body.
"""

import re
from functools import lru_cache

from anonymisation.lexicon import firms, vietnamese, words
from anonymisation.lexicon.vocabulary import is_listed
from anonymisation.recognisers.names import is_clear, is_first_name, is_surname, tokens
from anonymisation.recognisers.tokens import common
from anonymisation.recognisers.vetoes import historical_within
from anonymisation.text import fold

#: Legal forms, wherever they stand; those of two letters close the name, or open it.
_FORMS = re.compile(
    r"\b(?:S\.?A\.?R\.?L\.?U?|S\.?A\.?S\.?U?|E\.?U\.?R\.?L|S\.?C\.?I|S\.?C\.?O\.?P|S\.?N\.?C"
    r"|S\.?C\.?P|SELARL|G\.?A\.?E\.?C|E\.?A\.?R\.?L|G\.?I\.?E|SUARL|S\.?P\.?R\.?L|S\.?R\.?L"
    r"|B\.?V\.?B\.?A|V\.?Z\.?W|A\.?S\.?B\.?L|GmbH|Ltda?|Inc|S\. ?A\. de C\. ?V|SA de CV|S\.?A\.?C"
    r"|TNHH|C[IÍ]A|Cooperativa|S\.?L\.?U|S\.?A\.?U|S\.?C\.?E\.?A|S\.?C\.?I\.?C|S\.?C\.?M|S\.?E\.?M\.?L?"
    r"|S\.?E\.?L\.?A\.?S|SPL|EPIC|EPCC|S\.?A\.?D|S\.?A\.?B|S\.?A\.?P\.?I|S\.?A\.?T|C\.?B|Lda|SpA|PLC|LLP|LLC)\b\.?"
    r"|\b(?:S\.?A|S\.?L|N\.?V|B\.?V|A\.?C|S\.?C)\.?$|^(?:S\.?A|N\.?V|A\.?C)\b\.? "
    r"|& ?(?:[Ff]ils|FILS|[Cc]ie|CIE|[Aa]ss|[Zz]onen|[Cc]o\b|[Ff]r[eè]res|[Hh]ijos|[Ff]illes)"
    r"|\b[Ee]t (?:[Ff]ils|[Cc]ie|[Ff]r[eè]res|[Aa]ssoci[eé]s)\b|\b[Ee] (?:[Hh]ijos)\b",
)
#: Kinds of body and trades that the lexicon of detection does not hold.
_KINDS = frozenset(
    """academie agence agencia almacen almacenes ambulance ambulances amenagement amicale ampa
    apotheek architectes architecture archives area asador asc asociacion association auberge
    auto automobiles autos ayuntamiento bakkerij baladiya banda bar barrial bars batiment
    bibliotheek bistrot bodega bodegas boucherie boulangerie boulangeries brasserie brigade
    bureau bvba cabinet cafe cafes cafeteria café camping carniceria carrosserie centre centro
    charcuterie charika charpente chateau chauffage chiro chorale cie cinema clinica clinique
    club clubs cofradia colegio collectif college comercializadora comite communaute commune
    comparsa comptoir comunidad confrerie congregacion congregation conseil construcciones
    construction constructions constructora consulting consultora cooperativa cooperative
    copropriete coral coro couvent couverture creche creperie cycles daara dahira delices
    departamento departement developpement diagnostics dienst dif diocese diputacion
    distribuidora distribution domaine eau eaux echoppe ecole ecoles educativa eglise ehpad
    ejido electricite elkarte elkartea energie entente epicerie eraikuntzak escuela eskola
    esperance etoile euskaltegi eveche farmacia farmacias federation ferme fermes ferreteria
    fleuriste fleurs fondation fonds fournil foyer fromagerie fromages fruteria fundacion
    fundazioa galettes garage garages gemeente gite gites gobierno group groupe groupement grupo
    gymnase habitat harmonie hermandad hermanos holding hopital hostal hosteleria hotel hotels
    iglesia ikastola immo immobilier immobiliere importadora imprimerie industrie industries
    ingenierie inmobiliaria institut instituto international invest jamiya jappo jeugdhuis
    kapsalon kebab kerk kluba kooperatiba laboratoire laboratorios librairie libreria liga ligue
    logement lycee maconnerie madrasa mairie maison maqha maraicher masjid matam mausolee
    medical medicals memorial menuiserie meson mesón miels mission monastere monument mosquee
    muassasa municipal museum nadi notaires optique orfeon panaderia papeleria papeterie
    parochie paroisse parroquia pasteleria patisserie paysages paysagiste peinture pena
    pepiniere pepinieres pescaderia pharmacie pharmacies pizzeria ploeg plomberie poissonnerie
    pole prefecture primeur primeurs promociones promotion provincie racing region restaurant
    restaurante restaurants resto rotisserie route routes saveurs saydaliya scene school scoute
    scouts selarl services servicios sidreria sindicato slagerij snack societe solutions
    sportclub sporting stad stade ste stichting syndic syndicat systems taldea taller talleres
    taxi taxis team technologies theatre tienda tiendas tombe tombeau toneel traiteur
    transportes transports travaux unidad union unite universidad universite vecinos vereniging
    verger vergers ville voetbalclub winkel
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
_TRADE = re.compile(r"(?i)\s*(?:(?:chez|aux?|à la)\s|à l['’])\s*(?=\S)")


@lru_cache(maxsize=16_384)
def body(cell: str) -> bool:
    """Whether a cell says in words that it names a legal person: "SCI Les Tilleuls"."""
    if _signboard(cell) or _VIETNAM.search(cell) or _FORMS.search(cell) or _TRADE.match(cell):
        return True
    found = tokens(cell)
    if _firm([word.folded for word in found]):
        return True
    folded = [part for word in found for part in (word.folded, *word.folded.split("'"))]
    if any(part in {"famille", "consorts", "succession", "indivision", "hoirs"} for part in folded):
        return False
    if len(found) > 2 and any(map(_kind, folded)) and historical_within(found):
        return True
    said = [part for part in folded if _kind(part)]
    return bool(said) and not _names_only(said, [word.folded for word in found])


#: "Le Comptoir de Paul", "Les Délices d'Awa", "La Casa de Manolo"
_SIGN = re.compile(
    r"\s*(?:L[ea]s?\s|L['’]|El\s|Los\s|Las\s|The\s|De\s|Het\s)(?P<what>[^\W\d_]+)"
    r"\s(?:de|du|des|del|à|au|aux|van|of|d['’])\s?"
)


def _signboard(cell: str) -> bool:
    """Whether a name begins with an article and a thing: a shop's, no family's ("Le Gall")."""
    found = _SIGN.match(cell)
    thing = fold(found["what"]) if found else ""
    return bool(thing) and (_kind(thing) or common(thing)) and not is_listed(thing)


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
    if any(map(_COMPOUND.match, folded)):
        return True
    if len(folded) > 1 and folded[0] in firms() and not is_listed(folded[0]):
        return True
    made = len(folded) > 1 and folded[0] in words("makes")
    return made and not any(is_listed(word) for word in folded[1:])


def _kind(part: str) -> bool:
    return part in _KINDS or part in _known()


def _names_only(said: list[str], folded: list[str]) -> bool:
    """Whether words of bodies are parts of a name: "Nerea Otxoa Peña", "Alcide Espérance"."""
    if len(folded) == 2 and said[0] in _SURNAMES and is_clear(folded[folded[0] == said[0]]):
        return True
    if not all(map(is_listed, said)):
        return False
    whole = [word for word in folded if len(word) > 1]
    if all(map(is_listed, whole)):
        return True
    return folded[0] not in said and (len(folded[0]) == 1 or any(map(is_clear, folded)))


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
