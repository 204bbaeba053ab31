"""Homes without a street: hamlets where somebody lives, and hamlets that are only a map's."""

import polars as pl
import pytest

from anonymisation.detection.detector import Detector

_DETECTORS = {country: Detector(country, 0.35) for country in ("FR", "MX", "VN")}


def _found(text: str, country: str = "FR") -> set[tuple[str, str]]:
    found = _DETECTORS[country].find(pl.Series([text]), "observations").get(text, ())
    return {(one.entity, text[one.start : one.end]) for one in found}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Siège fixé chez Nina Vardon, lieu-dit La Haute Combe.", "lieu-dit La Haute Combe"),
        ("Le riverain du lieu-dit Les Trois Croix se plaint", "lieu-dit Les Trois Croix"),
        ("Secours à la famille Vardon, LD Pen ar Voat", "LD Pen ar Voat"),
        ("Pen ar Voat (domicile du trésorier Vardon)", "Pen ar Voat"),
        ("Servitude consentie par Nina Vardon sur son champ de Les Ajoncs.", "Les Ajoncs"),
        ("fossé comblé par l'agriculteur Vardon à La Basse Borne", "La Basse Borne"),
    ],
)
def test_a_hamlet_where_somebody_lives_is_a_home(text: str, place: str):
    assert ("ADDRESS", place) in _found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Curage du fossé au lieu-dit La Haute Combe",
        "Réfection du chemin du lieu-dit Les Trois Croix",
        "Effacement des réseaux, hameau de Kerbastard",
        "La ville entretient ses terrains de sport",
    ],
)
def test_a_hamlet_of_works_is_none(text: str):
    assert not {kind for kind, _ in _found(text)} & {"ADDRESS", "ADDRESS_PUBLIC"}


def test_a_street_called_after_a_day():
    text = "Vive en avenida Mártires del 2 de Mayo 10. Pide respuesta"
    assert ("ADDRESS", "avenida Mártires del 2 de Mayo 10") in _found(text, "MX")
    assert not _found("Cierre de la avenida Vardonera del 5 de mayo al 10 de mayo", "MX")


def test_a_number_is_of_the_street_behind_it():
    spans = {place for kind, place in _found("Consignation C. Vardon DPU 76 rue Claude Bernard")}
    assert "76 rue Claude Bernard" in spans


def test_an_alley_with_its_way():
    text = "Ông Vardon khiếu nại tại K12/4 đường Trần Phú, phường Vardon"
    assert any(place.startswith("K12/4 đường Trần Phú") for _, place in _found(text, "VN"))


@pytest.mark.parametrize(
    "text",
    [
        "Le feu ne marche plus, carrefour rue Denis Vardon. Armoire n° 26, équipe de nuit",
        "Contrôle radar rue Denis Vardon. 214 passages, vitesse moyenne 47 km/h",
        "relecture caméra 14 quartier Saint-Vardon, réquisition",
    ],
)
def test_numbers_of_things_along_a_street_are_no_house(text: str):
    assert not _found(text)
