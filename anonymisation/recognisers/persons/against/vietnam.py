"""What a Vietnamese cell is called by besides somebody: a way, a place, a unit, a body.

Vietnamese says first what a thing is, and its streets and schools are named after persons:
"đường Hai Bà Trưng", "Nhà văn hóa Phan Chu Trinh". The accents tell those words from family names
("Tổ" from "Tô", "Trường" from "Trương"); a capital tells the family "Hồ" from a lake.
"""

import re
import unicodedata
from functools import lru_cache

from anonymisation.lexicon import vietnamese
from anonymisation.reading.text import fold
from anonymisation.recognisers.persons.words.tokens import Word

#: Ways, waters and grounds; the wards and hamlets; what is built for everybody.
_PLACES = (
    r"đường|phố|ngõ|ngách|hẻm|đại lộ|quốc lộ|tỉnh lộ|hương lộ|liên tỉnh lộ|cầu|cầu vượt|hầm chui"
    r"|vòng xoay|ngã (?:ba|tư|năm|sáu)|bến(?: xe| phà| cảng| tàu)?|cảng|ga|nhà ga"
    r"|sân (?:bay|vận động"
    r"|chơi|bóng|ga)|quảng trường|bãi (?:biển|rác|xe|đỗ|tắm)|kênh|mương|rạch|sông|suối|đê|công viên"
    r"|vườn hoa|khu (?:phố|dân cư|đô thị|công nghiệp|chung cư|vực|tập thể|tái định cư"
    r"|du lịch|di tích)"
    r"|chung cư|t(?:òa|oà) nhà|chợ|siêu thị|phường|xã|thị trấn|thị xã|quận|huyện|tỉnh"
    r"|thành phố|thôn"
    r"|ấp|làng|xóm|khóm|buôn|tổ dân phố|nghĩa trang|tượng đài|bia|đài tưởng niệm|hồ (?:bơi|nước)"
)
#: Schools, care, worship, culture.
_HOUSES = (
    r"nhà (?:văn h(?:óa|oá)|trẻ|thờ|hát|thiếu nhi|sinh hoạt|khách|máy|tang lễ|lưu niệm"
    r"|bảo tàng|thi đấu"
    r"|vệ sinh|rông|cổ|tình nghĩa)|trường (?:tiểu học|trung học|mầm non|mẫu giáo|đại học|cao đẳng"
    r"|dạy nghề|phổ thông|chính trị|dân lập|tư thục|quốc tế|chuyên|học|th|thcs|thpt|mn|đh)"
    r"|tiểu học|trung học|thcs|thpt|mầm non|mẫu giáo|đại học|cao đẳng|học viện|bệnh viện|phòng khám"
    r"|trạm|thư viện|bảo tàng|chùa|đền|miếu|giáo xứ|thánh thất|tu viện|trung tâm|viện"
)
#: Offices of an administration, their teams and counters; committees and associations.
_UNITS = (
    r"ủy ban|uỷ ban|ubnd|hđnd|ubmttq|mttq|mặt trận|hội đồng|văn phòng|phòng|sở|bộ phận|cục|chi cục"
    r"|tổng cục|tổ|đội|đồn|ban (?:quản l[ýí]|chỉ (?:huy|đạo)|điều hành|giám (?:đốc|hiệu|sát)|tiếp"
    r"|quản trị|thanh tra|công tác|đại diện|bảo vệ|tổ chức|chấp hành|dân vận|tuyên giáo|kinh tế|văn"
    r"|nhân dân|pháp chế|khuyến học)|công an|quân sự|tư pháp|địa chính|một cửa|thanh tra|quản lý"
    r"|kho bạc|bảo hiểm|điện lực|cấp nước|môi trường|xây dựng|tài (?:chính|nguyên)|kinh tế"
    r"|kế hoạch|lao động|hộ tịch|t(?:òa|oà) án|hội|chi hội|đoàn (?:thanh niên|phường|xã|trường)"
    r"|liên đoàn|công đoàn|câu lạc bộ|clb|tổng đài|đường dây nóng"
)
#: Firms, by their legal forms.
_FIRMS = (
    r"công ty|cty|ctcp|tổng công ty|tập đoàn|xí nghiệp|hợp tác xã|htx|ngân hàng|quỹ|doanh nghiệp"
    r"|liên hiệp|chi nhánh|trường"
)
_HEAD = re.compile(rf"(?i)^\s*(?:{_PLACES}|{_HOUSES}|{_UNITS}|{_FIRMS})(?![\w'’])")
#: The same words written without accents, where small letters or a second word tell them.
_PLAIN = re.compile(
    r"^\s*(?:(?:duong|pho|ngo|hem|kiet|cho|phuong|xa|thon|chua)(?= [A-Z])"
    r"|(?i:cong ty|benh vien|nha van hoa|truong (?:tieu hoc|mam non|thcs|thpt|dai hoc)"
    r"|to dan pho|cong an|ban quan ly|uy ban|hop tac xa|ubnd|trung tam|khu pho|quoc lo)(?!\w))"
)
#: Titles, small or not, before somebody: "Hộ bà …", "anh …".
_TITLED = re.compile(
    r"(?i)^\s*(?:hộ )?(?:gia đình )?(?:ông|bà|anh|chị|cô|chú|bác|cụ|thầy|cháu|em|dì|cậu)\s+(?=\S)"
)
_VIETNAMESE = re.compile("[ăđơưĂĐƠƯ\u1ea0-\u1ef9]")
_SYLLABLE = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=16_384)
def called_first(cell: str) -> bool:
    """Whether a cell begins with the word for a way, a place, a unit or a body."""
    if cell.isascii():
        return bool(_PLAIN.match(cell))
    return bool(_HEAD.match(cell))


@lru_cache(maxsize=16_384)
def phrase(cell: str) -> bool:
    """Whether a Vietnamese cell mixes capitals and small words, as no name does: "Nội dung".

    Names have a capital on each syllable, or on none; only a title before them is small.
    """
    if not _VIETNAMESE.search(cell):
        return False
    syllables = _SYLLABLE.findall(_TITLED.sub("", cell))
    small = sum(one.islower() for one in syllables)
    return bool(0 < small < len(syllables))


#: Families as their accents tell them from words: "Thải" (waste) is not "Thái", "Chủ" not "Chu".
_FAMILIES = frozenset(
    """âu bạch bành bùi cái cam cao cát chế châu chu chử cù cung cừ diệp doãn dư dương đàm đan đặng
    đào đậu điền điểu đinh đoàn đỗ đồng đổng đường giang giáp hà hạ hán hàn hầu hồ hoàng hứa
    huỳnh hùng kha khổng khuất khúc khương kiên kiều kiểu kông la lã lạc lại lâm lê lều liễu
    liêu lò lỗ lộ lục lữ luân lương lường lưu lý lỳ ma mã mạc mạch mai mẫn mâu mẹc mùa nghê
    nghiêm ngô ngụy ngũ ngư ngân nguyễn nguyên nhan nhâm nhữ ninh nông nùng ông ôn phạm phan
    phí phó phù phùng phương quách quan quàng quản quảng quang sầm sần sơn sùng tạ tăng tào
    tất tần tề thạch thái thân thang thẩm thập thi thiều thịnh thuận thủy tiêu tiếu tiền tô
    tôn tòng tống trà trần trang triệu triêu trịnh trưng trương từ tưởng ty ung ứng văn vàng
    vi viêm viên việt vòng võ vũ vương vừ xa xồng y yên âm ân bá bàng bàn bế bồ bối biện ca
    chung chương công cống dã danh giàng hạng hoa khâu kim lang lầu ly lỷ mông nhiêu phàn
    phúc phong quế tẩn thào thòng thảo tráng tri ưng""".split()  # noqa: SIM905
)


@lru_cache(maxsize=16_384)
def family_spelt(word: str) -> bool:
    """Whether a word is spelt as a family's name: without accents any, with them only theirs."""
    return word.isascii() or unicodedata.normalize("NFC", word.lower()) in _FAMILIES


def no_family(name: str) -> bool:
    """Whether words with Viet Nam's letters begin with no family's name: "sinh ngày"."""
    first = name.partition(" ")[0]
    if not _VIETNAMESE.search(name):
        return False
    return fold(first) not in vietnamese("family") or not family_spelt(first)


#: Titles as their accents tell them from words: "đồng chí", a comrade, is no "chị".
TITLES = frozenset("ông bà anh chị cô chú bác cụ thầy cháu em dì cậu ngài".split())  # noqa: SIM905
#: A way's word without its accents, and where a thing is on it.
_WAY = re.compile(r"(?i)duong ")
_ON_A_WAY = re.compile(
    r"(?<![a-z])(?:tren|tai|qua|doc|vao|giua|cuoi|dau|gan|doan|mat|long|khu|tu|den|nuoc|he) $"
)


def words_of_vietnam(text: str, start: int, end: int) -> bool:
    """Whether small words that look like a name are Viet Nam's for something else."""
    name = text[start:end]
    first = name.partition(" ")[0]
    if first == "đường":
        return True  # "đèn đường": in small letters a way is no family
    if _VIETNAMESE.search(name) and not family_spelt(first):
        return first.lower() not in TITLES
    way = _WAY.match(name) and text.isascii()
    return bool(way and _ON_A_WAY.search(text[:start].lower()))


#: How much of a text is read for a unit's words.
_REACH = 40
#: Small words between "công ty" and what the firm is called.
_OF_FIRMS = frozenset(
    """cổ phần trách nhiệm hữu hạn một thành viên tư nhân xây dựng thương mại dịch vụ môi trường
    điện lực cấp nước vận tải du lịch và sản xuất""".split()  # noqa: SIM905
)


def unit_within(text: str, found: list[Word], first: int, last: int) -> bool:
    """Whether a unit begins inside a run of capitals, behind no syllable: "Chuyển Tổ Một cửa"."""
    syllables = vietnamese("family") | vietnamese("given")
    for index in range(first, last):
        word = found[index]
        if word.text.isascii() or (index > first and found[index - 1].folded in syllables):
            continue
        if called_first(text[word.start : word.start + _REACH]):
            return True
    return False


def firm_before(found: list[Word], index: int, first: int) -> bool:
    """Whether a word closes "công ty", and only a firm's words stand before a name."""
    if found[index].folded != "ty" or not index or found[index - 1].folded != "cong":
        return False
    return all(
        word.shape in ("Cap", "UPPER") or word.text in _OF_FIRMS
        for word in found[index + 1 : first]
    )


__all__ = [
    "TITLES",
    "called_first",
    "family_spelt",
    "firm_before",
    "no_family",
    "phrase",
    "unit_within",
    "words_of_vietnam",
]
