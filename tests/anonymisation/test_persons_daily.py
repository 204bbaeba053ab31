"""Names in notes of a day: what children do, who is called in, who lives where, who is told by kin.

All names are made up.
"""

import pytest

from anonymisation.recognisers.persons.recogniser import PersonRecognizer
from anonymisation.recognisers.persons.told.vietnamese import VietnameseNameRecognizer


def _found(text, recogniser=PersonRecognizer, entity="PERSON"):
    return {text[hit.start : hit.end] for hit in recogniser().find(text) if hit.entity == entity}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Sieste. Blaise a mordu un camarade le 14/04", "Blaise"),
        ("Zorela & Nina se sont sauvées vers le portail", "Zorela"),
        ("Mot de la maman : « Mathurin sera absente lundi »", "Mathurin"),
        ("Lunettes de Ambroise écrasées dans la cour", "Ambroise"),
        ("Luc Kerlec dit « Zel Tribonza » refuse de payer", "Zel Tribonza"),
        ("contact famille (Zan-Tribo, petit-fils)", "Zan-Tribo"),
        ("mineur, parents Vardonel-Kerlezec convoqués", "Vardonel-Kerlezec"),
        ("Litige c/ Vardonel – autorisation d'ester en justice", "Vardonel"),
        ("accès par la servitude de Vardonelec", "Vardonelec"),
        ("servitude au profit de SAINT-VARDON Nina", "SAINT-VARDON Nina"),
        ("El vecino del 3.º, CAMINO GARCÍA Amparo, se queja del perro", "CAMINO GARCÍA Amparo"),
        ("J'ai vu un monsieur, Zvitlora Legrand je crois, jeter des pneus", "Zvitlora Legrand"),
        ("Famille d'accueil Louise Tribonza – visite jeudi", "Louise Tribonza"),
        ("Nina Vardon & Luc Tribonza", "Nina Vardon"),
        ("Nina Vardon & Luc Tribonza", "Luc Tribonza"),
        ("Vardonel Nina – 12 rue des Lilas – fuite compteur", "Vardonel Nina"),
        ("Vu sur place M Kerlec. Il conteste le devis", "M Kerlec"),
        ("terrain de Maël Prince non desservi", "Maël Prince"),
        ("Predio vendido a Nina Tribonza mediante escritura", "Nina Tribonza"),
    ],
)
def test_notes_name_somebody(text, name):
    assert name in _found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Chien a mordu une passante",
        "Commune a déjà un permis",
        "lieu-dit « Zel Tribonza » fermé",
        "Litige c/ Bouygues – autorisation d'ester en justice",
        "travaux confiés à Vardon Paysage & Fils",
        "Cabinet Deloitte & Touche retenu",
        "Place M Kerlec en travaux",
        "Convention de coopération décentralisée avec Palencia 2024-2026.",
        "partenariat avec Château-Gontier. Désignation des élus",
        "fuite vanne Robert, purge faite",
        "réfection parquet, essence Amarante",
        "perroquet gris, dit « Achille », bague bleue",
        "quitte pour Wydad Casablanca",
    ],
)
def test_things_places_and_partners_stay(text):
    assert not _found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Mme la Maire Léonide Vardon a demandé un passage",
        "Remplace Philippe Vardon, démissionnaire de son mandat de conseiller",
    ],
)
def test_who_is_in_office_is_no_private_person(text):
    assert not _found(text)
    assert _found(text, entity="OFFICIAL")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Con là Xuân Ngân, học sinh lớp 3", "Xuân Ngân"),
        ("Tình nguyện viên Hoàng Ngọc Bích, đón đoàn", "Hoàng Ngọc Bích"),
        ("ở nhờ nhà em gái Trần Diệu Ngân.", "Trần Diệu Ngân"),
    ],
)
def test_accents_tell_people_from_places(text, name):
    assert name in _found(text, VietnameseNameRecognizer)


@pytest.mark.parametrize(
    "text",
    [
        "Tại công viên Nguyễn Văn Ngân chiều nay",
        "Họp tại trường THCS Trần Văn Ngân. Hồ sơ",
        "Bệnh viện Nguyễn Văn Ngân",
        "Sửa đường Phan Văn Ngân.",
        "Quán karaoke Hoàng Ngân gây ồn sau 22 giờ.",
        "Chủ tịch UBND Võ Minh Ngân đã ký.",
    ],
)
def test_vietnamese_places_and_chairs_stay(text):
    assert not _found(text, VietnameseNameRecognizer)
