"""Telephones, places, vehicles, mailboxes and births in writings that no form asks for."""

import polars as pl
import pytest

from anonymisation.detection.detector import Detector
from anonymisation.detection.shapes import implied

DETECTORS = {}


def found(value, header="texte", country="FR"):
    detector = DETECTORS.setdefault(country, Detector(country, 0.35))
    findings = detector.find(pl.Series([value]), header).get(value, ())
    return {(one.entity, value[one.start : one.end]) for one in findings}


#: Country, entity, header, text; the piece stands between bars.
FOUND = """
FR PHONE message voir Ophélie |651234987|
FR PHONE message merci, |6 51 23 49 87| après 18 h
FR PHONE message écrire au |o6 51 23 49 87|
FR PHONE message |0692112233|
FR PHONE message |0033694112233|
FR PHONE telephone |721445566|
MX PHONE notas celular |(330) 011-2233|
FR COORDINATES texte |POINT(1.4437 43.6043)|
FR COORDINATES texte |SRID=4326;POINT Z (1.4437 43.6043 140)|
FR COORDINATES texte |{"type": "Point", "coordinates": [1.44371, 43.60432]}|
FR COORDINATES texte au |43°36'15.5"N 1°26'37.3"E|
FR COORDINATES texte au |43° 36.258' N, 1° 26.622' E|
FR COORDINATES texte |lat: 43.6043 lng: 1.4437|
FR COORDINATES texte |N43.60432 E1.44371|
FR COORDINATES texte ici https://maps.app.goo.gl/Zx81kQ| merci
FR COORDINATES texte |8FM3JC3V+P4|
FR COORDINATES texte |///tuile.nuage.panier|
FR HANDLE texte mon insta @|la_ptite_zouz
FR HANDLE texte écrivez à |@le_bricolo|
FR EMAIL texte |delmotte.k@neuf . fr|
FR EMAIL texte |chapelle.s@outlook.com|
FR LICENSE_PLATE vehicule |fz-218-lm|
FR LICENSE_PLATE vehicule |4521 TR 59|
FR LICENSE_PLATE texte voiture |1554 TF 35| garée
TN LICENSE_PLATE texte la |187 TU 4410| bloque
SN LICENSE_PLATE texte contre |TH-4410-B|
MA LICENSE_PLATE texte |44102 | ب | 6|
FR BIRTH_DATE texte (|17/04/1979|, 45 ans)
FR BIRTH_DATE texte DN : |17.04.79|
FR BIRTH_DATE texte ddn |170479|
FR ID_DOCUMENT texte CAF |7654321| B
FR ID_DOCUMENT texte visa n° |033456789|
FR ADDRESS texte Siège : |18 faubourg de Lorraine| (domicile du secrétaire)
FR ADDRESS texte impayé de loyer |9 rue du Moulin|
FR ADDRESS texte b. quemener, |40 rte de Quimper|. un trou
FR ADDRESS texte Merci d'avance. -- |3 B, impasse des Ajoncs|
FR ADDRESS texte je suis propriétaire du |14 r. du général leclerc| depuis
VN ADDRESS texte ông Bùi Đức Thịnh, |27 Trần Phú|
"""
CASES = [line.split(" ", 3) for line in FOUND.split("\n") if line]


@pytest.mark.parametrize(("country", "entity", "header", "marked"), CASES)
def test_each_writing_is_found(country, entity, header, marked):
    bars = [place for place, char in enumerate(marked) if char == "|"]
    first, last = bars[0], bars[-1]
    if first == last:
        piece, text = marked[first + 1 :], marked[:first] + marked[first + 1 :]
        if not piece or piece.startswith(" "):
            piece, text = marked[:first].split()[-1], marked[:first] + marked[first + 1 :]
    else:
        piece = marked[first + 1 : last]
        text = marked[:first] + piece + marked[last + 1 :]
    assert any(kind == entity and piece in span for kind, span in found(text, header, country))


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("réf. 651234987", "PHONE"),
        ("compteur 651234987", "PHONE"),
        ("un budget de 651 234 987 euros", "PHONE"),
        ("SIREN 732829320", "PHONE"),
        ("budget 2022+23", "COORDINATES"),
        ("entre 12.5000 et 13.5000 euros", "COORDINATES"),
        ("POINT DE VUE (12)", "COORDINATES"),
        ("suivez-nous @kultura_fest", "HANDLE"),
        ("@SNCF", "HANDLE"),
        ("judo35@gmail.com", "EMAIL"),
        ("norme AB 123 CD", "LICENSE_PLATE"),
        ("loyer des bureaux 12 rue de Paris", "ADDRESS"),
        ("travaux 12 rue de Paris", "ADDRESS"),
        ("aide CAF 2023", "ID_DOCUMENT"),
        ("permis PC 035 238 22 O0047", "ID_DOCUMENT"),
        ("ouvert le 12/03/2025 pour 40 personnes", "BIRTH_DATE"),
    ],
)
def test_what_only_looks_like_it_stays(text, entity):
    assert all(kind != entity for kind, _ in found(text))


def test_the_odd_telephones_of_a_mixed_column_are_told_by_the_others():
    values = [f"06 51 23 4{n} 87" for n in range(8)] + [f"z{n}@exemple.fr" for n in range(5)]
    assert implied(pl.Series([*values, "651234987"]), "champ7") == "telephone"
    assert implied(pl.Series([*values, "651234987"]), "code") == ""


def test_plates_written_in_many_ways_make_a_column_of_plates():
    values = ["FZ-218-LM", "fz 219 lm", "GA220LM", "4521 TR 59", "882 abc 29", "GB-001-XX"]
    assert implied(pl.Series([*values, "GC-002-XX", "gd-003-xx"]), "c3") == "immatriculation"
    assert implied(pl.Series([*values, "GC-002-XX", "gd-003-xx"]), "reference") == ""
