"""Signs, shrubs, lists of candidates, titles and the honoured dead are nobody to hide."""

import pytest
from test_surnames_of_office import found


def persons(text: str) -> list[str]:
    return [name for kind, name in found(text) if kind == "PERSON"]


@pytest.mark.parametrize(
    "text",
    [
        "Transmis à Fromagerie Suzanne, passage le 3 juin",
        "Rhododendron Christine",
        "Rosier Madame Perrin",
        "Mieux vivre ici – liste de Claire Perrin",
        "foyer Lucien-Perrin, rue Haute",
        "lecture publique : « Le Retour de Claudine »",
        "concert « Nina et les Ours » à 18h",
        "Observations du CPAS de Vernoux",
        "Les Copains de Lucette",
        "Nom donné en hommage à Paul Perrin (1881-1920)",
        "Lucie Perrin (1893-1944), maire de la commune",
        "Ex-école Lucie Perrin",
        "travaux rue du docteur perrin",
        "R. DES TILLEULS",
    ],
)
def test_what_is_called_after_somebody_stays(text):
    assert persons(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Claire Perrin - liste de fournitures remise",
        "le foyer de Lucie Perrin a été visité",
        "« la voisine Lucie Perrin nous menace »",
        "Hortensia Martin demande un rendez-vous",
        "Défunt : Paul Perrin (1940-1999)",
        "Lucien Perrin (1943-2020), ancien voisin",
        "R. PERRIN",
    ],
)
def test_who_is_alive_does_not(text):
    assert persons(text)
