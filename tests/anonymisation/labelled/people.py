"""People of one country, and the slots that templates draw about them."""

import random
import unicodedata

from labelled import numbers
from labelled.books import Book
from labelled.pieces import Cell, Piece, fill

_NAMES_OF_MONTHS = (
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
)
MONTHS = _NAMES_OF_MONTHS.split()


def bare(text: str) -> str:
    """Without accents."""
    text = text.replace("đ", "d").replace("Đ", "D").replace("œ", "oe")
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


def items(text: str) -> list[str]:
    return [item.strip() for item in text.split(",")]


class Person:
    """One person: a name, and what is written about it."""

    def __init__(self, draw: random.Random, country: str, book: Book) -> None:
        self.draw, self.country, self.book = draw, country, book
        self.first = draw.choice(items(book.first))
        self.last = self._last()
        if book.doubles and draw.random() < 0.8:
            self.last += " " + self._last()
        self.born = numbers.birth(draw)

    def _last(self) -> str:
        draw, book = self.draw, self.book
        if not book.heads or draw.random() < 0.35:
            return draw.choice(items(book.last))
        made = draw.choice(book.heads.split()) + draw.choice(book.tails.split())
        if draw.random() < 0.3:
            made = draw.choice(book.heads.split()) + made
        return made.capitalize()

    def full(self) -> str:
        parts = [self.last, self.first] if self.book.family_first else [self.first, self.last]
        return " ".join(parts)

    def mail(self) -> str:
        first = bare(self.first).lower().replace(" ", "")
        last = bare(self.last).lower().replace(" ", "").replace("'", "")
        year = str(self.born[2])
        box = self.draw.choice(
            [
                f"{first}.{last}",
                f"{first[0]}{last}",
                f"{last}.{first}",
                f"{first}_{last}{year[2:]}",
                f"{last}{year}",
                f"{first}-{last}",
                f"famille.{last}",
            ]
        )
        return f"{box}@{self.draw.choice(items(self.book.mail))}"

    def address(self) -> str:
        draw = self.draw
        number, street = draw.randint(1, 240), draw.choice(items(self.book.streets))
        if self.country == "FR":
            kind = draw.choice(["", "", "", " bis", "ter", " B", ","])
            return f"{number}{kind} {street}"
        if self.country == "BE":
            dutch = street[0].isupper()
            return f"{street} {number}" if dutch or draw.random() < 0.5 else f"{number} {street}"
        if self.country in ("ES", "EU"):
            floor = draw.choice(["", f", {draw.randint(1, 9)}º {draw.choice('ABCD')}", ", bajo"])
            return f"{street}{draw.choice([',', ' nº', ''])} {number}{floor}"
        if self.country == "EC":
            return f"{street} {draw.choice(['N', 'OE', 'E'])}{number % 60}-{number}"
        if self.country == "MX":
            return f"{street} {draw.choice(['', '#', 'No. '])}{number}"
        if self.country == "SN":
            end = street.rsplit(" ", 1)[-1]
            return f"{street} {number}" if end in ("villa", "rue") else f"{number}, {street}"
        if self.country == "VN":
            return f"{draw.choice(['Số ', ''])}{number} {street}"
        return f"{number}{draw.choice([',', ''])} {street}"

    def birthday(self) -> str:
        day, month, year = self.born
        if self.country == "FR" and self.draw.random() < 0.2:
            return f"{day} {MONTHS[month - 1]} {year}"
        return self.draw.choice(
            [f"{day:02d}/{month:02d}/{year}"] * 3
            + [f"{year}-{month:02d}-{day:02d}", f"{day:02d}.{month:02d}.{year}"]
        )


class Author:
    """Draws people of one country for templates; each cell or row is about new people."""

    def __init__(self, country: str, book: Book, seed: str) -> None:
        self.country, self.book = country, book
        self.random = random.Random(seed)

    def person(self) -> Person:
        return Person(self.random, self.country, self.book)

    def pick(self, options: list[str]) -> str:
        return self.random.choice(options)

    def say(self, template: str, who: Person | None = None) -> Cell:
        people = [who or self.person(), self.person()]
        return fill(template, lambda slot: self.slot(slot, people))

    def row(self, *templates: str) -> list[Cell]:
        """One row about one person (`{...2}` slots are about another)."""
        who = self.person()
        return [self.say(template, who) for template in templates]

    def slot(self, slot: str, people: list[Person]) -> Piece:
        """A piece; a slot that ends in 2 is about the second person."""
        who = people[slot.endswith("2")]
        name = slot.rstrip("2")
        if name in _NAMES:
            return _NAMES[name](who), "PERSON", "true"
        if name in _DEBATABLE:
            return _DEBATABLE[name](who), "PERSON", "either"
        if name in _FACTS:
            return _FACTS[name](who)
        return self._plain(name)

    def _plain(self, name: str) -> str:
        draw = self.random
        plain = {
            "n": lambda: str(draw.randint(2, 90)),
            "num": lambda: f"{draw.randint(1, 99999):05d}",
            "year": lambda: str(draw.randint(2015, 2025)),
            "date": lambda: (
                f"{draw.randint(1, 28):02d}/{draw.randint(1, 12):02d}/{draw.randint(2019, 2025)}"
            ),
            "iso": lambda: (
                f"{draw.randint(2019, 2025)}-{draw.randint(1, 12):02d}-{draw.randint(1, 28):02d}"
            ),
            "euros": lambda: f"{draw.randint(1, 40) * 250}",
            "siret": lambda: numbers.siret(draw),
            "rna": lambda: f"W{draw.randint(100000000, 999999999)}",
            "town": lambda: draw.choice(items(self.book.towns)),
        }
        return plain[name]()


def _shape(pattern: str):
    """A way to write a name: F first, L last, as upper, lower or initial."""
    return lambda who: pattern.format(
        F=who.first,
        L=who.last,
        FU=who.first.upper(),
        LU=who.last.upper(),
        fl=who.first.lower(),
        ll=who.last.lower(),
        fb=bare(who.first).lower(),
        lb=bare(who.last).lower(),
        I=who.first[0],
        full=who.full(),
        FULL=who.full().upper(),
    )


_NAMES = {
    "P": _shape("{full}"),
    "FP": _shape("{F} {LU}"),
    "LF": _shape("{LU} {F}"),
    "LFm": _shape("{L} {F}"),
    "UP": _shape("{FULL}"),
    "lp": _shape("{fl} {ll}"),
    "bp": _shape("{fb} {lb}"),
    "lbf": _shape("{lb} {fb}"),
    "F": _shape("{F}"),
    "f": _shape("{fb}"),
    "L": _shape("{L}"),
    "LU": _shape("{LU}"),
    "l": _shape("{lb}"),
    "I": _shape("{I}. {L}"),
    "IU": _shape("{I}. {LU}"),
    "LI": _shape("{LU} {I}."),
}
_DEBATABLE = {
    "ep": _shape("{full}"),
    "el": _shape("{L}"),
    "ef": _shape("{F}"),
    "eu": _shape("{LU}"),
}
_FACTS = {
    "mail": lambda who: (who.mail(), "EMAIL", "true"),
    "tel": lambda who: (numbers.mobile(who.draw, who.country), "PHONE", "true"),
    "fix": lambda who: (numbers.home_phone(who.draw, who.country), "PHONE", "true"),
    "addr": lambda who: (who.address(), "ADDRESS", "true"),
    "eaddr": lambda who: (who.address(), "ADDRESS", "either"),
    "id": lambda who: (*numbers.identifier(who.draw, who.country), "true"),
    "nir": lambda who: (numbers.nir(who.draw), "NIR", "true"),
    "nirk": lambda who: (numbers.nir(who.draw, key=False), "NIR", "true"),
    "iban": lambda who: (numbers.iban_number(who.draw, who.country), "IBAN", "true"),
    "plate": lambda who: (numbers.plate(who.draw, who.country), "LICENSE_PLATE", "true"),
    "birth": lambda who: (who.birthday(), "BIRTH_DATE", "true"),
    "age": lambda who: (str(2025 - who.born[2]), "AGE", "either"),
}
