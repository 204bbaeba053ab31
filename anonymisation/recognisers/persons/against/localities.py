"""Viet Nam's words of places, which only accents tell from other words; "place" that is none."""

from anonymisation.recognisers.persons.words.tokens import Word

#: Places whose names follow, told from titles and family names by their accents.
NAMED_AFTER = frozenset(
    """cư hầm kênh rạch sông hồ lộ tp tx cảng đảo đèo núi suối biển bãi bến xoay tư đầm phà đập
    chùa đền đình miếu lăng vịnh cồn mũi đồi phủ khóm làng bản buôn ấp thôn xóm tổ
    trạm tuyến tượng đài bia quán phở bún cơm bánh lẩu tiệm tnhh htx""".split()  # noqa: SIM905
)
#: Places with the accents that tell "tỉnh" (a province) from "tình" (feeling), "chùa" from "chưa".
ACCENTED = frozenset(
    """đường phố ngõ ngách hẻm trường chợ cầu quận phường xã thôn ấp huyện tỉnh viện viên ga
    bến chùa đền làng đài quốc tòa toà nhà sân khu đô thị quán""".split()  # noqa: SIM905
)

#: What stands before "place" where it is no square: "vu sur place", "mis en place".
_ON = frozenset(("sur", "en"))


def nowhere(word: Word, before: str) -> bool:
    """Whether a word of places says none: "sur place", "tình nguyện viên" (a volunteer)."""
    if word.shape != "lower":
        return False
    return (word.folded == "place" and before in _ON) or (
        word.text == "viên" and before not in ("cong", "khu", "vien")
    )


__all__ = ["ACCENTED", "NAMED_AFTER", "nowhere"]
