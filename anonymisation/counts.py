"""What is counted while a table is transformed: cells, never their content."""

import re
from collections import Counter
from dataclasses import dataclass, field

from anonymisation.reading.text import fold

#: A name is judged by its beginning, in characters.
LONGEST_NAME = 120
#: Masked values remembered for the verification.
MAX_MASKED = 50_000
#: A masked number with fewer digits may be another number's part.
SHORTEST_NUMBER = 8


@dataclass(slots=True)
class ColumnCount:
    """What was seen and done in one column, in cells."""

    filled: int = 0
    changed: int = 0
    words: int = 0
    with_person: int = 0
    with_address: int = 0
    entities: Counter[str] = field(default_factory=Counter)
    operators: Counter[str] = field(default_factory=Counter)

    @property
    def mean_words(self) -> float:
        """Words of a filled cell, on average."""
        return self.words / self.filled if self.filled else 0.0


#: Numbers that are one person's and nothing else's, wherever they stand.
_NUMBERS = frozenset(
    {"NIR", "IBAN", "CARD", "PHONE", "BE_NRN", "ES_NIF", "EC_CEDULA", "MX_CURP", "SN_NIN"}
    | {"VN_CCCD", "FR_SPI"}
)
_BETWEEN = re.compile(r"[\s.\-/_]")


@dataclass(slots=True)
class Masked:
    """What was masked: to be found nowhere in the output. Never written.

    `names` are folded; `numbers` are in upper case, without separators.
    """

    names: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)

    def add(self, entity: str, value: str) -> None:
        """Remember a masked value long enough to be recognised elsewhere."""
        if entity in _NUMBERS and len(self.numbers) < MAX_MASKED:
            number = _BETWEEN.sub("", value).upper()
            if sum(map(str.isdigit, number)) >= SHORTEST_NUMBER:
                self.numbers.add(number)
        if len(self.names) >= MAX_MASKED or entity != "PERSON":
            return
        folded = " ".join(re.findall(r"[^\W\d_]+", fold(value[:LONGEST_NAME])))
        if " " in folded and len(folded) >= 8:
            self.names.add(folded)
