"""A mobile of whoever is on duty is a service's, in every language of the partner cities.

Pieces between ⟦ and ⟧ must be found as somebody's own, the others as a service's.
"""

import polars as pl
import pytest

from anonymisation.detection.detector import Detector

LINES = """
FR|Vanne bloquée, astreinte eau potable au 06 41 22 85 10.
FR|ASTREINTE BÂTIMENTS 07 26 41 20 96
FR|Portail HS : technicien rappelé au 07 81 44 20 96, intervention lundi
FR|Équipe de nuit prévenue au 0641228510
FR|Chaudière en panne, gardien d'astreinte : 06.41.22.85.10
FR|Régie de permanence, 06 41 22 85 10
FR|Portable de la patrouille : 06 41 22 85 10
FR|Numéro d'urgence du service : +33 6 41 22 85 10
FR|Astreinte 24h/24 de la ville : 06 41 22 85 10
FR|Gardienne, Mme Trouvignec : ⟦06.41.22.85.10⟧
FR|Nina Trouvignec, technicienne d'astreinte : ⟦06 41 22 85 10⟧
FR|nina vardon est d'astreinte : ⟦06 41 22 85 10⟧
FR|Astreinte Trouvignec ⟦06 41 22 85 10⟧
FR|Technicien joint au ⟦06 41 22 85 10⟧ (Karim)
FR|Agent de permanence : ⟦06 41 22 85 10⟧, Mme Trouvignec
FR|Numéro d'urgence de la famille ⟦06 41 22 85 10⟧
FR|Mon mari est d'astreinte, le joindre au ⟦06 41 22 85 10⟧
FR|Urgence : ⟦06 41 22 85 10⟧ (papa)
BE|Wachtdienst riolering: 0478 22 85 10
BE|De ploeg werd gebeld op 0478/22.85.10
BE|Garde technique : 0478 22 85 10
BE|Mijn vrouw is van wacht, ⟦0478 22 85 10⟧
BE|Technieker Jan Peeters verwittigd op ⟦0478 22 85 10⟧
ES|Guardia de alumbrado: 641 228 510
ES|Técnico de turno avisado al 641 228 510
ES|Retén de obras: 641 22 85 10
ES|Móvil de guardia de Nina Garmendia: ⟦641 228 510⟧
ES|su hija, ⟦641 22 85 10⟧
EC|Cuadrilla contactada al 099 122 8510
EC|Guardia municipal de turno: 099 122 8510
MX|Línea de guardia: 55 4122 8510
SN|Astreinte éclairage 77 412 28 51
SN|Brigade jointe au 77 412 28 51
SN|Moussa, vigile, ⟦77 412 28 51⟧
TN|Permanence municipale : 22 412 285
TN|numéro de mon père ⟦22 412 285⟧
MA|Astreinte assainissement 06 61 41 22 85
VN|Trực ban phường: 0912 412 285
VN|Số trực của UBND: 0912.412.285
VN|Gọi cho anh Nam ⟦0912 412 285⟧
FR|On-call engineer called on 06 41 22 85 10
FR|My husband is on call, ⟦06 41 22 85 10⟧
""".strip().splitlines()


@pytest.fixture(scope="module")
def detectors() -> dict[str, Detector]:
    return {country: Detector(country, 0.35) for country in {one[:2] for one in LINES}}


@pytest.mark.parametrize("line", LINES)
def test_a_mobile_on_duty_is_a_services(line: str, detectors: dict[str, Detector]):
    country, _, marked = line.partition("|")
    text = marked.replace("⟦", "").replace("⟧", "")
    found = detectors[country].find(pl.Series([text]), "observations").get(text, ())
    own = "⟦" in marked
    kinds = {one.entity for one in found if one.entity.startswith("PHONE")}
    assert kinds == ({"PHONE"} if own else {"PHONE_SERVICE"})
