"""Addresses made less precise: the street without its number, the commune, the department."""

import re

_POSTCODE = re.compile(r"(?<!\d)(?:[A-Z]{1,2}-)?\d{4,5}\s+[^\d,;]{2,40}$")
_LAST = re.compile(r",\s*([^\d,;]{2,40})$")
_HOUSE = re.compile(
    r"^\s*(?:n[°o]\.?\s*)?\d{1,5}(?:\s*[-/à]\s*\d{1,5})?\s*(?:(?:bis|ter|quater|[a-dA-D])\b)?\s*,?\s+"
    r"(?=[^\W\d])",
    re.IGNORECASE,
)
_HOUSE_AFTER = re.compile(
    r"(?<=[^\W\d])\s*,?\s+(?:n[°ºo]\.?\s*)?\d{1,4}\s?(?:bis|ter|[a-zA-Z])?(?=\s*(?:,|$))"
)
_INSIDE = re.compile(
    r"[,\s]+(?:app?t?|appartement|b[aâ]t(?:iment)?|[ée]tage|esc(?:alier)?|porte|villa|piso|puerta"
    r"|bo[iî]te|bte|chez|c/o)\b.*?(?=,|$)",
    re.IGNORECASE,
)
_DEPARTMENT = re.compile(r"^\s*(?P<code>97\d|98\d|2[ABab]|\d{2})[\dABab ]{2,4}\s*$")


def commune(value: str, mask: str) -> str:
    """Postcode and town of an address where it ends with them, else its placeholder."""
    found = _POSTCODE.search(value.strip())
    if found and found.start() > 0:
        return f"{mask}, {found.group().strip()}"
    town = _LAST.search(value.strip())
    if town and re.search(r"\d", value[: value.rfind(",")]):
        return f"{mask}, {town.group(1).strip()}"
    return mask


def street(value: str, mask: str) -> str:
    """An address without house number, flat or floor; its placeholder when another number stays.

    "12 bis rue des Lilas, apt 3, 59000 Lille" → "rue des Lilas, 59000 Lille".
    """
    bare = _INSIDE.sub("", _HOUSE.sub("", value))
    bare = _HOUSE_AFTER.sub("", bare).strip(" ,")
    name = _POSTCODE.sub("", bare).strip(" ,")
    sure = re.search(r"[^\W\d_]{3,}", name) and bare != value.strip()
    return bare if sure and not re.search(r"\d", name) else commune(value, mask)


def department(value: str) -> str:
    """The department of a French postcode or commune code; empty when it is none.

    Corsica's postcodes (20…) all give 20; overseas codes have three digits.
    """
    found = _DEPARTMENT.match(value)
    return found.group("code").upper() if found else ""
