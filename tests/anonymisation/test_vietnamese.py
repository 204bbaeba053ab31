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
