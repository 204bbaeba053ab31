"""Colombia in texts: cards, mobiles, homes of three numbers and farms, in any table."""

import polars as pl
import pytest

from anonymisation.detection.detector import Detector


def _found(text: str, country: str = "ES") -> list[tuple[str, str]]:
    found = Detector(country, 0.35).find(pl.Series([text]), "HECHOS").get(text, ())
    return [(one.entity, text[one.start : one.end]) for one in found]


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("Pariente con CC 1098765432 pide cita", ("ID_DOCUMENT", "1098765432")),
        ("Identificada con C.C. 52334455 de aquí", ("ID_DOCUMENT", "52334455")),
        ("portador de c.c. 79888777", ("ID_DOCUMENT", "79888777")),
        ("C.C. 1.098.765.432", ("ID_DOCUMENT", "1.098.765.432")),
        ("Se llamó al 3114567890", ("PHONE", "3114567890")),
        ("Responder por correo o al 311-4567890.", ("PHONE", "311-4567890")),
        ("Mi casa, KR 9 14 33 sur, se inunda", ("ADDRESS", "KR 9 14 33 sur")),
        ("vive en Cl 5 3-21", ("ADDRESS", "Cl 5 3-21")),
        (
            "Deslizamiento en la finca Los Mangos, vereda El Salado",
            ("ADDRESS", "finca Los Mangos, vereda El Salado"),
        ),
    ],
)
@pytest.mark.parametrize("country", ["ES", "CO", "EC"])
def test_what_a_person_has_is_found(text: str, piece: tuple[str, str], country: str) -> None:
    assert piece in _found(text, country)


@pytest.mark.parametrize(
    "text",
    [
        "Reunión de la vereda El Salado",
        "CC 2024-11 del contrato",
        "C.C. 1200000 pesos",
        "Nit 830.123.456-7",
        "Firmado por Jaime Robles, secretario de gobierno",
        "Gracias a la alcaldía (Jaime Robles) por la obra",
    ],
)
def test_places_papers_and_offices_stay(text: str) -> None:
    private = {"PERSON", "ADDRESS", "PHONE", "ID_DOCUMENT", "EC_CEDULA"}
    assert not [kind for kind, _ in _found(text) if kind in private]
