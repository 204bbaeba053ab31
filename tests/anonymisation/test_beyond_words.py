"""Kinds of evidence that a set of tables by somebody else taught: other words, same rules."""

import polars as pl
import pytest

from anonymisation.bodies.names import body, hosted
from anonymisation.bodies.nobody import nobody, role
from anonymisation.detection.detector import Detector
from anonymisation.detection.shapes import implied
from anonymisation.policy.policy import Policy
from anonymisation.recognisers.contacts.mailboxes import functional


@pytest.fixture(scope="module")
def detector():
    return Detector("FR", 0.35)


@pytest.fixture(scope="module")
def policy():
    return Policy.load()


def persons(detector, text):
    found = detector.find(pl.Series([text, "Relevé du compteur"] * 10).unique(), "")
    return [text[one.start : one.end] for one in found.get(text, ()) if one.entity == "PERSON"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Violaine 06 11 22 33 44", "Violaine"),
        ("Rappeler Keravec au 06 11 22 33 44", "Keravec"),
        ("Voir la gardienne N. Limoges", "N. Limoges"),
        ("Trésorière : B. Samedi (06 11 22 33 44)", "B. Samedi"),
        ("Visite décalée, Keravec en congé", "Keravec"),
        ("Médaille gravée « Violaine 4/5/2014 »", "Violaine"),
        ("équipe Keravec/Lemoine sur place", "Keravec"),
        ("Surélévation - propriété KERAVEC", "KERAVEC"),
        ("Vente du terrain de l'indivision Lemoine", "Lemoine"),
        ("Bourse à la jeune sportive Violaine Keravec", "Violaine Keravec"),
        ("Vient avec sa sœur Violaine", "Violaine"),
        ("Ancien président Patrice Keravec, décédé", "Patrice Keravec"),
    ],
)
def test_somebody_is_told_by_what_touches_the_name(detector, text, name):
    assert any(name in one for one in persons(detector, text))


@pytest.mark.parametrize(
    "text",
    [
        "Mairie 05 59 00 11 22",
        "Standard : 05 59 00 11 22",
        "maison Blanche",
        "Casier en panne, rue Basse",
        "propriété communale à l'angle",
        "équipe Voirie/Propreté sur place",
    ],
)
def test_offices_and_things_beside_the_same_signs_stay(detector, text):
    assert persons(detector, text) == []


@pytest.mark.parametrize(
    "name",
    [
        "DSTM",
        "APBR du Pays Fleuri",
        "Escrime bressane",
        "St Luke's Primary",
        "Ormond Male Choir",
        "SCCV Les Tilleuls",
        "La Botte de foin",
    ],
)
def test_letters_and_common_nouns_name_bodies(name):
    assert body(name)


@pytest.mark.parametrize("name", ["Keravec", "Violaine Keravec", "VARDON de la Tour", "Le Goff"])
def test_families_are_no_bodies(name):
    assert not body(name)


def test_post_is_sent_to_a_public_building_or_to_somebody():
    assert hosted("Mairie, 2 place Haute")
    assert hosted("Maison des associations, 2 place Haute")
    assert not hosted("Maison Argi, chemin Vert")
    assert not hosted("chez Mme Keravec")
    assert not hosted("12 bis route de Pau")


def test_nobody_and_crews_are_said_in_other_words():
    assert all(map(nobody, ("Anónima", "anoniem")))
    assert all(map(role, ("Régie", "Équipe 3")))


def test_an_office_s_word_is_no_subscriber():
    assert functional("plaintes@ville-haute.fr")
    assert not functional("keravec@ville-haute.fr")
    assert not functional("plaintes.keravec@ville-haute.fr")


@pytest.mark.parametrize(
    ("header", "meaning"),
    [
        ("Vehicle registration", "plate"),
        ("Organization", "body"),
        ("c_expt_rais", "body"),
        ("intervenante", "contact-person"),
        ("Tél. trésorière", "telephone-person"),
        ("tel_service", "telephone-office"),
        ("Adresse du courrier", "letter-address"),
        ("plat_remarques", "text"),
    ],
)
def test_what_headers_mean(policy, header, meaning):
    assert policy.meaning(header).id == meaning


def test_tax_numbers_are_told_with_spaces_and_without():
    plain = [f"{body}{body % 511:03d}" for body in range(1_203_405_607, 3_999_999_999, 90_807_061)]
    values = [
        f"{n[:2]} {n[2:4]} {n[4:7]} {n[7:10]} {n[10:]}" if place % 2 else n
        for place, n in enumerate(plain)
    ]
    assert implied(pl.Series(values), "C4") == "spi"
    assert implied(pl.Series([f"{n[:12]}{9 - int(n[12])}" for n in plain]), "C4") == ""
