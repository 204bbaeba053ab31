"""What is called after somebody: works, storms, machines, dishes, boats, animals, cultivars.

The name behind such a noun is a trade name or a title: "la tondeuse Nina Vardon", "la tempête
Loïc", « Nina et Loïc » that a reader brings back. Whoever owns a thing stands behind "de".
"""

import re
from collections.abc import Iterator

from anonymisation.lexicon import words
from anonymisation.recognisers.base import Hit
from anonymisation.recognisers.persons.against.bygone import bygone
from anonymisation.recognisers.persons.against.colleagues import serving, within
from anonymisation.recognisers.persons.against.compounds import quarter, town
from anonymisation.recognisers.persons.against.emblems import emblem
from anonymisation.recognisers.persons.against.forms import formed, signed, trading
from anonymisation.recognisers.persons.against.novels import novel, remembered
from anonymisation.recognisers.persons.against.saints import sainted
from anonymisation.recognisers.persons.words.frames import KIN_WORDS, ROLE_WORDS

#: Works that are lent, read, shown or printed, and what is done with them, before their title.
_WORK = re.compile(
    r"(?<!\w)(?:contes?|repetitions?|representations?|themes?|projets?|lectures?|rendue?s?|emprunte[es]*|perdue?s?|lue?s?|relue?s?|catalogues?"
    r"|(?:re)?editions?|volumes?|tomes?|titres?|intitulee?s?|expo(?:sition)?s?|spectacles?|operas?"
    r"|adaptations?|albums?|romans?|livres?|ouvrages?|biographies?|films?|pieces?|projections?"
    r"|dvd|cd|mangas?|bd|concerts?|recueils?|exemplaires?|dictees?|novelas?|libros?|obras?"
    r"|peliculas?|cuentos?|lecturas?|titulad[oa]s?|devuelt[oa]s?|boek(?:en)?|books?|novels?"
    r"|movies?|plays?|voorstelling|livros?|filmes?|llibres?|pel·licula|liburua|sach|truyen|phim)"
    r"(?P<between>(?:[\s,:(]{1,3}[\w'’]+){0,3}?)[\s,:(]{1,3}[«“\"] ?"
    r"(?P<name>[^«»“”\"]{2,70}?) ?[»”\"]"
)
#: Not a title, but what somebody is called or who does something.
_SOMEBODY = re.compile(r"\b(?:nom|alias|dite?|par|surnom|pseudo|signee?|nombre|por|by|name|door)\b")
#: What storms, hunts and campaigns are, before the one name that they are given.
_EVENT = re.compile(
    r"(?<!\w)(?:tempetes?|ouragans?|cyclones?|typhons?|depression|tormentas?|borrascas?|huracan"
    r"|ciclon|storm|hurricane|tempestade|furacao|orkaan|bao so|operation|operacion|operacao"
    r"|operatie|actie) $"
)
#: Machines, materials, dishes, plants and boats, whose make or kind follows without "de".
#: The first of them are bought: whoever stands behind with a title has one at home.
_MACHINES = (
    r"balayeuses?|laveuses?|faucheuses?|nacelles?|pelleteuses?|tractopelles?|minipelles?"
    r"|chargeuses?|epareuses?|souffleurs?|desherbeurs?|tondeuses?|tronconneuses?|broyeurs?"
    r"|aspirateurs?|monobrosses?|defibrillateurs?|chaudieres?|vannes?|compresseurs?|imprimantes?"
    r"|aspiradoras?|calderas?|valvulas?|impresoras?|stofzuigers?|ketels?|essences?|platelages?"
    r"|tracteurs?|saleuses?|lames? a neige|bennes?|autolaveuses?|karchers?|jeux?|toboggans?"
    r"|balancoires?|enduits?|peintures?|vernis|mobiliers?|barredoras?|cortacesped|desbrozadoras?"
    r"|tractor(?:es)?|pinturas?|juegos?|veegmachine|grasmaaier|verf|speeltoestel"
    # What stands in streets and parks, what gardeners and workshops use.
    r"|luminaires?|lampadaires?|candelabres?|projecteurs?|videoprojecteurs?|potelets?|horodateurs?"
    r"|abribus|corbeilles de rue|bornes? (?:d'incendie|escamotables?|de recharge)|sonorisations?"
    r"|taille-haies?|debroussailleuses?|motobineuses?|motoculteurs?|motofaucheuses?|perceuses?"
    r"|visseuses?|meuleuses?|ponceuses?|scies?|groupes? electrogenes?|motopompes?|extincteurs?"
    r"|ascenseurs?|monte-charges?|climatiseurs?|copieurs?|photocopieurs?|lave-vaisselles?"
    r"|luminarias?|farolas?|bolardos?|extintor(?:es)?|ascensor(?:es)?|fotocopiadoras?|taladros?"
    r"|motosierras?|sopladoras?|podadoras?|columpios?|tobogan(?:es)?"
    r"|lantaarn(?:paal|palen)?|armatuur|armaturen|kettingzaag|bladblazers?|boormachines?|kopieer"
    r"(?:apparaat|machine)|brandblusser|luminaria|mowers?|lawnmowers?|chainsaws?|strimmers?"
    r"|street ?lights?|lamp ?posts?|photocopiers?|boilers?|playground equipment|sweepers?"
)
_GOODS = re.compile(
    rf"(?<!\w)(?:(?P<machine>{_MACHINES})"
    r"|fromages?|poulets?|tartes?|gateaux?|poires?|pommes?|poiriers?|pommiers?|cerisiers?|pruniers?"
    r"|rosiers?|tulipes?|dahlias?|hortensias?|clematites?|lilas|pivoines?|camelias?|magnolias?"
    r"|geraniums?|fraisiers?|fraises?|tomates?|biscuits?|galettes?|confitures?|compotes?|pates?"
    r"|jambons?|saucissons?|bieres?|cidres?|rosal(?:es)?|manzanas?|peras?|queso|pollo|galletas?"
    r"|rozen|roos|appels?|peren|kaas"
    r"|rhododendrons?|azalees?|fuchsias?|chrysanthemes?|pelargoniums?|glycines?|weigelas?"
    r"|deutzias?|seringats?|narcisses?|jacinthes?|glaieuls?|begonias?|cognassiers?"
    r"|pechers?|abricotiers?|figuiers?|erables?|cerezos?|manzanos?|perales?|camelias?"
    r"|hortensia's|dahlia's|tulpen?|seringen?|apple trees?|pear trees?|rosebush"
    r"|pirogues?|voiliers?|chalutiers?|peniches?|navires?|goelettes?|felouques?|lanchas?|barcos?"
    r"|veleros?|buques?|schip|thuyen|sloep"
    r"|canots?|remorqueurs?|chaloupes?|trois-mats|caboteurs?|catamarans?|cotres?"
    r"|thoniers?|sardiniers?|langoustiers?|bateaux?(?: a vapeur|-mouche|-ecole)|ferry"
    r"|goletas?|pesqueros?|remolcadores|remolcador|yates?|narrowboats?|trawlers?|lifeboats?|ferries"
    r"|barges?|steamers?|tugboats?|vissersboot|zeilboot|zeilschip|veerboot"
    r"|(?:teintes?|couleurs?|coloris|enduit|color|kleur)(?: [a-z]{3,9}){1,2})"
    r" (?:(?:pere|mere|frere|soeur|oncle|tante|madame|monsieur|docteur|comte|duc|le pere|la mere"
    r"|don|dona|tio|tia|oom) )?$"
)
#: A thing that somebody borrows, plays or pays for: "prêt perceuse Nina Vardon".
_LENT = re.compile(
    r"(?<!\w)(?:prets?|locations?(?! d)|emprunt\w*|cautions?|inscriptions?|cles?|badges?"
    r"|rendue?s?|retours?|restitutions?|reservations?|cours|ateliers?|profs?|professeurs?|eleves?|prestamos?|alquiler"
    r"|fianza|reserva|inscripcion|llaves?|lening|huur|uitleen|sleutels?|loans?|hire|keys?|deposit)"
    r"(?!\w)"
)
#: A title inside what was found: "chaudière Mme Vardon" is in Mme Vardon's home.
_TITLED = re.compile(
    r"(?i:(?:m|mr|mme|mlle|mrs|ms|sr|sra|dhr|mevr)\b\.?|monsieur|madame|mademoiselle|senora?) ?"
)
#: What is bought, by its make: only where it is bought, for each has an owner elsewhere.
_BOUGHT = re.compile(
    r"(?<!\w)(?:achats?|fournitures?|acquisitions?|livraisons?|commandes?|lots?|materiels?"
    r"|suministro|compra|adquisicion|aankoop|levering|supply|purchase)\W{1,2}(?:[\w'’]+\W{1,2}){0,6}"
    r"(?:velos?|vae|trottinettes?|scooters?|tandems?|remorques?|jouets?|poussettes?|vehicules?"
    r"|camions?|bicicletas?|patinetes?|fiets(?:en)?|bikes?"
    r"|bornes?|mats?|poteaux?|bancs?|corbeilles?|poubelles?|jardinieres?|barrieres?|portails?"
    r"|robinetterie|urinoirs?|clotures?|papeleras?|vallas?|bancos?|zitbanken|vuilnisbakken"
    r"|benches|bollards?|litter bins?) $"
)
#: Somebody is helped to buy it: "aide à l'achat d'un vélo Nina Vardon".
_HELPED = re.compile(
    r"(?<!\w)(?:aides?|primes?|bonus|cheques?|subventions?|remboursements?|ayudas?|subvencion"
    r"|premie|toelage|grants?|vouchers?)(?!\w)"
)
#: Vehicles, before a make and its model.
_VEHICLE = re.compile(
    r"(?<!\w)(?:camionnettes?|fourgons?|fourgonnettes?|voitures?|vehicules?|utilitaires?|berlines?"
    r"|citadines?|suv|breaks?|motos?|scooters?|autos?|coches?|furgonetas?|camionetas?|carros?"
    r"|bestelwagens?|wagens?|cars?|vans?|trucks?|camions?|marque|modele|marca|modelo|merk|xe)"
    r"(?: (?:blanche?|noire?|grise?|rouge|bleue?|de marque|type|modele|blanc[oa]|negr[oa]))? $"
)
#: Animals, by what they are called.
_ANIMAL = re.compile(
    r"(?<!\w)(?:chiens?|chiennes?|chiots?|chats?|chattes?|chatons?|berger|labrador|caniche|bulldog"
    r"|terrier|boxer|husky|malinois|rottweiler|pitbull|staff|lapin|cheval|jument|poney|ane"
    r"|perroquet|tortue|animal|perr[oa]s?|gat[oa]s?|caballo|dogs?|cats?|horse|hond|kat|paard"
    r"|cachorr[oa]|cao|gos)(?P<between>(?:[ ,]{1,2}[\w.']+){0,5}?)[ ,]{1,2}"
    r"(?:nommee?|prenommee?|appelee?|baptisee?|(?:qui )?repond(?:ant)? au (?:doux )?nom d[eu]"
    r"|du nom de|s'appelle|llamad[oa]|que responde a|named|called|genaamd|chamad[oa]|anomenat"
    r"|dite?) (?:[«“\"] ?)?$"
)
_OWNER = re.compile(
    rf"(?<!\w)(?:{ROLE_WORDS}|{KIN_WORDS}|maitre(?:sse)?|m|mme|mr|monsieur|madame|homme|femme"
    r"|detent(?:eur|rice)|individu|un certain|duen[oa]|hombre|mujer|eigenaar|man|woman)(?!\w)"
)
#: A cultivar that bears a title: 'Madame Nina Vardon'.
_CULTIVAR = re.compile(
    r"(?<=[\w×]) ['‘](?P<name>(?:madame|mme|mlle|mademoiselle|monsieur|docteur|dr|general|marechal"
    r"|president|souvenir|gloire|duchesse|duc|prince(?:sse)?|reine|roi|baron(?:ne)?|comte(?:sse)?"
    r"|mrs|lady|lord|sir|duquesa|reina|princesa|don|dona) [^'’]{2,40})['’]"
)
#: A place's or a thing's byname: "la chapelle dite « de la Mère Nina »".
_BYNAME = re.compile(r"(?<!\w)dite? [«“\"] ?(?P<name>(?:de |du |des |d')[^«»“”\"]{2,40}?) ?[»”\"]")
#: How far before a name these words are looked for.
_REACH = 70


def uncalled(text: str, simple: str, hits: list[Hit]) -> list[Hit]:
    """The hits that are not what a thing or an animal is called by."""
    if not hits:
        return hits
    spans = list(_between(simple))
    # A text in small letters knows nobody in office but those that are left out.
    served = serving(text, hits) if text.islower() else []
    return [hit for hit in hits if not (within(hit, served) or _called(text, simple, hit, spans))]


def _between(simple: str) -> Iterator[tuple[int, int]]:
    """What stands between the quotation marks of titles, cultivars and bynames."""
    if not any(mark in simple for mark in "«“\"'‘"):
        return
    for pattern in (_WORK, _CULTIVAR, _BYNAME):
        for match in pattern.finditer(simple):
            told = pattern is _WORK and _SOMEBODY.search(match["between"])
            if not told:
                yield match.span("name")


def _called(text: str, simple: str, hit: Hit, spans: list[tuple[int, int]]) -> bool:
    """Whether a hit is a thing's name: between its quotes, or behind its noun."""
    if any(start <= hit.start and hit.end <= end for start, end in spans):
        return True
    if emblem(text, simple, hit.start, hit.end) or bygone(text, hit.start, hit.end):
        return True
    span = hit.start, hit.end
    if sainted(simple, *span) or remembered(simple, *span) or novel(text, simple, *span):
        return True
    before = simple[max(0, hit.start - _REACH) : hit.start]
    if _made(simple, before, hit) or _bodied(text, simple, before, hit):
        return True
    lone = " " not in text[hit.start : hit.end].strip()
    if lone and (_EVENT.search(before) or _animal(before) or _placed(before, text, hit)):
        return True
    small = text.islower() and formed(simple, hit.start, hit.end)
    if small or signed(text, hit.start, hit.end):
        return True
    if trading(text[max(0, hit.start - _REACH) : hit.start]):
        return True
    return _inside(text, simple, hit) or _vehicle(simple, before, hit)


def _bodied(text: str, simple: str, before: str, hit: Hit) -> bool:
    """Whether a hit is a family's firm, a verb in capitals, or a town: "un usager de Vardon"."""
    if _FIRM.search(before) or (text[hit.start : hit.end].isupper() and _DENIED.search(before)):
        return True
    led = _OF.match(simple, hit.start, hit.end)
    alone = led is not None and " " not in simple[led.end() : hit.end]
    return alone and led is not None and bool(_PARTNER.search(before + led.group()))


def _made(simple: str, before: str, hit: Hit) -> bool:
    """Whether a hit is the make or the kind of a thing that stands before it."""
    if simple.startswith(("d'", "de "), hit.start):
        return False  # whose it is
    titled = bool(_TITLED.match(simple, hit.start))
    goods = _GOODS.search(before)
    if goods:
        return not (goods["machine"] and (titled or _LENT.search(before)))
    return not titled and bool(_BOUGHT.search(before)) and not _HELPED.search(before)


#: What stands before a quarter, and before a family as well: no title, and no word for somebody.
_TO = re.compile(
    r"(?:^|(?<!famille )(?<!epoux )(?:avec|de|d'|a|au|vers|sur|en|pour|entre|et|con|con el)"
    r"|deplacements?|(?:jeunes? )(?:agricult(?:eur|rice)|exploitante?)s?)\s?$"
)


#: What stands before a town, and whose something is, before "de".
_FROM = re.compile(r"(?<!\w)(?:de|d'|a|au|vers|sur|en|te|uit|naar|to|from|in|desde|hasta|hacia) ?$")
_WHOSE = re.compile(
    r"(?<!\w)(?:dossiers?|plaintes?|courriers?|mails?|courriels?|appels?|demandes?|contrats?|visites?"
    r"|signalements?|chiens?|maisons?|famille|clients?|rdv|rendez-vous|factures?|logements?|baux|bail"
    r"|expediente|queja|solicitud|perro|casa|file|complaint|letter|rendue?s?|remise?s?|livree?s?"
    r"|accordee?s?|octroyee?s?|attribuee?s?|notifiee?s?|appartenant|cedee?s?) (?:de|d'|a|to) ?$"
)


#: What leads a noble's name, and a town's.
_OF = re.compile(r"de |d'")
#: Towns and bodies that towns work with, travel to, and come from.
_PARTNER = re.compile(
    r"(?<!\w)(?:(?:cooperations?|partenariats?|jumelages?|jumelee?s?|accord-cadre|hermanamientos?"
    r"|cooperacion|twinning|partnership|stedenband|samenwerking|geminacao|cooperacao|agermanament"
    r"|hop tac|ket nghia)(?: (?!de )[a-z'-]+){0,2} (?:avec|con|with|met|com|amb|voi)"
    r"|(?:deplacements?|missions?|voyages?) (?:[a-z]+ )?(?:a|en|au|vers)"
    r"|(?:de retour|originaires?|natifs?|natives?|oriund[oa]|natural|procedente|afkomstig)"
    r" (?:de|d'|uit)"
    # Where people live, leave for and come back to.
    r"|(?:usag(?:er|ere)|habitante?|administree?|residente?|citoyen(?:ne)?|contribuable|elue?)s? de"
    r"|(?:reparti|parti|retourne|demenage|emmenage|installe|mute|revenu|rentre|reloge)(?:e?s?|nt) a"
    r"|(?:notaires?|avocate?s?|huissiers?|tribunal(?: judiciaire)?|notari[oa]|juzgado"
    r"|notaris|solicitors?) (?:a|de|en|te|in)"
    # Where somebody was born, married or buried.
    r"|(?:mariages?|naissances?|nee?s?|deces|decedee?s?|inhumee?s?|inhumations?|pacs|bapteme"
    r"|nacid[oa]s?|fallecid[oa]s?|enterrad[oa]s?|boda|matrimonio|geboren|gehuwd|overleden|begraven"
    r"|born|buried|died|nascid[oa]s?|falecid[oa]s?) (?:civil )?(?:a|en|te|in|em)) $"
)


#: The legal form of a firm that is called after a family: "SCI Famille Vardon".
_FIRM = re.compile(
    r"(?<!\w)(?:sci|sarl|sas|sasu|eurl|snc|sca|scp|scea|earl|gaec|gfa|gfr|gie|suarl|srl|sprl|sa)"
    r" (?:familles?|epoux|freres|famille de|des) $"
)
#: What is not done, in a text of capitals: a verb follows.
_DENIED = re.compile(
    r"(?<!\w)ne (?:(?:[slmt]'|se |me |te |nous |vous |le |la |les |lui |leur |y |en ))?$"
)


def _placed(before: str, text: str, hit: Hit) -> bool:
    """Whether a hit is a quarter, "avec Hauts-de-Vardon", or the town that a town works with."""
    if _PARTNER.search(before):
        return True
    name = text[hit.start : hit.end]
    if quarter(name):
        return bool(_TO.search(before))
    return town(name) and bool(_FROM.search(before)) and not _WHOSE.search(before)


def _inside(text: str, simple: str, hit: Hit) -> bool:
    """Whether a hit begins with the noun of a thing, in capitals: "PEINTURE VARDON"."""
    head, gap, _ = simple[hit.start : hit.end].partition(" ")
    return bool(gap) and text.isupper() and bool(_GOODS.search(f"{head} "))


def _animal(before: str) -> bool:
    match = _ANIMAL.search(before)
    return match is not None and not _OWNER.search(match["between"])


def _vehicle(simple: str, before: str, hit: Hit) -> bool:
    """Whether a hit is a make with its model behind a vehicle's noun."""
    make = simple[hit.start : hit.end].partition(" ")[0]
    if make not in words("makes") and make not in words("brands"):
        return False
    return bool(_VEHICLE.search(before))


def sign(folded: str) -> bool:
    """Whether a word is a venue's that is called by whose it is: "le bar chez nina"."""
    return folded in _VENUES


_VENUES = frozenset(
    """bar cafe bistrot bistro brasserie restaurant resto snack pizzeria friterie kebab tabac
    epicerie salon estaminet creperie auberge taverne boulangerie institut garage bodega taberna
    cafeteria restaurante kroeg frituur eetcafe pub""".split()  # noqa: SIM905
)

__all__ = ["sign", "uncalled"]
