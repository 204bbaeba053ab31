"""Whether the words around a name give it a public function (D312-1-3, 3° CRPA)."""

import re
from functools import lru_cache

from anonymisation.reading.text import fold
from anonymisation.recognisers.conditions.loose import loosened
from anonymisation.recognisers.conditions.patterns import PatternSet
from anonymisation.recognisers.persons.words.titles import TITLE_TAIL

#: Who leads a meeting, told by what is done rather than by a post.
_PRESIDED = (
    r"(?:(?:(?:sous|assuree?|bajo) )?(?:la )?presiden(?:ce|cia)(?: assuree par| effective de"
    r"| de| d'| :)?|presidee?s? par|presidid[oa]s? por|presidida per"
    r"|voorgezeten door|voorzitterschap van|(?:chaired|presided over) by)"
)
#: An office with its town or its field, before a comma: "le maire de Vardon, Luc Kerlec".
#: Whoever turns to one stands behind a comma as well: "au maire de Vardon, Luc Kerlec demande".
_NAMELY = (
    r"(?:(?<!au )(?<!aux )(?<!a l')(?<!al )(?<!a la )"
    r"(?:maire|adjointe? (?:au maire|a la|aux|a l')|vice-presidente?|deputee?|senat(?:eur|rice)"
    r"|(?:sous-)?prefete?|ministre|echevine?|bourgmestre|gouverneure?|consule?|ambassad(?:eur|rice)"
    r"|alcalde|alcaldesa|concejala?|consejer[oa]|portavoz|gobernadora?|schepen|wethouder"
    r"|burgemeester|leader|presidente? (?:du conseil )?(?:de (?:la )?region|du departement"
    r"|de la metropole|regional|departemental|de l'agglomeration))"
    r"(?: (?:du|de la|de l'|d'|de|des|del|van|of the|of|voor) ?(?:[\w'-]+ ){0,3}?[\w'-]+)?,)"
)
#: Who is paid to give advice holds no office: "Nina Vardon, conseillère en insertion".
_AGENT = (
    r"(?! (?:en |emploi|insertion|numerique|pedagogique|france|techn|conjugal|funeraire|client"
    r"|principal d'educ|d'orientation|de vente|energie|habitat|info|social|juridique|a l'emploi))"
)
_BEFORE = re.compile(
    r"(?:\b(?:maires?|adjointe?s?|conseill(?:er|ere)s?|presidente?|vice-presidente?s?|deputee?s?"
    r"|senat(?:eur|rice)s?|prefete?|ministres?|rapporteu(?:r|se|re)s?|echevine?s?|bourgmestres?"
    r"|alcaldes?|alcaldesas?|concejal(?:a|as|es)?|gobernador|delegation"
    r"|elue?s?(?: (?:presente?|absente?|excusee?|referente?)s?)?"
    # "adulto mayor", "hija mayor" and "calle Mayor" are no mayors.
    r"|(?<!adulto )(?<!adulta )(?<!hijo )(?<!hija )(?<!hermano )(?<!hermana )(?<!persona )"
    r"(?<!nieto )(?<!nieta )(?<!primo )(?<!prima )(?<!calle )(?<!plaza )mayor"
    r"|gouverneure?|gobernadora|governadora?|wali|sous-prefete?|comisari[oa]|consellera?|diputad[oa]s?"
    r"|alkatea?|secretaire de seance|caid|pacha|khalifa"
    # Who is given powers at a council: "Pouvoirs : Nina Vardon à Loïc Kerlec".
    r"|pouvoirs? ?:|pouvoirs? (?:donnes? )?(?:de|a|:) ?[\w.' -]{3,40} a"
    r"|(?:vp|vice-presidente?|elue?|adjointe?|conseillere?) (?:a la |aux? |a l'|en charge d[eu] )?"
    r"(?:eau|assainissement|voirie|dechets|mobilites?|transports?|culture|sports?|jeunesse"
    r"|finances|travaux|urbanisme|habitat|logement|tourisme|numerique|environnement|energies?"
    r"|referente?|deleguee?|de permanence|d'astreinte|de quartier|de secteur|communautaire)"
    r"|schepen(?:en)?|wethouders?|burgemeesters?|(?:gemeente|provincie)?raads(?:lid|leden)"
    r"|(?:sub)?gerent[ea] (?:municipal|regional)|regidor(?:a|es|s)?|ediles?|edil|vereador(?:a|es)?"
    r"|prefeit[oa]|intendente municipal"
    r"|(?:county |city |town |parish |borough )?councillors?|cllrs?\.?|alder(?:man|woman)"
    # Whoever presides over a body's meeting, opens what it built, or marries in its name.
    r"|rect(?:eur|rice)|consule?(?: generale?)?|ambassad(?:eur|rice)|consejer[oa]"
    rf"|{_NAMELY}"
    rf"|{_PRESIDED}|(?:inauguree?|devoilee?)s? par|inaugurad[oa]s? por|inaugurat per"
    r"|(?:ingehuldigd|onthuld) door|(?:inaugurated|unveiled|officially opened) by"
    r"|(?:mariages?|unions?|pacs) (?:civile?s? )?(?:celebre|enregistre)e?s? par"
    r"|(?:boda|matrimonio) (?:civil )?(?:celebrad|oficiad)[oa] por"
    r"|officiere? (?:de l'|d')etat[ -]civil"
    r"|commissaires? enqueteu(?:r|se)s?|fonctionnaires? sanctionna(?:teur|trice)s?"
    r"|sanctionerende? ambtena(?:ar|ren)"
    r"|(?:voeu|vœu|amendement|motion) (?:presentee?|proposee?|deposee?) par"
    r"|(?:pho )?(?:chu tich|bi thu)(?: (?:ubnd|hdnd|uy ban nhan dan|hoi dong nhan dan))?"
    r"(?: (?:xa|phuong|quan|huyen|tinh|thanh pho|tp))?"
    r"|(?:cac )?lanh dao(?: (?:ubnd|hdnd|xa|phuong|quan|huyen|tinh|thanh pho|so|phong))?"
    r"(?: la| gom)?"
    # Who leads a town hall stands in brackets; who signs a paper with its number is an official.
    r"|alcaldia(?: (?:municipal|mayor|local))?(?= \()"
    r"|(?:informe|visto bueno|vb|conforme|firma(?:do)?|resuelve|decreto|resolucion)"
    r"(?: [a-z]+){0,3},? (?:de |la )?(?:alcaldia|concejalia|presidencia) ?:"
    r"|(?:van ban|quyet dinh|cong van|thong bao|to trinh|ke hoach|giay moi)(?: so)?:? "
    r"\d[\w/.\-]{0,25}\s{1,2}do(?: [a-z]{2,7})?"
    r"|arretes?(?: [a-z]+){0,4} signes?(?: par)?)"
    r"(?:\s(?:municipa(?:l|le|ux|les)|departementa(?:l|le|ux|les)|regiona(?:l|le|ux|les)"
    r"|metropolitaine?s?|communautaires?|communa(?:l|le|ux|les)|provincia(?:l|les)"
    r"|honoraires?|d'opposition|de\sla\s(?:majorite|minorite|opposition)|autonomic[oa]s?|de\sseance|de\sla\s(?:ville|municipalite|commune|metropole|region)"
    r"|de\s\w+))?(?:\sdeleguee?s?)?"
    r"(?:\s?[,:]?\s?(?:m\.|mme|monsieur|madame|sr\.?|sra\.?|don|d\.|dona|da\.?\s))?\s?[,:(]?\s*)$"
)
#: Who keeps the civil register, told by one word where the register is spoken of.
_REGISTRAR = re.compile(
    r"\b(?:mariage|mention|acte|pacs|naissance|reconnaissance|livret|transcription|etat[ -]civil"
    r"|matrimonio|nacimiento|registro civil|huwelijk|geboorte|burgerlijke stand|marriage|birth)\b"
    r".{0,110}\b(?:officiere?|oficial|ambtenaar|registrar|encargad[oa]) ?: ?$"
)
_AFTER = re.compile(
    r"^,? (?:chu tri|da chi dao|chi dao|phe duyet|da ky ban hanh)\b"
    r"|^, (?:demissionnaires?|decedee?|elue?|reelue?) de son mandat"
    r"|^, (?:pho )?(?:chu tich|bi thu)\b"
    r"|^\s(?:ouvre|leve|preside|suspend|clot|cloture) la (?:seance|reunion du conseil)\b"
    r"|^\s*[,(]\s*(?:le |la |en qualite de |actuel |actuelle |premiere? |[0-9]+n?[der]\w* "
    r"|respectivement )?"
    rf"(?:maires?|adjointe?s?(?! (?:tech|admin|d'anim|du patr|terr))|conseill(?:er|ere)s?{_AGENT}"
    r"|presidente? (?:du conseil(?! (?:syndical|d'admin|de surv|de fabrique|citoyen|de quartier))"
    r"|de seance"
    r"|de (?:la )?region|de l'agglomeration|de la metropole|du departement)"
    r"|vice-presidente?s?|deputee?s?|senat(?:eur|rice)s?|prefete?"
    r"|ministres?|rapporteu(?:r|se|re)s?|echevine?s?|bourgmestres?|alcaldes?|alcaldesas?"
    r"|officiere? (?:de l'|d')etat[ -]civil"
    r"|fonctionnaire sanctionna(?:teur|trice)|sanctionerend ambtenaar"
    r"|concejal(?:a|as|es)?|diputad[oa]s?|regidor(?:a|es|s)?|tenientes? de alcalde"
    r"|secretari[oa] (?:de (?:gobierno|hacienda|planeacion|salud|educacion|obras|infraestructura"
    r"|transito|movilidad|ambiente|cultura|desarrollo)|general|municipal"
    r"|del ayuntamiento|del concejo|accidental)|oficial mayor"
    r"|president[ea] municipal|sindic[oa]s? (?:municipal|procurador)|procurador[a]? sindic[oa]"
    r"|tesorer[oa] municipal|(?:sub)?gerent[ea] (?:municipal|general municipal"
    r"|de (?:obras|infraestructura|desarrollo (?:urbano|social|economico)|rentas|transportes?"
    r"|servicios (?:publicos|a la ciudad|municipales|sociales)|gestion ambiental|fiscalizacion"
    r"|seguridad ciudadana|planeamiento|administracion tributaria|catastro|participacion vecinal"
    r"|limpieza publica|transito)|regional)|teniente alcalde(?:sa)?|"
    r"interventora? (?:general|municipal)|vicealcalde(?:sa)?"
    r"|(?:vice)?prefecta"
    r"|viceprefecto|president[ea] de la junta (?:parroquial|municipal)"
    r"|vereador(?:a|es)?"
    r"|schepen(?:en)?|wethouders?|burgemeesters?|(?:gemeente|provincie)?raads(?:lid|leden)"
    r"|(?:(?:county|city|town|parish|borough|ward|local) )?councillors?|(?:deputy )?mayor of"
    r"|leader of the council|gobernador|elue?s?)\b"
)
#: How many characters around a name are read.
_REACH = 60


#: Who presides over an association is reached at home: "présidente Mme Vardon, 06 …".
_PRESIDES = re.compile(r"presidente?\W*$")
#: Who presided once presides no more.
_FORMER = re.compile(
    r"\b(?:ancienn?e?|ex|feue?|former|antigu[oa]|voormalig)[\s-](?:vice-)?president[ae]?\W*$"
)
#: And so does whoever presides over a club: nobody elected them to an office.
_LED = re.compile(rf"{_PRESIDED}\W*$")
_CLUB = re.compile(
    r"\b(?:association|asso|amicale|club|copropriete|syndic|asl|cuma|apel|ag|assemblee generale"
    r"|comite des fetes|entreprise|societe|asociacion|ampa|comunidad de (?:vecinos|propietarios)"
    r"|peña|pena|vereniging|vzw|asbl|charity|association's|residents|committee)\b"
)
#: Who lives or trades somewhere speaks for nobody: "vœu présenté par Nina Vardon, riveraine".
_PRIVATE = re.compile(
    r"\s*[,(]\s?(?:un |une |le |la )?(?:(?:riverain|habitant|locataire|usager|commercant|voisin"
    r"|proprietaire|administre|citoyen|artisan|contribuable)e?s?\b|parente?s? d'eleve"
    r"|(?:vecin|inquilin|propietari)[oa]s?\b|bewoner|tenants?\b|neighbours?\b|domicilie|demeurant)"
)
#: An office between commas is of whoever stands before it, and opens what was done: "célébrée par
#: Nina Vardon, maire : Luc Kerlec et …".
_OPENS = re.compile(
    r"\b(?:par|devant|por|ante|door|by|before) (?:m\.? |mme |monsieur |madame )?[^,:;.]{3,40}, "
    r"(?:(?:le|la|el|de|the) )?[\w' -]{4,30} ?:\s*$"
)
_REACHED = re.compile(r"[\s,:(–-]{1,4}(?:t[ée]l\S*\s?:?\s?)?(?:\+?\d[\d .\-/]{6}|[\w.\-]+@)")


@lru_cache(maxsize=1)
def _words() -> PatternSet:
    return PatternSet([loosened((_BEFORE, _AFTER, _REGISTRAR), pieces=True)])


@lru_cache(maxsize=64)
def _told(text: str) -> bool:
    """Whether a text has a word of an office anywhere: few have, and many names are asked of."""
    return bool(_words().met(fold(text)))


def in_office(text: str, start: int, end: int) -> bool:
    """Whether the words around a name give it a public function."""
    if not _told(text):
        return False
    before = TITLE_TAIL.sub("", text[max(0, start - _REACH) : start])
    after = text[end : end + _REACH]
    if _FORMER.search(fold(before)):
        return False
    if before.rstrip().endswith(":") and _REGISTRAR.search(fold(text[max(0, start - 160) : start])):
        return True
    if _REACHED.match(after) and (_PRESIDES.search(fold(before)) or _LED.search(fold(before))):
        return False
    if _PRIVATE.match(fold(after)) or _OPENS.search(fold(before)):
        return bool(_AFTER.match(fold(after)))
    around = fold(text[max(0, start - 2 * _REACH) : end + _REACH])
    if _LED.search(fold(before)) and _CLUB.search(around):
        return bool(_AFTER.match(fold(after)))
    return bool(_BEFORE.search(fold(before)) or _AFTER.match(fold(text[end : end + _REACH])))
