"""Plates of a town's or a firm's vehicles are nobody's; those of whoever comes or is towed are.

Pieces between ⟦ and ⟧ must be found, nothing else may be.
"""

import polars as pl
import pytest

from anonymisation.detection.detector import Detector

LINES = """
FR|Tracteur communal BL-204-KP en révision
FR|Minibus municipal BL 204 KP : courroie
FR|Crédit-bail véhicules BL-204-KP
FR|Carburant fourgon BL204KP
FR|Balayeuse immatriculée BL-204-KP, brosses
FR|Mur abîmé par la benne BL-204-KP de la commune.
FR|Rayure faite par le camion BL-204-KP des services techniques
FR|Rayure faite par le camion ⟦BL-204-KP⟧ de la voisine
FR|Voiture ⟦BL-204-KP⟧ de la ville voisine mal garée
FR|Voiture immatriculée ⟦BL-204-KP⟧
BE|Camionnette de service, véhicule communal 1-BLK-204
BE|véhicule de la plaignante ⟦1-BLK-204⟧
SN|engin communal DK-2041-BL
FR|Enlèvement ⟦BL204KP⟧ réclamé par la SCI Vauban
FR|Mise en fourrière du véhicule ⟦2041 BK 59⟧
FR|Enlèvement de 12 bacs, ref 2041
FR|Enlèvement encombrants lot 204
FR|commerçant ambulant, carte 88112, ⟦bl-204-kp⟧
"""
EXPECTED = [line.split("|", 1) for line in LINES.strip().splitlines()]


@pytest.mark.parametrize(("country", "line"), EXPECTED)
def test_plates(country: str, line: str) -> None:
    """Whose vehicle it is decides."""
    text = line.replace("⟦", "").replace("⟧", "")
    found = Detector(country, 0.35).find(pl.Series([text]), "observations").get(text, ())
    for one in reversed([one for one in found if one.entity == "LICENSE_PLATE"]):
        text = f"{text[: one.start]}⟦{text[one.start : one.end]}⟧{text[one.end :]}"
    assert text == line
