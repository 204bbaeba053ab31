"""Names that a turn of phrase awaits, whoever is paid, and what no name is made like."""

import polars as pl
import pytest

from anonymisation.detection.detector import Detector

TOLD = """
branchement refusé par le placier Kervadec | Kervadec
fossé comblé par l'agriculteur Merle à La Haute Lande | Merle
12 rue des Lilas (domicile du trésorier Vardonnec) | Vardonnec
Passage infirmière Tifenn à 12h45 - tension 17/9 | Tifenn
PROPOS DÉPLACÉS ENVERS L'AUXILIAIRE ZOÉ, À REPRENDRE | ZOÉ
Naissance déclarée par la sage-femme, prune berger. | prune berger
embauche par le contremaître Vardonnec en 1956 | Vardonnec
ASTREINTE W-E ASSURÉE PAR VARDONNEC, REMPLACÉ DIMANCHE | VARDONNEC
déclaration at faite par vardonnec | vardonnec
Accident rue Haute. Blessé léger : Roy. SDIS avisé. | Roy
Constat amiable, conducteurs Vardonnec et Trouvé. RAS. | Vardonnec
Expertise judiciaire Trovellec c/ commune | Trovellec
réclamation de la famille merlet contre le bruit de la salle | merlet
cours de yoga de Ioana | Ioana
Démolition maison Vardonnec, 12 quai des Mariniers, péril | Vardonnec
divorcée de Karim Alami, garde de nawal | nawal
rip karim, tu nous manqueras au club | karim
ruego llamen a begoña al 600123456 por la tarde | begoña
je suis a. vardonnec, auteur de la photo | a. vardonnec
veut la place de Awa Diarra | Awa Diarra
lot voisin de wafa belhaj | wafa belhaj
Terrain appartenant à Awa Diarra et dylan rocher, en indivision. | dylan rocher
maxence delcourt ne veut pas que les services entrent. | maxence delcourt
simone en arret jusqu'au 28 octobre | simone
Ombeline 8 ans : j'ai aimé le squelette | Ombeline
Lucas & Régis - voyage de noces | Régis
demande de duplicata - meunier josette, née le 12/03/1994 | meunier josette
La arrendataria VARDO NUBE (C.I. 0102030405) dejó el local | VARDO NUBE
la dueña Mercedes Vardonnec pide la devolución | Mercedes Vardonnec
Aide à la jeune athlète Solène ROCHER pour les championnats | Solène ROCHER
"""

PAID = """
Remb. caution salle centre social Danielle Casanova – Elif Vardonnec | Elif Vardonnec
Restitution consignation C. Vardonnec DPU 76 rue Haute | C. Vardonnec
Prime vélo électrique BOIS Tiphaine, 12 rue des Lilas | BOIS Tiphaine
Prime ravalement TOULOUSE Oscar 114 bis allée des Tilleuls | TOULOUSE Oscar
Sinistre du 10-03-2023 véhicule AB-123-CD – VARDONNEC Rodrigue | VARDONNEC Rodrigue
Annulation abonnement stationnement AB-123-CD Inès Vardonnec | Inès Vardonnec
"""

KEPT = """
Honoraires CSPS résidence Ambroise Paré
Honoraires MOE médiathèque Marguerite Yourcenar
Archives Jean Vardonnec
Vidéoprotection : relecture caméra 14, réquisition
Prêt entre bibliothèques avec Hauts-de-Vardon, renseignements à l'accueil
Association sportive Vardonville
Achat de matériel, porté par Les Jardins de Marguerite
club de lecture autour de Nina Vardonnec
Cartulaire de Guillaume Vardonnec, XIIe s.
lot 3 attribué à Marcel Vardonnec SA
Redemander le plan à l'architecte Vardonnec SCS.
Bon FAC78748696 transmis
Remb. caution salle Louis Aragon
la référente périscolaire de l'école Maria Montessori
place de la Mairie
"""


def _found(text: str, country: str) -> list[str]:
    findings = Detector(country, 0.35).find(pl.Series([text]), "observations").get(text, ())
    return [text[one.start : one.end] for one in findings if one.entity == "PERSON"]


def _cases(table: str) -> list[tuple[str, ...]]:
    return [tuple(line.rsplit(" | ", 1)) for line in table.strip().splitlines()]


@pytest.mark.parametrize(("text", "name"), _cases(TOLD) + _cases(PAID))
def test_a_turn_of_phrase_tells_a_person(text: str, name: str) -> None:
    """Whoever works, pays, is hurt, fetched or mourned is found, however the name is typed."""
    country = "ES" if "llamen" in text else "EC" if "arrendataria" in text else "FR"
    assert any(name in found for found in _found(text, country))


@pytest.mark.parametrize("text", KEPT.strip().splitlines())
def test_acronyms_quarters_firms_and_the_long_dead_stay(text: str) -> None:
    """What is made like no name, or names nobody alive, is left."""
    assert _found(text, "FR") == []
