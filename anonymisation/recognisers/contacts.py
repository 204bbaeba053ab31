"""E-mail addresses, told apart: a person's, or a service's.

`EMAIL` is a named mailbox, `EMAIL_FUNCTIONAL` a generic one (contact@, mairie@) or a body's own.
D312-1-3 (CRPA) and the IRVE schema ask for generic contacts.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from anonymisation.lexicon import first_names, surnames, words
from anonymisation.recognisers.base import LIKELY, Hit, TextRecognizer
from anonymisation.text import fold

_SPLIT = re.compile(r"[._+\-\d']+")


@cache
def _organisation_words() -> frozenset[str]:
    short = {
        "r",
        "av",
        "as",
        "es",
        "us",
        "sa",
        "sc",
        "ac",
        "rc",
        "fc",
        "tc",
        "cc",
        "ec",
        "la",
        "ngo",
    }
    found = words("generic_mailboxes") | words("organisations") | words("places")
    return frozenset(word for word in found if word not in short)


def body_word(folded: str) -> bool:
    """Whether a folded word is one of services, organisations or places."""
    return folded in _organisation_words()


@lru_cache(maxsize=16_384)
def functional(address: str) -> bool:
    """Whether a mailbox belongs to a service or an organisation rather than to a person."""
    mailbox, _, domain = fold(address).partition("@")
    parts = [part for part in _SPLIT.split(mailbox) if part]
    if not parts:
        return False
    if parts[0] in words("generic_mailboxes") or mailbox in words("generic_mailboxes"):
        return True
    if _squash(mailbox) in words("generic_mailboxes") or _NOBODY.match(_squash(mailbox)):
        return True
    if any(part in _organisation_words() for part in parts):
        return not _named(parts)
    host = domain.split(".")[0]
    if len(mailbox) >= 4 and (_squash(mailbox) == _squash(host) or mailbox in host.split("-")):
        return True
    return _compound(mailbox) and not _named(parts)


#: Mailboxes that nobody reads.
_NOBODY = re.compile(r"(?:nepasrepondre|noreply|donotreply|noresponder|nereply|postmaster|mailer)")


def _squash(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


def _named(parts: list[str]) -> bool:
    """A given name, or a surname, stands in the mailbox."""
    return any(part in first_names() or part in surnames() for part in parts if len(part) > 2)


def _compound(mailbox: str) -> bool:
    """A generic word glued to others: "mairiedelille", "secretariatgeneral", "clubjudo"."""
    return any(
        mailbox.startswith(word) for word in words("generic_mailboxes") if len(word) >= 6
    ) or mailbox.startswith(("asso", "mairie", "ecole", "club"))


class MailboxRecognizer(TextRecognizer):
    """E-mail addresses, after "[at]" was undone; a well-known provider may lack its ending."""

    ENTITIES = ("EMAIL", "EMAIL_FUNCTIONAL")
    NEEDS = (r"@|%40|(?i)[_\-]at[_\-]|\bchez\s|arobase|\sat\s",)
    _PROVIDERS = (
        r"(?i:gmail|hotmail|yahoo|outlook|wanadoo|orange|laposte|icloud|free|sfr|live"
        r"|proton(?:mail)?|topnet|menara)"
    )
    _LOCAL = (
        r"(?:[A-Za-z0-9À-ÿ]+\s(?i:point|punto|dot|tiret|gui[oó]n|underscore)\s)*"
        r"[A-Za-z0-9À-ÿ_%+][A-Za-z0-9À-ÿ._%+'\-]{0,63}"
    )
    _EMAIL = re.compile(
        rf"(?<![A-Za-z0-9À-ÿ._%+'\-]){_LOCAL}(?:\s?@\s?|%40)"
        rf"(?:{_PROVIDERS}\s?[.,]\s?(?:com|fr|es|net|me|org|be)\b(?:\.[a-z]{{2}}\b)?"
        r"|[A-Za-z0-9À-ÿ](?:[A-Za-z0-9À-ÿ\-]{0,62})(?:\.[A-Za-z0-9À-ÿ\-]{2,63}){1,5}"
        rf"|{_PROVIDERS}\b)"
        r"|\"[^\"@\n]{1,64}\"@[A-Za-z0-9À-ÿ\-]{1,63}(?:\.[A-Za-z0-9À-ÿ\-]{2,63}){1,5}"
    )

    #: "jean_at_free.fr", "jean chez free.fr": a known ending is proof.
    _SPOKEN = re.compile(
        r"(?<![\w.+\-@])(?P<box>[A-Za-z0-9][\w.+'\-]{1,40}?)"
        r"(?:\s?[_\-]at[_\-]\s?|\s(?:chez|arobase|at)\s)"
        r"(?P<host>[A-Za-z0-9][A-Za-z0-9\-]{1,40})(?:\s?[_\-]dot[_\-]\s?|\s(?:point|dot)\s|\s?\.\s?)"
        r"(?P<end>com|fr|net|org|es|be|eu|info|sn|ma|tn|ec|mx|vn|me)\b",
        re.IGNORECASE,
    )

    PATTERNS = (_EMAIL, _SPOKEN)

    def find(self, text: str) -> Iterator[Hit]:
        for match in self._SPOKEN.finditer(text):
            address = f"{match['box']}@{match['host']}.{match['end']}"
            entity = "EMAIL_FUNCTIONAL" if functional(address) else "EMAIL"
            yield Hit(entity, match.start(), match.end(), LIKELY)
        for match in self._EMAIL.finditer(text):
            address = re.sub(r"\s", "", match.group()).replace("%40", "@")
            entity = "EMAIL_FUNCTIONAL" if functional(address) else "EMAIL"
            yield Hit(entity, match.start(), match.end(), LIKELY)


__all__ = ["MailboxRecognizer", "body_word", "functional"]
