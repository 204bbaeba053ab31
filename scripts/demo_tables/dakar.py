"""Dakar: schools, street-lighting reports, markets, water points; files behind a web server."""

import json
from datetime import date, timedelta
from random import Random

from demo_tables.common import chance, csv_bytes, day, digits
from demo_tables.people import person

DISTRICTS = {
    "Plateau": (-17.4390, 14.6680),
    "Médina": (-17.4510, 14.6830),
    "Gueule Tapée-Fass-Colobane": (-17.4600, 14.6870),
    "Fann-Point E-Amitié": (-17.4640, 14.6950),
    "Grand Dakar": (-17.4560, 14.7040),
    "Biscuiterie": (-17.4500, 14.7090),
    "HLM": (-17.4460, 14.7110),
    "Hann Bel-Air": (-17.4300, 14.7190),
    "Sicap-Liberté": (-17.4660, 14.7150),
    "Dieuppeul-Derklé": (-17.4570, 14.7210),
    "Mermoz-Sacré-Cœur": (-17.4720, 14.7080),
    "Ouakam": (-17.4880, 14.7240),
    "Ngor": (-17.5130, 14.7500),
    "Yoff": (-17.4820, 14.7570),
    "Grand Yoff": (-17.4480, 14.7360),
    "Parcelles Assainies": (-17.4420, 14.7570),
    "Patte d'Oie": (-17.4430, 14.7450),
    "Cambérène": (-17.4290, 14.7660),
    "Gorée": (-17.3990, 14.6670),
}
SCHOOL_NAMES = (
    "des Filaos|du Marigot|de la Corniche|des Manguiers|du Baobab sacré|de Soumbédioune|du Marché|"
    "des Pêcheurs|de la Gare|des Flamboyants|du Rond-point 6|de la Pyrotechnie|Khar Yalla|Léona|"
    "Cité Asecna|du Front de Terre|de Tonghor|Diamaguène|des Niayes|de la Pointe"
)
PLACES = (
    "devant la boutique Touba|au rond-point|à l'angle de la rue 17|près de la mosquée|"
    "derrière le marché|sur la VDN|en face de la pharmacie|devant l'école|à l'arrêt du bus 23|"
    "le long du canal 4|au terrain de football|à la plage des pêcheurs"
)
REPORTS = (
    "Trois lampadaires éteints {place} depuis dix jours.",
    "Poteau penché {place}, il menace de tomber sur les passants.",
    "Câble à nu {place}, des enfants jouent à côté. Prévenir {who} au {phone}.",
    "Tout le quartier est noir le soir {place}. {who}, délégué de quartier, demande une visite.",
    "Lampe qui clignote {place}, gênant pour les conducteurs.",
    "Le camion immatriculé {plate} a heurté le poteau {place} puis est reparti.",
    "Vol de câbles signalé {place} ; un taxi {plate} a été vu sur les lieux par Mme {last}.",
    "Réparation faite la semaine passée mais nouvelle panne {place}. Contact : {mail}",
    "Lampadaire solaire sans batterie {place}.",
    "Demande d'éclairage {place} : agressions la nuit, voir M. {last}, téléphone {phone}.",
    "Le technicien {who} est passé sans échelle, rien n'est réparé {place}.",
    "Merci pour la remise en service {place}, tout fonctionne.",
)
ANSWERS = (
    "Équipe programmée.",
    "Réparé, lampe remplacée.",
    "Transmis à la société d'électricité.",
    "Doublon.",
    "En attente de matériel.",
    "",
)
MARKETS = (
    "Sandaga:Plateau|Kermel:Plateau|Petersen:Plateau|Rebeuss:Plateau|Tilène:Médina|"
    "Malien:Médina|Champ de courses:Médina|Soumbédioune:Gueule Tapée-Fass-Colobane|"
    "Colobane:Gueule Tapée-Fass-Colobane|Fass:Gueule Tapée-Fass-Colobane|"
    "Gueule Tapée:Gueule Tapée-Fass-Colobane|Point E:Fann-Point E-Amitié|Zinc:Grand Dakar|"
    "Nguélaw:Biscuiterie|Jet d'eau:Sicap-Liberté|Liberté 6:Sicap-Liberté|Bourguiba:Grand Dakar|"
    "HLM:HLM|Syndicat des pêcheurs:Hann Bel-Air|Hann Pêcheurs:Hann Bel-Air|Bel-Air:Hann Bel-Air|"
    "Castors:Dieuppeul-Derklé|Derklé:Dieuppeul-Derklé|Front de Terre:Grand Yoff|"
    "Grand Yoff:Grand Yoff|Cité Fadia:Parcelles Assainies|Dior:Parcelles Assainies|"
    "Unité 7:Parcelles Assainies|Patte d'Oie:Patte d'Oie|Cambérène:Cambérène|Ouakam:Ouakam|"
    "Yoff:Yoff|Ngor Village:Ngor"
)


def tables() -> dict[str, bytes]:
    """File name → bytes."""
    return {
        "equipements-scolaires.csv": schools(),
        "eclairage-signalements.csv": reports(),
        "marches.csv": markets(),
        "points-eau.json": water_points(),
    }


def _place(random: Random, district: str) -> tuple[str, str]:
    longitude, latitude = DISTRICTS[district]
    east, north = random.uniform(-0.006, 0.006), random.uniform(-0.006, 0.006)
    return f"{longitude + east:.5f}", f"{latitude + north:.5f}"


def _mobile(random: Random) -> str:
    return f"78 000 {random.randrange(10, 99)} {random.randrange(10, 99)}"


def schools() -> bytes:
    """A shape of Dakar's own; heads' names and mobile phones stand in two columns."""
    random = chance("dakar-schools")
    names = [name.strip() for name in SCHOOL_NAMES.split("|")]
    rows = []
    for number in range(1, 87):
        district = random.choice(list(DISTRICTS))
        level = random.choices(["Préscolaire", "Élémentaire", "Moyen", "Secondaire"], [2, 5, 2, 1])
        head = person(random, "dakar")
        rooms = random.randrange(4, 25)
        girls, boys = rooms * random.randrange(14, 27), rooms * random.randrange(13, 26)
        kind = {"Préscolaire": "Case des tout-petits", "Élémentaire": "École élémentaire"}
        name = f"{kind.get(level[0], 'Collège')} {random.choice(names)}"
        title = "Mme" if head.woman else "M."
        row: list[object] = [
            f"DK-{number:03d}",
            name,
            level[0],
            district,
            *_place(random, district),
        ]
        row += [rooms, girls, boys, random.choice(["oui", "oui", "non"])]
        row += [random.choice(["oui", "non"]), f"{title} {head.full}", _mobile(random)]
        rows.append(row)
    header = (
        "identifiant,nom,niveau,commune_arrondissement,longitude,latitude,salles,filles,garcons,"
        "eau_potable,bloc_sanitaire_filles,directeur,telephone_directeur"
    )
    return csv_bytes(header.split(","), rows)


def reports() -> bytes:
    """Reports of residents: names, phones, mailboxes and number plates in free text."""
    random = chance("dakar-lighting")
    rows = []
    for number in range(1, 166):
        who, district = person(random, "dakar"), random.choice(list(DISTRICTS))
        received = day(random, date(2026, 1, 3), date(2026, 9, 20))
        plate = random.choice(
            [
                f"DK {digits(random, 4)} {_letters(random)}",
                f"AA-{digits(random, 3)}-{_letters(random)}",
            ]
        )
        text = random.choice(REPORTS).format(
            place=random.choice(PLACES.split("|")),
            who=who.full,
            last=who.last,
            phone=f"+221 {_mobile(random)}",
            plate=plate,
            mail=f"{who.mailbox}@boite.example.net",
        )
        answer = random.choice(ANSWERS)
        closed = received + timedelta(days=random.randrange(1, 40)) if answer else ""
        row: list[object] = [f"EP-26-{number:04d}", received, district, *_place(random, district)]
        rows.append([*row, text, answer, closed])
    header = "numero,recu_le,commune_arrondissement,longitude,latitude,message,reponse,clos_le"
    return csv_bytes(header.split(","), rows)


def _letters(random: Random) -> str:
    return "".join(random.choice("ABCDEFGHJKLMNPQRSTVWXYZ") for _ in range(2))


def markets() -> bytes:
    """Plain reference data: nobody in it."""
    random = chance("dakar-markets")
    rows = []
    for number, market in enumerate(MARKETS.split("|"), start=1):
        name, district = market.split(":")
        row: list[object] = [f"M{number:02d}", f"Marché {name}", district]
        row += [*_place(random, district), random.randrange(6, 240) * 10]
        row += [random.choice(["quotidien", "quotidien", "hebdomadaire"])]
        row += [random.choice(["alimentation", "tissus", "poisson", "artisanat", "divers"])]
        row += [random.choice([100, 150, 200, 300])]
        rows.append(row)
    header = (
        "code,nom,commune_arrondissement,longitude,latitude,places,rythme,dominante,taxe_jour_fcfa"
    )
    return csv_bytes(header.split(","), rows)


def water_points() -> bytes:
    """A JSON table: an array of objects."""
    random = chance("dakar-water")
    rows = []
    for number in range(1, 49):
        district = random.choice(list(DISTRICTS))
        longitude, latitude = _place(random, district)
        rows.append(
            {
                "code": f"BF-{number:03d}",
                "type": random.choice(["borne-fontaine", "borne-fontaine", "forage", "citerne"]),
                "commune_arrondissement": district,
                "longitude": float(longitude),
                "latitude": float(latitude),
                "en_service": random.random() < 0.83,
                "debit_litres_minute": random.choice([12, 15, 20, 30, None]),
                "derniere_analyse": str(day(random, date(2025, 10, 1), date(2026, 9, 1))),
            }
        )
    return (json.dumps(rows, ensure_ascii=False, indent=1) + "\n").encode()
