"""Register numbers, and words for what is registered, that tell bodies among the names of a column.

"ruc_proveedor" beside "proveedor", "SIRET_DEM" beside "NOM_DEM", "PM" beside either.
"""

from collections.abc import Mapping
from dataclasses import replace

from anonymisation.policy.columns import ColumnPlan
from anonymisation.profiling.sample import ColumnProfile
from anonymisation.reading.abbreviations import written_out
from anonymisation.reading.text import header_words

#: Words of a register number's header; of one that is the payer's.
REGISTERS = frozenset(
    {
        "siret",
        "siren",
        "rna",
        "ninea",
        "ruc",
        "cif",
        "bce",
        "kbo",
        "nif",
        "ifz",
        "ifk",
        "rfc",
        "ice",
    }
    | {"ondernemingsnummer", "entreprise", "btw", "tva", "mst", "thue", "fiscal", "mf", "nit"}
)
PAYERS = frozenset(
    """attribuant coll etab financeur acheteur collectivite payeur payeuse pagador payer financador
    betaler""".split()  # noqa: SIM905
)


def registers(names: tuple[str, ...]) -> tuple[str, ...]:
    """Columns with a register number of the row's body, not of who pays."""
    words = {name: frozenset(written_out(header_words(name)).split()) for name in names}
    return tuple(name for name in names if words[name] & REGISTERS and not words[name] & PAYERS)


def its_registers(name: str, names: tuple[str, ...]) -> tuple[str, ...]:
    """The register numbers of a column's bodies, but those that a header gives to another column.

    "ruc_proveedor" beside "proveedor" says nothing of "adjudicatario".
    """
    numbers = registers(names)
    others = frozenset().union(
        *(_words(other) for other in names if other != name and other not in numbers)
    )
    return tuple(
        number
        for number in numbers
        if _words(number) & _words(name) or not (_words(number) - REGISTERS) & others
    )


def _words(name: str) -> frozenset[str]:
    return frozenset(header_words(name).split())


def numbered(column: ColumnPlan, names: tuple[str, ...]) -> ColumnPlan:
    """A column of persons with the register numbers that its header says are theirs.

    "NOM_DEM" beside "SIRET_DEM": companies apply too, and the number tells them.
    """
    if column.action != "person" or column.source not in ("meaning", "content"):
        return column
    own = column.words - {"nom", "name", "nombre"}
    theirs = tuple(name for name in registers(names) if own & _words(name))
    return replace(column, companions=theirs) if theirs else column


def kinds(
    column: ColumnPlan, columns: tuple[ColumnPlan, ...], profiles: Mapping[str, ColumnProfile]
) -> ColumnPlan:
    """A column of whole names with the column that says which of them are natural persons.

    Only where nobody else is named beside: whose kind it is would not be known.
    """
    of = [one for one in columns if _whole_names(one)]
    told = tuple(one.name for one in columns if profiles[one.name].parties)
    if len(told) != 1 or of != [column]:
        return column
    return replace(column, companions=(*column.companions, *told))


def _whole_names(column: ColumnPlan) -> bool:
    """Whether a column names persons or bodies in one cell, and rows are about them."""
    if column.action == "beneficiary":
        return column.source == "meaning"
    whole = column.meaning is not None and column.meaning.id not in ("surname", "first-name")
    return column.action == "person" and column.subject and whole


__all__ = ["PAYERS", "REGISTERS", "its_registers", "kinds", "numbered", "registers"]
