"""Numbers of slips, contracts and meters are nobody's telephone, nor is a piece of a longer one.

Pieces between ⟦ and ⟧ must be found, nothing else may be.
"""

import polars as pl
import pytest

from anonymisation.detection.detector import Detector

LINES = """
FR|Marché n° 2 84 03 49 112 305 12, lot 3
FR|Mandat 1 72 11 35 204 118 77 rejeté
FR|Bordereau 1 86 07 44 258 470 4 à signer
FR|Bordereau d'envoi C-0641-228510
FR|contrat E-0722-118834 résilié
FR|Raccordement Enedis n° D-0641-228510
FR|bac 0641228510 cassé
FR|Ordonnance n° 0641228510 du tribunal
FR|dossier famille 0641228510 complet
FR|Bon d'intervention 0641228510
FR|Radar n° 12-0641-228510 en panne
FR|n° de compteur 0641 2285 1033 4417
FR|Appt 4-⟦06-41-22-85-10⟧
FR|bât. C 12 - ⟦06 41 22 85 10⟧ / ⟦07 41 22 85 11⟧
FR|Appt 12 ⟦06 41 22 85 10⟧
FR|⟦06-41-22-85-10⟧-⟦07-41-22-85-11⟧
FR|contrat p-⟦0641228510⟧
FR|NIR ⟦2 84 03 49 112 305⟧
FR|assurée ⟦2 84 03 49 112 305 12⟧
BE|Bestelbon 0478/228510
ES|Pedido n.º 641228510
MX|Oficio 55-4122-8510
EC|Llamar al ⟦099 122 8510⟧ o al ⟦098 765 4321⟧
EC|Presentarse o llamar al ⟦099 122 8510⟧ o a la oficina
SN|Quittance 774122851
TN|Reçu 22412285
MA|Bon 0661412285
VN|Hóa đơn 0912412285
FR|Parcelle AB 12, propriété de la commune, à clôturer
FR|section ZE n° 12, classée dans le domaine public
FR|Parcelle ⟦AB 12⟧, à clôturer
FR|Parcelle ⟦AB 12⟧ appartenant à ⟦M. Trouvignec⟧
FR|Parcelle ⟦AB 12⟧, propriété de la commune et de ⟦M. Trouvignec⟧
""".strip().splitlines()


@pytest.fixture(scope="module")
def detectors() -> dict[str, Detector]:
    return {country: Detector(country, 0.35) for country in {one[:2] for one in LINES}}


@pytest.mark.parametrize("line", LINES)
def test_a_number_of_a_paper_is_no_telephone(line: str, detectors: dict[str, Detector]):
    country, _, marked = line.partition("|")
    text = marked.replace("⟦", "").replace("⟧", "")
    found = detectors[country].find(pl.Series([text]), "observations").get(text, ())
    for one in sorted(found, key=lambda one: -one.start):
        text = f"{text[: one.start]}⟦{text[one.start : one.end]}⟧{text[one.end :]}"
    assert text == marked
