"""Peru in texts: tax numbers, homes, lines, and who is in office, in any table."""

import polars as pl
import pytest

from anonymisation.detection.detector import Detector


def _found(text: str, country: str = "ES") -> list[tuple[str, str]]:
    found = Detector(country, 0.35).find(pl.Series([text]), "HECHOS").get(text, ())
    return [(one.entity, text[one.start : one.end]) for one in found]


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("Tienda con RUC 10412345678 sin permiso", ("ID_DOCUMENT", "10412345678")),
        ("R.U.C.: vea RUC N° 17412345678", ("ID_DOCUMENT", "17412345678")),
        ("con DNI 41234567", ("ID_DOCUMENT", "41234567")),
        ("domiciliado en Jr. Los Robles 214", ("ADDRESS", "Jr. Los Robles 214")),
        ("vive en Mz. C Lt. 9", ("ADDRESS", "Mz. C Lt. 9")),
        ("Mi vecino de Psje. Las Flores 31", ("ADDRESS", "Psje. Las Flores 31")),
    ],
)
@pytest.mark.parametrize("country", ["ES", "PE", "EC"])
def test_what_a_person_has_is_found(text: str, piece: tuple[str, str], country: str) -> None:
    assert piece in _found(text, country)


def test_mobiles_begin_with_nine() -> None:
    assert ("PHONE", "941 234 567") in _found("Se llamó al 941 234 567, no contesta", "PE")


@pytest.mark.parametrize(
    "text",
    [
        "Proveedor con RUC 20412345678",
        "Bache en el Jr. Esteban Soria",
        "Esquina de Jr. Mariscal Robles",
        "Firmado Jaime Robles Soria, Gerente Municipal",
        "Visto por Jaime Robles Soria, subgerente de transportes",
        "La regidora Amparo Robles Soria ofreció la obra",
        "Llamé al (064) 412-345 y nadie contesta",
        "Informe favorable, Alcaldía: Amparo Robles Soria",
    ],
)
def test_companies_ways_offices_and_their_lines_stay(text: str) -> None:
    private = {"PERSON", "ADDRESS", "PHONE", "PHONE_FIXED", "ID_DOCUMENT"}
    assert not [kind for kind, _ in _found(text) if kind in private]


@pytest.mark.parametrize(
    "text",
    [
        "Jaime Robles Soria, gerente de Talleres Unidos, pide cita",
        "Alcaldía: Jaime Robles Soria pide cita",
    ],
)
def test_managers_and_callers_are_private(text: str) -> None:
    assert "PERSON" in dict(_found(text))


def test_whoever_was_called_keeps_the_line() -> None:
    kinds = [kind for kind, _ in _found("Se llamó al (064) 412-345, no contesta", "PE")]
    assert kinds
    assert "PHONE_SERVICE" not in kinds
