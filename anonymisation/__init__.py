"""Anonymisation: detect personal data, decide by policy, transform, verify, then a gate.

Importing the package is cheap; the engine and Presidio load on first use.
"""

from typing import TYPE_CHECKING, Any

#: Version of the detection and transformation code: part of what a gate record is tied to.
ENGINE = "partage-anonymisation 2.11"

if TYPE_CHECKING:
    from anonymisation.engine import anonymise
    from anonymisation.metadata import anonymise_dataset
    from anonymisation.policy.policy import Policy

__all__ = ["ENGINE", "Policy", "anonymise", "anonymise_dataset"]

_HOMES = {
    "anonymise": "anonymisation.engine",
    "anonymise_dataset": "anonymisation.metadata",
    "Policy": "anonymisation.policy.policy",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the module holds
    """Load a public name from its module on first use (PEP 562)."""
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(_HOMES[name]), name)
