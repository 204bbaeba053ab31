"""Ages as bands of years."""

import re

#: Ages from here on are told as "at least".
OLDEST = 90
_AGE = re.compile(r"(?<![\d.,])(\d{1,3})(?:[.,]\d+)?(?!\d)")


def band(value: str, width: int = 10) -> str:
    """The band of an age in years: "37 ans" → "30-39"; "90+"; empty without one age."""
    found = _AGE.findall(value)
    if len(found) != 1:
        return ""
    age = int(found[0])
    if age >= OLDEST:
        return f"{OLDEST}+" if age < 130 else ""
    low = age - age % width
    return f"{low}-{low + width - 1}"


def floor(bands: str) -> str:
    """The lowest age of a band, for columns that only take whole numbers."""
    found = _AGE.search(bands)
    return found.group(1) if found else ""
