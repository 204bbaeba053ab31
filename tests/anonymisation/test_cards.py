"""Numbers of cards, of taxpayers, of fines' accounts, of vehicles beside others, and homes."""

import polars as pl
import pytest

from anonymisation.detection.detector import Detector

MASKED = """
Carte d'adhérent n° 4821973K | ID_DOCUMENT | 4821973K
Carte de bibliothèque 48219735 trouvée | ID_DOCUMENT | 48219735
Tarjeta de lector 4821973 | ID_DOCUMENT | 4821973
Lezerskaart 4821973 gevonden | ID_DOCUMENT | 4821973
Library card 4821973 | ID_DOCUMENT | 4821973
Demandé par Mme Nina Vardon, carte 48XZ1973 | ID_DOCUMENT | 48XZ1973
n° alloc. 4821973 | ID_DOCUMENT | 4821973
Joint son avis d'imposition n° 0701987765493 | FR_SPI | 0701987765493
Quotient familial revu, avis 0701987765493 | FR_SPI | 0701987765493
Remboursement à verser sur BE71 0961 2345 6769 | IBAN | BE71 0961 2345 6769
Amende annulée, à verser sur son compte BE71 0961 2345 6769 | IBAN | BE71 0961 2345 6769
Accident entre AB-123-CD (Nina Vardon) et 1234 XY 56 | LICENSE_PLATE | 1234 XY 56
Fourrière pour AB-123-CD et BP 417 XK, fiches jointes | LICENSE_PLATE | BP 417 XK
Contrôle du véhicule 4821 BW 33 rue Haute | LICENSE_PLATE | 4821 BW 33
Véhicule arrêté AR-355-VD | LICENSE_PLATE | AR-355-VD
Carte d'identité belge, reg. nat. 85073003328 | BE_NRN | 85073003328
CIN marocaine Nina Vardon BK123456 | MA_CIN | BK123456
Prime ravalement - 19ter rue Haute | ADDRESS | 19ter rue Haute
Changement d'adresse : lieu-dit La Vardonne | ADDRESS | lieu-dit La Vardonne
Mme. Vardon - lieu-dit Les Trois Vardons - 06 12 34 56 78 | ADDRESS | lieu-dit Les Trois Vardons
Haie du lieu-dit La Vardonne, propriété de M. Kerlec | ADDRESS | lieu-dit La Vardonne
""".strip().splitlines()

KEPT = """
Amende de 120 EUR à verser sur BE71 0961 2345 6769 | BE71 0961 2345 6769
Boete van 120 EUR te betalen op BE71 0961 2345 6769 | BE71 0961 2345 6769
Contrôle du véhicule 4821 BW 33 rue Haute | rue Haute
place du Marché, 1er samedi du mois | place du Marché
Carte IGN 3245OT | 3245OT
AB-123-CD, marché 2024 | 2024
Voir arrêté AR-355-VD | AR-355-VD
Bris du pare-brise, véhicule 2214 NK 71, rue Haute | rue Haute
Boîte postale BP 417, Vardon | Vardon
Travaux lieu-dit La Vardonne | La Vardonne
""".strip().splitlines()


def _found(text: str) -> list[tuple[str, str]]:
    found = Detector("FR", 0.35).find(pl.Series([text]), "objet").get(text, ())
    return [(one.entity, text[one.start : one.end]) for one in found]


@pytest.mark.parametrize("line", MASKED)
def test_numbers_behind_a_person_are_found(line: str) -> None:
    text, entity, part = line.split(" | ")
    assert any(one == entity and part in found for one, found in _found(text)), _found(text)


@pytest.mark.parametrize("line", KEPT)
def test_public_numbers_stay(line: str) -> None:
    text, part = line.split(" | ")
    told = [found for one, found in _found(text) if one != "ADDRESS_PUBLIC"]
    assert not any(part in one or one in part for one in told), _found(text)
