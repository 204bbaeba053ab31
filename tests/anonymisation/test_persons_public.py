"""Who holds an office, and what is called like somebody: public; whoever stands beside is not.

Every name is made up.
"""

import polars as pl
import pytest

from anonymisation.detection.detector import Detector
from anonymisation.rows.names import without_row_names

DETECTOR = Detector("FR", 0.35)


def persons(text: str) -> list[str]:
    """What detection takes for persons who are nobody public."""
    hits = DETECTOR.find(pl.Series([text]), "remarque").get(text, ())
    return [text[hit.start : hit.end] for hit in hits if hit.entity == "PERSON"]


@pytest.mark.parametrize(
    "text",
    [
        # Who leads, opens and marries in the name of a body.
        "Vu au comité technique du mardi, présidence Odile Kerbastard.",
        "CONSEIL D'ARRONDISSEMENT, PRÉSIDENCE ODILE KERBASTARD.",
        "Débat tenu sous la présidence de Yvon Kerbastard.",
        "Halle inaugurée par Yvon Kerbastard en juin.",
        "Pleno presidido por Beatriz Palomares.",
        "Kinderopvang ingehuldigd door Lieve Vandorpe.",
        "The session was chaired by Maureen Thistle.",
        "Plaque unveiled by Maureen Thistle.",
        "Mariage civil célébré par Odile Kerbastard.",
        "Mention de mariage apposée. Officier : Odile Kerbastard.",
        # Several in one office.
        "Texte défendu par Odile Kerbastard et Yvon Trégastel, conseillers régionaux.",
        "TEXTE DÉFENDU PAR ODILE KERBASTARD ET YVON TRÉGASTEL, CONSEILLERS RÉGIONAUX.",
        "Avec Odile Kerbastard, Yvon Trégastel et Mme Lise Quémar, adjoints.",
        "Las concejalas Beatriz Palomares y Lucía Retamar votaron en contra.",
        "De schepenen Lieve Vandorpe en Greet Haverals keurden goed.",
        "Moved by Maureen Thistle and Tom Barleyfield, county councillors.",
        "Élus présents : Odile Kerbastard, Yvon Trégastel.",
        # An office with its town or its field.
        "Discours du président du département, Yvon Kerbastard.",
        "La consejera de Turismo, Beatriz Palomares, abrió la feria.",
        "Question to the Leader of the Council, Tom Barleyfield.",
        # Towns and bodies.
        "Antenne de Bourg-Trégastel",
        "Navette au départ de CHÂTEAUNEUF-TRÉGASTEL",
        "MAIRE DE SAINT-KERVADEC-SUR-ORNE",
        "maire de saint-kervadec-sur-orne",
        "Mariage à Kerbastard le 3 mai avec la fanfare.",
        "Étude de notaire à Kerbastard.",
        "Partenariat avec La Recyclerie de Kerbastard reconduit.",
        "Concert du Trio Odile Kerbastard",
        # Makes, boats and plants.
        "Pose de lampadaire Hubert Sarmel au square",
        "Panne de débroussailleuse Hubert Sarmel",
        "Fourniture de bornes Hubert Sarmel",
        "Panne de mower Hubert Sarmel",
        "The narrowboat Nellie Sarmel is moored.",
        "Deux azalées Hubert Sarmel plantées",
        # Firms.
        "Devis de Kerbastard Toitures",
        "Offerte van Haverals Dakwerken",
        "Factura de Grúas Palomares",
        "Contrato adjudicado a Talleres Palomares e Hijos.",
        "contrato adjudicado a hermanos palomares s.a..",
        "Facture Transports Yvon Kerbastard",
        "Devis Menuiserie Yvon Kerbastard",
    ],
)
def test_what_is_public_stays(text: str) -> None:
    assert persons(text) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        # A club's members elect nobody to an office.
        ("Assemblée de l'amicale, présidence Odile Kerbastard.", "Odile Kerbastard"),
        ("Le club, présidé par Odile Kerbastard, demande une salle.", "Odile Kerbastard"),
        ("Sous la présidence d'Odile Kerbastard, l'association a grandi.", "Kerbastard"),
        # Somebody else stands beside those in office, or speaks for nobody.
        ("Reçus : Odile Kerbastard et Yvon Trégastel, conseillers en insertion.", "Kerbastard"),
        ("Reçus : Odile Kerbastard et Yvon Trégastel, riverains.", "Kerbastard"),
        ("Les élus Lise Quémar et M. Trégastel, riverain de la place.", "Trégastel"),
        ("Plainte d'Odile Kerbastard contre Lise Quémar et Luc Roy, adjoints.", "Kerbastard"),
        ("Vœu présenté par Odile Kerbastard, habitante du quai.", "Kerbastard"),
        ("Nous répondre au maire de Vardon, Odile Kerbastard attend.", "Odile Kerbastard"),
        ("Odile Kerbastard, conseillère numérique, a reçu l'usager.", "Odile Kerbastard"),
        ("Officier : Odile Kerbastard, pompière.", "Odile Kerbastard"),
        ("Ticket opened by Maureen Thistle on Monday.", "Maureen Thistle"),
        # An office between commas is of whoever stands before it.
        ("Union célébrée par Lise Quémar, maire : Luc Trégastel et Odile Roy", "Luc Trégastel"),
        ("Beatriz Palomares, mayor de edad, pide ayuda.", "Beatriz Palomares"),
        # Who owns or borrows a thing, and who is helped to buy it.
        ("Panne chaudière Mme Kerbastard, 3e étage", "Kerbastard"),
        ("Prêt perceuse Odile Kerbastard", "Odile Kerbastard"),
        ("Prime à l'achat d'un vélo Odile Kerbastard", "Odile Kerbastard"),
        ("Achat vélo électrique Mme Kerbastard", "Kerbastard"),
        ("Le lampadaire d'Odile Kerbastard est cassé", "Kerbastard"),
        ("Inscription guitare Odile Kerbastard", "Odile Kerbastard"),
        # Double surnames, and families beside firms' words.
        ("Dossier de Mme Bourg-Trégastel", "Bourg-Trégastel"),
        ("Clara Bourg-Trégastel a déposé un dossier.", "Clara Bourg-Trégastel"),
        ("Rendez-vous avec Pont-Trégastel", "Pont-Trégastel"),
        ("Remboursement Transports Odile Kerbastard", "Odile Kerbastard"),
        ("Vino Beatriz Palomares e hijos a quejarse", "Beatriz Palomares"),
    ],
)
def test_whoever_is_nobody_public_goes(text: str, name: str) -> None:
    assert any(name in found for found in persons(text)), persons(text)


def test_somebody_in_office_with_a_rows_given_name_stays() -> None:
    names = ("Lucía Ferrandis Mora",)
    text = "La alcaldesa Lucía Palomares Retamar recibió a Lucía, y a Lucía Ferrandis."
    masked = without_row_names(text, names, "[x]")
    assert masked == "La alcaldesa Lucía Palomares Retamar recibió a [x], y a [x]."


def test_whoever_is_in_office_and_of_the_row_goes_there() -> None:
    text = "La alcaldesa Lucía Ferrandis Mora pide una plaza."
    assert "Lucía" not in without_row_names(text, ("Lucía Ferrandis Mora",), "[x]")
