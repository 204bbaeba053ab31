"""Identity papers without a check digit: only after the words that name them."""

import re
from collections.abc import Iterator

from anonymisation.recognisers.base import (
    LIKELY,
    WEAK,
    Hit,
    ShapeRecognizer,
    TextRecognizer,
    compile_all,
)

_NAMES = (
    r"cine?|cnie|c\.i\.n\.?|cnib?|c\.n\.i\.?|cccd|cmnd|cmt|passe?port|pasaporte|paspoort"
    r"|h[oộ] chi[eế]u"
    r"|carte (?:nationale )?d.identit[eé](?: nationale| scolaire| consulaire)?|carte nationale"
    r"|carte de (?:s[eé]jour|r[eé]sident)|pi[eè]ce d.identit[eé]|identiteitskaart"
    # What a reader, a member, a voter or a traveller bears.
    r"|carte (?:de (?:lect(?:eur|rice)|biblioth[eè]que|m[eé]diath[eè]que|membre|transport|pr[eê]t"
    r"|r[eé]duction|soci[eé]taire)|d.(?:adh[eé]rente?|abonn[eé]e?|abonnement|[eé]lect(?:eur|rice)|[eé]tudiante?"
    r"|emprunteu(?:r|se)|invalidit[eé]|assur[eé]e?)|[eé]lectorale|famille nombreuse|mobilit[eé]"
    r"|vitale|europ[eé]enne d.assurance maladie)"
    r"|(?:tarjeta|carn[eé]t?|carnet) de (?:lector[a]?|soci[oa]|biblioteca|usuari[oa]|abonad[oa])"
    r"|cart[aã]o de (?:leitora?|s[oó]ci[oa])|carnet de lector[a]?|(?:lezers|bibliotheek|lid)kaart"
    r"|(?:library|reader.?s?|membership) card|thẻ (?:thư viện|bạn đọc)"
    r"|permis(?: de conduire| B)?(?!\s+(?:PC|PA|PD|DP|CU)\b)|"
    r"permiso de conducir|carn[eé] de conducir|licencia de conducir"
    r"|licencia"
    r"|bằng lái(?: xe)?|titre de s[eé]jour|r[eé]c[eé]piss[eé]|dni|c[eé]dula(?: de (?:identidad"
    r"|ciudadan[ií]a))?"
    r"|nin|niss|nss|rfc|curp|clave de elector|num[eé]ro ine|ine|rpps|adeli"
    r"|(?:num[eé]ro d.)?alloc(?:ataire(?: caf)?|\.)?|caf n°|matricule(?: caf| agent| salari[eé])?"
    r"|n° s[eé]cu\w*|s[eé]curit[eé] sociale|seguridad social|tarjeta sanitaria|num[eé]ro fiscal|nif"
    r"|căn cước(?: công dân)?|chứng minh (?:nhân dân|thư)|can cuoc(?: cong dan)?|identit[eé]"
    r"|documento(?: de identidad)?|identificaci[oó]n|registre national|rijksregister\w*"
    r"|num[eé]ro national|agdref|num[eé]ro (?:d.)?[eé]tranger|n° [eé]tranger|visa|codice fiscale"
    r"|carta d.identit[aà]|bilhete de identidade|cart[aã]o de cidad[aã]o|personalausweis|reisepass"
    r"|id[- ]card|nino|national insurance|insz|rijbewijs|osasun txartela"
)
#: Number of a family at the French family allowance fund: seven digits, a letter.
_FAMILY = (
    r"\bcaf(?:\s*(?:n[°ºo]\.?|num[eé]ro|:|#))?\s*(?P<family>\d{7}\s?[A-Za-z]?)(?!\w|[.,]\d|\s?€)"
)


class DocumentRecognizer(TextRecognizer):
    """The number after the name of a paper: letters and digits, four digits at least."""

    ENTITIES = ("ID_DOCUMENT",)
    _NAMED = re.compile(
        rf"(?i)\b(?:{_NAMES})(?![\w])"
        r"(?:\s*\(?(?:n[°ºo]\.?|num[eé]ro|n[uú]mero|nro\.?|num\.?|no\.|s[oố])\)?)?"
        r"(?:\s+(?:est|es|is|là|la|le|portant|suivant))?\s*[:#=]?\s*(?:n[°ºo]\.?\s*)?"
        r"(?:(?:de|du|d['’]|del?|of)\s?[^\d,;.:()\n]{3,50}? n[°ºo]\.?\s?)?"
        r"(?P<id>(?=[A-Z0-9]*[ \-./]?[A-Z0-9]*\d{2})[A-Z0-9](?:[ \-./]?[A-Z0-9]){4,20})"
    )
    _CAF = re.compile(rf"(?i){_FAMILY}")
    #: A paper of another country, said by an adjective; Colombia's card with its stops.
    _FOREIGN = re.compile(
        r"(?i)(?<!\w)(?:documento|c[ée]dula|carn[ée]t?|identificaci[óo]n|identidad|pasaporte|dni"
        r"|passe?port|carte|identit[ée]|paspoort|document|bilhete)\s"
        r"[^\W\d_]{3,13}(?:an[oa]|[ée]s|esa|[iy]en(?:ne)?|ais(?:e)?|ain(?:e)?|e[ñn][oa]|in[oae]|ense"
        r"|ois(?:e)?|se|ian|ish)\s(?:n[°º]\.?\s?|no\.?\s?|nr[oa]?\.?\s?)?"
        r"(?P<card>[A-Z]{0,3}\d(?:[.\- ]?\d){5,12}[A-Z]?)(?![\w]|[.,]\d|\s?(?:€|\$))"
        r"|(?<!\w)(?-i:C\.? ?C\.?|C\.? ?E\.?|T\.? ?I\.?|PPT|PEP|RUN|RUT|D\.? ?N\.? ?I\.?)\s?"
        r"(?:n[°º]\.?\s?|no\.?\s?|:\s?)?"
        r"(?P<stopped>\d{1,2}\.\d{3}\.\d{3}(?:\.\d{3})?(?:-[\dkK])?)"
        r"(?![\w]|[.,]\d|\s?(?:€|\$|euros?|pesos|usd|m[²2]))"
        r"|(?<!\w)(?:(?-i:C\.\s?C\.|CC|C\.\s?E\.|T\.\s?I\.)|c\.c\.)\s?(?:n[°º]\.?\s?|no\.?\s?|:\s?)?"
        r"(?P<plain>\d{7,8}|\d{10})(?![\w]|[.,\-]\d|\s?(?:€|\$|euros?|pesos|usd|m[²2]))"
    )
    #: The number of a business that is one person's, whose name the register gives.
    _SOLE = re.compile(
        r"(?i)(?<!\w)(?:entreprises? individuelles?|auto-? ?entrepr\w+|micro-? ?entrepr\w+"
        r"|entrepreneu(?:re?|rs|se) individuel(?:le)?s?|profession lib[ée]rale"
        r"|travailleu(?:r|se) ind[ée]pendante?|activit[ée] lib[ée]rale"
        r"|trabajador(?:a)? aut[óo]nom[oa]|empresa unipersonal|zelfstandige(?: in bijberoep)?"
        r"|eenmanszaak|sole trader|self-employed|empres[áa]ri[oa] (?:em nome )?individual)(?!\w)"
        r"(?:(?!\b(?:sarl|sas|sasu|eurl|sci|scop|scic|snc|gaec|earl|sl|sa|srl|bv|nv|ltd)\b)"
        r"[^.;\n\d]){0,40}?\b(?:sire[nt]|bce|kbo|tva|btw|ondernemingsnummer|ninea|ruc|nif|ice|utr"
        r"|n[°º] d['’]entreprise|num[ée]ro d['’]entreprise)\b\W{0,3}(?:n[°º]\s?)?(?:BE ?)?"
        r"(?P<number>\d(?:[ .]?\d){8,13})(?!\d)"
    )
    #: The number of a reader's card, behind whoever bears it: "Nina Vardon, carte 1234567A".
    _READER = re.compile(
        r"(?i)[^\W\d_][,(–—-]{1,2} ?\(?(?:carte|n[°º] (?:de )?carte|n[°º] (?:de )?lect(?:eur|rice)"
        r"|lecteur|lectrice|adh[ée]rente?|tarjeta|carn[ée]t?|socio|lezerskaart|kaart|card|cart[ãa]o)"
        r"\s(?:n[°º]\.?\s?|:\s?)?(?P<reader>(?=(?:[A-Z]*\d){5})"
        r"[A-Z\d]{6,14})(?=\s*(?:$|[.,;)]))"
    )
    PATTERNS = (_NAMED, _CAF, _FOREIGN, _SOLE, _READER)
    NEEDS = (r"(?:[0-9][^0-9]*){4}",)
    _LAST = re.compile(r"[A-Za-z0-9\-./]*\d(?:[A-Za-z]| [A-Z]\b)?(?![\s\S]*\d)")

    def find(self, text: str) -> Iterator[Hit]:
        for match in self._NAMED.finditer(text):
            found = match.group("id")
            found = re.split(r"\s(?=[^\W\d]{3,})", found)[0]
            tail = self._LAST.search(found)
            end = match.start("id") + (tail.end() if tail else len(found))
            if sum(char.isdigit() for char in found) >= 4 and not _DATE_LIKE.fullmatch(found):
                yield Hit("ID_DOCUMENT", match.start("id"), end, LIKELY)
        for match in self._FOREIGN.finditer(text):
            kind = match.lastgroup or "card"
            yield Hit("ID_DOCUMENT", *match.span(kind), LIKELY)
        for match in self._SOLE.finditer(text):
            yield Hit("ID_DOCUMENT", *match.span("number"), LIKELY)
        for match in self._READER.finditer(text):
            yield Hit("ID_DOCUMENT", *match.span("reader"), LIKELY)
        for match in self._CAF.finditer(text):
            yield Hit("ID_DOCUMENT", *match.span("family"), LIKELY)


_DATE_LIKE = re.compile(r"\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2,4}.*|(?:19|20)\d{2}(?:[ \-/].*)?")


class PaperShapeRecognizer(ShapeRecognizer):
    """Shapes of French and Spanish papers under a header that names them."""

    ENTITIES = ("ID_DOCUMENT",)
    SHAPES = compile_all(
        (r"\d{2}[A-Z]{2}\d{5}", WEAK),
        (r"\d{12}", WEAK),
        (r"[A-Z]{3}\d{6}[A-Z]?", WEAK),
        (r"(?=[A-Z]*\d)[A-HJ-NP-Z][A-Z0-9]{7}\d", WEAK),
    )
    CUES = re.compile(r"\b(?:passe?port|pasaporte|cni|identite|permis|sejour)\b")
    HEADER = re.compile(
        r"\b(?:passe?port|pasaporte|cni|carte identite|piece identite|permis (?:de )?conduire"
        r"|titre (?:de )?sejour|num\w* piece)\b"
    )


__all__ = ["DocumentRecognizer", "PaperShapeRecognizer"]
