"""Telephones of the partner countries, in every usual writing."""

import polars as pl
import pytest

from anonymisation.detection.detector import Detector

WRITTEN = {
    "FR": "06 12 34 56 78;06.12.34.56.78;06/12/34/56/78;06-12-34-56-78;0612345678;+33 6 12 34 56 78"
    ";+33 (0)6 12 34 56 78;+33(0)612345678;0033 6 12 34 56 78;+33.6.12.34.56.78;(+33) 6 12 34 56 78"
    ";06 12.34.56.78;06 123 456 78;06_12_34_56_78;33 6 12 34 56 78;00 33 6 12 34 56 78"
    ";+33 06 12 34 56 78;06  12 34 56 78;06123 45678;0 6 1 2 3 4 5 6 7 8;O6123O5678",
    "BE": "0475 12 34 56;0475/12.34.56;0475/123456;+32 475 12 34 56;+32 (0)475 12 34 56;"
    "0475.12.34.56",
    "ES": "612 345 678;612 34 56 78;612-345-678;+34 612 345 678;0034 612345678;612.345.678",
    "SN": "77 123 45 67;+221 77 123 45 67;77-123-45-67;00221 77 123 45 67;(221) 77 123 45 67;77 "
    "1234567",
    "TN": "22 123 456;+216 22 123 456;00216 98 123 456;98.123.456;(+216) 22 123 456",
    "MA": "06 61 23 45 67;0661234567;+212 6 61 23 45 67;0661-234567;+212661-234567",
    "EC": "099 123 4567;0991234567;+593 99 123 4567;09 9123 4567;0991 234 567",
    "MX": "55 1234 5678;(55) 1234-5678;+52 55 1234 5678;+52 1 55 1234 5678;55-1234-5678",
    "VN": "0912 345 678;0912345678;091 234 5678;+84 912 345 678;0912.345.678;84 912 345 678",
}
EACH = [(country, one) for country, all_of in WRITTEN.items() for one in all_of.split(";")]


@pytest.fixture(scope="module")
def detectors():
    return {country: Detector(country, 0.35) for country in WRITTEN}


@pytest.mark.parametrize(("country", "number"), EACH)
def test_a_number_is_found_alone_and_in_a_sentence(country, number, detectors):
    for text in (number, f"M. Truc au {number}", f"rappeler le {number} ce soir"):
        found = detectors[country].find(pl.Series([text]), "texte").get(text, ())
        spans = {text[one.start : one.end] for one in found if one.entity == "PHONE"}
        assert any(number in span for span in spans), text


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("accueil de la mairie : 03 20 49 50 00", "PHONE_SERVICE"),
        ("domicile 03 20 49 50 00", "PHONE_FIXED"),
        ("Oficina de atención: 55 1234 5678", "PHONE_SERVICE"),
    ],
)
def test_a_landline_of_a_service_is_told_from_one_of_a_home(text, entity, detectors):
    country = "MX" if "Oficina" in text else "FR"
    found = detectors[country].find(pl.Series([text]), "texte")[text]
    assert [one.entity for one in found] == [entity]
