"""Proofs that a cell is right, as Polars expressions: where one holds, Frictionless agrees.

A proof may miss good cells (they are then asked of Frictionless's own reader, once per distinct
value) but must never accept a bad one: `tests/quality/test_proofs.py` compares the two on
generated cells. Semantics: frictionless 5.21.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

import polars as pl

if TYPE_CHECKING:
    from frictionless import Field

# Rust's `$` only matches at the very end, unlike Python's.
_DAY = (
    r"(?:000[1-9]|00[1-9][0-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})-"
    r"(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])"
    r"|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)"
    r"|02-(?:0[1-9]|1[0-9]|2[0-8]))"
)
DATE = rf"^{_DAY}$"
DATETIME = (
    rf"^{_DAY}T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]{{1,6}})?"
    r"(?:Z|[+-](?:0[1-9]|1[0-2]):(?:00|30|45))?$"
)
INTEGER = r"^[+-]?[0-9]{1,15}$"
NUMBER = r"^[+-]?[0-9]{1,15}(?:\.[0-9]{1,9})?$"
YEAR = r"^[0-9]{4}$"
_TIME = r"^(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z?$"
_URI = r"^https?://[a-z0-9]+(?:[.-][a-z0-9]+)*(?:/[A-Za-z0-9._~/-]*)?$"
_EMAIL = (
    r"^[a-z0-9]{1,20}(?:[._-][a-z0-9]{1,15}){0,2}"
    r"@[a-z0-9]{1,20}(?:-[a-z0-9]{1,15})?(?:\.[a-z0-9]{2,20})?\.(?:fr|com|org|net|eu|es|be|ca)$"
)
_UUID = r"^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"
_LONGITUDE = r"-?(?:0|[1-9][0-9]?|1[0-7][0-9])(?:\.[0-9]{1,20})?"
_LATITUDE = r"-?(?:0|[1-8]?[0-9])(?:\.[0-9]{1,20})?"
_GEOPOINT = {
    "default": rf"^{_LONGITUDE},{_LATITUDE}$",
    "array": rf"^\[{_LONGITUDE}, ?{_LATITUDE}\]$",
}
_FORMATS = {"uri": _URI, "email": _EMAIL, "uuid": _UUID, "default": None}
_PRINTABLE = r"^[\x20-\x7e]*$"

#: Pattern syntax that means something else, or nothing, to Rust's engine: look-around, flags and
#: named groups, references, sets inside classes, possessive quantifiers, bounds without a minimum.
_FOREIGN = re.compile(r"\(\?[^:]|\\[1-9AZzpPhGKNkx]|&&|--|~~|\[[^\]\\]*\[|[*+?}]\+|\{,|\[\]|\[\^\]")

Proof = Callable[[pl.Expr], pl.Expr]


def proof_of(field: "Field", cell: pl.Expr) -> pl.Expr | None:
    """Where a cell, filled and not missing, certainly has no error; None if nothing is provable."""
    known = dict(field.constraints)
    known.pop("required", None)
    known.pop("unique", None)
    if field.type == "any" and not known:
        return pl.lit(value=True)
    maker = _MAKERS.get(field.type)
    return maker(field, cell, known) if maker else None


def _string(field: "Field", cell: pl.Expr, known: Mapping[str, Any]) -> pl.Expr | None:
    if field.format not in _FORMATS:
        return None
    shape = _FORMATS[field.format]
    parts = [cell.str.contains(shape)] if shape else []
    for name, value in known.items():
        part = _string_constraint(name, value, cell)
        if part is None:
            return None
        parts.append(part)
    return pl.all_horizontal(parts) if parts else pl.lit(value=True)


def _string_constraint(name: str, value: Any, cell: pl.Expr) -> pl.Expr | None:  # noqa: ANN401
    if name == "enum":
        return cell.is_in([each for each in value if isinstance(each, str)])
    if name == "minLength":
        return cell.str.len_chars() >= int(value)
    if name == "maxLength":
        return cell.str.len_chars() <= int(value)
    if name == "pattern":
        return pattern_proof(value, cell)
    return None


def pattern_proof(pattern: str, cell: pl.Expr) -> pl.Expr | None:
    """Printable ASCII cells that the whole pattern matches; None for syntax Rust reads otherwise.

    Frictionless compiles `^pattern$` without a group, so that `a|b` also accepts `axx`: what the
    whole of one branch matches is right either way.
    """
    if _FOREIGN.search(pattern) or not pattern.isprintable():
        return None
    whole = f"^(?:{pattern})$"
    try:
        pl.Series([""]).str.contains(whole)
    except pl.exceptions.ComputeError:
        return None
    return cell.str.contains(_PRINTABLE) & cell.str.contains(whole)


def _number(field: "Field", cell: pl.Expr, known: Mapping[str, Any]) -> pl.Expr | None:
    if not _is_plain(field):
        return None
    value = cell.cast(pl.Float64, strict=False)
    parts = [cell.str.contains(NUMBER)]
    for name, bound in known.items():
        limit = _decimal(bound)
        if limit is None or name not in _BOUNDS:
            return None
        # Floats are exact enough away from the bound; at the bound, Frictionless decides.
        margin = max(abs(limit), 1.0) * 1e-9
        parts.append(value > limit + margin if "inimum" in name else value < limit - margin)
    return pl.all_horizontal(parts)


def _integer(field: "Field", cell: pl.Expr, known: Mapping[str, Any]) -> pl.Expr | None:
    if not _is_plain(field):
        return None
    value = cell.cast(pl.Int64, strict=False)
    parts = [cell.str.contains(INTEGER)]
    for name, bound in known.items():
        if name not in _BOUNDS or not str(bound).lstrip("+-").isascii():
            return None
        try:
            limit = int(str(bound))
        except ValueError:
            return None
        parts.append(_BOUNDS[name](value, limit))
    return pl.all_horizontal(parts)


_BOUNDS: Mapping[str, Callable[[pl.Expr, int], pl.Expr]] = {
    "minimum": lambda value, limit: value >= limit,
    "maximum": lambda value, limit: value <= limit,
    "exclusiveMinimum": lambda value, limit: value > limit,
    "exclusiveMaximum": lambda value, limit: value < limit,
}


def _is_plain(field: "Field") -> bool:
    odd = {"bare_number", "group_char", "decimal_char", "float_number"}
    return not odd.intersection(field.list_defined())


def _decimal(bound: object) -> float | None:
    try:
        value = float(Decimal(str(bound)))
    except InvalidOperation:
        return None
    return value if abs(value) < 1e15 else None


def _boolean(field: "Field", cell: pl.Expr, known: Mapping[str, Any]) -> pl.Expr | None:
    values = [*field.true_values, *field.false_values]  # type: ignore[attr-defined]
    return None if known else cell.is_in(values)


def _shaped(shapes: Mapping[str, str]) -> Callable[..., pl.Expr | None]:
    """A proof by regular expression, per format; none under constraints."""

    def proof(field: "Field", cell: pl.Expr, known: Mapping[str, Any]) -> pl.Expr | None:
        shape = shapes.get(field.format)
        return None if known or shape is None else cell.str.contains(shape)

    return proof


_MAKERS: Mapping[str, Callable[["Field", pl.Expr, Mapping[str, Any]], pl.Expr | None]] = {
    "string": _string,
    "number": _number,
    "integer": _integer,
    "boolean": _boolean,
    "date": _shaped({"default": DATE, "%Y-%m-%d": DATE}),
    "datetime": _shaped({"default": DATETIME}),
    "time": _shaped({"default": _TIME}),
    "year": _shaped({"default": YEAR}),
    "geopoint": _shaped(_GEOPOINT),
}


def missing_values(field: "Field") -> Sequence[str]:
    """The texts that mean an empty cell, as Frictionless resolves them."""
    if not field.has_defined("missing_values") and field.schema:
        return field.schema.missing_values
    return field.missing_values
