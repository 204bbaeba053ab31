"""Legal forms behind and inside names: what carries one is a firm, whoever it is named after."""

import re

from anonymisation.lexicon import words
from anonymisation.reading.text import fold
from anonymisation.recognisers.persons.words.names import is_clear
from anonymisation.recognisers.persons.words.tokens import Word

#: A legal form behind a name, written with or without its points.
FORM = re.compile(
    r"[ ,]*(?:S\. ?A\. ?R\. ?L|S\. ?A\. ?S|S\. ?R\. ?L|S\. ?[AL]|N\. ?V|B\. ?V|S\. ?C|C\. ?A|Lda"
    r"|Ltda?"
    r"|SARL(?:U| ?AU)?|SUARL"
    r"|SASU?|EURL|SPRL|SRL|BVBA|SCEA|EARL|GAEC|GmbH|Ltd|LLC|Inc|PLC|SL|NV|BV)(?!\w)\.?"
)
#: A legal form with its points glued: a person's initials stand apart.
_GLUED = re.compile(r"S\.(?:A\.(?:R\.L|S)?|L|R\.L|C)\.?(?!\w)|N\.V\.|B\.V\.|C\.A\.|A\.C\.")


#: Longer forms are no initials behind one name.
_SHORT = 3
#: Legal forms that are nobody's surname, as the last word of a run: "Loïc De Varde NV".
_LAST = re.compile(
    r"SARL(?:U|AU)?|SUARL|SASU?|EURL|SPRL|SRL|BVBA|SCEA|EARL|GAEC|GmbH|Ltda?|LLC|PLC|SL|NV|BV|Lda"
)


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


#: A legal form with its points in small letters, right behind a name or begun inside it.
_SMALL = re.compile(r"[ ,]{1,2}(?:s\.(?:a\.(?:s|r\.l)?|l\.u|l|r\.l|c)|n\.v|b\.v|c\.a)\.?(?![\w'])")
#: The longest of them.
_FORM = 8


def formed(text: str, start: int, end: int) -> bool:
    """Whether a name in small letters is a firm's: "hermanos vardon s.a."."""
    match = _SMALL.search(text, start, end + _FORM)
    return match is not None and match.start() <= end < match.end() + 1


#: The word right before a name, and a name that bears a title and closes with a legal form.
_HEAD = re.compile(r"(?P<head>[^\W\d_]{3,}) $")
_SIGNED = re.compile(
    r"(?i:(?:m|mr|mme|mlle|dr)\b\.?|monsieur|madame|mademoiselle|docteur|do[nñ]a?|lalla|si) "
    r".{2,40}?"
    rf"(?<![\w.])(?:{FORM.pattern.removeprefix('[ ,]*')})\s*"
)


def signed(text: str, start: int, end: int) -> bool:
    """Whether a titled name is on a firm's sign: "Pâtisserie Madame Nina SARL"."""
    head = _HEAD.search(text, max(0, start - 30), start)
    if head is None or fold(head["head"]) not in words("trades") | words("organisations") | _SHOPS:
        return False
    form = FORM.match(text, end)
    return bool(_SIGNED.fullmatch(text, start, form.end() if form else end))


#: What a firm's name stands behind, and the trades that are no firm's in the plural.
_OF_A_FIRM = frozenset(
    """facture factures devis entreprise societe par chez a avec de ets attribue attribuee mandat
    marche lot prestataire titulaire fournisseur transporteur factura presupuesto contrato
    adjudicado adjudicada por con empresa proveedor factuur offerte firma door aan""".split()  # noqa: SIM905
)
_NO_FIRM = frozenset(
    """sports loisirs services solutions formations produits products evenements voyages tours
    events assurances associates partners""".split()  # noqa: SIM905 - a list of words, not code
)


#: Firms whose kind stands before whose they are, in the singular too.
_SHOPS = frozenset(
    """garage menuiserie boulangerie imprimerie librairie plomberie maconnerie carrosserie pepiniere
    pepinieres serrurerie scierie quincaillerie metallerie charpenterie ferronnerie taller talleres
    imprenta libreria viveros drukkerij schrijnwerkerij""".split()  # noqa: SIM905
)
_HEADED = re.compile(r"(?<!\w)(?P<before>[^\W\d_]+)(?: : ?| )(?P<trade>[A-ZÀ-Ý][^\W\d_A-Z]+) $")


def trading(before: str) -> bool:
    """Whether a trade in the plural heads a firm's name: "facture Transports Nina Vardon"."""
    match = _HEADED.search(before)
    if match is None or fold(match["before"]) not in _OF_A_FIRM:
        return False
    trade = fold(match["trade"])
    several = trade.endswith("s") and trade in words("trades") and trade not in _NO_FIRM
    return several or trade in _SHOPS


__all__ = ["FORM", "closed_by_form", "firm_behind", "formed", "signed", "trading"]
