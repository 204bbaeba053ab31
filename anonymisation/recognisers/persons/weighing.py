"""Names that no list and no frame knows: capitals, words of no dictionary, and what stands around.

Every run of capitalised words is weighed: a given name beside a word that is in no dictionary, a
surname in capitals beside a word that is not, two strangers in a sentence. What speaks against (a
street, a body, a town, a brand) is asked last, for few runs get so far.
"""

import re
from collections.abc import Iterator

from anonymisation.lexicon import firms, words
from anonymisation.lexicon.vocabulary import (
    is_frequent,
    is_listed,
    is_ordinary,
    is_place,
    is_stranger,
)
from anonymisation.reading.text import flat, fold
from anonymisation.recognisers.base import LIKELY, Hit
from anonymisation.recognisers.persons.against.compounds import compound, place_shaped
from anonymisation.recognisers.persons.against.vetoes import speaks_against
from anonymisation.recognisers.persons.evidence import (
    mixed,
    named,
    shapes,
    spoken_against,
    stands_for_historical,
)
from anonymisation.recognisers.persons.spans import LONE, person
from anonymisation.recognisers.persons.told.vietnamese import MARKS
from anonymisation.recognisers.persons.words.frames import HEADED, ROLE
from anonymisation.recognisers.persons.words.names import (
    is_clear,
    is_first_name,
    is_surname,
    never_in_name,
)
from anonymisation.recognisers.persons.words.runs import run
from anonymisation.recognisers.persons.words.tokens import Word, common_said

_CAPITAL = ("Cap", "UPPER", "initial")
#: Words that persons stand after more often than things.
_TAKING = frozenset(
    [
        "par",
        "avec",
        "chez",
        "contre",
        "a",
        "pour",
        "de",
        "d",
        "c/",
        "et",
        "entre",
        "por",
        "con",
        "para",
        "contra",
        "y",
        "by",
        "with",
        "from",
        "to",
        "for",
        "and",
        "van",
        "met",
        "door",
        "bij",
        "voor",
        "aan",
        "en",
        "com",
        "vs",
        "moi",
        "selon",
        "segun",
        "que",
    ]
)
#: How many small words tell that capitals mean something.
_SENTENCE = 1
_ENDS = re.compile(r"[.!?:;\n•·–—-]\s*$")


def weighed(text: str, found: list[Word]) -> Iterator[Hit]:
    """Runs of capitalised words that are names, by what they are made of."""
    yield from _headed(text, found)
    sentence = sum(word.shape == "lower" for word in found) >= _SENTENCE
    index = 0
    while index < len(found):
        if found[index].shape not in _CAPITAL:
            index += 1
            continue
        after = max(run(found, index, text), index + 1)
        first, last = _trimmed(found, index, after, text)
        if last - first > 1:
            score = _weight(text, found, first, last, sentence)
            if score and not _against(text, found, first, last):
                yield person(text, found, first, last, score)
        index = after


def _headed(text: str, found: list[Word]) -> Iterator[Hit]:
    """A surname alone before a colon, at the start of a note."""
    simple = flat(text) if ":" in text else ""
    match = HEADED.match(simple)
    if match is None or ROLE.match(simple):
        return
    last = next((i for i, word in enumerate(found) if word.end == match.end("name")), None)
    if last is None or found[last].shape != "Cap" or not found[last].text[1:].islower():
        return
    name = found[last].folded
    if compound(name) or never_in_name(name) or _ABSTRACT.search(name):
        return
    if is_stranger(name) or (is_listed(name) and not is_frequent(name) and not is_place(name)):
        yield person(text, found, 0, last + 1, LONE)


#: Endings of what happens, in languages whose dictionary is thin: "Actualización:".
_ABSTRACT = re.compile(r"(?:[cst]ion|[cs]iones|miento|idad|[ct]io|itat|zione)s?$")


def _against(text: str, found: list[Word], first: int, last: int) -> bool:
    head = found[first]
    if _branded(found[first:last]):
        return True
    if any(map(place_shaped, found[first:last])) and not any(map(_given, found[first:last])):
        return True
    if head.folded in words("streets") or (
        not is_listed(head.folded)
        and (speaks_against(head.folded) or head.folded in words("carriers"))
    ):
        return True
    return is_place(fold(text[found[first].start : found[last - 1].end])) or spoken_against(
        text, found, first, last
    )


def _branded(names: list[Word]) -> bool:
    """Whether a run has a brand's name: not as somebody's surname, behind a sure given name."""
    branded = [word for word in names if word.folded in words("brands") and not _given(word)]
    if not branded:
        return False
    borne = len(names) == 2 and branded == [names[1]] and is_clear(names[0].folded)
    return not borne or " ".join(word.folded for word in names) in firms()


def _plain(word: Word) -> bool:
    """Whether a word is one of the dictionary and no name of the lists."""
    if word.shape == "initial" or is_listed(word.folded):
        return False
    several = len(word.folded) > _PLURAL and word.folded.endswith("s")
    return is_ordinary(word.folded) or (several and is_ordinary(word.folded[:-1]))


#: The shortest plural that dictionaries may lack: "productos".
_PLURAL = 6


def _trimmed(found: list[Word], first: int, last: int, text: str) -> tuple[int, int]:
    """A run without the plain words at its ends: "Relance Nina Vardon Urgent"."""
    opening = not first or bool(_ENDS.search(text[found[first - 1].end : found[first].start]))
    while first < last and (found[first].shape == "particle" or _plain(found[first])):
        if found[first].shape != "particle" and _kept_first(found, first, last, opening):
            break
        first, opening = first + 1, False
    if opening and _heading(named(found, first, last)):
        first += 1
    while last - first > 1 and _ends_plain(text, found, first, last):
        last -= 1
    return first, last


def _kept_first(found: list[Word], first: int, last: int, opening: bool) -> bool:
    """Whether a plain first word is part of the name: nothing else explains its capital."""
    if last - first == 2 and _given(found[last - 1]) and not is_frequent(found[first].folded):
        return not common_said(found[first].folded) and found[first].folded not in _TAKING
    return not opening and not common_said(found[first].folded) and found[first].shape == "Cap"


def _heading(names: list[Word]) -> bool:
    """Whether the first of three words is what is done about the person that the others name."""
    return (
        len(names) > 2
        and is_ordinary(names[0].folded)
        and not is_first_name(names[0].folded)
        and any(is_clear(word.folded) for word in names[1:])
    )


def _ends_plain(text: str, found: list[Word], first: int, last: int) -> bool:
    """Whether the last word of a run is no part of the name."""
    word = found[last - 1]
    if word.shape == "particle":
        return True
    if not _plain(word) or (last - first == 2 and _given(found[first])):
        return False
    small = last < len(found) and found[last].shape == "lower"
    inside = small and text[word.end : found[last].start] == " "
    meant = word.shape == "Cap" or (len(word.folded) > 4 and not text.isupper())
    return not (inside and meant and not common_said(word.folded))


def _given(word: Word) -> bool:
    return is_clear(word.folded)


def _weight(text: str, found: list[Word], first: int, last: int, sentence: bool) -> float:
    """How much a run speaks for a person by itself; 0 when it does not."""
    names = [word for word in named(found, first, last) if not _plain(word)]
    count = len(named(found, first, last))
    if not 2 <= count <= 7 or not names or stands_for_historical(names):
        return 0.0
    if any(word.shape == "initial" for word in names):
        names = [word for word in names if word.shape != "initial"]
        if len(names) < 2:
            return _with_initial(found, first, named(found, first, last))
    if any(_given(word) for word in names):
        return _with_given(names, count)
    if len(names) < 2:
        return 0.0
    if any(is_first_name(word.folded) for word in names):
        return _with_unsure_given(names, sentence)
    return _strangers(text, found, first, names, sentence)


def _with_initial(found: list[Word], first: int, names: list[Word]) -> float:
    rest = [word for word in names if word.shape != "initial"]
    if not 1 <= len(rest) <= 3 or not all(_strange(word, 4) for word in rest):
        return 0.0
    dotted = any(word.shape == "initial" and word.text.endswith(".") for word in names)
    return LONE if dotted or _taken(found, first) else 0.0


def _with_given(names: list[Word], count: int) -> float:
    """A sure given name beside anything that is no plain word, or two plain words in capitals."""
    if len(names) >= 2:
        return LIKELY
    return LONE if count == 2 else 0.0


def _with_unsure_given(names: list[Word], sentence: bool) -> float:
    """A given name that is a word too, beside a stranger: "Rose Vardon"."""
    others = [word for word in names if not is_first_name(word.folded)]
    unsure = [word for word in names if is_first_name(word.folded)]
    if not any(_strange(word, 3) for word in others):
        return 0.0
    if mixed(names) or not any(word.folded in words("place_names") for word in unsure):
        return LIKELY if sentence else LONE
    return LONE if sentence else 0.0


def _strange(word: Word, least: int) -> bool:
    return len(word.folded) >= least and is_stranger(word.folded)


def _strangers(
    text: str, found: list[Word], first: int, names: list[Word], sentence: bool
) -> float:
    """Words of no dictionary: one in capitals beside one that is not, or two in a sentence."""
    strange = [word for word in names if _strange(word, 3)]
    # Vietnamese names have a recogniser of their own.
    sentence = sentence and not MARKS & set(text)
    if sentence and shapes(names) == {"Cap"} and all(is_surname(word.folded) for word in names):
        # Two surnames, as Spain writes them.
        return LONE if not all(is_frequent(word.folded) for word in names) else 0.0
    if len(strange) < len(names) - 1 or not strange:
        return 0.0
    if mixed(names):
        long = all(len(word.folded) > 3 for word in names if word.shape == "UPPER")
        return LONE if long else 0.0
    if shapes(names) == {"UPPER"}:
        return LONE if sentence and _shouted(found, first, names) else 0.0
    beside = any(is_surname(word.folded) for word in names if word not in strange)
    return LONE if sentence and (len(strange) >= 2 or beside) else 0.0


def _shouted(found: list[Word], first: int, names: list[Word]) -> bool:
    """Whether words in capitals are too long for acronyms, or stand where persons do."""
    if not all(map(is_stranger, (word.folded for word in names))):
        return False
    return _taken(found, first) or all(len(word.folded) > 4 for word in names)


def _taken(found: list[Word], first: int) -> bool:
    """Whether the word before a run is one that persons stand after."""
    return first > 0 and found[first - 1].folded in _TAKING
