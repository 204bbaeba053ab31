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
FR|voiture ventouse ⟦BL 204 KP⟧ avenue Jean-Jaurès
FR|car ⟦KB61 CFF⟧ blocks the gate
FR|poste KB61 CFF du tableau
FR|car reg ⟦182-G-1110⟧ dumped
FR|Voiture ⟦206 TN 998⟧ abandonnée
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


def test_numbers_of_chassis_are_a_vehicle_s_under_their_header() -> None:
    """VIN of ISO 3779; the same letters under the header of a code are not."""
    number = "VF3XMLY2347427357"
    for header, found in (("vin", 1), ("n° châssis", 1), ("code article", 0)):
        assert len(Detector("FR", 0.35).find(pl.Series([number]), header)) == found
