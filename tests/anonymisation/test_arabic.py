"""Arabic letters, and the French of the Maghreb beside them: persons, officials, bodies, places.

Pieces between ⟦ and ⟧ are found with the kind before them; lines of others have no such piece.
Every name is made up or very common.
"""

import polars as pl
import pytest

from anonymisation.bodies.names import body
from anonymisation.detection.detector import Detector
from anonymisation.reading.arabic import key, stems
from anonymisation.reading.text import normalise
from federation.model import TableContext

#: Kinds that are masked: those of officials, services and public places are not.
_PERSONAL = {"PERSON", "ADDRESS", "PHONE", "PHONE_FIXED", "LICENSE_PLATE", "BIRTH_DATE", "TN_CIN"}

_DETECTOR = Detector("TN", 0.35)

SOMEBODY = """
PERSON|تشكو من ⟦جارتها سلوى بوفردان⟧ الساكنة بنفس النهج
PERSON|أنا الموقع ⟦أدناه إدريس الفرداني⟧ الحامل لبطاقة
PERSON|حادث بين شاحنة ودراجة على ملك ⟦نبيل الفرداني⟧ قرب السوق
PERSON|إعلام ⟦رشيد بن كمال الفرداني⟧ بتاريخ الجلسة
PERSON|استدعاء ⟦غيلاس بوفردان⟧ يوم الاثنين
PERSON|خلاف بين الورثة ⟦والسيدة نعيمة الفرداني⟧ حول السور
PERSON|تم الاتصال بالسيد ⟦منذر الفرداني⟧ ولم يجب
PERSON|المعاينة بحضور المشتكى بها ⟦هاجر الفرداني⟧ فقط
PERSON|ابنها ⟦ياسر الفرداني⟧ غير مسجل
PERSON|سائق الشاحنة ⟦عبد الإله بوفردان⟧ ينفي
PERSON|⟦منية بنت صالح الفرداني⟧ صاحبة بطاقة تعريف
PERSON|رقم الملف 4512 (⟦كريمة الفرداني⟧)
PERSON|كاتب عام النقابة ⟦السيد صالح الفرداني⟧ يحتج
PERSON|رئيس جمعية الحي ⟦السيد صالح الفرداني⟧ يحتج
PERSON|المعنية بالأمر ⟦نعيمة الفرداني⟧، بطاقة في الملف
BIRTH_DATE|المزداد بتاريخ ⟦3 غشت 1977⟧ بالقرية
BIRTH_DATE|المولودة في ⟦5 جويلية 1981⟧ بالقرية
ADDRESS|العنوان الجديد ⟦7 شارع 2 مارس⟧، الطابق
ADDRESS|يسكن ⟦بحي النصر نهج 8000 عدد 5⟧.
ADDRESS|يسكن ⟦حي السلام زنقة 5 رقم 12⟧
ADDRESS|يسكن ⟦عدد 21 نهج 9 أفريل⟧.
ADDRESS|السكنى ⟦شارع 9 أفريل عدد 21⟧ حاليا
LICENSE_PLATE|سيارة جارنا ⟦155 تونس 3612⟧ واقفة
LICENSE_PLATE|Voiture ⟦155 Tunis 3612⟧ ventouse
PHONE|رقم جواله ⟦97456123⟧ للتذكير
PHONE_FIXED|المواطن ينتظر، هاتف المنزل ⟦72 345 678⟧
ADDRESS|L'intéressée habite ⟦14 rue 3215⟧, demande
PERSON|⟦M. Sidi Ahmed Vardon⟧ réclame
PERSON|أبلغت ⟦نجوى الفرداني⟧ كتابيا
PERSON|مهاتفة زوجته ⟦بثينة⟧ على الرقم المسجل
PERSON|جواب أخيها ⟦رامي⟧ هاتفه مغلق
PERSON|تسلم ⟦رشيد بالطيب⟧ النسخة
PERSON|Boulangerie : ⟦Mme Zina Vardon⟧ attend
""".strip().splitlines()

NOBODY = """
السيد رئيس البلدية المحترم
السيد رئيس الجماعة صالح الفرداني يفتتح الجلسة
وعد السيد صالح الفرداني، الكاتب العام للجماعة، بالتدخل
بحضور المستشارة الجماعية هدى الفرداني
صادق النائب الأول للرئيس كمال الفرداني على المحضر
استدعاء لجنة السلامة يوم الاثنين
إلى السيدة المعتمدة
مالك العقار يرفض
قرب حمام سيدي يحيى
سيدي عمر الشرقية
تراكم الأتربة أمام الإعدادية الجهوية عبد الله الفرداني
رخصة لفائدة مخبزة الهناء
شاحنة الجماعة 155 تونس 3612 معطلة
سيارة الحماية المدنية رقم 155 تونس 3612
شاحنة البلدية 184 تونس 587 بـنهج الياسمين
للاستفسار عن المواعيد 72 345 678
هاتف البلدية 72 345 678
يفتح الشباك من 8 إلى 13، الهاتف 72 345 678
Guichet ouvert du lun. au sam. de 8h à 13h, 72 345 678.
Lotissement Oued Lalla Mina, tranche 2
Lampe cassée devant la maison de jeunes Habib Vardon
Boulangerie Madame Nina SUARL fermée
انقطاع الماء بشارع الجمهورية منذ 12 يوما
مع كمال الاحترام
ورد من مواطن مجهول
طلب مواطنة غيورة على حيها
أبلغت المصلحة هاتفيا
""".strip().splitlines()


@pytest.mark.parametrize("line", SOMEBODY)
def test_what_arabic_and_maghrebi_texts_say_of_people_is_found(line: str):
    kind, _, text = line.partition("|")
    before, _, rest = text.partition("⟦")
    piece, _, after = rest.partition("⟧")
    assert _found(before + piece + after) == [(kind, piece.removeprefix("و"))]


@pytest.mark.parametrize("text", NOBODY)
def test_officials_bodies_places_and_services_are_nobody(text: str):
    assert _found(text) == []


def _found(text: str) -> list[tuple[str, str]]:
    found = _DETECTOR.find(pl.Series([text]), "ملاحظات").get(text, ())
    return [(one.entity, text[one.start : one.end]) for one in found if one.entity in _PERSONAL]


@pytest.mark.parametrize(
    "name",
    [
        *("جمعية أحباء الشجرة", "الجمعية الرياضية", "شركة الفردان للمقاولات", "نادي الفردان"),
        *("المدرسة الابتدائية الفردان", "مقهى سيدي فردان", "بقالة الهناء", "ودادية الزهور"),
        *("دار الشباب الفردان", "فردان وشركاؤه", "الفردان ش.م.م", "مخبر التحاليل الفردان"),
    ],
)
def test_the_first_word_or_the_form_tells_a_body(name: str):
    assert body(name)


@pytest.mark.parametrize(
    "name",
    [
        *("نادية الفرداني", "روضة الفرداني", "صالح المدرس", "عيادة الدكتور سامي الفرداني"),
        *("محمد الشريف", "مكتب الأستاذة هدى الفرداني", "سعيد بن شركة"),
    ],
)
def test_who_has_a_word_of_bodies_in_the_name_is_none(name: str):
    assert not body(name)


def test_spellings_and_glued_words_fold():
    assert key("أحمد") == key("احمد")
    assert key("فاطمة") == key("فاطمه")
    assert "سيد" in stems(key("وللسيد"))
    assert "سيده" in stems(key("بالسيدة"))


def test_a_stroke_before_a_number_parts_it_from_the_word():
    read = normalise("بـ15, rue des Lilas بـنهج")
    assert read.normal == "ب 15, rue des Lilas بـنهج"
    assert len(read.normal) == len(read.original)


def test_who_asks_for_a_permit_goes_under_an_arabic_header(run, frame):
    given = ["ليلى", "نزار", "رضا", "منير", "سلوى", "نبيل", "رشيد", "إدريس"]
    families = ["الدريدي", "الفرداني", "البوعزيزي", "المزوغي", "الزواري"]
    names = [f"{one} {family}" for family in families for one in given]
    table = frame(طالب_الرخصة=names, القرار=["قبول", "رفض"] * 20)
    out = run(table, TableContext("permits", country="TN"))
    assert out.table is not None
    assert not set(pl.read_parquet(out.table.path)["طالب_الرخصة"]) & set(names)
