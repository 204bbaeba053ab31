"""Accounts, numbers, streets and births as people write them in texts, and what only looks so."""

import polars as pl
import pytest

from anonymisation.detection.detector import Detector
from anonymisation.detection.shapes import implied
from anonymisation.recognisers.contacts.mailboxes import functional

CASES = [
    # Accounts behind their words, in brackets, on a network, or of a form that tells.
    ("FR", "Identifiant portail trouvignecj.", "HANDLE", "trouvignecj"),
    ("FR", "Compte nvardo bloqué depuis lundi", "HANDLE", "nvardo"),
    ("FR", "Même demandeur (hvardon) et même photo", "HANDLE", "hvardon"),
    ("FR", "login OPAC trouvignece réinitialisé", "HANDLE", "trouvignece"),
    ("FR", "Pseudo appli : vardonnec, à rappeler", "HANDLE", "vardonnec"),
    ("FR", "Signalement par martine71 : lampe éteinte", "HANDLE", "martine71"),
    ("FR", "carte trouvée, binta.v37, inconnue", "HANDLE", "binta.v37"),
    ("ES", "En Instagram ftrouvignec4 nos etiqueta", "HANDLE", "ftrouvignec4"),
    ("EC", "en Twitter lo publicó vtrouvignec7", "HANDLE", "vtrouvignec7"),
    ("FR", "login @ginette.vard bloqué", "HANDLE", "@ginette.vard"),
    # Telephones by their own country's plan, whatever block is open by now.
    ("EC", "tutora, 0971230064, de tarde", "PHONE", "0971230064"),
    ("MX", "escribir por Facebook o al 5547012357.", "PHONE", "5547012357"),
    ("TN", "السيدة سلمى هاتف 22358199 تطلب", "PHONE", "22358199"),
    ("TN", "Syndic ((216) 20533777)", "PHONE", "(216) 20533777"),
    ("ES", "avisar a la hija (680/484777)", "PHONE", "680/484777"),
    # Births in more languages, of the old and of the children of one family.
    ("ES", "Conductora identificada, nac. 11.10.1975", "BIRTH_DATE", "11.10.1975"),
    ("ES", "nascuda el 1938-01-17, demana ajut", "BIRTH_DATE", "1938-01-17"),
    ("ES", "Seme-alabak: Sabela (2017-07-19) eta Mireia (02-11-21)", "BIRTH_DATE", "02-11-21"),
    # Streets of Galicia, of Catalonia, of the Basque country, of Morocco.
    ("ES", "vive en rúa Vardón, 15 4è 2a", "ADDRESS", "rúa Vardón, 15 4è 2a"),
    (
        "ES",
        "visc al carrer de l'Oliva Vardell, 38, 2º B",
        "ADDRESS",
        "carrer de l'Oliva Vardell, 38, 2º B",
    ),
    ("ES", "SAN VARDON KALEA 4 BAJO", "ADDRESS", "SAN VARDON KALEA 4 BAJO"),
    ("ES", "Vive en Goiko kale 111", "ADDRESS", "Goiko kale 111"),
    ("MA", "habite hay Nahda, rue n° 93", "ADDRESS", "hay Nahda, rue n° 93"),
    # The number of a sole trader, behind their address.
    (
        "FR",
        "Sous-traitant : Tristan Vardon EI, 18 rue des Lices, SIRET 42338599600032.",
        "ID_DOCUMENT",
        "42338599600032",
    ),
]


@pytest.mark.parametrize(("country", "text", "entity", "found"), CASES)
def test_found(country: str, text: str, entity: str, found: str) -> None:
    findings = Detector(country, 0.35).find(pl.Series([text]), "texte").get(text, ())
    assert (entity, found) in {
        (one.entity, text[one.start : one.end].strip("( ")) for one in findings
    } or (entity, found) in {(one.entity, text[one.start : one.end]) for one in findings}


CLEAN = [
    ("FR", "Identifiant unique perdu, identifiant siret manquant", "HANDLE"),
    ("FR", "Compte bancaire fermé, compte famille bloqué", "HANDLE"),
    ("FR", "usager (absent), agent (sans), lecteur (handicapé)", "HANDLE"),
    ("FR", "Validé par lot2, payé par cb2, fichier photo.vue12.jpg", "HANDLE"),
    ("FR", "Réf. 06 14 84 33 77", "PHONE"),
    ("FR", "Procès-verbal n° 06 82 92 13 99", "PHONE"),
    ("EC", "Orden 098 663 1977", "PHONE"),
    ("FR", "inspection le 13 mai 2023, avenue Jean-Vardon", "ADDRESS_PUBLIC"),
    ("FR", "inspection le 2025-02-10, rue Pierre-Vardon", "ADDRESS_PUBLIC"),
    ("FR", "Domiciliation au CCAS, 87 rue Germaine-Vardon", "ADDRESS"),
    (
        "FR",
        "Attribué à Tristan Vardon de la SARL Trouvi, 18 rue des Lices, SIRET 42338599600032",
        "ID_DOCUMENT",
    ),
]


@pytest.mark.parametrize(("country", "text", "entity"), CLEAN)
def test_left(country: str, text: str, entity: str) -> None:
    findings = Detector(country, 0.35).find(pl.Series([text]), "texte").get(text, ())
    assert entity not in {one.entity for one in findings}


def test_a_telephone_named_so_beside_a_file() -> None:
    text = "Son portable pour le dossier : 06 82 92 13 99"
    findings = Detector("FR", 0.35).find(pl.Series([text]), "texte").get(text, ())
    assert [one.entity for one in findings] == ["PHONE"]


def test_mailboxes_of_offices() -> None:
    for box in (
        "rexistro@vardeira.gal",
        "atencio.ciutadana@vardell.cat",
        "bophanmotcua@vardon.gov.vn",
    ):
        assert functional(box)
    assert not functional("nina.vardon@gmail.com")


def test_columns_told_by_their_values() -> None:
    reached = [f"55201005{n:02}" for n in range(12)] + [f"nina{n}@vardon.mx" for n in range(4)]
    assert implied(pl.Series(reached), "medio") == "telephone"
    assert implied(pl.Series([f"55201005{n:02}" for n in range(12)]), "medio") != "telephone"
    cards = [
        f"{two}79{n}170" for n, two in enumerate(("AB", "D", "CD", "A", "BE", "BK", "EE", "Z", "X"))
    ]
    assert implied(pl.Series(cards), "valeur_4") == "cin"
    assert implied(pl.Series([f"AB79117{n}" for n in range(9)]), "valeur_4") != "cin"
    assert implied(pl.Series(cards), "article") != "cin"
