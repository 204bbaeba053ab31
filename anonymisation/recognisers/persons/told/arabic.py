"""Names in Arabic letters, which have no capitals: told by the title before them."""

import re
from collections.abc import Iterator

from anonymisation.recognisers.base import LIKELY, Hit, TextRecognizer

_LETTER = "[\u0621-\u064a\u064b-\u0652\u0671-\u06d3]"
#: Titles and roles that a person's name follows.
_TITLE = (
    r"(?:ال)?(?:سيدة|سيد|سادة|آنسة|انسة|دكتورة|دكتور|أستاذة|أستاذ|استاذة|استاذ|مهندسة|مهندس|حاجة|حاج"
    r"|شيخ|مواطنة|مواطن|مدعوة|مدعو|مسماة|مسمى|مشتكية|مشتكي|متضررة|متضرر|مالكة|مالك|جار|جارة"
    r"|طالبة|طالب|تلميذة|تلميذ|مرحومة|مرحوم)|سي|لالة|للا|مولاي|سيدي"
)
#: Small words behind a role, which is then nobody named.
_NO_NAME = (
    r"(?:قرب|في|من|على|إلى|الى|عن|مع|أمام|خلف|بعد|قبل|عند|لم|لا|لن|قد|هو|هي|الذي|التي"
    rf"|منزل|غير|بدون)(?!{_LETTER})"
)
#: Words that bind a name to the next one.
_BOUND = r"(?:عبد|أبو|ابو|أم|ام|بن|ابن|بنت|ولد|آل|بو|بل|بالحاج|نور|سيف|صلاح|علاء)"
_PART = rf"(?:{_BOUND}\s+)*{_LETTER}{{2,20}}"
#: Words that persons, bodies and places follow: a given name must.
_BEFORE = (
    r"منزل|بيت|ضد|رفقة|برفقة|صحبة|باسم|بإسم|لفائدة|طرف|ابنه|ابنها|ابنته|ابنتها|زوجته|زوجها|زوجة|زوج|أخيه|أخته"
    r"|تسلمت?|اتصلت?(?: بنا)?|طلبت?(?: من)?|تقدمت?|قدمت?|صرحت?|حضرت?|اشتكى|اشتكت|يشتكي|تشتكي"
    r"|أكدت?|رفضت?|وقعت?|دفعت?|أرسلت?|أودعت?|استقبلت?|يطلب|تطلب|يسكن|تسكن|بحضور|بطلب من|سلمت? إلى"
    r"|والده|والدته|والدة|والد|ورثة|عائلة|أرملة|جارنا|جارتنا|ابني|ابنتي|زوجتي|زوجي|مع|من قبل"
)
#: What carries a saint's or a scholar's name, its title included.
_NO_PLACE = "".join(
    f"(?<!{word} )"
    for word in (
        *("سوق", "حي", "شارع", "نهج", "مقام", "زاوية", "جامع", "مسجد", "باب", "ساحة", "مدرسة"),
        *("درب", "زنقة", "ضريح", "معهد", "مستشفى", "مدينة", "دوار", "واد", "جبل", "حومة", "مقبرة"),
    )
)
#: Whom streets are called after, and towns.
_PUBLIC = (
    r"محمد الخامس|محمد السادس|الحسن الثاني|الحسن الأول|الحبيب بورقيبة|الهادي شاكر"
    r"|الهادي نويرة|الطاهر صفر|الطاهر الحداد"
    r"|علي البلهوان|محمد علي الحامي|نور|حياة"
)
#: Given names of the Maghreb, as Arabic writes them.
_GIVEN = (
    r"محمد|أحمد|احمد|علي|عمر|حسن|حسين|الحسين|الحسن|يوسف|إبراهيم|ابراهيم|خالد|سامي|سمير|كمال|جمال|نبيل|رشيد|كريم|سعيد|فؤاد"
    r"|هشام|منصف|المنصف|الهادي|هادي|الحبيب|الطاهر|البشير|الناصر|الصادق|المختار|العربي|الأمين|أمين|أيمن|بلال|إلياس|زكرياء?"
    r"|أنس|حمزة|مهدي|المهدي|طارق|وليد|نزار|رضا|منير|فتحي|لطفي|شكري|توفيق|عماد|ماهر|أنيس|بسام|حاتم|رياض|سفيان|صابر|ياسين"
    r"|مصطفى|إدريس|ادريس|العياشي|بوشعيب|حميد|جواد|عادل|عصام|فيصل|مراد|نجيب|نور الدين"
    r"|عز الدين|صلاح الدين|علاء الدين"
    r"|عبد ?(?:الله|الرحمان|الرحمن|الرزاق|العزيز|القادر|الكريم|اللطيف|المجيد|الحميد"
    r"|الستار|السلام|الوهاب|الجليل|الغني|الباقي|الحق)"
    r"|فاطمة|خديجة|عائشة|زينب|مريم|سعاد|نادية|سميرة|ليلى|أمينة|حليمة|نعيمة|رشيدة|كريمة|لطيفة|سلوى|هدى|منى|أمل|إيمان|سناء|هاجر"
    r"|كنزة|سارة|ياسمين|نور|آية|إكرام|مليكة|جميلة|حياة|وفاء|رجاء|هند|ابتسام|أسماء|حنان|سهام|ثريا|فوزية|زهرة|الزهرة|بثينة"
    r"|شيماء|إيناس|ريم|رانية|نجاة|نوال|صفاء|دنيا|سكينة|غزلان|خولة|مروى|عفاف|راضية|منية|لمياء|نجلاء|روضة|مبروكة|منجية"
)


class ArabicNameRecognizer(TextRecognizer):
    """Given name and family name behind a title, written in Arabic; the title goes too."""

    ENTITIES = ("PERSON",)
    _NAME = re.compile(
        rf"{_NO_PLACE}(?<!{_LETTER})(?:{_TITLE})\s*[:،]?\s+(?!{_NO_NAME})"
        rf"{_PART}(?:\s+{_PART})?(?!{_LETTER})"
    )
    #: A given name with a family name, behind a word that says that somebody is named.
    _TOLD = re.compile(
        rf"(?<!{_LETTER})(?:{_BEFORE})\s*[:،]?\s+"
        rf"(?P<name>(?!(?:{_PUBLIC})(?!{_LETTER}))(?:{_GIVEN})\s+(?!{_NO_NAME})"
        rf"{_PART}(?:\s+(?:ال|بن ){_LETTER}{{2,20}})?)"
        rf"(?!{_LETTER})"
    )
    PATTERNS = (_NAME, _TOLD)

    def find(self, text: str) -> Iterator[Hit]:
        """Findings in a text."""
        for match in self._NAME.finditer(text):
            yield Hit("PERSON", match.start(), match.end(), LIKELY)
        for match in self._TOLD.finditer(text):
            yield Hit("PERSON", *match.span("name"), LIKELY)


__all__ = ["ArabicNameRecognizer"]
