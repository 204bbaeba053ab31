"""Words that only bodies are called by: kinds of body, shops, trades."""

import re
from functools import lru_cache

from anonymisation.lexicon import words
from anonymisation.lexicon.vocabulary import is_listed, is_ordinary, is_place
from anonymisation.recognisers.persons.words.names import is_first_name, is_surname

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
    ceip ceipso ies ieso cpifp cifp cem cemt athenee athenees atheneum fraternite fraternites
    amistad amities etat estado
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


def kind(part: str) -> bool:
    """Whether a folded word is one of a body's name."""
    if part in _KINDS or part in _known() or _COOPERATIVE.fullmatch(part):
        return True
    return "-" in part and bool(_TWINNED.fullmatch(part))


#: Cooperatives in one word, as America calls them: "Cootransvardon".
_COOPERATIVE = re.compile(r"coo(?:p|trans|agr|mul|ser|tax)[a-z]{3,}")


#: Two peoples in one word, as friends of another country call their society.
_TWINNED = re.compile(
    r"(?:franco|belgo|hispano|ibero|italo|luso|germano|anglo|americano|maroco|maghrebo|tuniso"
    r"|algero|senegalo|vietnamo|indo|sino|russo|ukraino|polono|roumano|greco|turco|libano|syro"
    r"|armeno|euro|afro|canado|mexicano|ecuatoriano|colombo|helveto|vasco|catalano|occitano)-"
    r"(?:(?:tunis|alger|mal|ivoir|vietnam|ital|cub|chil|colomb|equator|hait|ind|bresil|canad"
    r"|palestin|syr|ukrain|armen|comor|guine|norveg|autrich)(?:ien|een|ain)(?:ne|e)?s?"
    r"|(?:maroc|mexic|americ|roum|afric)ain(?:e)?s?|(?:allem|flam)ande?s?"
    r"|(?:senegal|portug|irland|japon|liban|polon|holland|congol|camerou?n|angl|franc|togol)"
    r"aise?s?|(?:chin|benin|quebec|hongr)oise?s?|espagnole?s?|grecques?|turques?|belges?|russes?"
    r"|suisses?|britanniques?|malgaches?|catalane?s?|basques?"
    r"|frances[ae]s?|marroqui(?:es)?|tunecin[oa]s?|senegales[ae]?s?|vietnamitas?|(?:ecuatori|mexic"
    r"|colombi|italia|alem|americ|cub|peru|boliv?i|argeli)an[oa]s?|portugues[ae]s?|belgas?)"
)
#: Quarters that stand behind a town in the name of its club or its circle.
_QUARTERS = frozenset(
    """medina kasbah centre ville plage gare port bourg plateau corniche faubourg banlieue
    centro playa puerto haven strand stad""".split()  # noqa: SIM905
)


#: Letters and words before the name of a club: "FC Trévoa".
_CLUBS = frozenset(
    """fc us usc asc rc ac tc vc hbc bbc cs cso uso jso aso sco ssc ufc bc afc olc
    udb cd ud sd kv rfc""".split()  # noqa: SIM905
)


def club(letters: str, name: str) -> bool:
    """Whether capitals are a club's before its name, with that of its district: "USL Trévoa"."""
    head = letters.lower().split("-")[0]
    if head in _CLUBS:
        return True
    longer = len(head) in (3, 4) and head[:2] in _CLUBS and not is_listed(head)
    return longer and not name.isupper() and not is_ordinary(head)


def placed(folded: list[str]) -> bool:
    """Whether a name is a town, whose name nobody bears, and a quarter: "Trévoa Plage"."""
    if len(folded) != 2 or folded[1] not in _QUARTERS:
        return False
    return is_place(folded[0]) and not is_listed(folded[0])


#: What clubs and societies do, before the way they do it and whom they are called after.
_PASTIMES = frozenset(
    """boule boules petanque tennis judo karate aikido danse danses chant chorale choeur gym
    gymnastique escrime natation athletisme cyclisme football foot futsal basket handball volley
    rugby tir ski canoe kayak voile aviron peche randonnee marche yoga boxe lutte musculation
    plongee equitation patinage roller skate escalade alpinisme speleologie theatre musique fanfare
    batterie orchestre philatelie couture broderie dentelle scrabble bridge echecs tarot jeu jeux
    modelisme aeromodelisme parapente planeur sport sports futbol
    baloncesto balonmano natacion atletismo ciclismo danza
    teatro coro pesca senderismo ajedrez dansa zwemmen voetbal wielrennen toneel koor schaken
    swimming cycling rowing dance drama chess""".split()  # noqa: SIM905
)


def pastime(folded: str) -> bool:
    """Whether a folded word is something that clubs do."""
    return folded in _PASTIMES


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    found = words("organisations")
    families = {word for word in found if is_first_name(word) or is_surname(word)}
    return found - _FAMILIES - families - {"ngo"}


__all__ = ["club", "kind", "pastime", "placed"]
