"""Identifiers glued to the word before them, and the signs between their parts."""

import polars as pl
import pytest

from anonymisation.detection.detector import Detector
from anonymisation.reading.text import normalise

FRENCH = "FR76 3000 6000 0112 3456 7890 189"
MOROCCAN = "ma64.0110.0000.1234.5678.9012.3456"
SPACED = "30\xa023\xa0217\xa0600\xa0053"


def found(country: str, text: str) -> dict[str, str]:
    """Entity → the piece of the text, as found in a column of notes."""
    findings = Detector(country, 0.35).find(pl.Series([text]), "observations").get(text, ())
    return {one.entity: text[one.start : one.end] for one in findings}


@pytest.mark.parametrize(
    ("country", "text", "entity", "piece"),
    [
        ("FR", f"virement fait{FRENCH}", "IBAN", FRENCH),
        ("FR", "n° fiscal3023217600053 à vérifier", "FR_SPI", "3023217600053"),
        ("FR", f"n° fiscal{SPACED}", "FR_SPI", SPACED),
        ("FR", "plaque relevée avecBX-417-KD", "LICENSE_PLATE", "BX-417-KD"),
        ("FR", "voiture : BX‑417‑KD devant le portail", "LICENSE_PLATE", "BX‑417‑KD"),
        ("FR", "Prévenir06 39 98 12 34 avant midi", "PHONE", "06 39 98 12 34"),
        ("FR", "Prévenir+33639981234", "PHONE", "+33639981234"),
        ("FR", "Prévenir06-39-98-12-34", "PHONE", "06-39-98-12-34"),
        ("FR", "celular 0987654321 (de la vecina)", "PHONE", "0987654321"),
        ("FR", "le rappeler, 0987654321 (whatsapp)", "PHONE", "0987654321"),
        ("ES", "NIF12345678z, sin domicilio", "ES_NIF", "12345678z"),
        ("EC", "C.I. 17.10034065, solicita poda", "EC_CEDULA", "17.10034065"),
        ("MA", "CNIEBK402117 remise hier", "ID_DOCUMENT", "BK402117"),
        ("ES", "NIFx2482300w, sin domicilio", "ES_NIF", "x2482300w"),
        ("EC", "cédula171003406-5 y planilla", "EC_CEDULA", "171003406-5"),
        ("EC", "cédula 171003406\xa05 y planilla", "EC_CEDULA", "171003406\xa05"),
        ("VN", "số CMND/CCCD079.190.362604 kèm", "VN_CCCD", "079.190.362604"),
        ("VN", "người nộp, CCCD 0790-9036-2604", "VN_CCCD", "0790-9036-2604"),
        ("MA", f"virements sur {MOROCCAN}", "IBAN", MOROCCAN),
    ],
)
def test_a_number_glued_to_its_word_is_found(
    country: str, text: str, entity: str, piece: str
) -> None:
    assert found(country, text)[entity] == piece


@pytest.mark.parametrize(
    "text",
    [
        "abcd12345678",
        "voir https://exemple.fr/photo20240612345",
        "fichier scan20240612345.pdf reçu",
        "écrire à nina1234567@exemple.fr demain",
        "modèle lot-abc1234567-b posé",
        "virer sur fr7630006000011234567890189",
    ],
)
def test_codes_addresses_and_accounts_are_read_as_written(text: str) -> None:
    assert normalise(text).normal == text


def test_positions_are_those_of_the_cell() -> None:
    text = normalise("Prévenir06 39 98 12 34, merci")
    assert text.normal == "Prévenir 06 39 98 12 34, merci"
    start = text.normal.index("06")
    assert text.original[slice(*text.span(start, start + 14))] == "06 39 98 12 34"
    assert text.original[slice(*text.span(0, 8))] == "Prévenir"


def test_a_note_of_what_happens_names_nobody() -> None:
    assert found("MX", "Actualización: vigente, como el año pasado") == {}
    assert found("ES", "Rehabilitación: pendiente de informe") == {}


def test_whom_somebody_keeps_or_hands_over_to() -> None:
    text = "veuve, à charge Brahim et Noureddine"
    both = Detector("FR", 0.35).find(pl.Series([text]), "observations")[text]
    assert [text[one.start : one.end] for one in both] == ["Brahim", "Noureddine"]
    assert found("FR", "entretien à charge du locataire") == {}
    assert found("VN", "đổi chủ sang Phan Thị Mai") == {"PERSON": "Phan Thị Mai"}
    assert found("VN", "Hộ ông bà Võ Quốc Nam lấn chiếm vỉa hè.") == {"PERSON": "Võ Quốc Nam"}


def test_a_sentence_under_the_header_of_a_code_is_no_code() -> None:
    text = "Llamar a la vecina al celular 0987654321 por la tarde"
    findings = Detector("EC", 0.35).find(pl.Series([text]), "pedido")
    assert [text[one.start : one.end] for one in findings[text]] == ["0987654321"]
    assert not Detector("EC", 0.35).find(pl.Series(["0987654321"]), "pedido")
