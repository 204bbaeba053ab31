"""Licences as portals name them, to the URIs of the EU list or of SPDX.

Codes: EU authority table "licence" (publications.europa.eu/resource/authority/licence). The French
Licence Ouverte is not in it: version 2.0 has an SPDX URI, version 1.0 the page of its author.
"""

import re
from collections.abc import Iterable

from connectors.words.texts import Json, folded

EU = "http://publications.europa.eu/resource/authority/licence/"
ETALAB_2 = "http://spdx.org/licenses/etalab-2.0"
ETALAB_1 = "https://www.etalab.gouv.fr/licence-ouverte-open-licence"

_CC_VERSIONS = ("1.0", "2.0", "2.5", "3.0", "4.0")

#: The first pattern found in the folded words decides: special ones stand before general ones.
_PATTERNS = tuple(
    (re.compile(pattern), target)
    for pattern, target in (
        (
            r"\bcc[ -]?0\b|\bcc[ -]?zero\b|publicdomain/zero|\bcc0-1"
            r"|creative commons 1\.0 universal",
            "CC0",
        ),
        (r"publicdomain/mark|public domain mark|\bpdm\b", "CC_PDM_1_0"),
        (r"\bodbl\b|open database licen[sc]e", "ODC_BL"),
        (r"\bpddl\b|public domain dedication and licen[sc]e", "ODC_PDDL"),
        (r"\bodc-by\b|opendatacommons\.org/licenses/by|open data commons attribution", "ODC_BY"),
        (r"dl-de[-/]zero|dl-zero-de", "DLDE_ZERO_2_0"),
        (r"dl-de[-/]by-nc", "DLDE_BYNC_1_0"),
        (r"dl-de[-/]by-1|dl-de-by/1", "DLDE_BY_1_0"),
        (r"dl-de[-/]by|dl-by-de", "DLDE_BY_2_0"),
        (r"\bgfdl\b|gnu free documentation", "GNU_FDL"),
        (r"\biodl[ -]?(?:v ?)?1", "IODL_1_0"),
        (r"\biodl\b", "IODL_2_0"),
        (r"non-?commercial government licen[sc]e", "OGL_NC"),
        (r"(?:\bogl|government[ -]licen[sc]e).*\b1(?:\.0)?\b", "OGL_1_0"),
        (r"(?:\bogl|government[ -]licen[sc]e).*\b2(?:\.0)?\b", "OGL_2_0"),
        (r"\buk-ogl\b|\bogl\b|open[ -]government[ -]licen[sc]e", "OGL_3_0"),
    )
)
#: Licences of the same name that are others: the EU list has those of the United Kingdom.
_NOT_BRITISH = re.compile(
    r"(?:\bogl\b|open government licen[sc]e).*(?:canad|alberta|ontario|british columbia|toronto"
    r"|vancouver|edmonton|calgary|ottawa)|canad.*open government licen[sc]e"
)
_ETALAB = re.compile(
    r"\betalab\b|licence ouverte|licencia abierta de etalab|\bfr-lo\b|\blov[12]\b"
    r"|\blo[ -]ol\b|open licen[sc]e.*etalab"
)
_ETALAB_1 = re.compile(
    r"\bfr-lo\b|\blov1\b|licence[ _]ouverte[^0-9]*(?:v|version)?[ .]*1(?:\.0)?\b"
    r"|licence_ouverte_open_licence-5899923|licence-ouverte-open-licence$|2014/05/licence_ouverte"
)
_CC = re.compile(r"\bcc[ -]?by|creative ?commons|creativecommons")
_NC = re.compile(r"\bnc\b|non[ -]?commerc|pas d.utilisation commerciale|no comercial")
_ND = re.compile(r"\bnd\b|no ?deriv|no[ -]derivat|pas de modification|sin obra|sin derivad")
_SA = re.compile(r"\bsa\b|share ?-?alike|partage (?:dans les|a l.identique)|compartir ?igual")
_BY = re.compile(r"\bby\b|attribution|reconocimiento|atribucion|paternite")
_VERSION = re.compile(r"\b([1-4]\.[05])\b")


def licence(words: Iterable[Json]) -> str | None:
    """The URI of a licence from any of its id, label or address; None where none is known."""
    return next(filter(None, map(_one, words)), None)


def _one(value: Json) -> str | None:
    words = folded(value).replace("_", "-") if not _is_known(value) else ""
    if _is_known(value):
        return str(value).strip()
    if _ETALAB.search(words):
        old = _ETALAB_1.search(words) or _ETALAB_1.search(folded(value))
        return ETALAB_1 if old else ETALAB_2
    if _NOT_BRITISH.search(words):
        return None
    for pattern, code in _PATTERNS:
        if pattern.search(words):
            return EU + code
    return _creative_commons(words) if _CC.search(words) else None


def _is_known(value: Json) -> bool:
    return isinstance(value, str) and value.strip().startswith((EU, ETALAB_2))


def _creative_commons(words: str) -> str | None:
    if not _BY.search(words):
        return None
    code = "CC_BY" + ("NC" if _NC.search(words) else "")
    code += "ND" if _ND.search(words) else "SA" if _SA.search(words) else ""
    version = _VERSION.search(words)
    if version and version[1] in _CC_VERSIONS:
        code += "_" + version[1].replace(".", "_")
    return EU + code
