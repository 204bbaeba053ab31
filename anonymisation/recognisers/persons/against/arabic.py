"""Whether Arabic words around a name give it a public function (D312-1-3, 3° CRPA).

The office stands before the name or behind it: "رئيس البلدية فلان", "السيد فلان، الكاتب العام".
Who presides over an association or a union is nobody in office.
"""

import re

from anonymisation.reading.arabic import key

#: What officials are at the head of, or sit in.
_PUBLIC = (
    r"(?:بلديه|جماعه|جماعات|مجلس|مجالس|دائره|دايره|مقاطعه|ولايه|عماله|وزاره|معتمديه|اقليم|حكومه"
    r"|جمهوريه|جهه|نيابه خصوصيه|حاضره)"
)
_CHAIR = rf"(?:{_PUBLIC}|جلسه|لجنه(?! (?:ال)?(?:حي|احياء|سكان|متساكنين))|لجان|مكتب (?:ال)?مجلس)"
_RANK = r"(?:اول|اولي|ثاني|ثانيه|ثالث|ثالثه|رابع|رابعه|خامس|خامسه|سادس|سادسه|سابع|سابعه)"
#: Not of a body of private law: "the secretary general of the union".
_OWN = rf"(?! (?:ل(?!ل?(?:ال)?{_PUBLIC})|(?:ال)?(?:نقابه|جمعيه|حزب|اتحاد|نادي|فرع|رابطه)))"
_OFFICE = (
    r"(?:ال)?(?:"
    rf"ر[يئ]ي?س(?:ه)? (?:ال|لل|ل)?{_CHAIR}"
    rf"|(?:كاتب|امين)(?:ه)? (?:ال)?عام(?:ه)?{_OWN}"
    rf"|(?:مساعد|ناي?ب|نا[يئ]ب)(?:ه)? (?:ال)?{_RANK}{_OWN}"
    rf"|(?:مساعد|خليفه|نا[يئ]ب)(?:ه)? (?:لل|ل|ال)?(?:ر[يئ]ي?س(?:ه)?)(?: (?:ال)?{_CHAIR}|{_OWN})"
    r"|مستشار(?:ه)? (?:ال)?(?:بلدي|جماعي|جهوي|محلي)(?:ه)?"
    rf"|عضو(?:ه)? (?:ال)?{_PUBLIC}"
    r"|نا[يئ]ب(?:ه)? (?:ال|عن (?:ال)?|ب(?:ال)?)?(?:برلماني?ه?|مجلس|شعب|جهه|دايره)"
    r"|والي(?!ه)|معتمد(?!ه)|عمده|وزير(?:ه)?|باشا (?:ال)?مدينه|قا[يئ]د (?:ال)?(?:مقاطعه|قياده|ملحقه)"
    rf"|عامل (?:ال)?{_PUBLIC}"
    r"|(?:مقرر|كاتب)(?:ه)? (?:ال)?(?:لجنه|جلسه|مجلس)"
    r"|ضابط(?:ه)? (?:ال)?حاله (?:ال)?مدنيه"
    r")"
)
_ANY = re.compile(rf"(?:^|\W|[وفبلك]){_OFFICE}(?!\w)")
_TITLE = r"(?:\s*[:،,]?\s*(?:ال)?(?:سيد|دكتور|استاذ|مهندس|حاج)ه?)?"
_OF = r"(?: (?:ال|ب|لل|ل)?(?:بلدي|بلديه|جماعي|مدينه|محلي|محليه|جهوي|اشغال|ماليه|صحه|نظافه)){0,2}"
_BEFORE = re.compile(rf"(?:^|[^\w]|[وفبلك]){_OFFICE}{_OF}{_TITLE}\s*[:،,(]?\s*$")
_AFTER = re.compile(rf"\s*[،,(–-]?\s*(?:بصفته|بصفتها|وهو|وهي)?\s*{_OFFICE}(?!\w)")
#: How many characters around a name are read.
_REACH = 70


def any_office(text: str) -> bool:
    """Whether a text has a word of an office anywhere."""
    return bool(_ANY.search(key(text)))


def office_before(text: str, start: int) -> bool:
    """Whether the words right before a name are an office."""
    return bool(_BEFORE.search(key(text[max(0, start - _REACH) : start])))


def office_behind(text: str, end: int) -> bool:
    """Whether the words right behind a name are an office."""
    return bool(_AFTER.match(key(text[end : end + _REACH])))


__all__ = ["any_office", "office_before", "office_behind"]
