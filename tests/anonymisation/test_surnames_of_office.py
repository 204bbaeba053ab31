"""Surnames that are an office or a day are part of the name; whoever holds the office stays."""

import polars as pl
import pytest

from anonymisation.detection.detector import Detector


def found(text: str, country: str = "FR") -> list[tuple[str, str]]:
    hits = Detector(country, 0.35).find(pl.Series([text]), "observations").get(text, ())
    return [(hit.entity, text[hit.start : hit.end]) for hit in hits]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Plainte de Mme Lucie Trésorier, 12 rue Haute", "Mme Lucie Trésorier"),
        ("Visite chez M. B. Consul le 12/03/2024", "M. B. Consul"),
        ("remplacé par Monsieur PRÉFET Julien", "Monsieur PRÉFET Julien"),
        ("payé au profit de Mme Ministre, compte clos", "Mme Ministre"),
        ("facture au nom de M. Samedi", "M. Samedi"),
        ("Luc Perrin et Claire SÉNATEUR", "Claire SÉNATEUR"),
    ],
)
def test_a_surname_may_be_an_office(text, name):
    assert ("PERSON", name) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Monsieur le Maire, 3 place de la Mairie",
        "Madame la Ministre viendra lundi",
        "courrier au Maire de Vardon",
        "réunion le samedi et le dimanche",
    ],
)
def test_an_office_is_no_surname(text):
    assert not [one for one in found(text) if one[0] == "PERSON"]


def test_an_adjoint_in_brackets_is_in_office():
    for text in ("RDV avec Mme PERRIN (1re adjointe)", "vu avec Luc Perrin, 3e adjoint"):
        assert [kind for kind, _ in found(text)] == ["OFFICIAL"]
