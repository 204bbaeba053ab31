"""Words of Namur's tables: places exist, people and companies do not."""

# ruff: noqa: E501

#: Name, address, longitude, latitude, kind of place, number of points.
STATIONS = (
    ("Place d'Armes", "Place d'Armes, 5000 Namur", 4.8676, 50.4632, "Voirie", 2),
    (
        "Parking de la Confluence",
        "Avenue Baron Louis Huart, 5000 Namur",
        4.8693,
        50.4597,
        "Parking public",
        6,
    ),
    (
        "Gare de Namur, place de la Station",
        "Place de la Station, 5000 Namur",
        4.8622,
        50.4687,
        "Voirie",
        4,
    ),
    ("Citadelle, esplanade", "Route Merveilleuse, 5000 Namur", 4.8571, 50.4571, "Voirie", 2),
    (
        "Jambes, place Joséphine-Charlotte",
        "Place Joséphine-Charlotte, 5100 Jambes",
        4.8746,
        50.4574,
        "Voirie",
        2,
    ),
    ("Salzinnes, rue Patenier", "Rue Patenier, 5000 Namur", 4.8442, 50.4626, "Voirie", 2),
    (
        "Saint-Servais, place Gustave Falmagne",
        "Place Gustave Falmagne, 5002 Saint-Servais",
        4.8385,
        50.4737,
        "Voirie",
        2,
    ),
    (
        "Parking relais Saint-Nicolas",
        "Rue Saint-Nicolas, 5000 Namur",
        4.8787,
        50.4664,
        "Parking public",
        4,
    ),
    (
        "Erpent, val du Bois",
        "Chaussée de Marche, 5101 Erpent",
        4.9034,
        50.4478,
        "Station dédiée à la recharge rapide",
        4,
    ),
    ("Bouge, Moulin à Vent", "Chaussée de Louvain, 5004 Bouge", 4.8868, 50.4774, "Voirie", 2),
    ("Wépion, Fraiseraie", "Chaussée de Dinant, 5100 Wépion", 4.8712, 50.4213, "Voirie", 2),
    (
        "Belgrade, place du Bia Bouquet",
        "Place du Bia Bouquet, 5001 Belgrade",
        4.8238,
        50.4705,
        "Voirie",
        2,
    ),
    ("Parking du Grognon", "Place du Grognon, 5000 Namur", 4.8690, 50.4601, "Parking public", 8),
    (
        "Rhisnes, Ecolys",
        "Avenue d'Ecolys, 5020 Suarlée",
        4.7890,
        50.4870,
        "Station dédiée à la recharge rapide",
        6,
    ),
    ("Vedrin, place de Vedrin", "Place de Vedrin, 5020 Vedrin", 4.8766, 50.4980, "Voirie", 2),
    (
        "Hall octogonal de Jambes",
        "Allée du Parc, 5100 Jambes",
        4.8815,
        50.4590,
        "Parking public",
        4,
    ),
)

GIRLS = (
    "Emma Louise Alice Mila Olivia Jade Lina Camille Nora Zoé Juliette Elise Charlotte Anna Lucie "
    "Eva Victoria Romane Agathe Inaya Lou Clémence Margot Giulia Sofia Manon Capucine Adèle Sarah "
    "Malak Yasmine Apolline Diane Ellie Éléa Constance Elena Rose Maëlys Anaïs Héloïse Aline Wivine "
    "Marie-Lou Ysaline Léontine Bertille Sixtine Aurore Coline Noor Safia Jeanne Thaïs Lise Ondine "
    "Hortense Philippa Zélie Félicie Amélia Nell Ava Luna Billie"
)
BOYS = (
    "Noah Arthur Louis Jules Adam Gabriel Liam Lucas Victor Hugo Mohamed Oscar Gaspard Théo Nathan "
    "Eliott Sacha Léon Augustin Maxence Basile Achille Simon Tom Robin Martin Baptiste Mathéo "
    "Ibrahim Rayan Ethan Marius Nolan Timéo Antoine Côme Félix Anatole Lucien Auguste Céleste "
    "Jean-Philibert Loup Ulysse Aloïs Georges Edgard Lambert Servais Remacle Colin Émile Youssef "
    "Ilyas Bilal Amir Diego Alessio Giovanni Valentin Sasha Maël Elio Roméo Hadelin"
)

#: Theme, code, type, name, street, town, postal code.
FACILITIES = tuple(
    (theme, code, kind, name, street, town, postal)
    for theme, code, kind, items in (
        ("Equipement administratif", "01010401-001", "Mairie", (
            ("Hôtel de Ville", "Rue de Fer", "Namur", "5000"),
            ("Maison communale de Jambes", "Avenue du Parc d'Amée", "Jambes", "5100"),
            ("Antenne administrative de Bouge", "Rue du Grand Feu", "Bouge", "5004"),
            ("Guichet de Wépion", "Chaussée de Dinant", "Wépion", "5100"),
        )),
        ("Equipement sportif et de loisirs", "04020101-001", "Gymnase", (
            ("Hall octogonal", "Allée du Parc", "Jambes", "5100"),
            ("Hall sportif de Vedrin", "Rue de l'Abbé Jules Bassem", "Vedrin", "5020"),
            ("Piscine de Saint-Servais", "Rue de Gembloux", "Saint-Servais", "5002"),
            ("Piscine de Salzinnes", "Rue des Frères Biéva", "Salzinnes", "5000"),
            ("Piste d'athlétisme", "Allée du Stade Communal", "Jambes", "5100"),
            ("Plaine de jeux de la Citadelle", "Route Merveilleuse", "Namur", "5000"),
            ("Skatepark de Plomcot", "Rue des Bosquets", "Namur", "5000"),
        )),
        ("Equipement culturel", "05010201-001", "Bibliothèque", (
            ("Bibliothèque de Namur", "Venelle des Capucins", "Namur", "5000"),
            ("Bibliothèque de Jambes", "Rue du Château des Balances", "Jambes", "5100"),
            ("Bibliothèque de Flawinne", "Rue Emile Vandervelde", "Flawinne", "5020"),
            ("Théâtre royal", "Place du Théâtre", "Namur", "5000"),
            ("Musée Félicien Rops", "Rue Fumal", "Namur", "5000"),
            ("Les Bateliers, musées", "Rue Joseph Saintraint", "Namur", "5000"),
            ("Maison de la poésie", "Rue Fumal", "Namur", "5000"),
            ("Espace culturel d'Harscamp", "Rue Saint-Jacques", "Namur", "5000"),
        )),
        ("Equipement d'enseignement", "02010101-001", "Ecole", (
            ("École communale du Parc", "Rue du Lombard", "Namur", "5000"),
            ("École communale de Belgrade", "Rue Adolphe Mortier", "Belgrade", "5001"),
            ("École communale de Bomel", "Rue Saint-Donat", "Saint-Servais", "5002"),
            ("École communale de Cognelée", "Chaussée de Louvain", "Cognelée", "5022"),
            ("École communale d'Erpent", "Rue des Jardins", "Erpent", "5101"),
            ("École communale de Loyers", "Rue de la Rochette", "Loyers", "5101"),
            ("École communale de Malonne", "Rue d'Insevaux", "Malonne", "5020"),
            ("École communale de Moulin-à-Vent", "Rue du Fort", "Bouge", "5004"),
            ("École communale de Naninne", "Rue des Viaux", "Naninne", "5100"),
            ("École communale de Temploux", "Rue Manderlier", "Temploux", "5020"),
        )),
        ("Equipement social et d'animation", "03010301-001", "Crèche", (
            ("Crèche Les P'tits Bouts", "Rue des Dames Blanches", "Namur", "5000"),
            ("Crèche du Bia Bouquet", "Place du Bia Bouquet", "Belgrade", "5001"),
            ("Maison de jeunes de Saint-Servais", "Rue Muzet", "Saint-Servais", "5002"),
            ("Maison de quartier de Plomcot", "Rue des Bosquets", "Namur", "5000"),
            ("Espace communautaire de Heuvy", "Rue des Carmes", "Namur", "5000"),
            ("Abri de nuit", "Boulevard d'Herbatte", "Namur", "5000"),
            ("Résidence Les Chardonnerets", "Rue de l'Aurore", "Jambes", "5100"),
        )),
        ("Equipement sanitaire", "06010101-001", "Centre de santé", (
            ("Centre de vaccination", "Rue de Bruxelles", "Namur", "5000"),
            ("Maison médicale des Balances", "Rue des Balances", "Salzinnes", "5000"),
        )),
        ("Equipement de mobilité", "07010201-001", "Gare", (
            ("Maison des cyclistes", "Place de la Station", "Namur", "5000"),
            ("Parking relais Saint-Nicolas", "Rue Saint-Nicolas", "Namur", "5000"),
            ("Capitainerie du port de plaisance", "Boulevard de la Meuse", "Jambes", "5100"),
        )),
    )
    for name, street, town, postal in items
)  # fmt: skip

SITUATIONS = (
    "{who} ({age} ans) vit chez sa sœur {kin_first} depuis l'expulsion ; dort au salon, traitement "
    "pour une dépression sévère suivi à l'hôpital, ne prend plus ses médicaments depuis mars.",
    "Appel de la voisine, {kin}, qui s'inquiète : le petit dernier de {who} a encore manqué l'école, "
    "le père bipolaire est parti avec la voiture.",
    "La famille {name} n'a plus de chauffage. {kin}, l'ex-compagnon, ne paie pas la pension ; "
    "violences signalées, plainte déposée, {who} demande qu'il ne sache pas où elle loge.",
    "Vu {who} {name}, né(e) le {born}. Diabète mal équilibré, amputation envisagée ; le loyer de "
    "{rent} € absorbe toute l'allocation.",
    "{who} sort de cure (alcool). Rechute possible, dit son médecin. Garde de {kin_first} retirée "
    "par le juge, droit de visite un samedi sur deux.",
    "Madame {name} mère a appelé au {phone} : son enfant {who}, {age} ans, est séropositif et n'ose pas le dire à "
    "l'employeur ; elle prie de ne rien laisser sur le répondeur.",
)
NEEDS = (
    "Dettes : énergie 1 240 €, loyer deux mois, un prêt chez {kin}. Titre de séjour expiré en juin.",
    "Demande une aide alimentaire et la prise en charge des lunettes de {kin_first}.",
    "Réquisitoire de médicaments accordé trois mois ; refuse la guidance budgétaire, « {who} se "
    "débrouille ».",
    "Garantie locative : propriétaire d'accord si {kin} se porte garant, joignable au {phone} le soir.",
    "Revenu d'intégration au taux cohabitant, contesté : {who} affirme vivre sans {kin_first}.",
)
STEPS = (
    "Revoir le {day} avec {worker}. Ne pas écrire à l'adresse officielle.",
    "{worker} téléphone à la mutuelle ; {kin} accompagne. Commission le {day}.",
    "Dossier urgent, transmis à {worker}, voir aussi le dossier de {kin}. Échéance {day}.",
    "Visite à domicile le {day}, chien non attaché, sonner chez {kin} au deuxième.",
)

ERROR_PAGE = """<!DOCTYPE html>
<html lang="fr">
<head><meta charset="utf-8"><title>503 – Service momentanément indisponible</title></head>
<body>
<h1>Service momentanément indisponible</h1>
<p>L'export « occupation des parkings » n'a pas pu être produit. Réessayez dans quelques minutes ;
si l'erreur persiste, écrivez au service informatique de la Ville.</p>
<hr><p>Référence de l'incident : PKG-2026-09-14-0731</p>
</body>
</html>
"""
