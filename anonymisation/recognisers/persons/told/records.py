"""Names where nobody writes sentences: file names, and lines of a file in one cell."""

import re
from collections.abc import Iterator
from functools import lru_cache

from anonymisation.lexicon import first_names, surnames, vietnamese, words
from anonymisation.lexicon.vocabulary import is_frequent, is_ordinary, is_place, is_stranger
from anonymisation.reading.text import fold
from anonymisation.recognisers.base import Hit, TextRecognizer
from anonymisation.recognisers.contacts.mailboxes import body_word
from anonymisation.recognisers.persons.spans import LONE
from anonymisation.recognisers.persons.words.names import (
    is_ambiguous,
    is_clear,
    is_first_name,
    is_surname,
    never_in_name,
)
from anonymisation.recognisers.persons.words.tokens import common, tokens

#: Shortest part of a file name that may be a name, and that is one though in no dictionary.
_PART, _STRANGE = 4, 5
#: What cameras, scanners and offices call their files, beside the words of dictionaries.
_TECHNICAL = frozenset(
    """img dsc dscn dscf pict pxl scan scanner numerisation whatsapp screenshot capture copie
    version vdef final fichier file doc document pdf jpeg image photo photos annexe piece
    pieces export import data dataset readme index thumb thumbnail logo icon banner default
    template modele formulaire cerfa plui plu scot pcaet agenda kbis rib cni cv lettre courrier
    mail note avis pj plan facture devis attestation justificatif dossier demande contrat
    convention arrete deliberation compte rendu signe signee recto verso page pages tome volet
    partie zip geojson shp kml gpx masse situation coupe facade notice perspective insertion dwg dxf
    """.split()  # noqa: SIM905 - a list of words is read, not code
)


#: Papers that are somebody's: what stands beside the word is their name.
_PAPERS = frozenset(
    """courrier lettre cv rib cni passeport attestation justificatif dossier contribution
    certificat candidature reclamation plainte requete recours procuration mandat bulletin
    livret diplome permis inscription declaration temoignage facture devis avis signature acte
    domicile carta solicitud queja denuncia cedula brief klacht letter claim complaint resume
    passport justificante comprobante recibo factura contrato certificado escritura instancia
    nomina poder titulo partida acta contrat convocation autorisation pouvoir bail quittance
    aanvraag bewijs factuur attest paspoort volmacht receipt invoice certificate contract consent
    justificant rebut comprovante
    """.split()  # noqa: SIM905 - a list of words is read, not code
)


#: Papers that one person has, and their words for it in a file name.
_OWN = frozenset(
    """rib cni cv passeport passport pasaporte dni nie cedula permis livret diplome
    resume""".split()  # noqa: SIM905 - a list of words is read, not code
)
_FEW = 2
#: Endings of files of data.
_DATA = (
    ".csv",
    ".zip",
    ".geojson",
    ".shp",
    ".gpkg",
    ".kml",
    ".kmz",
    ".7z",
    ".rar",
    ".ics",
    ".html",
)


class FileNameRecognizer(TextRecognizer):
    """Whose paper a file is: "courrier_vardon.pdf", "/docs/vardon_nina.pdf"."""

    ENTITIES = ("PERSON",)
    _FILE = re.compile(
        r"(?<![\w.\-@])(?P<path>(?:[a-zA-Z]{2,6}://)?[^\s\"'<>|;,]*/)?"
        r"(?P<stem>[^\W_][\w\-.' ()+]{0,80}?)"
        r"\.(?i:pdf|docx?|odt|rtf|txt|jpe?g|png|tiff?|heic|bmp|gif|msg|eml|xlsx?|ods|zip"
        r"|mp[34]|wav|dwg|dxf|dgn|skp|ifc|shp|gpkg|geojson|kml|kmz|csv|odp|pptx?|webp|svg|psd|indd"
        r"|mov|avi|mkv|m4a|ogg|7z|rar|p7m|asic[es]?|vcf|ics|html?)(?!\w)"
    )
    _PARTS = re.compile(r"[^\W\d_]+")
    PATTERNS = (_FILE,)

    def find(self, text: str) -> Iterator[Hit]:
        """Findings in a text."""
        for match in self._FILE.finditer(text):
            start = match.start("stem") + match["stem"].rfind(" ") + 1
            stem = text[start : match.end("stem")]
            # Data are called in words that no dictionary has: only a listed name is one there.
            linked = "://" in (match["path"] or "") or text[match.end("stem") :].startswith(_DATA)
            parts = [
                (one.start(), one.end(), fold(one.group())) for one in self._PARTS.finditer(stem)
            ]
            paper = any(part in _PAPERS for *_, part in parts)
            told = [
                (first, last)
                for first, last, part in parts
                if _names(part, linked) or (paper and listed(part))
            ]
            told = told or _borne(parts)
            if not told:
                continue
            first, last = _widened(parts, told[0][0], told[-1][1])
            if (first, last) == told[0] and _given_only(fold(stem[first:last])):
                continue
            yield Hit("PERSON", start + first, start + last, LONE)


def _borne(parts: list[tuple[int, int, str]]) -> list[tuple[int, int]]:
    """Whose paper it is, by a name that is a word too: "RIB_PONT.pdf" is of whoever is Pont."""
    others = [(first, last) for first, last, part in parts if part not in _TECHNICAL]
    own = any(part in _OWN for *_, part in parts)
    named = [part for *_, part in parts if part not in _TECHNICAL | _PAPERS]
    if len(named) == _FEW and any(part in _PAPERS for *_, part in parts):
        # "justificatif_pont-rose": a surname beside a given name, though both are words
        one, two = named
        if (is_first_name(one) and is_surname(two)) or (is_surname(one) and is_first_name(two)):
            return [(first, last) for first, last, part in parts if part in named]
    if not own or not 1 <= len(named) <= _FEW or any(map(_other, named)):
        return []
    return others


def _other(part: str) -> bool:
    """Whether a part is a word of offices, no name."""
    if len(part) < _PART or part in _PAPERS:
        return True
    if part in words("surname_words") or is_place(part):
        return False
    return common(part) or body_word(part) or is_frequent(part)


def _given_only(part: str) -> bool:
    """Whether a part is a given name and no surname: alone in a file name it tells nobody."""
    return is_first_name(part) and not is_surname(part)


def _widened(parts: list[tuple[int, int, str]], first: int, last: int) -> tuple[int, int]:
    """The span with the listed or short parts that touch it: "vardon_n", "rose-vardon"."""
    for start, end, part in parts:
        other = (
            is_first_name(part)
            or is_surname(part)
            or len(part) == 1
            or part in vietnamese("given")
            or part in words("surname_words")
            or (len(part) >= _STRANGE and is_stranger(part))
        )
        if other and part not in _TECHNICAL and (0 <= start - last <= 1 or 0 <= first - end <= 1):
            first, last = min(first, start), max(last, end)
    return first, last


@lru_cache(maxsize=16_384)
def listed(part: str) -> bool:
    """Whether a part beside a personal paper is a listed name, though it may be a word too."""
    if len(part) < _PART or part in _TECHNICAL or part in _PAPERS or never_in_name(part):
        return False
    if is_ambiguous(part):
        return False
    return (is_first_name(part) or is_surname(part)) and part not in words("plain")


@lru_cache(maxsize=16_384)
def _names(part: str, linked: bool) -> bool:
    """Whether a part of a file name is somebody's; in a link only a listed name is."""
    if len(part) < _PART or part in _TECHNICAL or is_frequent(part) or is_place(part):
        return False
    if body_word(part) or part in words("brands") or common(part):
        return False
    if is_clear(part) or (is_surname(part) and is_stranger(part)):
        return True
    if part in words("surname_words") and is_stranger(part):
        return True
    return glued(part) or (not linked and len(part) >= _STRANGE and is_stranger(part))


@lru_cache(maxsize=16_384)
def glued(part: str) -> bool:
    """Whether letters are two listed names without anything between: "ninavardon"."""
    if is_ordinary(part):
        return False
    names = first_names() | surnames()
    return any(
        part[:cut] in names and part[cut:] in names and not is_ordinary(part[:cut] + part[cut:])
        for cut in range(3, len(part) - 2)
    )


class RecordRecognizer(TextRecognizer):
    """A line of another file in one cell: its first fields are names, where contacts follow."""

    ENTITIES = ("PERSON",)
    _LINE = re.compile(r"^[^;|\t\n]{0,60}(?P<mark>[;|\t])[^\n]*?(?P=mark)[^\n]*?(?P=mark)[^\n]*$")
    _CONTACT = re.compile(r"@|(?:\d[ .\-/]?){8}")
    PATTERNS = (_LINE,)

    def find(self, text: str) -> Iterator[Hit]:
        """Findings in a text."""
        match = self._LINE.match(text)
        if match is None or not self._CONTACT.search(text):
            return
        start = 0
        for number, field in enumerate(text.split(match["mark"])):
            if number > 3 or self._CONTACT.search(field) or (field and not _field(field)):
                break
            if len(field.strip()) > 1 and field.strip().lower() not in _CIVIL:
                yield Hit("PERSON", start, start + len(field), LONE)
            start += len(field) + 1


_CIVIL = frozenset(("m", "m.", "mr", "mme", "mlle", "monsieur", "madame", "sr", "sra", "f", "h"))


def _field(field: str) -> bool:
    """Whether a field of a line may be part of a name: few words, capitals, nobody's body."""
    found = tokens(field)
    names = [word for word in found if word.shape != "particle"]
    if not names or len(names) > 4 or any(char.isdigit() for char in field):
        return False
    if any(word.shape == "lower" or word.folded in words("brands") for word in names):
        return False
    if "-".join(word.folded for word in found) in words("brands"):
        return False
    return not any(
        never_in_name(word.folded) and body_word(word.folded) and len(names) > 1 for word in names
    )


__all__ = ["FileNameRecognizer", "RecordRecognizer", "glued", "listed"]
