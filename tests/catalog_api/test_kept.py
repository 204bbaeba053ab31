"""What is kept in memory goes when something is taken back, also what was on its way there."""

from catalog_api.web.kept import Kept


def test_everything_is_dropped():
    kept = Kept()
    kept.made("a", lambda: b"one")
    kept.made("b", lambda: b"two!")
    assert (kept.size, kept.cleared) == (7, 0)
    kept.clear()
    assert (kept.size, kept.cleared) == (0, 1)
    assert kept.made("a", lambda: b"new") == b"new"
    assert kept.made("a", lambda: b"never") == b"new"
    assert kept.size == 3


def test_what_was_being_made_is_answered_and_not_kept():
    kept = Kept()

    def make():
        kept.clear()  # a retraction arrives while another thread reads
        return b"old"

    assert kept.made("a", make) == b"old"
    assert kept.size == 0
    assert kept.made("a", lambda: b"new") == b"new"


def test_nor_what_was_read_before_and_made_after():
    kept = Kept()
    before = kept.cleared
    kept.clear()
    assert kept.made("a", lambda: b"old", before) == b"old"
    assert kept.size == 0
