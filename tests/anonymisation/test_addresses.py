"""Addresses in texts, in the word orders of the partner countries, and places that are no home."""

import polars as pl
import pytest

from anonymisation.detection.detector import Detector


def found(value, country):
    findings = Detector(country, 0.35).find(pl.Series([value]), "texte").get(value, ())
    return {(one.entity, value[one.start : one.end]) for one in findings}


#: Country and text; the address stands between bars.
WRITTEN = """
FR Mme Dupont habite |12 bis, rue des Lilas| à Lille
FR demeurant |Bât. B, appt 14, 3 allée des Pins|, 33000 Bordeaux
FR |Résidence Les Acacias, bât C, appt 12| à Pau
FR fuite au |12 de la rue Gambetta| chez le locataire
FR |12 RUE DES LILAS| 59000 LILLE
FR habite |4 Kerlann Huella|
FR demeurant au |lieu-dit Kerbihan|
FR courrier à envoyer au |14 bd Victor Hugo, esc. 2, 3e étage, porte 12|
FR domiciliée |7 r. du Bac|
FR |12 à 16 rue de l'Église|
BE domicilié |Kerkstraat 12 bus 3| à Gand
BE woont |Gentsesteenweg 45|
BE |rue de Fer, 45 bte 3|
BE |chaussée de Louvain 12/3|, 5000 Namur
ES vive en |C/ Ercilla, 24 - 3º izda.|
ES con domicilio en |Calle Mayor nº 12, 2º B|, 48001 Bilbao
ES reside en |Avda. Sabino Arana 5, piso 3, puerta B|
ES |Plaza Nueva 3 bajo|
ES |Iturribide kalea 45, 2. ezk.|
ES |Pº de la Castellana 12|
EC domiciliado en |Av. Amazonas N34-120 y Av. Patria|
EC vive en la |Cdla. Alborada, mz. 12 solar 5|
EC |calle Guayaquil OE3-45 y Sucre|
EC |Manzana 12 villa 8, Urb. La Joya|
EC vive en |Av. 10 de Agosto y Colón|, edificio X, piso 3
EC |Conjunto El Rosal, casa 12|
MX vive en |Calle Hidalgo 123|, Col. Centro, C.P. 06000
MX |Av. Juárez No. 45 int. 3|, Colonia Roma Norte
MX |Calle 60 No. 491 x 57 y 59|
MX |Calle 5 de Mayo #12|
MX |Mz 4 Lt 12, Fracc. Las Palmas|
MX |Privada de las Rosas 12|
SN réside |villa n° 45, Sicap Liberté 6|
SN |Parcelles Assainies Unité 12 n° 345|
SN |HLM Grand Yoff villa 123|
SN Médina |rue 22 x 31|
SN habite |Cité Keur Gorgui, lot 45|
SN |Rue MZ-81|
SN Ouest Foire, |villa 12|
TN |12, rue Ibn Khaldoun|, 1002 Tunis
TN |Cité El Khadra, bloc 5, appt 12|
MA |Imm. 12, Appt 4, Hay Riad|, Rabat
MA |Hay Mohammadi, rue 12 n° 34|
MA |Derb Sidi Bouloukat n° 12|
MA |Lot. Al Massira n° 56|
VN trú tại |số 12, ngõ 34, phố Huế, phường Bùi Thị Xuân, quận Hai Bà Trưng|
VN |số nhà 25 đường Nguyễn Trãi|
VN |12/34 đường Lê Lợi, P. Bến Nghé, Q.1|
VN |45 Nguyễn Huệ|, Quận 1
VN |so 12 ngo 34 pho Hue, phuong Bui Thi Xuan|
FR habite n°|40 avenue Foch|
FR habite |94,rue des Lilas|
FR habite |102AVENUE FOCH|
ES vive en |Kale Nagusia nº 107, 1º C|
ES vive en |Urbieta kalea nº 215, bajo|
EC vive en barrio La Floresta |calle N31-91|
MA demeurant |218, hay Essalam|
MA demeurant |12, derb El Hammam|
""".strip().splitlines()


@pytest.mark.parametrize("line", WRITTEN)
def test_an_address_is_found_in_the_words_of_each_country(line):
    country, text = line.split(" ", 1)
    before, wanted, after = text.split("|")
    spans = found(before + wanted + after, country)
    assert any(kind.startswith("ADDRESS") and wanted in span for kind, span in spans), spans


#: Streets without a number, districts, rooms, lots of a tender.
NO_ADDRESS = """
FR Lot n° 3 : électricité, bâtiment A
FR Travaux rue des Lilas en 2024
FR Salle 12, bâtiment B, étage 2
FR Parc Barbieux, avenue Le Nôtre
BE rue de Fer, 5000 Namur
ES Plan de la calle Mayor
EC Barrio La Floresta, sector 3
SN Quartier Médina, secteur 3
FR rue du 8 Mai 1945
VN phường Bến Nghé, quận 1
FR Ligne 12, arrêt Place de la République 14 h
FR place de la République 15 mai
FR Fermeture de la rue Nationale du 12 au 15 mars
MX Colonia Roma Norte
FR étage 3, porte 12
BE Grote Markt
""".strip().splitlines()


@pytest.mark.parametrize("line", NO_ADDRESS)
def test_a_place_without_a_door_stays(line):
    country, text = line.split(" ", 1)
    assert found(text, country) == set()


@pytest.mark.parametrize(
    ("text", "entity"),
    [
        ("Mme X, habite 12 rue des Lilas", "ADDRESS"),
        ("vol chez un riverain, 12 rue des Lilas", "ADDRESS"),
        ("12 rue des Lilas, appt 4", "ADDRESS"),
        ("Mon terrain au 12 rue des Lilas peut servir", "ADDRESS"),
        ("My garden, 12 rue des Lilas", "ADDRESS"),
        ("Mon avis : le banc du 12 rue des Lilas", "ADDRESS_PUBLIC"),
        ("Réfection de la toiture, 12 rue des Lilas", "ADDRESS_PUBLIC"),
    ],
)
def test_signs_of_a_home_make_an_address_personal(text, entity):
    assert entity in {kind for kind, _ in found(text, "FR")}
