import pytest

from anonymisation.bodies.register import natural_person

SIRET = "96551074600013"


@pytest.mark.parametrize("name", ["DUTHOIT Jordan", "Jordan Duthoit", "Sophie Martin", "Mme Leroy"])
def test_a_person_with_a_siret_is_a_sole_trader(name):
    assert natural_person(name, [SIRET])


@pytest.mark.parametrize(
    "name", ["VEOLIA Eau", "SOS Amitié", "GAMBETTA Boxe", "SARL Martin", "ENGIE Cofely", ""]
)
def test_a_body_with_a_siret_stays(name):
    assert not natural_person(name, [SIRET])


def test_without_any_number_what_is_not_clearly_a_body_is_a_person():
    assert natural_person("Duthoit Maxence", [])
    assert not natural_person("Association des habitants de Fives", [])
    assert not natural_person("Jordan Duthoit", ["W595359032"])
