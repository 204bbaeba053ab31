"""Registers of a French town hall about people: permits, graves, rooms, vehicles, children."""

from labelled.bodies import ASSOCIATIONS, COMPANIES
from labelled.people import Author
from labelled.pieces import Cell


def permits(a: Author, rows: int) -> list[list[Cell]]:
    """Building permits: people and companies as applicants."""
    works = [
        "Construction d'une maison individuelle",
        "abri de jardin 12 m2",
        "Ravalement",
        "Division parcellaire",
        "Extension véranda et piscine",
        "pose de 8 panneaux photovoltaïques",
        "Changement de destination d'une grange – propriétaire M. {L}",
    ]
    return [
        a.row(
            f"PC 062 119 {a.random.randint(19, 25)} {a.random.randint(1, 99999):05d}",
            a.pick(["{LF}", "{FP}", "Monsieur {L} {F}", a.pick(COMPANIES), "M et Mme {LF}"]),
            "{eaddr}",
            "{eaddr}",
            a.pick(["AB", "ZC", "0A"]) + a.pick([" 0123", " 45", "0456"]),
            a.pick(works),
            "{n},5",
            "{iso}",
        )
        for _ in range(rows)
    ]


def cemetery(a: Author, rows: int) -> list[list[Cell]]:
    return [
        a.row(
            f"{a.random.randint(1, 3000)}",
            a.pick("ABCDEF"),
            "{n}",
            a.pick(["{LF}", "Vve {LF}", "{UP}", "Famille {L}-{L2}", "Consorts {LU}"]),
            "{addr}",
            "{ep2}",
            "{date}",
            a.pick(["30 ans", "50 ans", "perpétuelle"]),
            a.pick(["", "à relever", "prévenir {F2} {LU2} au {tel2}", "renouv. par la fille {P2}"]),
        )
        for _ in range(rows)
    ]


def rooms(a: Author, rows: int) -> list[list[Cell]]:
    """Rooms hired by people and by associations."""
    return [
        a.row(
            a.pick(["Salle [=Jean Vilar]", "Salle polyvalente", "Espace [=Barbara]"]),
            "{date}",
            a.pick(["{P}", "{LF}", *ASSOCIATIONS[:6], "{LFm}", "Mlle {P}"]),
            "{tel}",
            a.pick(
                ["mariage", "AG", "anniversaire {F}", "loto", "baptême", "repas de famille {L}"]
            ),
            "{euros}",
            a.pick(["OK", "chèque n° {num}", "rendue à {I} le {date}", ""]),
        )
        for _ in range(rows)
    ]


def pound(a: Author, rows: int) -> list[list[Cell]]:
    return [
        pounded(a, a.pick(["{LF}", "{UP}", "inconnu", "[=SARL Dupuis Frères]"]))
        for _ in range(rows)
    ]


def pounded(a: Author, owner: str) -> list[Cell]:
    """A row of the pound: the seat of a firm is nobody's, who drives its car is somebody."""
    firm = owner.startswith("[=")
    return a.row(
        "{plate}",
        a.pick(["PEUGEOT 206", "Renault Mégane", "CITROEN C3", "Scooter MBK"]),
        "{date}",
        a.pick(["[@rue Pierre Curie]", "[@parking Leclerc]", "[@face au 14 quai Foch]"]),
        owner,
        "[@3 rue du Port] - {town}" if firm else "{addr} - {town}",
        a.pick(["restitué", "détruit", "en attente", "récupéré par {P2} (fils)"]),
    )


def parcels(a: Author, rows: int) -> list[list[Cell]]:
    owners = ["{LF}", "M {LU} {F} / MME {LU2} {F2}", "COMMUNE DE QUERCAMP", "INDIVISION {LU}"]
    return [parcel(a, a.pick(owners)) for _ in range(rows)]


def parcel(a: Author, owner: str) -> list[Cell]:
    """A parcel and who owns it; where the town hall of a commune is everybody knows."""
    return a.row(
        a.pick(["AB", "ZD", "C"]),
        "{n}",
        f"{a.random.randint(100, 9000)}",
        owner,
        "[@1 place du Marché], {town}" if owner.startswith("COMMUNE") else "{addr}, {town}",
        a.pick(["[=Le Champ Martin]", "[=La Fosse au Renard]", "[=Le Clos Saint-Jean]"]),
    )


def canteen(a: Author, rows: int) -> list[list[Cell]]:
    return [
        a.row(
            "{L}",
            "{F}",
            "{birth}",
            a.pick(["École [=Jean Zay]", "Groupe scolaire [=Pauline Kergomard]"]),
            a.pick(["CP", "CE2", "GS", "CM1"]),
            a.pick(["{P2}", "{LFm2}", "Mme {L2}", "M. et Mme {L2}"]),
            "{tel2}",
            "{mail2}",
            a.pick(["sans porc", "PAI arachide", "", "standard"]),
            a.pick(["", "récupéré par mamie {F2}", "garde alternée, père : {tel}", "fratrie {F}"]),
        )
        for _ in range(rows)
    ]


def library(a: Author, rows: int) -> list[list[Cell]]:
    """Loans: authors stay, readers go."""
    books = [
        ("Les Misérables", "[=Victor Hugo]"),
        ("Fille de Burnt House", "[=Agatha Desportes]"),
        ("Madame Bovary", "[=Gustave Flaubert]"),
        ("Le Grand Meaulnes", "[=Alain-Fournier]"),
        ("Persepolis", "[=Marjane Satrapi]"),
    ]
    made = []
    for _ in range(rows):
        title, writer = a.random.choice(books)
        made.append(
            a.row(f"[={title}]", writer, "978-2-07-036822-8", "{num}", "{P}", "{date}", "{mail}")
        )
    return made


def civil_status(a: Author, rows: int) -> list[list[Cell]]:
    return [
        a.row(
            "{date}",
            a.pick(["copie intégrale naissance", "extrait mariage", "acte de décès"]),
            "{P}",
            "{birth}",
            a.pick(["fils de {P2} et de {F2} {L}", "fille de {LF2}", "époux de {P2}", ""]),
            a.pick(["{addr}, {town}", "{addr}"]),
            a.pick(["{tel}", "{fix}"]),
            a.pick(["{nir}", "", "{nirk}"]),
        )
        for _ in range(rows)
    ]
