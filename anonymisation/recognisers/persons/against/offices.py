"""Whether the words around a name give it a public function (D312-1-3, 3° CRPA)."""

import re
from functools import lru_cache

from anonymisation.reading.text import fold
from anonymisation.recognisers.conditions.loose import loosened
from anonymisation.recognisers.conditions.patterns import PatternSet
from anonymisation.recognisers.persons.words.titles import TITLE_TAIL

_BEFORE = re.compile(
    r"(?:\b(?:maire|adjointe?|conseill(?:er|ere)s?|presidente?|vice-presidente?|deputee?"
    r"|senat(?:eur|rice)|prefete?|ministre|rapporteu(?:r|se|re)|echevine?|bourgmestre|alcalde"
    r"|alcaldesa|concejala?|gobernador|delegation|elue?s?"
    # "adulto mayor", "hija mayor" and "calle Mayor" are no mayors.
    r"|(?<!adulto )(?<!adulta )(?<!hijo )(?<!hija )(?<!hermano )(?<!hermana )(?<!persona )"
    r"(?<!nieto )(?<!nieta )(?<!primo )(?<!prima )(?<!calle )(?<!plaza )mayor"
    r"|gouverneure?|gobernadora|governadora?|wali|sous-prefete?|comisari[oa]|consellera?|diputad[oa]"
    r"|alkatea?|secretaire de seance|caid|pacha|khalifa"
    # Who is given powers at a council: "Pouvoirs : Nina Vardon à Loïc Kerlec".
    r"|pouvoirs? ?:|pouvoirs? (?:donnes? )?(?:de|a|:) ?[\w.' -]{3,40} a"
    r"|(?:vp|vice-presidente?|elue?|adjointe?|conseillere?) (?:a la |aux? |a l'|en charge d[eu] )?"
    r"(?:eau|assainissement|voirie|dechets|mobilites?|transports?|culture|sports?|jeunesse"
    r"|finances|travaux|urbanisme|habitat|logement|tourisme|numerique|environnement|energies?"
    r"|referente?|deleguee?|de permanence|d'astreinte|de quartier|de secteur|communautaire)"
    r"|schepen|wethouder|burgemeester|regidora?|edil|vereadora?|intendente municipal"
    r"|commissaires? enqueteu(?:r|se)s?"
    r"|(?:voeu|vœu|amendement|motion) (?:presentee?|proposee?|deposee?) par"
    r"|(?:pho )?(?:chu tich|bi thu)(?: (?:ubnd|hdnd|uy ban nhan dan|hoi dong nhan dan))?"
    r"(?: (?:xa|phuong|quan|huyen|tinh|thanh pho|tp))?"
    r"|arretes?(?: [a-z]+){0,4} signes?(?: par)?)"
    r"(?:\s(?:municipal|municipale|departemental|departementale|regional|regionale|de\sseance"
    r"|de\sla\s(?:ville|municipalite|commune|metropole|region)|de\s\w+))?"
    r"(?:\s?[,:]?\s?(?:m\.|mme|monsieur|madame|sr\.?|sra\.?|don|d\.))?\s?[,:(]?\s*)$"
)
_AFTER = re.compile(
    r"^, (?:demissionnaires?|decedee?|elue?|reelue?) de son mandat"
    r"|^, (?:pho )?(?:chu tich|bi thu)\b"
    r"|^\s(?:ouvre|leve|preside|suspend|clot|cloture) la (?:seance|reunion du conseil)\b"
    r"|^\s*[,(]\s*(?:le |la |en qualite de |actuel |actuelle |premiere? |[0-9]+e\w* )?"
    r"(?:maire|adjointe?s?(?! (?:tech|admin|d'anim|du patr|terr))|conseill(?:er|ere)s?"
    r"|presidente? (?:du conseil(?! (?:syndical|d'admin|de surv|de fabrique|citoyen|de quartier))"
    r"|de seance"
    r"|de la metropole|du departement)|vice-presidente?|deputee?|senat(?:eur|rice)|prefete?"
    r"|ministre|rapporteu(?:r|se|re)|echevine?|bourgmestre|alcalde|alcaldesa|concejala?"
    r"|gobernador|elue?)\b"
)
#: How many characters around a name are read.
_REACH = 60


#: Who presides over an association is reached at home: "présidente Mme Vardon, 06 …".
_PRESIDES = re.compile(r"presidente?\W*$")
#: Who presided once presides no more.
_FORMER = re.compile(
    r"\b(?:ancienn?e?|ex|feue?|former|antigu[oa]|voormalig)[\s-](?:vice-)?president[ae]?\W*$"
)
_REACHED = re.compile(r"[\s,:(–-]{1,4}(?:t[ée]l\S*\s?:?\s?)?(?:\+?\d[\d .\-/]{6}|[\w.\-]+@)")


@lru_cache(maxsize=1)
def _words() -> PatternSet:
    return PatternSet([loosened((_BEFORE, _AFTER), pieces=True)])


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
    if _REACHED.match(after) and _PRESIDES.search(fold(before)):
        return False
    return bool(_BEFORE.search(fold(before)) or _AFTER.match(fold(text[end : end + _REACH])))
