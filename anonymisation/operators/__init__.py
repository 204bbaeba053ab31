"""What can be done to a cell, one family to a module; each is a function of the cell alone.

`mask` (a typed word), `redact` (an empty cell), dates, ages, addresses and coordinates made less
precise, pseudonyms, rows left out. Small counts belong to `anonymisation.risk`.
"""

from anonymisation.operators.masking import placeholder

__all__ = ["placeholder"]
