"""The set of the engine's own author: five countries' registers, complaints, grants, pounds.

Its hand-written notes and places are the only cells drawn from no generator.
"""

import random
from collections.abc import Sequence

from labelled.numbers import siret
from labelled.people import bare, items
from labelled.pieces import Labelled, Piece

from federation.model import SchemaRef, TableContext

Cell = Sequence[Piece]

FIRST = {
    "FR": items(
        "Élodie, Romuald, Maëva, Ghislaine, Thierry, Océane, Cyprien, Marie-Thérèse, "
        "Jean-Noël, Capucine, Nordine, Kévin, Aurélie, Gontran, Yvette"
    ),
    "BE": items(
        "Godelieve, Baudouin, Joëlle, Wouter, Marie-Paule, Luc, Nadège, Pol, Geneviève, "
        "Tanguy, Anneke, Fabrizio"
    ),
    "SN": items(
        "Ndèye, Mamadou, Aïssatou, Ousmane, Coumba, Cheikh, Khady, Modou, Sokhna, "
        "Abdoulaye, Rokhaya, Ibrahima, Astou, Pape"
    ),
    "ES": items(
        "Itziar, Gorka, Begoña, Íñigo, Leire, Amaia, Unai, Josu, Nerea, Joseba, Kepa, Arrate"
    ),
    "EC": items(
        "Wilmer, Gladys, Segundo, Maritza, Byron, Rosa, Edison, Blanca, Marco, Nelly, "
        "Washington, Jenny"
    ),
}
LAST = {
    "FR": items(
        "Delesalle, Vankemmel, Mokrani, Thévenot, Lesaffre, Bouchnak, Quesnoy, Wacheux, "
        "Pottier, Da-Silva, Houzé, Benkirane, Carton, Lebrun"
    ),
    "BE": items(
        "Vandenbroucke, Collignon, Maréchal, Dethier, Peeters, Lambrecht, Hubermont, "
        "Ndayishimiye, Gilson, Van-Acker"
    ),
    "SN": items(
        "Ndiaye, Diop, Faye, Sarr, Badiane, Mbengue, Thioub, Dramé, Gassama, Niakhaté, "
        "Sène, Diédhiou"
    ),
    "ES": items(
        "Etxebarria, Urkiza, Garmendia, López, Zabala, Iturriaga, Otxoa, Fernández, "
        "Arrizabalaga, Mendieta"
    ),
    "EC": items(
        "Quishpe, Chicaiza, Guamán, Toapanta, Andrade, Villacrés, Morales, Cajas, Yánez, Simbaña"
    ),
}
STREETS = {
    "FR": items(
        "rue du Molinel, avenue Jean Jaurès, boulevard de la Liberté, impasse des "
        "Tilleuls, rue d'Arras, place Sébastopol"
    ),
    "BE": ["rue de Fer", "chaussée de Louvain", "avenue Reine Astrid", "rue des Brasseurs"],
    "SN": ["rue Félix Faure", "avenue Cheikh Anta Diop", "boulevard du Centenaire"],
    "ES": ["calle Ercilla", "Gran Vía", "avenida Sabino Arana", "calle Iturribide"],
    "EC": ["avenida Amazonas", "calle Guayaquil", "avenida 10 de Agosto", "calle Rocafuerte"],
}
TOWNS = {
    "FR": "59000 Lille",
    "BE": "5000 Namur",
    "SN": "Dakar",
    "ES": "48001 Bilbao",
    "EC": "Quito",
}


class People:
    """Draws people, numbers and addresses of one country."""

    def __init__(self, country: str, seed: int) -> None:
        self.country = country
        self.random = random.Random(f"{country}-{seed}")

    def digits(self, count: int) -> str:
        return "".join(self.random.choice("0123456789") for _ in range(count))

    def first(self) -> str:
        return self.random.choice(FIRST[self.country])

    def last(self) -> str:
        if self.random.random() < 0.3:
            parts = [
                self.random.choice(
                    items(
                        "bel, car, dou, fer, gan, hol, jo, kar, lem, mar, nor, pel, rou, tre, val"
                    )
                )
                for _ in range(2)
            ]
            return (
                "".join(parts) + self.random.choice(items("in, et, aux, ard, ez, ou"))
            ).capitalize()
        return self.random.choice(LAST[self.country])

    def nir(self) -> str:
        born = f"{self.random.randint(30, 99)}{self.random.randint(1, 12):02d}"
        body = f"{self.random.choice('12')}{born}59{self.digits(3)}{self.digits(3)}"
        key = f"{97 - int(body) % 97:02d}"
        shapes = [
            body + key,
            f"{body[0]} {body[1:3]} {body[3:5]} {body[5:7]} {body[7:10]} {body[10:]} {key}",
        ]
        return self.random.choice(shapes)

    def iban(self) -> str:
        bank = self.digits(23)
        key = 98 - int(bank + "152700") % 97
        whole = f"FR{key:02d}{bank}"
        return self.random.choice([whole, " ".join(whole[i : i + 4] for i in range(0, 27, 4))])

    def mobile(self) -> str:
        d = self.digits
        return {
            "FR": lambda: self.random.choice(
                [
                    f"06 {d(2)} {d(2)} {d(2)} {d(2)}",
                    f"07.81.{d(2)}.{d(2)}.{d(2)}",
                    f"+33 6 {d(2)} {d(2)} {d(2)} {d(2)}",
                    f"06{d(8)}",
                ]
            ),
            "BE": lambda: self.random.choice(
                [f"0475 {d(2)} {d(2)} {d(2)}", f"+32 478 {d(2)} {d(2)} {d(2)}"]
            ),
            "SN": lambda: self.random.choice(
                [
                    f"77 {self.random.randint(200, 699)} {d(2)} {d(2)}",
                    f"+221 77 {self.random.randint(200, 699)} {d(2)} {d(2)}",
                ]
            ),
            "ES": lambda: self.random.choice(
                [f"6{self.random.randint(10, 89)} {d(3)} {d(3)}", f"+34 655 {d(3)} {d(3)}"]
            ),
            "EC": lambda: self.random.choice([f"099{d(7)}", f"+593 98 {d(3)} {d(4)}"]),
        }[self.country]()

    def plate(self) -> str:
        letters = "ABCDEFGHJKLMNPQRSTVWXYZ"
        a, b = ("".join(self.random.choice(letters) for _ in range(2)) for _ in range(2))
        return f"{a}-{self.digits(3)}-{b}"

    def email(self, first: str, last: str) -> str:
        host = self.random.choice(["free.fr", "gmail.com", "orange.fr", "outlook.com"])
        f, n = bare(first).lower().replace(" ", ""), bare(last).lower()
        return self.random.choice(
            [f"{f}.{n}@{host}", f"{f[0]}{n}@{host}", f"{n}{self.digits(2)}@{host}"]
        )

    def address(self) -> str:
        number = self.random.randint(1, 240)
        street = self.random.choice(STREETS[self.country])
        if self.country in ("ES", "EC"):
            return f"{street} {number}"
        return f"{number}{self.random.choice(['', '', ' bis'])} {street}"

    def birth(self) -> str:
        day, month = self.random.randint(1, 28), self.random.randint(1, 12)
        return f"{day:02d}/{month:02d}/{self.random.randint(1935, 2004)}"

    def siret(self) -> str:
        return siret(self.random)


def person(value: str) -> tuple[str, str, str]:
    return (value, "PERSON", "true")


def address(value: str) -> tuple[str, str, str]:
    return (value, "ADDRESS", "true")


def keep(value: str, entity: str = "PERSON") -> tuple[str, str, str]:
    return (value, entity, "false")


def subsidies(people: People, rows: int) -> list[list[Cell]]:
    made: list[list[Cell]] = []
    bodies = items(
        "Association Les Amis du Vieux Port, ASPTT Judo, Comité des fêtes, Fondation Jean"
        " Moulin, MJC Marcel Pagnol, Compagnie du Fil, Ligue de l'enseignement, SARL "
        "Dupont et Fils"
    )
    for _ in range(rows):
        last, first = people.last(), people.first()
        if people.random.random() < 0.35:
            shown = people.random.choice(
                [f"{last.upper()} {first}", f"M. {last}", f"Mme {first} {last}", f"{first} {last}"]
            )
            name, number = [person(shown)], ""
        else:
            name, number = [keep(people.random.choice(bodies))], people.siret()
        purpose = people.random.choice(
            [
                ["Aide à la rénovation pour ", person(f"{first} {last}"), ", dossier complet"],
                [keep("École Victor Hugo"), " : classe de découverte"],
                ["Fonctionnement 2024"],
                ["Festival d'été"],
                ["Prime vélo versée à ", person(f"Mme {last}")],
            ]
        )
        made.append(
            [
                ["Ville de Lille"],
                [people.siret()],
                ["2024-03-02"],
                name,
                [number],
                purpose,
                ["1500"],
            ]
        )
    return made


def complaints(people: People, rows: int) -> list[list[Cell]]:
    made: list[list[Cell]] = []
    for number in range(rows):
        last, first = people.last(), people.first()
        say = people.random.choice(
            [
                [
                    "Nid-de-poule sur la chaussée, ",
                    keep("rue Jean Jaurès", "ADDRESS"),
                    ", depuis une semaine.",
                ],
                ["Lampadaire éteint devant ", keep("l'école Simone Veil"), "."],
                [
                    "Dépôt sauvage signalé par ",
                    person(f"{first} {last}"),
                    ", joignable au ",
                    (people.mobile(), "PHONE", "true"),
                    ".",
                ],
                [
                    person(f"Mme {last}"),
                    " demande un rappel ; courriel ",
                    (people.email(first, last), "EMAIL", "true"),
                ],
                [
                    "Véhicule ventouse ",
                    (people.plate(), "LICENSE_PLATE", "true"),
                    " appartenant à ",
                    person(f"M. {first} {last}"),
                    ".",
                ],
                ["Bruit. Contact déjà pris avec ", keep("contact@lille.fr", "EMAIL"), "."],
                [
                    "Le demandeur, domicilié ",
                    (people.address(), "ADDRESS", "true"),
                    ", attend une réponse.",
                ],
                ["Merci de nettoyer le parc ", keep("Jean-Baptiste Lebas"), "."],
                ["Poubelle pleine"],
                ["Tag sur le mur du gymnase"],
            ]
        )
        made.append([[f"S-{number:05d}"], ["Voirie"], say, ["Traité"]])
    return made


def register(people: People, rows: int) -> list[list[Cell]]:
    made: list[list[Cell]] = []
    for _ in range(rows):
        last, first = people.last(), people.first()
        made.append(
            [
                [person(last.upper())],
                [person(first)],
                [(people.birth(), "BIRTH_DATE", "true")],
                [(people.address(), "ADDRESS", "true"), ", ", TOWNS[people.country]],
                [(people.mobile(), "PHONE", "true")],
                [(people.email(first, last), "EMAIL", "true")],
                [people.random.choice(["Cimetière de l'Est", "Cimetière du Sud"])],
            ]
        )
    return made


def pound(people: People, rows: int) -> list[list[Cell]]:
    return [
        [
            [(people.plate(), "LICENSE_PLATE", "true")],
            ["Renault"],
            ["Clio"],
            ["2024-05-06"],
            [person(f"{people.last().upper()} {people.first()}")],
            [keep("boulevard Victor Hugo", "ADDRESS")],
        ]
        for _ in range(rows)
    ]


def facilities(people: People, rows: int) -> list[list[Cell]]:
    names = items(
        "Piscine Marx Dormoy, Stade Jean Bouin, Médiathèque André Malraux, Salle Paul "
        "Éluard, Gymnase Alain Colas, Crèche Les Lutins"
    )
    made: list[list[Cell]] = []
    for _ in range(rows):
        mail = people.random.choice(
            [
                [keep("mairie@ville-exemple.fr", "EMAIL")],
                [keep("accueil.piscine@lillemetropole.fr", "EMAIL")],
                [(people.email(people.first(), people.last()), "EMAIL", "true")],
                [""],
            ]
        )
        tel = people.random.choice(
            [[keep("03 20 49 50 00", "PHONE")], [(People("FR", 1).mobile(), "PHONE", "true")], [""]]
        )
        made.append(
            [
                ["Ville de Lille"],
                [people.siret()],
                [keep(people.random.choice(names))],
                ["12"],
                [keep("rue Gustave Delory", "ADDRESS")],
                ["59000"],
                ["Lille"],
                tel,
                mail,
            ]
        )
    return made


def deliberations(people: People, rows: int) -> list[list[Cell]]:
    made: list[list[Cell]] = []
    for number in range(rows):
        last, first = people.last(), people.first()
        about = people.random.choice(
            [
                ["Dénomination de la ", keep("place Simone Veil", "ADDRESS")],
                ["Budget primitif 2024"],
                [
                    "Cession d'un terrain à ",
                    person(f"M. et Mme {last}".replace("M. et ", "")),
                    ", parcelle AB 123",
                ],
                ["Convention avec la ", keep("SARL Martin et Fils")],
                ["Protection fonctionnelle accordée à ", person(f"{first} {last.upper()}")],
                ["Acquisition du bâtiment ", keep("Émile Zola")],
                ["Remise gracieuse : ", person(f"Madame {first} {last}")],
            ]
        )
        made.append(
            [
                ["Ville de Namur"],
                [people.siret()],
                [f"2024-{number:03d}"],
                ["2024-02-01"],
                about,
                ["12"],
                ["0"],
            ]
        )
    return made


HARD = [
    ["École élémentaire Jean Macé", "12 rue Victor Hugo", "Fermé le lundi"],
    [
        "Collège Anne Frank",
        "3 avenue du Général de Gaulle",
        "Contact : accueil@college-anne-frank.fr",
    ],
    ["Stade Pierre Mauroy", "261 boulevard de Tournai", "Réservation au 03 20 59 40 00"],
    ["Association Saint-Vincent de Paul", "rue Sainte-Anne", "Dossier 2023-0456, lot 3"],
    ["Place du Maréchal Leclerc", "square Rosa Parks", "ISBN 978-2-07-036822-8"],
    ["Marché de Wazemmes", "place de la Nouvelle Aventure", "Mercredi, vendredi et dimanche"],
    ["Fondation Abbé Pierre", "quai du Wault", "SIRET 732 829 320 00074"],
    ["Parc Henri Matisse", "rue Marie Curie", "Version 2.1.3 du 12/03/2024"],
    ["Orchestre national de Lille", "place Mendès France", "Montant : 1 250 000,00 €"],
    ["Bibliothèque Louise Michel", "rue Paul Bert", "Monsieur le Maire a inauguré la salle"],
    ["Résidence Benoît Frachon", "rue Pierre Brossolette", "Référence cadastrale AB 0123"],
    ["Club de pétanque Roger Salengro", "allée des Acacias", "Ouvert en Avril et Mai, sauf Pâques"],
    ["Centro cultural Federico García Lorca", "calle Simón Bolívar", "Horario: 8:00 a 14:00"],
    ["Unidad educativa Juan Montalvo", "avenida Eloy Alfaro", "Código 17H00123"],
    ["Lycée Blaise Diagne", "avenue Cheikh Anta Diop", "Effectif : 1234 élèves"],
]


#: Hand-written notes, with what no rule was written for (a lone given name, lower case).
NOTES: list[Cell] = [
    [
        "Je soussigné ",
        person("Bernard Lecoutre"),
        " demeurant ",
        address("4 allée des Peupliers"),
        " à Seclin.",
    ],
    ["La famille ", person("Benyahia"), " occupe le logement depuis 2012."],
    [
        "Entretien avec ",
        person("Sandrine"),
        " le 12/04 ; son mari, ",
        person("Christophe Vasseur"),
        ", absent.",
    ],
    [
        "Vu M. et ",
        person("Mme Van Der Meersch"),
        ", ",
        address("12 av. du Peuple Belge apt 34"),
        ".",
    ],
    ["Courrier de ", person("Maître Dupond-Moretti"), " pour ", person("Mlle Traoré")],
    ["RDV avec ", person("Mme K. Diallo"), ", secteur nord"],
    [person("jean dupont"), " a rappelé au ", ("0612345678", "PHONE", "true")],
    ["Titulaire ", person("LEROY JEAN"), ", ", ("FR7630006000011234567890189", "IBAN", "true")],
    [person("Monsieur Jacques RICHIR"), " donne pouvoir à ", person("Madame Marion GAUTIER")],
    ["Concession n° 452, carré B, famille ", person("Delattre-Wibaut")],
    [person("Dr Hélène Caron"), " a constaté les faits"],
    ["Mail : ", ("p.durand@wanadoo.fr", "EMAIL", "true"), ", à rappeler"],
    [
        "El vecino ",
        person("Iñaki Garmendia Uriarte"),
        ", con DNI ",
        ("72345678-A", "ES_NIF", "true"),
    ],
    ["Queja presentada por ", person("D. José Antonio Ruiz")],
    [
        person("Ndèye Fatou Diop"),
        " née ",
        person("Sarr"),
        ", CNI ",
        ("1 751 1990 00123", "SN_NIN", "true"),
    ],
    [person("Serigne Mbaye Thiam"), ", tel ", ("+221 77 654 32 10", "PHONE", "true")],
    [person("Sr. Segundo Quishpe Toapanta"), ", C.I. ", ("1710034065", "EC_CEDULA", "true")],
    ["NISS ", ("93.05.18-223.61", "BE_NRN", "true"), " transmis"],
    ["Réfection de l'", keep("école Jules Ferry"), " par l'entreprise ", keep("Dubois Frères")],
    ["Gymnase ", keep("Léo Lagrange"), " prêté au club Lille Hand"],
    ["Avis de M. le Préfet du Nord, exposition ", keep("Claude Monet")],
    ["Travaux au ", keep("14 rue Gambetta", "ADDRESS"), " du 12 au 18 mars"],
    ["Plantation de 12 Prunus Serrulata, ", keep("avenue du Peuple Belge", "ADDRESS")],
    ["Ligne 1 : CHU Eurasanté - Quatre Cantons ", keep("Stade Pierre Mauroy")],
    ["Obras en el ", keep("Polideportivo de Rekalde")],
    ["Parcelle AB 0123, permis PC 059 350 22 O0012"],
    [keep("Saint-Maurice Pellevoisin"), " : marché le jeudi"],
    ["Contrat avec ", keep("Construcciones Amenabar SA")],
]


def _add(
    made: Labelled, name: str, context: TableContext, columns: list[str], rows: list[list[Cell]]
) -> None:
    made.tables[name] = (columns, rows)
    made.contexts[name] = context


def first(seed: int, rows: int = 12) -> Labelled:
    """The whole set for a seed."""
    made = Labelled()
    subs = items(
        "nomAttribuant, idAttribuant, dateConvention, nomBeneficiaire, idBeneficiaire, "
        "objet, montant"
    )
    equip = items(
        "COLL_NOM, COLL_SIRET, EQUIP_NOM, ADR_NUMERO, ADR_NOMVOIE, ADR_CODEPOSTAL, "
        "ADR_COMMUNE, EQUIP_TEL, EQUIP_EMAIL"
    )
    delib = items("COLL_NOM, COLL_SIRET, DELIB_ID, DELIB_DATE, DELIB_OBJET, VOTE_POUR, VOTE_CONTRE")
    for country in ("SN",):
        people = People(country, seed)
        language = "es" if country in ("ES", "EC") else "fr"
        base = TableContext("t", country=country, languages=(language,))
        _add(
            made,
            f"registre-{country}",
            base,
            items("nom, prenom, date_naissance, adresse, telephone, courriel, lieu"),
            register(people, rows),
        )
        _add(
            made,
            f"signalements-{country}",
            base,
            ["id", "categorie", "description", "statut"],
            complaints(people, rows),
        )
        _add(
            made,
            f"fourriere-{country}",
            base,
            items("immatriculation, marque, modele, date_entree, proprietaire, lieu_enlevement"),
            pound(people, rows),
        )
        _add(
            made,
            f"subventions-{country}",
            TableContext("s", country=country, schema=SchemaRef("scdl/subventions")),
            subs,
            subsidies(people, rows),
        )
        _add(
            made,
            f"deliberations-{country}",
            TableContext("d", country=country, schema=SchemaRef("scdl/deliberations")),
            delib,
            deliberations(people, rows),
        )
    _add(made, "notes", TableContext("n"), ["compte_rendu"], [[cell] for cell in NOTES])
    people = People("FR", seed)
    _add(
        made,
        "equipements",
        TableContext("e", schema=SchemaRef("scdl/equipements")),
        equip,
        facilities(people, rows),
    )
    _add(
        made,
        "difficiles",
        TableContext("h"),
        ["nom", "adresse", "observations"],
        [[[keep(cell)] for cell in row] for row in HARD],
    )
    return made
