"""Numbers, streets and accounts told by what stands around them, in a text or in a column.

Pieces between ⟦ and ⟧ must be found, nothing else may be. Every name is made up or very common.
"""

import polars as pl
import pytest

from anonymisation.detection.detector import Detector
from anonymisation.detection.shapes import implied
from anonymisation.recognisers.contacts.mailboxes import functional

FOUND = {
    "FR": """
Contrat d'entretien 0650551647, à renouveler
CODE D'ARMOIRE 0735968281, maintenance
Raccordement Enedis n° 0631172316
Frais réglés, quittance 0422006141
Titre 0645578731.
alarme 0558118811, levée de doute
mon n° ⟦0612345678⟧
En cas d'alarme ⟦0612345678⟧
dossier 2024-118, tél ⟦0612345678⟧
contrat ⟦06 12 34 56 78⟧
SMS envoyé au ⟦05 72 77 75 51⟧ hier
Clés chez le gardien, ⟦Nina Vardon⟧, ⟦12 impasse des Lilas⟧, tél. ⟦05.45.47.03.21⟧
En cas d'alarme prévenir ⟦Nina Vardon⟧ ⟦(05 47 59 23 11⟧)
Gardien logé sur place : ⟦Mme Vardon⟧. Astreinte du week-end ⟦05.48.94.00.61⟧
fiche fusionnée / ⟦nina.vardon@live.fr⟧ / ⟦03 16 30 55 27⟧
Mairie, astreinte du week-end 05 48 94 00 61
Opération tranquillité vacances, ⟦46, rue du Vieux-Pont⟧. Prévenir ⟦Nina Vardon⟧
Servitude consentie sur sa propriété ⟦13 bis, place des Halles⟧, parcelle
Secours : foyer ⟦Vardon⟧, ⟦126 bis sente aux Ânes⟧
Travaux au foyer rural, 12 rue Neuve
Appel du 3919, levée de doute au square
Livraison à la salle des fêtes, 64 place du Marché. Voir ⟦Nina Vardon⟧
⟦Nina Vardon⟧, gérante du bar 48 rue Louise-Michel
Accident matériel entre ⟦AV457KK⟧ et ⟦1829 BB 86⟧, constat
demande de carte grise ⟦1486 KL 81⟧
Accident le 3 mai 2024, les 2024 dossiers
Contrôle, alias « ⟦xXnina12Xx⟧ ».
Dépôt en ligne par le compte ⟦nmartin⟧
PUT /api/dossiers/886 200 agent=⟦nmartin⟧
dépôt au nom de ⟦vardonel_34⟧
compte courant, agent municipal, usager mécontent, au nom de tous
position : ⟦43.322233, -3.606541⟧ (son domicile)
""",
    "MX": "fuga de agua frente a ⟦calle 5 de mayo no. 171, int. 4⟧",
    "VN": "sống một mình ở ⟦91/9 trouvignec vardon⟧, cần hỗ trợ",
}
_PUBLIC = {"PHONE_FIXED", "PHONE_SERVICE", "ADDRESS_PUBLIC", "PARCEL", "COORDINATES"}
_CASES = [
    (country, line) for country, lines in FOUND.items() for line in lines.strip().splitlines()
]
_DETECTORS = {country: Detector(country, 0.35) for country in FOUND}


@pytest.mark.parametrize(("country", "line"), _CASES)
def test_what_stands_around_a_number_says_whose_it_is(country: str, line: str):
    text = line.replace("⟦", "").replace("⟧", "")
    found = _DETECTORS[country].find(pl.Series([text]), "observations").get(text, ())
    marked = text
    for one in sorted(found, key=lambda one: -one.start):
        if one.entity not in _PUBLIC:
            end = one.end - text[one.start : one.end].endswith(".")
            marked = f"{marked[: one.start]}⟦{marked[one.start : end]}⟧{marked[end:]}"
    assert marked == line


_RECEIPTS = [
    *("FA7205-13941", "FA8013-09781", "2025-233171", "BC55456321", "165068695397615"),
    *("0641953721", "FA9948-85481", "0797797771", "0048617171331", "BC76445551", "2024-118420"),
]
_PHONES = ["0612345678", "06 12 34 56 79", "+33612345680", "0712345681", "0549123456"] * 2


def _column(values: list[str]) -> pl.Series:
    return pl.Series(list(dict.fromkeys(values)), dtype=pl.String)


def test_a_column_of_codes_is_none_of_telephones():
    assert implied(_column(_RECEIPTS), "titre") == "reference"
    found = Detector("FR", 0.35).find(_column(_RECEIPTS), "titre")
    assert not any(one.entity.startswith("PHONE") for each in found.values() for one in each)


@pytest.mark.parametrize("header", ["telephone", "contact", "valeur", "champ_3"])
def test_what_is_called_otherwise_or_not_at_all_is_no_column_of_codes(header: str):
    assert implied(_column(_RECEIPTS), header) != "reference"


def test_telephones_written_as_such_make_no_codes():
    written = [f"06 12 34 5{n} 7{n}" for n in range(9)]
    assert implied(_column([*_RECEIPTS, *written]), "titre") != "reference"


_PAPERS = [
    *("02635641", "09166821", "04092841", "AB657281", "BK582441", "BK448191"),
    *("1521457794981", "1540198276861", "032267204941", "074067069281", "016028874791"),
]


@pytest.mark.parametrize("header", ["champ_2", "papier", "id_nat"])
def test_identity_numbers_of_several_countries_in_one_column(header: str):
    values = _column(_PAPERS)
    assert implied(values, header) == "identite nationale"
    assert len(Detector("FR", 0.35).find(values, header)) == len(_PAPERS)


def test_numbers_of_one_shape_are_no_papers():
    assert implied(_column([f"0{n}63564{n}" for n in range(10)]), "champ_2") == ""


@pytest.mark.parametrize("header", ["id_nat", "num_identite", "identité nationale", "national_id"])
def test_a_header_of_identity_numbers_speaks_for_any_country(header: str):
    for value in ("1345862891", "AB657281", "1521457794981", "02635641", "032267204941"):
        assert Detector("FR", 0.35).find(pl.Series([value]), header).get(value), value


def test_the_number_of_a_card_is_no_identity_number():
    assert not Detector("FR", 0.35).find(pl.Series(["02635641", "09166821"]), "n_carte")


@pytest.mark.parametrize("address", ["drh@trouvignec.fr", "dgs@trouvignec.fr", "pret@biblio.be"])
def test_a_body_s_acronym_is_a_service(address: str):
    assert functional(address)


@pytest.mark.parametrize("address", ["marielaure.bois@orange.fr", "garagevardon@orange.fr"])
def test_two_given_names_in_one_are_somebody(address: str):
    assert functional(address) is address.startswith("garage")


@pytest.mark.parametrize(
    ("text", "entity", "said"),
    [
        (
            "Le plombier Nina Vardon (SIRET 73282932000074) passe lundi",
            "ID_DOCUMENT",
            "73282932000074",
        ),
        ("Inscription de Nina Vardon, 25/06/1986, accord reçu", "BIRTH_DATE", "25/06/1986"),
        ("Virement MA64011628992476041944691834 reçu", "IBAN", "MA64011628992476041944691834"),
    ],
)
def test_what_stands_right_behind_a_name_is_theirs(text, entity, said):
    found = Detector("FR", 0.35).find(pl.Series([text]), "observations")
    assert (entity, said) in {(one.entity, text[one.start : one.end]) for one in found[text]}


@pytest.mark.parametrize(
    "text",
    [
        "Nina Vardon, gérante de la SARL Les Halles (SIRET 73282932000074)",
        "Réunion avec Nina Vardon, 25/06/2024, salle B",
        "Garage des Halles, SIRET 73282932000074",
    ],
)
def test_numbers_of_firms_and_days_of_meetings_stay(text):
    found = Detector("FR", 0.35).find(pl.Series([text]), "observations")
    kinds = {one.entity for one in found.get(text, ())}
    assert not kinds & {"ID_DOCUMENT", "BIRTH_DATE"}


def test_days_are_no_telephones():
    found = Detector("TN", 0.35).find(pl.Series(["2022-08-16"]), "date")
    assert "2022-08-16" not in found
