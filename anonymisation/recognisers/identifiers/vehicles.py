"""Number plates of the partner countries (France: SIV of 2009 and FNI before it)."""

import re
from collections.abc import Iterator
from typing import ClassVar

from anonymisation.reading.arabic import key
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


#: A reference goes on where a plate ends: "REQ-2023-63670".
_GOES_ON = re.compile(r"[\-/_]\d")
#: How far before a plate the words for its vehicle are read.
_REACH = 60
#: Vehicles of a service or a firm, by their word right before the plate: nobody's own.
_OFFICIAL = re.compile(
    r"(?<!\w)(?:(?:coches?|vehiculos?|furgonetas?|furgon|camion(?:eta)?|motos?|unidad|turismo) "
    r"(?:patrulla|oficial|policial|municipal|institucional|de (?:la |el |su )?(?:empresa"
    r"|servicio|patrulla"
    r"|policia(?: (?:local|municipal|nacional))?|ayuntamiento|bomberos|guardia civil|municipio))"
    r"|patrullero|(?:voitures?|vehicules?|fourgons?|camions?|motos?|bennes?|engins?|tracteurs?"
    r"|minibus|navettes?|utilitaires?|nacelles?|tondeuses?|pick-?ups?) (?:de (?:service"
    r"|patrouille|police"
    r"|fonction|societe|l'entreprise|la societe|la commune|la ville)|(?:municip|commun|intercommun"
    r"|departement|metropolit)(?:a(?:l|le|les|ux)|aine?s?)|d'entreprise"
    r"|serigraphiee?)|(?:police|patrol|company|council|fleet) (?:car|van|vehicle|truck)"
    r"|viatura (?:policial|municipal|oficial|da empresa)|(?:dienst|politie"
    r"|bedrijfs)(?:voertuig|wagen|auto)"
    r"|xe (?:tuan tra|cong vu|canh sat|cong an|cua cong ty)"
    # Machines of works and of cleaning, that nobody has at home; what a body hires and fuels.
    r"|nacelles?|balayeuses?|laveuses?|saleuses?|hydrocureu(?:r|se)s?|epareuses?|bennes? a ordures"
    r"|(?:locations? (?:(?:de )?longue duree|lld)|lld|credit-bail)(?: d(?:'un|es|e|u))?"
    r" (?:vehicules?|fourgons?|camions?|utilitaires?)"
    r"|^carburants?(?: (?:pour|du|de))? (?:vehicules?|fourgons?|camions?|utilitaires?))"
    r"(?:,? ?\(?(?:con |de )?(?:matricula|placas?|immatriculee?s?|immat\.?|plaque|bien so|reg\.?))?"
    r" ?(?:n[°o]\.?|:)? ?$"
)
#: A town's vehicle, told by whose it is right behind the plate, which ends what is said of it.
_ENGINE = re.compile(
    r"(?<!\w)(?:engins?|camions?|camionnettes?|fourgons?|bennes?|tracteurs?|balayeuses?|minibus"
    r"|vehicules?|utilitaires?|voitures?|nacelles?|tondeuses?|saleuses?|camion(?:eta)?|vehiculo"
    r"|furgoneta)(?: immatriculee?s?)?,? ?$"
)
_OF_TOWN = re.compile(
    r" (?:de la (?:ville|mairie|commune|metropole|municipalite|police municipale)|de l'agglo\w*"
    r"|du (?:departement|service (?:technique|voirie|proprete|eaux?)|ccas|syndicat)"
    r"|des (?:services techniques|espaces verts)|del (?:ayuntamiento|municipio)|de la alcaldia)"
    r"(?=\s*(?:$|[.,;:!?)]))"
)


def of_fleet(text: str, start: int, end: int) -> bool:
    """Whether the words beside a plate make it a town's, a service's or a firm's vehicle."""
    before = _FIRST.sub("", re.sub(r"\s+", " ", fold(text[max(0, start - _REACH) : start])))
    if _OFFICIAL.search(before):
        return True
    return bool(_ENGINE.search(before) and _OF_TOWN.match(fold(text[end : end + _REACH])))


#: From which score on a plate tells what stands beside it.
_SURE_ENOUGH = 0.35
#: Two vehicles of one accident, of one round: "AB-123-CD (Nina Vardon) et 1234 XY 56".
_BESIDE = re.compile(r"(?i)(?: ?\([^()]{2,40}\))?(?: (?:et|y|and|en|e|và|contre|contra|/) |, ?|/)")
#: What nothing but a plate is written as, where another stands beside it.
_PLATE = re.compile(
    rf"(?i:{_SIV % ('[ -]?', '[ -]?')})"
    r"|[1-9]\d{0,3}[ -]?[A-HJ-NP-TV-Z]{2,3}[ -]?(?:\d\d|2[AB]|97\d)"
    r"|[A-Z]{2}[ -]\d{4}[ -][A-Z]{1,2}|[1-9]-[A-Z]{3}-\d{3}"
)


def _joined(text: str, one: Hit, other: Hit) -> bool:
    """Whether a shape stands beside a plate, joined to it: it is a plate too."""
    first, last = (one, other) if one.start < other.start else (other, one)
    if not 0 < last.start - first.end <= _REACH or not _PLATE.fullmatch(text, *one[1:3]):
        return False
    return bool(_BESIDE.fullmatch(text, first.end, last.start))


#: The first figure of a Belgian plate, where its letters were found alone.
_FIRST = re.compile(r"(?<!\w)[1-9]-$")


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
        # "de 9 a 14 h": hours
        (
            r"(?!\d{1,2} [aAyY] \d\d)\d{1,4}[ \-]?"
            r"[A-HJ-NP-TV-Za-hj-np-tv-z]{1,3}[ \-]?(?:\d{2}|2[ABab]|97\d)",
            WEAK,
        ),
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
        (r"\d{2}[ \-]?[A-HJ-NP-TV-Z]{1,2}[ \-]?\d{4}", WEAK),  # Burkina Faso
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
        (r"\d{1,3}\s?(?:tu|TUN?(?:IS(?:IE)?)?\.?N?|TN|[Tt]unis|تونس)\s?\d{1,4}|RS\s?\d{3,6}", WEAK),
        # Britain, Ireland
        (r"[A-HJ-PR-Y][A-HJ-PR-Z]\d{2} ?[A-HJ-PR-Z]{3}|[0-4]\d[12]?-[A-Z]{1,2}-\d{1,6}", WEAK),
        (r"[A-HJ-NPR-Z][A-HJ-NPR-Z\d]{12}\d{4}", WEAK),  # of the chassis (ISO 3779)
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
        r"|v[lu]|vul|2rm|edpm|suv|4x4|pick-up|citadines?|monospaces?|cabriolets?"
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
        "BF": re.compile(r"(?<![\w\-])\d{2}[ \-][A-HJ-NP-TV-Z]{2}[ \-]\d{4}(?![\w\-])"),
        "SN": re.compile(r"(?<![\w\-])[A-Z]{2}[ \-]\d{4}[ \-][A-Z]{1,2}(?![\w\-])"),
        "ES": re.compile(
            r"(?<![\w\-])(?!(?:19|20)\d\d\s)"
            r"(?:\d{4}[ \-]?[BCDFGHJ-NPRSTV-Z]{3}|\d{4}-?[bcdfghj-nprstv-z]{3})(?![\w\-])"
        ),
        "MA": re.compile(r"(?<![\w\-/|])\d{3,5}\s?[\-|]\s?[A-Z]\s?[\-|]\s?\d{1,2}(?![\w\-])"),
        "MX": re.compile(r"(?<![\w\-])[A-Z]{3}-\d{3}-[A-Z](?![\w\-])"),
        "TN": re.compile(
            r"(?<![\w\-])\d{3}\s?(?:tu|TU(?:N(?:IS(?:IE)?)?)?|[Tt]unis)\s?\d{1,4}(?![\w\-])"
        ),
    }
    _THING = re.compile(
        r"\b(?:lot|marche|ref|reference|article|modele|armoire|dossier|code|codigo|expediente"
        r"|commande|produit"
        # A vehicle may be stopped too: only an order is read, taken or issued.
        r"|(?<=l')arrete|(?<=voir )arrete|(?<=vu )arrete|(?<=par )arrete|deliberation|convention"
        r"|lampadaire|candelabre|luminaire|point lumineux|points? d'eclairage|mat|poteau|potelet"
        r"|borne|section|parcelle|bon|devis|facture|exp|dwg|norme)\W*(?:n[°o]?\W*)?$"
    )
    #: Said to be a plate, whatever its letters are: "matrícula 1234 AEI".
    _NAMED = re.compile(
        r"(?<!\w)(?i:matr[íi]culas?|plac?as?|plaques?|immat(?:riculation|ricul[ée]e?s?|\.)?"
        r"|nummerplaat|kenteken|bi[ểe]n s[ốo])\s?(?:n[°º]|:)?\s?"
        r"(?P<plate>(?=[A-Z\d .\-]{0,9}\d{2})(?=[\d .\-]{0,5}[A-Z])[A-Z\d]{1,4}"
        r"(?:[ .\-]?[A-Z\d]{1,4}){1,2})(?![\w\-])"
    )
    #: Taken away, shared on the way to a course, come with to a market: "Enlèvement AB123CD".
    _COME_WITH = re.compile(
        r"(?i)(?<!\w)(?:(?:enl[èe]vement|mise en fourri[èe]re)s?"
        r"(?: (?:d[eu]|de la|de l['’]|d['’]une?|v[ée]hicule|voiture|vl|vul))*"
        r"|co-?voitur(?:age|[ée]e?)s?[^\n.;()]{1,40}\("
        r"|accroch[ée]e?s?[^\n.;]{0,60}? par\s{0,2}"
        r"|(?:exposante?|forain|commer[çc]ante?|marchande?|vendeu(?:r|se)|ambulante?)s?"
        r"\s[^\n.;]{3,60},)\s?"
        rf"(?P<plate>{_SIV % ('[ -]?', '[ -]?')}|\d{{1,4}}[ -]?[A-HJ-NP-TV-Z]{{2,3}}[ -]?\d{{2}}"
        r"|[1-9]-[A-Z]{3}-\d{3}|[A-Z]{2}-\d{4}-[A-Z]{1,2})(?![\w\-])"
    )
    #: "9h30", "18g00" in Vietnamese.
    _HOUR = re.compile(r"(?:[01]?\d|2[0-4]) ?[hHg] ?[0-5]\d")
    #: A word and a number: "mai 2024", "les 2024".
    _COUNTED = re.compile(
        r"(?:les|des|mai|rue|lot|bus|del|los|las|par|sur|ref|tel|the|and|for|van|het|een|abr|ene|feb"
        r"|mar|jun|jul|ago|sep|oct|nov|dic|jan|fev|avr|dec|cap|art|num|nro|pag|reg|vol|est|son|com|aux"
        r"|qui|une|non|ses|nos|vos|mes|tes|ces|que|con|por|sin|box|vil|km|lac)[ \-]?\d{3,4}"
    )
    HEADER = re.compile(
        r"\b(?:immatriculations?|plaques?|immat\w*|matriculas?|placas?|plates?"
        r"|bien (?:so|kiem soat)|bks"
        r"|nummerplaat|kenteken|matrikula|vin|chassis|bastidor|vehicules?|voitures?|autos?|motos?|scooters?|vehiculos?"
        r"|coches?|carros?|vehicles?|cars?|voertuig\w*|ibilgailu\w*|xe|bien xe|sayara)\b"
    )

    #: A vehicle of a commune or of a public service, in Arabic: "شاحنة البلدية".
    _PUBLIC = re.compile(
        r"(?:شاحن|سيار|جرار|حافل|عرب|الي|دراج|جراف|ناقل|شفاط|مركب)(?:ه|ات|ت|ي)?"
        r"(?: (?:ال)?(?:ضاغط|نفاي|اداري|مصلح|خدم|وظيف|نظاف|نقل|جمع|فضلات|رفع|كنس)\w*){0,2}"
        r" (?:ل?ل|ال|تابعه لل|التابعه لل)?(?:بلدي|جماع|ولاي|معتمدي|عمال|حماي(?:ه|ة) (?:ال)?مدني"
        r"|وقاي(?:ه|ة) (?:ال)?مدني|اسعاف|شرط|حرس (?:ال)?وطني|درك|امن (?:ال)?وطني|ستاغ|صوناد"
        r"|وزار|ادار)ه?(?: ال(?!سيار|شاحن|دراج|مواطن|جار|مشتك)\w+)?"
        r"(?: (?:ذات|تحت|رقم|عدد|الرقم|المنجمي\w*|لوح\w+|ترقيم\w*)){0,3}"
        r"\W*$"
    )

    def find(self, text: str) -> Iterator[Hit]:
        """Shapes that are no count and no hour, and what is said to be a plate."""
        found = [*self._said(text), *self._shaped(text)]
        sure = [hit for hit in found if hit.score >= _SURE_ENOUGH]
        for hit in found:
            near = hit.score < _SURE_ENOUGH and any(_joined(text, hit, one) for one in sure)
            yield hit._replace(score=LIKELY) if near else hit

    def _shaped(self, text: str) -> Iterator[Hit]:
        for hit in super().find(text):
            if self._COUNTED.fullmatch(text, hit.start, hit.end) or self._HOUR.fullmatch(
                text, hit.start, hit.end
            ):
                continue
            if _GOES_ON.match(text, hit.end):
                continue
            if self._PUBLIC.search(key(text[max(0, hit.start - 60) : hit.start])):
                continue
            before = fold(text[max(0, hit.start - 20) : hit.start])
            if not self._THING.search(before) and not of_fleet(text, hit.start, hit.end):
                yield hit._replace(score=max(hit.score, self._at_home(text[hit.start : hit.end])))

    def _said(self, text: str) -> Iterator[Hit]:
        """What is said to be a plate, or stands where somebody's vehicle is told by it."""
        for pattern in (self._NAMED, self._COME_WITH):
            for match in pattern.finditer(text):
                start, end = match.span("plate")
                if not of_fleet(text, start, end):
                    yield Hit("LICENSE_PLATE", start, end, LIKELY)

    def _at_home(self, found: str) -> float:
        own = self._OWN.get(self.country)
        return 0.4 if own is not None and own.fullmatch(found) else 0.0

    def patterns(self, threshold: float) -> tuple[Patterns, Patterns]:
        """The shapes; those of the table's own country need no help."""
        alone, helped = super().patterns(threshold)
        own = self._OWN.get(self.country)
        named = (*alone, self._NAMED, self._COME_WITH)
        return (named if own is None else (*named, own)), helped


__all__ = ["PlateRecognizer", "of_fleet"]
