"""Cells that say that there is nobody, or nothing: they stay in columns of persons and contacts."""

import re
from functools import lru_cache

from anonymisation.text import fold

#: Folded; with what is around them they are the whole cell.
_WORDS = re.compile(
    r"(?:inconnue?s?|neant|sans(?: (?:objet|suite|plaque|nom|adresse|telephone|mail|contact"
    r"|proprietaire|titulaire|immatriculation|reponse))?|aucune?|rien|vide|libre|vacante?s?"
    r"|vacance(?: de poste)?|anonym(?:e|ise|ous)|n\.? ?[acdrs]\.?|n/[acdr]|nan|null|none|nil|nd|nc"
    r"|nsp|non (?:renseignee?|communiquee?|connue?|precisee?|identifiee?|applicable|concernee?"
    r"|disponible|attribuee?|fournie?|trouvee?|transmise?)|pas (?:de|d') ?(?:telephone|mail|adresse"
    r"|contact|reponse|plaque)|a (?:completer|renseigner|pourvoir|definir|determiner|designer"
    r"|preciser|attribuer|verifier|venir)|en (?:cours|attente|recherche)|idem|dito|ditto|divers"
    r"|plusieurs|particuliers?|prive|public|publique|indivision|usager|non|oui|ok|tbd|unknown"
    r"|nobody|no|vacant|empty|desconocid[oa]s?|se desconoce|ningun[oa]?|sin (?:datos|dato|nombre"
    r"|informacion|titular|telefono|correo|direccion)|no (?:consta|aplica|tiene|disponible|procede)"
    r"|s/[dn]|particular|onbekend|geen|nihil|leeg|ezezaguna|ez dago|bat ere ez|hutsik"
    r"|khong(?: co| ro)?|chua (?:ro|co)|vo danh|desconhecid[oa]|nenhum|majhoul|moujib"
    r"|x{1,4}|\?+|[-–—_./*#~]+|0)"
)


@lru_cache(maxsize=16_384)
def nobody(value: str) -> bool:
    """Whether a whole cell says in words, or by a sign, that nothing is there: "inconnu", "-"."""
    if len(value) > 40:
        return False
    words = re.sub(r"\s+", " ", fold(value)).strip().strip("()[]\"'").strip()
    return bool(_WORDS.fullmatch(words))


__all__ = ["nobody"]
