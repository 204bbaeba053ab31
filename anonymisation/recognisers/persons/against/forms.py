"""Legal forms behind and inside names: what carries one is a firm, whoever it is named after."""

import re

from anonymisation.recognisers.persons.words.names import is_clear
from anonymisation.recognisers.persons.words.tokens import Word

#: A legal form behind a name, written with or without its points.
FORM = re.compile(
    r"[ ,]*(?:S\. ?A\. ?R\. ?L|S\. ?A\. ?S|S\. ?R\. ?L|S\. ?[AL]|N\. ?V|B\. ?V|S\. ?C|C\. ?A|Lda"
    r"|Ltda?"
    r"|SARL|SASU?|EURL|SPRL|SRL|BVBA|SCEA|EARL|GAEC|GmbH|Ltd|LLC|Inc|PLC|SL|NV|BV)(?!\w)\.?"
)
#: A legal form with its points glued: a person's initials stand apart.
_GLUED = re.compile(r"S\.(?:A\.(?:R\.L|S)?|L|R\.L|C)\.?(?!\w)|N\.V\.|B\.V\.|C\.A\.|A\.C\.")


#: Longer forms are no initials behind one name.
_SHORT = 3
#: Legal forms that are nobody's surname, as the last word of a run: "Loïc De Varde NV".
_LAST = re.compile(r"SARL|SASU?|EURL|SPRL|SRL|BVBA|SCEA|EARL|GAEC|GmbH|Ltda?|LLC|PLC|SL|NV|BV|Lda")


#: Legal forms in capitals that are surnames too: "Joana SA".
_CAPITAL = re.compile(r" (?:SA|SCS|SNC|SCA|SCI|SCM|SCP|SCOP|SCIC|SELARL|SELAS)(?![\w'’-])")


def _in_capitals(text: str, names: list[Word]) -> bool:
    """Whether a legal form in capitals closes words that are not: "Nina Vardon SA"."""
    whole = [word for word in names if not _CAPITAL.fullmatch(f" {word.text}")]
    formed = len(whole) < len(names) or _CAPITAL.match(text, names[-1].end)
    if not formed or not whole or any(word.shape != "Cap" for word in whole):
        return False
    return len(whole) > 1 or not is_clear(whole[0].folded)


def closed_by_form(text: str, names: list[Word]) -> bool:
    """Whether a legal form begins inside a run: "Vardon S.A. de C.V."."""
    if _in_capitals(text, names):
        return True
    initials = (word for word in names[1:] if word.shape == "initial")
    if any(_GLUED.match(text, word.start) for word in initials):
        return True
    last = names[-1].text
    return bool(_LAST.fullmatch(last)) and (len(names) > 2 or len(last) > _SHORT)


def firm_behind(text: str, end: int) -> bool:
    """Whether a legal form stands behind a name: "Chez Nina SARL"."""
    return bool(FORM.match(text.upper(), end))


__all__ = ["FORM", "closed_by_form", "firm_behind"]
