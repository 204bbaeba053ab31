"""Vietnamese: places and units called after persons stay, persons go."""

import polars as pl
import pytest

from anonymisation.bodies.names import body
from anonymisation.detection.detector import Detector
from anonymisation.recognisers.contacts.mailboxes import functional
from anonymisation.recognisers.persons.words.likeness import organisation_like, person_score
from anonymisation.rows.names import without_row_names


def _persons(text: str) -> list[str]:
    found = Detector("VN", 0.35).find(pl.Series([text]), "noi_dung").get(text, ())
    return [text[one.start : one.end] for one in found if one.entity == "PERSON"]


@pytest.mark.parametrize(
    "cell",
    [
        "đường Nguyễn Thái Học",
        "phố Bà Triệu",
        "Nhà văn hóa Phan Đình Phùng",
        "Trường Mầm non Kim Đồng",
        "Chợ Bà Chiểu",
        "Đội Quản lý trật tự",
        "Tổ Tiếp nhận",
        "Ban Quản lý chợ",
        "Công an xã",
        "Công ty TNHH Thanh Hà",
        "duong Le Hong Phong",
    ],
)
def test_a_word_for_a_place_or_a_unit_says_so(cell: str) -> None:
    assert person_score(cell) == 0.0
    assert organisation_like(cell)
    assert body(cell)


@pytest.mark.parametrize(
    "cell", ["Hồ Thị Nga", "Tô Văn Khánh", "Đoàn Minh Lộc", "Duong Van Hai", "bà Lý Thị Thắm"]
)
def test_family_names_that_only_accents_tell_are_persons(cell: str) -> None:
    assert person_score(cell) >= 0.5
    assert not body(cell)


def test_capitals_and_small_words_together_are_no_name() -> None:
    assert person_score("Nơi xử lý") == 0.0
    assert person_score("Nội quy") == 0.0


@pytest.mark.parametrize(
    "text",
    [
        "Chuyển Tổ Một cửa giải quyết",
        "gần Công ty CP Thanh Long Đô Thị",
        "Đề nghị Đội Quản lý đô thị kiểm tra",
    ],
)
def test_units_inside_texts_are_nobody(text: str) -> None:
    assert _persons(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("gọi lại cho ông Mai Thế Lộc", "Mai Thế Lộc"),
        ("Hộ bà ĐỖ THỊ HUỆ phản ánh", "ĐỖ THỊ HUỆ"),
        ("công ty nơi Bùi Văn Hội làm việc", "Bùi Văn Hội"),
    ],
)
def test_syllables_that_are_words_elsewhere_belong_to_names(text: str, name: str) -> None:
    assert any(name in found for found in _persons(text))


def test_one_syllable_of_a_row_s_name_is_nobody_s() -> None:
    names = ("Lê Thị Sáu",)
    assert without_row_names("tại đường Võ Thị Hồng", names, "[p]") == "tại đường Võ Thị Hồng"
    assert without_row_names("hộ Lê Thị Sáu báo", names, "[p]") == "hộ [p] báo"
    assert without_row_names("nhà bà Sáu báo", names, "[p]") == "nhà bà [p] báo"


def test_a_private_mailbox_of_syllables_is_somebody_s() -> None:
    assert not functional("lieu_trantam@yahoo.com.vn")
    assert functional("lienhe@yahoo.com.vn")


@pytest.mark.parametrize(
    "text",
    [
        "ĐƯỜNG HỎNG NẶNG, RÁC THẢI CHẤT ĐỐNG",
        "tu sửa chữa",
        "Gửi chủ tịch xã xem xét",
        "Theo công văn 12/UBND-KT do Lê Minh Thảo ký",
        "Theo van ban 98/UBND-VX do Le Minh Thao ky",
        "NUOC NGAP TREN DUONG DONG KHOI",
    ],
)
def test_words_that_only_accents_tell_and_who_signs_are_nobody(text: str) -> None:
    assert _persons(text) == []


def test_a_paper_s_bearer_is_somebody() -> None:
    assert _persons("Giấy khai sinh do bà Lê Thị Thảo nộp") == ["bà Lê Thị Thảo"]


def test_a_street_called_by_a_day_is_a_home() -> None:
    text = "Tôi ngụ tại 45/7 3 Tháng Hai, xin đèn"
    found = Detector("VN", 0.35).find(pl.Series([text]), "noi_dung").get(text, ())
    assert [text[one.start : one.end] for one in found] == ["45/7 3 Tháng Hai"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Đã trả lời Bà Phạm Thu Thảo qua điện thoại", "Bà Phạm Thu Thảo"),
        ("hóa đơn của công ty điện lực, chủ hộ phạm bá tùng", "phạm bá tùng"),
        ("Đơn gửi Công ty Cấp nước, chủ hộ PHẠM VĂN TÙNG", "PHẠM VĂN TÙNG"),
    ],
)
def test_whoever_is_answered_or_heads_a_household_is_somebody(text: str, name: str) -> None:
    assert name in _persons(text)


@pytest.mark.parametrize(
    "text",
    [
        "Lãnh đạo Phạm Văn Tùng đã chỉ đạo xử lý",
        "Hoàn thành sửa chữa Hai Bà Trưng",
        "do HTX Minh Tâm chưa thu gom",
        "đèn đường hỏng trước chùa",
    ],
)
def test_leaders_streets_and_cooperatives_stay(text: str) -> None:
    assert not _persons(text)


def test_a_flat_of_an_estate_is_a_home() -> None:
    text = "Hộ chị Hoa ở P214, nhà C5, KTT Thanh Xuân xây lấn"
    found = Detector("VN", 0.35).find(pl.Series([text]), "noi_dung").get(text, ())
    assert ("ADDRESS", "P214, nhà C5, KTT Thanh Xuân") in [
        (one.entity, text[one.start : one.end]) for one in found
    ]


def test_a_body_s_short_line_is_no_house() -> None:
    text = "đã gọi Công an phường Hoa Mai số 1022"
    assert not Detector("VN", 0.35).find(pl.Series([text]), "noi_dung").get(text, ())
