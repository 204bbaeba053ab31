"""Words glued to the number behind them: "prélèvementFR76 …", "CNIEK400855", "Rappeler06 …".

Who types in a hurry, and exports that drop a blank, leave none between a word and an identifier:
no pattern that begins where a word begins would find it.
"""

import re

_LOWER = "a-zß-öø-ÿœ"
_DIGITS = r"\+?\d(?:[ .\-]?\d){6}"
_ACCOUNT = r"[A-Z]{2}\d{2}[ .\-]?\d{4}"
_PLATE = r"[A-Z]{2}[ \-]?\d{3}[ \-]?[A-Z]{2}"
_PAPERS = "(?:IBAN|RIB|CNIE|NIF|NIE|NIR|NN|DNI|CIN|CCCD|CMND|CURP)"
#: A paper's number with letters of its own: theirs are not the word's.
_PAPER = r"[A-Z]{1,2}[ .\-]?\d{2}[ .\-]?\d"
#: What a text with a number glued to a word matches, and more; Python and Rust syntax.
MAY_BE_GLUED = (
    rf"[{_LOWER}]{{2}}(?:{_DIGITS}|{_ACCOUNT}|{_PLATE}|\d{{3,4}} [A-Z]{{2,3}} \d\d)"
    rf"|[A-ZÀ-ÖØ-Þ]{{4}}{_DIGITS}|(?i:{_PAPERS}(?:{_PAPER}|{_DIGITS}))"
)
#: Neither behind nor before a sign that holds addresses, file names and codes together.
_EDGE = r"(?![\w@]|[\-_]\w|\.[^\W\d_])"
#: Words of two letters; two others may be those of a country, and the first of an account.
_SHORT = "(?i:le|la|el|al|au|aux|op|on|to|su)"
_GLUED = re.compile(
    rf"(?<![\w@.\-_])(?i:{_PAPERS})"
    rf"(?=(?i:{_PAPER}(?:[ .\-]?\d){{2,24}}[ \-]?[A-Z]?"
    rf"|{_DIGITS}(?:[ .\-]?\d)*(?:[ .\-]?[A-Z])?)(?![\w@]))"
    rf"|(?<![\w@./\-_])(?:(?:{_SHORT}|[^\W\d_]+[{_LOWER}]{{2}})"
    rf"(?=(?:{_DIGITS}(?:[ .\-]?\d)*(?:[ \-]?[A-Za-z])?"
    rf"|{_ACCOUNT}[\dA-Z .\-]{{5,}}|{_PLATE}|\d{{3,4}} [A-Z]{{2,3}} \d\d){_EDGE})"
    rf"|[A-ZÀ-ÖØ-Þ]{{4,}}(?={_DIGITS}(?:[ .\-]?\d)*{_EDGE}))"
)

#: Fewest letters of a word that no code begins with.
_LONG = 7


def parted(text: str, spans: list[tuple[int, int]]) -> tuple[str, list[tuple[int, int]]]:
    """A text with a space between such a word and its number, and where each character stood.

    Not in a value without a space, which is a code, but for long words and a "+".
    """
    sentence = " " in text or "+" in text
    chars: list[str] = []
    places: list[tuple[int, int]] = []
    last = 0
    for match in _GLUED.finditer(text):
        end = match.end()
        if not sentence and end - match.start() < _LONG:
            continue
        chars += (text[last:end], " ")
        places += [*spans[last:end], (spans[end][0], spans[end][0])]
        last = end
    return "".join([*chars, text[last:]]), [*places, *spans[last:]]


__all__ = ["MAY_BE_GLUED", "parted"]
