"""Addresses whose words alone do not show a way: Arabic script, numbered ways, Belgian places.

"زنقة … رقم 14", "Calle 12 Norte No. 305", "Lange Voorzijde 17, 9000 Gent", "35 đường …, phường …":
a number in the place where that country writes it, or what stands behind it, tells.
"""

import re

#: Ways in Arabic, with the article or a letter glued before, and what a house's number follows.
_WAY = (
    r"(?:(?:[وفبل]ـ?)?(?:ال)?(?:زنقة|شارع|نهج|درب|طريق|ممر|زقاق|ساحة|حي|تجزئة"
    r"|إقامة|اقامة|حومة|جادة|دوار))"
)
_NUMBER = r"(?:(?:رقم|عدد|الرقم)\s?:?\s?)"
_FLAT = r"(?:\s?[،,]?\s?(?:ال)?(?:شقة|طابق|عمارة|بلوك)\s(?:رقم\s)?\d{1,3})?"
#: What says when, where or what is asked, behind a way's name.
_NO_WAY = (
    r"(?!(?:منذ|قبل|بعد|يوم|خلال|حوالي|من|في|على|إلى|عن|مع|قرب|أمام|حول|بتاريخ|صاحب|هاتف|الهاتف"
    r"|ت?ي?(?:طلب|شتكي|سكن|رغب|لتمس|عترض|ملك)|تشتكي|تطلب|رخصة|لمدة|بها?)\s)"
)
_DATED = (
    r"\s\d{1,2}\s(?:جانفي|فيفري|مارس|[أا]فريل|ماي|جوان|جويلية|[أا]وت|سبتمبر|[أا]كتوبر|نوفمبر"
    r"|ديسمبر|يناير|فبراير|[أا]بريل|مايو|يونيو|يوليوز?|غشت|شتنبر|نونبر|دجنبر)(?:\s\d{4})?"
)
_NAMED = rf"(?:{_DATED}|(?:\s{_NO_WAY}[\u0621-\u064a]{{2,}}){{1,4}})"
#: A way with a number for a name, in its quarter: "حي السلام زنقة 5 رقم 12".
_NUMBERED_WAY = (
    rf"(?<!\w)(?:{_WAY}{_NAMED}(?:\s\d{{1,2}})?\s?[،,]?\s)?{_WAY}\s\d{{1,4}}\s?[،,]?\s"
    r"(?:رقم|عدد|منزل|دار|الرقم)\s?:?\s?\d{1,4}(?!\d)"
)
ARABIC = re.compile(
    rf"{_NUMBERED_WAY}{_FLAT}"
    rf"|(?<!\w){_WAY}{_NAMED}\s?[،,]?\s?{_NUMBER}\d{{1,4}}(?!\d){_FLAT}"
    rf"|(?<!\w){_WAY}{_NAMED}\s\d{{1,3}}(?![\d/.%]){_FLAT}"
    rf"|(?<![\w/.])(?<!تونس )(?:{_NUMBER})?\d{{1,3}}\s?[،,]?\s{_WAY}{_NAMED}{_FLAT}"
)
#: Ways that have a number for a name, in Mexico and the Andes.
NUMBERED = re.compile(
    r"(?i)(?<![\w\-])(?:calle|c\.|av\.?|avenida|carrera|cra\.?|kra\.?|diagonal|transversal|privada"
    r"|priv\.|andador|cerrada|circuito|retorno)\s\d{1,3}(?:\s?(?-i:[A-Z])(?!\w))?"
    r"(?:\s(?:sur|norte|oriente|poniente|este|oeste|ote\.?|pte\.?|nte\.?|bis))?\s?,?\s"
    r"(?:no\.?|n[°º]\.?|n[uú]m(?:ero)?\.?|#)\s?\d{1,4}(?:\s?-\s?\d{1,4})?[A-Z]?(?!\w)"
)
#: Colombia's three numbers, without a sign between them: "KR 12 26 54 sur", "Cl 5 # 3-21".
THREE = re.compile(
    r"(?i)(?<![\w\-])(?:(?-i:KR|Kr)|(?:cra|kra|kr|cr|cll?|dg|diag|tv|trans?v|calle|carrera|diagonal"
    r"|transversal)\.?(?=\s[\w ]{2,14}\s?(?:[#\-]|sur|norte|este|oeste)))"
    r"\s\d{1,3}\s?[A-Z]?(?:\sbis)?"
    r"\s(?:#\s?|no?\.?\s?)?\d{1,3}[A-Z]?(?:\s?-\s?|\s)\d{1,3}(?:\s(?:sur|norte|este|oeste|bis))?"
    r"(?![\w\-]|\s\d)"
)
#: A name without a way's word, a number, four digits of the post and the place.
POSTED = re.compile(
    r"(?<![\w\-])(?:[A-Z][\w'’\-]{2,25}\s){1,3}\d{1,4}[A-Za-z]?(?:\s?(?:bus|bte|b|/)\s?\w{1,4})?"
    r",\s?(?:B-)?[1-9]\d{3}\s(?=[A-ZÀ-Ý][^\W\d_])(?:[A-ZÀ-Ý][\w'\-]+)(?:-[A-ZÀ-Ý][\w\-]+)*"
)
#: A house at the corner of a numbered street and a named one, in Dakar.
CORNER = re.compile(
    r"(?<![\w/.,\-])(?:\d{1,4}\s?,?\s)?(?i:rue|avenue|av\.?)\s\d{1,3}[A-Z]?\s(?:x|X|×|angle)\s"
    r"(?:(?i:rue|avenue|av\.?|boulevard|bd\.?)\s)?[A-ZÀ-Ý][\w'\-]+(?:\s[A-ZÀ-Ý][\w'\-]+){0,3}"
)
#: Viet Nam's in small letters: number, way, name, and the ward behind.
WARD = re.compile(
    r"(?i)(?<![\w/,.\-])(?:số\s)?\d{1,4}[a-z]?(?:/\d{1,4}[a-z]?){0,3},?\s"
    r"(?:đường|phố|ngõ|hẻm|kiệt|ngách|duong|pho|ngo|hem|kiet)(?:\s[^\W\d_]+){1,4},\s?"
    r"(?:phường|quận|xã|thị xã|thị trấn|huyện|phuong|quan|xa|huyen|p\.|q\.)(?:\s?[^\W_]+){1,3}"
    r"(?:\s\d{1,2}(?!\d))?"
)
#: Behind words of a home, a way in small letters with its number.
_AT_HOME = re.compile(
    r"(?i)(?<!\w)(?:domicilio|direcci[oó]n|vive|habita|reside|domiciliad[oa]|residente|vecin[oa]"
    r"|domicili[ée]e?|demeurant|habit(?:e|ant)|r[ée]sid(?:e|ant)|woont|wonende|morador[ae]?|mora)"
    r"(?:\sparticular|\sactual)?\s?:?\s(?:(?:en|au|à|a|in|la|el|na|no|de)\s){0,2}"
    r"(?P<home>(?:calle|c/|avenida|av\.|avda\.?|privada|andador|callej[oó]n|pasaje|calzada|paseo"
    r"|carrera|camino|cerrada|rua|travessa|rue|avenue|boulevard|impasse|all[ée]e|chemin)"
    r"\s(?:[^\W\d_]+\.?\s){1,6}(?:no\.?\s?|n[°º]\.?\s?|n[uú]m\.?\s?|#\s?)?\d{1,4}(?![\d/:])"
    r"(?:,?\s(?:col|colonia|fracc|barrio|int|depto)\.?\s[^\W_]+(?:\s[^\W\d_,.]+){0,3})?)"
)
#: A house between two streets, as Ecuador numbers it: "Vardon 41-72 y Trouvignec".
BETWEEN = re.compile(
    r"(?<![\w.\-/])(?:\d{1,2}\s(?:de\s)?)?[A-ZÀ-Ý][\w'’\-]+\.?"
    r"(?:\s(?:(?:de|del|la|las|los)\s){0,2}[A-ZÀ-Ý][\w'’\-]+\.?){0,3},?\s(?:#\s?)?"
    r"\d{2,3}-\d{2,3}[A-Z]?\s(?:y|e|entre|esq\.?|esquina)\s(?:\d{1,2}\s(?:de\s)?)?"
    r"[A-ZÀ-Ý][\w'’\-]+(?:\s(?:(?:de|del|la|las|los)\s){0,2}[A-ZÀ-Ý][\w'’\-]+){0,3}"
)
#: Overseas and in the countryside a house is told by its milestone: "PK 41,3 route de Vardon".
MILESTONE = re.compile(
    r"(?<!\w)(?:PK|pk|P\.K\.|(?i:point kilom[ée]trique))\s?\d{1,3}(?:[.,+]\d{1,3})?\s?,?\s"
    r"(?:(?i:de la|sur la)\s)?(?:(?i:route|piste|chemin)\s(?i:de|du|des|d['’])(?:\s(?i:la|l['’]))?"
    r"\s?[A-ZÀ-Ý][\w'’\-]+(?:\s[A-ZÀ-Ý][\w'’\-]+){0,3}|(?:RN|RD|RT|CD|N|D)\s?\d{1,3}(?!\w))"
)
#: A house without a number, where somebody is visited: "calle Vardon S/N junto al pozo".
_WITHOUT = re.compile(
    r"(?i)(?<!\w)(?:visita(?:do|da)?(?: domiciliaria)?|domicilio|domiciliad[oa]|vive|reside|habita"
    r"|notificad[oa]|residente)\s(?:en|a|:)\s(?P<home>(?:(?:el|la)\s)?(?:(?:barrio|sector|comunidad"
    r"|recinto|parroquia|colonia|col\.|urbanizaci[óo]n|ciudadela|cdla\.|caser[íi]o|comuna)"
    r"\s(?:[^\W\d_]+\s){0,4}[^\W\d_]+\s?,\s)?(?:calle|av\.?|avenida|pasaje|callej[óo]n|camino|v[íi]a)"
    r"\s(?:[^\W\d_]+\s){1,5}s/n(?:[,\s]+(?:junto|frente|diagonal|detr[áa]s|atr[áa]s|al lado|cerca)"
    r"(?:\s[^\W\d_]+){1,5})?(?:[,\s]+(?:lote|solar|manzana|mz\.?|casa|km)\s\d{1,4}[A-Z]?)?)(?!\w)"
)
#: Words of a home in Arabic, right before an address.
_HOME = re.compile(
    r"(?:سكن|يسكن|تسكن|ساكن|قاطن|يقطن|تقطن|مقيم|يقيم|تقيم|عنوان|منزل|دار|بيت|مسكن)"
    r"[\u0621-\u064a]{0,4}(?:\s[\u0621-\u064a]+){0,4}\s?:?\s?(?:في|ب|رقم)?\s?$"
)

#: Ways that have four digits for a name, in Tunisia's quarters: "12, rue 4812".
QUARTERED = re.compile(
    r"(?<![\w/.\-])\d{1,3}(?:\s?(?:bis|ter))?\s?,?\s"
    r"(?:rue|avenue|av\.?|impasse)\s(?:n[°º]\s?)?[1-9]\d{3}(?![\w/.\-]\w|\d)"
)

#: Spain's and America's ways behind the number: "77 calle del Vardon".
FIRST = re.compile(
    r"(?<![\w/.,\-])\d{1,3}(?:\s?(?:bis|[A-D])(?!\w))?,?\s"
    r"(?i:calle|c/|avda\.?|avenida|paseo|plaza|camino|ronda|traves[ií]a|carretera|alameda"
    r"|callej[oó]n|jir[oó]n|jr\.|pasaje|psje\.|rua|travessa|carrer|avinguda|passeig)\s?"
    r"(?:(?:del?|las?|los|el|d[aeo]s?)\s){0,2}[A-ZÀ-Ý][\w'’\-]*\.?"
    r"(?:\s(?:(?:del?|las?|los|el|y|i|d[ao]s?)\s){0,2}[A-ZÀ-Ý][\w'’\-]+){0,5}"
)
#: Where somebody lives, by the place's name and a number: "vecina de Virgen del Vardon, 16".
_NEIGHBOUR = re.compile(
    r"(?<!\w)(?i:vecin[oa]s? de|domiciliad[oa]s? en|con domicilio en|residentes? en|vive en)\s"
    r"(?P<home>[A-ZÀ-Ý][\w'’\-]+(?:\s(?:(?:del?|las?|los|el|y)\s){0,2}[A-ZÀ-Ý][\w'’\-]+){0,4}"
    r",?\s(?:n[°º]\.?\s?|n[uú]m\.?\s?)?\d{1,3}(?![\d/:%.]|\s?(?:años|km|h)(?!\w)))"
)
#: A flat, its house and the estate, in Hanoi: "P214, nhà C5, KTT Vardon".
_ESTATE = re.compile(
    r"(?<!\w)(?:(?i:phòng|căn hộ|căn|phong|can ho)\s?|P\.?\s?)[A-Z]?\d{2,4}[A-Z]?,?\s"
    r"(?:(?i:nhà|tòa nhà|tòa|toà|block|lô|khối|dãy|đơn nguyên|nha|toa|khoi)\s"
    r"[A-Z]{0,2}\d{1,3}[A-Z]?,?\s)?"
    r"(?:(?:KTT|CC|CT|NOXH|KĐT)|(?i:khu tập thể|tập thể|chung cư|khu đô thị|cư xá|khu tap the"
    r"|chung cu|cu xa))(?:\s[A-ZĐÀ-Ý\u1ea0-\u1ef9][^\W_]*){1,5}"
)

PATTERNS = (
    *(ARABIC, NUMBERED, THREE, QUARTERED, POSTED, CORNER),
    *(WARD, BETWEEN, MILESTONE, _AT_HOME, _WITHOUT, FIRST, _NEIGHBOUR, _ESTATE),
)


def span(text: str, match: re.Match[str]) -> tuple[int, int, bool]:
    """Where an address of these stands, end excluded, and whether words make it a home."""
    if match.re in (_AT_HOME, _WITHOUT, _NEIGHBOUR):
        return (*match.span("home"), True)
    if match.re is _ESTATE:
        return (*match.span(), True)
    home = match.re is ARABIC and _HOME.search(text, max(0, match.start() - 60), match.start())
    return (*match.span(), bool(home))


__all__ = ["FIRST", "PATTERNS", "span"]
