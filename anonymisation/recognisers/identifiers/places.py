"""Where somebody lives, without a street: cadastral parcels, precise coordinates.

Alone they are a place; beside a person they are a home. The policy's `personal` says which.
"""

import re
from collections.abc import Iterator

from anonymisation.reading.text import fold
from anonymisation.recognisers.base import LIKELY, REACH, Hit, TextRecognizer
from anonymisation.recognisers.contacts.duty import names_somebody
from anonymisation.recognisers.homes.surroundings import behind


class ParcelRecognizer(TextRecognizer):
    """Cadastral parcels in a text: France "section AB n° 123", Spain's 20 characters."""

    ENTITIES = ("PARCEL",)
    _SECTION = r"(?:\d{3}\s?)?[A-Z]{1,2}\s?(?:n[°ºo]\.?\s*)?\d{1,4}"
    _NAMED = re.compile(
        r"(?:(?i:parcelles?|cadastr[eé]e?s?|section|r[eé]f(?:[eé]rences?)?\.? cad\w*))"
        r"(?:\s+(?i:cadastr[eé]e?s?|cadastrales?|section|sise|num[eé]ro|n[°ºo]\.?|n)\b\.?)*\s*:?\s*"
        rf"(?P<id>{_SECTION}(?:\s*(?:,|et|/)\s*{_SECTION})*)(?!\w)"
    )
    _SPAIN = re.compile(r"(?<!\w)\d{7}[A-Z]{2}\d{4}[A-Z](?:\d{4}[A-Z]{2})?(?!\w)")
    _TITLE = re.compile(
        r"(?<!\w)(?<!\d[ \-])(?:(?i:titre foncier)"
        r"|TF)\s*(?:n[°ºo]\.?\s*)?:?\s*(?P<id>\d{2,6}(?:\s?/\s?[A-Z]{1,3}|\s?/\s?\d{1,2})?)(?!\w)"
    )

    PATTERNS = (_NAMED, _SPAIN, _TITLE)

    def find(self, text: str) -> Iterator[Hit]:
        for pattern in (self._NAMED, self._TITLE):
            for match in pattern.finditer(text):
                if not _public_ground(text, match.end()):
                    yield Hit("PARCEL", match.start("id"), match.end("id"), LIKELY)
        for match in self._SPAIN.finditer(text):
            yield Hit("PARCEL", match.start(), match.end(), LIKELY)


#: A body that owns land for everybody, right behind a parcel: its ground is nobody's home.
_PUBLIC_OWNER = re.compile(
    r"\W{0,3}(?:(?:qui )?(?:est |reste |demeure )?(?:appartenant|appartient|relevant|releve"
    r"|classee?|incorporee?|versee?|propriete|proprietes|terrains?|dependance)"
    r" (?:a|au|aux|de|du|des|dans le|dans|a l'|de l')?\s?(?:la |le |l'|les )?)"
    r"(?:communes?|villes?|municipalite|communaute (?:de communes|d'agglomeration|urbaine)"
    r"|metropole"
    r"|departement|region|etat|domaine (?:public|prive communal|routier|maritime|fluvial)|voirie"
    r"|collectivite|syndicat (?:mixte|intercommunal|des eaux)|sncf|etablissement public foncier"
    r"|conservatoire du littoral|office national des forets)\b(?![^.;]*\b(?:et|ou|indivis\w*)\b)"
)


def _public_ground(text: str, end: int) -> bool:
    """Whether the words behind a parcel give it to a public body alone, and the text to nobody."""
    after = fold(text[end : end + REACH + REACH])
    return _PUBLIC_OWNER.match(after) is not None and not names_somebody(text)


_DEGREES = r"-?\d{1,3}[.,]\d{4,}"
_AXIS = r"(?:lat(?:itud[e]?)?|lon(?:g(?:itud[e]?)?)?|lng|[xy])"
_QUARTER = r"[NSEWOnsewo]"
#: Degrees with minutes, and seconds or parts of minutes.
_ARC = r"\d{1,3}\s?[°º]\s?\d{1,2}(?:[.,]\d+)?\s?['′](?:\s?\d{1,2}(?:[.,]\d+)?\s?(?:\"|″|''|'')?)?"
_MAPS = (
    r"(?:(?:www\.|maps\.)?google\.[a-z.]{2,6}/maps|maps\.google\.[a-z.]{2,6}|goo\.gl/maps"
    r"|maps\.app\.goo\.gl|(?:www\.)?(?:osm\.org|openstreetmap\.(?:org|fr))/|(?:www\.)?waze\.com/"
    r"|maps\.apple\.com|(?:www\.)?mappy\.com/|(?:w3w\.co|what3words\.com)/|plus\.codes/"
    r"|umap\.openstreetmap\.fr/)"
)


class CoordinatesRecognizer(TextRecognizer):
    """Where exactly something is (WGS 84), in the ways in which people write or share it.

    A pair of degrees with four decimals or more, degrees with minutes and seconds, well-known
    text, GeoJSON, a link to a point of a map, a plus code, a what3words address.
    """

    ENTITIES = ("COORDINATES", "ADDRESS")
    _PAIR = re.compile(
        r"(?<![\d.,])-?\d{1,2}[.,]\d{4,}\s?°?\s?[NSns]?\s?(?:[,;/| ]|lon(?:gitude|g)?\W"
        r"|lat(?:itude)?\W|y\b){1,6}\s?-?\d{1,3}[.,]\d{4,}(?:\s?°?\s?[EWOewo]\b)?(?![\d])"
    )
    #: "lat : 48.1234, lng = -1.6543", "X=48.12345 Y=-1.65432", "N 48.1234 W 1.6543".
    _NAMED = re.compile(
        rf"(?i)(?<![\w.]){_AXIS}[\"'.]*\s?[:=]?\s?[\"']?{_DEGREES}[\"']?\s?[,;/|&]?\s?(?:et|and|y)?\s?"
        rf"[\"']?{_AXIS}[\"'.]*\s?[:=]?\s?[\"']?{_DEGREES}(?!\d)"
        rf"|(?<!\w){_QUARTER}\s?{_DEGREES}\s?°?\s?[,;/]?\s?{_QUARTER}\s?{_DEGREES}(?!\d)"
    )
    _SECONDS = re.compile(
        rf"(?<![\d°])(?:(?<!\w){_QUARTER}\s?)?{_ARC}\s?{_QUARTER}?\s?[,;/\-]?\s{{0,2}}"
        rf"(?:(?<!\w){_QUARTER}\s?)?{_ARC}(?:\s?{_QUARTER}(?!\w))?"
    )
    _WKT = re.compile(
        r"(?i)(?:srid=\d+;)?\b(?:multi)?(?:point|linestring|polygon)\s?(?:zm?|m)?\s?"
        r"\((?=[\d\s,()\-]{0,12}\d[.,]\d{2})[\d\s.,()\-]{5,2000}\)"
    )
    _GEOJSON = re.compile(
        r"\{[^{}\[\]]{0,120}\"coordinates\"\s?:\s?\[{1,4}\s?-?\d{1,3}\.\d{4,}[^{}]{0,2000}\}"
    )
    _LINK = re.compile(
        rf"(?i)(?<!\w)(?:https?://)?{_MAPS}[^\s<>\"']*\d[^\s<>\"']*"
        r"|(?<!\w)(?:https?://)?(?:maps\.app\.goo\.gl|goo\.gl/maps|w3w\.co|what3words\.com)/[\w.\-%]+"
        r"|(?<!\w)geo:-?\d{1,2}\.\d{3,},-?\d{1,3}\.\d{3,}[^\s<>\"']*"
    )
    _PLUS = re.compile(
        r"(?<![\w+])(?=[2-9CFGHJMPQRVWX+]*\d|[2-9CFGHJMPQRVWX+]*[CFGHJMPQRVWX])"
        r"(?:[2-9CFGHJMPQRVWX]{4}){0,1}[2-9CFGHJMPQRVWX]{4}\+[2-9CFGHJMPQRVWX]{2,3}(?![\w+])"
    )
    _WORDS = re.compile(r"(?<![/:\w])///[^\W\d_]{2,20}\.[^\W\d_]{2,20}\.[^\W\d_]{2,20}(?!\w)")

    PATTERNS = (_PAIR, _NAMED, _SECONDS, _WKT, _GEOJSON, _LINK, _PLUS, _WORDS)

    def find(self, text: str) -> Iterator[Hit]:
        for pattern in self.PATTERNS:
            for match in pattern.finditer(text):
                if pattern is not self._PLUS or _plus_code(match.group()):
                    around = text[max(0, match.start() - REACH) : match.start()]
                    mine = _MINE.search(fold(around)) or behind(text, match.end())
                    entity = "ADDRESS" if mine else "COORDINATES"
                    yield Hit(entity, match.start(), match.end(), LIKELY)


#: Where somebody says to live.
_MINE = re.compile(
    r"\b(?:(?:ma|sa|notre|leur) (?:maison|porte|residence)|(?:mon|son|notre|leur) (?:domicile"
    r"|logement|jardin|portail|adresse|immeuble)|chez (?:moi|nous|lui|elle|eux|m\.|mme)"
    r"|j'habite|habite|domicile|(?:mi|su|nuestra) (?:casa|domicilio)|vivo|nha toi"
    r"|my (?:house|home|place)|mijn huis|bij ons thuis)\b"
)


def _plus_code(found: str) -> bool:
    """Letters and digits both: a sum or a reference has only one kind."""
    return any(map(str.isdigit, found)) and any(map(str.isalpha, found))


__all__ = ["CoordinatesRecognizer", "ParcelRecognizer"]
