"""Made-up tables of two schemas of the SCDL, of any size, with a known share of errors.

Seeded. What repeats in real files repeats here (authorities, days, natures), what does not is
different on each row (beneficiaries, purposes, identifiers): half of the columns each. Numbers of
beneficiaries are of their own on each row, with right check digits.
"""

import csv
import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

SEED = 20260101
_CITY = "21490007800012"
_NATURES = ("aide en numéraire", "aide en nature")
_MATTERS = (
    ("7.5", "Finances locales/Subventions"),
    ("8.2", "Domaines de compétences par thèmes/Aide sociale"),
    ("2.1", "Urbanisme/Documents d'urbanisme"),
    ("4.1", "Fonction publique/Personnels titulaires"),
)
#: Per schema: what is written in place of a right cell, by position of the column.
WRONG: Mapping[str, Mapping[int, Sequence[str]]] = {
    "scdl/subventions": {
        0: ("",),
        1: ("2149000780001", "2.149E+13"),
        2: ("12/03/2024", "2024-02-30", "2024-2-3"),
        8: ("1 250,50", "250,5", "300 €"),
        9: ("numéraire", "Aide en nature"),
        13: ("OUI", "Non"),
        14: ("50", "0,5"),
    },
    "scdl/deliberations": {
        1: ("2149000780001", ""),
        3: ("12/03/2024", "2023-13-01", ""),
        4: ("75", "7,5"),
        10: ("14/03/24",),
        11: ("49,0", "quarante"),
        16: ("www.ville.fr/deliberation", "néant"),
    },
}
RowMaker = Callable[[int, random.Random], list[str]]


def make(path: Path, schema: str, rows: int, *, cells: float = 0.0, bad_rows: float = 0.0) -> None:
    """Write a table of `rows` rows under a header.

    `cells` is the share of wrong cells over the whole table, `bad_rows` that of rows with one wrong
    cell; give one of them.
    """
    from quality.schemas import shipped

    draw = random.Random(SEED)
    names = [field.name for field in shipped().get(schema).fields]
    share = bad_rows or cells * len(names)
    wrong = WRONG[schema]
    positions = tuple(wrong)
    with path.open("w", newline="", encoding="utf-8") as handle:
        writer = csv.writer(handle)
        writer.writerow(names)
        for number in range(rows):
            row = _MAKERS[schema](number, draw)
            if draw.random() < share:
                position = draw.choice(positions)
                row[position] = draw.choice(wrong[position])
            writer.writerow(row)


def _subvention(number: int, draw: random.Random) -> list[str]:
    day = _day(draw)
    return [
        "Ville d'Angers", _CITY, day, f"{number % 900}-DEL", f"Association n° {number}",
        _siret(draw), "", f"Projet {number}, deuxième tranche",
        f"{draw.randint(100, 90000)}.{draw.randint(0, 99):02}", draw.choice(_NATURES),
        "unique", f"{day}/{day}", "", draw.choice(("oui", "non")),
        f"0.{draw.randint(10, 99)}", "",
    ]  # fmt: skip


def _deliberation(number: int, draw: random.Random) -> list[str]:
    day = _day(draw)
    code, matter = draw.choice(_MATTERS)
    present = draw.randint(30, 55)
    against = draw.randint(0, 8)
    silent = draw.randint(0, 4)
    votes = (55, present, present - against - silent, against, silent)
    return [
        "Ville d'Angers", _CITY, f"DEL-{number}", day, code, matter,
        f"Subvention à l'association n° {number}, année {day[:4]}", day[:4], "Budget principal",
        f"049-214900078-{day}-{number}-DE", day, *map(str, votes),
        f"https://www.angers.example.fr/deliberations/{number}.pdf",
    ]  # fmt: skip


_MAKERS: Mapping[str, RowMaker] = {
    "scdl/subventions": _subvention,
    "scdl/deliberations": _deliberation,
}


def _day(draw: random.Random) -> str:
    return f"{draw.randint(2015, 2025)}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"


def _siret(draw: random.Random) -> str:
    siren = _keyed(f"{draw.randrange(10**8):08}")
    return _keyed(f"{siren}{draw.randrange(10**4):04}")


def _keyed(digits: str) -> str:
    """The digits followed by their Luhn key (ISO/IEC 7812-1)."""
    total = 0
    for position, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if position % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return digits + str(-total % 10)
