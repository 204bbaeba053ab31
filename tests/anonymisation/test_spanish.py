"""Spanish and Latin American texts: signs, offices, plates of services, surnames that are words."""

import polars as pl
import pytest

from anonymisation.bodies.names import body
from anonymisation.detection.detector import Detector
from anonymisation.recognisers.persons.words.likeness import organisation_like, person_score


def _found(text: str, country: str = "ES") -> list[tuple[str, str]]:
    found = Detector(country, 0.35).find(pl.Series([text]), "OBS").get(text, ())
    return [(one.entity, text[one.start : one.end]) for one in found]


@pytest.mark.parametrize(
    "text",
    [
        "Tortas Don Chema",
        "Fonda Doña Lucha",
        "Trasladado a Viveros Don Matías S.L.",
        "Ferretería Doña Pastora Cía. Ltda.",
        "Grupo Don Nacho S.A.P.I. de C.V.",
        "entrega en Casa de Cultura Nicanor Soria",
        "frente a Jardín de Niños Amalia Robles",
        "Exonerado según Ordenanza No. 2023",
        "la esquina de Calle Sor Amparo Villa",
    ],
)
def test_signs_and_houses_are_nobody(text: str) -> None:
    assert "PERSON" not in dict(_found(text))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Beca Doña Amparo Robles Soria", "Amparo Robles Soria"),
        ("vino don Matías a la oficina", "Matías"),
        ("la señora amparo pilar robles soria se cayó", "amparo pilar robles soria"),
        ("mi vecino don luis emilio robles plaza", "luis emilio robles plaza"),
    ],
)
def test_whoever_has_a_surname_behind_is_somebody(text: str, name: str) -> None:
    assert any(entity == "PERSON" and name in said for entity, said in _found(text))


def test_a_verb_before_a_title_is_no_name() -> None:
    assert ("PERSON", "Sra. Amparo Robles") in _found("Recibió Sra. Amparo Robles el aviso")


@pytest.mark.parametrize(
    "office",
    ["Secretario General", "Síndico Municipal", "Presidenta Municipal", "Procurador Síndico"],
)
def test_who_signs_in_office_is_an_official(office: str) -> None:
    found = dict(_found(f"Oficio firmado por D. Matías Robles, {office}."))
    assert "OFFICIAL" in found
    assert "PERSON" not in found


def test_plates_of_services_stay() -> None:
    assert _found("El coche patrulla 4567BCD no pudo pasar") == []
    assert _found("recurso, vehículo de empresa 4567 BCD") == []
    assert _found("el coche del vecino 4567BCD") == [("LICENSE_PLATE", "4567BCD")]


def test_an_extension_is_an_office_s() -> None:
    assert [entity for entity, _ in _found("33 7718 1234 ext. 31", "MX")] == ["PHONE_SERVICE"]
    assert [entity for entity, _ in _found("cel. 33 7718 1234", "MX")] == ["PHONE"]


@pytest.mark.parametrize(
    "cell", ["PLAZA ROBLES LUIS", "Amparo Plaza Robles", "Torre Robles, Luis", "SORIA PLAZA AMPARO"]
)
def test_surnames_that_are_places_words(cell: str) -> None:
    assert person_score(cell) >= 0.5
    assert not organisation_like(cell)
    assert not body(cell)


def test_a_square_stays_a_square() -> None:
    assert body("Plaza Luis Robles")
    assert organisation_like("Plaza Luis Robles")


def test_a_feminine_honorific_is_a_title() -> None:
    assert person_score("D.ª Amparo Robles") == 0.9
