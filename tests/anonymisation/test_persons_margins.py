"""Names in the margins of things, and what bears a name that nobody has to hide."""

import polars as pl
import pytest

from anonymisation.detection.detector import Detector

TOLD = """
Carte Vitale 1 85 05 78 006 084 91, nom Vardonnec | Vardonnec
Passeport 12AB34567 (Firmin Pont) | Firmin Pont
Permis de conduire 123456789012, nom : PINSON | PINSON
DNI 12345678Z (Quishpe Rosa) | Quishpe Rosa
Le chat de Boulanger (le fils Firmin) fugue | Boulanger
Les poules de Courtois (la voisine) divaguent | Courtois
PINSON père et fils menacent le gardien. | PINSON
La rue est sale. vardonnec père et fils refusent de nettoyer | vardonnec
Vacation cantine école des Tilleuls - Vardonnec | Vardonnec
Heures supplémentaires élections – Pinson | Pinson
Accrochage entre ab-123-cd (firmin vardonnec) et un poteau | firmin vardonnec
Mère : Nina Castel née vardonnec, sans emploi | vardonnec
Vente d'un véhicule à Mme Nina SAINT-VARD | SAINT-VARD
Extension pour Mme nina château | château
mlle. vardonnec - 3 rue haute - a rappelé | vardonnec
LE NOMMÉ FIRMIN LE BELLEC, ALIAS TITI, EST CONNU | FIRMIN LE BELLEC
Lot 4 promis à Firmin Vardonnec | Firmin Vardonnec
Dr A Vardon a rappelé | Dr A Vardon
Ms Ó Vardonnec rang about the flooding | Ms Ó Vardonnec
Miss Pinson asked for a bench | Miss Pinson
Absence de M. Tran Van signalée | M. Tran Van
Mme Van demande un rendez-vous | Mme Van
Enfants : Nina (2015), Firmin (2018) | Firmin
Firmin (gardien) a la clé | Firmin
""".strip().splitlines()

KEPT = """
Carte Vitale 1 85 05 78 006 084 91, nom illisible | illisible
Carte 12345678 (Médiathèque Vardon) | Médiathèque Vardon
Le chien de race (l'enfant crie) | race
Vacation école Nina-Vardon - Cantine | Cantine
Réunion père et fils demandent une salle | Réunion
Mère née prématurée, suivie | prématurée
Course cycliste Souvenir Firmin Vardon, départ mairie | Firmin Vardon
Tournoi de football Challenge Nina Vardon | Nina Vardon
Le Roman de Madame Vardon | Madame Vardon
Mémoires de Monsieur Pinson | Monsieur Pinson
Rdv avec SCI Famille Vardon | Vardon
Motion présentée par la conseillère municipale déléguée Mme Vardon | Vardon
Désignation du conseiller d'opposition M. Pinson | Pinson
Tombe du maire honoraire Firmin Pinson | Firmin Pinson
Un usager de Vardonville : nid-de-poule | Vardonville
Famille repartie à Vardonville | Vardonville
Aide à l'installation, rue Nina-Vardon (Kerlec) | Nina-Vardon
HONORAIRES AFFAIRE COMMUNE C/ GARAGE VARDON SARL | COMMUNE
LE PORTAIL NE S'OUVRE PLUS | S'OUVRE
Avis favorable avec prescr. | prescr
Remplacement par M. Vardon (ATSEM) | ATSEM
Mr VARDONNEC Firmin, CNI illisible | CNI
Me A Conseil a répondu | Conseil
Élection de Miss Roubaix | Miss Roubaix
""".strip().splitlines()

STILL = """
Journal de Mme Vardonnec | Vardonnec
L'affaire de Madame Vardonnec est close | Vardonnec
Course avec Firmin Vardonnec, blessé | Firmin Vardonnec
Dossier famille Vardonnec | Vardonnec
L'usager Vardonnec a rappelé | Vardonnec
Plainte contre Firmin Vardonnec (Castel) | Firmin Vardonnec
""".strip().splitlines()


def _persons(text: str) -> list[str]:
    found = Detector("FR", 0.35).find(pl.Series([text]), "objet").get(text, ())
    return [text[one.start : one.end] for one in found if one.entity == "PERSON"]


@pytest.mark.parametrize("line", [*TOLD, *STILL])
def test_names_in_margins_are_found(line: str) -> None:
    text, name = line.split(" | ")
    assert any(name in one for one in _persons(text)), _persons(text)


@pytest.mark.parametrize("line", KEPT)
def test_things_and_offices_keep_their_names(line: str) -> None:
    text, name = line.split(" | ")
    assert not any(name in one or one in name for one in _persons(text)), _persons(text)
