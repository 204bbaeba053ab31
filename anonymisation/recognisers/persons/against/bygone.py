"""Whoever lived long ago, told by a century right behind the name: no one to hide.

"Cartulaire de l'abbé Vardon, XIIe s.": nobody named so is alive. Years do not count: a person's
number is read as any other of its shape.
"""

import re

#: A century of long ago, in Roman figures.
_CENTURY = r"(?:X?I{1,3}|X?IV|X?VI{0,3}|X?IX|X)"
_PAST = re.compile(
    rf",? \(?(?:{_CENTURY}(?:e|ème|th) (?:s\.|s\b|si[èe]cle|century)|(?:siglo|segle) {_CENTURY}\b)"
)


def bygone(text: str, end: int) -> bool:
    """Whether a century of long ago stands right behind a name that ends there."""
    return bool(_PAST.match(text, end))


__all__ = ["bygone"]
