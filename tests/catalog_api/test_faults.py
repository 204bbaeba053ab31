"""What pages make of findings and of dates."""

from catalog_api.pages.templating import by_fault, day
from federation.i18n import msg
from federation.model import Finding


def found(row, field, text="Wrong number."):
    return Finding("type-error", msg("Number"), msg(text), row, field)


def test_the_same_fault_is_told_once_with_all_its_lines():
    several = by_fault(
        [found(2, "a"), found(2, "b"), found(3, "a"), found(None, "c"), found(4, "a", "Other.")]
    )
    assert [(one.field, str(one.message), rows) for one, rows in several] == [
        ("a", "Wrong number.", [2, 3]),
        ("b", "Wrong number.", [2]),
        ("c", "Wrong number.", []),
        ("a", "Other.", [4]),
    ]


def test_the_first_of_a_month_is_ordinal_in_french_only():
    assert day("2026-09-01", "fr") == "1er septembre 2026"
    assert day("2026-09-11", "fr") == "11 septembre 2026"
    assert day("2026-09-01", "es") == "1 de septiembre de 2026"
