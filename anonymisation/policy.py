"""The policy: what is done with each column and each kind of finding, versioned and hashed.

Shipped in `policies/*.yaml` (one file of column meanings and entity rules, one per schema); a
federation adds a file of its own, where the data officer's decisions are written. Legal bases:
code des relations entre le public et l'administration (CRPA) L312-1-2, D312-1-3; RGPD.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from anonymisation.text import fold, header_words
from federation.errors import PolicyError
from federation.i18n import msg
from federation.model import SchemaRef, TableContext

Kind = TypeVar("Kind", bound=BaseModel)
ColumnAction = Literal[
    "keep",
    "scan",
    "contact",
    "mask",
    "person",
    "official",
    "beneficiary",
    "beneficiary_id",
    "body",
    "year",
    "area",
    "address",
    "house",
    "grid",
    "place",
    "name",
    "special",
    "drop",
    "withhold",
]
EntityAction = Literal["mask", "keep", "personal", "year"]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Thresholds(_Model):
    """Shares are 0–1; `dense_words` counts words, `min_rows` filled cells."""

    score: float = Field(0.35, ge=0, le=1)
    person_column: float = Field(0.5, ge=0, le=1)
    unknown_share: float = Field(0.25, ge=0, le=1)
    dense_text: float = Field(0.5, ge=0, le=1)
    dense_words: int = Field(12, ge=1)
    min_rows: int = Field(8, ge=1)
    useful: float = Field(0.34, ge=0, le=1)


class EntityRule(_Model):
    """What is done with one kind of finding."""

    action: EntityAction
    basis: str


def _pattern(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError("not a regular expression") from error
    return value


class Meaning(_Model):
    """What a header says about a column: first match wins.

    `subject`: the rows are about that person; `special`: special category (RGPD art. 9);
    `minor`: the person is a child.
    """

    id: str
    headers: tuple[str, ...]
    unless: str | None = None
    action: ColumnAction
    entity: str | None = None
    subject: bool = False
    special: bool = False
    minor: bool = False
    basis: str

    @field_validator("headers")
    @classmethod
    def _headers(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(_pattern(item) for item in value)

    @field_validator("unless")
    @classmethod
    def _unless(cls, value: str | None) -> str | None:
        return value if value is None else _pattern(value)

    def matches(self, words: str) -> bool:
        """Whether folded header words carry this meaning."""
        if self.unless and re.search(self.unless, words):
            return False
        return any(re.search(pattern, words) for pattern in self.headers)


class SchemaPolicy(_Model):
    """Decisions per field of one data schema: action → field names."""

    schema_id: str = Field(alias="schema")
    aliases: tuple[str, ...] = ()
    basis: str
    fields: dict[ColumnAction, tuple[str, ...]]

    @cached_property
    def by_field(self) -> Mapping[str, ColumnAction]:
        """Field name, lower case → action."""
        return {name.lower(): action for action, names in self.fields.items() for name in names}


class OwnRule(_Model):
    """A data officer's decision on a column; `table` and `column` are names, `*` for all tables."""

    table: str = "*"
    column: str
    action: Literal["keep", "scan", "mask", "year", "area", "grid", "drop", "withhold"]
    basis: str
    by: str | None = None
    reason: str | None = None


class _Defaults(_Model):
    version: str
    thresholds: Thresholds = Thresholds()
    bases: dict[str, str]
    entities: dict[str, EntityRule]
    titles: dict[Literal["officials", "sensitive"], str]
    meanings: tuple[Meaning, ...]


class _Extra(_Model):
    version: str
    thresholds: dict[str, float] = Field(default_factory=dict)
    entities: dict[str, EntityRule] = Field(default_factory=dict)
    columns: tuple[OwnRule, ...] = ()
    schemas: tuple[SchemaPolicy, ...] = ()


@dataclass(frozen=True)
class Policy:
    """The whole policy in force. `hash` (SHA-256, hexadecimal) ties verdicts to its exact text."""

    version: str
    hash: str
    thresholds: Thresholds
    bases: Mapping[str, str]
    entities: Mapping[str, EntityRule]
    titles: Mapping[Literal["officials", "sensitive"], str]
    meanings: tuple[Meaning, ...]
    schemas: tuple[SchemaPolicy, ...]
    own: tuple[OwnRule, ...] = field(default=())

    @classmethod
    def load(cls, extra: Path | None = None) -> "Policy":
        """The shipped policy with a federation's additions.

        Raises PolicyError naming the file and the key at fault.
        """
        texts = {item.name: item.read_text(encoding="utf-8") for item in _shipped()}
        defaults = _read(_Defaults, "default.yaml", texts["default.yaml"])
        schemas = tuple(
            _read(SchemaPolicy, name, text)
            for name, text in sorted(texts.items())
            if name != "default.yaml"
        )
        digest = hashlib.sha256("\0".join(texts[name] for name in sorted(texts)).encode())
        own = _Extra(version="")
        if extra is not None:
            body = _file(extra)
            digest.update(body.encode())
            own = _read(_Extra, str(extra), body)
        return cls(
            version=f"{defaults.version}+{own.version}" if own.version else defaults.version,
            hash=digest.hexdigest(),
            thresholds=_thresholds(defaults.thresholds, own, extra),
            bases=defaults.bases,
            entities={**defaults.entities, **own.entities},
            titles=defaults.titles,
            meanings=defaults.meanings,
            schemas=own.schemas + schemas,
            own=own.columns,
        )

    def basis(self, key: str) -> str:
        """The legal text a short name stands for."""
        return self.bases.get(key, key)

    def own_rule(self, table: str, column: str) -> OwnRule | None:
        """The officer's decision on a column, if any."""
        for rule in self.own:
            if rule.table in ("*", table) and rule.column == column:
                return rule
        return None

    def meaning(self, header: str) -> Meaning | None:
        """What a header says, None when nothing."""
        words = header_words(header)
        return next((item for item in self.meanings if item.matches(words)), None)

    def schema(self, ref: SchemaRef | None, columns: tuple[str, ...]) -> SchemaPolicy | None:
        """The rules of a declared schema, else of the one whose fields these columns are."""
        if ref is not None:
            for policy in self.schemas:
                if ref.id in (policy.schema_id, *policy.aliases):
                    return policy
        return self._recognised(columns)

    def _recognised(self, columns: tuple[str, ...]) -> SchemaPolicy | None:
        names = {column.lower() for column in columns}
        for policy in self.schemas:
            known = names & policy.by_field.keys()
            if len(known) >= 4 and len(known) >= 0.6 * len(names):
                return policy
        return None

    def title_says(self, what: Literal["officials", "sensitive"], context: TableContext) -> bool:
        """Whether a table's name or title speaks of elected officials or of sensitive matters."""
        words = header_words(f"{context.name} {fold(context.title)}")
        return bool(re.search(self.titles[what], words))


def _shipped() -> list[Any]:
    folder = files("anonymisation.policies")
    return [item for item in folder.iterdir() if item.name.endswith(".yaml")]


def _file(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise PolicyError(
            msg(
                "The anonymisation policy %(file)s cannot be read; check its path, its rights and "
                "that it is UTF-8 text.",
                file=str(path),
            )
        ) from error


def _read(kind: type[Kind], name: str, text: str) -> Kind:
    try:
        return kind.model_validate(yaml.safe_load(text) or {})
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise PolicyError(
            msg(
                "The anonymisation policy %(file)s is not valid YAML near line %(line)s; "
                "correct it.",
                file=name,
                line=mark.line + 1 if mark else 1,
            )
        ) from error
    except ValidationError as error:
        first = error.errors()[0]
        raise PolicyError(
            msg(
                "In the anonymisation policy %(file)s, the key %(key)s is wrong "
                "(%(problem)s); correct it.",
                file=name,
                key=".".join(str(part) for part in first["loc"]) or "(root)",
                problem=first["msg"],
            )
        ) from error


def _thresholds(base: Thresholds, own: _Extra, path: Path | None) -> Thresholds:
    if not own.thresholds:
        return base
    try:
        return Thresholds.model_validate({**base.model_dump(), **own.thresholds})
    except ValidationError as error:
        first = error.errors()[0]
        raise PolicyError(
            msg(
                "In the anonymisation policy %(file)s, the key %(key)s is wrong "
                "(%(problem)s); correct it.",
                file=str(path),
                key="thresholds." + ".".join(str(part) for part in first["loc"]),
                problem=first["msg"],
            )
        ) from error
