"""Each recogniser against good and bad values; hits are read back from the original text."""

import polars as pl
import pytest

from anonymisation.detection.detector import Detector
from anonymisation.recognisers import recognisers

THRESHOLD = 0.35


def found(value: str, header: str = "texte", country: str = "FR") -> set[tuple[str, str]]:
    findings = Detector(country, THRESHOLD).find(pl.Series([value]), header).get(value, ())
    return {(one.entity, value[one.start : one.end]) for one in findings}


GOOD = [
    ("NIR", "NIR 1 85 05 78 006 084 91 du dossier", "1 85 05 78 006 084 91", "FR"),
    ("NIR", "285052A00608482", "285052A00608482", "FR"),
    (
        "IBAN",
        "virement FR76 3000 6000 0112 3456 7890 189 reçu",
        "FR76 3000 6000 0112 3456 7890 189",
        "FR",
    ),
    ("IBAN", "BE71096123456769", "BE71096123456769", "BE"),
    ("CARD", "carte 4539 1488 0343 6467", "4539 1488 0343 6467", "FR"),
    ("FR_SPI", "numéro fiscal 3023217600053", "3023217600053", "FR"),
    ("IP_ADDRESS", "connexion depuis 192.168.34.7", "192.168.34.7", "FR"),
    ("IP_ADDRESS", "2001:db8::8a2e:370:7334", "2001:db8::8a2e:370:7334", "FR"),
    ("LICENSE_PLATE", "un fourgon AB-123-CD gris", "AB-123-CD", "FR"),
    ("LICENSE_PLATE", "véhicule 1234 AB 59 en stationnement", "1234 AB 59", "FR"),
    ("BE_NRN", "93.05.18-223.61", "93.05.18-223.61", "BE"),
    ("ES_NIF", "DNI 12345678-Z", "12345678-Z", "ES"),
    ("ES_NIF", "NIE X1234567L", "X1234567L", "ES"),
    ("EC_CEDULA", "cédula 1710034065", "1710034065", "EC"),
    ("SN_NIN", "NIN 1751199000123", "1751199000123", "SN"),
    ("MX_CURP", "BOXW310820HNERXN09", "BOXW310820HNERXN09", "MX"),
    ("ID_DOCUMENT", "passeport n° 18AB45678", "18AB45678", "FR"),
    ("BIRTH_DATE", "née le 3 mars 1984 à Lille", "3 mars 1984", "FR"),
    ("BIRTH_DATE", "nacido el 03/04/1990", "03/04/1990", "ES"),
    ("EMAIL", "écrire à jean.dupont@free.fr", "jean.dupont@free.fr", "FR"),
    ("EMAIL", "jean.dupont [at] free.fr", "jean.dupont [at] free.fr", "FR"),
    ("EMAIL", "fsarr (arobase) gmail (point) com", "fsarr (arobase) gmail (point) com", "SN"),
    ("EMAIL_FUNCTIONAL", "contact@ville-lille.fr", "contact@ville-lille.fr", "FR"),
    ("EMAIL_FUNCTIONAL", "mairie.etatcivil@orange.fr", "mairie.etatcivil@orange.fr", "FR"),
    ("PHONE", "tél. 06 12 34 56 78", "06 12 34 56 78", "FR"),
    ("PHONE", "06\u00a012\u00a034\u00a056\u00a078", "06\u00a012\u00a034\u00a056\u00a078", "FR"),
    ("PHONE", "+221 77 345 67 89", "+221 77 345 67 89", "FR"),
    ("PHONE", "GSM 0475 12 34 56", "0475 12 34 56", "BE"),
    ("PHONE", "llamar al 612 345 678", "612 345 678", "ES"),
    ("PHONE", "cel. 0991234567", "0991234567", "EC"),
    ("PHONE_FIXED", "Lille, 03 20 49 50 00", "03 20 49 50 00", "FR"),
    ("PHONE_SERVICE", "standard de la mairie 03 20 49 50 00", "03 20 49 50 00", "FR"),
    ("PHONE_SERVICE", "numéro vert 0 800 12 34 56", "0 800 12 34 56", "FR"),
    ("ADDRESS", "habite 12 bis rue des Lilas, Lille", "12 bis rue des Lilas", "FR"),
    ("ADDRESS", "domicilié rue de Fer 45", "rue de Fer 45", "BE"),
    ("ADDRESS", "vive en calle Mayor 12, 3º B", "calle Mayor 12, 3º B", "ES"),
    ("ADDRESS", "réside villa n° 45", "villa n° 45", "SN"),
    ("ADDRESS_PUBLIC", "travaux au 8 avenue Foch", "8 avenue Foch", "FR"),
    ("PERSON", "Signalé par Karim Belkacem hier", "Karim Belkacem", "FR"),
    ("PERSON", "Mme NDIAYE Fatou", "Mme NDIAYE Fatou", "SN"),
    ("PERSON", "appel de M. Le Gall", "M. Le Gall", "FR"),
    ("PERSON", "solicitado por Nerea Etxebarria", "Nerea Etxebarria", "ES"),
    ("PERSON", "DUPONT Jean-Pierre", "DUPONT Jean-Pierre", "FR"),
    ("PERSON", "la famille Benyahia a quitté les lieux", "Benyahia", "FR"),
    ("PERSON", "Mevr. Zwaanswijk belde", "Mevr. Zwaanswijk", "BE"),
    ("ADDRESS", "domiciliado en Av. Amazonas N34-120", "Av. Amazonas N34-120", "EC"),
    ("ADDRESS", "vive en Iturribide kalea 45", "Iturribide kalea 45", "ES"),
    ("ES_NSS", "28 12345678 40", "28 12345678 40", "ES"),
    ("MX_RFC", "GODE561231GR8", "GODE561231GR8", "MX"),
    ("TN_CIN", "CIN 08123456", "08123456", "TN"),
    ("MA_CIN", "CIN n° BE123456", "BE123456", "MA"),
    ("VN_CCCD", "căn cước công dân 001085012345", "001085012345", "VN"),
    (
        "HANDLE",
        "https://www.linkedin.com/in/k-belkacem",
        "https://www.linkedin.com/in/k-belkacem",
        "FR",
    ),
    ("MAC_ADDRESS", "borne 00:1A:2B:3C:4D:5E", "00:1A:2B:3C:4D:5E", "FR"),
    ("PARCEL", "parcelle cadastrée section AB n° 123", "AB n° 123", "FR"),
    ("COORDINATES", "posé en 48.85661, 2.35222", "48.85661, 2.35222", "FR"),
    ("OFFICIAL", "Mme Delmas, adjointe au maire", "Mme Delmas", "FR"),
]


@pytest.mark.parametrize(("entity", "text", "span", "country"), GOOD)
def test_good_values_are_found_with_their_place(entity, text, span, country):
    assert (entity, span) in found(text, country=country)


BAD = [
    "185057800608400",  # NIR with a wrong key and no cue
    "FR76 3000 6000 0112 3456 7890 188",  # IBAN with a wrong key and no cue
    "4539 1488 0343 6468",  # card with a wrong Luhn key
    "Article 3.1.2.4 du règlement",
    "Code 12345678",
    "SIRET 732 829 320 00074",
    "73282932000074",
    "Montant : 1 250 000,00 € du 01.02.2023 10:30",
    "École Jean Moulin, rue Victor Hugo",
    "GROUPE SCOLAIRE MARIE CURIE",
    "place du Docteur Schweitzer",
    "Monsieur le Maire et Madame la Préfète",
    "SARL Martin et Fils",
    "SAINT MARTIN LA PLAINE",
    "Budget primitif 2024 de la Ville de Lille",
    "Fermé en Avril et Mai",
    "Marché de Noël, place de la République",
    "ISBN 978-2-07-036822-8",
    "Victor Hugo",
    "2024-03-02T10:20:30",
]


@pytest.mark.parametrize("text", BAD)
def test_hard_negatives_stay_clean(text):
    assert found(text) == set()


def test_a_header_makes_a_weak_number_sure():
    assert found("3023217600053", "numero_fiscal") == {("FR_SPI", "3023217600053")}
    assert found("1710034065", "cedula", "EC") == {("EC_CEDULA", "1710034065")}
    assert found("1234 AB 59", "immatriculation") == {("LICENSE_PLATE", "1234 AB 59")}


def test_every_recogniser_has_a_good_value():
    tried = {entity for entity, *_ in GOOD}
    for recogniser in recognisers("FR"):
        assert tried & set(recogniser.supported_entities), recogniser.name
        # Presidio finds classes by bare name among all that are loaded: a namesake may win.
        assert type(recogniser).__module__.startswith("anonymisation."), recogniser.name


def test_overlapping_findings_become_one():
    assert found("NIR 1 85 05 78 006 084 91") == {("NIR", "1 85 05 78 006 084 91")}
