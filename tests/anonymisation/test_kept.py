"""What must stay: bodies' rows, public places, things and works named after people, functions."""

import polars as pl
import pytest

from anonymisation.bodies.names import body
from anonymisation.bodies.nobody import nobody, role
from anonymisation.policy.policy import Policy
from anonymisation.recognisers.contacts.mailboxes import functional
from anonymisation.recognisers.persons.against.vetoes import vetoed
from anonymisation.recognisers.persons.words.tokens import tokens

POLICY = Policy.load(None)
PEOPLE = [
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


def test_contacts_of_bodies_stay_in_a_table_about_persons(run, frame):
    who = [*PEOPLE, "SARL Toitures Kerval", "Association Les Lucioles"]
    homes = [f"{number} rue des Ormes, 29000 Quimper" for number in range(1, 11)]
    phones = [f"02 98 44 10 {number}" for number in range(10, 20)]
    out = run(frame(demandeur=who, adresse=homes, telephone=phones))
    assert values(out, "adresse")[8:] == homes[8:]
    assert values(out, "telephone")[8:] == phones[8:]
    assert not set(values(out, "adresse")[:8]) & set(homes)
    assert set(values(out, "telephone")[:8]) == {"[téléphone]"}


def test_a_mobile_and_a_named_mailbox_are_masked_even_in_the_rows_of_bodies(run, frame):
    who = [*PEOPLE, "SARL Toitures Kerval"]
    mails = [*["lucie.vardon@free.fr"] * 8, "anne.delmas@toitures-kerval.fr"]
    out = run(frame(demandeur=who, telephone=["06 12 34 56 78"] * 9, courriel=mails))
    assert set(values(out, "telephone")) == {"[téléphone]"}
    assert set(values(out, "courriel")) == {"[courriel]"}


def test_a_body_beside_a_person_leaves_the_row_a_persons(run, frame):
    homes = [f"{number} rue des Ormes" for number in range(1, 10)]
    firms = ["SARL Toitures Kerval"] * 9
    out = run(frame(demandeur=[*PEOPLE, "DUVAL Rose"], entreprise=firms, adresse=homes))
    assert not set(values(out, "adresse")) & set(homes)


def test_the_ground_of_a_permit_is_public_unless_the_applicant_lives_there(run, frame):
    homes = [f"{number} rue des Ormes, 29000 Quimper" for number in range(1, 9)]
    sites = [*[f"{number} venelle du Four" for number in range(1, 8)], "8 rue des Ormes"]
    out = run(frame(demandeur=PEOPLE, adresse_demandeur=homes, adresse_terrain=sites))
    assert values(out, "adresse_terrain") == [*sites[:7], "rue des Ormes"]


def test_a_column_of_contacts_is_read_cell_by_cell(run, frame):
    cells = ["accueil@ville-kerval.fr", "02 98 00 11 22", "Lucie Vardon", "lucie.vardon@free.fr"]
    out = run(frame(titre=["Bal", "Loto", "Course", "Jeux"], contact=cells))
    assert values(out, "contact") == [*cells[:2], "[personne]", "[courriel]"]


def test_ticks_are_no_names(run, frame):
    out = run(frame(exposant=PEOPLE, adherent=["O", "N", "O", "O", "N", "O", "N", "O"]))
    assert set(values(out, "adherent")) == {"O", "N"}


def test_words_one_reads_elsewhere_are_no_surnames(run, frame):
    clubs = ["Judo", "Danse", "Natation", "Escalade", "Tennis", "Escrime", "Aviron", "Yoga"]
    out = run(frame(nom=PEOPLE, choix=clubs))
    assert values(out, "choix") == clubs


@pytest.mark.parametrize(
    ("header", "cell"),
    [
        ("marque", "MERCEDES VITO"),
        ("cultivar", "Madame Hardy"),
        ("barrio", "Santa Rita"),
        ("arrondissement", "Sidi Moumen"),
    ],
)
def test_makes_varieties_and_quarters_carry_names(header, cell, run, frame):
    out = run(frame(zone=["a"] * 8, **{header: [cell] * 8}))
    assert values(out, header) == [cell] * 8


def test_titles_publishers_and_illustrators_stay_in_a_library(run, frame):
    books = {
        "titre": ["Madame Chrysanthème", "Monsieur Lecoq"] * 4,
        "auteur": ["Pierre Loti", "Émile Gaboriau"] * 4,
        "illustrateur": ["Lucien Vardon", ""] * 4,
        "editeur": ["Calmann-Lévy", "Édouard Dentu"] * 4,
        "isbn": ["9782070413119"] * 8,
    }
    out = run(frame(**books))
    assert {name: values(out, name) for name in books} == books


def test_the_author_of_an_idea_is_a_citizen(run, frame):
    ideas = frame(titre=["Un banc", "Un puits"], auteur=["Lucie Vardon"] * 2, votes=["3", "4"])
    assert values(run(ideas), "auteur") == ["[personne]"] * 2


def test_only_the_texts_on_health_are_masked_beside_children(run, frame):
    texts = ["vient le mardi", "paie en ligne", "allergie aux noix", "mange à 13 h"] * 6
    out = run(frame(nom_enfant=[f"Zaïm {n}" for n in range(24)], remarques=texts))
    assert values(out, "remarques")[:2] == texts[:2]
    assert not any("noix" in text for text in values(out, "remarques"))


@pytest.mark.parametrize(
    "cell",
    [
        "Vélo-club Émile Masson",
        "Aéroclub Hélène Boucher",
        "SCEA du Grand Pré",
        "Yves Rocher",
        "Peugeot Partner",
        "Le Comptoir de Lucie",
        "Brigade verte",
        "Ferretería Losada",
        "Congrégation du Bon Sauveur",
    ],
)
def test_bodies_and_brands_are_told_from_people(cell):
    assert body(cell)


@pytest.mark.parametrize(
    "cell", ["VERGER Sophie", "Nicolas Bar", "BUREAU Karim", "Le Gall de Kermeur", "RENAULT Lucie"]
)
def test_people_named_like_things_are_people(cell):
    assert not body(cell)


@pytest.mark.parametrize("cell", ["La directrice", "Secrétariat", "Liste d'attente", "TOTAL"])
def test_functions_and_totals_name_nobody(cell, run, frame):
    assert role(cell)
    assert not nobody(cell)
    assert values(run(frame(referent=[cell, *PEOPLE])), "referent")[0] == cell


@pytest.mark.parametrize("cell", ["Bureau", "Maire", "La directrice Anne"])
def test_surnames_that_are_functions_are_masked(cell, run, frame):
    out = run(frame(nom=[cell, *[name.split()[0] for name in PEOPLE]], prenom=["Anne"] * 9))
    assert values(out, "nom")[0] == "[personne]"


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("ce.0291234k@ac-rennes.fr", True),
        ("0291234k@ecole.fr", True),
        ("apel.moquet@gmail.com", True),
        ("chorale.kerval@free.fr", True),
        ("chorale.lucie@free.fr", False),
        ("reclamos@municipio.gob.ec", True),
        ("lucie.vardon@free.fr", False),
        ("harmonie.dupont@free.fr", False),
    ],
)
def test_mailboxes_of_bodies_are_told_from_persons(address, kept):
    assert functional(address) is kept


@pytest.mark.parametrize(
    "text", ["Esc. Prim. Lucie Vardon", "le sculpteur Lucien Vardon", "CEIP Carmen Losada"]
)
def test_schools_and_artists_carry_the_name_behind_them(text):
    found = tokens(text)
    assert vetoed(found, len(found) - 2, text)


@pytest.mark.parametrize(
    ("header", "meaning"),
    [
        ("adresse_chantier", "site-address"),
        ("direccion_obra", "site-address"),
        ("adresse_demandeur", "home-address"),
        ("traductrice", "author"),
        ("modele", "thing"),
        ("discipline", "code"),
        ("escuela", "place"),
    ],
)
def test_headers_of_places_things_and_works(header, meaning):
    found = POLICY.meaning(header)
    assert found is not None
    assert found.id == meaning
