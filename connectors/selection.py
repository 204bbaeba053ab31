"""Which datasets of a source are wanted: the settings' `select`, checked on what came back.

Portals are asked to select too, but some ignore what they are asked: the answer is checked.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from connectors.words.texts import Json, folded
from federation.settings import Selection


@dataclass(frozen=True, slots=True)
class Facts:
    """What a selection may be about: names under which a dataset and its groupings are known."""

    ids: tuple[Json, ...]
    organizations: tuple[Json, ...] = ()
    themes: tuple[Json, ...] = ()
    tags: tuple[Json, ...] = ()


def _meets(wanted: Iterable[str], found: Iterable[Json]) -> bool:
    names = {folded(name) for name in wanted}
    return not names or any(folded(name) in names for name in found)


def selected(select: Selection, facts: Facts) -> bool:
    """Whether a dataset is among those the settings ask for."""
    excluded = bool(select.exclude) and _meets(select.exclude, facts.ids)
    return not excluded and all(
        (
            _meets(select.datasets, facts.ids),
            _meets(select.organizations, facts.organizations),
            _meets(select.themes, facts.themes),
            _meets(select.tags, facts.tags),
        )
    )
