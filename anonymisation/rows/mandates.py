"""Rows that name somebody in an elected office: the name is public there, nothing else is.

A mission order of the mayor, an attendance list with councillors among the residents: the column
beside the name says which of them are elected (CRPA D312-1-3, 3°).
"""

import re

import polars as pl

from anonymisation.counts import ColumnCount
from anonymisation.decision.plan import TablePlan
from anonymisation.policy.columns import ColumnPlan
from anonymisation.reading.text import fold, header_words

#: Columns that say in what office a row's person is.
_OFFICE = re.compile(
    r"^(?:fonctions?|qualite|mandats?|cargo|funcion|puesto|chuc vu|functie|ambt|role|position)"
    r"(?: (?:elu|elue|electif|agent|participant|voyageur))?$"
)
#: Offices that only the elected hold; an association has presidents and councillors too.
_ELECTED = re.compile(
    r"(?:(?:1er|1ere|premiere?|\d+e(?:me)?) )?(?:maire|adjointe? (?:au|a la) maire"
    r"|maire[- ]adjointe?"
    r"|conseill(?:er|ere) (?:municipale?|communautaire|metropolitaine?|departementale?|regionale?)"
    r"|vice-presidente? (?:de la metropole|du departement|du conseil (?:departemental|regional))"
    r"|deputee?|senat(?:eur|rice)|prefete?|bourgmestre|echevine?|alcalde|alcaldesa|concejala?|mayor"
    r"|burgemeester|schepen|chu tich ubnd)(?:$|[\s,(\-].*)"
)
#: What one name is made of, and what joins two.
_LONE_NAME = r"^\s*[\p{L}.'’ \-]{2,60}$"
_JOINED = r"(?i)(?:^|\s)(?:et|y|e|and|en|und|eta|và)\s|\s-\s"
#: Meanings of columns that hold the person's name.
_NAMES = frozenset({"person", "surname", "first-name", "name", "contact-person"})


def with_mandates(
    before: pl.DataFrame, after: pl.DataFrame, plan: TablePlan, counts: dict[str, ColumnCount]
) -> pl.DataFrame:
    """The batch with the names of the elected as they were."""
    offices = [one.name for one in plan.columns if _OFFICE.match(header_words(one.name))]
    names = [one for one in plan.of("person") if _name(one)]
    if len(offices) != 1 or not names:
        return after
    told = (fold(cell or "").strip() for cell in before[offices[0]].to_list())
    elected = pl.Series([bool(_ELECTED.fullmatch(office)) for office in told], dtype=pl.Boolean)
    if not elected.any():
        return after
    for column in names:
        old, new = before[column.name], after[column.name]
        back = elected & (old != new).fill_null(False) & _lone(old)
        if back.any():
            counts[column.name].operators["mask"] -= int(back.sum())
            after = after.with_columns(new.scatter(back.arg_true(), old.filter(back)))
    return after


def _lone(cells: pl.Series) -> pl.Series:
    """Whether each cell holds one name and nothing else: no telephone, no mailbox, no spouse."""
    return cells.str.contains(_LONE_NAME).fill_null(False) & ~cells.str.contains(_JOINED).fill_null(
        True
    )


def _name(column: ColumnPlan) -> bool:
    theirs = column.meaning is not None and column.meaning.id in _NAMES
    return theirs and column.source in ("meaning", "content")


__all__ = ["with_mandates"]
