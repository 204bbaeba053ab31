"""Long cells are read in pieces, and nothing is lost where one ends."""

from itertools import pairwise

import polars as pl
import pytest

from anonymisation.detection.detector import Detector
from anonymisation.detection.windows import LONGEST, SHARED, windows


@pytest.mark.parametrize("length", [0, 1, LONGEST, LONGEST + 1, 5 * LONGEST + 7])
@pytest.mark.parametrize("unit", ["a", "mot ", "un deux trois\n"])
def test_each_position_belongs_to_one_piece_that_holds_it(unit: str, length: int) -> None:
    text = (unit * length)[:length]
    at = 0
    for piece in windows(text):
        assert piece.first == at
        assert text.startswith(piece.text, piece.start)
        assert piece.start <= piece.first
        assert piece.last <= piece.start + len(piece.text)
        assert len(piece.text) <= LONGEST + SHARED
        at = piece.last
    assert at == len(text)


def test_what_stands_where_pieces_meet_is_found_once_and_whole() -> None:
    planted = "Mme Claire Dupont-Vardon, 06 12 34 56 78"
    filling = "La réunion porte sur les travaux de voirie du quartier. "
    text, places = "", []
    while len(text) < 2 * LONGEST + 3 * SHARED:
        text += filling
        places.append(len(text))
        text += planted + ". "
    found = Detector("FR", 0.35).find(pl.Series([text]), "observations")[text]
    persons = [one for one in found if one.entity == "PERSON"]
    assert [one.start for one in persons if one.start in places] == places
    assert len(persons) == len(places)
    assert all(text[one.start : one.end].endswith("Claire Dupont-Vardon") for one in persons)
    assert sum(one.entity == "PHONE" for one in found) == len(places)
    assert all(one.end <= other.start for one, other in pairwise(found))
