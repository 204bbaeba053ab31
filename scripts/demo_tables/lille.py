"""Lille: grants, council decisions, first names, canteen menus, defibrillators."""

import json
from datetime import date, timedelta
from random import Random

from demo_tables.common import chance, csv_bytes, day, digits, french_nir, siret, weekday
from demo_tables.lille_words import (
    BOYS,
    DAE_PLACES,
    DECISIONS,
    DISHES,
    GIRLS,
    GRANTS,
    ORGANISATIONS,
    PERSONAL_GRANTS,
    QUARTERS,
    SCHOOLS,
)
from demo_tables.people import person
from stdnum.fr import siret as siret_numbers

#: Facts of the Sirene register: Ville de Lille, head office.
LILLE = siret_numbers.validate("21590350100017")

SUBVENTIONS = (
    "nomAttribuant,idAttribuant,dateConvention,referenceDecision,nomBeneficiaire,idBeneficiaire,"
    "rnaBeneficiaire,objet,montant,nature,conditionsVersement,datesPeriodeVersement,idRAE,"
    "notificationUE,pourcentageSubvention,dispositifAide"
)
DELIBERATIONS = (
    "COLL_NOM,COLL_SIRET,DELIB_ID,DELIB_DATE,DELIB_MATIERE_CODE,DELIB_MATIERE_NOM,DELIB_OBJET,"
    "BUDGET_ANNEE,BUDGET_NOM,PREF_ID,PREF_DATE,VOTE_EFFECTIF,VOTE_REEL,VOTE_POUR,VOTE_CONTRE,"
    "VOTE_ABSTENTION,DELIB_URL"
)
MENUS = (
    "menuCollNom,menuCollSiret,menuEtablissementNom,menuEtablissementSiret,menuRestaurantNom,"
    "menuRestaurantInsee,menuRestaurantId,menuRestaurantIdType,menuRestaurantType,"
    "menuRestaurantConvive,menuDate,menuRepasType,menuPlatType,menuPlatNom,menuPlatCode,"
    "menuPlatSiqo,menuPlatLabel,menuPlatPrecision,menuPlatRegime,menuPlatAllergene,"
    "menuPlatTexture,menuPlatNutriscore,menuPlatPrix,menuPublicationDate,menuModificationDate,"
    "menuModificationInfo"
)
DAE = (
    "nom,lat_coor1,long_coor1,adr_num,adr_voie,com_cp,com_insee,com_nom,acc,acc_lib,acc_pcsec,"
    "acc_acc,dae_mobile,acc_etg,acc_complt,photo1,photo2,disp_j,disp_h,disp_complt,tel1,tel2,"
    "site_email,date_instal,etat,etat_fonct,fab_siren,fab_rais,mnt_siren,mnt_rais,modele,"
    "num_serie,id_euro,lc_ped,dtpr_lcped,dtpr_lcad,dtpr_bat,freq_mnt,dispsurv,dermnt,expt_siren,"
    "expt_siret,expt_rais,expt_tel1,expt_tel2,expt_email"
)


def tables() -> dict[str, bytes]:
    """File name → bytes."""
    return {
        "subventions-2025.csv": subventions(),
        "deliberations-2025.csv": deliberations(),
        "prenoms-2025.csv": prenoms(),
        "menus-cantines.csv": menus(),
        "defibrillateurs.csv": dae(),
    }


def subventions() -> bytes:
    """Valid against scdl/subventions 2.1.1; about one beneficiary in seven is a person."""
    random = chance("lille-subventions")
    numbers = {name: (siret(random), _rna(random)) for name in ORGANISATIONS}
    rows = []
    for number in range(1, 185):
        granted = weekday(random, date(2025, 1, 31), date(2025, 12, 12))
        alone = random.random() < 0.15
        grant = _person_grant if alone else _association_grant
        who, purpose, scheme = grant(random)
        own_id, rna = numbers.get(who) or (siret(random), "")
        amount = random.choice([800, 1200, 1500, 2000] if alone else [900, 2500, 4000, 7500, 18000])
        paid = granted + timedelta(days=random.randrange(15, 60))
        period = f"{paid}/{date(2025, 12, 31)}" if paid < date(2025, 11, 1) else f"{paid}"
        kind = random.choices(["aide en numéraire", "aide en nature"], [9, 1])[0]
        terms = random.choice(
            [
                "versement unique",
                "échelonné : 70 % à la signature, 30 % sur présentation du bilan",
                "sur production des justificatifs de dépense",
                "versement unique après notification de la convention",
            ]
        )
        share = random.choice(["0.2", "0.35", "0.5", "0.62", "0.8", "1"])
        cents = f"{amount + random.randrange(0, 400) / 4:.2f}"
        reference = f"25/{100 + number}"
        number_id = own_id if not rna or random.random() < 0.6 else ""
        row = ["Ville de Lille", LILLE, granted, reference, who, number_id, rna, purpose, cents]
        rows.append([*row, kind, terms, period, "", "non", share, scheme])
    return csv_bytes(SUBVENTIONS.split(","), rows)


def _rna(random: Random) -> str:
    return f"W595{random.randrange(10**6):06d}"


def _association_grant(random: Random) -> tuple[str, str, str]:
    purpose = random.choice(GRANTS).format(quarter=random.choice(QUARTERS))
    return random.choice(ORGANISATIONS), purpose, "Soutien à la vie associative"


def _person_grant(random: Random) -> tuple[str, str, str]:
    who = person(random, "lille")
    title = "Mme" if who.woman else "M."
    born = day(random, date(1972, 1, 1), date(2006, 12, 31))
    number = french_nir(random, who.woman, born)
    purpose = random.choice(PERSONAL_GRANTS).format(who=f"{title} {who.last}", nir=number)
    form = random.choice([f"{title} {who.full}", f"{who.last.upper()} {who.first}"])
    return form, purpose, "Bourses individuelles"


def deliberations() -> bytes:
    """Errors found in real files: day-first dates, votes that do not add up, half a budget."""
    random = chance("lille-deliberations")
    rows = []
    for number, (code, subject, purpose) in enumerate(DECISIONS, start=1):
        held = [date(2025, 2, 7), date(2025, 4, 4), date(2025, 6, 20), date(2025, 10, 10)]
        when = held[number * 4 // (len(DECISIONS) + 1)]
        present = random.randrange(52, 61)
        against, abstained = random.choice([(0, 0), (0, 4), (9, 0), (7, 3), (0, 0)])
        favour = present - against - abstained
        sent = when + timedelta(days=random.randrange(3, 9))
        budget = ["2025", "Budget principal"] if code.startswith("7") else ["", ""]
        url = f"https://deliberations.lille.example.org/2025/25-{number:03d}.pdf"
        row: list[object] = ["Ville de Lille", LILLE, f"25/{number:03d}", when, code, subject]
        row += [purpose, *budget, f"PREF-59-25-{number:04d}", sent]
        row += [61, present, favour, against, abstained, url]
        rows.append(_spoiled(row, number))
    return csv_bytes(DELIBERATIONS.split(","), rows)


def _spoiled(row: list[object], number: int) -> list[object]:
    """The clerks' slips, at fixed places."""
    when = row[3]
    if number % 6 == 0 and isinstance(when, date):
        row[3] = f"{when:%d/%m/%Y}"
    if number % 11 == 0:
        row[13] = int(str(row[13])) - 5
    if number % 17 == 0:
        row[8] = ""
        row[7] = "2025"
    if number % 19 == 0:
        row[5] = "Finances locales"
    if number == 21:
        row[10] = date(2024, 4, 9)
    if number == 30:
        row[12] = 64
    return row


def prenoms() -> bytes:
    """Valid against scdl/prenoms 1.1.6; names given once are kept, as the schema asks."""
    random = chance("lille-prenoms")
    rows = []
    for sex, names in (("F", GIRLS), ("M", BOYS)):
        for rank, name in enumerate(names.split()):
            count = max(1, round(61 / (1 + rank * 0.16) + random.uniform(-2, 2)))
            rows.append(["Lille", "59350", sex, name, count, 2025])
    return csv_bytes(
        [
            "COMMUNE_NOM",
            "COLL_INSEE",
            "ENFANT_SEXE",
            "ENFANT_PRENOM",
            "NOMBRE_OCCURRENCES",
            "ANNEE",
        ],
        rows,
    )


def menus() -> bytes:
    """Valid against scdl/menus-collectifs 1.2.3: four weeks, two restaurants, five courses."""
    random = chance("lille-menus")
    rows = []
    for week in range(4):
        for weekday_number in (0, 1, 3, 4):
            served = date(2026, 9, 7) + timedelta(weeks=week, days=weekday_number)
            for course, dishes in DISHES.items():
                dish = random.choice(dishes)
                rows += [_served(school, kind, served, course, dish) for school, kind in SCHOOLS]
    return csv_bytes(MENUS.split(","), rows)


def _served(
    school: str, kind: str, served: date, course: str, dish: tuple[str, list[str], list[str]]
) -> list[object]:
    name, regimes, allergens = dish
    organic = ["agriculture biologique"] if "bio" in name else []
    lists = [json.dumps(v, ensure_ascii=False) if v else "" for v in (organic, regimes, allergens)]
    texture = '["sans texture modifiée"]'
    row = ["Ville de Lille", LILLE, "Caisse des écoles de Lille", "", school, "59350", "", "sans"]
    row += [
        kind,
        "enfants de maternelle" if kind == "maternelle" else "élèves d'élémentaire",
        str(served),
        "déjeuner",
        course,
        name,
        "",
        lists[0],
    ]
    return [*row, "", "", lists[1], lists[2], texture, "", "", "2026-08-31T09:30:00Z", "", ""]


def dae() -> bytes:
    """Against atlasante/schema-dae 1.0.7: most rows are valid.

    The others: national phone format, day-first dates, a doubled serial number, a wrong SIREN and
    an unknown access.
    """
    random = chance("lille-dae")
    rows = []
    for number, (name, street, longitude, latitude, inside) in enumerate(DAE_PLACES, start=1):
        maker, model, initials = random.choice(
            [
                ("ZOLL", "AED Plus", "X09"),
                ("Schiller", "FRED PA-1", "FR"),
                ("Philips", "HS1", "A15"),
            ]
        )
        serial = f"{initials}{digits(random, 7)}" if number != 24 else rows[4][31]
        checked = day(random, date(2026, 1, 5), date(2026, 9, 30))
        installed = day(random, date(2016, 3, 1), date(2024, 11, 30))
        phone = "+33353010" + f"{100 + number:03d}"
        access = "Intérieur" if inside else "Extérieur"
        hours = ("lundi|mardi|mercredi|jeudi|vendredi", "heures ouvrables")
        days, open_hours = hours if inside else ("7j/7", "24h/24")
        row: list[object] = [name, latitude, longitude, number % 90 + 1, street, "59000", "59350"]
        row += ["Lille", access, "oui" if not inside else "non", "oui", "oui", "non", "0"]
        row += [random.choice(["", "Hall d'accueil, à gauche de l'escalier", "Façade côté cour"])]
        row += ["", "", days, open_hours, "", phone, "", "dae@lille.example.org", installed]
        row += ["Actif", "En fonctionnement", "", maker, "", "", model, serial, "", "oui", ""]
        row += [date(2027, 6, 30), date(2028, 1, 31), "Tous les ans", "non", checked, LILLE[:9]]
        row += [LILLE, "VILLE DE LILLE", "+33353010100", "", "secours@lille.example.org"]
        rows.append(_dae_slip(row, number))
    return csv_bytes(DAE.split(","), rows)


def _dae_slip(row: list[object], number: int) -> list[object]:
    if number % 9 == 0:
        row[20] = "03 53 01 01 " + f"{number:02d}"
    if number % 13 == 0 and isinstance(row[39], date):
        row[39] = f"{row[39]:%d/%m/%Y}"
    if number == 17:
        row[8] = "Dedans"
    if number == 31:
        row[40] = "215903502"
    if number in (12, 28):
        agent = person(chance(f"dae-{number}"), "lille")
        row[19] = f"Demander la clé à {agent.full} (gardien), 06 00 00 0{number // 10} {number}"
    return row
