"""Persons named in a text: title, sentence frame, given name with surname — minus vetoes.

A street, school or club named after somebody is not personal data; an elected official in office is
named in public acts (D312-1-3, 3° CRPA) and comes out as `OFFICIAL`.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from anonymisation.lexicon import words
from anonymisation.recognisers.base import LIKELY, WEAK, Hit, TextRecognizer
from anonymisation.recognisers.names import (
    Word,
    is_ambiguous,
    is_first_name,
    is_historical,
    is_surname,
    never_in_name,
    run,
    speaks_against,
    tokens,
    vetoed,
)
from anonymisation.text import fold

_CIVIL = (
    r"MM\.?|M\.|M(?=\s+[A-ZÀ-Ý][a-zà-ÿ'A-ZÀ-Ý])|Mmes?\.?|MME|Mlles?\.?|MLLE|Mr\.?|MR\.?|Mrs\.?|Ms\.?|Mevr\.?|Mevrouw|Dhr\.?|Meneer|Herr|Frau|[Mm]onsieur"
    r"|[Mm]adame|[Mm]ademoiselle|[Mm]essieurs|[Mm]esdames|MONSIEUR|MADAME|Sr\.?|Sra\.?|Srta\.?|Sres\.?|SR\.?|SRA\.?"
    r"|[Ss]eñor(?:a|ita|es)?|[Dd]on|[Dd]oña|DON|DOÑA|D\.ª|Dña\.?|Dn\.|D\.|m\.|mme|mlle|sr\.|sra\."
)
_LEARNED = (
    r"Me|Ma[iî]tre|Dr\.?|DR\.?|Dre\.?|Dra\.?|[Dd]octeure?|[Dd]octor(?:a)?|Pr\.?|Prof\.?|[Pp]rofesseure?|[Pp]rofesora?"
    r"|Lic\.?|Lcd[oa]\.|Ing\.?|Abg\.?|Ab\.|Econ?\.|Arq\.?|Tnlg[oa]\.?|El\s+Hadji?|Serigne|Sokhna|Adja|Veuve|Vve|[Vv]euve|[ÉéEe]poux|[ÉéEe]pouse|[Cc]onsorts"
)
_FRAMES = (
    r"appartenant\s+[àa]|représentée?s?\s+par|signalée?s?\s+par|déposée?s?\s+par|présentée?s?\s+par|demandée?s?\s+par"
    r"|formulée?s?\s+par|introduite?\s+par|sollicitée?\s+par|effectuée?\s+par|occupée?\s+par|louée?\s+(?:à|par)"
    r"|adressée?\s+par|transmise?\s+par|réclamée?\s+par|rédigée?\s+par|établie?\s+par|détenue?\s+par"
    r"|cédée?\s+(?:à|par)|vendue?\s+(?:à|par)|consentie?\s+à|acquise?\s+par|accordée?\s+à|attribuée?\s+à"
    r"|délivrée?\s+à|versée?\s+à|remise?\s+à|octroyée?\s+à|allouée?\s+à|au\s+nom\s+de|pour\s+le\s+compte\s+de"
    r"|propriété\s+de|demande\s+de|plainte\s+de|courrier\s+de|appel\s+de|mail\s+de|réclamation\s+de|signalement\s+de"
    r"|dossier\s+de|obsèques\s+de|concession\s+de|nomination\s+de|recrutement\s+de|famille|née?|dite?|nommée?|agent\s*:"
    r"|demandeu(?:r|se)\s*:|contact\s*:|interlocut(?:eur|rice)\s*:|responsable\s*:|plaignante?\s*:|titulaire\s*:|locataire\s*:"
    r"|bénéficiaire\s*:|propriétaire\s*:|conduct(?:eur|rice)\s*:|victime\s*:|référente?\s*:|témoin\s*:|usag(?:er|ère)\s*:|nom\s*:|[Ss]igné\s*:?"
    r"|contacter|joindre|rappeler|prévenir|demander|voir\s+avec|auprès\s+de|pour|à|par|avec|chez|contre|et"
    r"|perteneciente\s+a|representad[oa]\s+por|presentad[oa]\s+por|solicitad[oa]\s+por|denunciad[oa]\s+por|firmad[oa]\s+por"
    r"|reportad[oa]\s+por|a\s+nombre\s+de|propiedad\s+de|a\s+favor\s+de|solicitud\s+de|queja\s+de|denuncia\s+de|solicitante\s*:"
    r"|titular\s*:|propietari[oa]\s*:|nombre\s*:|contactar(?:\s+con)?|llamar\s+a|vecin[oa]|ciudadan[oa]|por|con"
    r"|submitted\s+by|owned\s+by|reported\s+by|represented\s+by|belonging\s+to|on\s+behalf\s+of|signed\s+by"
)
#: Frames that say "a person follows" strongly enough for a surname nobody listed.
_STRONG = re.compile(
    r"(?i)(?:appartenant|représent|signal|déposé|présenté|au nom|propriété|plainte|courrier"
    r"|obsèques|famille|née|nommé|"
    r"demandeu|interlocu|plaignan|locataire|conduct|victime|témoin|usag|nom\s*:|signé|rappeler|prévenir|"
    r"représentad|pertenec|present|solicit|denunci|firmad|reportad|nombre|propiedad|queja|vecin|ciudadan|titular|"
    r"submitted|owned|reported|represented|belonging|behalf|signed)"
)
#: After these one word is enough: it can only be a surname.
_SURNAME_NEXT = re.compile(r"(?i)(?:famille|née|nommée?|consorts|vecin[oa])\b")
#: Frames before whoever receives something: a body as often as a person.
_GIVEN = re.compile(
    r"(?i)(?:cédée?|vendue?|consentie?|acquise?|accordée?|attribuée?|délivrée?|versée?|remise?|octroyée?|allouée?|demande|dossier|favor|contacter|joindre|voir)"
)


class PersonRecognizer(TextRecognizer):
    """Names of natural persons."""

    ENTITIES = ("PERSON", "OFFICIAL")
    NEEDS = (
        r"\p{Lu}|\"\s*:\s*\"|(?i:\b(?:m\.|mme|mlle|sr\.|sra\.|monsieur|madame|se[ñn]or|don|do[ñn]a))",
        r"\p{Lu}\.?[\s,;:'\-]+\p{Lu}|\p{L}[.,;:]?\s+(?:\p{L}{1,3}[\s'])*\p{Lu}|\b(?:m\.|mme|mlle|sr\.|sra\.|[Mm]onsieur|[Mm]adame"
        r"|[Mm]ademoiselle|[Ss]eñor\w*|[Dd]on|[Dd]oña|[Mm]essieurs|[Mm]esdames|Mevr\w*|Dhr|Meneer|Herr|Frau|[Dd]oct\w+|[Pp]rof\w+|[Vv]euve|[ÉéEe]pou\w+|[Cc]onsorts)\s"
        r"|[:\p{L}]\s*\p{Lu}|\"\s*:\s*\"",
    )
    #: An object in a cell: the values of its keys of names, once one of them is a given name.
    _GIVEN_KEY = re.compile(
        r"(?i)\"(?:pr[ée]noms?|first_?name|given_?name|nombres|apellidos?)\"\s*:"
    )
    _KEYED = re.compile(
        r"(?i)\"(?:pr[ée]noms?|nom(?:_?(?:de_?)?famille)?|(?:first|last|given|sur|family)?_?name"
        r"|nombres?|apellidos?)\"\s*:\s*\"(?P<name>[^\"\\]{2,80})\""
    )
    _TITLE = re.compile(
        rf"(?<![\w'\-])(?P<civil>{_CIVIL})\s+|(?<![\w'\-])(?P<learned>{_LEARNED})\s+"
    )
    _FRAME = re.compile(rf"(?<!\w)(?i:{_FRAMES})\s*(?=[A-ZÀ-Ý])")

    def find(self, text: str) -> Iterator[Hit]:
        if self._GIVEN_KEY.search(text):
            for match in self._KEYED.finditer(text):
                yield Hit("PERSON", match.start("name"), match.end("name"), LIKELY)
        found = tokens(text)
        if not found:
            return
        yield from self._titled(text, found)
        yield from self._framed(text, found)
        yield from self._named(text, found)

    def _titled(self, text: str, found: list[Word]) -> Iterator[Hit]:
        for match in self._TITLE.finditer(text):
            first = _index_at(found, match.end())
            if first is None:
                continue
            last = run(found, first, text)
            if last == first:
                last = _lower_name(found, first, text)
            learned = match.group("learned") is not None
            if last == first or (learned and vetoed(found, first - 1, text)):
                continue
            if learned and is_historical(text[found[first].start : found[last - 1].end]):
                continue
            if not learned and _street_before(found, first, text):
                continue
            hit = self._hit(text, found, first, last, 0.85)
            # The title goes too: it tells the sex, and half of who it was.
            yield Hit(hit.entity, match.start(), hit.end, hit.score)

    def _framed(self, text: str, found: list[Word]) -> Iterator[Hit]:
        for match in self._FRAME.finditer(text):
            first = _index_at(found, match.end())
            if first is None:
                continue
            last = run(found, first, text)
            names = [word for word in found[first:last] if word.shape != "particle"]
            if not names or _followed_by_organisation(found, last, text):
                continue
            known = any(_known(word) for word in names)
            strong = bool(_STRONG.match(match.group()))
            if len(names) >= 2 and (
                strong or known or (_mixed(names) and _GIVEN.match(match.group()))
            ):
                likely = strong or _both(names) or _GIVEN.match(match.group())
                score = LIKELY if likely else 0.3
            elif len(names) == 1 and (
                _SURNAME_NEXT.match(match.group()) or (strong and is_surname(names[0].folded))
            ):
                score = 0.45
            else:
                continue
            if not is_historical(text[found[first].start : found[last - 1].end]):
                yield self._hit(text, found, first, last, score)

    def _named(self, text: str, found: list[Word]) -> Iterator[Hit]:
        index = 0
        while index < len(found):
            word = found[index]
            if word.shape in ("Cap", "UPPER") and (_known(word) or _initial_next(found, index)):
                first, last = _extent(found, index, text)
                score = _gazetteer_score(found[first:last])
                if score and not _spoken_against(text, found, first, last):
                    yield self._hit(text, found, first, last, score)
                    index = last
                    continue
            index += 1

    def _hit(self, text: str, found: list[Word], first: int, last: int, score: float) -> Hit:
        start, end = found[first].start, found[last - 1].end
        entity = "OFFICIAL" if _in_office(text, start, end) else "PERSON"
        return Hit(entity, start, end, score)


def _index_at(found: list[Word], position: int) -> int | None:
    """Index of the word that starts at a position; words are in order."""
    index = bisect_left(found, position, key=lambda word: word.start)
    return index if index < len(found) and found[index].start == position else None


def _lower_name(found: list[Word], first: int, text: str) -> int:
    """A name typed without capitals after a title: "mme dupont"."""
    last = first
    while last < len(found) and last - first < 3 and _is_listed(found[last]):
        if last > first and text[found[last - 1].end : found[last].start] != " ":
            break
        last += 1
    return last


def _is_listed(word: Word) -> bool:
    return (is_first_name(word.folded) or is_surname(word.folded)) and not never_in_name(
        word.folded
    )


def _known(word: Word) -> bool:
    return is_first_name(word.folded) or (
        is_surname(word.folded) and not never_in_name(word.folded)
    )


def _both(names: list[Word]) -> bool:
    return any(is_first_name(word.folded) and not is_ambiguous(word.folded) for word in names)


def _mixed(names: list[Word]) -> bool:
    """Shaped like a person's name, or with a listed one: "Fanta DRAGO", "Jean Xyz"."""
    return any(_known(word) for word in names) or {word.shape for word in names} == {"Cap", "UPPER"}


def _initial_next(found: list[Word], index: int) -> bool:
    return index + 1 < len(found) and found[index + 1].shape == "initial" and _known(found[index])


def _extent(found: list[Word], index: int, text: str) -> tuple[int, int]:
    """The run of names around a listed one; one comma may part surname and given name."""
    first = index
    while first > 0 and index - first < 3:
        before = found[first - 1]
        gap = text[before.end : found[first].start].strip(" ")
        if gap not in ("", ".", ",") or never_in_name(before.folded):
            break
        if before.shape == "particle" and first - 2 >= 0 and found[first - 2].shape == "UPPER":
            first -= 1
            continue
        if before.shape not in ("UPPER", "Cap", "initial") or (
            gap == "," and before.shape != "UPPER"
        ):
            break
        if before.shape == "Cap" and not _known(before):
            break
        first -= 1
    while found[first].shape == "particle":
        first += 1
    return first, max(run(found, first, text), run(found, index, text))


def _gazetteer_score(names: list[Word]) -> float:
    """Evidence of a run of capitalised words, 0 when there is not enough."""
    words_ = [word for word in names if word.shape != "particle"]
    if not 2 <= len(words_) <= 5:
        return 0.0
    given = [word for word in words_ if is_first_name(word.folded)]
    family = [word for word in words_ if is_surname(word.folded)]
    distinct = len({word.start for word in given} | {word.start for word in family})
    sure = any(not is_ambiguous(word.folded) for word in given)
    mixed = {word.shape for word in words_} == {"Cap", "UPPER"}
    if given and distinct >= 2 and (sure or mixed or any(word not in given for word in family)):
        return 0.7
    if given and mixed:
        return 0.7 if sure else 0.45
    if given and sure and any(word.shape == "Cap" for word in words_):
        return 0.5
    if family and mixed and len(words_) == 2 and any(word.shape == "initial" for word in words_):
        return 0.45
    initials = [word for word in words_ if word.shape == "initial"]
    if initials and family:
        return 0.5
    return 0.4 if given and sure and len(words_) == 2 else 0.0


def _spoken_against(text: str, found: list[Word], first: int, last: int) -> bool:
    name = text[found[first].start : found[last - 1].end]
    return (
        vetoed(found, first, text)
        or is_historical(name)
        or any(is_historical(part) for part in _pairs(found[first:last]))
        or _followed_by_organisation(found, last, text)
    )


def _pairs(names: list[Word]) -> Iterator[str]:
    for left, right in pairwise(names):
        yield f"{left.folded} {right.folded}"


def _followed_by_organisation(found: list[Word], last: int, text: str) -> bool:
    """Whether a body's word follows: "Martin et Fils", "Dupont Immobilier", "Jean Moulin SARL"."""
    tail = text[found[last - 1].end : found[last - 1].end + 8]
    if re.match(r"\s*(?:&|et\s[Ff]ils|et\s[Cc]ie)", tail):
        return True
    if last >= len(found) or text[found[last - 1].end : found[last].start].strip(" "):
        return False
    following = found[last]
    return following.shape in ("Cap", "UPPER") and speaks_against(following.folded)


def _street_before(found: list[Word], first: int, text: str) -> bool:
    """Whether the title is part of a street's name: "rue Monsieur le Prince"."""
    return (
        first >= 2
        and found[first - 2].folded in words("streets_number")
        and text[found[first - 2].end : found[first - 1].start] in (" ", " de ", " du ")
    )


_OFFICE_BEFORE = re.compile(
    r"(?:\b(?:maire|adjointe?|conseill(?:er|ere)s?|presidente?|vice-presidente?|deputee?|senat(?:eur|rice)|prefete?|ministre"
    r"|rapporteu(?:r|se|re)|echevine?|bourgmestre|alcalde|alcaldesa|concejala?|gobernador|delegation|elue?s?|mayor)"
    r"(?:\s(?:municipal|municipale|departemental|departementale|regional|regionale|de\sseance|de\sla\sville|de\s\w+))?"
    r"(?:\s?[,:]?\s?(?:m\.|mme|monsieur|madame|sr\.?|sra\.?|don|d\.))?\s?[,:]?\s*)$"
)
_OFFICE_AFTER = re.compile(
    r"^\s*[,(]\s*(?:le |la |en qualite de |actuel |actuelle |premiere? "
    r"|[0-9]+e\w* )?(?:maire|adjointe?s?|conseill(?:er|ere)s?|presidente? (?:du conseil"
    r"|de seance|de la metropole|du departement)|"
    r"vice-presidente?|deputee?|senat(?:eur|rice)|prefete?|ministre|rapporteu(?:r|se|re)|echevine?|bourgmestre|alcalde|alcaldesa|concejala?|gobernador)\b"
)
_TITLE_TAIL = re.compile(rf"(?:{_CIVIL}|{_LEARNED})\s*$")


def _in_office(text: str, start: int, end: int) -> bool:
    """Whether the words around a name give it a public function."""
    before = _TITLE_TAIL.sub("", text[max(0, start - 60) : start])
    return bool(
        _OFFICE_BEFORE.search(fold(before)) or _OFFICE_AFTER.match(fold(text[end : end + 60]))
    )


__all__ = ["WEAK", "PersonRecognizer"]
