"""Letters that are not what they look like: wrong decoding, look-alike alphabets, markup.

Each function here rewrites one short piece; `anonymisation.reading.text` finds the pieces and
keeps where they stood. Tables of look-alikes after Unicode Technical Standard 39 ("confusables"),
Greek and Cyrillic only.
"""

import html
import re

#: What bytes 0x80–0xBF look like when read as Windows-1252 (or Latin-1).
_TRAIL = r"[\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
#: UTF-8 read as Windows-1252, once ("Ã©" for "é", "á»…" for "ễ", "â€™" for "’") or twice, or as
#: Mac OS Roman ("√©"); and a letter followed by its accent read so.
TWICE = (
    rf"Ã[ƒ‚]Â{_TRAIL}|[ÂÃÄÅÆ]{_TRAIL}|á[º»]{_TRAIL}|â€{_TRAIL}|√[^\s\w]|√[ßœæ∏]"
    rf"|[A-Za-z]Ì{_TRAIL}"
)
#: DOS code page 850 read as Windows-1252, and letters lost on the way; between letters only.
LOST = r"(?<=[A-Za-z])(?:[‚‡ˆ‰ƒŠ](?=[a-zà-ÿ])|\ufffd)|\ufffd(?=[A-Za-z])"
_DOS = {"‚": "é", "‡": "ç", "ˆ": "ê", "‰": "ë", "ƒ": "â", "Š": "è", "\ufffd": "e"}
_INLINE = (
    r"b|i|u|s|em|strong|span|font|a|mark|small|big|sup|sub|wbr|tt|code|abbr|cite|q|del|ins|o:p"
)
_BLOCK = (
    r"p|br|div|hr|li|ul|ol|dl|dt|dd|td|th|tr|table|tbody|thead|h[1-6]|blockquote|pre|section"
    r"|article"
    r"|header|footer|img|html|body|center|label|input|option"
)
#: HTML and BBCode tags, character references, Markdown emphasis.
MARKUP = (
    rf"</?(?i:{_INLINE}|{_BLOCK})(?:\s[^<>]{{0,300}})?\s?/?>"
    rf"|\[/?(?:b|i|u|s|color|size|url)(?:=[^\]\[]{{0,80}})?\]"
    r"|&(?:#\d{2,6}|#[xX][0-9a-fA-F]{2,5}|[A-Za-z]{2,8});"
    r"|\*{1,3}(?=[^\W\d_])|(?<=[^\W\d_])\*{1,3}"
)
#: Where one of these may stand, in a syntax that polars reads too (no look-around).
MAY_BE = (
    rf"{TWICE}|[A-Za-z][‚‡ˆ‰ƒŠ][a-zà-ÿ]|\x{{fffd}}|</?[A-Za-z]|\[/?(?:b|i|u|s|color|size|url)[\]=]"
    r"|&[#A-Za-z]\w{1,8};|\*\p{L}|\p{L}\*"
)
_INLINE_TAG = re.compile(rf"(?i)</?(?:{_INLINE})\b|\[")


def decoded(piece: str) -> str:
    """What a piece stands for that was decoded once or twice too often."""
    if piece[0] == "√":
        return _recoded(piece, "mac_roman")
    if len(piece) == 3 and piece[1] == "Ì":
        return piece[0] + _recoded(piece[1:], "cp1252")
    once = _recoded(piece, "cp1252")
    return _recoded(once, "cp1252") if len(once) == 2 and once[0] in "ÂÃ" else once


def _recoded(piece: str, encoding: str) -> str:
    raw = b"".join(_bytes(char, encoding) for char in piece)
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return piece


def _bytes(char: str, encoding: str) -> bytes:
    """A character's byte; Windows-1252 leaves five bytes to Latin-1."""
    try:
        return char.encode(encoding)
    except UnicodeEncodeError:
        return char.encode("latin-1", "replace")


def restored(char: str) -> str:
    """The letter that a DOS code or a replacement character stands for, at a guess."""
    return _DOS[char]


def unmarked(piece: str) -> str:
    """What a reader sees of a piece of markup: nothing, a space, a character."""
    if piece[0] == "&":
        seen = html.unescape(piece)
        return piece if seen.startswith("&") and len(seen) > 1 else seen.replace("\xad", "")
    if piece[0] == "*" or _INLINE_TAG.match(piece):
        return ""
    return " "


_CYRILLIC = "АВСЕНІЈКМОРԚЅТԜХУЗасеԁһіјӏоорԛѕԝхуѵгьпкмтнв"
_CYRILLIC_AS = "ABCEHIJKMOPQSTWXYZacedhijloopqswxyvrbnkmthb"
_GREEK = "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαβγεικνορτυχωϲϳ"
_GREEK_AS = "ABEZHIKMNOPTYXabyeikvoptuxwcj"
_OTHERS = {"ɑ": "a", "ɡ": "g", "ı": "i", "ɩ": "i", "ʟ": "l", "ᴀ": "a", "ʙ": "b", "ᴄ": "c", "ᴅ": "d"}
_OTHERS |= {
    "ᴇ": "e",
    "ɢ": "g",
    "ʜ": "h",
    "ɪ": "i",
    "ᴊ": "j",
    "ᴋ": "k",
    "ᴍ": "m",
    "ɴ": "n",
    "ᴏ": "o",
}
_OTHERS |= {
    "ᴘ": "p",
    "ʀ": "r",
    "ᴛ": "t",
    "ᴜ": "u",
    "ᴠ": "v",
    "ᴡ": "w",
    "ʏ": "y",
    "ᴢ": "z",
    "ꜱ": "s",
}
_LOOKS = {
    **dict(zip(_CYRILLIC, _CYRILLIC_AS, strict=True)),
    **dict(zip(_GREEK, _GREEK_AS, strict=True)),
    **_OTHERS,
}
_ALIKE = re.compile("[" + "".join(_LOOKS) + "]")
_WORD = re.compile(r"[^\W\d_]+")
_FOREIGN = re.compile(r"[\u0370-\u03ff\u0400-\u052f]")
_AS_LATIN = str.maketrans(_LOOKS)


def latinised(text: str) -> str:
    """The text with look-alike letters as Latin ones, in words that could be Latin; same length.

    A word with one letter that looks like no Latin one ("Дмитрий") is left as it is.
    """
    if not _ALIKE.search(text):
        return text
    return _WORD.sub(lambda match: _word(match.group()), text)


def _word(word: str) -> str:
    latin = word.translate(_AS_LATIN)
    return word if _FOREIGN.search(latin) else latin
