"""Numbers, seats and lines of sole traders go where the trader was masked: they lead to the name.

A SIRET is public, and so is the register in which it is looked up; beside a name that was hidden it
gives the name back (RGPD art. 4(1)), a sole trader's seat is a home, and the line is theirs. Where
the row still names a body, number, address and telephone are the body's.
"""

import re
from collections.abc import Callable

import polars as pl

from anonymisation.bodies.names import body
from anonymisation.bodies.nobody import nobody
from anonymisation.bodies.register import registered_association, registered_business
from anonymisation.counts import LONGEST_NAME, ColumnCount
from anonymisation.decision.plan import TablePlan
from anonymisation.lexicon import firms
from anonymisation.operators import placeholder
from anonymisation.operators.addresses import commune
from anonymisation.policy.columns import ColumnPlan
from anonymisation.profiling.registers import PAYERS, REGISTERS, registers
from anonymisation.reading.text import fold, header_words
from anonymisation.rows.bodies import a_sign

#: Meanings of columns that name whom a row is about, and of those that say where they are.
_WHO = frozenset({"person", "surname", "beneficiary", "body", "name"})
_SEATS = frozenset({"address", "seat", "letter-address"})
_LINES = frozenset({"telephone", "telephone-subject"})
#: Of all columns of addresses.
_PLACES = _SEATS | {"home-address", "site-address", "event-place", "coordinates"}
#: Of names that hide who bears them.
_STAGES = frozenset({"scene", "artiste", "artistique", "stage", "artistico"})
#: Words of headers that say nothing of whom a column belongs to.
_SMALL = frozenset(
    """nom name nombre naam ten du de la le l d des del id num numero no n code ref adresse
    address""".split()  # noqa: SIM905
)
#: Of headers of homes that may be seats.
_HOMES = frozenset({"domicile", "domicilio", "residence", "residencia", "woonplaats"})
#: Digits of the shortest telephone.
_DIGITS = 6
#: Headers of addresses that are those of whom the column before names.
_BARE = re.compile(
    r"(?:adresse|address|direccion|adres|endereco|dia chi|adr|dir)(?: postale)?(?: \d)?"
)


def without_traders(
    before: pl.DataFrame,
    after: pl.DataFrame,
    plan: TablePlan,
    counts: dict[str, ColumnCount],
    language: str,
) -> pl.DataFrame:
    """The batch without register numbers, addresses and lines of persons whose names it hides."""
    who = _who(plan)
    signs = all(map(a_sign, who))
    for column in plan.columns if who else ():
        seat = _seat(column, plan, who)
        theirs = _theirs(column, who)
        line = _line(column, who) and not signs
        if not (seat or line or _number(column, plan) or (theirs and _coded(column))):
            continue
        if not theirs and _of_payers(column, plan):
            continue
        gone = _hidden_rows(before, after, theirs or who) & (after[column.name].fill_null("") != "")
        if seat:
            after = _seats(after, column.name, gone, counts, placeholder("ADDRESS", language))
        elif line:
            after = _silenced(after, column.name, gone, counts, placeholder("PHONE", language))
        else:
            gone &= ~_each(after[column.name], registered_association)
            if not _number(column, plan):
                gone &= _each(after[column.name], registered_business)
            gone &= after[column.name].fill_null("").str.contains(r"\d")
            after = _redacted(after, column.name, gone, counts)
    return after


def _redacted(
    after: pl.DataFrame, name: str, gone: pl.Series, counts: dict[str, ColumnCount]
) -> pl.DataFrame:
    if not gone.any():
        return after
    counts[name].operators["redact"] += int(gone.sum())
    return after.with_columns(after[name].scatter(gone.arg_true(), "").alias(name))


def _silenced(
    after: pl.DataFrame, name: str, gone: pl.Series, counts: dict[str, ColumnCount], mask: str
) -> pl.DataFrame:
    """The batch with the telephones that still stand there masked."""
    gone &= after[name].fill_null("").str.count_matches(r"\d") >= _DIGITS
    if not gone.any():
        return after
    counts[name].operators["mask"] += int(gone.sum())
    counts[name].entities["PHONE"] += int(gone.sum())
    return after.with_columns(after[name].scatter(gone.arg_true(), mask).alias(name))


def _seats(
    after: pl.DataFrame, name: str, gone: pl.Series, counts: dict[str, ColumnCount], mask: str
) -> pl.DataFrame:
    """The batch with addresses made as coarse as homes are."""
    if not gone.any():
        return after
    new = [commune(value, mask) for value in after[name].filter(gone)]
    counts[name].operators["area"] += len(new)
    counts[name].entities["ADDRESS"] += len(new)
    return after.with_columns(after[name].scatter(gone.arg_true(), new).alias(name))


def _each(series: pl.Series, is_one: Callable[[str], bool]) -> pl.Series:
    """Which cells hold a number of this kind."""
    return pl.Series([bool(value) and is_one(value) for value in series], dtype=pl.Boolean)


def _who(plan: TablePlan) -> list[ColumnPlan]:
    """The columns that name whom rows are about: signs over shops only where nothing else does."""
    named = [column for column in plan.columns if _names(column)]
    return [column for column in named if not a_sign(column)] or named


def _names(column: ColumnPlan) -> bool:
    if column.meaning is None or column.source not in ("meaning", "content"):
        return False
    if column.action == "official":
        return False  # who signs for the town
    return column.meaning.id in _WHO and not column.words & _STAGES


def _words(name: str) -> frozenset[str]:
    return frozenset(header_words(name).split()) - _SMALL


def _theirs(column: ColumnPlan, who: list[ColumnPlan]) -> list[ColumnPlan]:
    """The columns of names that a header says a column belongs to: "titulaire_id"."""
    own = _words(column.name)
    return [one for one in who if one.name != column.name and own & _words(one.name)]


def _number(column: ColumnPlan, plan: TablePlan) -> bool:
    """Whether a column holds the register numbers of whom rows are about."""
    names = tuple(one.name for one in plan.columns)
    return _coded(column) and column.source == "meaning" and column.name in registers(names)


def _of_payers(column: ColumnPlan, plan: TablePlan) -> bool:
    """Whether a header gives a number to who pays: "siret_org", beside "org_payeur"."""
    own = _words(column.name) - REGISTERS
    others = (_words(one.name) for one in plan.columns if one.name != column.name)
    return any(own & words and words & PAYERS for words in others)


def _coded(column: ColumnPlan) -> bool:
    return column.action == "scan" and column.source in ("meaning", "none")


def _seat(column: ColumnPlan, plan: TablePlan, who: list[ColumnPlan]) -> bool:
    """Whether a column says where whom rows are about are: its header, or where it stands.

    Who has a day of birth has a home.
    """
    if column.meaning is None or column.meaning.id not in _SEATS:
        return False
    if column.action not in ("place", "scan") or column.source not in ("meaning", "content"):
        return False
    if column.words & _HOMES or any(map(_born, plan.columns)):
        return True
    if column.source != "meaning":
        return False
    if column.meaning.id == "seat":
        return True
    return bool(_theirs(column, who)) or _beside(column, plan, who) or _alone(column, plan)


def _alone(column: ColumnPlan, plan: TablePlan) -> bool:
    """Whether a bare address is the only place that rows tell: that of whom they name."""
    placed = [one for one in plan.columns if one.meaning is not None and one.meaning.id in _PLACES]
    return placed == [column] and bool(_BARE.fullmatch(header_words(column.name)))


def _born(column: ColumnPlan) -> bool:
    return column.meaning is not None and column.meaning.id == "birth-date"


def _line(column: ColumnPlan, who: list[ColumnPlan]) -> bool:
    """Whether a column holds the telephones of whom rows are about, as far as they may stay.

    Beside who is paid, a switchboard is theirs.
    """
    if column.meaning is None or column.source == "own":
        return False
    if column.meaning.id == "telephone-office" and column.source == "meaning":
        return all(one.action == "beneficiary" for one in who)
    return column.meaning.id in _LINES and column.action in ("contact", "scan")


def _beside(column: ColumnPlan, plan: TablePlan, who: list[ColumnPlan]) -> bool:
    """Whether a bare address follows the name, or the number, of who is paid."""
    if not _BARE.fullmatch(header_words(column.name)):
        return False
    here = plan.columns.index(column)
    names = registers(tuple(one.name for one in plan.columns))
    for other in reversed(plan.columns[max(0, here - 2) : here]):
        if other in who:
            return other.action == "beneficiary"
        if other.name not in names:
            return False
    return False


def _hidden_rows(before: pl.DataFrame, after: pl.DataFrame, who: list[ColumnPlan]) -> pl.Series:
    """Which rows hide somebody in these columns and name nobody else there."""
    fields = [pl.col(column.name).fill_null("") for column in who]
    rows = zip(before.select(fields).iter_rows(), after.select(fields).iter_rows(), strict=True)
    return pl.Series([_hidden(were, are) for were, are in rows], dtype=pl.Boolean)


def _hidden(were: tuple[str, ...], are: tuple[str, ...]) -> bool:
    """Whether a row hides somebody and names nobody else."""
    told = [(old, new) for old, new in zip(were, are, strict=True) if old.strip()]
    kept = any(_told(old, new) for old, new in told)
    return any(old != new for old, new in told) and not kept


def _told(old: str, new: str) -> bool:
    """Whether a cell still names somebody: nothing of it is hidden, or only who stands for a body.

    The number of a firm that is called as a family is the firm's.

    "SARL Kerval, représentée par [personne]".
    """
    if old == new:
        return any(map(str.isalpha, old)) and not nobody(old)
    return fold(old) in firms() or (len(new) <= LONGEST_NAME and body(new))


__all__ = ["without_traders"]
