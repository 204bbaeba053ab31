"""Persons told by hints: a label of several words, a status, an account, a bank's own number.

Pieces between ⟦ and ⟧ must go, every other word must stay. Every name is made up or very common.
"""

from collections.abc import Callable

import polars as pl
import pytest

from anonymisation.bodies.names import body, person
from anonymisation.bodies.register import natural_person
from anonymisation.detection.detector import Detector

SOMEBODY = """
Skipper du mois = ⟦Solenne⟧ depuis lundi
Mentor = ⟦Solenne⟧ from the Rotary
contact salle des fêtes = ⟦Anaïg⟧ ⟦06 12 34 56 78⟧, clés rendues
⟦Solenne⟧ (lycéenne) demande un banc
⟦Solenne⟧, a baker aged 34, opened her shop
« Rien ne change », dit ⟦Solenne⟧, 17 ans.
laissé à sa coloc ⟦Solenne⟧ hier
Servitude de passage sur le fonds de ⟦Nina Vardon⟧, ⟦12 rue des Lilas⟧
Désistement, he moved to ⟦14 Foundry Lane⟧
passeport de l'enfant ⟦Nina Vardon⟧ n° ⟦A1234567⟧
passage de la jeune ⟦Solenne⟧ (⟦08/05/2004⟧) au guichet
Login plateforme : ⟦solennevar_4821⟧
Prévenir par Handle ⟦annavar_4821⟧
Prefers texts. Handle ⟦vardonel_4821⟧
écrire à ⟦camara.diarra@tiscali.it⟧
⟦solennevar_4821⟧
salage veh=⟦ZF 718 RH⟧;km=34
Versement sur TK ⟦0123456789012⟧ ce mois
Depósito en la cuenta ⟦1234567890⟧ del banco
Décaissement sur ⟦SN08SN0112345678901234567890⟧
Récompense. ⟦02 68 24 31 75⟧ merci
caller: ⟦03.59.43.27.42⟧ bruit au bassin
ma cave est inondée, pompiers passés, contact ⟦02 48 30 72 43⟧ après 18h
carer on call ⟦07631 506817⟧
محضر ضد ⟦توفيق الفرداني⟧
قرب منزل ⟦سعاد الفرداني⟧
زيارة رفقة ⟦بثينة بن فردان⟧
بطاقة تعريف وطنية عدد ⟦09123456⟧
Con tôi là ⟦Thảo⟧ chưa đi học
Đèn đường tắt, ⟦anh Phước⟧ gọi tối qua
cháu đang ở với bà ngoại ⟦Ngân⟧
"""

NOBODY = """
contact salle = Mairie, accueil
Paris (habitante du quartier)
Mentor : Association Le Vent
Lyon, a town aged 34 centuries
fonds de roulement reporté
servitude de passage sur la parcelle
compte 65748 soldé, exercice 2024
lot camera_0012, borne_0441, annales_2023
accueil mairie, 02 48 30 72 43 après 18h
دخول من شارع محمد الخامس
قرب سوق سيدي الفرداني
ضد بلدية المكان
مع محمد الخامس
chú ý: Hội nghị anh em
parque Doña Casilda
assurance Matmut Sud Atlantique
carénage par Chantier naval Gustave
""".strip().splitlines()


@pytest.mark.parametrize("line", SOMEBODY.strip().splitlines())
def test_a_hint_tells_who_is_named(blotted: Callable[[str], str], line: str):
    text = line.replace("⟦", "").replace("⟧", "")
    kept = "".join(piece.rpartition("⟧")[2] for piece in line.split("⟦"))
    assert blotted(text).replace("□", "") == kept


@pytest.mark.parametrize("line", NOBODY)
def test_the_same_hints_beside_things_tell_nobody(blotted: Callable[[str], str], line: str):
    assert blotted(line) == line


def test_a_title_to_land_is_no_address(detector: Detector):
    text = "TF n° 12345, lot 16"
    found = detector.find(pl.Series([text]), "observations").get(text, ())
    assert {one.entity for one in found} == {"PARCEL"}


@pytest.mark.parametrize(
    "name",
    [
        "Nina Vardon EI",
        "EI VARDON Simone",
        "VARDON Simone (micro-entreprise)",
        "KERLEC Nina, entrepreneur individuel",
        "Simone Vardon – auto-entrepreneuse",
    ],
)
def test_who_trades_under_their_own_name_is_a_natural_person(name: str):
    assert natural_person(name, ["73282932000074"])
    assert person(name)
    assert not body(name)


@pytest.mark.parametrize(
    "name", ["EI Toiture du Lac", "Garage Martin EI", "Mairie EI", "Taxi Nina EI", "Vardon SARL"]
)
def test_the_mark_beside_a_trade_says_nothing(name: str):
    assert not natural_person(name, ["73282932000074"])
    assert not person(name)
