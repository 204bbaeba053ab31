"""Pieces of messages and reports: who signs, who is met, whose house is done up, what a town names.

Pieces between ⟦ and ⟧ must be found, nothing else may be; streets, lots and services stay public.
"""

from collections.abc import Callable

import polars as pl
import pytest

from anonymisation.detection.detector import Detector

LINES = """
Toujours rien. ⟦BERTRAND⟧ ⟦14 rue des Tilleuls⟧
Toujours rien. Travaux 14 rue des Tilleuls
3 personnes contrôlées : 1/ ⟦Nina KERLEC⟧ ⟦04.11.1979⟧ ; 2/ ⟦Loïc Bertrand⟧ ⟦2 mai 1991⟧
Réunions : 1/ Voirie 04.11.2004 ; 2/ Budget 05.11.2004
Prime façade ⟦8 bis rue des Tilleuls⟧
Subvention récupérateurs d'eau de pluie, ⟦8 rue des Tilleuls⟧
Aide BAFA ⟦Nina KERLEC⟧
courrier de l'usager ajouté au dossier ⟦(06 41 22 85 10⟧)
Réf. dossier 0641 228 510
rappel à faire au ⟦03 20 41 22 85⟧
fixe conjoint ⟦03 20 41 22 85⟧
témoin ⟦Nina Kerlec⟧, fixe ⟦03 20 41 22 85⟧
inscription CNFPT 03 20 41 22 85
M. ⟦Nina Kerlec⟧ dit « ⟦Petit Lou⟧ » a crié
la chapelle dite « Bel Air »
parcelle issue de AB 412, rue des Tilleuls
arrêté n° 2021/412 rue des Tilleuls
ouvert quartier Vauban, 7j/7
Dépôt au collège Nina Kerlec, ⟦Marie Bertrand⟧ prévenue
Prêt collectivité école Nina Kerlec
Bourse lycée ⟦Nina Kerlec⟧
Aide au projet présenté au collège Nina Kerlec
Aide aux travaux du projet présenté au lycée Nina Kerlec
Visite de la tombe du peintre Nina Kerlec
le peintre ⟦Nina Kerlec⟧ a fini la salle
Bib. Nina Kerlec
Match au hall omnisports Nina Kerlec
éducateur omnisports ⟦Nina Kerlec⟧ absent
Prime travaux maison ⟦Nina Kerlec⟧
Aide au retour à la maison ⟦Nina Kerlec⟧
Vœu du président de Val-d'Arzon Agglo
M. ⟦Paul Kerlec⟧ et fils ⟦Loïc⟧
"""
EXPECTED = LINES.strip().splitlines()


@pytest.mark.parametrize("line", EXPECTED)
def test_messages(blotted: Callable[[str], str], line: str) -> None:
    """What is somebody's goes, what is public stays."""
    plain = line.replace("⟦", "").replace("⟧", "")
    pieces = line.replace("⟧", "⟦").split("⟦")
    blots = "".join("□" if place % 2 else piece for place, piece in enumerate(pieces))
    assert blotted(plain).replace("□ □", "□") == blots.replace("M. □", "□").replace("□ □", "□")


@pytest.mark.parametrize(
    "line",
    [
        "sanction signée par Nina Kerlec, fonctionnaire sanctionnatrice",
        "avis de la fonctionnaire sanctionnatrice Nina Kerlec",
        "sanctionerend ambtenaar Nina Kerlec",
    ],
)
def test_who_sanctions_is_in_office(detector: Detector, line: str) -> None:
    """A town's officer who fines is named in public acts."""
    found = detector.find(pl.Series([line]), "observations")[line]
    assert {one.entity for one in found} == {"OFFICIAL"}
