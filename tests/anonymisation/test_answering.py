"""Who answers a landline: whoever was told of something, or a counter's switchboard."""

import polars as pl
import pytest

from anonymisation.detection.detector import Detector

LINES = """
FR|PHONE|Locataire prévenu au 02 41 55 18 63
FR|PHONE|Le propriétaire du bien a été informé au 09 72 41 55 18
FR|PHONE|Témoin rappelé au 02 41 55 18 63
FR|PHONE|La conductrice, avertie au 02 41 55 18 00
BE|PHONE|Eigenaar verwittigd op 09 241 55 18
BE|PHONE|Buurvrouw gebeld op 02 541 55 18
ES|PHONE|Dueño avisado al 948 22 85 10
ES|PHONE|Vecina llamada al 948 228 510
EC|PHONE|Propietaria llamada al 02 241 5518
SN|PHONE|Locataire joint au 33 822 41 55
MA|PHONE|Voisin appelé au 05 22 41 22 85
FR|PHONE_SERVICE|Badges à retirer au 02 41 55 18 00.
FR|PHONE_SERVICE|Syndic Foncia Ouest prévenu au 02 41 55 18 00
FR|PHONE_SERVICE|Prestataire Vardon SARL, interlocuteur au 02 41 55 18 00
FR|PHONE_SERVICE|Pour toute précision : 02 41 55 18 00
BE|PHONE_SERVICE|Sleutels af te halen op 02 541 55 00
ES|PHONE_SERVICE|Llaves a recoger en el 948 22 85 00
EC|PHONE_SERVICE|Comunicarse al 02 831 9400 o a obras@municipiodelsur.gob.ec
EC|PHONE|Comunicarse al 02 831 9497 o a nina.vardon@gmail.com
FR|PHONE_FIXED|Badges à retirer au 02 41 55 18 63.
FR|PHONE|Clés à retirer chez Mme Trouvignec au 02 41 55 18 00
FR|PHONE_FIXED|Livreur contacté au 02 41 55 18 63
""".strip().splitlines()


@pytest.fixture(scope="module")
def detectors() -> dict[str, Detector]:
    return {country: Detector(country, 0.35) for country in {one[:2] for one in LINES}}


@pytest.mark.parametrize("line", LINES)
def test_the_words_before_a_line_tell_who_answers(line: str, detectors: dict[str, Detector]):
    country, entity, text = line.split("|")
    found = detectors[country].find(pl.Series([text]), "observations").get(text, ())
    assert {one.entity for one in found if one.entity.startswith("PHONE")} == {entity}
