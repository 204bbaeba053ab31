"""Clubs and schools whose kind is a surname too: "Peña Los Cierzos", "Escola Nina Vardon"."""

from anonymisation.lexicon.vocabulary import is_listed, is_place
from anonymisation.recognisers.persons.against.vetoes import speaks_against
from anonymisation.recognisers.persons.words.names import is_first_name, is_surname
from anonymisation.recognisers.persons.words.tokens import Word

#: Clubs of supporters and of friends in Spain: a person's second surname is a surname.
_CLUBS = frozenset(("pena", "penya", "penas", "casal", "orfeon", "charanga", "comparsa"))
#: What clubs of the Maghreb are called before their town: "Raja Vardona".
_TEAMS = frozenset(
    """raja wydad widad chabab nahda hilal ittihad difaa kawkab mouloudia maouloudia hassania amal
    wifaq fath esperance etoile renaissance usm""".split()  # noqa: SIM905
)
_WHOLE, _TEAM = 3, 2


def club(names: list[Word]) -> bool:
    """Whether words are a club's name: its kind, then no surname, or an article with a capital."""
    if len(names) == _TEAM and names[0].folded in _TEAMS and is_place(names[1].folded):
        return not is_surname(names[1].folded)
    if len(names) < 2 or names[0].folded not in _CLUBS or names[0].shape != "Cap":
        return False
    if names[1].shape == "particle":
        return names[1].text[0].isupper()
    return not is_listed(names[1].folded) and names[1].shape == "Cap"


def school(names: list[Word]) -> bool:
    """Whether words are a place's kind before the full name of whom it is called after."""
    if len(names) < _WHOLE or names[0].shape != "Cap" or not speaks_against(names[0].folded):
        return False
    given = is_first_name(names[1].folded) and not is_first_name(names[0].folded)
    return given and names[-1].shape == "Cap" and not is_first_name(names[-1].folded)


__all__ = ["club", "school"]
