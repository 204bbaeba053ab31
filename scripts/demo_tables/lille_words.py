"""Words of Lille's tables: streets and quarters exist, organisations and people do not."""

# ruff: noqa: E501

QUARTERS = (
    "Wazemmes", "Fives", "Moulins", "Lille-Sud", "Bois-Blancs", "Vauban-Esquermes",
    "Saint-Maurice Pellevoisin", "le Vieux-Lille", "le Faubourg de Béthune", "Hellemmes",
    "Lomme-Délivrance", "Lille-Centre",
)  # fmt: skip

ORGANISATIONS = (
    "Les Jardins partagés de la Filature", "Atelier vélo La Roue libre de Fives",
    "Compagnie Le Beffroi bavard", "Harmonie municipale des Moulins", "Cyclotouristes du Grand Carré",
    "Secours alimentaire de Wazemmes", "Théâtre de la Citadelle d'en bas", "Club nautique de la Deûle",
    "Maison des familles du Petit-Maroc", "École de musique Jeanne-Maillotte", "Les Cigales du Nord",
    "Union sportive des Bois-Blancs", "Ludothèque Le Dé pipé", "Radio Braderie",
    "Association des habitants de Saint-Sauveur", "Ch'ti code", "Les Géants de Fives-Cail",
    "Amicale laïque Ampère", "Accueil et langue française Lille-Sud", "Repair café du Faubourg",
    "Aviron lillois des Écluses", "Cinéma de quartier L'Étoile filante", "Lire à voix haute",
    "Les Ruches de la Porte d'Arras", "Conservation du patrimoine textile", "Boxe éducative de Caulier",
    "Fédération des fêtes de Moulins", "Handisport Flandre", "Épicerie solidaire Le Panier rouge",
    "Chœur Vocalises de Flandre", "Jeunes sapeurs de la Citadelle", "Ensemble à Pellevoisin",
    "Les Amis de la gare d'eau", "Collectif des coloristes urbains", "Sport pour toutes Concorde",
    "Danse baroque en Nord", "Le Tiers-lieu des Augustines", "Entraide étudiante Vauban",
    "Observatoire citoyen de l'air", "Vacances pour tous Lille–Hellemmes",
)  # fmt: skip

GRANTS = (
    "Fonctionnement annuel de l'association",
    "Fête de quartier « {quarter} en couleurs », édition 2025",
    "Ateliers d'éveil musical dans les écoles de {quarter}",
    "Achat de matériel sportif adapté",
    "Permanences d'accès au droit à {quarter}",
    "Ateliers sociolinguistiques, 60 places, {quarter}",
    "Création d'un jardin partagé rue de la Bassée",
    "Distribution de colis alimentaires pendant l'hiver 2025",
    "Résidence de création et restitution publique à {quarter}",
    "Formation de bénévoles aux premiers secours",
    "Organisation du tournoi inter-quartiers, étape de {quarter}",
    "Coopération décentralisée : échange de classes avec Saint-Louis du Sénégal",
    "Réemploi des vélos abandonnés et atelier mobile à {quarter}",
    "Prêt gratuit de la salle Courmont pour la saison 2025-2026",
)

PERSONAL_GRANTS = (
    "Aide au permis de conduire contre 35 heures de bénévolat, {who}",
    "Bourse à la création artistique : exposition personnelle de {who} à la Gare Saint-Sauveur",
    "Prime à l'achat d'un vélo à assistance électrique",
    "Aide au permis de conduire, dossier suivi par la mission locale, n° de sécurité sociale {nir}",
    "Bourse de mobilité internationale, séjour d'études de {who}",
    "Aide à la rénovation de façade commerciale",
    "Aide à l'installation d'un artisan, quartier prioritaire, dossier de {who}",
    "Soutien à une sportive ou un sportif de haut niveau",
)

DECISIONS = tuple(
    (code, subject, purpose)
    for code, subject, purposes in (
        ("1.1", "Commande publique/Marchés publics", (
            "Fourniture de denrées biologiques pour la restauration scolaire. Attribution",
            "Entretien des ascenseurs municipaux. Avenant n° 2",
            "Location de structures pour la Braderie 2025. Autorisation de signer",
            "Réfection de la toiture de l'école Lamartine. Lancement de la consultation",
        )),
        ("2.1", "Urbanisme/Documents d'urbanisme", (
            "Site Saint-Sauveur. Avis sur la mise en compatibilité du plan local d'urbanisme",
            "Périmètre délimité des abords de l'église Notre-Dame-de-Fives. Avis",
        )),
        ("3.2", "Domaine et patrimoine/Aliénations", (
            "Cession d'un immeuble communal rue des Postes",
            "Déclassement d'une emprise de voirie place Casquette",
            "Bail emphytéotique de l'ancien couvent des Dominicaines",
        )),
        ("4.1", "Fonction publique/Personnel titulaires et stagiaires de la F.P.T.", (
            "Tableau des effectifs. Créations et suppressions de postes",
            "Télétravail des agents. Révision de la charte",
            "Mise à disposition d'agents auprès du centre communal d'action sociale",
        )),
        ("5.2", "Institutions et vie politique/Fonctionnement des assemblées", (
            "Règlement intérieur du conseil municipal. Modification",
            "Conseils de quartier. Désignation de représentants du conseil municipal",
            "Compte rendu des décisions prises par délégation",
        )),
        ("6.1", "Libertés publiques et pouvoirs de police/Police municipale", (
            "Horaires d'ouverture des terrasses. Information",
            "Convention de coordination entre la police municipale et les forces de l'État",
        )),
        ("7.1", "Finances locales/Décisions budgétaires", (
            "Budget primitif 2025. Adoption",
            "Compte administratif 2024. Approbation",
            "Décision modificative n° 1",
            "Autorisations de programme et crédits de paiement. Révision",
            "Tarifs de la restauration scolaire au 1er septembre 2025",
        )),
        ("7.5", "Finances locales/Subventions", (
            "Soutien aux écoles de cirque. Subventions au titre de 2025",
            "Associations sportives. Première répartition",
            "Fonds de solidarité internationale. Reconstruction d'écoles à Dakar (Ndakaaru)",
            "Jumelages. Convention avec la Ville de Namur (Namen)",
            "Projets initiés par les habitants. Deuxième répartition",
        )),
        ("8.1", "Domaines de compétences par thèmes/Enseignement", (
            "Carte scolaire 2025-2026. Périmètre de l'école Simone-Veil",
            "Classes de découverte. Participation des familles",
            "Projet éducatif global. Convention avec la caisse d'allocations familiales",
        )),
        ("8.2", "Domaines de compétences par thèmes/Aide sociale", (
            "Accueil de jour des personnes sans abri. Ouverture hivernale",
            "Aide facultative aux étudiants. Règlement",
        )),
        ("8.5", "Domaines de compétences par thèmes/Politique de la ville, habitat, logement", (
            "Concorde. Convention de renouvellement urbain. Avenant n° 3",
            "Permis de louer. Bilan et extension à Moulins",
        )),
        ("8.8", "Domaines de compétences par thèmes/Environnement", (
            "Plan arbres 2025-2030. Approbation",
            "Parc de la Citadelle. Gestion écologique des berges de la Deûle",
            "Lutte contre les îlots de chaleur. Cours d'école végétalisées",
        )),
        ("8.9", "Domaines de compétences par thèmes/Culture", (
            "Palais des Beaux-Arts. Prêt d'œuvres au musée de Bilbao (Bilbo)",
            "Fête des Soupes de Wazemmes (Lille – Rijsel). Partenariat",
            "Bibliothèques. Gratuité de l'inscription",
        )),
        ("9.1", "Autres domaines de compétences/Autres domaines de compétences des communes", (
            "Vœu relatif à la desserte ferroviaire Lille–Namur",
            "Données ouvertes. Ouverture des données essentielles et charte de l'algorithme",
            "Dénomination de voies nouvelles. Quartier Fives-Cail",
        )),
    )
    for purpose in purposes
)  # fmt: skip

#: Course → dishes: name, diets, allergens (words of the schema).
DISHES: dict[str, list[tuple[str, list[str], list[str]]]] = {
    "entrée": [
        ("Carottes bio râpées au citron", ["végétarien"], []),
        ("Potage aux poireaux", ["végétarien"], ["lait", "céleri"]),
        ("Betteraves aux pommes", ["végétarien"], ["moutarde"]),
        ("Endives aux noix", ["végétarien"], ["fruits à coques", "moutarde"]),
        ("Œuf mimosa", ["végétarien"], ["oeufs", "moutarde"]),
    ],
    "plat principal": [
        ("Carbonade flamande", [], ["céréales contenant du gluten", "moutarde"]),
        ("Waterzoï de colin", [], ["poissons", "lait", "céleri"]),
        ("Dahl de lentilles corail bio", ["végétarien"], []),
        ("Thiéboudiène au poisson blanc", [], ["poissons"]),
        ("Parmentier de courge bio", ["végétarien"], ["lait"]),
        ("Poulet rôti au thym", [], []),
        ("Couscous aux légumes", ["végétarien"], ["céréales contenant du gluten", "céleri"]),
    ],
    "garniture": [
        ("Pommes de terre vapeur", ["végétarien"], []),
        ("Chou rouge braisé", ["végétarien"], []),
        ("Riz créole bio", ["végétarien"], []),
        ("Haricots verts bio", ["végétarien", "sans sel"], []),
    ],
    "produit laitier": [
        ("Maroilles", ["végétarien"], ["lait"]),
        ("Yaourt bio nature", ["végétarien", "sans sucre ajouté"], ["lait"]),
        ("Mimolette", ["végétarien"], ["lait"]),
    ],
    "dessert": [
        ("Tarte au sucre", ["végétarien"], ["céréales contenant du gluten", "lait", "oeufs"]),
        ("Compote pomme-rhubarbe", ["végétarien", "sans sucre ajouté"], []),
        ("Poire bio", ["végétarien"], []),
        ("Riz au lait", ["végétarien"], ["lait"]),
    ],
}

SCHOOLS = (
    ("Restaurant scolaire Lamartine", "élémentaire"),
    ("Maternelle des Bois-Blancs", "maternelle"),
)

#: Place, street, longitude, latitude, inside a building.
DAE_PLACES = tuple(
    (f"DAE {name}", street, longitude, latitude, inside)
    for name, street, longitude, latitude, inside in (
        ("Hôtel de ville", "Place Augustin Laurent", 3.0703, 50.6306, True),
        ("Palais des Beaux-Arts", "Place de la République", 3.0626, 50.6304, True),
        ("Gare d'eau", "Rue de la Gare d'eau", 3.0297, 50.6341, False),
        ("Parc zoologique", "Avenue Mathias Delobel", 3.0480, 50.6400, False),
        ("Mairie de Fives", "Rue Pierre Legrand", 3.0903, 50.6337, True),
        ("Mairie de Wazemmes", "Rue des Sarrazins", 3.0497, 50.6250, True),
        ("Mairie de Moulins", "Place Vanhoenacker", 3.0665, 50.6183, True),
        ("Mairie de Lille-Sud", "Rue du Faubourg des Postes", 3.0452, 50.6125, True),
        ("Halles de Wazemmes", "Place de la Nouvelle Aventure", 3.0490, 50.6264, False),
        ("Piscine Marx Dormoy", "Avenue Marx Dormoy", 3.0316, 50.6293, True),
        ("Salle Courmont", "Rue Courmont", 3.0666, 50.6208, True),
        ("Gymnase Debeyre", "Rue du Capitaine Ferber", 3.0760, 50.6216, True),
        ("Bibliothèque Jean Lévy", "Rue Édouard Delesalle", 3.0664, 50.6349, True),
        ("Gare Saint-Sauveur", "Boulevard Jean-Baptiste Lebas", 3.0698, 50.6267, False),
        ("Maison Folie Wazemmes", "Rue des Sarrazins", 3.0489, 50.6241, True),
        ("Maison Folie Moulins", "Rue d'Arras", 3.0651, 50.6199, True),
        ("Jardin Vauban", "Boulevard Vauban", 3.0510, 50.6337, False),
        ("Stade Ballet", "Rue du Stade Ballet", 3.0394, 50.6092, False),
        ("École Lamartine", "Rue Lamartine", 3.0540, 50.6440, True),
        ("Opéra", "Place du Théâtre", 3.0650, 50.6375, True),
        ("Grand'Place", "Place du Général de Gaulle", 3.0634, 50.6369, False),
        ("Rihour", "Place Rihour", 3.0623, 50.6357, False),
        ("Cimetière de l'Est", "Rue du Ballon", 3.0840, 50.6472, False),
        ("Cimetière du Sud", "Rue du Faubourg des Postes", 3.0411, 50.6098, False),
        ("Mairie d'Hellemmes", "Rue Roger Salengro", 3.1086, 50.6270, True),
        ("Mairie de Lomme", "Avenue de la République", 2.9870, 50.6440, True),
        ("Médiathèque L'Odyssée", "Avenue de Dunkerque", 2.9906, 50.6427, True),
        ("Piscine de Fives", "Rue de Lannoy", 3.0920, 50.6355, True),
        ("Salle Concorde", "Rue Guy de Maupassant", 3.0368, 50.6181, True),
        ("Maison des associations", "Rue Royale", 3.0596, 50.6407, True),
        ("Musée d'histoire naturelle", "Rue de Bruxelles", 3.0672, 50.6283, True),
        ("Conservatoire", "Rue Alphonse Colas", 3.0672, 50.6420, True),
        ("Citadelle, porte Royale", "Avenue du 43e Régiment d'Infanterie", 3.0447, 50.6416, False),
        ("Skatepark des Ormes", "Rue de Marquillies", 3.0570, 50.6130, False),
    )
)  # fmt: skip


GIRLS = (
    "Jade Louise Alice Alba Inès Lina Ambre Emma Rose Anna Mia Léna Chloé Nour Romy Adèle Agathe "
    "Jeanne Iris Zoé Maryam Sofia Camille Juliette Eva Aya Lou Margaux Victoire Léonie Charlotte "
    "Olivia Sarah Romane Célestine Éléonore Apolline Yasmine Assia Khadija Fatou Mariama Hafsa "
    "Capucine Suzanne Madeleine Clémence Héloïse Maëlys Noémie Anaïs Lily-Rose Anna-Lou Maë "
    "Garance Salomé Philippine Thaïs Lyna Naïla Soline Blanche Ysée Awa Aïcha Ikram Joséphine "
    "Marceline Gisèle Odile Kadiatou Zélie Océane Marie-Lou Ève Inaya Alix Cléo Ella Flore Giulia "
    "Hermine Ilyana Janna Kenza Lana Mathilde Nina Ophélie Pénélope Raphaëlle Séraphine Tess Valentine "
    "Wendy Yaëlle Zeynep Aminata Bintou Constance Daphné Élise Faustine Gaëlle"
)

BOYS = (
    "Gabriel Raphaël Louis Adam Jules Mohamed Léo Arthur Noah Ibrahim Malo Naël Gustave Paul Sacha "
    "Marceau Gaspard Liam Isaac Victor Augustin Côme Eliott Rayan Ismaël Aaron Hugo Martin Nino "
    "Théo Lucas Maël Tom Oscar Basile Achille Ayoub Youssef Moussa Mamadou Imran Zayn Léon Auguste "
    "Félix Anatole Ernest Valentin Antoine Simon Samuel Joseph Timéo Lyam Milo Charlie Camille "
    "Jean-Baptiste Paul-Émile Abel Ali Amadou Noé Octave Soan Swann Ulysse Virgile Wassim Yanis "
    "Zacharie Élie Émile Étienne Céleste Edgar Ferdinand Georges Henri Ilyès Jacques Kaïs Lazare "
    "Mathis Nathan Owen Pablo Quentin Robin Sandro Thibault Ugo Vadim William Zélian Bilal Cyprien "
    "Django Elyo Florentin Guilhem Harouna Issa Jibril Kylian Loris Mahé"
)
