"""Whether an address is somebody's home, from what stands around it and is no cue before it."""

import re

from anonymisation.lexicon.vocabulary import is_listed, is_stranger
from anonymisation.reading.text import fold

#: Words before an address that make it somebody's.
HOME = re.compile(
    r"\b(?:domicil(?!iations?\b)\w+|habit\w+|resid(?:e|ent|ente|entes|ant|ante|ants|iendo)\b"
    r"|demeur\w+"
    r"|log[eé]e?\b|logements?"
    r"|viv(?:e|en|o|ia|ienda|iendas)\b|bizi|bizilekua|locataires?|proprietaires?"
    r"|propietari\w+|inquilin\w+|lives|living|home|moved|moving"
    r"|(?:en|a) (?:son |leur )?nom propre|a titre individuel|en nombre propio|a titulo personal"
    r"|notifi(?:ee?s?|cad[oa]s?|cacion) (?:a|au|en)|citad[oa]s? en|visita domiciliaria"
    r"|(?:mon|notre|nos) (?:terrain|jardin|verger|champ|garage|hangar|portail|cloture)"
    r"|(?:ma|notre) (?:parcelle|grange|cour|propriete|ferme)|my (?:land|garden|plot|field)"
    r"|mon adresse|son adresse|ma maison|sa maison|mi casa|su casa|chez|voisin\w*"
    r"|vecin[oa]s?|heberge\w*|adresse personnelle"
    r"|appartement|courrier a|riverain\w*|occupant\w*|woon\w*|wonende|sinh song|thuong tru"
    r"|tam tru|cu tru|ngu tai"
    r"|song tai|nha o|dia chi|đia chi|nha rieng|m\.|mme|veuve|famille|adresse postale"
    r"|reexpedi\w+|verhuis\w*|demenag\w*|emmenag\w*|expuls\w+|c/o|desahuci\w+|hebergement"
    r"|(?:propriete|terrain|parcelle|pavillon|logis|cave|garage|jardin|puits|haie|mur) (?:lui"
    r"|leur|nous) appartenant|sur (?:sa|leur|ma|notre) (?:propriete|parcelle|terrain)"
    r"|(?:en|su|mi) (?:propiedad|terreno|parcela|predio|finca|lote)|predio de"
    r"|tranquillite vacances|otv|reconduite?s?"
    r"|raccompagnee?s?|ramenee?s?|hebergee?s?|envoyee?s? (?:au|a)|adressee?s? au"
    r"|perquisition\w*|effraction (?:au|a)|menages?"
    r"|foyers? (?!rural|culturel|des?\b|d'|du\b|les?\b|la\b|jeunes|logement|social|socio"
    r"|municipal|communal|occupation|club|educatif|restaurant|soleil|departemental|medic"
    r"|laic|paroissial|residence|bar\b|est\b|et\b)[a-z'\-]{3,}"
    r"|hogar(?:es)?|household|gezin|ho gia dinh"
    r"|loyers?(?! (?:(?:du|de la|des?|d') ?)?(?:bureaux?|loca(?:l|ux)|commerc\w*|parking"
    r"|siege|salle)))"
    r"(?=\W|$)"
    r"|\badr(?:esse)?\.?\s*:?\s*$"
    r"|\b(?:courriers?|lettres?|lrar|recommandes?|plis?|convocations?) (?:\w+ )?"
    r"(?:envoye|adresse|expedie|poste|notifie|distribue)e?s?\s?:?\s*$"
    # Beside whoever is named with a title, and where land is sold from one to the other.
    r"|\b(?:monsieur|madame|mademoiselle|mlle|mr) (?!le |la |l')[\w'. -]{2,35}, $"
    r"|\bpreemption\W{1,3}vente [^.;\d]{3,60}, $"
)
#: Words behind an address that make it somebody's: "(domicile du président)".
_HOME_AFTER = re.compile(
    r"[\s,;:(\-–—]{0,4}(?:(?:son|mon|leur|notre|au) )?(?:domicile|dom\.|residence principale"
    r"|chez (?:lui|elle|moi|eux|m\.|mme)|adresse (?:perso\w*|privee)"
    r"|ou (?:j'habite|il habite|elle habite|je vis|je loge|nous habitons)"
    r"|(?:mi|su) (?:casa|domicilio)|domicilio|donde (?:vivo|vive)|thuis|prive\b"
    r"|privadres|bizi (?:naiz|da)|nha rieng|my home|where i live)"
)
#: A text that ends with a signature.
_SIGNATURE = re.compile(
    r"(?:[.!?…)]\s*[-–—]{1,2}|(?:cordialement|sign[eé]e?|atentamente|salut\w*)\W*)\s?$"
)
#: Longest name that opens a text, in characters.
_OPENS = 40
#: One to three words that open a text.
_OPENING = re.compile(r"\W{0,3}(?:[^\W\d_]\.\s?)?(?:[^\W\d_][\w'\-]{2,}[ ,:]{1,2}){1,3}")
_INITIALLED = re.compile(r"\W{0,3}[^\W\d_]\.\s?[^\W\d_]{3}")


#: Facilities and shops, whose street is nobody's home, and their name.
_FACILITY = re.compile(
    r"\b(?:salles?|gymnases?|stades?|ecoles?|colleges?|lycees?|creches?|musees?|theatres?|cinemas?"
    r"|mediatheques?|bibliotheques?|ludotheques?|piscines?|patinoires?|skateparks?|squares?|parcs?"
    r"|mairies?|hotel de ville|eglises?|chapelles?|temples?|mosquees?|cimetieres?|gares?|marches?"
    r"|halles?|bars?|cafes?|restaurants?|brasseries?|hotels?|boulangeries?|pharmacies?|magasins?"
    r"|guichets?|accueil|ccas|cias|commissariats?|gendarmeries?|prefectures?|antennes?|annexes?"
    r"|depots?|fourrieres?|terminus|ventanillas?|loket(?:ten)?"
    r"|counters?|commerces?|boutiques?|supermarches?|superettes?|banques?|agences?|garages?"
    r"|ateliers?"
    r"|entrepots?|usines?|locaux|local|bureaux?|sieges?|cabinets?|cliniques?|hopita(?:l|ux)|ehpad"
    r"|chantiers?|espaces?|maison (?:de|des|du|pour)|centres?|complexes?|auditoriums?"
    r"|conservatoires?|dechetteries?|decheteries?|parkings?|escuelas?|colegios?|institutos?"
    r"|bibliotecas?|museos?|polideportivos?|mercados?|tiendas?|almacen(?:es)?|farmacias?|oficinas?"
    r"|iglesias?|parques?|school|library|museum|shop|store|pub|church|office|pool|hall"
    r"|bibliotheek|zwembad|winkel|kerk|sporthal|apotheek|cua hang|truong|benh vien|nha hang)\b"
    r"(?: (?:de|des|du|d'|la|le|les|del|los|las|van|l')){0,2}(?: ?(?!gardien|chez)[\w'\-]{2,}){0,3}"
    r"[,(]?\s?(?:(?:sis|sise|situee?|au|at|en|op) )?$"
)
#: Words that make an address a dwelling, though a facility is named before it.
_DWELT = re.compile(
    r"\b(?:domicil(?!iations?\b)\w+|habit\w+|resid\w+|demeur\w+|log[eé]\w*|viv\w+|chez|famille"
    r"|voisine?s?)\b"
)


def facility(text: str, since: int, start: int) -> bool:
    """Whether the words before an address, from a position on, name a facility it is of."""
    before = fold(text[max(since, start - 60) : start])
    found = _FACILITY.search(re.split(r"[.;:!?]", before)[-1])
    return found is not None and not _DWELT.search(before)


#: What an address is of where a public body sits: nobody's, the names in it neither.
SEAT = "SEAT"
#: The seat of a public body with its name, at the beginning of a sentence.
_SEAT = re.compile(
    r"(?:^|[.;:!?\n•|–—]\s*|\s-\s)(?:(?:accueil|siege|standard|guichet|antenne|annexe|sede|loket"
    r"|recepcion|tru so|reception|onthaal|dia chi|adresse|direccion|address|adres)\s?:?\s?"
    r"(?:(?:de la|du|de l'|de|del|van de|of the)\s)?)?"
    r"(?:mairies?|hotel de ville|maison communale|hotel communal|hotel (?:de|du) (?:departement"
    r"|region|police|metropole)|prefecture|sous-prefecture|ayuntamiento|casa consistorial"
    r"|palacio municipal|presidencia municipal|alcaldia|municipio|municipalidad|gad (?:municipal"
    r"|parroquial)|cabildo|junta parroquial|casa (?:comunal|parroquial)|stadhuis|gemeentehuis"
    r"|districtshuis|town hall|city hall|council offices?|camara municipal|pacos do concelho"
    r"|junta de freguesia|ajuntament|casa de la vila|casa da vila|casa do concello|udaletxea"
    r"|udala|ubnd|uy ban nhan dan|toa thi chinh|baladiya|ccas|cpas|ocmw|tribunal|tresorerie"
    r"|commissariat|gendarmerie)"
    r"(?:\s(?!chez|habite|vit|log)[\w'\-]+){0,4}"
    r"\s?[,(:–\-]?\s?(?:(?:sis|sise|situee?|au|sita|sito|en|op|at|so)\s)?$"
)


#: Where the public is received.
_RECEIVED = re.compile(
    r"(?:^|[.;:!?\n(,–—]\s*|\s)(?:accueil (?:du public|physique|des (?:usagers|familles|habitants))"
    r"|guichet unique|permanences? (?:tenues? |assurees? )?|atencion al publico|onthaal)"
    r"\s?(?:se fait |est assuree? |a lieu )?(?:aux?|a|en|op)\s$"
)


def seated(text: str, start: int) -> bool:
    """Whether the seat of a public body stands right before an address: nobody lives there."""
    before = text[max(0, start - 70) : start]
    found = _SEAT.search(fold(before)) or _RECEIVED.search(fold(before))
    return found is not None and not _DWELT.search(found.group()) and not HOME.search(found.group())


def behind(text: str, end: int) -> bool:
    """Whether the words behind an address make it somebody's home."""
    return bool(_HOME_AFTER.match(fold(text[end : end + 40])))


#: Works that owners are helped to pay, right before the house they are done on.
_AIDED = re.compile(
    r"\b(?:ravalements?|isolation|chauffe-eau|pompe a chaleur|poele(?: a (?:bois|granules))?"
    r"|facades?|recuperateurs? d'eaux?(?: (?:de pluie|pluviales?))?|double vitrage|composteurs?"
    r"|monte-escalier|douche pmr|renovation energetique|adaptation(?: (?:du|de) logement)?"
    r"|rehabilitacion (?:de )?fachada|aislamiento|caldera|gevelrenovatie|dakisolatie)"
    r"(?:,? {1,2}|'| [–—-] | ?: )(?:(?:des?|du|la|les?|d|l|facades?|combles|thermique"
    r"|exterieure?|murs|pour|en"
    r"|del?|aux?|sise?)[ ']){0,4}$"
)


def aided(text: str, start: int) -> bool:
    """Whether works on a private house are named right before its address."""
    return bool(_AIDED.search(fold(text[max(0, start - 50) : start])))


def signed(text: str, start: int, end: int) -> bool:
    """Whether an address is that of who writes or builds: after a signature, a name, private works.

    A name counts where it opens the text.
    """
    if aided(text, start):
        return True
    if len(text) - end < 5 and _SIGNATURE.search(fold(text[max(0, start - 20) : start])):
        return True
    before = text[:start]
    if len(before) > _OPENS or not _OPENING.fullmatch(before):
        return False
    if _INITIALLED.match(before):
        return True
    words = re.findall(r"[^\W\d_][\w'\-]+", before)
    return all(is_listed(fold(word)) or (word.islower() and is_stranger(word)) for word in words)


__all__ = ["HOME", "SEAT", "aided", "behind", "facility", "seated", "signed"]
