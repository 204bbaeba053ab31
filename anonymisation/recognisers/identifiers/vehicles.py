"""Number plates of the partner countries (France: SIV of 2009 and FNI before it)."""

import re
from collections.abc import Iterator
from typing import ClassVar

from anonymisation.reading.text import fold
from anonymisation.recognisers.base import (
    CODE_HEADERS,
    LIKELY,
    WEAK,
    Hit,
    ShapeRecognizer,
    compile_all,
)
from anonymisation.recognisers.conditions.patterns import Patterns

_L = "[A-HJ-NP-TV-Z]"
_SIV = rf"{_L}{{2}}%s\d{{3}}%s{_L}{{2}}"
#: Parted, or typed small in one piece: written as little else is, in France.
_SIV_PARTED = _SIV % (r"[ .\-]", r"[ .\-]")
_FNI_PARTED = (
    r"(?!\d{3} (?:LED|MAX|MIN|EUR|KWH|HAB|TTC|NET|LOT|PCS|DPI|RUE))"
    r"[1-9]\d{2} [A-HJ-NP-TV-Z]{3} \d{2}"
)
_SIV_SMALL = _SIV.lower() % ("", "")


class PlateRecognizer(ShapeRecognizer):
    """Number plates: only the current French one with hyphens says alone what it is."""

    ENTITIES = ("LICENSE_PLATE",)
    SHAPES = compile_all(
        (_SIV % ("-", "-"), LIKELY),
        (_SIV % (r"[ .\-_]{0,3}", r"[ .\-_]{0,3}"), WEAK),
        (
            _SIV.lower().replace("a-hj-np-tv-z", "a-hj-np-tv-z")
            % (r"[ .\-_]{0,3}", r"[ .\-_]{0,3}"),
            WEAK,
        ),
        (r"\d{1,4}[ \-]?[A-HJ-NP-TV-Za-hj-np-tv-z]{1,3}[ \-]?(?:\d{2}|2[ABab]|97\d)", WEAK),
        # Belgium
        (r"[1-9]-[A-Z]{3}-\d{3}", LIKELY),
        (r"[1-9][ .\-]?[A-Za-z]{3}[ .\-]?\d{3}", WEAK),
        # Spain
        (r"\d{4} ?-? ?[BCDFGHJ-NP-TV-Z]{3}", WEAK),
        # New Caledonia, Polynesia
        (r"\d{2,3} ?\d{3} ?(?:NC|P)", WEAK),
        (r"\d{4}[ \-]?[bcdfghj-nprstv-z]{3}|[A-Z]{1,2}[ \-]?\d{4}[ \-]?[A-Z]{1,2}", WEAK),
        # Senegal, Ecuador, Mexico, Viet Nam, Morocco, Tunisia
        (r"[A-Z]{2}[ \-]?\d{3,4}[ \-]?[A-Z]{1,2}", WEAK),
        (
            r"[A-Za-z]{3}[ \-]?\d{3,4}|[A-Z]{3}[ \-]?\d{2,3}[ \-]?[A-Z\d]{1,2}"
            r"|[A-Z]{3}-\d{2}-\d{2}|[A-Z]\d{2}[ \-]?[A-Z]{3}",
            WEAK,
        ),
        # The same as they are typed: small, the hyphens kept
        (
            r"[a-z]{2}-\d{3,4}-[a-z]{1,2}|[a-z]{3}-\d{2}-\d{2}|[a-z]{3}-\d{2,3}-[a-z\d]{1,2}"
            r"|\d{3,5}-[a-z]-\d{1,2}|\d{2}[a-z]\d?-\d{3}\.?\d{2}",
            WEAK,
        ),
        (r"\d{2}[ \-]?[A-Z]{1,2}\d?[ \-]?\d{3}[.\-]?\d{2}|\d{2}[A-Z]\d?[ \-]?\d{4,5}", WEAK),
        (r"\d{1,5} ?[\-|/ ]? ?(?:[A-Z]|[اأبجدوط]|هـ?) ?[\-|/ ]? ?\d{1,2}", WEAK),
        (r"\d{1,3}\s?(?:tu|TUN?(?:IS(?:IE)?)?\.?N?|تونس)\s?\d{1,4}|RS\s?\d{3,6}", WEAK),
        # Written as nothing else is
        (
            r"\d{2,3}\s?تونس\s?\d{1,4}|\d{3,5}\s[اأبجدوطه]ـ?\s\d{1,2}"
            r"|\d{1,5}\s?[|\-]\s?(?:[اأبجدوط]|هـ?)\s?[|\-]\s?\d{1,2}",
            LIKELY,
        ),
        (r"\d{2}[ \-]?[A-Z]\d?[ \-]\d{3}\.\d{2}", LIKELY),
    )
    _WORDS: ClassVar[str] = (
        r"\b(?:ambulances?|ambulancias?|ambulancia|vsav|bennes?|minibus|pick-?ups?|camionetas?"
        r"|volquetas?|tracto(?:r|pelle)s?|immatricul\w*|immat|plaques?|veh|vehicules?|voitures?|automobiles?|scooters?|motos?"
        r"|camionn\w*"
        r"|camion|fourgon\w*|utilitaires?|berlines?|cyclomoteurs?|matriculas?|matriculad[oa]"
        r"|vehiculos?"
        r"|coches?|placas?|motocicletas?|furgonetas?|carros?|plates?|cars?|renault|peugeot|citroen"
        r"|dacia|toyota|volkswagen|ford|seat|fiat|opel|kia|hyundai|nissan|mercedes|bmw|audi"
        r"|suzuki|chevrolet"
        r"|clio|twingo|kangoo|208|golf|taxi|fourriere|stationne\w*|estacionad\w*|aparcad\w*|garee?"
        r"|velomoteurs?|mobylettes?|remorques?|caravanes?|camping[- ]?cars?|quads?|tracteurs?"
        r"|motards?"
        r"|deux[- ]roues|immatr\w*|bromfiets\w*|aanhangwagen|voertuig\w*|ibilgailu\w*|remolque"
        r"|bien so|xe may|o to|xe|bien kiem soat|nummerplaat|matrikula|epave|ventouse|camioneta"
        r"|auto|accident\w*|accrochage\w*|collision\w*|percut\w*|heurt\w*|carambolage"
        r"|cartes? grises?|conduct(?:eur|rice)s?|chauffeurs?|automobilistes?|pare[- ]?brise"
        r"|depann\w*|remorqu\w*|verbalis\w*|delit de fuite|macaron"
        r"|horodateur|accidente\w*|choque\w*|colision\w*|atropell\w*|conductor\w*"
        r"|grua|multad\w*|vado|ongeval\w*|aanrijding\w*|bestuurder\w*|takeldienst"
        r"|v[lu]|vul|2rm|edpm"
        r"|pneus?|jantes?|crevaisons?|creve\w*|roues?|exces de vitesse|vitesse excessive"
        r"|chauffards?"
        r"|retroviseurs?|carrosseries?|capot|pare[- ]?chocs?|flashe\w*|neumaticos?|llantas?|ruedas?"
        r"|pinchazos?|exceso de velocidad|autobanden|banden|snelheid|tyres?|wheels?|speeding|lop xe"
        r"|pneumaticos?|excesso de velocidade"
        r"|crash\w*|driver\w*|parked|towed|acidente\w*|viaturas?|tai nan|bien xe|dau xe"
        r"|taxistas?|chofer(?:es)?|unidad(?=\W*$)|triporteurs?|tricycles?|triciclos?|mototaxis?|mototaxistas?|bakfiets|trottinettes?)\b"
        r"|\b(?:autobus|bus|buseta|microbus|minibus|autocars?|car rapide|ndiaga ndiaye|colectivo"
        r"|combi|xe buyt)\W*(?:n[°o]?\W*)?$"
    )
    CUES = re.compile(_WORDS)
    AGAINST = CODE_HEADERS
    #: Forms that are plates rather than codes in the country that uses them.
    _OWN: ClassVar[dict[str, re.Pattern[str]]] = {
        "FR": re.compile(rf"(?<![\w\-])(?:{_SIV_PARTED}|{_FNI_PARTED}|{_SIV_SMALL})(?![\w\-])"),
        "SN": re.compile(r"(?<![\w\-])[A-Z]{2}[ \-]\d{4}[ \-][A-Z]{1,2}(?![\w\-])"),
        "ES": re.compile(
            r"(?<![\w\-])(?!(?:19|20)\d\d\s)"
            r"(?:\d{4}[ \-]?[BCDFGHJ-NPRSTV-Z]{3}|\d{4}-?[bcdfghj-nprstv-z]{3})(?![\w\-])"
        ),
        "MA": re.compile(r"(?<![\w\-/|])\d{3,5}\s?[\-|]\s?[A-Z]\s?[\-|]\s?\d{1,2}(?![\w\-])"),
        "MX": re.compile(r"(?<![\w\-])[A-Z]{3}-\d{3}-[A-Z](?![\w\-])"),
        "TN": re.compile(r"(?<![\w\-])\d{3}\s?(?:tu|TU(?:N(?:IS(?:IE)?)?)?)\s?\d{1,4}(?![\w\-])"),
    }
    _THING = re.compile(
        r"\b(?:lot|marche|ref|reference|article|modele|armoire|dossier|code|codigo|expediente"
        r"|commande|produit"
        r"|borne|section|parcelle|bon|devis|facture|exp|dwg|norme)\W*(?:n[°o]?\W*)?$"
    )
    #: Said to be a plate, whatever its letters are: "matrícula 1234 AEI".
    _NAMED = re.compile(
        r"(?<!\w)(?i:matr[íi]culas?|plac?as?|plaques?|immat(?:riculation|ricul[ée]e?s?|\.)?"
        r"|nummerplaat|kenteken|bi[ểe]n s[ốo])\s?(?:n[°º]|:)?\s?"
        r"(?P<plate>(?=[A-Z\d .\-]{0,9}\d{2})(?=[\d .\-]{0,5}[A-Z])[A-Z\d]{1,4}"
        r"(?:[ .\-]?[A-Z\d]{1,4}){1,2})(?![\w\-])"
    )
    #: "9h30", "18g00" in Vietnamese.
    _HOUR = re.compile(r"(?:[01]?\d|2[0-4]) ?[hHg] ?[0-5]\d")
    #: A word and a number: "mai 2024", "les 2024".
    _COUNTED = re.compile(
        r"(?:les|des|mai|rue|lot|bus|del|los|las|par|sur|ref|tel|the|and|for|van|het|een|abr|ene|feb"
        r"|mar|jun|jul|ago|sep|oct|nov|dic|jan|fev|avr|dec|cap|art|num|nro|pag|vol|est|son|com|aux"
        r"|qui|une|non|ses|nos|vos|mes|tes|ces|que|con|por|sin|box|vil|km|lac)[ \-]?\d{3,4}"
    )
    HEADER = re.compile(
        r"\b(?:immatriculations?|plaques?|immat\w*|matriculas?|placas?|plates?"
        r"|bien (?:so|kiem soat)|bks"
        r"|nummerplaat|kenteken|matrikula|vehicules?|voitures?|autos?|motos?|scooters?|vehiculos?"
        r"|coches?|carros?|vehicles?|cars?|voertuig\w*|ibilgailu\w*|xe|bien xe|sayara)\b"
    )

    def find(self, text: str) -> Iterator[Hit]:
        """Shapes that are no count and no hour, and what is said to be a plate."""
        for match in self._NAMED.finditer(text):
            yield Hit("LICENSE_PLATE", *match.span("plate"), LIKELY)
        for hit in super().find(text):
            if self._COUNTED.fullmatch(text, hit.start, hit.end) or self._HOUR.fullmatch(
                text, hit.start, hit.end
            ):
                continue
            if not self._THING.search(fold(text[max(0, hit.start - 20) : hit.start])):
                yield hit._replace(score=max(hit.score, self._at_home(text[hit.start : hit.end])))

    def _at_home(self, found: str) -> float:
        own = self._OWN.get(self.country)
        return 0.4 if own is not None and own.fullmatch(found) else 0.0

    def patterns(self, threshold: float) -> tuple[Patterns, Patterns]:
        """The shapes; those of the table's own country need no help."""
        alone, helped = super().patterns(threshold)
        own = self._OWN.get(self.country)
        named = (*alone, self._NAMED)
        return (named if own is None else (*named, own)), helped


__all__ = ["PlateRecognizer"]
