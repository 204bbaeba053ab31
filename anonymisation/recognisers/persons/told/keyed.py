"""Names that a key tells, as programs write them: "nom=VARDON|prenom=NINA", "?nom=vardon&dep=3"."""

import re
from collections.abc import Iterator

from anonymisation.lexicon import words
from anonymisation.lexicon.vocabulary import is_place, is_stranger
from anonymisation.recognisers.base import LIKELY, Hit, TextRecognizer
from anonymisation.recognisers.persons.against.vetoes import is_historical
from anonymisation.recognisers.persons.words.likeness import looks_like_person, organisation_like
from anonymisation.recognisers.persons.words.names import is_surname
from anonymisation.recognisers.persons.words.tokens import Word, common_said, tokens

#: Keys of parts of a name: nothing but somebody's is written there.
_PARTS = (
    r"pr[ée]noms?|nom_?(?:de_?)?(?:famille|usage|naissance|jeune_?fille|patronymique|marital)"
    r"|(?:first|given|last|family|sur|maiden|birth)_?name"
    r"|nombres|apellidos?|voornaam|achternaam|familienaam|sobrenome"
)
#: Keys of a name, a thing's as often as a person's.
_NAMES = r"noms?|(?:full_?)?name|nom_?complet|nom_?pr[ée]noms?|nombre|naam|cn"
#: Keys of who takes part in something: persons as often as bodies.
_ROLES = (
    r"tiers|d[ée]biteur|cr[ée]ancier|redevable|usager|titulaire|demandeur|b[ée]n[ée]ficiaire"
    r"|porteur|payeur|contribuable|assur[ée]|abonn[ée]|adh[ée]rent|locataire|propri[ée]taire"
    r"|client|patient|agent|[ée]l[èe]ve|enfant|parent|conjoint|responsable|contact|destinataire"
    r"|exp[ée]diteur|signataire|mandataire|foyer|t[ée]moin|repr[ée]sentant|customer|holder|payer"
    r"|owner|titular|solicitante|cliente|deudor|paciente|alumn[oa]"
)
#: What an empty field holds.
_EMPTY = frozenset(
    [
        "null",
        "none",
        "nil",
        "true",
        "false",
        "vide",
        "inconnu",
        "undefined",
        "test",
        "nan",
        "ok",
        "ko",
    ]
)


class KeyedNameRecognizer(TextRecognizer):
    """Whom the value of a key names, where no space stands around the sign."""

    ENTITIES = ("PERSON",)
    #: A value between quotation marks, or as far as the next sign or key.
    _KEYED = re.compile(
        rf"(?i)(?<![\w.\-])(?:(?P<part>{_PARTS})|(?P<name>{_NAMES})|(?P<role>{_ROLES}))[\"']?="
        r"(?:[\"'](?P<quoted>[^\"'\n=]{2,60})[\"']"
        r"|(?P<bare>[^\W\d_]{2,30}(?:[ '’+\-][^\W\d_]{1,30}(?!\w*=)){0,5})"
        r"(?P<closed>[|;,&\])}]|$)?)"
    )
    PATTERNS = (_KEYED,)

    def find(self, text: str) -> Iterator[Hit]:
        """Findings in a text."""
        person = any(match["part"] for match in self._KEYED.finditer(text))
        for match in self._KEYED.finditer(text):
            group = "quoted" if match["quoted"] else "bare"
            start = match.start(group)
            end = start + _length(match[group], group == "quoted" or match["closed"] is not None)
            if _named(text[start:end], match, person):
                yield Hit("PERSON", start, end, LIKELY)


def _length(value: str, closed: bool) -> int:
    """How much of a value is the name: in a sentence, its capitalised words."""
    found = tokens(value)
    if closed or len(found) < 2:
        return len(value)
    if found[0].shape == "lower":
        return found[0].end
    last = next((i for i, word in enumerate(found) if word.shape == "lower"), len(found))
    return found[last - 1].end


def _named(value: str, match: re.Match[str], person: bool) -> bool:
    """Whether a value is somebody's name, after its key."""
    found = tokens(value)
    if not found or value.strip().lower() in _EMPTY or is_historical(value):
        return False
    if match["part"] or (match["name"] and person):
        return True
    if looks_like_person(value):
        return True
    if len(found) == 1:
        foreign = match["name"] and match["name"].lower().startswith("nom")
        return _family(found[0], bool(foreign))
    capitals = all(word.shape in ("Cap", "UPPER", "particle") for word in found)
    return capitals and not organisation_like(value) and all(map(_foreign, found))


def _family(word: Word, foreign: bool) -> bool:
    """Whether a word alone is a surname: of the lists, or of no dictionary where only names are."""
    if common_said(word.folded) or word.folded in words("brands") or is_place(word.folded):
        return False
    return is_stranger(word.folded) and (foreign or is_surname(word.folded))


def _foreign(word: Word) -> bool:
    return word.shape == "particle" or is_surname(word.folded) or is_stranger(word.folded)


__all__ = ["KeyedNameRecognizer"]
