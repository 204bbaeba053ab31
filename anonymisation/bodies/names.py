"""Names of legal persons told by their words alone: legal forms, kinds of body, trades.

Stricter than what detection asks of a text: in a column of persons a cell stays only when it says
that it names a body.
"""

import re
from functools import lru_cache

from anonymisation.lexicon import firms, vietnamese, words
from anonymisation.lexicon.vocabulary import is_frequent, is_listed, is_ordinary, is_stranger
from anonymisation.reading.text import fold
from anonymisation.recognisers.persons.against.vetoes import historical_within
from anonymisation.recognisers.persons.words.names import (
    is_clear,
    is_first_name,
    is_surname,
    tokens,
)
from anonymisation.recognisers.persons.words.tokens import Word, common

#: Legal forms, wherever they stand; those of two letters close the name, or open it.
_FORMS = re.compile(
    r"\b(?:S\.?A\.?R\.?L\.?U?|S\.?A\.?S\.?U?|E\.?U\.?R\.?L|S\.?C\.?I|S\.?C\.?O\.?P|S\.?N\.?C"
    r"|S\.?C\.?P|SELARL|G\.?A\.?E\.?C|E\.?A\.?R\.?L|G\.?I\.?E|SUARL|S\.?P\.?R\.?L|S\.?R\.?L"
    r"|B\.?V\.?B\.?A|V\.?Z\.?W|A\.?S\.?B\.?L|GmbH|Ltda?|Inc|S\. ?A\. de C\. ?V|SA de CV|S\.?A\.?C"
    r"|TNHH|C[IÍ]A|Cooperativa|S\.?L\.?U|S\.?A\.?U|S\.?C\.?E\.?A|S\.?C\.?I\.?C|S\.?C\.?M|S\.?E\.?M\.?L?"
    r"|S\.?E\.?L\.?A\.?S|SCCV|SCPI|SPLA|SPL|EPIC|EPCC|S\.?A\.?D|S\.?A\.?B|S\.?A\.?P\.?I|S\.?A\.?T|C\.?B|Lda|SpA|PLC|LLP|LLC)\b\.?"
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
    verger vergers ville voetbalclub winkel academy choir partnership primary secondary council
    cuisines carrelage carrelages fenetres menuiseries piscines platrerie serrurerie vitrerie
    nettoyage dantza dantzari dantzariak txistulariak abesbatza kirol kirolak pilota gaztetxe txoko
    trust society charity committee company league guild rotary orchestra borough county
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


#: The mark of who trades under their own name, before it or behind it.
_SOLE = (
    r"(?:EI|E\.\s?I\.?|EIRL|(?i:(?:auto|micro)[- ]?entrepreneu(?:r|se)|micro[- ]?entreprise"
    r"|entrepr(?:ise|eneure?|eneuse) individuel(?:le)?|sole trader|personne physique"
    r"|aut[oó]nom[oa]))"
)
_MARK = re.compile(
    rf"\s*{_SOLE}\s?[:,–-]?\s+(?P<behind>\S.*)|(?P<before>.*\S)(?:,\s?|\s[(–-]?\s?){_SOLE}\)?\s*",
    re.DOTALL,
)
#: The most words of a trader's name.
_NAME = 5


@lru_cache(maxsize=16_384)
def trader(cell: str) -> str:
    """The name of a natural person that a mark says to trade under it; "" where none is."""
    match = _MARK.fullmatch(cell)
    name = (match["behind"] or match["before"]) if match else ""
    found = [word for word in tokens(name) if word.shape != "particle"]
    if not 2 <= len(found) <= _NAME or any(word.shape == "lower" for word in found):
        return ""
    if any(map(str.isdigit, name)) or not (
        any(is_first_name(word.folded) for word in found)
        or all(is_surname(word.folded) or is_stranger(word.folded) for word in found)
    ):
        return ""
    said = [word for word in found if _kind(word.folded) or common(word.folded)]
    return "" if any(not is_listed(word.folded) for word in said) else name


@lru_cache(maxsize=16_384)
def body(cell: str) -> bool:
    """Whether a cell says in words that it names a legal person: "SCI Les Tilleuls"."""
    if trader(cell):
        return False
    if (
        _signboard(cell)
        or _acronym(cell)
        or _VIETNAM.search(cell)
        or _FORMS.search(cell)
        or _TRADE.match(cell)
    ):
        return True
    found = tokens(cell)
    if (
        _firm([word.folded for word in found])
        or _phrase(found)
        or _place(found)
        or _described(found)
    ):
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
    plain = is_ordinary(thing) and cell[found.end() :].islower() if found else False
    said = _kind(thing) or common(thing) or plain
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
    musee theatre cinema residence ecole maternelle primaire elementaire college lycee
    creche centre espace maison complexe auditorium chapelle eglise cimetiere parc
    square place dojo boulodrome conservatoire cantine restaurant bagad kevrenn
    collectivite commune service services classe classes sala biblioteca museo teatro
    escuela colegio instituto pabellon polideportivo parque plaza estadio zaal
    bibliotheek school sporthal museum hall library park stadium""".split()  # noqa: SIM905
)


#: Letters and words before the name of a club: "FC Trévoa".
_CLUBS = frozenset(
    """fc us usc asc rc ac tc vc hbc bbc cs cso uso jso aso sco ssc ufc bc afc olc
    udb cd ud sd kv rfc""".split()  # noqa: SIM905
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
    if len(found) > 1 and found[0].shape == "UPPER" and head in _CLUBS:
        return not is_clear(found[1].folded)
    if len(found) == 2 and found[0].shape == "UPPER" and is_clear(found[1].folded):
        return False  # "PARC Yann"
    if len(found) > 2 and head in _PRODUCE and found[1].shape in ("particle", "lower"):
        return True
    return head in _EQUIPMENT and not is_listed(head)


def _kind(part: str) -> bool:
    return part in _KINDS or part in _known()


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
    if trader(cell):
        return True
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


def hosted(address: str) -> bool:
    """Whether post is sent to a public building or a body: "Mairie, 3 place Haute"."""
    head = address.split(",")[0]
    found = tokens(head)
    if not found or head[:1].isdigit() or found[0].folded in words("streets") or _AT.match(head):
        return False
    if found[0].folded in words("owned"):
        return any(_kind(word.folded.removesuffix("s")) for word in found[1:])
    return _place(found) or body(head)


#: At somebody's: "chez Mme Vardon", "c/o Vardon".
_AT = re.compile(r"(?i)\s*(?:chez|c/o|aux bons soins|at|bij)\s")


__all__ = ["body", "hosted", "person", "trader", "unregistered"]
