"""Identifiers of every partner country as people write them, and numbers that are none."""

import polars as pl
import pytest

from anonymisation.detection.detector import Detector

THRESHOLD = 0.35


def found(value, header="texte", country="FR"):
    findings = Detector(country, THRESHOLD).find(pl.Series([value]), header).get(value, ())
    return {(one.entity, value[one.start : one.end]) for one in findings}


#: Country, entity, text; the identifier stands between bars.
WRITTEN = """
FR NIR |285052A00608482|
FR NIR assuré |2 85 05 2A 006 084|
FR NIR |185 0578 006 084 91|
FR NIR |1.85.05.78.006.084.91|
FR NIR |1 85 05 78 006 084 (clé 91)|
FR NIR sécu |1850578006084|
FR NIR |2 8 5 0 5 5 9 0 0 6 0 8 4|
FR FR_SPI n° fiscal |30 23 217 600 053|
BE BE_NRN |85.07.30-033.28|
BE BE_NRN |85073003328|
BE BE_NRN NISS |85 07 30 033 28|
BE BE_NRN |85/07/30-033/28|
BE BE_NRN BIS |98.47.28-997.65|
ES ES_NIF |12.345.678-Z|
ES ES_NIF con DNI |12345678z| y
ES ES_NIF |12 345 678 Z|
ES ES_NIF |X-1234567-L|
ES ES_NSS NSS |28 12345678 40|
EC EC_CEDULA |1710034065|
EC EC_CEDULA C.I. |171003406-5|
EC EC_CEDULA RUC |1710034065001|
MX MX_CURP |BOXW310820HNERXN09|
MX MX_RFC RFC |GODE-561231-GR8|
MX ID_DOCUMENT clave de elector |GMVLMR80070501M100|
SN SN_NIN |1 751 1990 00123|
SN SN_NIN |1751199000123|
TN TN_CIN titulaire de la carte d'identité n° |08123456|
MA MA_CIN CIN n° |AB 12345|
VN VN_CCCD CMND |012345678|
VN VN_CCCD |001085012345|
FR ID_DOCUMENT CNI n° |880692310285|
FR ID_DOCUMENT carte nationale d'identité |X4RTBPFW4|
FR ID_DOCUMENT permis n° |850978300123|
FR ID_DOCUMENT RPPS |10001234567|
FR ID_DOCUMENT INE |123456789AB|
ES ID_DOCUMENT pasaporte |AAB123456|
FR ID_DOCUMENT allocataire n° |1234567 A|
TN IBAN |TN59 1000 6035 1835 9847 8831|
BE IBAN |BE68-5390-0754-7034|
FR IBAN |F R 7 6 3 0 0 0 6 0 0 0 0 1 1 2 3 4 5 6 7 8 9 0 1 8 9|
ES IBAN cuenta |2100 0418 45 0200051332|
FR IBAN |30006 00001 12345678901 89|
MX IBAN CLABE |032180000118359719|
FR IP_ADDRESS |fe80::1ff:fe23:4567:890a|
FR LICENSE_PLATE voiture immatriculée |ab-123-cd|
FR LICENSE_PLATE scooter |123 ABC 75|
ES LICENSE_PLATE coche matrícula |1234 BCD|
EC LICENSE_PLATE placa |PBA-1234|
MX LICENSE_PLATE placas |ABC-12-34|
SN LICENSE_PLATE véhicule |DK-1234-AB|
MA LICENSE_PLATE voiture |12345-A-6|
TN LICENSE_PLATE voiture |123 TUN 4567|
VN LICENSE_PLATE xe máy biển số |29A-123.45|
FR BIRTH_DATE née en |mars 1962| à Pau
FR BIRTH_DATE M. X (né en |1962|)
FR BIRTH_DATE né le |premier septembre 1961|
FR BIRTH_DATE née le |vingt et un mars 1940|
FR BIRTH_DATE né le |1 mars 71|
FR BIRTH_DATE DDN : |12.03.85|
BE BIRTH_DATE geboren op |12 maart 1985|
VN BIRTH_DATE sinh năm |1985|
FR HANDLE suivre |@jeandupont75|
FR HANDLE |facebook.com/jean.dupont|
FR HANDLE |wa.me/33612345678|
FR HANDLE insta : |lili_bzh|
FR EMAIL |jean point dupont arobase gmail point com|
FR EMAIL |jean.dupont @ gmail.com|
FR EMAIL |jean.dupont@gmail,com|
FR EMAIL |jean.dupont at gmail dot com|
FR EMAIL <a href="mailto:|x.dupont@y.fr|">
FR EMAIL <a href="mailto:|x.dupont%40y.fr|">
""".strip().splitlines()


@pytest.mark.parametrize("line", WRITTEN)
def test_an_identifier_is_found_however_it_is_written(line):
    country, entity, text = line.split(" ", 2)
    before, wanted, after = text.split("|")
    spans = found(before + wanted + after, country=country)
    assert any(kind == entity and wanted in span for kind, span in spans), spans


#: Numbers of bodies, things and money, each shaped like a person's.
NOT_PERSONAL = """
FR Dossier 185057800608400
FR EAN 3017620422003
ES Expediente 2024/12345
FR SIRET 356 000 000 00048
SN Montant 77 123 456 FCFA
TN Budget 22 123 456 DT
TN 12 123 456 habitants
FR ref 612345678
EC Código 1710034066
EC RUC 1790012345001
FR association née en 1962
FR né d'une idée de 1998
FR @VilleDeLille
FR facebook.com/villedelille
FR du 01.02.2023 10:30 au 05.02.2023 12:00
MX RFC de la empresa ABC010203AB9
ES CIF B12345674
BE BCE 0123.456.749
MA ICE 001234567000089
FR W595001234
FR +++123/4567/89012+++
FR ISBN 2-07-036822-8
FR norme NF EN 12 101 2
FR Lot AA-123-BB du marché
FR version 1.2.3.4
FR code 12345678901
FR horaires 08 30 12 00 / 14 00 17 30
FR 10:20:30
""".strip().splitlines()


@pytest.mark.parametrize("line", NOT_PERSONAL)
def test_a_number_of_a_body_or_a_thing_stays(line):
    country, text = line.split(" ", 1)
    kinds = {kind for kind, _ in found(text, country=country)}
    assert kinds <= {"PHONE_SERVICE"}  # always kept


@pytest.mark.parametrize(
    ("header", "value"),
    [
        ("numero_entreprise", "0457.393.018"),
        ("plaque_armoire", "EP5534"),
        ("num_permis", "PC 062 119 21 12558"),
        ("code_article", "AB-123-CD"),
    ],
)
def test_a_header_of_codes_speaks_against_a_shape(header, value):
    assert found(value, header, "BE") == set()


def test_a_check_digit_is_stronger_than_a_header_of_codes():
    assert found("1 85 05 78 006 084 91", "code_article") == {("NIR", "1 85 05 78 006 084 91")}
