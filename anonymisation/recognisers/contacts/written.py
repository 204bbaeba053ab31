"""How telephone numbers are written: certain forms, and digits in groups that need help."""

import re

from stdnum.fr import siren, siret

from anonymisation.reading.text import fold
from anonymisation.recognisers.base import compact
from anonymisation.recognisers.conditions.sieve import Sieve

_EDGE = r"(?:(?<![\w+.,])|(?<=[Tt]el)|(?<=[Tt]él)|(?<=TEL)|(?<=[Mm]ob)|(?<=gsm)|(?<=GSM)|(?<=cel))"
#: No decimals and no day follow; another number may, behind a stroke.
_END = r"(?![\w])(?![,.]\d)(?!/\d{1,8}\b)"
INTERNATIONAL = re.compile(
    r"(?:(?<![\w.+])|(?<=[Tt]el)|(?<=TEL))\(?(?:\+|00)\s?\(?[1-9]\d{0,2}\)?"
    r"(?:[ .\-/]{0,2}\(?\d{1,12}\)?){1,8}(?![\w])"
)
TRUNK = re.compile(
    rf"(?=[(0]){_EDGE}(?<!\d[.,])\(?0\s?\d{{1,3}}\)?"
    r"(?:[ .\-/_]{1,3}\d{2,4}){2,4}(?![\w])"
)
TRUNK_RUN = re.compile(rf"(?=[(0]){_EDGE}\(?0\d{{1,3}}\)?[ .\-/]{{0,2}}\d{{6,8}}{_END}")
CODED = re.compile(
    rf"{_EDGE}(?<!\d-)(?:\((?:33|32|34|221|216|212|213|593|52|84)\)"
    r"|(?:33|32|34|221|216|212|213|593|52"
    rf"|84))[ .\-]?(?:\(0\))?(?:[ .\-]?\d){{8,10}}{_END}"
)
GROUPED = re.compile(rf"(?<![\w+.,])\(?\d{{1,4}}\)?(?:[ .\-/]{{1,2}}\d{{2,4}}){{2,4}}{_END}")
HALVES = re.compile(rf"(?<![\w+.,])\(?\d{{2,3}}\)?[ .\-/]\d{{6,7}}{_END}")
#: Written to be read by people only: "0 6 1 2 …", "06123 45678", the letter O for 0.
SPELT = re.compile(
    r"(?=[0Oo])(?:(?<![\w+.,])0(?:[ .\-_]{1,2}\d){9}(?![\w])(?! ?[ .\-_]\d)"
    r"|(?<![\w+.,])0[1-9]\d{3}[ .\-]\d{5}(?!\w)"
    r"|(?<![\w+.,])[0Oo][1-9][ .\-]?(?=[\dOo .\-]*[Oo]|[\d .\-]*$)"
    r"(?:[\dOo][ .\-]?){7}(?:\d|(?<=[\dO])[Oo])(?!\w)"
    r"|(?<![\w+.,])[Oo][1-9](?:[ .\-]?[\dOo]){8}(?!\w)"
    r"|(?<![\w+.,:|*;])0[67](?P<bar>[:|*=~]|[,;] ?)\d{2}(?:(?P=bar)\d{2}){3}"
    r"(?![\w:|*=~])(?!,\d)"
    r"|(?<![\w+.,])[Oo0][67][ .\-]?(?=[\dOo .\-]{0,12}[Il])(?:[\dOoIl][ .\-]?){7}[\dOoIl](?!\w)"
    r"|(?<![\w+.,])0[67](?=[ .\-])(?![ .\-]\d\d[ .\-](?:19|20)\d\d)"
    r"(?:[ .\-]{0,2}\d){8}(?!\w)(?! ?[.\-]?\d))"
)
PLAIN = re.compile(rf"(?<![\w+.,\-/])\d{{8,11}}{_END}(?!-)")
MOBILE = re.compile(r"\(?0[67]\)?(?:[ .\-/_:|]{1,3}\d{2,5}){1,4}")
#: Cut anywhere: a mobile unless the header says that it numbers something else.
CUT_MOBILE = re.compile(
    r"\(?0[67]\)?(?=[^\n]*[ .\-/_:|])(?:[ .\-/_:|]{0,3}\d){8}"
    r"|0[ .\-_]{1,2}[67](?:[ .\-_]{1,2}\d){8}"
)
#: With the country's code and without the plus sign.
CODED_MOBILE = re.compile(r"33[ .\-]?(?:\(0\))?[67](?:[ .\-]?\d){8}")
DATES = re.compile(
    r"\d{1,2}[/.\-]\d{1,2}[/.\-](?:19|20)\d{2}(?!\d)"
    r"|(?:19|20)\d{2}[/.\-](?:0[1-9]|1[0-2])[/.\-](?:0[1-9]|[12]\d|3[01])(?!\d)"
)
#: What `GROUPED` finds and `MOBILE` makes certain.
MOBILE_GROUPS = re.compile(r"(?<![\w+.,])\(?0[67]\)?(?:[ .\-/]{1,2}\d{2,4}){2}")
#: What `left_out` takes for a mobile.
NINE_DIGITS = re.compile(
    r"(?<![\w+.,])[67](?:\d{8}|(?:[ .\-]\d{2}){4}|\d{2}(?:[ .\-]\d{3}){2})(?![\w])"
)
#: A mobile of the United Kingdom, as people group it there.
BRITISH = re.compile(r"(?<![\w+.,])07\d{3}[ \-]\d{6}(?![\w])(?![.,]\d)")
#: Right behind a capitalised word, as a name is.
BESIDE = re.compile(r"[A-ZÀ-Ý][^\W\d_]+\.?\s?[,;:(/–—\-]?\s?\(?[2-9](?:[ .\-]{0,2}\d){8,9}(?!\d)")
SIEVE = Sieve(INTERNATIONAL, TRUNK, TRUNK_RUN, SPELT, CODED, GROUPED, HALVES, PLAIN)
#: Landlines of La Réunion, Mayotte, Guadeloupe, Guyane, Martinique, Saint-Pierre-et-Miquelon, each
#: with a plan of its own in libphonenumber.
OVERSEAS_LINE = re.compile(r"0(?:26[239]|59[046]|508)\d{6}")
#: A mobile number of France and its overseas departments, whoever holds the block today.
OVERSEAS = re.compile(r"(?:0033|\+33|0)[67]\d{8}")
#: Words right before a number that say what it is.
SAID = re.compile(
    r"(?:\b(?:tel\w*|portable|port|mobile|mob|gsm|phone|movil|celular|cel|whatsapp|wsp|wpp|zalo"
    r"|viber"
    r"|telefono|telf|tlf|tfno|fono|sdt|dt|dien thoai|goi|lien he|hatif|sms|fax"
    r"|(?:dejo|dejaron|deja|laisse|laissant|left|deixou|donne|dio|da)"
    r" (?:(?:el|su|un|le|son|his|her|o|seu) )?(?:numero|number|nro|num)"
    r"|(?:celular|movil|portable|telephone|telefono|gsm|mobile|telefoon|telemovel|cell?)"
    r" (?:del?|d'|of|van|do|da|cua)\W?(?:\w+\W+){0,2}\w+"
    r"|joignable|rappeler|rappelez|appeler|llam(?:ar|o|e|a|aron|amos|ada)|bel|contest[ae]n?|responden?|repond(?:ent|re)?"
    r"|reponse|answers?|answering|bereikbaar|atende|contacte[rz]?|contactar|contact[oe]?|joindre"
    r"|prevenir|avisar|localizable|(?:ال)?(?:هاتف|جوال|محمول)(?:ي|ه|ها|نا|هم)?)\b|☎|📞|📱)\W*(?:\w{1,3}\W+)?$"
    r"|\w\W{1,2}(?:ou au|o al|ou ao|of op|or on)\s$"
)
#: A French mobile without its first 0, as spreadsheets leave it.
_LEFT_OUT = re.compile(r"[67]\d{8}|[67](?:[ .\-]\d{2}){4}|[67]\d{2}(?:[ .\-]\d{3}){2}")
#: The code of a country that people call from abroad, behind two zeroes.
ABROAD = re.compile(r"00(?:33|32|34|351|352|41|221|216|212|213|225|593|52|84)(?:[ .\-]?\d){8,}")
#: "… o al 5512345678": right before a number that one calls.
AT = re.compile(r"(?i)(?<!\w)(?:al|au|ao|op|on)\s$")
#: Set apart in a sentence, after a dash or in brackets.
ASIDE = re.compile(r"\w\W*[–—\-(,:]\s?$")
#: Letters that stand for digits in a number read from a form.
_TYPED = str.maketrans("OoIl", "0011")
_AROUND = re.compile(r"\d(?:[ .\-]?\d)*")


def left_out(text: str, found: str) -> bool:
    """Whether a number in a sentence, or beside another value, is a mobile without its first 0.

    One number in ten has a SIREN's key, as all of those have.
    """
    if not _LEFT_OUT.fullmatch(found) or siren.is_valid(compact(found)):
        return False
    return any(map(str.isalpha, text.replace(found, "", 1)))


def zeroed(found: str) -> str:
    """A number with the digit 0 where somebody wrote the letter."""
    return found.translate(_TYPED)


def readable(found: str, coded: bool) -> str:
    """A number as libphonenumber reads it: "(0)" after a country's code says nothing."""
    plain = re.sub(r"[_,;*|=~:]", " ", zeroed(found)).replace("(0)", "")
    return f"+{plain}" if coded else plain


def part_of_register_number(text: str, start: int, end: int) -> bool:
    """Whether the digits belong to a SIREN or SIRET, written with spaces."""
    offset = max(0, start - 20)
    for match in _AROUND.finditer(text, offset, end + 20):
        if match.start() > start:
            return False
        if match.end() >= end:
            digits = compact(match.group())
            if len(digits) == 14:
                return bool(siret.is_valid(digits))
            named = "siren" in fold(text[offset:start])
            return len(digits) == 9 and named and bool(siren.is_valid(digits))
    return False


__all__ = [
    "ABROAD",
    "ASIDE",
    "AT",
    "BESIDE",
    "BRITISH",
    "CODED",
    "CODED_MOBILE",
    "CUT_MOBILE",
    "DATES",
    "GROUPED",
    "HALVES",
    "INTERNATIONAL",
    "MOBILE",
    "MOBILE_GROUPS",
    "NINE_DIGITS",
    "OVERSEAS",
    "OVERSEAS_LINE",
    "PLAIN",
    "SAID",
    "SIEVE",
    "SPELT",
    "TRUNK",
    "TRUNK_RUN",
    "left_out",
    "part_of_register_number",
    "readable",
    "zeroed",
]
