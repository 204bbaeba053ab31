"""Names that a whole turn of phrase states, and what things, animals and offices are called."""

import polars as pl
import pytest

from anonymisation.detection.detector import Detector

STATED = """
contact nuit 06 12 34 56 78 (ombeline) | ombeline
Cordialement, Nina Vardon (et Oumou) | Oumou
le nommé Paco Vega dit "Anselmo" refuse de sortir | Anselmo
pas de regard, trouvignec refuse de signer | trouvignec
exemplaire annoté par brahim, à remplacer | brahim
porte fermée, VARDONNEC prévenu ce jour | VARDONNEC
ASTREINTE : BAPTISTE PUIS VARDONNEC À PARTIR DU 07/09 | VARDONNEC
signature illisible (peut-être Vardonnec ou Diop), à revoir | Vardonnec
recours – affaire Lê et autres contre le permis | Lê
La clôture empiète de 12 cm sur le fonds Rivière. | Rivière
plainte contre parking sauvage de G. Vardonnec devant la poste | G. Vardonnec
Ne pas confier à Mariama Vardonnec (ordonnance) | Mariama Vardonnec
AESH : Zulmira Meneses | Zulmira Meneses
différend entre forains : Vardonnec contre Trouvé. Invités | Vardonnec
différend entre nina vardonnec et marine trouvignec, sans suite | marine trouvignec
vive con un joven llamado nelson. | nelson
frais de dépl. vardonnec nina mission Brest | vardonnec nina
bourse haut niveau Lison VARDONNEC, licence escrime | Lison VARDONNEC
info donnée par m vardonnec du 2e | m vardonnec
le dr Vardonnec part en retraite | dr Vardonnec
M vardonnec dit que le bus ne passe pas | M vardonnec
Monsieur vardonnec signale que le banc est cassé | Monsieur vardonnec
en la casa de su comadre Amparo, sin llave | Amparo
chị vũ thị lan ở cuối ngõ khiếu nại | vũ thị lan
transmis à Nina Vardonnec et An. | An
"""

KEPT = """
Obras en la Calle San Vardo.
Bache en Privada Tomás Vardonnec, cuadrilla enviada
Poda del jacarandá de la Avenida Ramón y Vardo
Enlèvement par la balayeuse Mathieu Zarvox le lundi
Fourniture de vélo Honorine Zarvox
FOURNITURE DE PEINTURE MARCELLIN
Pirogue Serigne Vardo II amarrée au quai
Retour tempête Ombeline : un tilleul couché
chien de catégorie 2 nommé Rocky, tatoué
un labrador répondant au nom de Victor.
Heure du conte : « Odile Baudrillac », à 15 h
il a rendu « Nestor et Yseult » avec du retard
Plantation d'un hortensia 'Madame Odile Mouillard'.
chapelle dite « de la Mère Odile », 1782
Atelier avec l'illustratrice invitée
LE BUS DU SOIR NE PASSE JAMAIS ICI.
remise en peinture. Facture PC 059 512
attroupement devant le bar chez marcel, à minuit
Bouwwerf Jan De Varde NV verlengd
Hộ kinh doanh Phở Bà Hạnh đã nộp thuế
cherche une camionnette Renault Trafic grise
planter des pommiers Melrose
pas de biscuit Père Anselme
"""

OFFICES = """
décision du maire A. Vardonnec du 11.08.21
décision du maire akossiwa vardonnec du 9 octobre
projet validé par l'élu référent Fatoumata Vardonnec
ouvert sur demande du VP eau Fatou Vardonnec
cf courrier du préfet Trần Minh Hạnh du 17 février
caïd A. Vardonnec informé
sans lien avec la maire (Sylvie Vardonnec), se plaint
"""

NAMED_STILL = """
le chien de son voisin nommé Karim aboie | Karim
enregistré au nom de « Nina Vardon » | Nina Vardon
le vélo de Nina Vardon est tombé | Nina Vardon
Adjointe technique : Nina Vardon absente | Nina Vardon
Pedro Calle García vive aquí | Pedro Calle García
née Vardon, elle demande un acte | Vardon
Capital décès ayants droit Vardonnec | Vardonnec
"""


def entities(text: str) -> list[tuple[str, str]]:
    found = Detector("FR", 0.35).find(pl.Series([text]), "observations").get(text, ())
    return [(one.entity, text[one.start : one.end]) for one in found]


def lines(block: str) -> list[str]:
    return block.strip().splitlines()


@pytest.mark.parametrize("line", lines(STATED) + lines(NAMED_STILL))
def test_who_is_stated_is_found(line: str) -> None:
    text, name = line.split(" | ")
    assert any(name in said for entity, said in entities(text) if entity == "PERSON")


@pytest.mark.parametrize("text", lines(KEPT) + lines(OFFICES))
def test_things_animals_and_offices_stay(text: str) -> None:
    assert "PERSON" not in [entity for entity, _ in entities(text)]
