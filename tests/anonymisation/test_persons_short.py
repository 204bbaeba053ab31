"""Persons in short notes: rows of names, labels, posts, files, glued titles, all in capitals."""

import pytest

from anonymisation.lexicon.vocabulary import is_ordinary, is_stranger
from anonymisation.recognisers.conditions.screen import Screen
from anonymisation.recognisers.persons.recogniser import PersonRecognizer
from anonymisation.recognisers.persons.small.recogniser import SmallNameRecognizer
from anonymisation.recognisers.persons.words.likeness import looks_like_person


def masked(text: str) -> str:
    """The text without what either recogniser finds as a person, read only where it lets it in."""
    screen = Screen((PersonRecognizer(), SmallNameRecognizer()), 0.35)
    spans = [
        (hit.start, hit.end)
        for one in screen.chosen(text, screen.met(text), frozenset())
        for hit in one.find(text)
        if hit.entity == "PERSON"
    ]
    for start, end in sorted(spans, reverse=True):
        text = text[:start] + "#" * (end - start) + text[end:]
    return text


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Absents : Corvaisier, Diop et Lestrenec n'ont rien rendu.", "Corvaisier Diop Lestrenec"),
        ("Merci aux familles Brelivet'h et Ostrowian pour le repas", "Brelivet'h Ostrowian"),
        ("essai de perrine, maxence et thibault", "perrine maxence thibault"),
        ("AESH : Marguerite", "Marguerite"),
        ("chêne planté pour la naissance : perrine, 03/02/2011", "perrine"),
        ("Rose de la compta a la clé", "Rose"),
        ("Jade s'en charge lundi", "Jade"),
        ("perceuse prêtée à Florence, pas rendue", "Florence"),
        ("formée par Capucine", "Capucine"),
        ("titre GUERMEUR, deux fois la cantine", "GUERMEUR"),
        ("plaignant Marchand, 4 rue du Puits", "Marchand"),
        ("père bruyant, Corvaisier, exclu du gymnase", "Corvaisier"),
        ("n°7 Ostrowian sorti sur civière", "Ostrowian"),
        ("12/03 rappeler le 0102030405M.Ostrowian", "Ostrowian"),
        ("MmeCorvaisier a perdu son badge", "Corvaisier"),
        ("voir avec Mme Cuisine pour le bail", "Cuisine"),
        ("mme le guermeur du bas", "guermeur"),
        ("maitre Ostrowian veut le plan", "Ostrowian"),
        ("le frere a perrine a rendu le ballon", "perrine"),
        ("les consorts ostrowian refusent", "ostrowian"),
        ("remplacement de capucine en mars", "capucine"),
        ("Zizou pour le goûter", "Zizou"),
        ("PNK a dit non", "PNK"),
        ("trois enfants, PERRINE MAISON née le 3 mai 1990", "PERRINE MAISON"),
        ("appel de la maman de Perrine Diop CM1", "Perrine Diop"),
        ("leak at okafor's, stopcock shut", "okafor"),
        ("IL FAUT PRÉVENIR LE FRÈRE DE PERRINE AVANT MIDI", "PERRINE"),
    ],
)
def test_somebody_is_found(text, names):
    left = masked(text)
    assert not [name for name in names.split() if name in left], left


@pytest.mark.parametrize(
    "text",
    [
        "Contrats avec Veolia, Suez et Saur renouvelés",
        "Jumelage avec Lyon, Dakar et Bilbao",
        "Rues Corvaisier, Diop et Lestrenec fermées",
        "couleur : rose",
        "Salle : Violette",
        "EDF a dit non",
        "Olivier en pot volé devant la mairie",
        "Monsieur le Maire ouvre la séance",
        "Mme la Maire sera absente",
        "maître d'œuvre retenu, maître nageur recruté",
        "Chat perdu Lulu, gris",
        "dossier complet, facture payée",
        "PRÉVOIR LE NETTOYAGE DE LA COUR AVANT MIDI",
        "the resident's gate is broken",
    ],
)
def test_nobody_is_found(text):
    assert masked(text) == text


def test_an_apostrophe_inside_a_name_is_no_elision():
    assert is_stranger("brelivec'h")
    assert is_ordinary("resident's")
    assert is_ordinary("l'eau")


def test_what_is_said_of_a_person_hides_no_name():
    assert looks_like_person("KEITA Aminata (mineure)")
    assert not looks_like_person("Compagnie Corvaisier (théâtre)")
