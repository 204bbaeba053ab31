"""Random sentences: the words before and after a name are drawn, not written as templates.

Surnames are made of syllables, so that no list knows them; a third of the cells name nobody.
"""

import random
from collections.abc import Callable

from labelled import grammar_words as lexis
from labelled.pieces import Cell, Labelled, Piece

LANGUAGES = ("fr", "fr", "fr", "es", "en", "nl")


class Writer:
    """Writes cells in one language."""

    def __init__(self, draw: random.Random, language: str) -> None:
        self.draw, self.language = draw, language

    def one(self, table: dict[str, str]) -> str:
        return self.draw.choice(table[self.language].split("|"))

    def given(self) -> str:
        """One in six is in no list, made of syllables."""
        if self.draw.random() < 0.16:
            heads, middles, _ = (part.split() for part in lexis.SYLLABLES[self.language])
            made = self.draw.choice(middles) + self.draw.choice(middles)
            return self.draw.choice(heads) + made + self.draw.choice(["line", "nio", "rik", "da"])
        return self.draw.choice(lexis.GIVEN[self.language].split())

    def surname(self) -> str:
        heads, middles, tails = (part.split() for part in lexis.SYLLABLES[self.language])
        draw = self.draw
        middle = draw.choice(middles) if draw.random() < 0.5 else ""
        made = draw.choice(heads) + middle + draw.choice(tails)
        if draw.random() < 0.12:
            particle = draw.choice(lexis.PARTICLES[self.language])
            made = particle + ("" if particle[-1] in "'c" else " ") + made
        if self.language == "es" and draw.random() < 0.6:
            made += " " + draw.choice(heads) + draw.choice(tails)
        return made

    def person(self) -> Piece:
        first, last = self.given(), self.surname()
        shapes: list[Callable[[], str]] = [
            lambda: f"{first} {last}",
            lambda: f"{first} {last}",
            lambda: f"{first} {last.upper()}",
            lambda: f"{last.upper()} {first}",
            lambda: f"{last} {first}",
            lambda: f"{first[0]}. {last}",
            lambda: f"{first.upper()} {last.upper()}",
        ]
        return (self.draw.choice(shapes)(), "PERSON", "true")

    def glued(self) -> Piece:
        first, last = self.given(), self.surname().split()[-1]
        forms = [
            f"{last.upper()}-{first}", f"{last.upper()}_{first}", f"{first}{last}",
            f"{last}, {first}", f"{last}|{first}", f"{last}+{first}", f"{first}/{last.upper()}",
            f"{first}&nbsp;{last}", f"{first}\t{last}", f"{last.upper()} ({first})",
            f"{' '.join(last.upper())} {first}", f"{first}\n{last}", f"{first};{last}",
        ]  # fmt: skip
        return (self.draw.choice(forms), "PERSON", "true")

    def sentence(self, person: Piece) -> Cell:
        make = self.draw.choice([self._active, self._passive, self._nominal, self._noted])
        return make(person)

    def _active(self, person: Piece) -> Cell:
        opener = self._opener()
        end = f" {self.one(lexis.DOES)} {self.one(lexis.THING)} {self.one(lexis.WHEN)}"
        return [opener, person, end] if opener else [person, end]

    def _opener(self) -> str:
        opener = self.one(lexis.WHEN) if self.draw.random() < 0.5 else ""
        return opener and opener[0].upper() + opener[1:] + ", "

    def _passive(self, person: Piece) -> Cell:
        thing = self.one(lexis.THING)
        return [
            f"{thing[0].upper()}{thing[1:]} {self.one(lexis.DONE)} ",
            person,
            " " + self.one(lexis.WHEN),
        ]

    def _nominal(self, person: Piece) -> Cell:
        return [self.one(lexis.MATTER) + " ", person, " " + self.one(lexis.TAIL)]

    def _noted(self, person: Piece) -> Cell:
        return [person, " " + self.one(lexis.TAIL)]

    def nobody(self) -> Cell:
        """A sentence about somebody who is not named, with capitals in it."""
        subject = self.one(lexis.ANYBODY)
        capital = self.draw.choice([self.one(lexis.CAPITALS), self.carrier()])
        return [
            f"{subject[0].upper()}{subject[1:]} {self.one(lexis.DOES)} {self.one(lexis.THING)}, ",
            (capital, "PERSON", "false"),
            f", {self.one(lexis.WHEN)}",
        ]

    def carrier(self) -> str:
        kind = self.one(lexis.CARRIERS)
        name = f"{self.given()} {self.surname()}"
        return f"{kind} {name}"


def _notes(draw: random.Random, rows: int) -> list[list[Cell]]:
    table: list[list[Cell]] = []
    for number in range(rows):
        writer = Writer(draw, draw.choice(LANGUAGES))
        named = draw.random() < 0.66
        cell = writer.sentence(writer.person()) if named else writer.nobody()
        table.append([[f"{number + 100}"], cell])
    return table


def _glued(draw: random.Random, rows: int) -> list[list[Cell]]:
    table: list[list[Cell]] = []
    for number in range(rows):
        writer = Writer(draw, "fr")
        table.append([[f"{number + 100}"], writer.sentence(writer.glued())])
    return table


def _small(draw: random.Random, rows: int) -> list[list[Cell]]:
    """Notes typed without capitals."""
    table: list[list[Cell]] = []
    for number in range(rows):
        writer = Writer(draw, draw.choice(("fr", "fr", "es")))
        first, last = writer.given(), writer.surname()
        cell = writer.sentence((f"{first} {last}", "PERSON", "true"))
        small = [p.lower() if isinstance(p, str) else (p[0].lower(), *p[1:]) for p in cell]
        table.append([[f"{number + 100}"], small])
    return table


def grammars(seed: str) -> Labelled:
    """Notes in one column, by kind of writing."""
    draw = random.Random(f"grammars-{seed}")
    made = Labelled()
    made.add("sentences", "numero remarque", _notes(draw, 500))
    made.add("collages", "numero remarque", _glued(draw, 200))
    made.add("minuscules", "numero remarque", _small(draw, 200))
    return made


def capitals(seed: str) -> Labelled:
    """Nobody at all."""
    draw = random.Random(f"capitals-{seed}")
    rows = [[[f"{n}"], Writer(draw, draw.choice(LANGUAGES)).nobody()] for n in range(400)]
    made = Labelled()
    made.add("lieux", "numero remarque", rows)
    return made
