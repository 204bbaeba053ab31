"""Namur: charging points and first names on its portal, three more files in a shared folder.

The folder holds facilities, a follow-up of social aid put there by mistake, and an error page
saved under the name of a table.
"""

from datetime import date, timedelta
from random import Random

from demo_tables.common import belgian_number, chance, csv_bytes, day, weekday
from demo_tables.namur_words import (
    BOYS,
    ERROR_PAGE,
    FACILITIES,
    GIRLS,
    NEEDS,
    SITUATIONS,
    STATIONS,
    STEPS,
)
from demo_tables.people import Person, person

IRVE = (
    "nom_amenageur,siren_amenageur,contact_amenageur,nom_operateur,contact_operateur,"
    "telephone_operateur,nom_enseigne,id_station_itinerance,id_station_local,nom_station,"
    "implantation_station,adresse_station,code_insee_commune,coordonneesXY,nbre_pdc,"
    "id_pdc_itinerance,id_pdc_local,puissance_nominale,prise_type_ef,prise_type_2,"
    "prise_type_combo_ccs,prise_type_chademo,prise_type_autre,gratuit,paiement_acte,paiement_cb,"
    "paiement_autre,tarification,condition_acces,reservation,horaires,accessibilite_pmr,"
    "restriction_gabarit,station_deux_roues,raccordement,num_pdl,date_mise_en_service,"
    "observations,date_maj,cable_t2_attache"
)
EQUIPEMENTS = (
    "COLL_NOM,COLL_SIRET,EQUIP_UID,EQUIP_THEME,EQUIP_CODE,EQUIP_TYPE,EQUIP_NOM,ADR_NUMERO,"
    "ADR_NOMVOIE,ADR_CODEPOSTAL,ADR_COMMUNE,ADR_CLE_INTEROP,ERP_ID,ERP_TYPE,ERP_CATEGORIE,"
    "EQUIP_LAT,EQUIP_LONG,EQUIP_OUVERTURE,EQUIP_TEL,EQUIP_EMAIL,EQUIP_WEB"
)
CPAS = "dossier,ouvert_le,demandeur,registre_national,adresse,telephone,menage,note_de_suivi"


def tables() -> dict[str, bytes]:
    """File name → bytes."""
    return {
        "bornes-recharge.csv": irve(),
        "prenoms-2025.csv": prenoms(),
        "services/equipements-namur.csv": equipements(),
        "services/suivi-cpas-2025.csv": social_aid(),
        "services/occupation-parkings.csv": ERROR_PAGE.encode(),
    }


def irve() -> bytes:
    """Valid against etalab/schema-irve-statique 2.3.1; Belgian identifiers, no French numbers."""
    random = chance("namur-irve")
    rows = []
    for number, (name, address, longitude, latitude, place, points) in enumerate(STATIONS, start=1):
        opened = day(random, date(2021, 4, 1), date(2026, 6, 30))
        station = f"BENAMP{number:04d}"
        fast = place == "Station dédiée à la recharge rapide"
        for point in range(1, points + 1):
            power = random.choice(["50.00", "150.00"] if fast else ["7.40", "11.00", "22.00"])
            kinds = ["false", str(not fast).lower(), str(fast).lower(), "false", "false"]
            row: list[object] = ["Ville de Namur", "", "mobilite@namur.example.org"]
            row += ["Mosane Recharge", "contact@mosane-recharge.example.org", "+3281000100"]
            row += ["Namur Charge", station, "", name, place, address, ""]
            row += [f"[{longitude:.5f},{latitude:.5f}]", points, f"{station}{point}", "", power]
            row += [*kinds, "false", "true", "true", "true", _price(fast), "Accès libre", "false"]
            row += ["24/7" if place != "Parking public" else "Mo-Su 06:00-23:00"]
            row += [random.choice(["Réservé PMR", "Accessible mais non réservé PMR"])]
            row += ["Hauteur maximale 2,1 m" if place == "Parking public" else "Aucune", "false"]
            row += ["Direct", "", opened, "", date(2026, 9, 15), "false"]
            rows.append(row)
    return csv_bytes(IRVE.split(","), rows)


def _price(fast: bool) -> str:
    return "0,59 € / kWh" if fast else "0,42 € / kWh, puis 0,05 € / min après 4 h"


def prenoms() -> bytes:
    """Valid against scdl/prenoms 1.1.6, with Namur's Belgian municipal code."""
    random = chance("namur-prenoms")
    rows = []
    for sex, names in (("F", GIRLS), ("M", BOYS)):
        for rank, name in enumerate(names.split()):
            count = max(1, round(19 / (1 + rank * 0.13) + random.uniform(-1.5, 1.5)))
            rows.append(["Namur", "92094", sex, name, count, 2025])
    header = "COMMUNE_NOM,COLL_INSEE,ENFANT_SEXE,ENFANT_PRENOM,NOMBRE_OCCURRENCES,ANNEE"
    return csv_bytes(header.split(","), rows)


def equipements() -> bytes:
    """Facilities from Belgium against scdl/equipements: cp1252, semicolons.

    No SIRET exists there, so the enterprise number stands in its place; decimal commas; personal
    mailboxes and mobile phones.
    """
    random = chance("namur-equipements")
    rows = []
    for number, (theme, code, kind, name, street, town, postal) in enumerate(FACILITIES, start=1):
        who = person(random, "namur")
        personal = number % 3 == 0
        mail = f"{who.mailbox}@courriel.example.net" if personal else "info@namur.example.org"
        phone = f"+32455{number:06d}" if personal else f"+3281{number + 100:06d}"
        latitude = f"{50.4669 + random.uniform(-0.03, 0.03):.5f}"
        longitude = f"{4.8675 + random.uniform(-0.06, 0.06):.5f}"
        if number % 8 == 0:
            latitude, longitude = latitude.replace(".", ","), longitude.replace(".", ",")
        row: list[object] = ["Ville de Namur – Namen – Nameur", "0207362739"]
        row += [f"92094-{code[:8]}-{number:03d}", theme, code, kind, name, random.randrange(1, 180)]
        row += [street, postal, town, "", "", "", "", latitude, longitude]
        row += ["Mo-Fr 08:30-12:00,13:30-16:30", phone[:13], mail, "https://namur.example.org"]
        rows.append(row)
    return csv_bytes(EQUIPEMENTS.split(","), rows, "cp1252", ";")


def social_aid() -> bytes:
    """What must never be published: names, health and money in dense notes."""
    random = chance("namur-cpas")
    rows = [_case(random, number) for number in range(1, 61)]
    return csv_bytes(CPAS.split(","), rows, "utf-8-sig", ";")


def _case(random: Random, number: int) -> list[object]:
    who, kin, worker = (person(random, "namur") for _ in range(3))
    born = day(random, date(1948, 1, 1), date(2004, 12, 31))
    opened = weekday(random, date(2025, 1, 6), date(2025, 11, 28))
    street = f"{random.choice(['rue', 'avenue', 'chaussée'])} {random.choice(_STREETS)}"
    address = f"{street} {random.randrange(2, 240)}, {random.choice(_TOWNS)}"
    note = " ".join(
        (
            random.choice(SITUATIONS).format(**_facts(random, who, kin, born)),
            random.choice(NEEDS).format(**_facts(random, who, kin, born)),
            random.choice(STEPS).format(
                worker=worker.first, day=f"{opened + timedelta(days=9):%d/%m}", kin=kin.first
            ),
        )
    )
    number_id = belgian_number(random, who.woman, born)
    phone = f"0455 00 {random.randrange(10, 99)} {random.randrange(10, 99)}"
    household = random.choice(["isolée", "couple", "couple, 2 enfants", "mère et 3 enfants"])
    label = f"CPAS-25-{number:04d}"
    return [label, f"{opened:%d/%m/%Y}", who.full, number_id, address, phone, household, note]


def _facts(random: Random, who: Person, kin: Person, born: date) -> dict[str, object]:
    return {
        "who": who.first,
        "name": who.last,
        "kin": kin.full,
        "kin_first": kin.first,
        "born": f"{born:%d/%m/%Y}",
        "age": 2025 - born.year,
        "rent": random.choice([540, 610, 685, 720]),
        "phone": f"0455/00.{random.randrange(10, 99)}.{random.randrange(10, 99)}",
    }


_STREETS = ("de Fer", "de Bruxelles", "des Brasseurs", "du Beffroi", "de Waterloo", "Reine Astrid")
_TOWNS = ("5000 Namur", "5002 Saint-Servais", "5100 Jambes", "5020 Vedrin", "5101 Erpent")
