"""Names of columns as people mean them."""

import unicodedata


def fold(name: str) -> str:
    """A name without case, accents, spaces and punctuation, to compare what people meant."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in plain if letter.isalnum())
