"""Pseudonyms and pages of persons on the web: @handles, profiles, chat numbers."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from anonymisation.lexicon import first_names, surnames, words
from anonymisation.lexicon.vocabulary import is_ordinary, is_place, is_stranger
from anonymisation.reading.text import fold
from anonymisation.recognisers.base import LIKELY, WEAK, Hit, TextRecognizer
from anonymisation.recognisers.conditions.screen import Conditions
from anonymisation.recognisers.conditions.sieve import Sieve
from anonymisation.recognisers.identifiers import accounts
from anonymisation.recognisers.persons.words.names import is_surname

_NETWORKS = (
    r"(?:facebook|fb|instagram|insta|twitter|tiktok|linkedin|snapchat|threads|telegram|t"
    r"|x|youtube|pinterest|github|mastodon)"
)
#: Pages of a network that are nobody's.
_PUBLIC_PAGES = frozenset(
    [
        "company",
        "school",
        "groups",
        "group",
        "pages",
        "events",
        "watch",
        "reel",
        "hashtag",
        "share",
        "sharer",
        "intent",
        "home",
        "help",
        "channel",
        "playlist",
        "search",
        "business",
        "p",
        "explore",
        "status",
        "search.php",
        "sharer.php",
        "plugins",
        "tr",
    ]
)


#: What a column is taken for whose values are accounts of persons: plain words are some too.
OF_LOGINS = "login username"


class HandleRecognizer(TextRecognizer):
    """A profile of a person: a page whose path is theirs, a handle beside the network's name.

    A page or a handle with an organisation's word in it stays.
    """

    ENTITIES = ("HANDLE",)
    HEADER = re.compile(
        r"\b(?:pseudo\w*|handles?|logins?|username|users?|usuarios?|nom utilisateur|utilisateurs?"
        r"|compte|twitter|facebook|instagram|telegram|gebruiker\w*|utilizador\w*|tai khoan"
        r"|identifiant connexion|requester|requerant login|reporter|assignee|assigned to|submitter"
        r"|opened by|raised by|last (?:updater|modified by)|auteur modif\w*"
        r"|operateur saisie|agent saisie"
        r"|(?:saisi\w*|cree|modifie|valide|created|updated|modified) (?:par|by))\b"
    )
    #: A whole cell that is one word in small letters, as accounts are called.
    _WHOLE = re.compile(r"[a-z][a-z0-9._\-]{2,24}")
    _CELL = re.compile(rf"{_WHOLE.pattern}\Z")
    _PAGE = re.compile(
        rf"(?i)(?:https?://)?(?:[\w\-]{{1,63}}\.)?{_NETWORKS}\.(?:com|net|me|org)/"
        r"(?P<path>(?:in/|user/|c/|people/|add/|profile\.php\?id=)?@?[\w.\-%]{2,60}/?)"
    )
    _CHAT = re.compile(
        r"(?i)(?:https?://)?wa\.me/\+?\d{8,15}"
        r"|(?:https?://)?api\.whatsapp\.com/send\?phone=\+?\d{8,15}"
    )
    _AT = re.compile(r"(?<![\w@./])@(?P<name>[A-Za-z_][\w.]{2,29})(?<!\.)(?![\w@]|\.\w+\.)")
    _NAMED = re.compile(
        r"(?i)\b(?:insta(?:gram)?|snap(?:chat)?|telegram|skype|tiktok|pseudo(?:nyme)?|twitter"
        r"|zalo|facebook|fb)"
        r"(?:\s*[:=]\s*|\s+(?=@))(?P<name>@?[A-Za-z_][\w.\-]{2,29}(?<![.\-]))(?![\w@])"
    )

    #: Another name somebody goes by, and an account that is theirs: "alias « nina_29 »",
    #: "compte nvardon", "agent=nvardon", "dépôt au nom de nina_29".
    _ALIAS = re.compile(
        r"(?i)(?<!\w)(?:alias|a\.?k\.?a\.?|surnom(?:m[ée]e?)?|pseudo(?:nyme)?(?: est| es| is)?"
        r"|apodo"
        r"|nickname|bijnaam|apelido|bi[ệe]t danh)\s?[:=]?\s?[«\"“']?\s?"
        r"(?P<name>[a-z][\w.\-]{3,29})(?<![.\-])(?![\w@])"
    )
    _ACCOUNT = re.compile(
        r"(?i)(?<!\w)(?:compte|identifiant|login|utilisateur|agent|usager|auteur|user(?:name)?"
        r"|cuenta"
        r"|usuario|account|gebruiker|utilizador|conta|t[àa]i kho[ảa]n"
        r"|(?:au|sous le|a|en) nom(?:bre)?)"
        r"(?: (?:portail|famille|citoyen|usager|en ligne|espace|client|de|d['’]?|del?|van|of))?"
        r"\s?[:=]?\s?[«\"“']?\s?(?P<name>[a-z][a-z.\-]{3,24}(?:_[a-z]{0,12}\d{1,4}|\d{1,4})?)"
        r"(?<![.\-])(?![\w@]|[.\-]\w)"
    )

    #: Who did something to a file, and who writes on a network: "ouvert par adelev",
    #: "Facebook nvardon :", "nina.v29 sur Facebook".
    _DONE_BY = re.compile(
        r"(?i)(?<!\w)(?:(?:ouvert|cr[ée]{2}|saisi|modifi[ée]|valid[ée]|cl[ôo]tur[ée]|trait[ée]"
        r"|ferm[ée]"
        r"|assign[ée]|affect[ée]|post[ée]|publi[ée]|r[ée]solu|enregistr[ée])e?s? (?:par|[àa])"
        r"|(?:abierto|creado|registrado|publicado|cerrado|asignado|modificado)s? (?:por|a)"
        r"|(?:opened|created|posted|closed|assigned|logged|edited) (?:by|to)"
        r"|(?:geopend|aangemaakt|geplaatst|gesloten) door|(?:aberto|criado|publicado) por"
        r"|facebook|fb|insta(?:gram)?|twitter|tiktok|telegram|zalo|messenger)"
        r"\s?:?\s[«\"“']?\s?(?P<name>[a-z][a-z.\-]{3,24}(?:_[a-z]{0,12}\d{1,4}|\d{1,4})?)"
        r"(?<![.\-])(?![\w@]|[.\-]\w)"
    )
    _ON = re.compile(
        r"(?i)(?<![\w@.\-])(?P<name>[a-z][a-z._\-]{3,24}\d{0,4}) (?:sur|en|on|via|op|no|tr[êe]n)"
        r" (?:le )?(?:facebook|fb|insta(?:gram)?|twitter|tiktok|telegram|messenger)(?!\w)"
    )

    PATTERNS = (_CHAT, _PAGE, _NAMED, _AT, _ALIAS, _ACCOUNT, _DONE_BY, _ON, *accounts.PATTERNS)
    _SIEVE = Sieve(*PATTERNS)

    def conditions(self, threshold: float) -> Conditions:
        """One of the patterns, or a word alone under a header of accounts."""
        return Conditions(alone=self.PATTERNS, told=(self._CELL,))

    def hits(self, text: str, context: tuple[str, ...]) -> list[Hit]:
        """In a column of accounts, a word of the dictionary is one like the others."""
        found = super().hits(text, context)
        if found or OF_LOGINS not in context or not self._WHOLE.fullmatch(text):
            return found
        return [Hit("HANDLE", 0, len(text), LIKELY)]

    def find(self, text: str) -> Iterator[Hit]:
        for _, match in self._SIEVE.finditer(text):
            score = self._judged(text, match)
            if score:
                inner = match.re not in (self._CHAT, self._PAGE, self._NAMED, self._AT)
                yield Hit("HANDLE", *match.span("name" if inner else 0), score)
        if self._WHOLE.fullmatch(text) and not (_everyday(text) or _body(text)):
            yield Hit("HANDLE", 0, len(text), WEAK)

    def _judged(self, text: str, match: re.Match[str]) -> float:
        """How sure it is that a match is a person's page, number to chat with or account."""
        which = match.re
        if which is self._CHAT:
            return LIKELY
        if which is self._PAGE:
            return LIKELY * _of_a_person(match["path"])
        if which in accounts.PATTERNS:
            return LIKELY * accounts.account(text, match)
        if _body(match["name"].lstrip("@")):
            return 0.0
        if which is self._AT:
            return _sureness(text, match)
        told = which is self._NAMED or (_chosen if which is self._ALIAS else _given)(match["name"])
        return LIKELY * told


#: Letters beside digits or a low line, as nobody writes words.
_MIXED = re.compile(r"(?=[^\W\d_]*[\d_])(?=(?:[^\W\d_][\d_]*){3})[A-Za-z]\w+")


def _chosen(name: str) -> bool:
    """Whether a word after "alias" is a pseudonym rather than a name with a capital."""
    if _MIXED.fullmatch(name) or _given(name):
        return True
    return name.islower() and len(name) >= _STRANGE and is_stranger(name) and not is_place(name)


#: Fewest letters of a word that no dictionary has.
_STRANGE = 6


def _everyday(name: str) -> bool:
    """Whether a word is one of the dictionary or a place, hence no account."""
    letters = re.sub(r"[\W\d_]", "", fold(name))
    return len(letters) < _GLUED or is_ordinary(letters) or is_place(letters)


#: Fewest letters of a name glued to another, and of an account.
_GLUED = 4


def _glued(name: str) -> bool:
    """Whether an account is two names with a stop between, or one with letters or digits behind."""
    parts = _parts(name)
    if len(parts) == 2:
        return all(map(_known, parts)) or (_known(parts[0]) and any(map(str.isdigit, name)))
    word = parts[0] if parts else ""
    if len(parts) != 1 or _everyday(word) or not is_stranger(word):
        return False
    return any(_known(word[:cut]) for cut in range(_GLUED + 1, len(word)))


def _known(part: str) -> bool:
    """Whether a part of an account is a given or a family name."""
    return len(part) >= _GLUED and (part in first_names() or part in surnames())


def _given(name: str) -> bool:
    """Whether an account is an initial glued to a family name, or a made-up word with a number."""
    if _glued(name):
        return True
    if any(map(str.isdigit, name)):
        letters = re.sub(r"[^a-z]", "", fold(name).partition("_")[0])
        return "_" in name and len(letters) > 3 and not (is_ordinary(letters) or is_place(letters))
    folded = fold(name)
    family = folded[1:]
    known = name.islower() and folded.isalpha() and len(family) > 3 and is_surname(family)
    return known and not (is_ordinary(folded) or is_place(folded) or is_surname(folded))


#: Who invites to follow speaks for a body.
_OURS = re.compile(
    r"\b(?:suivez|suivre|rejoignez|retrouvez|abonnez|nous|notre|nos|siganos|siguenos|nuestr[oa]s?"
    r"|nosotros|follow|our|us|volg|ons|onze|jarrai\w*|gure|page officielle|compte officiel)\W*"
    r"(?:\w+\W+){0,3}$"
)


def _sureness(text: str, match: re.Match[str]) -> float:
    """How sure it is that a handle is a person's: in a text, unless a body invites to follow it."""
    name = match.group("name")
    if _tells_a_name(name) or any(char.isdigit() for char in name):
        return LIKELY
    if _OURS.search(fold(text[max(0, match.start() - 60) : match.start()])) or _of_a_place(name):
        return WEAK
    return 0.4


def _of_a_place(name: str) -> bool:
    """Whether a handle is a brand's, an acronym, or made of a place's name: "@VitreCommunaute"."""
    parts = _parts(name)
    if name.isupper() or any(part in words("brands") for part in parts):
        return True
    if any(is_place(part) for part in parts if len(part) > 3):
        return True
    return len(parts) == 1 and any(
        (is_place(head) and is_ordinary(tail)) or (is_place(tail) and is_ordinary(head))
        for head, tail in ((parts[0][:cut], parts[0][cut:]) for cut in range(4, len(parts[0]) - 3))
    )


def _parts(name: str) -> list[str]:
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", unquote(name))
    return [part for part in re.split(r"[^a-z]+", fold(spaced)) if part]


def _body(name: str) -> bool:
    from anonymisation.recognisers.contacts.mailboxes import body_word

    squashed = "".join(_parts(name))
    return (
        any(body_word(part) for part in _parts(name))
        or squashed.startswith(
            ("ville", "mairie", "asso", "club", "commune", "metropole", "ayto", "gad", "officiel")
        )
        or squashed.endswith(("officiel", "official", "tv", "info"))
    )


def _tells_a_name(name: str) -> bool:
    return any(
        part in first_names() or part in surnames() for part in _parts(name) if len(part) > 2
    )


def pseudonym(value: str) -> bool:
    """Whether a user's name begins with a given name: "mercedes.h", whatever else that names."""
    parts = _parts(value)
    return " " not in value.strip() and len(parts) > 1 and parts[0] in first_names()


def _of_a_person(path: str) -> bool:
    """Whether a path of a network is a person's: /in/…, an account's number, a name in it."""
    low = path.lower().strip("/")
    if low.startswith(("in/", "profile.php?id=", "people/", "add/")):
        return True
    name = low.removeprefix("user/").removeprefix("c/").lstrip("@")
    if name in _PUBLIC_PAGES or _body(path):
        return False
    return _tells_a_name(path)


__all__ = ["OF_LOGINS", "HandleRecognizer", "pseudonym"]
