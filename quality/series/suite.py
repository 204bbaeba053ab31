"""Suites on disk: generated, kept, and edited by the data officer without being overwritten.

One JSON file per table, as Great Expectations writes suites, under `suites/` of the expectations
folder. Each generated expectation carries in its `meta` a seal over what was generated. What no
longer matches its seal, or has none, is the officer's: it is used and never changed. A generated
expectation that the officer deletes is listed in the suite's `meta` and does not come back.
"""

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from federation import codec
from quality.series.model import RULE, Expectation, suite_name
from quality.series.rules import Rule, parsed_rule

_MARK = "partage"


class SuiteUnreadable(Exception):
    """A suite that is no longer JSON, or not a suite: the officer's slip, for them to mend."""


@dataclass(frozen=True, slots=True)
class Suite:
    """A table's suite as it stands in its file; nothing in it before the first release."""

    path: Path
    expectations: tuple[Expectation, ...] = ()
    generated: frozenset[str] = frozenset()  # keys of what was generated the last time
    removed: frozenset[str] = frozenset()  # keys of what the officer deleted
    rest: Mapping[str, Any] | None = None  # whatever else the file holds

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The rules between columns that the suite asks for."""
        written = (each["kwargs"].get("rule") for each in self.expectations if each["type"] == RULE)
        found = (parsed_rule(each) for each in written)
        return tuple(dict.fromkeys(rule for rule in found if rule is not None))


def suite_path(folder: Path, table_id: str) -> Path:
    """Where the suite of a table stands."""
    return folder / "suites" / f"{suite_name(table_id)}.json"


def load_suite(folder: Path, table_id: str) -> Suite:
    """The suite of a table; SuiteUnreadable when its file cannot be used."""
    path = suite_path(folder, table_id)
    try:
        body = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return Suite(path)
    except (OSError, ValueError) as error:
        raise SuiteUnreadable from error
    if not isinstance(body, dict) or not _well_formed(body.get("expectations")):
        raise SuiteUnreadable
    meta = body.get("meta")
    own = meta.get(_MARK) if isinstance(meta, dict) else None
    own = own if isinstance(own, dict) else {}
    return Suite(
        path=path,
        expectations=tuple({"kwargs": {}, **each} for each in body["expectations"]),
        generated=frozenset(map(str, own.get("generated", ()))),
        removed=frozenset(map(str, own.get("removed", ()))),
        rest=body,
    )


def _well_formed(found: object) -> bool:
    return isinstance(found, list) and all(
        isinstance(each, dict)
        and isinstance(each.get("type"), str)
        and isinstance(each.get("kwargs", {}), dict)
        for each in found
    )


def renewed(suite: Suite, wanted: Iterable[Expectation]) -> Suite:
    """The suite with what is generated anew, and all that is the officer's as it stands."""
    kept = [each for each in suite.expectations if is_own(each)]
    present = {key(each) for each in suite.expectations}
    removed = suite.removed | (suite.generated - present)
    taken = removed | {key(each) for each in kept}
    made = [sealed(each) for each in wanted if key(each) not in taken]
    return Suite(
        path=suite.path,
        expectations=(*made, *kept),
        generated=frozenset(key(each) for each in made),
        removed=removed,
        rest=suite.rest,
    )


def key(each: Expectation) -> str:
    """What an expectation is about: its type, its column, its rule. Limits are left out."""
    kwargs = each["kwargs"]
    parts = [each["type"], kwargs.get("column", ""), kwargs.get("column_A", "")]
    rule = parsed_rule(kwargs.get("rule"))
    return "|".join(str(part) for part in (*parts, rule.text if rule else "") if part)


def sealed(each: Expectation) -> Expectation:
    """A generated expectation with its seal."""
    return {**each, "meta": {_MARK: {"seal": _seal(each)}}}


def is_own(each: Expectation) -> bool:
    """Whether the data officer wrote or changed an expectation."""
    meta = each.get("meta")
    mark = meta.get(_MARK) if isinstance(meta, Mapping) else None
    return not isinstance(mark, Mapping) or mark.get("seal") != _seal(each)


def _seal(each: Expectation) -> str:
    """A short hash of all that an expectation says, except its meta and what GX adds by itself."""
    said = {name: each[name] for name in each if name not in ("meta", "id") and each[name]}
    if said.get("severity") == "critical":  # the default, written by some of GX's tools
        del said["severity"]
    return codec.digest(json.dumps(said, sort_keys=True).encode())[:16]


def save_suite(suite: Suite, title: str) -> None:
    """Write a suite where it differs from its file; whole or not at all."""
    body = dict(suite.rest or {"name": suite.path.stem, "notes": None})
    meta = dict(body.get("meta") or {})
    own = {"generated": sorted(suite.generated), "removed": sorted(suite.removed)}
    body |= {
        "expectations": list(suite.expectations),
        "meta": {**meta, "title": title, _MARK: own},
    }
    if body == suite.rest:
        return
    suite.path.parent.mkdir(parents=True, exist_ok=True)
    partial = suite.path.with_suffix(f".{os.getpid()}.partial")
    partial.write_text(json.dumps(body, ensure_ascii=False, indent=2) + "\n", "utf-8")
    partial.replace(suite.path)
