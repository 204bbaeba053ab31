"""Persons whom one cue names two at once, on a door, in civil status, or as whom a thing passes."""

import polars as pl
import pytest

from anonymisation.detection.detector import Detector

TOLD = """
Constat amiable, conducteurs Vardonnec et Castel. RAS | Castel
constat amiable, conductrices De Varga et Pinson | De Varga
Constat amiable, pilotes avisés, automobilistes Le Bellec et Van der Vardo | Van der Vardo
Riverains Chatelain et Vardonnec reçus en mairie | Chatelain
vendeurs : Trovellec et Du Plessis | Du Plessis
Buren Lauwers en De Vardo klagen | De Vardo
Complaint by neighbours Pemberton and Okafor | Okafor
stand tenu par Lucette, Gontran et Rose. | Rose
stand animé par marcelle et prosper. | prosper
Vardonnec reprend l'usage de son nom de naissance, PINSON. | Vardonnec
Morel est autorisée à conserver l'usage du nom de son conjoint | Morel
Quishpe retoma su apellido de soltera | Quishpe
Verkerke neemt haar meisjesnaam terug aan | Verkerke
Acte rectifié : lire PINSON et non PAINSON | PAINSON
lire « Vardon » au lieu de « Verdon » dans l'acte de naissance | Verdon
Donde dice Quishpi debe decir Quishpe en la partida | Quishpi
Indivision Trovel : Firmin, Odile et leur mère Clara Ngo | Firmin
indivision trovellec : firmin, lucien et leur mere clara vardonnec | firmin
Erfgenamen Wuyts: Lotte, Jef en hun moeder Greet | Wuyts
Familia Quishpe: Wayra, Inti y su madre Rosa Chimbo | Inti
c/o Vardonnec, 12 rue Haute | Vardonnec
p/a Vandevelde, Kerkstraat 12 | Vandevelde
portage, 4 rue Haute, interphone DE VARGA. | DE VARGA
Digicode 24B3, sonnette Pinson, 3e étage | Pinson
Fuite au 4 rue Haute. Contact sur place : France, 06 12 34 56 78 | France
contact : Victoire, 06 12 34 56 78 | Victoire
La locataire, France Garnier, est partie | France Garnier
Mme Villeneuve a appelé | Mme Villeneuve
conflit entre Nina Vardon et Abdel Vardonnec à propos d'une haie | Abdel Vardonnec
Le potager passe de Trovellec à Le Guennic. | Trovellec
Allotment transferred from Tredinnick to Mukherjee. | Mukherjee
Sleutel afgegeven aan Vandenbroucke, terug te halen | Vandenbroucke
Keys to collect from Hargreaves. | Hargreaves
La parcelle jouxte celle de Goasdoué. | Goasdoué
Lettre visant Perrigault et sa femme | Perrigault
Weduwe Goethals vraagt uitstel | Goethals
El perro es de los Quintanilla, piso 3 | Quintanilla
Gia đình ông Lê Văn Bé xin gia hạn | Lê Văn Bé
elle désigne éliane villeneuve comme témoin | éliane villeneuve
inscriptions aupres de pascal garnier le mardi | pascal garnier
"""

KEPT = """
Les voisins Colmar et Mulhouse
Usagers Bus et Métro informés
propriétaires Ville et Métropole
Animé par Secours Populaire et Emmaüs.
La commune reprend son nom d'origine
La rue conserve son nom de Vardonnec
lire Rennes et non Nantes
Erratum : lire lundi et non mardi
lire Salle Haute et non Salle Basse
Familles rurales : Bourg, Vallon et Plaine
c/o Mairie, place Haute
c/o Maison des associations
interphone Urmet à remplacer
remplacement interphone école
Contact : Lyon, 04 72 10 30 30
La locataire, France Travail, est partie
Passage de Rennes à Nantes
Transfert de la compétence de la Ville à la Métropole
Le réseau appartient à Enedis et la borne à Orange.
Le bois appartient à Rennes Métropole
travaux visant Kerlouan et Plouguerneau
đường Lê Văn Sỹ ngập nước
trường Nguyễn Thị Minh Khai
"""


def cases(block: str) -> list[list[str]]:
    return [line.split(" | ") for line in block.strip().splitlines()]


def persons(text: str, country: str = "FR") -> list[str]:
    found = Detector(country, 0.35).find(pl.Series([text]), "observations").get(text, ())
    return [text[one.start : one.end] for one in found if one.entity == "PERSON"]


@pytest.mark.parametrize(("text", "name"), cases(TOLD))
def test_whoever_is_told_is_found(text, name):
    assert any(name in one for one in persons(text))


@pytest.mark.parametrize("text", KEPT.strip().splitlines())
def test_towns_bodies_and_words_stay(text):
    assert persons(text) == []


@pytest.mark.parametrize(
    ("text", "account"),
    [
        ("Compte réseau vardonn à désactiver.", "vardonn"),
        ("Compte Portail trovelni, mot de passe réinitialisé.", "trovelni"),
        ("Cuenta de red nvardo, contraseña restablecida", "nvardo"),
        ("Compte réseau partage à fermer", None),
        ("compte messagerie accueil à supprimer", None),
        ("compte famille bloqué, mot de passe oublié", None),
    ],
)
def test_accounts_that_somebody_opens_or_closes(text, account):
    found = Detector("FR", 0.35).find(pl.Series([text]), "note").get(text, ())
    assert [text[one.start : one.end] for one in found] == ([account] if account else [])


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Gérante d'une entreprise individuelle, SIRET 73282932000074.", "73282932000074"),
        ("Agent en micro-entreprise (SIRET 732 829 320 00074)", "732 829 320 00074"),
        ("zelfstandige in bijberoep, KBO 0456.789.123", "0456.789.123"),
        ("Marché confié à la SARL Bati, SIRET 73282932000074", None),
        ("micro-entrepreneurs et SARL, SIRET 73282932000074", None),
    ],
)
def test_the_number_of_whoever_trades_alone_is_theirs(text, number):
    found = Detector("FR", 0.35).find(pl.Series([text]), "remarque").get(text, ())
    assert [text[one.start : one.end] for one in found] == ([number] if number else [])
