"""Whose a landline is where a counter's hours stand before it, and in Arabic: a service's."""

import re

from anonymisation.reading.arabic import key
from anonymisation.reading.text import fold

#: A counter that is open until some hour, right before its line.
_OPEN = re.compile(
    r"(?<!\w)(?:bureau|guichet|accueil|mairie|secretariat|standard|service|agence|permanence"
    r"|oficina|ventanilla|ayuntamiento|balie|loket|office|desk|van phong)s?\b[^.;\n]{0,30}?"
    r"(?<!\w)(?:ouvert(?:e|s|es)?|ouvre|abiert[oa]|abre|open|geopend|mo cua)(?!\w)"
    r"(?:[^.;\n]|(?<=[a-z]{3})\.){0,60}?"
    r"\d\s?[hg:](?:\s?\d\d)?\s?[,;:(–—\-]?\s*(?:(?:tel\w*|au|ou)\W{1,3}){0,2}$"
)
_SERVICE = (
    r"(?:مكتب|مكاتب|ضبط|بلديه|جماعه|مصلحه|اداره|دايره|داءره|ولايه|معتمديه|مقر|استقبال|استعلامات"
    r"|كتابه|شباك|خليه|مداومه|شرطه|حمايه مدنيه|وقايه مدنيه|مستشفي|مستوصف|مدرسه|مكتبه|شركه"
    r"|جمعيه|مركز|مركزيه|موزع|رقم اخضر|خط ساخن|حاله مدنيه|تقنيه|نظافه|ستاغ|صوناد)"
)
#: To ask or to reach a service, right before its line.
_ASKED = re.compile(
    r"(?:ل|بال|لل|ال|و)?(?:استفسار|استعلام|ارشاد(?:ات)?|استرشاد|معلومات|حجز|تسجيل|ابلاغ|تبليغ"
    r"|شكايات|شكاوي|مواعيد)\b[^.\n\d]{0,25}$"
    rf"|(?:اتصال|تواصل|اتصلوا|تتصل|مراجعه) (?:ب|مع |علي )?(?:ال)?{_SERVICE}[^.\n\d]{{0,25}}$"
    rf"|(?:هاتف|رقم) (?:ال|ب|لل)?{_SERVICE}(?: (?:ال)?\w+){{0,2}}\W*$"
    rf"|(?:يفتح|تفتح|مفتوح|اوقات (?:ال)?عمل|توقيت) ?(?:ال)?{_SERVICE}?[^\n.]{{0,50}}\d\W+"
    r"(?:(?:ال)?هاتف|صباحا|مساء|زوالا|\W){0,4}$"
    rf"|(?:مكتب الضبط|الكتابه العامه|الاستقبال)\W*(?:(?:ال)?هاتف\W*)?$"
)


#: Days and hours of opening, right behind a line: "8h-20h sauf dimanche", "Lun-ven 8h30-12h".
_DAYS = (
    r"(?:lu|ma|me|je|ve|sa|di|lun|mar|mer|jeu|ven|sam|dim|lundi|mardi|mercredi|jeudi|vendredi|samedi"
    r"|mo|tu|we|th|fr|su|lunes|martes|viernes|maandag|vrijdag)"
)
_SPAN = r"\d{1,2}\s?[h:.]\s?(?:\d\d)?\s?(?:-|a|–|/)\s?\d{1,2}\s?[h:.]"
_HOURS = re.compile(
    rf"[\s,;:(–-]{{1,4}}(?:{_SPAN}|(?:du )?{_DAYS}\b\.?"
    rf"(?:[\s,/-]{{1,2}}(?:(?:au?|et|al?|tot) )?{_DAYS}\b\.?)+"
    rf"|{_DAYS}\b\s?: ?\d|tous les jours|24 ?h(?:eures)?[ /]|7 ?j(?:ours)?[ /]"
    r"|ouvert|abierto de|todos los dias|de lunes a)"
)


def opened(after: str) -> bool:
    """Whether days and hours of opening stand right behind a line."""
    return bool(_HOURS.match(fold(after)))


def of_a_counter(told: str) -> bool:
    """Whether what stands before a landline, folded, is a counter's hours or an invitation."""
    return bool(_OPEN.search(told) or _ASKED.search(key(told)))


__all__ = ["of_a_counter", "opened"]
