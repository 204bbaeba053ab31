"""Bodies and natural persons in one column: who trades under their own name, and firms."""

import polars as pl
import pytest

from anonymisation.bodies.names import body, person, trader
from anonymisation.bodies.register import natural_person

SIRET = "96551074600013"
FIRMS = [
    "SARL Toitures Kerval",
    "Garage Trouvignec SAS",
    "SA Papeteries du Nord",
    "SCOP Les Menuisiers",
    "SARL Kerval Travaux",
    "SAS Bâti Trouvignec",
]
NUMBERS = [
    "73282932000074",
    "55208131766522",
    "54205118000066",
    "38012986646850",
    "44306184100047",
    "41816609600069",
]


def values(out, column):
    return pl.read_parquet(out.table.path)[column].to_list()


@pytest.mark.parametrize(
    "name",
    [
        "Nina Vardon Paysagiste",
        "Nina Vardon, photographe",
        "Photographe Nina Vardon",
        "Lucie Boulanger Traductrice",
        "Nina Trouvignec (EI)",
        "TROUVIGNEC Nina (auto-entr.)",
        "VARDON Nina, freelance",
        "Carmen Vardon fontanero",
    ],
)
def test_a_full_name_with_a_profession_is_a_natural_persons(name):
    assert trader(name)
    assert person(name)
    assert not body(name)
    assert natural_person(name, [SIRET])


@pytest.mark.parametrize(
    "name",
    [
        "Vardon TP",
        "Charpentes Vardon",
        "Consignation Trouvignec",
        "Bernard Fournitures",
        "VICTOR MATÉRIAUX",
        "Nina Vardon Distribution",
        "Nina & Luc Traiteur",
        "Vert Jardin Paysagiste",
        "Cabinet Vardon Géomètre",
        "Maraîcher Vardon",
        "Allo Taxi Vardon",
        "Boxe thaïe Marcel Vardon",
    ],
)
def test_an_activity_with_a_name_is_a_firms(name):
    assert body(name)
    assert not trader(name)
    assert not natural_person(name, [SIRET])


@pytest.mark.parametrize(
    "name",
    ["Marie Boulanger", "Paul Bocage", "Concepción Vardon", "Sépulture Vardon", "Rose Charpentier"],
)
def test_a_surname_that_is_a_trade_makes_no_firm(name):
    assert not body(name)


def test_a_couple_whose_surname_is_a_material_is_no_firm():
    assert not body("BOIS Lucie et VARDON Paul")
    assert not body("Mme Lucie BOIS")


def test_the_number_of_a_body_stays_where_only_who_stands_for_it_is_hidden(run, frame):
    who = [*FIRMS, "SARL Kerval représentée par Mme Nina VARDON", "Nina Vardon Paysagiste"]
    numbers = [*NUMBERS, "35600000000048", SIRET]
    out = run(frame(demandeur=who, siret_demandeur=numbers))
    assert values(out, "demandeur")[6] == "SARL Kerval représentée par [personne]"
    assert values(out, "siret_demandeur")[:7] == numbers[:7]
    assert values(out, "siret_demandeur")[7] in ("", None)


def test_names_filed_with_a_comma_are_natural_persons():
    assert natural_person("VARDON, Oxenka", [SIRET])
    assert not natural_person("VARDON, Transports", [SIRET])


def test_numbers_and_seats_of_traders_go_with_their_names(run, frame):
    who = [*FIRMS, "Nina Vardon Paysagiste", "Luc Trouvignec (EI)"]
    numbers = [*NUMBERS, "35600000000048", SIRET]
    seats = [f"{number} rue des Ormes" for number in range(1, 9)]
    out = run(frame(titulaire=who, titulaire_id=numbers, titulaire_adresse=seats))
    assert values(out, "titulaire") == [*FIRMS, "[personne]", "[personne]"]
    assert values(out, "titulaire_id")[:6] == NUMBERS
    assert values(out, "titulaire_id")[7] in ("", None)
    assert values(out, "titulaire_adresse")[:6] == seats[:6]
    assert not set(values(out, "titulaire_adresse")[6:]) & set(seats)


def test_a_sign_with_a_persons_name_takes_its_number_along(run, frame):
    signs = ["Fromagerie Vardon", "La Ferme de Luc", "Chez Nina", "Rôtisserie Kerval"] * 2
    signs = [*signs[:7], "Lucie Martin"]
    numbers = [*NUMBERS, "35600000000048", SIRET]
    out = run(frame(enseigne=signs, siret=numbers))
    assert values(out, "enseigne")[7] == "[personne]"
    assert values(out, "siret")[7] in ("", None)
    assert values(out, "siret")[:7] == numbers[:7]


def test_a_paper_in_the_row_makes_its_holder_a_person(run, frame):
    who = [*FIRMS, "Azrouba Tizelka", "Azrouba Tizelka"]
    papers = [*[""] * 6, "BK241286", ""]
    out = run(frame(exploitant=who, cin=papers))
    assert values(out, "exploitant")[:7] == [*FIRMS, "[personne]"]


def test_names_without_capitals_in_fields_that_nothing_names(run, frame):
    family = "kieffert vardon trouvignec martin leroy delmasse kerval goemans".split()  # noqa: SIM905
    given = ["lucie", "paul", "anne", "karim", "hugo", "carmen", "rose", "wout"]
    phones = [f"06 12 34 56 {number}" for number in range(10, 18)]
    out = run(frame(zone1=family, zone2=given, telephone=phones))
    assert not set(values(out, "zone1")) & set(family)
    assert not set(values(out, "zone2")) & set(given)


def test_numbered_zones_of_places_stay(run, frame):
    places = ["nord", "sud", "est", "ouest", "centre", "port", "gare", "plage"]
    out = run(frame(zone1=places, capacite=[str(number) for number in range(8)]))
    assert values(out, "zone1") == places


@pytest.mark.parametrize(
    "name", ["Chez Nina (TROUVIGNEC Nina micro-ent.)", "Le Pétrin (Nina Vardon, EI)"]
)
def test_brackets_behind_a_sign_name_who_trades_there(name):
    assert natural_person(name, [])
    assert not natural_person("Le Pétrin (SARL)", [])
