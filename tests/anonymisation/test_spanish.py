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


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mi hijo(a) Rocío no tiene plaza", "Rocío"),
        ("Su nieta(o) Nuria espera en la puerta", "Nuria"),
        ("Queja de doña marta soria del valle por ruido", "doña marta soria del valle"),
        ("Soy Elena Madrid Robles y vivo cerca", "Elena Madrid Robles"),
        ("Notificado a Molina Herrera, Esteban en su casa", "Molina Herrera, Esteban"),
    ],
)
def test_the_whole_of_a_name_is_found(text: str, name: str) -> None:
    assert ("PERSON", name) in _found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Visita a la I.E. Rosa Elvira del Campo",
        "Goteras en C.E. Nicolás Herrera",
        "Se requiere a AMPA Hermanas Robles",
        "Fiesta de la Asociación de Vecinos El Molino",
        "Piden que se quite la placa de Esteban Herrera",
        "Corte de agua según Acueducto Veredal La Peña E.S.P.",
        "Queja contra Cooptranvardo según Cooptranvardo",
        "Exp. ORVE24e00012345678 y oficio reg-2024-00123",
        "Horario de 9 a 14 h, la moto 4021-BCD",
        "La clienta(a) espera",
        "Se remite a Planeación",
    ],
)
def test_bodies_plaques_and_references_are_nobody(text: str) -> None:
    assert not [kind for kind, piece in _found(text) if kind == "PERSON" or " a " in piece]


def test_the_town_s_own_line_is_a_service_s() -> None:
    assert _found("Farola rota; aviso dado al 961 234 560.") == [("PHONE_SERVICE", "961 234 560")]
    assert ("PHONE_SERVICE", "961 234 560") not in _found("Avisar a su madre al 961 234 560.")


def test_both_genders_are_no_mailbox() -> None:
    assert _found("Vecino(a) nina.vardon (a) gmail.com")[0][0].startswith("EMAIL")
    assert not [kind for kind, _ in _found("Señor(a) usuario(a): acuda.") if "EMAIL" in kind]


def test_a_school_s_letters_say_so_in_a_cell() -> None:
    assert person_score("I.E. Rosa Elvira del Campo") == 0.0
    assert person_score("C.E. Robles Herrera") == person_score("B.T. Robles Herrera")


@pytest.mark.parametrize(
    "text",
    [
        "Bordillo roto en C/ Luis Herrera",
        "Contenedor en C/ Doctor Robles",
        "Paraje Esteban Soria",
        "Calle Fray Matías Robles",
        "Becas Sor Amparo",
        "Fundación Doña Pastora A.C.",
        "Queja contra Excavaciones del Norte S.A. por polvo",
        "Goteras en I.E. N° 2041 Esteban Soria",
        "parada 12 plaza Mayor",
        "Obras de la fase 2 calle Real",
    ],
)
def test_ways_signs_and_programmes_are_nobody(text: str) -> None:
    assert not _found(text)


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("Su vecino (77 calle del Molino) hace ruido", ("ADDRESS", "77 calle del Molino")),
        ("Se presenta en 12 avenida Juan Soria", ("ADDRESS_PUBLIC", "12 avenida Juan Soria")),
        ("domiciliada en Virgen del Prado, 16", ("ADDRESS", "Virgen del Prado, 16")),
        ("Rosario y Nieves y otros vecinos piden luz", ("PERSON", "Nieves")),
        ("Domingo et Rosario et d'autres parents demandent", ("PERSON", "Domingo")),
        ("Recoge el familiar ROBLES SORIA, MARTÍN", ("PERSON", "ROBLES SORIA, MARTÍN")),
        ("Trabaja contra/ Luis Herrera", ("PERSON", "Luis Herrera")),
    ],
)
def test_homes_and_parents_are_somebody_s(text: str, piece: tuple[str, str]) -> None:
    assert piece in _found(text)


def test_a_surname_behind_a_number_is_no_age() -> None:
    assert not [kind for kind, _ in _found("vecina de Soria, 46 años") if kind == "ADDRESS"]
