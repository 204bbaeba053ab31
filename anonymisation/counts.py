"""What is counted while a table is transformed: cells, never their content."""

import re
from collections import Counter
from dataclasses import dataclass, field

from anonymisation.text import fold

#: A name is judged by its beginning, in characters.
LONGEST_NAME = 120
#: Masked values remembered for the verification.
MAX_MASKED = 50_000


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


@dataclass(slots=True)
class Masked:
    """Folded names that were masked: to be found nowhere in the output. Never written."""

    names: set[str] = field(default_factory=set)

    def add(self, entity: str, value: str) -> None:
        """Remember a masked value long enough to be recognised elsewhere."""
        if len(self.names) >= MAX_MASKED or entity != "PERSON":
            return
        folded = " ".join(re.findall(r"[^\W\d_]+", fold(value[:LONGEST_NAME])))
        if " " in folded and len(folded) >= 8:
            self.names.add(folded)
