"""How names are written and how they are glued; and that reading a text always ends."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anonymisation.detection.detector import Detector
from anonymisation.recognisers.persons.recogniser import PersonRecognizer
from anonymisation.recognisers.persons.small.recogniser import SmallNameRecognizer
from anonymisation.recognisers.persons.told.vietnamese import VietnameseNameRecognizer

GONE = [
    ("M.Courtois refuse l'accès", "Courtois"),
    ("Dossier COURTOIS (Luc) complet", "COURTOIS Luc"),
    ("Reçu : Sandrine|Vaultier", "Sandrine Vaultier"),
    ("Reçu Sandrine\nVaultier ce jour", "Sandrine Vaultier"),
    ("Pièce de SandrineVaultier", "SandrineVaultier"),
    ("Pièce de VAULTIER-SANDRINE", "VAULTIER SANDRINE"),
    ("dossier bernard.vaultier reçu", "bernard vaultier"),
    ("rendue à L. Vaultier le 3 mai", "Vaultier"),
    ("RSA – VAULTIER F. – radiation", "VAULTIER"),
    ("madame vaultier du 3eme se plaint", "vaultier"),
    ("cest encore moi regine vaultier", "regine vaultier"),
    ("les rats sont revenus, merci colette", "colette"),
    ("JE SUIS NADINE VAULTIER ET J EN AI ASSEZ", "NADINE VAULTIER"),
    ("Chèque énergie Ludo Vaultier", "Ludo Vaultier"),
    ("Contact sur place : Marc (06 12 34 56 78)", "Marc"),
    ("2 enfants : Nadia et Hugo", "Nadia Hugo"),
    ("propriétaire = Vaultier Luc", "Vaultier Luc"),
    ("María del Carmen Del Río Puig vive sola", "María Carmen Río Puig"),
    ("Mme VAULTIER oumou demande un rappel", "VAULTIER oumou"),
    ('{"nom": "Vaultier Sandrine", "ville": "Lille"}', "Vaultier Sandrine"),
    ("La famille de Klerck, succession Vaultier", "Vaultier"),
]
STAY = [
    "Hommage à Georges Brassens",
    "Restaurant Chez Paulette",
    "Doña Casilda parkea",
    "Bibliotheek Jan Conscience",
    "Guido Gezellestraat",
    "Renault Mégane",
    "Madame la Rectrice a ouvert la séance",
    "Madame Bovary",
    "V. Hugo",
    "Peña Federico García Lorca",
    "Fleurs de Sophie",
    "Le Père Noël passera",
    "Lignes A, B et C",
    "rosa canina et salix alba",
    "Đường Nguyễn Huệ",
    "dossier camille.pdf",
]


def shown(text: str) -> str:
    found = Detector("FR", 0.35).find(pl.Series([text]), "observations").get(text, ())
    for one in reversed(found):
        if one.entity == "PERSON":
            text = text[: one.start] + "□" + text[one.end :]
    return text


@pytest.mark.parametrize(("text", "name"), GONE)
def test_no_word_of_the_name_is_left(text, name):
    left = shown(text)
    assert not [word for word in name.split() if word in left], left


@pytest.mark.parametrize("text", STAY)
def test_what_names_nobody_stays(text):
    assert shown(text) == text


WORDS = st.sampled_from(
    [
        "Jean",
        "Durand",
        "A",
        "O612",
        "J.",
        "VARDON",
        "de",
        "la",
        "Van",
        "–",
        ",",
        "(",
        ")",
        ".",
        ":",
        ";",
        "Lucie",
        "Mme",
        "M.",
        "rue",
        "école",
        "jean",
        "mamadou",
        "diallo",
        "Nguyễn",
        "Văn",
        "Tuấn",
        "Le",
        "Père",
        "ma",
        "Ma.",
        "d'Arc",
        "et",
        "y",
        "/",
        "=",
        "DUPONT_Jean",
        "\n",
        "_",
        "demande",
        "Merci",
        "moi",
        "chez",
        "avec",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=12), st.sampled_from(["", " "]))
def test_reading_ends_and_stays_inside_the_text(words, between):
    text = between.join(words)
    for recogniser in (PersonRecognizer(), SmallNameRecognizer(), VietnameseNameRecognizer()):
        for hit in recogniser.find(text):
            assert 0 <= hit.start < hit.end <= len(text)
