"""Whether the words around a name give it a public function (D312-1-3, 3° CRPA)."""

import re

from anonymisation.recognisers.titles import TITLE_TAIL
from anonymisation.text import fold

_BEFORE = re.compile(
    r"(?:\b(?:maire|adjointe?|conseill(?:er|ere)s?|presidente?|vice-presidente?|deputee?"
    r"|senat(?:eur|rice)|prefete?|ministre|rapporteu(?:r|se|re)|echevine?|bourgmestre|alcalde"
    r"|alcaldesa|concejala?|gobernador|delegation|elue?s?|mayor)"
    r"(?:\s(?:municipal|municipale|departemental|departementale|regional|regionale|de\sseance"
    r"|de\sla\sville|de\s\w+))?"
    r"(?:\s?[,:]?\s?(?:m\.|mme|monsieur|madame|sr\.?|sra\.?|don|d\.))?\s?[,:]?\s*)$"
)
_AFTER = re.compile(
    r"^\s*[,(]\s*(?:le |la |en qualite de |actuel |actuelle |premiere? |[0-9]+e\w* )?"
    r"(?:maire|adjointe?s?(?! (?:tech|admin|d'anim|du patr|terr))|conseill(?:er|ere)s?"
    r"|presidente? (?:du conseil|de seance"
    r"|de la metropole|du departement)|vice-presidente?|deputee?|senat(?:eur|rice)|prefete?"
    r"|ministre|rapporteu(?:r|se|re)|echevine?|bourgmestre|alcalde|alcaldesa|concejala?"
    r"|gobernador)\b"
)
#: How many characters around a name are read.
_REACH = 60


def in_office(text: str, start: int, end: int) -> bool:
    """Whether the words around a name give it a public function."""
    before = TITLE_TAIL.sub("", text[max(0, start - _REACH) : start])
    return bool(_BEFORE.search(fold(before)) or _AFTER.match(fold(text[end : end + _REACH])))
