"""One column as it was decided on: what will be done with it, by which rule, on what ground."""

from dataclasses import dataclass
from typing import Literal

from anonymisation.policy.rules import ColumnAction, Meaning, OwnRule
from anonymisation.reading.text import header_words

#: In these columns only what identifies beyond doubt is looked for.
KEPT = frozenset({"keep", "place", "official", "beneficiary_id"})


@dataclass(frozen=True, slots=True)
class ColumnPlan:
    """What will be done with a column. `source` is own, schema, meaning, content or none.

    `rule` names the rule inside its source; `kind` is the Table Schema type that the cells must
    keep, "" where none is imposed; `companions` are columns with the row's register numbers;
    `delicate`: cells that tell of the health or beliefs of children do not leave; of a column of
    codes ("codes"), only those that tell nothing do.
    """

    name: str
    action: ColumnAction
    source: str
    basis: str
    meaning: Meaning | None = None
    entity: str | None = None
    companions: tuple[str, ...] = ()
    rule: str = ""
    kind: str = ""
    own: OwnRule | None = None
    delicate: Literal["", "texts", "codes"] = ""

    @property
    def words(self) -> frozenset[str]:
        """The folded words of its header."""
        return frozenset(header_words(self.name).split())

    @property
    def subject(self) -> bool:
        """Whether the column says who the row is about."""
        personal = self.action in ("person", "mask", "year", "area")
        return personal and self.meaning is not None and self.meaning.subject

    @property
    def holds(self) -> str | None:
        """The kind of personal data that whole cells are, None when the rule does not say."""
        return self.entity or ("PERSON" if self.action in ("person", "body") else None)

    @property
    def exempt(self) -> bool:
        """Whether an officer publishes the column as it is."""
        return self.source == "own" and self.action == "keep"


def given_names(column: ColumnPlan) -> bool:
    """Whether a schema publishes given names, which name nobody by themselves."""
    counted = column.source == "schema" and column.action == "keep"
    return counted and "prenom" in column.words
