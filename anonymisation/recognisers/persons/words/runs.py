"""Words in a row that are one name: what may stand between them, and where they end."""

from anonymisation.lexicon import surnames, words
from anonymisation.lexicon.vocabulary import is_frequent, is_stranger
from anonymisation.recognisers.persons.words.names import is_clear, is_first_name, never_in_name
from anonymisation.recognisers.persons.words.tokens import Word, common, common_said, once_a_word

#: What stands between surname and given name, besides spaces: "VARDON (Luc)", "Luc|Vardon".
_GLUE = frozenset(("", ",", ";", "(", "|", "+", "/"))


def _glued(left: Word, right: Word, text: str) -> bool:
    """Whether two words that something parts are surname and given name."""
    if "Cap" not in (left.shape, right.shape) or {left.shape, right.shape} - {"Cap", "UPPER"}:
        return False
    if right.shape == "UPPER" and right.folded in words("acronyms"):
        return False  # "Mme Vardon (ATSEM)"
    if text and " " not in text and _tight(left, right):
        return True
    one, other = is_first_name(left.folded), is_first_name(right.folded)
    if one != other:
        return _family(right.folded if one else left.folded)
    if left.shape == right.shape:
        return False
    return all(_stranger(word.folded) or is_first_name(word.folded) for word in (left, right))


def _tight(left: Word, right: Word) -> bool:
    """Whether two words without a space between are a name: neither one is read every day."""
    pair = (left.folded, right.folded)
    if any(common_said(word) for word in pair):
        return False
    if is_first_name(pair[0]) != is_first_name(pair[1]):
        return not any(is_frequent(word) and not is_first_name(word) for word in pair)
    return all(map(_stranger, pair))


def _family(folded: str) -> bool:
    return folded in surnames() or is_stranger(folded)


def _stranger(folded: str) -> bool:
    return len(folded) > 3 and is_stranger(folded)


#: Longest given name that clerks shorten with a full stop: "Nic. Vardon".
_ABBREVIATED = 3


def _together(left: Word, right: Word, text: str) -> bool:
    """Whether nothing but a space, or what glues names, stands between two words."""
    gap = text[left.end : right.start]
    if "." in gap and " " in gap and left.shape != "initial" and len(left.folded) > _ABBREVIATED:
        return False  # the sentence ends here
    if gap == ". " and left.shape == "UPPER" and right.shape == "Cap" and len(left.folded) > 2:
        return False  # "avis de la DDT. Bien situé"
    if gap.strip(" ._-"):
        return len(gap) <= 3 and gap.strip() in _GLUE and _glued(left, right, gap)
    if "-" in gap:
        return len(gap) <= 2 and (
            gap == "-" or (gap == ".-" and left.shape == right.shape == "initial")
        )
    return gap.strip(" ._") == ""


def _short(word: Word) -> bool:
    """An initial ("A. Kerguelen"), or María as Spain and America write it ("Mª", "Ma.")."""
    return word.text.endswith(".") or (word.folded == "ma" and word.shape == "Cap")


def _article(found: list[Word], index: int, text: str) -> bool:
    """Whether a short word begins a surname of two: "LO PRESTI", "Lo Bianco", "Li Causi"."""
    if index + 1 >= len(found):
        return False
    following = found[index + 1]
    return (
        text[found[index].end : following.start] == " "
        and found[index].shape in ("Cap", "UPPER")
        and following.shape == found[index].shape
        and not common(following.folded)
    )


#: Articles that begin surnames of Italy and Sicily.
_ARTICLES = frozenset(("lo", "li", "la", "lu", "de", "di"))


#: Landscapes, which are surnames behind a given name as often as places.
LANDSCAPE = frozenset(
    """rocher rochers roche vallon vallee colline montagne ruisseau riviere marais etang foret bois
    dune source prairie verger vergers clos lavoir moulin moulins chateau tour tours chapelle abbaye
    hameau bourg ferme grange fontaine pont port lac lande garenne bosquet buisson combe cote coteau
    bastide castel fosse mare canal cour maison jardin champ champs palais prieure couvent
    fuente puente monte valle rio bosque campo castillo torre iglesia plaza palacio huerta
    colombier pigeonnier vivier bocage manoir
    prince comte duc baron marquis chevalier abbe eveque cardinal moine bourgeois
    """.split()  # noqa: SIM905 - a list of words is read, not code
)


def borne(given: Word, word: Word) -> bool:
    """Whether a landscape is the surname behind somebody's given name: "Clara ROCHER"."""
    if word.folded not in LANDSCAPE or word.shape not in ("Cap", "UPPER"):
        return False
    shouted = given.shape == "Cap" and word.shape == "UPPER"
    return given.shape == "Cap" and (
        is_clear(given.folded) or (shouted and is_first_name(given.folded))
    )


@once_a_word
def run(found: list[Word], first: int, text: str, limit: int = 8) -> int:
    """Index after the last word of a run of names that begins at `first`."""
    last = first
    index = first
    while index < len(found) and index - first < limit:
        word = found[index]
        if index > first and not _together(found[index - 1], word, text):
            break
        if word.shape == "particle" or (word.folded in _ARTICLES and _article(found, index, text)):
            index += 1
            continue
        # "VARDON-SAINTE": what a hyphen joins is one name.
        double = index > first and text[found[index - 1].end : word.start] == "-"
        barred = never_in_name(word.folded) and not _short(word) and not double
        barred = barred and not (index == first + 1 and borne(found[first], word))
        if word.shape == "lower" or barred:
            break
        if index > first and word.shape == "UPPER" and common(word.folded) and text.isupper():
            break
        index += 1
        last = index
    return last


__all__ = ["run"]
