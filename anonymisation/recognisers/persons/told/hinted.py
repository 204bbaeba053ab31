"""Given names told by hints: "mentor = Nina from …", "Nina (collégienne)", "Nina, a baker aged 34".

One name alone, whatever else it means: what stands around it is said of nobody but a person.
"""

import re
from collections.abc import Iterator

from anonymisation.lexicon import words
from anonymisation.lexicon.vocabulary import is_place, is_stranger
from anonymisation.reading.text import fold
from anonymisation.recognisers.base import Hit
from anonymisation.recognisers.conditions.sieve import Sieve
from anonymisation.recognisers.persons.against.vetoes import is_historical, speaks_against
from anonymisation.recognisers.persons.spans import LONE
from anonymisation.recognisers.persons.told.sieves import WRITTEN
from anonymisation.recognisers.persons.words.frames import ROLE_WORDS
from anonymisation.recognisers.persons.words.names import is_first_name
from anonymisation.recognisers.persons.words.titles import CAPITALISED
from anonymisation.recognisers.persons.words.tokens import Word, common_said

_NAME = rf"(?P<name>{CAPITALISED}(?: {CAPITALISED}){{0,2}})(?![\w'’\-])"
#: What a person is to a place, a club, a service.
_POSTS = (
    rf"{ROLE_WORDS}|contacts?|mentore?|skipper|coach|tut(?:eur|rice|or)|parrain|marraine"
    r"|responsable|chef(?:fe)?|animat(?:eur|rice)|intervenante?|monit(?:eur|rice)|pilote|capitaine"
    r"|chauffeur|correspondante?|suppl[ée]ante?|jum(?:eau|elle)|bin[ôo]me|encadrante?"
    r"|acompa[ñn]ante|responsable|encargad[oa]|supervisor|leader|buddy|carer|keyholder|begeleider"
)
#: A label of a few words with its sign: "contact salle = Nina".
_LABELLED = re.compile(rf"(?<![\w'’])(?i:{_POSTS})(?: [^\W\d_]{{2,12}}){{0,3}} ?[=:] ?{_NAME}")
#: What somebody is, between brackets behind the name.
_STATUS = re.compile(
    rf"(?<![\w'’\-/]){_NAME} \((?i:(?:coll[ée]gien|lyc[ée]en|parisien|citoyen)(?:ne)?|[ée]tudiante?"
    r"|[ée]l[èe]ve|apprentie?|retrait[ée]e?|habitante?|riveraine?|voisine?|locataire"
    r"|parente? d['’][ée]l[èe]ve|(?:m[èe]re|p[èe]re) de famille|commer[çc]ante?|artisane?|stagiaire"
    r"|b[ée]n[ée]vole|gardien(?:ne)?|concierge|nounou|nourrice|conserje|vigilante|portero|caretaker"
    r"|huisbewaarder|amat(?:eur|rice)|suppl[ée]ante?|conjointe?|adolescente?|ado|agricult(?:eur"
    r"|rice)"
    r"|pupil|student|volunteer|neighbou?r|tenant|resident|estudiante|alumn[oa]|vecin[oa]"
    r"|jubilad[oa]"
    r"|leerling|buur(?:man|vrouw)|vrijwilliger)(?=[\s,)])"
)
#: Who, what they do and how old they are, as English tells it; or the age behind what was said.
_AGED = re.compile(
    rf"(?<![\w'’\-]){_NAME}, (?:(?:an? |the )?[a-z][a-z \-]{{2,30}},? )?aged \d{{1,2}}\b"
    rf"|(?i:\b(?:dit|raconte|explique|t[ée]moigne|demande|selon|says|said|dice|zegt)) "
    rf"(?P<said>{CAPITALISED}), \d{{1,2}} (?:ans|años|jaar)\b"
)
#: Somebody's own people, beyond kin.
_OWN = re.compile(
    rf"(?<![\w'’])(?i:sa|son|ma|mon|leur|votre|notre|su|mi|his|her|my|their) "
    rf"(?i:coloc(?:ataire)?|bin[ôo]me|copine|copain|ex|nounou|nourrice|tutrice|tuteur|filleule?"
    rf"|jumelle|jumeau|flatmate|room-?mate|partner|boyfriend|girlfriend|compañer[oa]"
    rf"|novi[oa]) {_NAME}"
)
#: Who came along.
_ALONG = re.compile(
    rf"(?<=[^\W\d_] \+ ){_NAME} (?:sur place|en renfort|pr[ée]sente?s?|dispo|d['’]astreinte)\b"
)
_SIEVE = Sieve(_LABELLED, _STATUS, _AGED, _OWN, _ALONG, among=WRITTEN)


def hinted(text: str, found: list[Word]) -> Iterator[Hit]:
    """Names that hints around them tell."""
    starts: dict[int, Word] | None = None
    for _, match in _SIEVE.finditer(text):
        if starts is None:
            starts = {word.start: word for word in found}
        group = match.lastgroup or "name"
        kin = match.re is _OWN
        if _somebody(match[group], starts.get(match.start(group)), said=group == "said", kin=kin):
            yield Hit("PERSON", *match.span(group), LONE)


def _somebody(name: str, word: Word | None, *, said: bool, kin: bool) -> bool:
    """Whether a name begins with somebody's given name; a stranger's after words of kin."""
    if word is None or word.shape not in ("Cap", "UPPER") or is_historical(name):
        return False
    if any(speaks_against(part) for part in map(fold, name.split()[1:])):
        return False
    if not is_first_name(word.folded):
        return kin and len(word.folded) > 3 and is_stranger(word.folded)
    if " " in name or said:
        return not common_said(word.folded) or said
    town = word.folded in words("place_names") or is_place(word.folded)
    return not town and not common_said(word.folded)


__all__ = ["hinted"]
