"""Identifiers with a shape, one module per country or kind; check digits come from python-stdnum.

A check digit alone is weak evidence (1 % of random numbers pass a mod-97 key), hence cues.
"""

from importlib import import_module

_MODULES = (
    "africa",
    "america",
    "asia",
    "bank",
    "belgium",
    "births",
    "documents",
    "france",
    "network",
    "places",
    "spain",
    "vehicles",
    "web",
)


def load() -> None:
    """Import every module, so that Presidio knows their recognisers."""
    for name in _MODULES:
        import_module(f"{__name__}.{name}")
