"""What a whole table says of its cells, read before the first batch is changed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from anonymisation.decision.plan import TablePlan
from anonymisation.profiling.sample import ColumnProfile
from anonymisation.profiling.slots import Slots
from anonymisation.rows.officials import Names, officials
from anonymisation.rows.strangers import guarded
from anonymisation.rows.switchboards import switchboards


@dataclass(frozen=True, slots=True)
class Told:
    """Of columns and of people.

    `guarded`: schema columns in which right rows name nobody; `slots`: where names stand in the
    texts of a column; `offices`: contacts of a column that many people share; `officials`: full
    names in columns of officials.
    """

    guarded: frozenset[str] = frozenset()
    slots: Mapping[str, Slots] = field(default_factory=dict)
    offices: Mapping[str, frozenset[str]] = field(default_factory=dict)
    officials: Names = frozenset()


def told(path: Path, plan: TablePlan, profiles: Mapping[str, ColumnProfile]) -> Told:
    """What the table at `path` says of its cells."""
    return Told(
        guarded(path, plan),
        {name: one.slots for name, one in profiles.items() if one.slots},
        switchboards(path, plan),
        officials(path, plan, chain.from_iterable(one.officials for one in profiles.values())),
    )


__all__ = ["Told", "told"]
