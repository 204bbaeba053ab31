"""What many different people share: an office's telephones and mailboxes, the name of a quarter.

A register of people also tells where they were served. The same line beside five different names,
or in five rows without one, is a switchboard; a mobile number, or a mailbox at a provider of
private persons, stays somebody's. A home that ten people give without a number is where many
live ("quartier Haut", "Foyer des Tanneurs").
"""

from pathlib import Path

import polars as pl

from anonymisation.decision.plan import TablePlan
from anonymisation.detection.detector import Findings
from anonymisation.lexicon import words
from anonymisation.policy.columns import ColumnPlan
from anonymisation.reading.text import fold
from anonymisation.recognisers.contacts.mailboxes import private_provider

#: Rows read, and different people beside one line that make it an office's.
_SAMPLE, _PEOPLE = 20_000, 5
#: Different people who live at one place that make it a quarter rather than a family's house.
_NEIGHBOURS = 10
#: Meanings of columns of lines and mailboxes, and what an office may be reached by.
_CONTACTS = frozenset({"telephone", "telephone-subject", "email", "contact-person", "home-address"})
_OFFICES = frozenset({"PHONE_FIXED", "PHONE_SERVICE", "EMAIL", "EMAIL_FUNCTIONAL"})
_PLACES = frozenset({"ADDRESS", "ADDRESS_PUBLIC"})


def switchboards(path: Path, plan: TablePlan) -> dict[str, frozenset[str]]:
    """The columns of contacts → their values that stand beside many different people."""
    people = [one.name for one in plan.columns if one.subject and one.holds == "PERSON"]
    contacts = [one.name for one in plan.columns if _contact(one)]
    if not people or not contacts:
        return {}
    rows = pl.scan_parquet(path).select(*people, *contacts).head(_SAMPLE).collect()
    # A row that names nobody is another case each time.
    person = pl.concat_str(pl.col(people).fill_null(""), separator="\0")
    case = (
        pl.when(pl.all_horizontal(pl.col(people).fill_null("") == ""))
        .then(pl.row_index().cast(pl.String))
        .otherwise(person)
    )
    rows = rows.with_columns(case.alias(_PERSON))
    homes = {one.name for one in plan.columns if _home(one)}
    shared = {
        name: frozenset(filter(_quarter, _shared(rows, name, _NEIGHBOURS)))
        if name in homes
        else _shared(rows, name, _PEOPLE)
        for name in contacts
    }
    return {name: values for name, values in shared.items() if values}


#: The column of who a row is about.
_PERSON = "__person"


def _contact(column: ColumnPlan) -> bool:
    known = column.meaning is not None and column.meaning.id in _CONTACTS
    return known and column.source in ("meaning", "content") and not column.exempt


def _shared(rows: pl.DataFrame, name: str, least: int) -> frozenset[str]:
    counted = (
        rows.filter(pl.col(name).fill_null("").str.strip_chars() != "")
        .group_by(name)
        .agg(pl.col(_PERSON).n_unique().alias("__people"))
        .filter(pl.col("__people") >= least)
    )
    return frozenset(counted[name].to_list())


def _home(column: ColumnPlan) -> bool:
    return column.meaning is not None and column.meaning.id == "home-address"


def _quarter(value: str) -> bool:
    """Whether a home is told by the name of a quarter: without a number, and not by its street."""
    head = fold(value).replace(".", " ").split()
    street = bool(head) and (head[0] in words("streets") or head[0].endswith("straat"))
    return not street and not any(map(str.isdigit, value))


def of_many(column: ColumnPlan, value: str, findings: Findings) -> bool:
    """Whether what was found in a shared value may be an office's, or a quarter's name."""
    kinds = {one.entity for one in findings}
    if _home(column):
        return kinds <= _PLACES
    return kinds <= _OFFICES and not ("@" in value and private_provider(value))


__all__ = ["of_many", "switchboards"]
