"""Kinds of evidence for a person that no list of names replaces, and what they must leave alone.

Pieces between ⟦ and ⟧ name somebody and must go; every other word must stay.
"""

import re

import polars as pl
import pytest

from anonymisation.bodies.names import body
from anonymisation.bodies.register import natural_person
from anonymisation.detection.detector import Detector
from anonymisation.policy.policy import Policy

NAMED = """
on se retrouve mardi ⟦Sabrina⟧ ?
félicitations ⟦Nadège⟧ !
⟦Baptiste⟧ refuse de signer le reçu
litige avec ⟦Fontanier⟧ (parcelle voisine)
occupant ⟦ZERBOUT⟧ absent au rendez-vous
fille (⟦Maëlys⟧) avertie ce matin
courrier remis à ⟦Kouyaté⟧ ce jour
haie chez ⟦Lefort⟧ à tailler
loc. ⟦QUELLENEC⟧ injoignable
nom marital ⟦Trégouboff⟧
⟦Bastien⟧ et moi habitons ici depuis longtemps
parents : ⟦Awa⟧ et ⟦Ludwine⟧
⟦Corentin⟧ et ⟦Yaëlle⟧
⟦Quéré⟧ / ⟦de La Rocheblave⟧ : mur mitoyen
Honoraires affaire ⟦LE GOUIL⟧ c/ commune
Je joins la lettre de ⟦Aïcha Cissé⟧. Victor Hugo aurait aimé ce parc.
Accord de ⟦Mme Bianca LO CASCIO⟧ pour le passage
signé par ⟦Delphine Roubaud - Castex⟧ hier
⟦mevrouw Aerts⟧ belt morgen terug
⟦السيدة سلمى الطرابلسي⟧ تشتكي من الضجيج
⟦ông Phạm Gia Bảo⟧, 12 Trần Phú
ses enfants ⟦lucie⟧, ⟦ahmed⟧ et ⟦grâce⟧ sont scolarisés
⟦zerbani⟧ : expulsion demandée
⟦karim zerbout⟧
c'est encore la voisine ⟦quellenec⟧ qui crie
vu avec ⟦tran quoc⟧ ce matin
attestation_⟦lambert⟧.pdf
/archives/2023/⟦quellenec_nina⟧.pdf
⟦ninalambert⟧.jpg
usr=⟦nlambert⟧;grp=7
{"id": 8, "nom": "⟦QUELLENEC⟧", "tel": "⟦06 12 34 56 78⟧"}
"""

NOBODY = """
/archives/2023/plan-local-urbanisme.pdf
IMG_20240512.jpg et scan_0012.pdf
https://www.exemple.fr/docs/reglement-interieur-2024.pdf
usr=admin;grp=1
login: accueil
{"nom": "Piscine du Lac", "tel": "3975"}
rue du docteur roux, feu en panne
travaux dupont et fils sans panneau
chez Carrefour et chez Orange
Rose trémière et laurier rose
Relations avec Saint-Malo
maintenance des ascenseurs Otis
Tennis / padel : ouverture à 9 h
ordures / encombrants : passage le mardi
merci de bien vouloir passer rapidement
la suite est donnée par la commune
Đường Nguyễn Huệ, quận 1
hoàn thành
"""


def masked(lines: list[str]) -> dict[str, str]:
    detector = Detector("FR", Policy.load(None).thresholds.score)
    found = detector.find(pl.Series(lines), "observations")
    shown = {}
    for line in lines:
        text = line
        for one in reversed(found.get(line, ())):
            text = text[: one.start] + "□" + text[one.end :]
        shown[line] = text
    return shown


def cases(block: str) -> list[str]:
    return block.strip().splitlines()


@pytest.mark.parametrize("line", cases(NAMED))
def test_whoever_the_evidence_names_goes(line):
    text = re.sub("[⟦⟧]", "", line)
    shown = masked([text])[text]
    for piece in re.findall("⟦(.*?)⟧", line):
        left = [word for word in re.findall(r"[^\W_]{3,}", piece) if word in shown]
        assert not left, shown
    outside = re.sub("⟦.*?⟧", " ", line)
    for word in re.findall(r"[^\W_]{5,}", outside):
        assert word in shown, shown


@pytest.mark.parametrize("line", cases(NOBODY))
def test_what_names_nobody_is_left_alone(line):
    assert masked([line])[line] == line


def test_a_line_of_a_file_in_one_cell_loses_its_names():
    shown = masked(["QUELLENEC|Nina||nina.q@exemple.net|eau|02/2024"])
    assert all("QUELL" not in text and "Nina" not in text for text in shown.values())


@pytest.mark.parametrize("name", ["Aubry Mathis", "Nerea Otxoa Peña", "Auguste SEGALEN"])
def test_a_name_that_begins_like_a_shop_or_holds_a_word_of_bodies_is_no_body(name):
    assert not body(name)


@pytest.mark.parametrize("name", ["Chez Nina", "Au Bon Pain", "Peña Taurina", "À l'Ancre"])
def test_shops_and_clubs_are_bodies(name):
    assert body(name)


@pytest.mark.parametrize(
    ("name", "numbers", "natural"),
    [
        ("Nolwenn QUELLENEC et Issa DIABY", ["73282932000074"], True),
        ("Lefebvre", ["73282932000074"], True),
        ("Legrand", ["73282932000074"], False),
        ("Voirie et Réseaux", ["73282932000074"], False),
    ],
)
def test_couples_and_sole_traders_are_natural_persons(name, numbers, natural):
    assert natural_person(name, numbers) is natural
