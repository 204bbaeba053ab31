"""What a policy file may say: one model per kind of rule, each with its legal basis."""

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, model_validator

from anonymisation.policy.words import Pattern

#: What a data officer may decide for a column (see docs/en/anonymisation.md).
OwnAction = Literal[
    "keep",
    "scan",
    "mask",
    "redact",
    "year",
    "month",
    "band",
    "street",
    "area",
    "department",
    "grid",
    "pseudonymise",
    "drop",
    "review",
    "withhold",
]
#: Actions of schema fields and column meanings; some depend on the rest of the table.
ColumnAction = Literal[
    OwnAction,
    "contact",
    "person",
    "official",
    "beneficiary",
    "beneficiary_id",
    "body",
    "address",
    "house",
    "place",
    "name",
    "special",
]
#: `personal`: masked in a table about persons or beside a name; `review`: the column is withheld.
EntityAction = Literal[
    "mask", "keep", "personal", "redact", "year", "month", "area", "grid", "pseudonymise", "review"
]
#: Columns that do not leave.
WITHHELD = frozenset({"drop", "review", "withhold", "special"})


class Model(BaseModel):
    """A frozen part of a policy; an unknown key is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Thresholds(Model):
    """Shares are 0–1; `dense_words` counts words, `min_rows` filled cells."""

    score: float = Field(0.35, ge=0, le=1)
    person_column: float = Field(0.5, ge=0, le=1)
    unknown_share: float = Field(0.25, ge=0, le=1)
    dense_text: float = Field(0.8, ge=0, le=1)
    dense_words: int = Field(20, ge=1)
    min_rows: int = Field(8, ge=1)
    useful: float = Field(0.34, ge=0, le=1)


class Limits(Model):
    """Time one table may take: `seconds`, and one more for every `rows_per_second` rows."""

    seconds: float = Field(600, gt=0)
    rows_per_second: int = Field(2_000, ge=1)

    def budget(self, rows: int) -> float:
        """Seconds of wall clock for a table of that many rows."""
        return self.seconds + rows / self.rows_per_second


class EntityRule(Model):
    """What is done with one kind of finding."""

    action: EntityAction
    basis: str


class Meaning(Model):
    """What a header says about a column: first match wins.

    `glued` is searched in headers written in one word ("ngaysinh") that no meaning knows;
    `subject`: the rows are about that person; `special`: special category (RGPD art. 9);
    `minor`: the person is a child.
    """

    id: str
    headers: tuple[Pattern, ...]
    glued: tuple[Pattern, ...] = ()
    unless: Pattern | None = None
    action: ColumnAction
    entity: str | None = None
    subject: bool = False
    special: bool = False
    minor: bool = False
    basis: str

    def matches(self, words: str) -> bool:
        """Whether folded header words carry this meaning."""
        return self._says(self.headers, words)

    def matches_glued(self, letters: str) -> bool:
        """Whether a folded header without spaces carries this meaning."""
        return self._says(self.glued, letters)

    def _says(self, patterns: tuple[str, ...], words: str) -> bool:
        if not patterns or (self.unless and re.search(self.unless, words)):
            return False
        return any(re.search(pattern, words) for pattern in patterns)


class SchemaPolicy(Model):
    """Decisions per field of one data schema: action → field names."""

    schema_id: str = Field(alias="schema")
    aliases: tuple[str, ...] = ()
    basis: str
    fields: dict[ColumnAction, tuple[str, ...]]

    @cached_property
    def by_field(self) -> Mapping[str, ColumnAction]:
        """Field name, lower case → action."""
        return {name.lower(): action for action, names in self.fields.items() for name in names}

    def answers_to(self, schema: str) -> bool:
        """Whether these are the rules of a schema by that id."""
        return schema in (self.schema_id, *self.aliases)


class Scope(Model):
    """Where an officer's rule holds: names as they are, `*` for all; None: everywhere.

    `table` is a file's name, `schema` a schema's id, `country` an ISO 3166-1 alpha-2 code.
    """

    table: str = "*"
    schema_id: str | None = Field(None, alias="schema")
    country: str | None = None
    basis: str
    by: str | None = None
    reason: str | None = None

    def covers(self, table: str, schema: SchemaPolicy | None, country: str) -> bool:
        """Whether a table is one that the rule speaks of."""
        if self.schema_id and not (schema and schema.answers_to(self.schema_id)):
            return False
        if self.country and self.country.upper() != country.upper():
            return False
        return self.table in ("*", table)


class OwnRule(Scope):
    """A data officer's decision on a column.

    `entity` declares what the cells are; `width` is that of age bands in years, `decimals` or
    `metres` the grain of a coordinate grid.
    """

    column: str
    action: OwnAction
    entity: str | None = None
    width: Literal[5, 10] = 10
    decimals: int = Field(2, ge=0, le=4)
    metres: int | None = Field(None, ge=100, le=100_000)


class RowRule(Scope):
    """Rows that do not leave: those where a column holds one of these values, spaces apart."""

    column: str
    values: tuple[str, ...] = Field(min_length=1)

    @model_validator(mode="before")
    @classmethod
    def _texts(cls, value: Any) -> Any:  # noqa: ANN401 - YAML before it is checked
        """Numbers and dates of YAML are compared as the file writes them."""
        if isinstance(value, dict) and isinstance(value.get("values"), list):
            return {**value, "values": [str(item) for item in value["values"]]}
        return value


OWN_ACTIONS: tuple[str, ...] = get_args(OwnAction)
