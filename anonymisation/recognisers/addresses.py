"""Postal addresses: a number with a street, in the word orders of the partner cities.

`ADDRESS` has signs of a home around it (domicile, residing at, flat number); `ADDRESS_PUBLIC` has
none: works, equipment, a shop. Which of the two a table publishes is the policy's matter.
"""

import re
from collections.abc import Iterator

from anonymisation.lexicon import words
from anonymisation.recognisers.base import LIKELY, REACH, Hit, TextRecognizer
from anonymisation.text import fold

_STREET = (
    r"(?:rue|avenue|av\.?|ave\.?|boulevard|bd\.?|bld\.?|bvd\.?|place|pl\.|chemin|ch\.|impasse|imp\.?"
    r"|all[eé]es?|route|rte\.?|quai|cours|square|passage|ruelle|sentier|sente|rond-point|esplanade"
    r"|mont[eé]e|c[oô]te|voie|faubourg|fg\.?|promenade|traverse|venelle|villa|cit[eé]|lotissement"
    r"|lot\.|r[eé]sidence|hameau|lieu[- ]dit|mail|dr[eè]ve|chauss[eé]e|ch[eé]e\.?|clos"
    r"|corniche|parvis"
    r"|r\.)"
)
_HISPANIC = (
    r"(?:c/|calle|cl\.|avenida|avda\.?|avd\.?|av\.|plaza|pza\.?|paseo|p\.º|carrera|camino|cno\.?|ronda"
    r"|traves[ií]a|carretera|ctra\.?|pasaje|callej[oó]n|alameda|autopista|urb\.?|urbanizaci[oó]n)"
)
_SUFFIX = r"(?:\s?(?:bis|ter|quater)\b|\s?[A-Da-d]\b)?"
_WORD = re.compile(r"[^\W_]+(?:['.\-/][^\W_]+)*'?\.?")
_PARTICLES = frozenset(
    [
        "de",
        "du",
        "des",
        "la",
        "le",
        "les",
        "l",
        "d",
        "et",
        "au",
        "aux",
        "en",
        "sur",
        "sous",
        "saint",
        "sainte",
        "del",
        "los",
        "las",
        "el",
        "y",
        "san",
        "santa",
        "dit",
        "van",
        "den",
        "der",
        "st",
        "ste",
    ]
)
_COMPLEMENT = (
    r"(?:\s*,?\s*(?:appartement|appart|appt?|apt|b[aâ]t(?:iment)?|esc(?:alier)?|porte|[eé]tage|logement"
    r"|piso|puerta|dpto|departamento|depto|bo[iî]te|bte|lote)\b\.?\s*(?:n[°º]\s*)?[A-Z0-9]{1,4}\b"
    r"|\s*,?\s*\d{1,2}\s?(?:[eè]me|er|[ºª°eoa])\s*(?:[eé]tage|gauche|droite|[A-D]\b|izq\w*|dcha?\w*|drch\w*|piso)?)"
)


class AddressRecognizer(TextRecognizer):
    """A street with its number."""

    ENTITIES = ("ADDRESS", "ADDRESS_PUBLIC")
    NEEDS = (
        r"\d",
        rf"(?i)\b{_STREET}(?:[\s']|$)|(?i)\b{_HISPANIC}|kalea|gran v[ií]a|etorbidea"
        rf"|hiribidea|enparantza"
        r"|villa|parcelles assainies|sicap|\bhlm\b",
    )
    _NUMBER_FIRST = re.compile(
        rf"(?i)(?<![\w/.])\d{{1,4}}{_SUFFIX}(?:\s?[-/]\s?\d{{1,4}}{_SUFFIX})?\s*,?\s*{_STREET}(?=[\s'])"
    )
    _STREET_FIRST = re.compile(rf"(?i)(?<![\w\-])(?:{_STREET}(?=\s)|{_HISPANIC}(?=[\s/]|(?<=/)))")
    _TAIL = re.compile(
        r"\s*,?\s*(?:(?i:n[°ºo]?\.?|num\.?|n[uú]m(?:ero)?\.?|#|n[uú]mero)\s*)?"
        r"(?:(?:N|S|E|Oe|O)\d{1,3}[A-Z]?-\d{1,4}|\d{1,4}(?:-\d{1,4})?)(?:\s?[A-Da-d]\b|\s?bis\b)?(?![\d/€%]|\s?(?:m|km|h|euros|€)\b)"
    )
    _BASQUE = re.compile(
        r"(?<![\w\-])(?:[A-ZÀ-Ý][^\W\d_]{0,24}[\s\-]){1,4}(?:kalea|etorbidea|hiribidea|enparantza)\s*,?\s*\d{1,4}(?:\s?[A-D]\b)?"
    )
    _GRAN_VIA = re.compile(
        r"(?i)\bgran v[ií]a(?:\s+(?:de\s+)?(?!n[°º]"
        r"|\d)[^\W\d_]+){0,5}\s*,?\s*(?:n[°ºo]\.?\s*)?\d{1,4}\b"
    )
    _VILLA = re.compile(
        r"(?:(?i:sicap|cit[eé]|hlm|parcelles assainies|quartier|unit[eé]|keur|mermoz|ouakam"
        r"|yoff)[^,;.\n]{0,40},?\s*)?"
        r"(?i:\bvilla)\s*(?i:n[°ºo]\.?\s*|num[eé]ro\s*)?\d{1,5}[A-Z]?\b"
        r"|(?i:parcelles assainies|sicap|hlm)[^,;.\n]{0,25}?(?i:n[°ºo]\.?\s*"
        r"|u\w*\s?\d+[ ,]+(?:n[°ºo]\.?\s*)?)\d{1,5}\b"
    )
    _EXTRA = re.compile(rf"(?i){_COMPLEMENT}")
    _HOME = re.compile(
        r"\b(?:domicil\w+|habit\w+|resid(?:e|ent|ente|ant|ante|ents|iendo)\b|demeur\w+|log[eé]e?\b|logements?"
        r"|viv(?:e|en|o|ienda)\b|bizi|locataires?|proprietaires?|propietari\w+|inquilin\w+|lives|living|home"
        r"|mon adresse|son adresse|ma maison|sa maison|chez|voisine?|heberge\w*|adresse personnelle"
        r"|appartement|courrier a|reside)\b"
    )

    def find(self, text: str) -> Iterator[Hit]:
        for start, end in sorted(self._spans(text)):
            extra = self._EXTRA.match(text, end)
            stop = extra.end() if extra else end
            yield Hit(self._entity(text, start, stop, bool(extra)), start, stop, LIKELY)

    def _spans(self, text: str) -> Iterator[tuple[int, int]]:
        for match in self._NUMBER_FIRST.finditer(text):
            end = _street_name_end(text, match.end())
            if end > match.end():
                yield match.start(), end
        for match in self._STREET_FIRST.finditer(text):
            end = _street_name_end(text, match.end())
            tail = self._TAIL.match(text, end) if end > match.end() else None
            if tail:
                yield match.start(), tail.end()
        for pattern in (self._BASQUE, self._GRAN_VIA, self._VILLA):
            for match in pattern.finditer(text):
                yield match.span()

    def _entity(self, text: str, start: int, end: int, flat: bool) -> str:
        around = fold(text[max(0, start - REACH) : start])
        return "ADDRESS" if flat or self._HOME.search(around) else "ADDRESS_PUBLIC"


def _street_name_end(text: str, position: int) -> int:
    """Where a street's name ends: capitalised words, particles, or two plain words."""
    end, plain, named = position, 0, False
    for match in _WORD.finditer(text, position):
        if text[end : match.start()].strip(" ") or match.start() - end > 2 or end - position > 60:
            break
        kind = _kind(text, match.group(), match.start(), named)
        plain += kind == "plain"
        if kind == "end" or (kind == "plain" and (named or plain > 2)):
            break
        named = named or kind == "name"
        end = match.end()
    return _without_trailing_particles(text, position, end)


def _kind(text: str, word: str, start: int, named: bool) -> str:
    """A word's part in a street's name: particle, name, plain or end."""
    folded = fold(word).rstrip("'.")
    if folded in _PARTICLES or word.endswith("'"):
        return "particle"
    if word[0].isdigit():
        return "name" if _date_word(text, start, named) else "end"
    if any(char.isdigit() for char in word):
        return "end"
    if word[0].islower() and "'" not in word:
        return "end" if folded in words("not_names") else "plain"
    return "name"


_MONTH = r"(?:jan|f[eé]v|mar|avr|mai|jui|ao|sep|oct|nov|d[eé]c|de\s|feb|abr|may|jun|jul|ago|ene)"
_DAY = re.compile(rf"(?i)\d{{1,2}}(?:er)?\s+{_MONTH}")
_YEAR = re.compile(r"(?:18|19|20)\d{2}\b")
_AFTER_MONTH = re.compile(rf"(?i){_MONTH}[^\W\d_]*\s$")


def _date_word(text: str, start: int, named: bool) -> bool:
    """A street named after a day: "rue du 8 Mai 1945", "boulevard 14 Juillet"."""
    if not named:
        return bool(_DAY.match(text, start))
    return bool(_YEAR.match(text, start) and _AFTER_MONTH.search(text[max(0, start - 12) : start]))


def _without_trailing_particles(text: str, position: int, end: int) -> int:
    name = text[position:end]
    while True:
        match = re.search(r"[\s']+(?:[^\W\d_]+)'?$", name)
        last = fold(name.split()[-1]).rstrip("'.") if name.split() else ""
        if match and last in _PARTICLES:
            name = name[: match.start()]
        else:
            break
    return position + len(name) if name.strip(" '.") else position


__all__ = ["AddressRecognizer"]
