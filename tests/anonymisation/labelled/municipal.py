"""The tables of a French town hall: grants, council, facilities, contracts, and its registers."""

from labelled.bodies import ASSOCIATIONS, COMPANIES
from labelled.people import Author
from labelled.pieces import Cell, Labelled
from labelled.registers import (
    canteen,
    cemetery,
    civil_status,
    library,
    parcels,
    permits,
    pound,
    rooms,
)


def subsidies(a: Author, rows: int) -> list[list[Cell]]:
    """Associations, companies, sole traders (debatable) and natural persons."""
    made = []
    for _ in range(rows):
        chance = a.random.random()
        if chance < 0.45:
            name, number, rna = a.pick(ASSOCIATIONS), "{siret}", "{rna}"
        elif chance < 0.55:
            name, number, rna = a.pick(COMPANIES), "{siret}", ""
        elif chance < 0.62:
            name, number, rna = a.pick(["{ep} EI", "Entreprise individuelle {ep}"]), "{siret}", ""
        else:
            name = a.pick(["{LF}", "{P}", "M. {P}", "Mme {LU}", "Madame {FP}", "M. et Mme {L}"])
            number, rna = "", ""
        purpose = a.pick(
            [
                "Fonctionnement {year}",
                "Aide à l'achat d'un vélo électrique – {P}",
                "Bourse au permis de conduire attribuée à {FP}, née le {birth}",
                "Ravalement de façade, [@12 rue Gambetta]",
                "Tournoi annuel du stade [=Roger Couderc]",
                "prime isolation, dossier de Mme {L} {f}",
                "Classe de neige de l'école [=Jacques Prévert]",
                "Voyage scolaire, élèves du lycée [=Camille Claudel]",
                "Soutien au festival « [=Les Nuits d'Éole] »",
                "Exposition [=Auguste Rodin] et catalogue",
                "Secours exceptionnel à la famille {L}",
                "",
            ]
        )
        who = a.person()
        made.append(
            [
                a.say(cell, who)
                for cell in (
                    "Ville de Quercamp",
                    "{siret}",
                    "{iso}",
                    f"{a.random.randint(2019, 2025)}-{a.random.randint(1, 999):03d}",
                    name,
                    number,
                    rna,
                    purpose,
                    "{euros}",
                    "aide en numéraire",
                    a.pick(["unique", "échelonné", "échelonné : solde sur facture"]),
                )
            ]
        )
    return made


def council(a: Author, rows: int) -> list[list[Cell]]:
    """Deliberations with long objects."""
    objects = [
        "Finances – Décision modificative n° {n} du budget principal, exercice {year}",
        "Urbanisme – Cession de la parcelle cadastrée AB {n} d'une contenance de {n}2 m² à "
        "M. {P} et Mme {P2}, domiciliés {addr}, au prix de {euros} € hors frais de notaire",
        "Dénomination de la voie nouvelle : [@rue Simone Veil] ; numérotation et plaque",
        "Personnel – Protection fonctionnelle accordée à Mme {FP}, agent titulaire, suite aux "
        "menaces reçues le {date}",
        "Attribution d'une concession funéraire à {LF} – cimetière [=Saint-Vincent], carré {n}",
        "Convention avec l'association [=Les Amis de Louis Blériot] pour la gestion du musée",
        "Logement communal sis [@4 place de la Mairie] : bail consenti à M. {P} "
        "à compter du {date}",
        "Admission en non-valeur des titres émis à l'encontre de {UP} pour {euros} €",
        "Autorisation donnée à M. le Maire de signer le marché de réfection du groupe scolaire "
        "[=Jules Michelet] avec l'entreprise [=SAS Mercier Travaux Publics]",
        "Désignation des représentants au conseil d'administration du collège [=Joliot-Curie] : "
        "M. [?Delattre], Mme [?Roussel-Hanin], conseillers municipaux",
        "Remise gracieuse de dette au profit de Madame {L} {F} (régie cantine)",
        "Acquisition à titre gratuit du terrain appartenant aux consorts {L} "
        "lieu-dit [=Le Bois Robert]",
        "Recours de M. {L} contre le permis de construire n° PC 062 119 {n} C00{n}",
        "Adhésion au groupement de commandes d'énergie ; approbation de la convention constitutive",
        "Hommage à [=Robert Badinter] : pavoisement des bâtiments publics",
        "Vœu relatif au maintien de la trésorerie, présenté par le groupe majoritaire",
        "Bail rural au profit de l'EARL [=du Chêne], gérant : {P}",
        "Indemnisation de {P} (chute sur le trottoir du {date}, [@avenue de Verdun])",
    ]
    return [
        a.row(
            "Commune de Quercamp",
            "{siret}",
            f"{a.random.randint(2020, 2025)}-{a.random.randint(1, 200):03d}",
            "{iso}",
            a.pick(["7.1", "3.2", "4.1", "8.3"]),
            a.pick(objects),
            "29",
            "27",
            "0",
        )
        for _ in range(rows)
    ]


def officials(a: Author, rows: int) -> list[list[Cell]]:
    """Elected officials: names stay; home address, personal phone and mailbox go."""
    roles = ["Maire", "1er adjoint", "Adjointe à la culture", "Conseiller municipal délégué"]
    made = []
    for _ in range(rows):
        who = a.person()
        made.append(
            [
                [(who.last.upper(), "PERSON", "false")],
                [(who.first, "PERSON", "false")],
                [a.pick(roles)],
                [a.pick(["Ensemble pour Quercamp", "Quercamp autrement"])],
                a.say("{addr}", who),
                a.say("{tel}", who),
                a.say("{mail}", who),
                [a.pick(["2020-05-24", "2020-07-03", "2024-02-11"])],
            ]
        )
    return made


def facilities(a: Author, rows: int) -> list[list[Cell]]:
    """Facilities: town phones and functional mailboxes stay, named mailboxes and mobiles go."""
    names = [
        "Piscine [=Yvonne Godard]",
        "Gymnase [=Micheline Ostermeyer]",
        "École maternelle [=Louise Michel]",
        "Salle des fêtes",
        "Stade [=Marcel Picot]",
        "Médiathèque [=Boris Vian]",
        "Cimetière du Nord",
        "Espace [=Simone Signoret]",
        "Crèche [=Françoise Dolto]",
        "Maison de quartier [=Saint-Michel]",
        "Parking [=Charles de Gaulle]",
        "Centre social [=Eugénie Cotton]",
    ]
    return [
        a.row(
            "Commune de Quercamp",
            "{siret}",
            a.pick(names),
            "{n}",
            a.pick(["[@rue Jean Moulin]", "[@avenue Henri Barbusse]", "[@place d'Armes]"]),
            "62400",
            "Quercamp",
            a.pick(["[#03 21 57 08 08]", "[#03.21.64.32.10]", "[#+33 3 21 61 50 50]", "{tel}", ""]),
            a.pick(
                [
                    "[=sports@ville-quercamp.fr]",
                    "[=accueil.mediatheque@quercamp.fr]",
                    "[=ecole.louisemichel@ac-lille.fr]",
                    "{mail}",
                    "",
                    "[=mairie@quercamp.fr]",
                ]
            ),
            a.pick(["lundi-vendredi 9h-17h", "Mo-Fr 09:00-17:00; Sa 10:00-12:00", ""]),
        )
        for _ in range(rows)
    ]


def contracts(a: Author, rows: int) -> list[list[Cell]]:
    return [
        a.row(
            f"M{a.random.randint(1, 99):02d}-{a.random.randint(2019, 2025)}",
            a.pick(
                [
                    "Réfection de la toiture, école [=Paul Bert]",
                    "Fourniture de repas en liaison froide",
                    "Maîtrise d'œuvre – médiathèque [=Aimé Césaire]",
                    "Entretien des espaces verts, lot {n}",
                ]
            ),
            a.pick(COMPANIES),
            "{siret}",
            "{euros}000.00",
            a.pick(["{P}", "M. {P}, gérant", "{FP} (présidente)"]),
            "{mail}",
            a.pick(["2", "5", "1"]),
        )
        for _ in range(rows)
    ]


def agents(a: Author, rows: int) -> list[list[Cell]]:
    """A directory of services: names debatable (D312-1-3), personal mobiles not."""
    return [
        a.row(
            "{eu}",
            "{ef}",
            a.pick(["Voirie", "État civil", "CCAS", "Finances"]),
            a.pick(["Responsable", "Agent d'accueil", "Chargé de mission"]),
            "[#03 21 57 08 " + f"{a.random.randint(10, 99)}]",
            "{tel}",
        )
        for _ in range(rows)
    ]


def clubs(a: Author, rows: int) -> list[list[Cell]]:
    """Associations' directory: the seat stays; the contact's own mobile and mailbox go."""
    return [
        a.row(
            a.pick(ASSOCIATIONS),
            "{rna}",
            a.pick(["culture", "sport", "solidarité"]),
            a.pick(["[@Maison des associations, 3 rue Jean Macé]", "[@Hôtel de ville]"]),
            "{ep}",
            "{tel}",
            a.pick(["{mail}", "[=contact@harmonie-quercamp.fr]", "[=asso.tennis@orange.fr]"]),
            a.pick(["http://www.harmonie-quercamp.fr", ""]),
        )
        for _ in range(rows)
    ]


def municipal(author: Author, rows: int = 18) -> Labelled:
    """The whole set of the town."""
    made = Labelled()
    a = author
    made.add(
        "subventions",
        "nomAttribuant idAttribuant dateConvention referenceDecision nomBeneficiaire "
        "idBeneficiaire rnaBeneficiaire objet montant nature conditionsVersement",
        subsidies(a, rows * 2),
        schema="scdl/subventions",
    )
    made.add(
        "deliberations",
        "COLL_NOM COLL_SIRET DELIB_ID DELIB_DATE DELIB_MATIERE_CODE DELIB_OBJET VOTE_EFFECTIF "
        "VOTE_POUR VOTE_CONTRE",
        council(a, rows * 2),
        schema="scdl/deliberations",
    )
    made.add(
        "elus",
        "nom prenom fonction liste adresse_personnelle tel_personnel courriel_personnel "
        "date_election",
        officials(a, rows),
        title="Liste des élus du conseil municipal",
    )
    made.add(
        "equipements",
        "COLL_NOM COLL_SIRET EQUIP_NOM ADR_NUMERO ADR_NOMVOIE ADR_CODEPOSTAL ADR_COMMUNE "
        "EQUIP_TEL EQUIP_EMAIL EQUIP_OUVERTURE",
        facilities(a, rows),
        schema="scdl/equipements",
    )
    made.add(
        "permis",
        "num_permis demandeur adresse_demandeur adresse_terrain parcelle nature_travaux "
        "surface_plancher date_decision",
        permits(a, rows),
    )
    made.add(
        "cimetiere",
        "numero carre rang concessionnaire adresse_concessionnaire inhume date_acquisition "
        "duree observations",
        cemetery(a, rows),
    )
    made.add(
        "salles",
        ["Salle", "Date", "Demandeur", "Portable", "Motif", "Tarif (€)", "Caution"],
        rooms(a, rows),
    )
    made.add(
        "fourriere",
        ["IMMAT", "Marque/Modèle", "Entrée", "Lieu", "Propriétaire", "Adresse", "Sortie"],
        pound(a, rows),
    )
    made.add(
        "cadastre",
        "section num_plan contenance_m2 proprietaires adresse_proprietaire lieu_dit",
        parcels(a, rows),
    )
    made.add(
        "cantine",
        "nom_enfant prenom_enfant ne_le ecole niveau responsable_legal mobile mel regime remarques",
        canteen(a, rows),
    )
    made.add("prets", "titre auteur isbn carte lecteur retour mail", library(a, rows))
    made.add(
        "marches",
        "reference objet titulaire siret_titulaire montant_ht representant contact nb_offres",
        contracts(a, rows),
    )
    made.add("annuaire", "NOM PRENOM SERVICE FONCTION TEL_PRO TEL_MOBILE", agents(a, rows))
    made.add(
        "etat_civil",
        "depot type_acte demandeur date_de_naissance filiation adresse telephone num_secu",
        civil_status(a, rows),
    )
    made.add(
        "associations",
        "nom rna theme siege president portable email site",
        clubs(a, rows),
    )
    return made
