"""What a run of capitalised words names when it looks like a person and is a thing.

A cultivar between its quotes, a ship with its number, a place told by one of its elements, a firm
told by its trade or its region, a title between quotation marks, an acronym behind its article.
"""

import re
from itertools import pairwise

from anonymisation.lexicon import firms, words
from anonymisation.lexicon.vocabulary import is_listed, is_ordinary, is_place
from anonymisation.reading.text import fold
from anonymisation.recognisers.persons.against.clubs import club, school
from anonymisation.recognisers.persons.against.forms import FORM, closed_by_form
from anonymisation.recognisers.persons.against.vetoes import is_historical, speaks_against
from anonymisation.recognisers.persons.words.names import is_clear, is_first_name
from anonymisation.recognisers.persons.words.runs import run
from anonymisation.recognisers.persons.words.tokens import Word

#: A ship, a station or a sovereign: no family counts its children so.
_NUMBERED = re.compile(r"(?:II|III|IV|VI|VII|VIII|IX|XI|XII|XIII|XIV|XV|XVI)")
_OPENING, _CLOSING = '«“"„', '»”"'
#: The longest title between quotation marks, in characters.
_TITLE = 60
#: Words of places that stand behind a name in English, and what leads to a place.
_LEADING = frozenset({"at", "in", "near", "by", "to", "the", "of", "around", "behind", "through"})
#: Articles and contractions: nobody is "du SAAD", "l'UNESCO", "the NHS".
_ARTICLES = frozenset(
    {"du", "au", "aux", "le", "la", "les", "des", "un", "une", "the", "del", "al"}
)


def thing(text: str, found: list[Word], first: int, last: int) -> bool:
    """Whether a run of words names a thing, a place or a body."""
    names = found[first:last]
    return (
        _cultivar(text, names)
        or _titled_work(text, found, first, last)
        or _numbered(names)
        or _located(names)
        or _park(text, found, first, last)
        or _firm(text, found[first : max(run(found, first, text), last)])
        or _acronym(text, found, first, last)
        or _led(text, found, first, last)
        or _graded(text, found, first, last)
        or _called_the(text, found, first)
        or _coded(text, names)
        or _device(names)
        or club(found[first:last])
        or school(found[first:last])
        or bool(
            _AUTHOR.search(fold(text[max(0, found[first].start - _TITLE) : found[first].start]))
        )
    )


#: Who made a work that is named between quotation marks: "roman « L'Été » de Nina Vardon".
_AUTHOR = re.compile(
    r"(?<!\w)(?:mangas?|romans?|livres?|albums?|bd|dvd|cd|films?|ouvrages?|recueil|novela|libro|book|achat)"
    r" ?:? [«“][^«»“”]{2,50}[»”],? (?:de |d'|par |by |of )?$"
)


def _coded(text: str, names: list[Word]) -> bool:
    """Whether a run ends in the letters of a code: "Caces R489", "Devis BC 059"."""
    last = names[-1]
    glued = text[last.end : last.end + 1].isdigit()
    if glued and (len(last.text) == 1 or (last.text.isupper() and len(last.text) <= _SIGLE)):
        return True
    whole = [word for word in names if word.shape != "particle"]
    coded = len(whole) == 2 and is_ordinary(names[0].folded) and not text.isupper()
    return coded and bool(_LETTERS.fullmatch(last.text) and _DIGITS.match(text, last.end))


_SIGLE = 4  # the most letters before the digits of a code: "Bon FAC7874"
_LETTERS, _DIGITS = re.compile(r"[B-DF-HJ-NP-TV-XZ]{2,3}"), re.compile(r"[ -]\d")

#: Devices that offices write by their letters, whose make and model follow.
_DEVICES = frozenset(
    """dae dsa vpi tbi eni tpe pc nas pac vmc cta ssi pcs gps vae ups gtb gtc ecs chr vhf uhf pda
    dea desa tv led copieur""".split()  # noqa: SIM905 - a list of words is read, not code
)


def _device(names: list[Word]) -> bool:
    """A device with its make and model: "DAE Vardon FRED"."""
    return len(names) > 1 and names[0].shape == "UPPER" and names[0].folded in _DEVICES


#: Articles with their capital inside a sentence are part of a thing's name.
_THE = frozenset({"Le", "La", "Les", "The", "El", "Los", "Las"})


def _called_the(text: str, found: list[Word], first: int) -> bool:
    """A race or a ship, called after somebody: "course La Nina Vardon"."""
    if first < 2 or found[first - 1].text not in _THE or not is_clear(found[first].folded):
        return False
    before = found[first - 2]
    ordinary = is_ordinary(before.folded) and not is_listed(before.folded)
    return ordinary and _spaced(text, before, found[first - 1], found[first])


def _spaced(text: str, *words_: Word) -> bool:
    """Whether nothing but a space stands between words."""
    return all(text[one.end : two.start] == " " for one, two in pairwise(words_))


def _cultivar(text: str, names: list[Word]) -> bool:
    """A cultivar ("Lilas 'Charles Joly'") stands between single quotes behind its species."""
    start, end = names[0].start, names[-1].end
    if text[start - 1 : start] not in ("'", "‘", "’") or text[end : end + 1] not in ("'", "’"):
        return False
    return start > 2 and text[start - 2] == " " and text[start - 3].isalpha()


def _titled_work(text: str, found: list[Word], first: int, last: int) -> bool:
    """A name inside the title of a work, or inside what a venue is called."""
    start, end = found[first].start, found[last - 1].end
    least = max(0, start - _TITLE)
    opening = max([text.rfind(mark, least, start) for mark in _OPENING])
    if opening < 0:
        return False
    closings = [text.find(mark, end, end + _TITLE) for mark in _CLOSING]
    closing = min((at for at in closings if at >= 0), default=-1)
    if closing < 0:
        return False
    if text[opening] == '"' and text.count('"', 0, start) % 2 == 0:
        return False  # between two quotations
    before = next((word for word in reversed(found[:first]) if word.end <= opening), None)
    if before is not None and text[before.end : opening].strip(" ") == "" and _venue(before.folded):
        return True
    others = opening + 2 < start and _BY.match(text, closing + 1)
    return last - first == 1 and bool(others)


#: Who made a work stands behind its title.
_BY = re.compile(r"\s*,?\s*(?:par|de|d['’]|by|por|of|van|door|mise en scène)\s")


def _venue(folded: str) -> bool:
    return not is_listed(folded) and (
        speaks_against(folded) or folded in words("carriers") or folded in words("titled")
    )


def _numbered(names: list[Word]) -> bool:
    """A ship: "Marie-Galante II"; whoever is named with one stays somebody."""
    if len(names) < 2 or (len(names) > 2 and is_first_name(names[0].folded)):
        return False
    return bool(_NUMBERED.fullmatch(names[-1].text))


def _located(names: list[Word]) -> bool:
    """A place, by its whole name or by one of the words that places are made of."""
    if len(names) < 2:
        return False
    if names[0].text.lower() in _VIETNAM:
        return True
    head, tail = names[0].folded, names[-1].folded
    if head in words("place_heads") and not is_listed(head):
        return True
    if is_clear(tail):
        return False
    if not is_listed(tail) and is_place(" ".join(word.folded for word in names)):
        return True
    return tail in words("place_tails") and not is_listed(tail) and not is_clear(head)


#: With their accents no family's: "phường Vĩnh Ninh", "Trường Quốc Học".
_VIETNAM = frozenset(
    """đường phường trường chợ cầu quận xã thôn ấp huyện tỉnh bệnh chùa bến làng khu hẻm ngõ đền
    đình tòa sân thành công ủy hội phở bún cơm quán tiệm bánh lẩu tượng tnhh""".split()  # noqa: SIM905
)


def _park(text: str, found: list[Word], first: int, last: int) -> bool:
    """English puts what a place is behind its name: "at Grace Park", "the Father Burke Park"."""
    if last - first < 2 or found[last - 1].folded not in words("places_behind"):
        return False
    led = first > 0 and found[first - 1].folded in _LEADING
    return led and text[found[first - 1].end : found[first].start] == " "


def _firm(text: str, names: list[Word]) -> bool:
    """A firm, by a legal form, a trade or a region behind its name, or a make before a model."""
    end = names[-1].end
    if FORM.match(text, end) or closed_by_form(text, names):
        return True
    if len(names) < 2:
        return False
    if FORM.fullmatch(_tail(text, names)):
        return True
    if names[0].folded in words("legal_forms"):
        return True
    if _product(names):
        return True
    tail, clear = names[-1].folded, any(is_clear(word.folded) for word in names)
    if tail in words("trades") and not is_listed(tail) and (len(names) == 2 or not clear):
        return True
    if tail in words("regions") and not is_listed(tail) and not clear:
        return True
    made = names[0].folded in words("brands") and not clear
    return made and not any(is_listed(word.folded) for word in names[1:])


def _product(names: list[Word]) -> bool:
    """A thing with its make: "Défibrillateur Schiller"."""
    head, make = names[0].folded, names[-1].folded
    if is_listed(head) or make not in firms() or names[0].shape == "initial":
        return False
    return is_ordinary(head) or not is_listed(make)


def _tail(text: str, names: list[Word]) -> str:
    """What stands behind the first words of a run that legal initials end."""
    initials = [word for word in names[1:] if word.shape == "initial"]
    return text[initials[0].start : names[-1].end] if initials and len(names) > 2 else ""


def _acronym(text: str, found: list[Word], first: int, last: int) -> bool:
    """A word in capitals alone that a service is called by, or that follows an article."""
    word = found[first]
    if last - first != 1 or word.shape not in ("UPPER", "Cap"):
        return False
    elided, _, said = word.folded.rpartition("'")
    behind = first > 0 and text[found[first - 1].end : word.start] == " "
    articled = elided == "l" or (behind and found[first - 1].text.lower() in _ARTICLES)
    if said in words("acronyms") and word.text[-len(said) :].isupper():
        return articled or not is_listed(said)
    capitals = word.text.isupper() or (elided in ("l", "d") and word.text[2:].isupper())
    if not capitals or text.isupper() or len(said) > _LONGEST or is_listed(said):
        return False
    return articled


_LONGEST = 6  # letters of an acronym


def _led(text: str, found: list[Word], first: int, last: int) -> bool:
    """A figure, a brand or a paper whose name has a particle that the run has not: "Le Marin"."""
    before = found[first - 1] if first else None
    led = before is not None and before.shape == "particle" and before.text[0].isupper()
    if led and text[found[first - 1].end : found[first].start] != " ":
        led = False
    end = max(run(found, first, text), last)
    if end < len(found) and found[end].shape == "particle" and found[end].text[0].isupper():
        end += 1
    if not led and end == last:
        return False
    return any(
        is_historical(text[found[start].start : found[stop - 1].end])
        for start in ({first, first - 1} if led else {first})
        for stop in {last, end}
        if stop - start > 1
    )


def _graded(text: str, found: list[Word], first: int, last: int) -> bool:
    """A word with a mark behind it: "Mark 10/10"."""
    return last - first == 1 and bool(_MARK.match(text, found[first].end))


_MARK = re.compile(r" \d{1,2}(?:[.,]\d)?/\d{1,3}(?![\d/])")


def offered(text: str, end: int, title: str) -> bool:
    """Whether "Don" is a gift: "Don du Rotary"."""
    return title.strip() in ("Don", "DON", "don") and bool(_GIFT.match(fold(text[end : end + 5])))


def light(text: str, start: int, title: str) -> bool:
    """Whether "feu" is a fire or a traffic light: "le feu piéton"."""
    if fold(title) not in ("feu", "feux"):
        return False
    behind = fold(text[start : start + len(title) + 14])[len(title) :]
    return bool(_LIT.search(fold(text[max(0, start - 6) : start])) or _SIGNAL.match(behind))


#: What a light is, in a sentence of capitals too.
_SIGNAL = re.compile(
    r"\s*(?:tricolores?|rouges?|verts?|oranges?|pietons?|clignotants?|d'artifice)\b"
)
_LIT = re.compile(r"(?<!\w)(?:le|un|du|au|ce|de|des|les|aux|en|sans) $")


def shop(text: str, found: list[Word], first: int) -> bool:
    """Whether a whole cell is what a shop is called by: "Tienda Doña Rosita"."""
    if first != 2 or found[0].shape == "lower" or len(found) > _SIGN:
        return False
    small = any(word.shape == "lower" for word in found)
    honour = found[1].folded in ("don", "dona", "pere", "tio", "tia")
    return honour and not small and speaks_against(found[0].folded) and text[-1:] not in ".!?"


#: The most words of a shop's sign.
_SIGN = 5
_GIFT = re.compile(r"(?:du|des|d'un|aux?)\b|de l'")


__all__ = ["light", "offered", "shop", "thing"]
