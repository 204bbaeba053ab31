"""The policy: what is done with each column and each kind of finding, versioned and hashed.

Shipped in `policies/*.yaml` (entity rules, column meanings by kind, one file per schema); a
federation adds a file of its own, where the data officer's decisions are written. Legal bases:
code des relations entre le public et l'administration (CRPA) L312-1-2, D312-1-3; RGPD.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal, TypeAlias, TypeVar

import yaml
from pydantic import BaseModel, Field, ValidationError

from anonymisation.policy.risk import RiskExtra, RiskRules
from anonymisation.policy.rules import (
    EntityRule,
    Limits,
    Meaning,
    Model,
    OwnRule,
    RowRule,
    SchemaPolicy,
    Thresholds,
)
from anonymisation.policy.words import Pattern
from anonymisation.reading.abbreviations import written_out
from anonymisation.reading.text import fold, header_words
from federation.errors import PolicyError
from federation.i18n import msg
from federation.model import SchemaRef, TableContext

#: Files of column meanings, in the order in which they are asked.
_KINDS = tuple(
    f"meanings-{kind}.yaml"
    for kind in ("subjects", "identifiers", "contacts", "addresses", "persons", "others")
)
#: What tells columns of the same kind apart: "parent 2", "enfant3".
_NUMBERED = re.compile(r"(?<=[a-z]{3})\s?\d{1,2}$")

Kind = TypeVar("Kind", bound=BaseModel)
_Loader: TypeAlias = "type[yaml.SafeLoader] | type[yaml.CSafeLoader]"
#: For the shipped files, ten times faster; errors in a federation's own are told by the other.
_FAST: _Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

__all__ = ["OwnRule", "Policy", "RowRule", "SchemaPolicy", "Thresholds"]


class _Defaults(Model):
    version: str
    thresholds: Thresholds = Thresholds()
    limits: Limits = Limits()
    bases: dict[str, str]
    entities: dict[str, EntityRule]
    titles: dict[Literal["officials", "sensitive"], Pattern]


class _Meanings(Model):
    meanings: tuple[Meaning, ...]


class _Extra(Model):
    version: str
    thresholds: dict[str, float] = Field(default_factory=dict)
    entities: dict[str, EntityRule] = Field(default_factory=dict)
    limits: Limits | None = None
    columns: tuple[OwnRule, ...] = ()
    rows: tuple[RowRule, ...] = ()
    schemas: tuple[SchemaPolicy, ...] = ()
    risk: RiskExtra = RiskExtra()
    #: A language model that adds persons (see `anonymisation.recognisers.models`).
    model: str | None = Field(None, pattern=r"^(?:spacy|transformers|gliner):\S+$")


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
    own: tuple[OwnRule, ...] = ()
    rows: tuple[RowRule, ...] = ()
    limits: Limits = field(default=Limits())
    risk: RiskRules = field(default=RiskRules())
    model: str | None = None

    @classmethod
    def load(cls, extra: Path | None = None) -> "Policy":
        """The shipped policy with a federation's additions.

        Raises PolicyError naming the file and the key at fault.
        """
        shipped = _shipped()
        defaults = shipped.defaults
        digest = hashlib.sha256(shipped.text.encode())
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
            meanings=shipped.meanings,
            schemas=own.schemas + shipped.schemas,
            own=own.columns,
            rows=own.rows,
            model=own.model,
            limits=own.limits or defaults.limits,
            risk=_risk(shipped.risk, own, extra),
        )

    def basis(self, key: str) -> str:
        """The legal text a short name stands for."""
        return self.bases.get(key, key)

    def own_rule(
        self, context: TableContext, columns: tuple[str, ...], column: str
    ) -> OwnRule | None:
        """The officer's decision on a column of a table with these columns, if any."""
        schema = self.schema(context.schema, columns)
        for rule in self.own:
            if rule.column == column and rule.covers(context.name, schema, context.country):
                return rule
        return None

    def row_rules(self, context: TableContext, columns: tuple[str, ...]) -> tuple[RowRule, ...]:
        """The officer's decisions on rows of a table with these columns."""
        schema = self.schema(context.schema, columns)
        return tuple(
            rule
            for rule in self.rows
            if rule.column in columns and rule.covers(context.name, schema, context.country)
        )

    def meaning(self, header: str) -> Meaning | None:
        """What a header says, None when nothing."""
        words = header_words(header)
        found = self._meant(words)
        if found is None and (bare := _NUMBERED.sub("", words)) != words:
            found = self._meant(bare)
        if found is not None:
            return found
        full = written_out(words)
        if full != words and (found := self._meant(full)) is not None:
            return found
        letters = words.replace(" ", "")
        return next((item for item in self.meanings if item.matches_glued(letters)), None)

    def _meant(self, words: str) -> Meaning | None:
        return next((item for item in self.meanings if item.matches(words)), None)

    def schema(self, ref: SchemaRef | None, columns: tuple[str, ...]) -> SchemaPolicy | None:
        """The rules of a declared schema, else of the one whose fields these columns are."""
        if ref is not None:
            for policy in self.schemas:
                if policy.answers_to(ref.id):
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


@dataclass(frozen=True)
class _Shipped:
    """What is shipped, and its whole text in the order of the files' names."""

    defaults: _Defaults
    meanings: tuple[Meaning, ...]
    schemas: tuple[SchemaPolicy, ...]
    risk: RiskRules
    text: str


@cache
def _shipped() -> _Shipped:
    """Read once: the shipped files never change under a running process."""
    folder = files("anonymisation.policy.policies").iterdir()
    found = {item.name: item.read_text("utf-8") for item in folder if item.name.endswith(".yaml")}
    texts = dict(sorted(found.items()))
    own = ("default.yaml", "risk.yaml", *_KINDS)
    return _Shipped(
        _read(_Defaults, "default.yaml", texts["default.yaml"], _FAST),
        tuple(
            one for name in _KINDS for one in _read(_Meanings, name, texts[name], _FAST).meanings
        ),
        tuple(_read(SchemaPolicy, name, texts[name], _FAST) for name in texts if name not in own),
        _read(RiskRules, "risk.yaml", texts["risk.yaml"], _FAST),
        "\0".join(texts.values()),
    )


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


def _read(kind: type[Kind], name: str, text: str, loader: _Loader = yaml.SafeLoader) -> Kind:
    try:
        return kind.model_validate(yaml.load(text, Loader=loader) or {})  # noqa: S506 - both safe
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


def _risk(base: RiskRules, own: _Extra, path: Path | None) -> RiskRules:
    try:
        return own.risk.over(base)
    except ValidationError as error:
        raise _wrong(str(path), "risk.thresholds", error) from error


def _thresholds(base: Thresholds, own: _Extra, path: Path | None) -> Thresholds:
    if not own.thresholds:
        return base
    try:
        return Thresholds.model_validate({**base.model_dump(), **own.thresholds})
    except ValidationError as error:
        raise _wrong(str(path), "thresholds", error) from error


def _wrong(file: str, under: str, error: ValidationError) -> PolicyError:
    first = error.errors()[0]
    return PolicyError(
        msg(
            "In the anonymisation policy %(file)s, the key %(key)s is wrong "
            "(%(problem)s); correct it.",
            file=file,
            key=".".join((under, *(str(part) for part in first["loc"]))),
            problem=first["msg"],
        )
    )
