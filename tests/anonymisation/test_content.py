"""Columns that no name explains, columns of roles in many languages, cells that name nobody."""

import polars as pl
import pytest

from anonymisation.bodies.names import body, person
from anonymisation.bodies.nobody import nobody
from anonymisation.bodies.register import natural_person
from anonymisation.operators import placeholder
from anonymisation.policy.policy import Policy
from federation.model import TableContext, Verdict

POLICY = Policy.load(None)
NAMES = [
    "VARDON Lucie",
    "GOEMANS Wout",
    "LOSADA Carmen",
    "BELKACEM Karim",
    "DELMAS Anne",
    "PETIT Hugo",
    "LEROY Inès",
    "MARTIN Paul",
]


def values(out, column):
    return pl.read_parquet(out.table.path)[column].to_list()


@pytest.mark.parametrize(
    ("header", "meaning"),
    [
        ("lecteur", "person"),
        ("Emprunteuse", "person"),
        ("inhume", "person"),
        ("filiation", "person"),
        ("citoyen", "person"),
        ("representant", "contact-person"),
        ("prenom2", "first-name"),
        ("enfant 3", "minor"),
        ("begunstigde", "beneficiary"),
        ("onuraduna", "beneficiary"),
        ("don_vi_thu_huong", "beneficiary"),
        ("hovaten", "person"),
        ("ngaysinh", "birth-date"),
        ("geb_datum", "birth-date"),
        ("geboortedat.", "birth-date"),
        ("cnie", "identifier"),
        ("cmnd", "identifier"),
        ("sdt", "telephone"),
        ("reporte", "text"),
        ("concepto", "text"),
        ("xedea", "text"),
        ("memo", "text"),
    ],
)
def test_headers_of_roles_and_texts_are_known(header, meaning):
    found = POLICY.meaning(header)
    assert found is not None
    assert found.id == meaning


@pytest.mark.parametrize(
    "header", ["statut", "trang_thai", "montant", "caution", "zone_a", "Lieu", "telecom", "negoce"]
)
def test_headers_of_other_things_are_no_roles(header):
    found = POLICY.meaning(header)
    assert found is None or found.action not in ("person", "mask", "year", "beneficiary", "contact")


@pytest.mark.parametrize(
    "cell", ["inconnu", "Néant", "sans", "-", "N/A", "vacant", "desconocido", "(aucun)", "—", "???"]
)
def test_a_cell_may_say_that_nobody_is_there(cell, run, frame):
    assert nobody(cell)
    out = run(frame(lecteur=[cell, *NAMES], zone=["z"] * 9))
    assert values(out, "lecteur") == [cell, *["[personne]"] * 8]


@pytest.mark.parametrize("cell", ["Inconnu Jean", "Vacant Marie", "Nadia", "M. X", "Sansot"])
def test_a_name_is_somebody(cell):
    assert not nobody(cell)


BODIES = [
    "SARL Dupuis Frères",
    "Martin & Fils SA",
    "VEOLIA EAU",
    "COMMUNE DE QUERCAMP",
    "Bakkerij Goemans BVBA",
    "Grupo Losada S.A. de C.V.",
    "Quỹ Nguyễn Thái Bình",
    "Athletic Eskola",
    "Unité scoute Saint-Paul",
    "Peña Federico García Lorca",
]


@pytest.mark.parametrize("cell", BODIES)
def test_bodies_stay_in_columns_of_persons(cell, run, frame):
    assert body(cell)
    assert not natural_person(cell, [""])
    out = run(frame(demandeur=[cell, *NAMES], zone=["z"] * 9))
    assert values(out, "demandeur") == [cell, *["[personne]"] * 8]


@pytest.mark.parametrize(
    "cell",
    [
        "Famille Vardon-Petit",
        "Consorts VARDON",
        "Ngô Quốc Bảo",
        "Lê Thị Lan",
        "Vardon (présidente)",
    ],
)
def test_families_and_names_with_common_words_are_no_bodies(cell):
    assert not body(cell)


def test_a_name_without_a_number_where_bodies_have_theirs_is_a_person():
    assert natural_person("Qzabrel Camino", ["", ""])
    assert not natural_person("Les Joyeux Randonneurs", [""])
    assert person("Ngô Quốc Bảo")
    assert not natural_person("Qzabrel Vortan", ["B12345674"])
    assert not natural_person("62400", [""])


KINDS = {
    "names": (NAMES, {"[personne]"}),
    "homes": ([f"{number} rue des Lilas" for number in range(1, 9)], {"[adresse]"}),
    "phones": ([f"06 12 34 56 7{number}" for number in range(8)], {"[téléphone]"}),
    "births": ([f"1{number}/03/1984" for number in range(8)], {"1984"}),
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("header", ["col4", "Unnamed: 3", "X", "V1", "champ_01", "a1"])
def test_an_opaque_column_is_what_its_values_are(kind, header, run, frame):
    cells, masked = KINDS[kind]
    # Told by another column: rows are about persons.
    out = run(frame(**{header: cells, "nir": ["2 84 05 59 350 123 84"] * 8, "z": ["n"] * 8}))
    assert out.report.verdict is Verdict.PASS
    assert set(values(out, header)) == masked


def test_homes_of_nobody_stay(run, frame):
    cells, _ = KINDS["homes"]
    assert values(run(frame(col4=cells, z=["n"] * 8)), "col4") == cells


def test_short_texts_with_some_names_lose_these_only(run, frame):
    cells = ["restitué", "détruit", "restitué", "récupéré par Mme Vardon", "détruit", "restitué"]
    out = run(frame(Sortie=cells * 2, zone=["z"] * 12))
    assert values(out, "Sortie")[:4] == [*cells[:3], "récupéré par [personne]"]


def test_services_keep_their_contacts_beside_persons(run, frame):
    mails = ["jean.vardon@free.fr", "contact@ville-lille.fr", "ne-pas-repondre@lille.fr"] * 3
    out = run(frame(nom=["Vardon"] * 9, prenom=["Jean"] * 9, courriel=mails))
    assert values(out, "courriel")[:3] == ["[courriel]", mails[1], mails[2]]


def test_an_address_is_a_home_beside_persons_who_hold_a_licence(run, frame):
    homes = ["12ter sente des Prés 59000 Lille"] * 8
    phones = [f"06 12 34 56 7{number}" for number in range(8)]
    out = run(frame(titulaire=NAMES, telephone=phones, adresse=homes))
    assert set(values(out, "adresse")) == {"[adresse], 59000 Lille"}
    shops = [f"SARL Le Fournil {letter}" for letter in "ABCDEFGH"]
    out = run(frame(titulaire=shops, telephone=["03 20 49 50 00"] * 8, adresse=homes))
    assert values(out, "adresse") == homes


@pytest.mark.parametrize("language", ["fr", "en", "es"])
def test_every_kind_has_its_word(language):
    kinds = ("PERSON", "HANDLE", "IP_ADDRESS", "MAC_ADDRESS", "PARCEL", "COORDINATES", "ID")
    assert len({placeholder(kind, language) for kind in kinds}) == len(kinds)


def test_tables_in_vietnamese_are_published(run, frame):
    people = frame(
        ho_va_ten=["Nguyễn Văn An", "Trần Thị Lan"] * 5,
        so_cccd=["001084012345"] * 10,
        ngaysinh=["12/03/1984"] * 10,
        sdt=["0912345678"] * 10,
        trang_thai=["hoàn thành", "đang xử lý"] * 5,
    )
    out = run(people, TableContext("t", country="VN", languages=("vi",)))
    assert out.report.verdict is Verdict.PASS
    assert values(out, "trang_thai") == ["hoàn thành", "đang xử lý"] * 5
    assert "Nguyễn Văn An" not in values(out, "ho_va_ten")
    assert set(values(out, "ngaysinh")) == {"1984"}
