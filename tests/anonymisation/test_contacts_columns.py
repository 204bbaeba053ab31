"""What columns of numbers are, by their values together, and whose the numbers of a text are."""

import polars as pl
import pytest

from anonymisation.detection.detector import Detector
from anonymisation.detection.shapes import implied

_DETECTORS = {country: Detector(country, 0.35) for country in ("FR", "BE", "EC", "ES", "MX", "TN")}
_DETECTORS |= {country: Detector(country, 0.35) for country in ("MA", "VN")}


def _found(text: str, country: str = "FR", header: str = "observations") -> dict[str, str]:
    found = _DETECTORS[country].find(pl.Series([text]), header).get(text, ())
    return {text[one.start : one.end].strip(" ."): one.entity for one in found}


def _column(*values: str) -> pl.Series:
    return pl.Series(values, dtype=pl.String)


@pytest.mark.parametrize(
    ("country", "text", "number"),
    [
        ("FR", "Salle louée, réservation au 02 41 55 66 77 le matin", "02 41 55 66 77"),
        ("FR", "Inscriptions auprès de salles@trouvignec.fr ou au 0241556677", "0241556677"),
        ("TN", "Infos au 73 555 666 ou contact@commune-vardon.gov.tn", "73 555 666"),
        ("EC", "Dudas al 07 413 5566 o mercados@vardon.gob.ec", "07 413 5566"),
        ("MX", "Aclaraciones en predial@vardon.gob.mx o 222 309 5566", "222 309 5566"),
        ("BE", "Info via parkeren@vardon.be of 081/24.55.66", "081/24.55.66"),
        ("FR", "Convocation au syndicat des eaux, 02 41 55 66 77", "02 41 55 66 77"),
    ],
)
def test_lines_given_to_the_public_are_a_services(country: str, text: str, number: str):
    assert _found(text, country)[number] == "PHONE_SERVICE"


def test_a_private_mailbox_beside_makes_no_service():
    assert _found("Joindre nina.vardon@free.fr ou 02 41 55 66 77")["02 41 55 66 77"] != (
        "PHONE_SERVICE"
    )


@pytest.mark.parametrize(
    ("country", "text", "number"),
    [
        ("FR", "recommandée par Nina Vardon, 02 41 55 66 77", "02 41 55 66 77"),
        ("FR", "Nina Vardon - 945 762 555", "945 762 555"),
        ("MX", "Inquilino: Nina Gómez Ruiz, 2211787355. Paga renta", "2211787355"),
        ("FR", "tuteur Modou Diop 76-428-96-55", "76-428-96-55"),
    ],
)
def test_a_number_right_behind_a_name_is_theirs(country: str, text: str, number: str):
    assert _found(text, country)[number] == "PHONE"


@pytest.mark.parametrize(
    ("country", "text"),
    [
        ("ES", "Aire averiado, parte 0233024355 a la contrata"),
        ("EC", "Balanza calibrada, sello 0721451555"),
        ("FR", "Restauré par l'atelier, devis 0639496755"),
        ("FR", "code service 1 76 10 13 105 367 04"),
        ("FR", "Équipement 49267-34665517-001"),
        ("BE", "0472.736.230"),
        ("VN", "Cầu cấm xe tải sau 9h30"),
    ],
)
def test_numbers_of_papers_and_bodies_are_nobodys(country: str, text: str):
    assert not _found(text, country)


@pytest.mark.parametrize(
    ("country", "text", "number", "entity"),
    [
        ("TN", "RIB 08151335019301932855 communiqué", "08151335019301932855", "IBAN"),
        ("EC", "Depositar en cta. ahorros 7253847655", "7253847655", "IBAN"),
        ("EC", "el chofer del bus ASF-3355 no para", "ASF-3355", "LICENSE_PLATE"),
        ("MA", "triporteur 90155-ا-16 sur le trottoir", "90155-ا-16", "LICENSE_PLATE"),
        ("FR", "véhicule ventouse 256 755 NC", "256 755 NC", "LICENSE_PLATE"),
        ("TN", "ب.ت.و 07294655", "07294655", "TN_CIN"),
        ("MA", "بطاقة C871855 تطلب", "C871855", "MA_CIN"),
        ("FR", "Dérogation scolaire pour Nina Vardon (15/04/2011)", "15/04/2011", "BIRTH_DATE"),
        ("FR", "le compte @nina.vardon53, encore lui", "@nina.vardon53", "HANDLE"),
        ("FR", "ticket ouvert par sylvieriv pour un tiers", "sylvieriv", "HANDLE"),
        ("FR", "Facebook martinekb73 : balayez", "martinekb73", "HANDLE"),
    ],
)
def test_identifiers_after_their_words(country: str, text: str, number: str, entity: str):
    assert _found(text, country)[number] == entity


@pytest.mark.parametrize(
    "text", ["ticket traité par courrier", "publié par mairie", "Facebook : 3"]
)
def test_words_behind_those_of_accounts_are_no_accounts(text: str):
    assert not _found(text)


def test_a_word_alone_under_a_header_of_accounts():
    assert _found("hvardonne2", header="typist_login") == {"hvardonne2": "HANDLE"}
    assert not _found("accueil", header="typist_login")
    assert not _found("hvardonne2", header="produit")


def test_telephones_of_one_plan_under_a_header_that_says_number():
    values = _column(
        *("+221 76 831 63 55", "765277455", "77 736 04 55", "78-353-63-55", "+221702015155"),
        *("769730955", "+221 78 183 49 55", "787209455", "77 599 03 55"),
    )
    assert implied(values, "numero") == "telephone"


def test_numbers_of_one_length_that_no_plan_explains():
    values = _column(
        *("8302307055", "1800805655", "0823452955", "0776640755", "5976040155", "2569694455"),
        *("8778913855", "5544561355", "1188753555"),
    )
    assert implied(values, "pdl") == "reference"
    assert implied(values, "tel") != "reference"
    assert implied(_column(*(f"06123456{n}" for n in range(10, 20))), "pdl") != "reference"


def test_people_and_bodies_of_one_country_in_a_column():
    people = ("07319855", "01529555", "18391755", "14645055", "01618955", "03209955")
    bodies = ("7028155L/A/M/000", "2082855C/A/M/000", "8254155C/A/M/000")
    assert implied(_column(*people, *bodies), "id") == "cin"
    assert implied(_column(*people, "A-12", "B-13", "C-14"), "id") == ""


def test_a_column_of_whatever_people_are_reached_by():
    values = _column(
        *("nina@free.fr", "m.vardon@sfr.fr", "UBT-655-W", "UBQ-055-Q", "2222894155"),
        *("(222) 929 35 55", "222 801 4755", "sans", "copie Vardon"),
    )
    assert len(Detector("FR", 0.35).find(values, "col_c")) >= 7
    assert not implied(_column("nina@free.fr", *(f"bureau {n}" for n in range(9))), "col_c")


@pytest.mark.parametrize(
    ("country", "text", "address"),
    [
        ("FR", "Nina Vardon seule, 144 RN2 Piton Vardon, à appeler", "144 RN2 Piton Vardon"),
        ("BE", "melding van Nina Vardon, Kerkstraat 73/55: sluikstort", "Kerkstraat 73/55"),
        ("EC", "domicilio Trouvignec N15-255 y Vardon, multado", "Trouvignec N15-255 y Vardon"),
    ],
)
def test_homes_along_roads_and_in_grids(country: str, text: str, address: str):
    assert _found(text, country)[address] == "ADDRESS"


@pytest.mark.parametrize("text", ["Kerkstraat 12/03/2024", "Retrait au guichet 3, avenue Vardon"])
def test_dates_and_counters_are_no_homes(text: str):
    assert "ADDRESS" not in _found(text, "BE").values()
