"""Vietnamese names: the family name first, then one to four syllables, capitals on each."""

import re
from collections.abc import Iterator

from anonymisation.lexicon import vietnamese, words
from anonymisation.reading.text import fold
from anonymisation.recognisers.base import LIKELY, Hit, TextRecognizer
from anonymisation.recognisers.persons.against.localities import ACCENTED, NAMED_AFTER, nowhere
from anonymisation.recognisers.persons.against.offices import in_office
from anonymisation.recognisers.persons.against.vetoes import is_historical, vetoed
from anonymisation.recognisers.persons.against.vietnam import TITLES, family_spelt
from anonymisation.recognisers.persons.words.tokens import Word, tokens

#: Letters that only Vietnamese has, among the languages read here.
MARKS = frozenset("ăđơưĂĐƠƯ") | frozenset(map(chr, range(0x1EA0, 0x1EFA)))
_MOST = 5
#: How many words before a name may veto it.
_REACH = 4
#: Words of places that only their accents tell from family names.
_PLACES = frozenset(
    [
        "đường",
        "phố",
        "trường",
        "chợ",
        "cầu",
        "quận",
        "phường",
        "ngõ",
        "hẻm",
        "thành",
        "thị",
        "huyện",
        "tỉnh",
        "lễ",
        "hội",
        "ngày",
        "tết",
        "đội",
        "tổ",
        "đô",
        "bến",
        "bãi",
        "khu",
        "phòng",
        "sở",
        "viện",
        "đình",
        "làng",
    ]
)
#: A syllable with its capital, and words that somebody's name follows.
_SYLLABLE = r"[^\W\d_a-zß-öø-ÿ][^\W\d_A-ZÀ-ÖØ-Þ]{1,6}(?![\w])"
_TOLD = re.compile(
    r"(?<!\w)(?:(?:[Cc]on|[Cc]háu|[Ee]m|vợ|chồng|mẹ|bố|ba|má)(?: (?:trai|gái))? (?:của )?(?:tôi|em"
    r"|mình)(?: tên)?(?: là)?"
    r"|tôi (?:là|tên(?: là)?)|tên (?:tôi|cháu|con tôi|em)(?: là)?|(?:cháu|em|con) tên(?: là)?"
    r"|(?:bà|ông) (?:ngoại|nội)|cháu (?:ngoại|nội)|con (?:trai|gái)(?: là)?"
    r"|(?:chủ (?:xe|hộ|nhà|quán|đất|cửa hàng|sạp)|người (?:gửi|báo|nộp|đi bộ|lái|bị nạn))(?: là)?"
    r"|(?i:con|cháu|em|anh|chị|vợ|chồng|mẹ|bố|cha|bà|ông|cô|chú|bác|dì|cậu)"
    r"(?: (?:trai|gái|ruột|họ|dâu|rể|nuôi|út|cả))? là"
    r"|(?:[Ee]m|[Cc]hị|[Aa]nh|[Cc]on|[Cc]háu|[Bb]ạn) (?:trai|gái|ruột|họ|dâu|rể|nuôi)|nhắc"
    r"|(?:[Hh]ộ )?[Ôô]ng bà"
    r"|(?:đổi chủ|sang tên|chuyển nhượng|bàn giao) (?:sang|cho)(?: (?:ông|bà))?)\s"
    rf"(?P<name>{_SYLLABLE}(?: {_SYLLABLE}){{0,3}}"
    r"|[^\W\d_a-zß-öø-ÿ]{2,7}(?: [^\W\d_a-zß-öø-ÿ]{2,7}){1,3}(?!\w))"
)


#: A title and what syllables follow it, typed small: "chị vũ thị mây".
_ADDRESSED = re.compile(
    r"(?<!\w)(?:ông|bà|chị|anh|cô|chú|bác|cụ|thầy|cháu|em|chủ (?:hộ|nhà|xe|đất|quán|sạp)"
    r"|người (?:gửi|báo|nộp|viết))\s"
    r"(?P<name>[^\W\d_]{1,7}(?: [^\W\d_]{1,7}){1,4})"
)
#: Words that follow a name rather than end it, told from given names by their accents.
_FOLLOWING = frozenset(
    """đề nghị ở và đã đến bị có là không xin yêu cầu khiếu nại phản ánh gửi nộp cùng tên được làm
    về cho từ tại trú ngụ sinh nói báo đang sẽ vừa cũng mới năm số con vợ chồng gọi hỏi muốn đi
    ký chưa rất nhà này kia ấy đó nội ngoại hai ba bốn chủ trên dưới với của ra vào lên
    xuống""".split()  # noqa: SIM905
)


def _small(text: str) -> Iterator[Hit]:
    """Names typed small behind a title."""
    for match in _ADDRESSED.finditer(text):
        syllables = match["name"].split(" ")
        last = 0
        while last < len(syllables) and last < _MOST - 1 and _given(syllables[last], last):
            last += 1
        name = " ".join(syllables[:last])
        if last > 1 and not is_historical(name):
            yield Hit("PERSON", match.start("name"), match.start("name") + len(name), LIKELY)


def _given(syllable: str, place: int) -> bool:
    """Whether a small syllable may stand at this place of a name."""
    if not syllable.islower() or syllable in _FOLLOWING:
        return False
    if syllable in _PLACES and (not place or syllable != "thị"):
        return False
    if not place and not family_spelt(syllable):
        return False
    return fold(syllable) in vietnamese("given" if place else "family")


class VietnameseNameRecognizer(TextRecognizer):
    """Names of natural persons in Vietnamese order."""

    ENTITIES = ("PERSON",)
    NEEDS = (
        r"(?i:(?:^|[^0-9A-Za-z_])(?:nguy[eễ]n|tr[aầ]n|l[eê]|ph[aạ]m|ho[aà]ng|hu[yỳ]nh|phan|v[uũoõ]"
        r"|[dđ][aặ]ng"
        r"|b[uù]i|[dđ][oỗ]|h[oồ]|ng[oô]|d[uư][oơ]ng|l[yý])(?:$|[^0-9A-Za-z_]))"
        r"|[ăđơưĂĐƠƯẠ-ỹ]|\p{Lu}\p{L}+ (?i:thi|van|v[aă]n|th[iị]) ",
    )

    def find(self, text: str) -> Iterator[Hit]:
        """Findings in a text, without whoever is in office."""
        for hit in self._all(text):
            if not in_office(text, hit.start, hit.end):
                yield hit

    def _all(self, text: str) -> Iterator[Hit]:
        for match in _TOLD.finditer(text):
            if not is_historical(match["name"]):
                yield Hit("PERSON", *match.span("name"), LIKELY)
        yield from _small(text)
        found = tokens(text)
        marked = bool(MARKS & set(text))
        index = 0
        while index < len(found):
            last = _end(found, index, text)
            if last > index and _is_name(found, index, last, text, marked):
                start = found[index - 1].start if _titled(found, index) else found[index].start
                yield Hit("PERSON", start, found[last - 1].end, LIKELY)
                index = last
            else:
                figure = last > index and is_historical(
                    text[found[index].start : found[last - 1].end]
                )
                index = last if figure else index + 1


def _end(found: list[Word], first: int, text: str) -> int:
    """Index after the syllables of a name that begins here; the same index when none does."""
    if not _syllable(found[first], "family") and not (
        _titled(found, first) and (_syllable(found[first], "given") or _called(found, first))
    ):
        return first
    last = first + 1
    while last < len(found) and last - first < _MOST:
        if text[found[last - 1].end : found[last].start].strip(" ") or not (
            _syllable(found[last], "given")
            or _syllable(found[last], "family")
            or _syllable(found[last], "behind")
            or _last(found, first, last)
        ):
            break
        last += 1
    return last


def _last(found: list[Word], first: int, last: int) -> bool:
    """Whether any syllable closes a name behind its middle one: "Lê Văn Bé"."""
    middle = found[last - 1].folded in ("van", "thi") and last - first > 1
    return middle and found[last].shape == "Cap" and len(found[last].folded) < _MOST + 2


def _syllable(word: Word, part: str) -> bool:
    return (
        word.text[0].isupper()
        and word.folded in vietnamese(part)
        and (part != "family" or (word.text.lower() not in _PLACES and family_spelt(word.text)))
    )


def _called(found: list[Word], first: int) -> bool:
    """Whether a syllable that only Vietnamese writes stands behind a small title: "anh Phước"."""
    word = found[first]
    return (
        found[first - 1].shape == "lower"
        and word.shape == "Cap"
        and bool(MARKS & set(word.text.lower()))
        and word.text.lower() not in _PLACES | NAMED_AFTER
        and word.folded not in words("vietnamese_places")
    )


def _titled(found: list[Word], first: int) -> bool:
    before = found[first - 1] if first else None
    return (
        before is not None
        and before.folded in words("vietnamese_titles")
        # "đồng chí", a comrade, is no "chị".
        and (before.text.isascii() or before.text.lower() in TITLES)
        and before.text.lower() not in NAMED_AFTER
    )


def _placed(found: list[Word], index: int, marked: bool) -> bool:
    """Whether a place's name follows a word: no "cho" (for) is a market, no "hàng xóm" a hamlet."""
    word = found[index]
    said = word.text.lower()
    if nowhere(word, found[index - 1].folded if index else ""):
        return False
    if (marked and said == "cho") or (index and found[index - 1].text.lower() == "hàng"):
        return False
    places = ACCENTED if marked else words("vietnamese_places")
    return said in NAMED_AFTER or (said if marked else word.folded) in places


#: Where a thing is, before a way without its accents: "tren duong", on the street.
_ON = frozenset("tren tai qua doc vao giua cuoi dau gan doan mat long khu tu den nuoc he".split())  # noqa: SIM905


#: Whom is answered, called or met, with a title in capitals: "đã trả lời Bà …".
_SAID = frozenset("lời gọi mời gặp báo cho với của gửi hỏi nhắc thăm tiếp mời".split())  # noqa: SIM905


def _on_a_way(found: list[Word], first: int) -> bool:
    """Whether "duong" is the street's word rather than a family's."""
    return first > 0 and found[first].folded == "duong" and found[first - 1].folded in _ON


def _is_name(found: list[Word], first: int, last: int, text: str, marked: bool) -> bool:
    """Whether syllables name a person: three, two in a Vietnamese text, one with a title."""
    length = last - first
    if length < 3 and not marked:
        return False
    if not marked and _on_a_way(found, first):
        return False
    if length == 1 and not _titled(found, first):
        return False
    place = first > 0 and _placed(found, first - 1, marked)
    whole = text[found[first].start : found[last - 1].end]
    # The title is no body: "ông" (Mr) folds to "ong".
    head = first - 1 if _titled(found, first) else first
    # "nhà bà": the house of Mrs.
    home = found[head - 1].folded if head else ""
    family = home == "dinh" and head > 1 and found[head - 2].folded == "gia"  # "gia đình ông"
    owned = head < first and (home in ("nha", "ho") or family)
    # "giáo viên … cô": a small title is nobody's street, whatever office stands further off.
    said = head < first and head > 0 and found[head - 1].text in _SAID
    reach = 1 if head < first and (said or found[head].shape == "lower") else _REACH
    # "Hai Bà Trưng" are two queens of the past, and no Mrs.
    wider = range(max(0, first - 2), first)
    if any(is_historical(text[found[one].start : found[last - 1].end]) for one in wider):
        return False
    free = owned or said or not vetoed(found, head, text, reach)
    return not place and free and not is_historical(whole)
