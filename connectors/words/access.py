"""Who may see a dataset, as portals say it, to the EU list of access rights.

Codes: EU authority table "access-right" (publications.europa.eu/resource/authority/access-right);
"no limitations": INSPIRE code list LimitationsOnPublicAccess.
"""

import re
from collections.abc import Iterable

from connectors.words.texts import Json, folded, prose, text

EU = "http://publications.europa.eu/resource/authority/access-right/"
_CODES = ("PUBLIC", "RESTRICTED", "NON_PUBLIC", "CONFIDENTIAL", "SENSITIVE")
_MAX = 300

#: Words that say it plainly; a longer sentence about access stays as the publisher wrote it.
_OPEN = re.compile(
    r"^(?:public|publique?|publico|open|open access|open with account|ouvert(?:e|es)?"
    r"|acces (?:public|ouvert|libre)"
    r"|donnees ouvertes|abierto|acceso (?:publico|abierto|libre)|libre)$"
    r"|nolimitations"
    r"|^(?:pas|aucune?) (?:de )?restrictions? d.acces public"
    r"|^no limitations? (?:on|to) public access"
)


def access_right(values: Iterable[Json]) -> str | None:
    """The URI of the EU list that the first telling value means, else that value's own words.

    None where nothing is said. Words are plain text of at most 300 characters.
    """
    told = [words for words in map(text, values) if words]
    known = next(filter(None, map(_known, told)), None)
    return known or next(filter(None, (prose(words)[:_MAX] for words in told)), None)


def _known(words: str) -> str | None:
    code = words.rstrip("/").rsplit("/", 1)[-1].strip().upper().replace("-", "_").replace(" ", "_")
    if code in _CODES:
        return EU + code
    return EU + "PUBLIC" if _OPEN.search(folded(words).replace("_", " ").strip()) else None
