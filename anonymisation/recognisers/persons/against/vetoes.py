"""What speaks against a person: a street, a place, a body, a public figure of the past."""

import re
from functools import lru_cache

from anonymisation.lexicon import firms, historical, renowned, words
from anonymisation.lexicon.vocabulary import is_listed
from anonymisation.reading.text import fold
from anonymisation.recognisers.persons.against.localities import ACCENTED, NAMED_AFTER, nowhere
from anonymisation.recognisers.persons.against.owned import near, owned, people
from anonymisation.recognisers.persons.against.rooms import room
from anonymisation.recognisers.persons.against.vietnam import firm_before
from anonymisation.recognisers.persons.against.ways import HOLY, slashed
from anonymisation.recognisers.persons.words.tokens import (
    Word,
    once_a_word,
)

#: After one of these the words before say nothing any more about what follows.
_BREAKS = frozenset(
    [
        "a",
        "par",
        "avec",
        "pour",
        "contre",
        "chez",
        "que",
        "qui",
        "est",
        "sont",
        "ont",
        "etait",
        "signale",
        "signalee",
        "depuis",
        "selon",
        "sans",
        "vu",
        "por",
        "con",
        "para",
        "segun",
        "by",
        "with",
        "from",
        "que",
        "es",
        "son",
        "fue",
        "according",
        "against",
    ]
)
#: Streets and places in one word, in Dutch and Basque.
_SUFFIXED = re.compile(
    r"(?<=[a-z]{3})(?:straat|laan|plein|weg|steenweg|kaai|dreef|brug|park|kalea|plaza|etorbidea)$"
)
#: Basque declines its places: "Doña Casilda parkean".
_BASQUE = re.compile(
    r"(?:parke(?!er|re|ri)|kale|plaza|zubi|eskola|etxe|auzo|etorbide|pasealeku|ikastola)\w{0,6}$"
)
#: "Hommage à Georges Brassens"
_HONOURS = frozenset({"hommage", "hommages", "homenaje", "tribute", "homenagem"})
_STOP = re.compile(r"[.;:!?,()\n/|]")
#: The most words between "rue" and the name that it carries.
_REACH = 4


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    return words("streets") | words("places") | words("organisations")


@lru_cache(maxsize=65_536)
def speaks_against(folded: str) -> bool:
    """Whether a word before a name says street, place or organisation."""
    return folded in _words()


_SIBLINGS = frozenset("hermanos hermanas freres soeurs".split())  # noqa: SIM905


@once_a_word
def vetoed(found: list[Word], first: int, text: str, reach: int = _REACH) -> bool:
    """Whether one of the words before says street, place or organisation."""
    if first and found[first - 1].folded in HOLY:
        return True
    for index in range(first - 1, max(-1, first - 1 - reach), -1):
        if index > first - 3 and slashed(found, index, text):
            return True
        if _stops(found[index], text[found[index].end : found[index + 1].start]):
            return False
        verdict = _verdict(found, index, first, text)
        if verdict is not None:
            return verdict
    return False


def _stops(word: Word, gap: str) -> bool:
    """Whether a sentence ends after a word; no point of an abbreviation does: "Esc. Prim."."""
    if gap.rstrip() == "." and speaks_against(word.folded) and len(word.folded) <= _ABBREVIATED:
        return False
    return bool(_STOP.search(gap))


#: The longest abbreviation that a point closes.
_ABBREVIATED = 5


def _verdict(found: list[Word], index: int, first: int, text: str) -> bool | None:
    """What one word before a name says: it is a person's, it is not, or nothing."""
    word = found[index]
    before = found[index - 1].folded if index else ""
    if nowhere(word, before) or (word.folded in _OF and before in words("carriers")):
        return None
    if word.folded in _BREAKS or (word.shape == "lower" and word.folded in words("verbs")):
        return before in _HONOURS
    # "hàng xóm": a neighbour
    after = index == first - 1 and word.text.lower() in NAMED_AFTER
    if _place_word(word) or (after and before != "hang") or firm_before(found, index, first):
        return True
    # "calle Hermanas Vardon": who stands behind a way's word is in its name.
    named = before in words("streets") and word.folded in _SIBLINGS
    if word.shape == "lower" and not named and (people(word, before) or near(found, index)):
        return False
    if word.text == "sa" and found[index + 1].shape == "lower":
        return None  # "pour sa cliente Nina Vardon": no company's form
    said = word.folded.rpartition("'")[2]
    if speaks_against(said) and not _part_of_name(found, index, text):
        if owned(found, index, first):
            return False
        return not _entitled(found, index, text) or room(found, first, text)
    carried = said in words("carriers") and _carries(found, index, first, text.isupper())
    return True if carried else None


def _place_word(word: Word) -> bool:
    """Whether a word is a Vietnamese street's or place's, or a street in one word."""
    if not word.text.isascii() and word.text.lower() in ACCENTED:
        return True
    return suffixed(word.folded)


@lru_cache(maxsize=65_536)
def suffixed(folded: str) -> bool:
    """Whether a word is a street or a place in one word."""
    return bool(_SUFFIXED.search(folded))


def _part_of_name(found: list[Word], index: int, text: str) -> bool:
    """Whether a body's word that is a surname too stands behind a name: "Ane Peña Ruiz"."""
    word, before = found[index], found[index - 1] if index else None
    return (
        before is not None
        and word.shape in ("Cap", "UPPER")
        and before.shape in ("Cap", "UPPER")
        and text[before.end : word.start] == " "
        and is_listed(word.folded)
        and is_listed(before.folded)
        and not speaks_against(before.folded)
    )


#: What is given to persons for a place: "carte piscine Nina Vardon".
_ENTITLED = frozenset(
    """inscription inscriptions carte abonnement badge casier caution remboursement facture cle
    cles impaye impayes dossier attestation certificat justificatif prelevement inscripcion
    abono carne tarjeta registration pass membership inschrijving""".split()  # noqa: SIM905
)


def _entitled(found: list[Word], index: int, text: str) -> bool:
    """Whether a place only says what somebody has a right to."""
    return (
        index > 0
        and found[index - 1].folded in _ENTITLED
        and text[found[index - 1].end : found[index].start] in (" ", " - ")
    ) or _paper(found, index)


def _paper(found: list[Word], index: int) -> bool:
    """Whether a place is what a paper is about: "attestation de résidence – Nina Vardon"."""
    between = [word.folded for word in found[max(0, index - 2) : index]]
    return (
        len(between) > 1
        and between[1] in ("de", "d")
        and between[0].rpartition("'")[2] in _ENTITLED
    )


def _carries(found: list[Word], index: int, first: int, shouted: bool = False) -> bool:
    """Whether a word stands directly before the name that it carries: "roman de Nina Vardon"."""
    word = found[index]
    if word.shape not in ("lower", "Cap", "UPPER") or (word.shape == "UPPER" and not shouted):
        return False
    if word.shape != "lower" and is_listed(word.folded):
        return False
    between = found[index + 1 : first]
    return all(
        word.shape == "particle" or word.folded in _OF or word.folded in _ARTISTS
        for word in between
    )


_OF = frozenset(("of", "by", "a", "to", "del", "van"))
#: Who made what is shown, or lies in a tomb that is visited: "tombe du peintre Nina Vardon". And
#: what a hall is for.
_ARTISTS = frozenset(
    """peintre peintres aquarelliste graveur graveuse photographe musicien musicienne chanteur
    chanteuse acteur actrice architecte inventeur inventrice savant savante pianiste violoniste
    pintor fotografo musico cantante arquitecto painter musician singer architect schilder
    fotograaf muzikant zanger zangeres omnisports polyvalent polyvalente""".split()  # noqa: SIM905 - a list of words is read, not code
)


def is_basque_place(folded: str) -> bool:
    """Whether a word behind a name is a declined Basque word of places."""
    return bool(_BASQUE.match(folded))


@lru_cache(maxsize=65_536)
def is_historical(name: str) -> bool:
    """Whether a full name is a public figure's of the past."""
    whole = " ".join(re.findall(r"[^\W\d_]+(?:['\-][^\W\d_]+)*", fold(name)))
    head, _, rest = whole.partition(" ")
    if head in _TITLED and f"{_TITLED[head]} {rest}" in _renowned():
        return True
    return whole in _renowned() or _ELIDED.sub("", whole) in _renowned()


#: Titles that public figures are listed with, as texts shorten them.
_TITLED = {
    "mme": "madame",
    "m": "monsieur",
    "mlle": "mademoiselle",
    "dr": "docteur",
    "gal": "general",
}


#: "l'œuvre d'Ernest Vardon"
_ELIDED = re.compile(r"^[dlq]'")


@lru_cache(maxsize=1)
def _renowned() -> frozenset[str]:
    """Full names of public figures, and of firms named after somebody."""
    return historical() | renowned() | frozenset(name for name in firms() if " " in name)


def historical_within(names: list[Word]) -> bool:
    """Whether some of these words in a row name a public figure of the past."""
    if len(names) < 2:
        return False
    renowned_names = _renowned()
    folded = [_ELIDED.sub("", one) if "'" in one else one for _, one, *_ in names]
    return any(
        " ".join(folded[first:last]) in renowned_names
        for first in range(len(folded) - 1)
        for last in range(first + 2, len(folded) + 1)
    )
