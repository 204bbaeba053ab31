"""E-mail addresses, told apart: a person's, or a service's.

`EMAIL` is a named mailbox, `EMAIL_FUNCTIONAL` a generic one (contact@, mairie@) or a body's own.
D312-1-3 (CRPA) and the IRVE schema ask for generic contacts.
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from anonymisation.lexicon import everyday, first_names, historical, renowned, surnames, words
from anonymisation.lexicon.vocabulary import is_listed, is_ordinary, is_place
from anonymisation.reading.text import fold
from anonymisation.recognisers.base import LIKELY, Hit, TextRecognizer
from anonymisation.recognisers.conditions.sieve import Sieve
from anonymisation.recognisers.contacts.mailbox_kinds import ACTIVITIES, KINDS, OFFICES
from anonymisation.recognisers.contacts.providers import PRIVATE, PUBLIC, vietnamese_name

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


def private_provider(address: str) -> bool:
    """Whether a mailbox is at a provider of private persons rather than at a body's own host."""
    return bool(PRIVATE.match(fold(address).rpartition("@")[2]))


@lru_cache(maxsize=16_384)
def functional(address: str) -> bool:
    """Whether a mailbox belongs to a service or an organisation rather than to a person."""
    mailbox, _, domain = fold(address).partition("@")
    if _MANDATED.match(domain):
        return True
    parts = [part for part in _SPLIT.split(mailbox) if part]
    if not parts or (
        _generic(mailbox, parts) and not _namesake(parts, domain, mailbox[-1].isdigit())
    ):
        return bool(parts)
    if _subscriber(mailbox, parts, domain) or _shortened(mailbox, domain):
        return False
    if _SCHOOL.match(mailbox) or _acronym(parts) or _offices(parts, domain) or _ward(address):
        return True
    if _activity(parts) or any(part in _organisation_words() for part in parts):
        return not _named(parts)
    host = domain.split(".")[0]
    if len(mailbox) >= 4 and (_squash(mailbox) == _squash(host) or mailbox in host.split("-")):
        return True
    if PUBLIC.search(domain) and all(is_place(part) for part in parts if len(part) > 1):
        return not _named(parts)
    return _compound(mailbox, domain) and not _named(parts)


#: Hosts where those who hold a mandate are written to.
_MANDATED = re.compile(
    r"(?:elu[es]?s?|elues|conseillers?|concejal(?:es)?|ediles|regidor(?:es|s)?|raadsleden"
    r"|mandatarissen|councill?ors|members|vereador(?:es)?|eleitos|zinegotziak|hautetsiak)\.[\w\-]+\."
)


def _generic(mailbox: str, parts: list[str]) -> bool:
    """Whether a mailbox is one that every body has: "contact@", "ne-pas-repondre@"."""
    squashed = _squash(mailbox)
    named = {parts[0], mailbox, squashed} & words("generic_mailboxes")
    return bool(named) or bool(_NOBODY.match(squashed))


def _namesake(parts: list[str], domain: str, numbered: bool) -> bool:
    """Whether a service's word is a family's name too, beside another or with a number."""
    if not PRIVATE.match(domain) or not is_listed(parts[0]):
        return False
    if len(parts) < 2:
        return numbered and not is_ordinary(parts[0])
    return all(is_listed(part) and not is_ordinary(part) for part in parts[1:] if len(part) > 1)


def _offices(parts: list[str], domain: str) -> bool:
    """Whether a mailbox at a body is made of words that are nobody's name: "plaintes@".

    Or of the letters for a service ("urba@"), or carries the name of somebody of the past.
    """
    if PRIVATE.match(domain):
        return False
    if parts[0] in OFFICES and all(is_place(part) or _office_word(part) for part in parts[1:]):
        return True
    past = " ".join(parts)
    return all(map(_office_word, parts)) or past in historical() or past in renowned()


def _activity(parts: list[str]) -> bool:
    """Whether what a body does opens or closes its mailbox, and is no family's name beside it."""
    return any(part in ACTIVITIES and not is_listed(part) for part in (parts[0], parts[-1]))


#: Mailboxes that nobody reads.
_NOBODY = re.compile(r"(?:nepasrepondre|noreply|donotreply|noresponder|nereply|postmaster|mailer)")


#: A school's mailbox is its number in the national directory: "ce.0341234a@".
_SCHOOL = re.compile(r"(?:ce[._-]?|ecole[._-]?)?\d{7}[a-z]$")


#: A district's office at its province: "phuongvardon2@province.gov.vn".
_WARD = re.compile(
    r"(?:p|x|q|h|tp|tx|tt|ubnd)?[._\-]?(?:phuong|xa|quan|huyen|thitran|thixa|thanhpho|ubnd|so|phong|chicuc"
    r"|trungtam|ttyt|doan|hdnd)[a-z0-9._\-]{3,}@[a-z0-9.\-]+\.gov\.vn"
)
#: Given names that are words for districts too.
_NAMESAKES = re.compile(
    r"(?:phuong|quan|doan|phong)(?:[._\-]|nt|tt|nv|pv|lt|anh@|linh@|thao@|nam@|huy@)"
)


def _ward(address: str) -> bool:
    """Whether a mailbox at the government of Viet Nam is a district's rather than an official's."""
    folded = fold(address)
    return bool(_WARD.fullmatch(folded)) and not _NAMESAKES.match(folded)


def _subscriber(mailbox: str, parts: list[str], domain: str) -> bool:
    """Whether a private mailbox is a family name with an initial or a year: "chapelle.s@".

    Family names are also words for places and trades.
    """
    if vietnamese_name(parts, domain):
        return True
    long = [part for part in parts if len(part) > 1]
    numbered = any(map(str.isdigit, mailbox))
    if not PRIVATE.match(domain) or len(long) != 1 or not (numbered or len(parts) == 2):
        return False
    called = long[0] in everyday() or long[0] in surnames()
    return called and long[0] not in words("generic_mailboxes")


def _shortened(mailbox: str, domain: str) -> bool:
    """Whether a private mailbox is a long family name, or a double given name, and some letters."""
    if not PRIVATE.match(domain):
        return False
    given, head = first_names(), _SPLIT.split(mailbox)[0]
    if any(head[:cut] in given and head[cut:] in given for cut in range(4, len(head) - 3)):
        return True
    return mailbox.isalpha() and any(
        mailbox[:-cut] in surnames() and mailbox[:-cut] not in _organisation_words()
        for cut in range(1, 5)
        if len(mailbox) - cut >= _LONG
    )


#: Letters of a family name that is not met inside words.
_LONG = 8


def _office_word(part: str) -> bool:
    """Whether a part of an office's mailbox is a word of the dictionary and nobody's name."""
    listed = is_listed(part) or part in everyday()
    return len(part) >= _WORD and is_ordinary(part) and not listed


#: Shorter words of the dictionary are initials as often.
_WORD = 5


def _acronym(parts: list[str]) -> bool:
    """Whether a body's acronym opens the mailbox and no given name follows: "apel.rostand@"."""
    first = parts[0]
    body = (
        len(first) <= 5
        and first in _organisation_words()
        and first not in first_names() | surnames()
    )
    return body and not any(part in first_names() for part in parts[1:] if len(part) > 2)


def _squash(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


def _named(parts: list[str]) -> bool:
    """A given name, or a surname, stands in the mailbox."""
    return any(part in first_names() or part in surnames() for part in parts if len(part) > 2)


def _compound(mailbox: str, domain: str) -> bool:
    """A generic word glued to others: "mairiedelille", "secretariatgeneral", "clubjudo".

    At a private provider no family's name with an initial behind: "campingv" with "Camping".
    """
    if not mailbox.startswith(_beginnings()):
        return False
    families = (mailbox[:-cut] for cut in (1, 2) if len(mailbox) - cut >= _WORD)
    return not (PRIVATE.match(domain) and mailbox.isalpha() and any(map(is_listed, families)))


@lru_cache(maxsize=1)
def _beginnings() -> tuple[str, ...]:
    """What such mailboxes begin with."""
    return (*(word for word in words("generic_mailboxes") if len(word) >= 6), *KINDS)


#: Endings of hosts, where a sign of mailboxes parted from the word before may be a handle's.
_ENDINGS = re.compile(
    r"\.(?:com|net|org|info|edu|gov|gouv|gob|name|biz|bzh|gal|cat|eus|paris|alsace|brussels"
    r"|vlaanderen"
    r"|[a-z]{2})$"
)


def _handled(found: str) -> bool:
    """Whether what reads as a mailbox is a word and a handle: "sur Facebook @nina.vardon"."""
    return bool(re.search(r"\s@\w", found)) and not _ENDINGS.search(found.lower())


class MailboxRecognizer(TextRecognizer):
    """E-mail addresses, after "[at]" was undone; a well-known provider may lack its ending."""

    ENTITIES = ("EMAIL", "EMAIL_FUNCTIONAL")
    NEEDS = (r"(?i)@|%[0-9]0|[_\-]at[_\-]|chez[^!-~]|arobase|[^!-~]at[^!-~]",)
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
        r"|[A-Za-z0-9][A-Za-z0-9\-]{1,40}(?:\s[.,]\s?|\.\s)(?:com|fr|es|net|org|be|eu|sn|ma|tn|ec"
        r"|mx|vn)\b"
        r"|[A-Za-z0-9À-ÿ](?:[A-Za-z0-9À-ÿ\-]{0,62})(?:\.[A-Za-z0-9À-ÿ\-]{2,63}){1,5}"
        rf"|{_PROVIDERS}\b)"
        r"|\"[^\"@\n]{1,64}\"@[A-Za-z0-9À-ÿ\-]{1,63}(?:\.[A-Za-z0-9À-ÿ\-]{2,63}){1,5}"
    )

    #: "jean_at_free.fr", "jean chez free.fr": a known ending is proof.
    _SPOKEN = re.compile(
        r"(?<![\w.+\-@])(?P<box>[A-Za-z0-9][\w.+'\-]{1,40}?)"
        r"(?:\s?[_\-]at[_\-]\s?|\s(?:chez|arobase|at)\s)"
        r"(?P<host>[A-Za-z0-9][A-Za-z0-9\-]{1,40})(?:\s?[_\-]dot[_\-]\s?|\s(?:point|dot)\s"
        r"|\s?\.\s?)"
        r"(?P<end>com|fr|net|org|es|be|eu|info|sn|ma|tn|ec|mx|vn|me)\b",
        re.IGNORECASE,
    )

    @classmethod
    def whole(cls, text: str) -> bool:
        """Whether a text is one mailbox and nothing else: what else it holds stands inside it."""
        if "@" not in text:
            return False
        match = cls._EMAIL.match(text)
        return match is not None and match.end() == len(text)

    PATTERNS = (_EMAIL, _SPOKEN)
    _SIEVE = Sieve(_SPOKEN, _EMAIL)

    def find(self, text: str) -> Iterator[Hit]:
        for _, match in self._SIEVE.finditer(text):
            if match.re is self._SPOKEN:
                address = f"{match['box']}@{match['host']}.{match['end']}"
            else:
                address = "".join(match.group().split()).replace("%40", "@")
            if address[-1].isdigit() or _handled(match.group()):
                continue  # no host ends so: "compte @nina.vardon53"
            entity = "EMAIL_FUNCTIONAL" if functional(address) else "EMAIL"
            yield Hit(entity, match.start(), match.end(), LIKELY)


__all__ = ["MailboxRecognizer", "body_word", "functional", "private_provider"]
