"""What every city's tables need: a seeded chance, identifiers with right keys, writers.

Nobody in these tables exists. Identifiers are computed from drawn digits with python-stdnum.
"""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random

from stdnum import luhn
from stdnum.es import dni
from stdnum.fr import nir

Row = Sequence[object]


def chance(name: str) -> Random:
    """One generator per table: adding a table does not move the others."""
    return Random(f"partage-demo-2026/{name}")


def digits(random: Random, count: int) -> str:
    """Drawn digits, the first one not zero."""
    return str(random.randrange(10 ** (count - 1), 10**count))


def siret(random: Random) -> str:
    """14 digits: a SIREN and an establishment number, both with their Luhn key."""
    body = "9" + digits(random, 7)
    siren = body + luhn.calc_check_digit(body)
    office = siren + random.choice(["0001", "0002", "0003"])
    return office + luhn.calc_check_digit(office)


def french_nir(random: Random, woman: bool, born: date) -> str:
    """A social security number; its commune number (9xx) is not in use, so it is nobody's."""
    sex = "2" if woman else "1"
    body = f"{sex}{born:%y%m}59{random.randrange(900, 990)}{random.randrange(1, 999):03d}"
    return body + nir.calc_check_digits(body)


def belgian_number(random: Random, woman: bool, born: date) -> str:
    """A national register number: birth date, order (odd for men), 97 minus the rest."""
    order = 2 * random.randrange(440, 498) + (0 if woman else 1)
    body = f"{born:%y%m%d}{order:03d}"
    whole = int(f"2{body}") if born.year >= 2000 else int(body)
    return f"{born:%y.%m.%d}-{order:03d}.{97 - whole % 97:02d}"


def spanish_dni(random: Random) -> str:
    """Eight digits and their letter."""
    number = f"{random.randrange(95_000_000, 99_999_999)}"
    return number + dni.calc_check_digit(number)


def cedula(random: Random) -> str:
    """An Ecuadorian identity number: province 17, nine digits, a Luhn key."""
    body = f"17{random.randrange(5)}{random.randrange(10**6):06d}"
    return body + luhn.calc_check_digit(body)


def day(random: Random, first: date, last: date) -> date:
    """A day between two, both included."""
    return first + timedelta(days=random.randrange((last - first).days + 1))


def weekday(random: Random, first: date, last: date) -> date:
    """A day when offices are open."""
    found = day(random, first, last)
    return found - timedelta(days=max(0, found.weekday() - 4))


def csv_bytes(
    header: Row, rows: Iterable[Row], encoding: str = "utf-8", delimiter: str = ","
) -> bytes:
    """A table as a file's bytes, one line feed per line."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode(encoding)


def write(path: Path, body: bytes) -> None:
    """A file and the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)
