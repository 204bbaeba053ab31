"""Whether an address is somebody's home, from what stands around it and is no cue before it."""

import re

from anonymisation.lexicon.vocabulary import is_listed, is_stranger
from anonymisation.reading.text import fold

#: Words behind an address that make it somebody's: "(domicile du président)".
_HOME_AFTER = re.compile(
    r"[\s,;:(\-–—]{0,4}(?:(?:son|mon|leur|notre|au) )?(?:domicile|dom\.|residence principale"
    r"|chez (?:lui|elle|moi|eux|m\.|mme)|adresse (?:perso\w*|privee)"
    r"|ou (?:j'habite|il habite|elle habite|je vis|je loge|nous habitons)"
    r"|(?:mi|su) (?:casa|domicilio)|domicilio|donde (?:vivo|vive)|thuis|prive\b"
    r"|privadres|bizi (?:naiz|da)|nha rieng|my home|where i live)"
)
#: A text that ends with a signature.
_SIGNATURE = re.compile(
    r"(?:[.!?…)]\s*[-–—]{1,2}|(?:cordialement|sign[eé]e?|atentamente|salut\w*)\W*)\s?$"
)
#: Longest name that opens a text, in characters.
_OPENS = 40
#: One to three words that open a text.
_OPENING = re.compile(r"\W{0,3}(?:[^\W\d_]\.\s?)?(?:[^\W\d_][\w'\-]{2,}[ ,:]{1,2}){1,3}")
_INITIALLED = re.compile(r"\W{0,3}[^\W\d_]\.\s?[^\W\d_]{3}")


def behind(text: str, end: int) -> bool:
    """Whether the words behind an address make it somebody's home."""
    return bool(_HOME_AFTER.match(fold(text[end : end + 40])))


def signed(text: str, start: int, end: int) -> bool:
    """Whether an address is that of who writes: after a signature, or after a name alone."""
    if len(text) - end < 5 and _SIGNATURE.search(fold(text[max(0, start - 20) : start])):
        return True
    before = text[:start]
    if len(before) > _OPENS or not _OPENING.fullmatch(before):
        return False
    if _INITIALLED.match(before):
        return True
    words = re.findall(r"[^\W\d_][\w'\-]+", before)
    return all(is_listed(fold(word)) or (word.islower() and is_stranger(word)) for word in words)


__all__ = ["behind", "signed"]
