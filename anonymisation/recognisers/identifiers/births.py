"""Dates of birth in sentences: a date, a month or a year after the words of birth."""

import re
from collections.abc import Iterator

from anonymisation.recognisers.base import CUE, LIKELY, WEAK, Hit, TextRecognizer
from anonymisation.recognisers.conditions.screen import Conditions
from anonymisation.recognisers.persons.words.likeness import looks_like_person

_MONTHS = (
    r"(?:janvier|janv|f[eé]vrier|f[eé]vr|mars|avril|avr|mai|juin|juillet|juil|ao[uû]t|septembre"
    r"|sept|octobre|oct"
    r"|novembre|nov|d[eé]cembre|d[eé]c|enero|ene|febrero|feb|marzo|mar|abril|abr|mayo|may|junio"
    r"|jun|julio|jul"
    r"|agosto|ago|septiembre|setiembre|sep|octubre|noviembre|diciembre|dic"
    r"|january|february|march|april|june|july|august|september|october|november|december"
    r"|januari|februari|maart|mei|juni|juli|augustus|oktober"
    r"|urtarril\w*|otsail\w*|martxo\w*|apiril\w*|maiatz\w*|ekain\w*|uztail\w*|abuztu\w*|irail\w*"
    r"|urri\w*"
    r"|azaro\w*|abendu\w*|janeiro|fevereiro|mar[cç]o|maio|junho|julho|setembro|outubro|dezembro"
    # Tunisia and Algeria, Morocco, Egypt, the Levant
    r"|جانفي|فيفري|مارس|[أا]فريل|ماي|جوان|جويلية|[أا]وت|سبتمبر|[أا]كتوبر|نوفمبر|ديسمبر"
    r"|يناير|فبراير|[أا]بريل|مايو|يونيو|يوليوز?|غشت|[أا]غسطس|شتنبر|نونبر|دجنبر"
    r"|كانون (?:الثاني|الأول)|شباط|[آا]ذار|نيسان|[أا]يار|حزيران|تموز|[آا]ب|[أا]يلول"
    r"|تشرين (?:الأول|الثاني))\.?"
)
_DAYS = (
    r"(?:premier|deux|trois|quatre|cinq|six|sept|huit|neuf|dix(?:[- ](?:sept|huit|neuf))?|onze"
    r"|douze|treize|quatorze"
    r"|quinze|seize|vingt(?:[- ](?:et[- ])?(?:une?|deux|trois|quatre|cinq|six|sept|huit|neuf))?"
    r"|trente(?:[- ]et[- ]une?)?"
    r"|primero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce"
    r"|quince|diecis[eé]is"
    r"|dieci\w+|veinte|veinti\w+|treinta(?: y uno)?)"
)
_YEARS = (
    r"(?:\d{4}|\d{2}(?!\d)|mil neuf cent(?:[ \-][a-z]+){0,5}|deux mille(?:[ \-][a-z]+){0,3}"
    r"|mil novecientos(?: [a-z]+){0,3}|dos mil(?: [a-z]+){0,3})"
)
DATE = (
    r"(?:(?:19|20)\d{6}|[0-3]\d[01]\d(?:19|20)\d{2}"
    r"|\d{1,2}\s?[/.\- \\]\s?\d{1,2}\s?[/.\- \\]\s?(?:\d{4}|\d{2})|\d{4}[/.\-]\d{1,2}[/.\-]\d{1,2}"
    rf"|\d{{1,2}}(?:er|º|°)?[\s\-]+(?:de\s+)?{_MONTHS}[\s\-]+(?:de(?:l)?\s+)?{_YEARS}"
    rf"|{_DAYS}\s+(?:de\s+)?{_MONTHS}\s+(?:de(?:l)?\s+)?{_YEARS}"
    rf"|{_MONTHS}\s+\d{{1,2}},?\s+\d{{4}}|\d{{1,2}}\s+du\s+\d{{1,2}}\s+\d{{4}}"
    rf"|\d{{4}}ko\s+{_MONTHS}\s+\d{{1,2}}\w*"
    r"|ngày\s+\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})"
)
#: A birth told by its month or its year only.
_PART = rf"(?:{_MONTHS}\s+(?:de(?:l)?\s+)?\d{{4}}|\d{{1,2}}[/.]\d{{4}}|(?:18|19|20)\d{{2}})"
_WORDS = (
    r"n[eé]\(?[·.]?e?\)?s?(?:[\(.·]e[\).]?)?|naissance|naiss\.?|ddn|d\.d\.n\.|d\.n\."
    r"|nacid[oa]s?(?:\(a\))?|naci[oó]"
    r"|nacimiento|f\.?\s?nac\.?|fec(?:ha)?\.?\s+nac\.?|born|birth|dob|d\.o\.b\.?|jaioa?"
    r"|jaiotz\w*|geboren|geboorte\w*"
    r"|(?<!vệ )(?<!học )(?<!phát )(?<!hy )(?<!ve )(?<!hoc )(?<!phat )(?<!môi )(?<!sản )(?<!tái )"
    r"sinh(?: ngày| năm)?|ngày sinh|nascid[oa]|nascimento"
    r"|birth_?da(?:te|y)|date_?of_?birth|date_?(?:de_?)?naissance"
    r"|nac\.?(?=\s?:?\s?(?:el |en |le )?\d)|nascud[oa]s?|nascut|naixement|neixement|data de naix\w*"
    r"|geb\.|mawloud\w*|mazdad\w*|مولود[ةه]?|المولود[ةه]?|ولدت?|المزداد[ةه]?"
    r"|تاريخ (?:الولادة|الميلاد|الازدياد)"
    r"|dn|f\.\s?n\.?|anniv(?:ersaire)?|cumple\w*"
)
#: "Ne pas diffuser", "ne répond plus": not, rather than born.
_DENIED = r"ne (?:[^\W\d_]+ ){0,3}(?:pas|plus|jamais|rien|que|aucune?|point|gu[eè]re)\b"
#: Five pairs in a row are a telephone, whose first three read as a day.
_DIALLED = r"0\d([ .\-/])\d\d(?:\1\d\d){3}(?!\d)|(?<=\d\d[ .\-/])\d\d([ .\-/])\d\d\2\d\d"
#: Six digits in a row, day or year first.
_SHORT = r"(?:[0-3]\d[01]\d\d{2}|\d{2}[01]\d[0-3]\d)(?!\d)"


class BirthDateRecognizer(TextRecognizer):
    """A date after the words of birth."""

    ENTITIES = ("BIRTH_DATE",)
    _SAID = (
        r"(?i)(?:^|[^0-9A-Za-z_])n[eé]|na[iıİ]ss|nac[iıİ]|nac(?:$|[^0-9A-Za-z_])|nasc[iıİ]d"
        r"|nasc[iıİ]m|born|b[iıİ]rth|ddn|d\.d|d\.n|dob|d\.o\.b|ja[iıİ]o|geb[o.]|s[iıİ]nh"
        r"|na[sſ]cu|na[iıİ]xe|ne[iıİ]xe|mawlou|mazdad|ولد|ولود|المزداد|الولادة|الميلاد|الازدياد"
        r"|ann[iıİ]v|cumple|°[^!-~]?[0-9]{1,2}[/.\-]|[0-9][^!-~]?(?:an[sſ]|a[nñ]o[sſ])"
        r"|(?:^|[^0-9A-Za-z_])(?:dn|f\.[^!-~]?n)(?:$|[^0-9A-Za-z_])"
    )
    HEADER = re.compile(r"\bdate naissance\b")
    _WHOLE = re.compile(rf"(?i)\s*(?P<date>{DATE})\s*")
    _CELL = re.compile(rf"{_WHOLE.pattern}\Z")
    #: A year alone is said right after the word: "né en 1962", not "né sous X, dossier de 1962".
    _BORN = re.compile(
        rf"(?i)(?<!\w)(?!{_DENIED})(?:{_WORDS})(?!\w)"
        rf"(?:[^\n;]{{0,45}}?(?<![\d/.\-])(?!{_DIALLED})(?P<date>{DATE})(?!\d)"
        rf"|\s*[:=]?\s*\(?(?:en|el|le|in|vers|ko|năm|em)?\s*:?\s*(?P<part>{_PART}"
        rf"|{_SHORT})(?![\d/]|\.\d))"
    )
    #: Said by a sign, or by the age behind it: "° 12/03/1985", "12/03/1985 (39 ans)".
    _TOLD = re.compile(
        rf"(?i)(?:(?<![\wº°\d])°\s?(?P<sign>{DATE})|(?<![\d/.\-])(?P<aged>{DATE})"
        r"\s?[,;(\-–]?\s?(?:soit |age de |âgée? de )?\d{1,3}\s?(?:ans|años)\b)(?!\d)"
    )
    #: Other things have a birth too.
    _THING = re.compile(
        r"(?i)\b(?:association|club|projet|quartier|festival|soci[eé]t[eé]|entreprise|id[eé]e"
        r"|parc|acte de|registre)\W+(?:\w+\W+){0,2}$"
    )

    #: What is said of an animal right behind its birth.
    _ANIMAL = re.compile(
        r"(?i)\s?[,;(–\-]?\s?(?:crois[ée]e?s?|races?|m[âa]le|femelle|castr[ée]e?"
        r"|st[ée]rilis[ée]e?|puc[ée]e?"
        r"|tatou[ée]e? [àa] l['’]oreille|ident\w* puce|robe|pelage|port[ée]e de|cruzad[oa]|cruce de"
        r"|raza|macho|hembra|esterilizad[oa]|castrad[oa]|microchip\w*|chip|gekruist|kruising|ras"
        r"|reu|teef|gesteriliseerd|gecastreerd|crossbreed|neutered|spayed|ra[çc]a)(?!\w)"
    )

    #: Somebody, a date of years ago, and what they ask for, parted by dashes.
    _BETWEEN = re.compile(
        r"\s*(?P<who>[^\W\d_][^\d\n:;,]{4,40}?) [–—-] "
        r"(?P<date>\d{1,2}[/.]\d{1,2}[/.](?:19\d\d|200\d))"
        r" [–—-] \D{4}"
    )

    #: Somebody young, and a date between brackets.
    _YOUNG = re.compile(
        r"(?i:(?<!\w)(?:jeunes?|enfants?(?: ?:)?|b[ée]b[ée]|mineure?|[ée]l[èe]ve|fillette"
        r"|gar[çc]on(?:net)?"
        r"|ado(?:lescente?)?|niñ[oa]|menor|child|pupil|children(?: ?:)?|kind(?:eren)?(?: ?:)?"
        r"|zoon|dochter"
        r"|hij[oa]s?(?: ?:)?|fill[ea]s?(?: ?:)?|fills?(?: ?:)?|filh[oa]s?(?: ?:)?"
        r"|seme-alabak(?: ?:)?"
        r"|umeak?(?: ?:)?|seme|alaba|fils|filles?(?: ?:)?|nen[ae]?|crian[çc]as?(?: ?:)?"
        r"|con(?: tr[aá]i| g[aá]i)"
        r"|adult[oa]s? mayor|ancian[oa]|abuel[oa]|idos[oa]|bejaarde|personne [âa]g[ée]e|elderly"
        r"|a[ïi]eule?|veuve|viud[oa])) (?P<who>[^\W\d_][^\d\n:;,.()]{1,40}?) ?"
        rf"\((?P<date>(?i:{DATE}))\)"
    )

    #: The next of several children.
    _NEXT = re.compile(
        r"[,;]?\s?(?i:(?:et|y|e|i|eta|en|and|và|u)\s)?(?P<who>[A-ZÀ-Ý][^\d\n:;,.()]{1,40}?) ?"
        rf"\((?P<date>(?i:{DATE}))\)"
    )

    #: A child's school or canteen, their name, and a date between brackets.
    _ENROLLED = re.compile(
        r"(?i:(?<!\w)(?:d[ée]rogation|inscription|r[ée]inscription|radiation|transfert|certificat"
        r"|pr[ée]-?inscription|scolarisation|affectation|passage|orientation|accueil)s?"
        r"(?: de)? (?:scolaires?|scolarit[ée]|(?:[àa] la |en |[àa] l['’])?(?:cantine|cr[èe]che"
        r"|garderie|maternelle|cp|6e|[ée]cole|p[ée]riscolaire|centre de loisirs)|p[ée]riscolaire)"
        r"|(?:matr[íi]cula|escolarizaci[óo]n|inscripci[óo]n|comedor) (?:escolar|infantil)"
        r"|(?:school|nursery) (?:enrol?lment|admission|place)) "
        r"(?i:pour |de |du |d['’]|para |for )(?:l['’][ée]l[èe]ve |l['’]enfant )?"
        rf"(?P<who>[A-ZÀ-Ý][^\d\n:;,.()]{{2,40}}?) ?\((?P<date>(?i:{DATE}))\)"
    )

    #: Who somebody turned out to be, and a date of years ago: a police's way to tell a birth.
    _KNOWN_AS = re.compile(
        r"(?i:(?<!\w)(?:s['’]agit d(?:e |['’])|identifi[ée]e? comme(?: [ée]tant)? |se disant"
        r"|d[ée]nomm[ée]e? |nomm[ée]e? |identit[ée] ?: |se trata de |identificad[oa] como "
        r"|identified as |(?:victime|t[ée]moin|plaignante?|requ[ée]rante?|mise? en cause|patiente?"
        r"|conduct(?:eur|rice)|denunciante|v[íi]ctima|testigo|victim|witness|slachtoffer|getuige"
        r"|gaat om|trata-se de) ?:? ?)|au nom d(?:e |['’])|a nombre de |op naam van ) ?"
        r"(?P<who>[^\W\d_][^\d\n:;,.()]{3,40}?),? \(?"
        r"(?P<date>\d{1,2}[/.\-]\d{1,2}[/.\-](?:19\d\d|20[01]\d)"
        r"|(?:19\d\d|20[01]\d)-[01]\d-[0-3]\d)(?![\d/])"
    )

    #: Whose identity officers took: the year may have two figures there.
    _TAKEN = re.compile(
        r"(?i:(?<!\w)identit[ée]s? (?:relev|v[ée]rifi|d[ée]clar|contr[ôo]l|confirm)[ée]es? ?:? ?)"
        rf"(?P<who>[^\W\d_][^\d\n:;,.()]{{3,40}}?),? \(?(?P<date>(?i:{DATE}))(?![\d/])"
    )

    #: Papers that only somebody born asks for, their name, and a date of years ago.
    _ELECTOR = re.compile(
        r"(?i:(?<!\w)(?:listes? [ée]lectorales?|[ée]lect(?:eur|rice)s?"
        r"|carte (?:nationale )?d['’]identit[ée]"
        r"|cni|passeport|recensement (?:militaire|citoyen)|jdc|acte de naissance|livret de famille"
        r"|padr[óo]n(?: municipal| electoral)?|censo electoral|pasaporte|documento de identidad"
        r"|electoral (?:roll|register)|passport|kiezerslijst|identiteitskaart|paspoort"
        r"|recenseamento(?: eleitoral)?))(?:\s|\s?:\s?)"
        r"(?P<who>[^\W\d_][^\n;:\d/|()]{2,40}?\s[^\n;:\d/|()]{2,40}?)\s?[/|,(–—\-]\s?"
        r"(?P<date>[0-3]?\d[/.\-][01]?\d[/.\-](?:19\d\d|200\d|\d{2})|(?:19\d\d|200\d)-[01]\d-[0-3]\d)(?!\d)"
    )

    #: People whom officers met, counted one after the other, each with a date of years ago.
    _MET = re.compile(
        r"(?i)(?<!\w)(?:individus?|personnes?|mineure?s?|jeunes|occupants|passag(?:er|[èe]re)s"
        r"|contr[ôo]l[ée]e?s?|interpell[ée]e?s?|identifi[ée]e?s?|verbalis[ée]e?s?|individuos?"
        r"|identificad[oa]s?|personas|persons|individuals|identified|personen|pessoas)(?!\w)"
    )
    _COUNTED = re.compile(
        r"(?<![\w/.,])\d{1,2}\s?[/)°.–-]\s?(?P<who>[^\W\d_][^\d\n:;,()]{3,40}?)\s?,?\s\(?"
        rf"(?P<date>\d{{1,2}}[/.\-]\d{{1,2}}[/.\-](?:19\d\d|200\d|201[0-4])"
        r"|(?:19\d\d|200\d|201[0-4])-[01]\d-[0-3]\d"
        rf"|\d{{1,2}}(?:er)?\s(?i:{_MONTHS})\s(?:19\d\d|200\d|201[0-4]))(?![\d/])"
    )

    def conditions(self, threshold: float) -> Conditions:
        """A word of birth, or a date alone under a header that says whose."""
        return Conditions(
            alone=(
                *(self._BETWEEN, self._YOUNG, self._ENROLLED, self._KNOWN_AS, self._ELECTOR),
                *(self._COUNTED, self._TAKEN),
            ),
            also=(self._SAID,),
            told=(self._CELL,),
        )

    def find(self, text: str) -> Iterator[Hit]:
        alone = self._WHOLE.fullmatch(text)
        if alone:
            yield Hit("BIRTH_DATE", alone.start("date"), alone.end("date"), WEAK)
        for match in self._behind_names(text):
            yield Hit("BIRTH_DATE", *match.span("date"), LIKELY)
        for match in self._BORN.finditer(text):
            kind = "date" if match.group("date") else "part"
            if self._ANIMAL.match(text, match.end()) and not text[: match.start()].strip(" ,;(-"):
                continue
            if kind == "part" and self._THING.search(
                text[max(0, match.start() - 40) : match.start()]
            ):
                continue
            yield Hit("BIRTH_DATE", match.start(kind), match.end(kind), LIKELY + CUE / 2)
        for match in self._TOLD.finditer(text):
            kind = "sign" if match.group("sign") else "aged"
            yield Hit("BIRTH_DATE", match.start(kind), match.end(kind), LIKELY)

    def _siblings(self, text: str, end: int) -> Iterator[re.Match[str]]:
        """Dates behind the names that follow one with a date: the next children of a family."""
        found = self._NEXT.match(text, end)
        while found is not None:
            yield found
            found = self._NEXT.match(text, found.end())

    def _behind_names(self, text: str) -> Iterator[re.Match[str]]:
        """Dates right behind a name, where the words around say that somebody is meant."""
        between = self._BETWEEN.match(text)
        if between is not None and looks_like_person(between["who"]):
            yield between
        for match in self._YOUNG.finditer(text):
            if match["who"][0].isupper():
                yield match
                yield from self._siblings(text, match.end())
        yield from self._ENROLLED.finditer(text)
        yield from self._ELECTOR.finditer(text)
        yield from self._TAKEN.finditer(text)
        for match in self._KNOWN_AS.finditer(text):
            if looks_like_person(match["who"]):
                yield match
        yield from self._counted(text)

    def _counted(self, text: str) -> Iterator[re.Match[str]]:
        """Dates behind people counted where officers met them: "1/ Nina Vardon 3.4.1962"."""
        met = self._MET.search(text)
        for match in self._COUNTED.finditer(text) if met else ():
            if looks_like_person(match["who"]):
                yield match


__all__ = ["DATE", "BirthDateRecognizer"]
