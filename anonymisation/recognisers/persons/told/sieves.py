"""The sieves that every text about persons passes, as it is written and folded."""

from anonymisation.recognisers.conditions.sieve import Together

#: What texts say as they are written, and without capitals and accents.
WRITTEN, FOLDED = Together(), Together()

__all__ = ["FOLDED", "WRITTEN"]
