"""The six axes of a smart city, and the axis that an EU data theme belongs to.

Axes: Giffinger et al., "Smart cities – Ranking of European medium-sized cities", TU Wien, 2007
(smart economy, governance, people, mobility, environment, living), the frame of the Smart Cities
Study that the report takes up. Themes: EU vocabulary data-theme.
"""

from collections.abc import Iterable, Mapping

from federation.i18n import Message, msg

AXES: Mapping[str, Message] = {
    "economy": msg("Economy"),
    "governance": msg("Governance"),
    "citizenship": msg("Citizenship"),
    "mobility": msg("Mobility"),
    "environment": msg("Environment"),
    "quality-of-life": msg("Quality of life"),
}

#: A theme that has no place of its own among the axes (INTR, OP_DATPRO) is left out.
_AXES_OF_THEME: Mapping[str, tuple[str, ...]] = {
    "AGRI": ("economy", "environment"),
    "ECON": ("economy",),
    "EDUC": ("citizenship", "quality-of-life"),
    "ENER": ("environment",),
    "ENVI": ("environment",),
    "GOVE": ("governance",),
    "HEAL": ("quality-of-life",),
    "JUST": ("governance",),
    "REGI": ("quality-of-life",),
    "SOCI": ("citizenship",),
    "TECH": ("economy",),
    "TRAN": ("mobility",),
}


def axes(themes: Iterable[str]) -> tuple[str, ...]:
    """Ids of `AXES`, in their order, of EU data themes given as URIs or codes."""
    codes = {theme.rstrip("/").rsplit("/", 1)[-1] for theme in themes}
    found = {axis for code in codes for axis in _AXES_OF_THEME.get(code, ())}
    return tuple(axis for axis in AXES if axis in found)
