"""Whose a landline is, by the words around it: a service's, or somebody's own."""

import re

_OFFICE = re.compile(
    r"\b(?:mairie|hotel de ville|standard|accueil|secretariat|services?|guichet|bureau|agence"
    r"|office"
    r"|ecole|creche|bibliotheque|mediatheque|piscine|musee|police|pompiers|ccas|prefecture"
    r"|sous prefecture"
    r"|direction|ayuntamiento|oficina|centralita|alcaldia|municipio|recepcion|informacion|udala"
    r"|commune"
    r"|maison communale|gemeente|stadhuis|numero vert|allo|permanence|urgence|astreinte|ubnd"
    r"|van phong"
    r"|hopital|clinique|dispensaire|centre|centro|siege|societe|entreprise|sarl)\b"
)
_HOME = re.compile(r"\b(?:domicile|perso\w*|personnel|prive|particulier|casa|chez)\b")
#: Words before a landline that make it somebody's: who calls, who lost a cat.
_WHOSE = re.compile(
    r"\b(?:caller|appelante?|recompense|conjointe?|mon (?:num\w*|tel\w*|fixe)|(?:me"
    r"|nous) (?:joindre"
    r"|rappeler|contacter|appeler)|je suis joignable|mi (?:telefono|numero|fijo)"
    r"|my (?:phone|number)|(?:sms|textos?|messages? vocal|messages? vocaux) (?:\w+ )?(?:envoyes?"
    r"|laisses?|enviado|sent|left)|sms|texto)"
    r"\W*(?:(?:au|al|on|to|a|est|es|is)\W+)?$"
)
#: And words behind: when they are in, whose relative they are.
_WHEN = re.compile(r"\s?[,(]?\s?(?:apres|avant|a partir de|vers) \d{1,2} ?h")
_KIN_BEHIND = re.compile(
    r"\)?,? ?\(?(?:(?:son|sa|le|la) )?(?:conjointe?|epou(?:x|se)|mari|mere|pere|fille|fils"
    r"|soeur|frere|grands?-(?:mere|pere)s?)\b"
)


def line_of(before: str, after: str) -> str | None:
    """The entity type of a landline between folded words; None when they do not tell."""
    if _KIN_BEHIND.match(after):
        return "PHONE"
    said = before.rpartition(",")[2]
    office = _OFFICE.search(said if any(map(str.isalpha, said)) else before)
    if office and not _HOME.search(before):
        return "PHONE_SERVICE"
    return "PHONE" if _WHOSE.search(before) or _WHEN.match(after) else None


__all__ = ["line_of"]
