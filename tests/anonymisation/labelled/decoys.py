"""Nothing personal at all: what looks like it must stay as it is."""

import random

from labelled.numbers import digits, siret
from labelled.pieces import Cell, Labelled

STREETS = """rue Victor Hugo|avenue du Général de Gaulle|place Jeanne d'Arc
boulevard Pierre Brossolette
impasse Marcel Sembat|rue du Docteur Calmette|allée Rosa Bonheur|quai Guy Lussac
rue Sainte-Catherine
square Henri Dunant|cours Gambetta|rue Abbé Lemire|calle Simón Bolívar|avenida José Martí
avenue Cheikh Anta Diop|rue Mohamed Bouazizi|Guido Gezellestraat|đường Nguyễn Trãi|plaza Unamuno
chaussée Brunehaut|rue Jean-Baptiste Clément|passage Édith Piaf|rue des Frères Lumière"""
PLACES = """École Jacques Brel|Collège Lucie Aubrac|Lycée Gustave Eiffel|Gymnase Colette Besson
Stade Bollaert-Delelis|Piscine Camille Muffat|Médiathèque Marguerite Yourcenar|Parc Georges-Brassens
Hôpital Claude Huriez|Crèche Célestin Freinet|Théâtre Louis Jouvet|Salle Raoul Follereau
Université Cheikh Anta Diop|Aéroport Roland-Garros|Résidence Pablo Neruda|Pont Alexandre III
Colegio Gabriela Mistral|Parque Simón Bolívar|Athénée Robert Catteau|Fontaine Saint-Michel
Conservatoire Maurice Ravel|EHPAD Les Jardins d'Hélène|Cité Frédéric Mistral|Gare Lille-Flandres"""
FIRMS = """SARL Dupont|Garage Martin|Boulangerie Rose|Pharmacie Lefebvre|Ets Bernard & Fils
Boucherie Chez Marcel|Coiffure Nathalie|Cabinet Moreau Avocats|SAS Leroy Merlin|Auto-école Daniel
Librairie Julien Gracq|Restaurant Chez Lucette|Café Le Saint-Louis|Transports Duval|Maison Thiriet
Optique Laurent|Fleurs de Sophie|Menuiserie Lambert|Imprimerie Robert et Cie|Clinique Saint-Jean
Construcciones Pérez SA|Talleres Hermanos Gómez|Bakkerij Jansens BVBA|Société Générale
Galeries Lafayette"""
CLUBS = """Racing Club Pierre Bachelet|Judo Club Jigoro Kano|AS Saint-Étienne|Étoile Jeanne d'Arc
Association Louis Braille|Amicale Jean Jaurès|Société Saint-Vincent-de-Paul|Ligue Léo Lagrange
Les Amis de Jean Rostand|Fondation Abbé Pierre|Institut Curie|Groupe scout Saint Paul|UFOLEP
Cercle Guy de Maupassant|Peña Federico García Lorca|Fanfare Sainte-Cécile|Comité Alexis Danan"""
WORKS = [
    ("Le Père Goriot", "Honoré de Balzac"),
    ("Germinal", "Émile Zola"),
    ("Mémoires d'Hadrien", "Marguerite Yourcenar"),
    ("Tristan et Iseut", "Joseph Bédier"),
    ("Don Quijote", "Miguel de Cervantes"),
    ("L'Aventure ambiguë", "Cheikh Hamidou Kane"),
    ("Harry Potter", "J. K. Rowling"),
    ("Le Petit Nicolas", "René Goscinny"),
]
DISHES = """Poire Belle-Hélène|Salade César|Pêche Melba|Tarte Tatin|Crêpe Suzette
Filet mignon Henri IV
Hachis parmentier|Sauce Mornay|Croque-madame|Bœuf Stroganoff|Pavlova aux fruits|Velouté Dubarry
Saint-nectaire|Tomme de Savoie|Tarte Bourdaloue|Reine-claude|Omelette de la mère Poulard"""
SPECIES = """Prunus serrulata 'Kanzan'|Rosa 'Pierre de Ronsard'|Acer davidii|Quercus robur
Magnolia grandiflora 'Victoria'|Cedrus deodara|Rosa 'Madame Meilland'|Tilia henryana|Salix alba
Clematis 'Nelly Moser'|Pelargonium 'Robert'|Camellia 'Duchesse de Caze'|Syringa 'Charles Joly'"""
FACTS = """Travaux rue Jean Jaurès entre le n° 12 et le n° 48|Loi n° 2016-1321 du 7 octobre 2016
Saint Nicolas : défilé le 6 décembre|Fête de la Sainte-Barbe|Arrêté du 12/03/2024|Version 2.14.0
Vu la loi Sapin II et la loi Malraux|Circulaire Castaner, article L. 2121-29 du CGCT|Plan Marshall
Accueil au 03 20 49 50 00, tapez 2|N° vert 0 800 12 34 56|Serveur vocal 0892 70 12 39 (0,35 €/min)
Urgences : 15, 17, 18, 112|Standard : 03.21.11.22.33|Écrire à contact@ville-exemple.fr
Renseignements : accueil@mairie-exemple.fr|Courriel : service.urbanisme@exemple.fr
ISBN 978-2-253-00611-6
GTIN 3017620422003|SIRET 732 829 320 00074|RNA W751234567|INSEE 59350|CP 59000|FANTOIR 593500123A
RGB(12, 130, 205)|#1A2B3C|50.6292, 3.0573|X=703829.5 Y=7059623.1|UAI 0590001A|FINESS 590000188
Lot AA-123-BB du marché|Référence FR-59-LIL-0042|DELIB-2024-118-B|Carte IGN 2504 OT|Norme NF EN 1176
Monsieur le Maire ouvre la séance|Madame la Présidente de la Métropole|M. le Préfet du Nord
Hommage à Simone Veil au Panthéon|Exposition Pablo Picasso|Concert de Johnny Hallyday (hommage)
Journée Jean Moulin, collège invité|Centenaire de Marie Curie|Prix Goncourt des lycéens
Ouverture de la ligne B, station Caulier|Bus 18 direction Saint-André|Parking Rihour-Printemps
Du lundi au vendredi de 9h à 12h et de 14h à 17h|Fermé en août|Rose des vents, parcours 3
Montant : 06 120,00 €|Compteur 0612345678901|Budget 2024 : 1 234 567,89 €|Surface 12 345 m²
Maison de l'enfance Bois Joli|Quartier Saint-Maurice Pellevoisin|Faubourg de Béthune|Bois-Blancs
Élections municipales, bureau n° 112|Marché de Noël place Rihour|Semaine bleue
Opération Octobre rose
Collecte le mercredi dans le secteur Moulins|Nid de frelons signalé au cimetière de l'Est
Horario: lunes a viernes de 8:00 a 15:00|Fiesta de San Juan, plaza Mayor|Lunes de Pascua
Día de la Virgen de Guadalupe|Öffnungszeiten 9-17 Uhr|Openingsuren: ma-vr 9u-17u|Giờ mở cửa 8h-17h
Rue de Paris fermée ; déviation par l'avenue Kennedy|Éclairage public : armoire A12, départ 3"""


def listed(text: str) -> list[str]:
    return [part.strip() for line in text.splitlines() for part in line.split("|")]


def _table(draw: random.Random, rows: int, *makers) -> list[list[Cell]]:
    return [[[(maker(draw), "PERSON", "false")] for maker in makers] for _ in range(rows)]


def _from(text: str):
    options = listed(text)
    return lambda draw: draw.choice(options)


def _number(draw: random.Random) -> str:
    return f"{draw.randint(1, 250)}"


def _town(draw: random.Random) -> str:
    return draw.choice(["Lille", "Roubaix", "Saint-André", "Marcq", "Sainte-Marie"])


def _day(draw: random.Random) -> str:
    return f"{draw.randint(2000, 2025)}-{draw.randint(1, 12):02d}-{draw.randint(1, 28):02d}"


def decoys(seed: str, rows: int = 30) -> Labelled:
    """Tables without any personal data; every cell is a hard negative."""
    draw = random.Random(seed)
    made = Labelled()
    street, place, firm = _from(STREETS), _from(PLACES), _from(FIRMS)
    number, town, day = _number, _town, _day
    made.add("lieux", "nom adresse commune ouverture", _table(draw, rows, place, street, town, day))
    made.add(
        "voies",
        "id numero nom_voie code_insee commune x y",
        _table(
            draw,
            rows,
            lambda d: f"59350_{d.randint(1000, 9999)}_{d.randint(1, 99):05d}",
            number,
            street,
            lambda d: f"59{d.randint(1, 670):03d}",
            town,
            lambda d: f"{d.randint(640000, 720000)}.{d.randint(10, 99)}",
            lambda d: f"{d.randint(7040000, 7090000)}.{d.randint(10, 99)}",
        ),
    )
    made.add(
        "entreprises",
        "raison_sociale siret adresse telephone courriel activite",
        _table(
            draw,
            rows,
            firm,
            siret,
            lambda d: f"{d.randint(1, 200)} {street(d)}",
            lambda d: f"03 2{d.randint(0, 9)} {digits(d, 2)} {digits(d, 2)} {digits(d, 2)}",
            lambda d: d.choice(["contact@", "info@", "accueil@", "commercial@"]) + "exemple.fr",
            lambda d: d.choice(["4711D", "Boulangerie", "Réparation automobile", "5610A"]),
        ),
    )
    made.add(
        "clubs",
        "association objet rna siege",
        _table(
            draw,
            rows,
            _from(CLUBS),
            lambda d: d.choice(["sport", "culture", "aide aux familles", "mémoire"]),
            lambda d: f"W59{digits(d, 7)}",
            place,
        ),
    )
    made.add(
        "prenoms",
        "COLL_NOM ANNEE SEXE ENFANT_PRENOM NOMBRE_OCCURRENCES",
        _table(
            draw,
            rows,
            lambda d: "Lille",
            lambda d: f"{d.randint(2010, 2024)}",
            lambda d: d.choice("MF"),
            lambda d: d.choice(
                [
                    "Léa",
                    "Emma",
                    "Gabriel",
                    "Rose",
                    "Jean-Paul",
                    "Nour",
                    "Maëlle",
                    "Côme",
                    "Aaliyah",
                    "Zéphyr",
                ]
            ),
            number,
        ),
        schema="scdl/prenoms",
    )
    made.add(
        "plats",
        "jour plat dessert allergenes",
        _table(
            draw, rows, day, _from(DISHES), _from(DISHES), lambda d: d.choice(["lait", "œuf", ""])
        ),
    )
    made.add(
        "arbres",
        "id espece nom_commun circonference_cm date_plantation lieu",
        _table(
            draw,
            rows,
            number,
            _from(SPECIES),
            lambda d: d.choice(["Chêne", "Rosier"]),
            number,
            day,
            street,
        ),
    )
    books = [
        [
            [(cell, "PERSON", "false")]
            for cell in (*draw.choice(WORKS), "978-2-07-036822-8", "843.8 ZOL")
        ]
        for _ in range(rows)
    ]
    made.add("livres", "titre auteur isbn cote", books)
    facts = listed(FACTS)
    made.add(
        "textes",
        "id libelle",
        [[[f"{n}"], [(fact, "PERSON", "false")]] for n, fact in enumerate(facts)],
    )
    mixed = [*facts, *listed(STREETS), *listed(PLACES), *listed(FIRMS), *listed(CLUBS)]
    draw.shuffle(mixed)
    made.add(
        "muet", "c1 c2", [[[f"{n}"], [(fact, "PERSON", "false")]] for n, fact in enumerate(mixed)]
    )
    made.add(
        "codes",
        "ref version couleur gtin plaque_armoire lat lon",
        _table(
            draw,
            rows,
            lambda d: f"{d.choice('ABC')}{d.choice('XYZ')}-{digits(d, 3)}-{d.choice('PQR')}",
            lambda d: f"{d.randint(1, 9)}.{d.randint(0, 20)}.{d.randint(0, 9)}",
            lambda d: f"{d.randint(0, 255)},{d.randint(0, 255)},{d.randint(0, 255)}",
            lambda d: d.choice(["3017620422003", "5449000000996", "4006381333931"]),
            lambda d: f"EP{digits(d, 4)}",
            lambda d: f"50.{digits(d, 5)}",
            lambda d: f"3.{digits(d, 5)}",
        ),
    )
    return made
