"""Things that are called like people: they stay, and people beside them do not."""

import pytest

from anonymisation.bodies.names import body
from anonymisation.recognisers.persons.recogniser import PersonRecognizer

KEPT = """
Planter un Rosier 'Marthe Quellec' devant la mairie
Concert au bar "Le Rincon de Paulo" samedi
Mouillage de la Belle-Suzon III au ponton B
Dépôt sauvage vers Porz Guirec depuis lundi
Livraison Normandin Technologies le 12 mars
Devis de Bréhal Solutions pour la clôture
Adhésion à Trévoa Normandie pour trois ans
The swings at Clara Field Park are broken
Budget annexe du SAAD voté
Avis transmis à l'UNESCO en mars
Don du Lions Club de la ville
Le feu piéton ne marche plus
Visite de la délégation à Luang Prabang
Exposition Suzanne Valadon au musée
Achat de romans de Selma Lagerlöf
"""
NAMED = """
Planter un rosier pour Marthe Quellec | Marthe Quellec
Le bar de Mme Quellec est fermé | Quellec
feu Armel Quellec, concession 12 | Armel Quellec
Avec Nadia Quellec du Belle-Suzon III | Nadia Quellec
"""


def found(text: str) -> list[str]:
    return [
        text[hit.start : hit.end] for hit in PersonRecognizer().find(text) if hit.entity == "PERSON"
    ]


@pytest.mark.parametrize("text", KEPT.strip().splitlines())
def test_a_thing_called_like_somebody_stays(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("line", NAMED.strip().splitlines())
def test_somebody_beside_a_thing_is_found(line: str) -> None:
    text, _, name = line.partition(" | ")
    assert any(name in one for one in found(text))


@pytest.mark.parametrize(
    "name",
    [
        "Collectivité : halle Suzanne Quellec",
        "Musée Armel Quellec",
        "Bien vivre à Trévoa",
        "CCAS",
        "Quellec Technologies",
        "Trévoa Normandie",
        "Fromages de la Vilaine",
    ],
)
def test_a_body_says_what_it_is(name: str) -> None:
    assert body(name)


@pytest.mark.parametrize("name", ["PARC Yann", "Suzanne Quellec", "SALAUN Marie", "Paul Ouest"])
def test_a_name_made_of_such_words_is_still_somebody(name: str) -> None:
    assert not body(name)
