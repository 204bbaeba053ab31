"""Whose account it is: "usr=nvardon", "login: vardon.n", "alias « ninaV65 »"."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from anonymisation.lexicon import words
from anonymisation.lexicon.vocabulary import is_ordinary, is_place, is_stranger
from anonymisation.reading.text import fold
from anonymisation.recognisers.base import LIKELY, Hit, TextRecognizer
from anonymisation.recognisers.contacts.mailboxes import body_word
from anonymisation.recognisers.persons.told.records import listed
from anonymisation.recognisers.persons.words.names import is_clear, is_first_name, is_surname


class LoginRecognizer(TextRecognizer):
    """Whom an account belongs to: "usr=nvardon;grp=3", "login: vardon.n"."""

    ENTITIES = ("HANDLE",)
    _KEY = re.compile(
        r"(?i)(?<![\w])(?:usr|user(?:name|_?id|_?name)?|login|log|uid|logon|compte|account"
        r"|pseudo(?:nyme)?|nickname|nick|owner|author|createur|created_?by|updated_?by"
        r"|modified_?by|saisi_?par|cree_?par"
        r"|modifie_?par|auteur|usuario|gebruiker|sam|upn|cn)[\"']?\s?[=:]\s?[\"']?"
        r"(?P<name>[A-Za-zÀ-ÿ][\w.\-]{2,60})(?<![.\-])(?=$|[\s;,&|#)\]}\"'])"
    )
    #: Without a sign between: only what no word looks like, with a digit or an underscore in it.
    _SPACED = re.compile(
        r"(?i)(?<!\w)(?:identifiant|pseudo(?:nyme)?|login|logon|compte|utilisateur|username|usuario"
        r"|gebruiker)\s[«\"']?(?P<name>[a-z]{3,}[a-z.\-]*(?:_[a-z]+\w*|\d{1,4}))(?![\w@]|[.\-]\w)"
    )
    #: A given name with a number, as people call themselves: "ninadu29", "nina_29".
    _CALLED = re.compile(
        r"(?<![\w@./#&=+\-])(?P<name>[a-z]{4,20}(?:[._\-][a-z]{1,15}){0,2}[._\-]?\d{2,4})"
        r"(?![\w@]|[.\-/]\w)"
    )
    #: The word, another that says whose or what for, the account: "Login plateforme : nina_4821".
    _WORDED = re.compile(
        r"(?i)(?<!\w)(?:identifiant|pseudo(?:nyme)?|login|logon|handle|username|user ?name|usuario"
        r"|nom d['’]utilisateur|utilisateur|gebruiker)(?: [^\W\d_]{2,16})?\s?[:=]?\s?"
        r"(?<!\w)(?P<name>[a-z]{3,}(?:[.\-][a-z]{2,})?(?:_[a-z]*\d{1,4}|\d{1,4}))(?![\w@]|[.\-]\w)"
    )
    #: What platforms make of a name: a given name, letters of the other, four figures.
    _MADE = re.compile(
        r"(?<![\w@./#&=+\-])(?P<name>[a-z]{6,24}_(?!(?:19|20)\d\d)\d{3,4})(?![\w@]|[.\-/]\w)"
    )
    #: What somebody says they are called by, or whose session it is: no word, or one with digits.
    _STATED = re.compile(
        r"(?i)(?<!\w)(?:(?:identifiants?|pseudo(?:nyme)?|login|logon|compte|alias|username|usuario"
        r"|utilisateur|gebruiker|apodo)(?: (?:portail|plateforme|famille|citoyen|usager|agent"
        r"|internet|en ligne|de connexion|du portail))?(?: (?:est|es|is|c['’]est))?"
        r"|agent(?==)|session(?= \w+ (?:expir|ferm|ouvert|verrou|activ|bloqu|clos|clotur|inter))"
        r"|(?:lanc|ex[ée]cut|valid|saisi|modifi|cr[ée]|import|cl[ôo]tur|supprim|trait"
        r"|d[ée]verrouill"
        r"|verrouill|connect|rejet)[ée]?e?s? par|(?:d[ée]p[ôo]t|inscription|ticket) au nom de)"
        r"(?: ?[:=] ?| )[«“\"']?\s?(?P<name>[A-Za-z][\w.\-]{3,30})(?<![.\-])(?![\w@])"
    )
    #: Small letters of no dictionary, where somebody says what they are called by.
    _PLAIN = re.compile(
        r"(?<!\w)(?i:(?:(?:mon|son|votre) )?identifiant(?: est)?"
        r"(?! (?:sire[nt]|finess|rna|uai|ubo|ine|iban|bic|tva|spi|insee|naf|ape|rpps|nir|nif)\b)"
        r"|(?:[ée]tiquet|libell|marqu|grav)[ée]e?s?|pseudo(?:nyme)?(?: est)?|login(?: est)?"
        r"|(?:compte|session|cuenta|account)(?= [a-z.\-]+ (?:verrou|bloqu|d[ée]sactiv|expir|suspend"
        r"|suprim|supprim|cl[ôo]tur|locked|disabled|geblokkeerd))"
        r"|alias|apodo) ?[:=]? ?[«“\"']?\s?(?<!\w)(?P<name>[a-z][a-z.\-]{4,30})(?<![.\-])(?![\w@])"
    )
    #: A whole cell: an initial glued to a family name, and a number.
    _INITIALLED = re.compile(r"^(?P<name>[a-z][a-z]{5,16}\d{1,2})$")
    PATTERNS = (_KEY, _SPACED, _CALLED, _WORDED, _MADE, _STATED, _PLAIN, _INITIALLED)
    #: Accounts of nobody.
    _NOBODY = frozenset(
        """admin administrateur administrator root system systeme sysadmin test demo guest invite
        api bot batch cron service svc script import export migration anonymous anonyme public
        webmaster null none true false user users utilisateur usager default robot sync backup
        www nobody
        """.split()  # noqa: SIM905 - a list of words is read, not code
    )

    def find(self, text: str) -> Iterator[Hit]:
        """Findings in a text."""
        for pattern in (self._KEY, self._SPACED, self._WORDED):
            for match in pattern.finditer(text):
                if self._of_somebody(match["name"]):
                    yield Hit("HANDLE", match.start("name"), match.end("name"), LIKELY)
        for pattern, judge in self._judged:
            for match in pattern.finditer(text):
                if judge(fold(match["name"])):
                    yield Hit("HANDLE", match.start("name"), match.end("name"), LIKELY)

    def _of_somebody(self, name: str) -> bool:
        parts = [part for part in re.split(r"[^a-z]+", fold(name)) if part]
        return bool(parts) and not self._of_nobody(parts)

    @property
    def _judged(self) -> tuple[tuple[re.Pattern[str], Callable[[str], bool]], ...]:
        return (
            (self._CALLED, _pseudonym),
            (self._MADE, _made),
            (self._STATED, _account),
            (self._PLAIN, _invented),
            (self._INITIALLED, _initialled),
        )

    def _of_nobody(self, parts: list[str]) -> bool:
        """Whether an account is a machine's or a service's, or a word is none at all."""
        if any(part in self._NOBODY or body_word(part) for part in parts):
            return True
        return all(len(part) > 2 and is_ordinary(part) and not is_clear(part) for part in parts)


@lru_cache(maxsize=16_384)
def _pseudonym(name: str) -> bool:
    """Whether a word with a number is a given name, alone, "of" a department, or with a surname."""
    head, *rest = (part for part in re.split(r"[^a-z]+", name) if part)
    if rest:
        return is_clear(head) and all(len(one) < 3 or listed(one) for one in rest)
    for end in ("", "du", "de", "le", "la"):
        if head.endswith(end) and len(given := head.removesuffix(end)) > 3 and is_clear(given):
            return not is_place(given)
    return False


#: Fewest letters of a given name in an account, most of what follows it.
_BEGUN, _FOLLOWING = 4, 4


@lru_cache(maxsize=16_384)
def _made(name: str) -> bool:
    """Whether letters before a number are a given name and the beginning of another."""
    head = name.partition("_")[0]
    if is_ordinary(head) or is_place(head) or body_word(head):
        return False
    return any(
        is_first_name(head[:cut]) and not is_ordinary(head[cut:])
        for cut in range(max(_BEGUN, len(head) - _FOLLOWING), len(head) - 1)
    )


@lru_cache(maxsize=16_384)
def _initialled(name: str) -> bool:
    """Whether letters before a number are an initial and a family name that is no word."""
    head = name.rstrip("0123456789")
    family = head[1:]
    known = is_surname(family) and is_stranger(family) and not is_place(family)
    return known and not is_ordinary(head) and not body_word(head)


#: Letters that begin an account with a number, and the shortest one without.
_LETTERS, _ACCOUNT = re.compile(r"[a-z]{4}"), 5


@lru_cache(maxsize=16_384)
def _account(name: str) -> bool:
    """Whether a word is an account's: digits in it, or an initial glued to a family name."""
    head = name.rstrip("0123456789_")
    if body_word(head) or head in LoginRecognizer._NOBODY or is_ordinary(head) or is_place(head):
        return False
    if head in words("brands") or is_first_name(head) or is_surname(head):
        return False
    if any(char.isdigit() for char in name):
        return bool(_LETTERS.match(name))
    glued = is_surname(name[1:]) or is_surname(name[:-1])
    return len(name) >= _ACCOUNT and name.isalpha() and glued and is_stranger(name)


@lru_cache(maxsize=16_384)
def _invented(name: str) -> bool:
    """Whether a word is of no dictionary, and no body's, brand's or town's."""
    parts = [part for part in re.split(r"[^a-z]+", name) if part]
    if any(body_word(part) or part in words("brands") or is_place(part) for part in parts):
        return False
    return all(map(is_stranger, parts)) and name not in LoginRecognizer._NOBODY


__all__ = ["LoginRecognizer"]
