"""What officers decided about tables, as the pipeline applies it: rules on columns, releases.

A rule for one table is part of that table's policy and of no other's, so that a decision makes the
tables it speaks of due again, and leaves releases and published tables elsewhere as they are.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import yaml

from anonymisation.policy.policy import Policy
from anonymisation.policy.rules import OwnRule, RowRule
from federation import codec
from federation.risk import Waiver
from federation.store.quarantine import Decision
from federation.store.resources import ResourceRow

#: Keys of a federation's policy file whose entries each name the tables they are about.
_RULES = ("columns", "rows")
_ALL = "*"
Rule = TypeVar("Rule", OwnRule, RowRule)


@dataclass(frozen=True, slots=True)
class TablePolicies:
    """The policy in force, cut to what concerns each table.

    `base` (SHA-256, hexadecimal) is that of everything but rules about tables; `rules` that of
    those. A rule's `table` is the name of a file, the id of a table, or `*`.
    """

    whole: Policy
    base: str
    rules: str

    @classmethod
    def load(cls, extra: Path | None) -> "TablePolicies":
        """The shipped policy with a federation's additions; PolicyError as of `Policy.load`."""
        whole = Policy.load(extra)
        shared = {}
        if extra is not None:
            read = yaml.safe_load(extra.read_text(encoding="utf-8")) or {}
            shared = {key: value for key, value in read.items() if key not in _RULES}
        shipped = Policy.load(None).hash
        return cls(
            whole=whole,
            base=_digest(shipped, yaml.safe_dump(shared, sort_keys=True)),
            rules=_digest(*_texts((*whole.own, *whole.rows))),
        )

    def of(self, row: ResourceRow, country: str) -> Policy:
        """The policy for one table of a city in this country (ISO 3166-1 alpha-2)."""
        names = (_ALL, table_name(row), row.id)

        def concerns(rule: OwnRule | RowRule) -> bool:
            abroad = rule.country is not None and rule.country.upper() != country.upper()
            return rule.table in names and not abroad

        own = tuple(_for_all(rule) for rule in self.whole.own if concerns(rule))
        rows = tuple(_for_all(rule) for rule in self.whole.rows if concerns(rule))
        texts = _texts((*own, *rows))
        found = _digest(self.base, *texts) if texts else self.base
        return replace(self.whole, own=own, rows=rows, hash=found)


class Rulings:
    """Everything decided about the tables of one source, as it stands when this is made."""

    def __init__(
        self, policies: TablePolicies, country: str, releases: Mapping[str, Decision], versions: str
    ) -> None:
        self._policies = policies
        self._country = country
        self._releases = releases
        self._versions = versions

    def policy(self, row: ResourceRow) -> Policy:
        """The policy for a table."""
        return self._policies.of(row, self._country)

    def waiver(self, row: ResourceRow) -> Waiver | None:
        """The standing release of a table; whether it still fits is for the gate to see."""
        found = self._releases.get(row.id)
        return found.waiver if found else None

    def versions(self, row: ResourceRow) -> str:
        """Versions that decide what becomes of this table's content, its decisions included."""
        found = self._releases.get(row.id)
        release = f"release {found.id}" if found else ""
        return "|".join((self._versions, self.policy(row).hash, release))

    def skip_key(self, row: ResourceRow, sha256: str) -> str:
        """What a content's fate depends on: its bytes, the declared schema, and all versions.

        Also the files beside it that its schema looked at, where it did.
        """
        parts = [sha256, row.schema_id or "", row.format or "", self.versions(row)]
        if row.beside is not None:
            parts.append(row.beside)
        return codec.digest("|".join(parts).encode())

    def settled(self, row: ResourceRow, sha256: str | None) -> bool:
        """Whether these bytes already have an outcome under today's versions and decisions."""
        if sha256 is None or row.outcome is None or row.skip_key is None:
            return False
        return row.skip_key == self.skip_key(row, sha256)


def table_name(row: ResourceRow) -> str:
    """The name by which rules know a table: that of its file."""
    return row.file_name or row.remote_id


def _for_all(rule: Rule) -> Rule:
    """The same rule without its table, which has been matched."""
    return rule.model_copy(update={"table": _ALL})


def _texts(rules: tuple[OwnRule | RowRule, ...]) -> tuple[str, ...]:
    return tuple(f"{type(rule).__name__} {rule.model_dump_json()}" for rule in rules)


def _digest(*parts: str) -> str:
    return codec.digest("\0".join(parts).encode())
