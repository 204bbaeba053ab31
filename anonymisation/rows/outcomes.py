"""A cell's new text, by the operator of its column."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from anonymisation.operators.addresses import commune, department, street
from anonymisation.operators.ages import band, floor
from anonymisation.operators.coordinates import Grid, grid
from anonymisation.operators.dates import first_day, month, year
from anonymisation.operators.pseudonyms import Key
from anonymisation.policy.columns import ColumnPlan

#: Tunisia's plates stand under the word for any register number.
_TUNIS = re.compile(r"(?i)\s*(?:\d{1,3}\s?(?:TU|TN|تونس)\W?\s?\d{1,4}|RS\s?\d{3,6})\s*$")


@dataclass(frozen=True, slots=True)
class Outcome:
    """A cell's new text, and the operators that made it; none: it stays."""

    text: str
    operators: tuple[str, ...] = ()


def paper(value: str, mask: str, plate: str) -> Outcome | None:
    """A cell of a column of papers: "copie à fournir" is none, and is left to its findings."""
    if not any(map(str.isdigit, value)):
        return None
    return Outcome(plate if _TUNIS.match(value) else mask, ("mask",))


#: Geometries as text.
_GEOMETRY = re.compile(r"(?i)(?:point|linestring|polygon)\W*[zm]{0,2}\W*\(|\"coordinates\"")


def located(value: str, grid: Callable[[str], Outcome | None], mask: str) -> Outcome | None:
    """A cell of a column of coordinates.

    Words are left to their findings; a geometry goes, for a map would draw its coarse point as
    an exact place.
    """
    if not any(map(str.isdigit, value)):
        return None
    return Outcome(mask, ("mask",)) if _GEOMETRY.search(value) else grid(value)


def typed(outcome: Outcome, kind: str) -> str:
    """A less precise date, age or place as a schema's type writes it; empty for anything else."""
    for operator in outcome.operators:
        if operator in ("year", "month") and kind in ("date", "datetime", "year", "yearmonth"):
            return first_day(outcome.text, kind)
        if operator == "band" and kind in ("integer", "number"):
            return floor(outcome.text)
        if operator == "grid":
            return outcome.text
    return ""


def simple(
    column: ColumnPlan, mask: str, key: Key | None
) -> Callable[[str], Outcome | None] | None:
    """Operators that look at nothing but the cell."""
    own = column.own
    cells = Grid(own.decimals, own.metres) if own else Grid()
    width = own.width if own else 10
    operators: dict[str, Callable[[str], str]] = {
        "mask": lambda _value: mask,
        "year": year,
        "month": month,
        "band": lambda value: band(value, width),
        "area": lambda value: commune(value, mask),
        "street": lambda value: street(value, mask),
        "department": department,
        "grid": lambda value: grid(value, cells),
        "redact": lambda _value: "",
        "house": lambda _value: "",
        "pseudonymise": key.pseudonym if key else lambda _value: mask,
    }
    operator = operators.get(column.action)
    if operator is None:
        return None
    name = {"house": "redact"}.get(column.action, column.action)

    def replaced(value: str) -> Outcome:
        text = operator(value)
        return Outcome(text, (name if text else "redact",))

    return replaced


__all__ = ["Outcome", "located", "paper", "simple", "typed"]
