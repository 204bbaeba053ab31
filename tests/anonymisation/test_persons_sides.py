"""Persons told by a file, a side or a title, and firms, breeds and bands that are none.

⟦…⟧ must go, the rest must stay. Every name is made up or very common.
"""

import polars as pl
import pytest

from anonymisation.detection.detector import Detector

SOMEBODY = """
Réclamation ⟦Trouvignec⟧
Expulsion ⟦Moulin⟧ : concours de la force publique
Legs ⟦Vardon⟧, exécuteur testamentaire à désigner
Divorce en cours ⟦Vardon⟧ / ⟦Forestier⟧ : signature des deux nécessaire
litige ⟦VARDON⟧ c/ ⟦TROUVIGNEC⟧ mur mitoyen, expert commis
Justificatif refusé : boîte au nom ⟦Vardon⟧. Relance
Véhicule vu de nuit, conducteur présumé ⟦Sophie Bois⟧.
Participation (représentant légal ⟦Loïc Bois⟧)
Foyer ⟦Trouvignec⟧ sinistré par la crue
Dépôt consenti par ⟦M. Janvier⟧. Convention signée
Convoquer ⟦Sophie Dimanche⟧ au service
Clés perdues, elles sont à ⟦Belkacemi⟧. Rappel
Xe máy đậu chắn lối đi, chủ xe là ⟦Đặng Thị Bình⟧.
"""
NOBODY = """
Lecture publique à Drouot, étude ouverte le matin
DAE Vardon FRED installé dans le hall
Jack Russell capturé avenue de la Mer
Berger des Pyrénées mâle adulte, collier rouge
Balanza calibrada por Distribuidora Hermanos Vega S.A., sello roto
Predio propiedad de Vardon S.A. de C.V.
Contrôle de Hammam Lalla Nina SARL : conforme
SALLE LOUEE CHEZ BOULANGERIE CHEZ SUZANNE SARL.
Tapa abierta en Blvd. Hermanos Vardón
Vendeur joignable le matin
Taller con Peña Vardoni en El Llano
Productos de Trouvigna. Inspección sin novedad.
Remboursement de caution salle Barbara. Pièce vue.
Đã chuyển Công ty TNHH Minh Anh xử lý, phiếu 12
"""


def _lines(block: str) -> list[str]:
    return [line for line in block.splitlines() if line]


def _shown(detector: Detector, text: str) -> str:
    shown = list(text)
    for one in detector.find(pl.Series([text]), "observations").get(text, ()):
        shown[one.start] = "⟦" + shown[one.start]
        shown[one.end - 1] += "⟧"
    return "".join(shown)


@pytest.mark.parametrize("line", _lines(SOMEBODY))
def test_a_file_a_side_or_a_box_tells_whose_name_follows(detector: Detector, line: str):
    assert _shown(detector, line.replace("⟦", "").replace("⟧", "")) == line


@pytest.mark.parametrize("line", _lines(NOBODY))
def test_firms_breeds_bands_and_rooms_are_nobody(detector: Detector, line: str):
    assert _shown(detector, line) == line
