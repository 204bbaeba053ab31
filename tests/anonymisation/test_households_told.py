"""Heirs, sellers, host families, elders, people alone in business; addresses beside them."""

import pytest
from test_surnames_of_office import found


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Partage entre héritiers PERRIN et CASTELNAU", "CASTELNAU"),
        ("Droit de préemption : vente HADDAD / El Idrissi, 12 avenue Haute", "El Idrissi"),
        ("famille d'accueil Marchand, 12 rue Haute", "Marchand"),
        ("VIEUX SAWADOGO TIENT LA BOUTIQUE", "SAWADOGO"),
        ("Plomberie Sylvie Perrin (micro-entrepreneur)", "Sylvie Perrin"),
        ("M. Farid Hamdi, dit(e) « Toto »", "Toto"),
        ("LUCIEN NÉ(E) LE 10/05/2019", "LUCIEN"),
    ],
)
def test_the_words_around_tell_a_name(text, name):
    assert ("PERSON", name) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Courrier envoyé 12, avenue du Docteur-Perrin",
        "plaignante Mme Dubois, Grand-Place 12, compte clos",
        "raccompagnée 12 zone artisanale des Prés Verts",
        "chez Mme Perrin, avenue du Four à Chaux n° 12",
        "demeurant 12 chemin rural n° 4 dit des Vignes",
    ],
)
def test_homes_beside_them(text):
    assert any(kind == "ADDRESS" for kind, _ in found(text))


@pytest.mark.parametrize(
    ("text", "country", "kind"),
    [
        ("N° fiscal 13 591 360 84 347", "FR", "FR_SPI"),
        ("identité relevée : Julie Perrin, 13/07/84", "FR", "BIRTH_DATE"),
        ("Moto 03 KL 1184 saisie", "BF", "LICENSE_PLATE"),
        ("Orange Money 70 11 26 38", "BF", "PHONE"),
        ("Place cédée à Awa Diallo (65 11 65 55)", "BF", "PHONE"),
        ("Appeler le 04 72 11 80 28, 8h-20h sauf dimanche", "FR", "PHONE_SERVICE"),
    ],
)
def test_numbers_beside_them(text, country, kind):
    assert kind in [one for one, _ in found(text, country)]


def test_things_keep_their_numbers():
    for text in (
        "Lampadaire EP-216-KH éteint",
        "candélabre CD-289-PT rue Haute",
        "fête Grand-Place, 12 stands",
    ):
        assert found(text) == []


def test_whoever_gives_hours_is_no_counter():
    assert ("PHONE_SERVICE", "04 72 11 80 28") not in found(
        "Mme Perrin au 04 72 11 80 28, du lundi au vendredi"
    )
