"""Posts and papers that one surname follows: "l'éducateur Vardon", "bail rural Vardon"."""

import re

#: Who wears a uniform or works in the field, by one surname; streets carry some of them.
POST = re.compile(
    r"(?<![\w-])(?<!rue )(?<!rue du )(?<!place du )(?:adjt|adj\.|adjudante?|mdl|mdc|gend\.?"
    r"|gendarme|ltn|lt\.|cne|sgt|sergente?|opj|apj|policiere?|pompier|sapeur|educat(?:eur|rice)|animat(?:eur"
    r"|rice)|infirmiere?|ouvriere?|agente?|technicien(?:ne)?|moniteur|monitrice|atsem|aesh|eboueur"
    r"|jardiniere?|operari[oa]|emplead[oa]|trabajadora?|conserje|peon|monitora?"
    r"|opzichter|begeleid(?:er|ster)|avocate?|abogad[oa]|huissier|notaris|proprio|loc\."
    r"|heritiere?|apprentie?|stagiaire|saisonniere?|benevole|chauffeur|conduct(?:eur|rice)) "
)
#: Whose lease or leave it is.
LEASE = re.compile(
    r"(?<![\w'-])(?:bail (?:rural|commercial|precaire|emphyteotique|professionnel|d'habitation)"
    r"|fermage|metayage|(?:arret de travail|conge maladie|mutation|detachement)(?: agente?)?"
    r"|contrato de alquiler|arrendamiento|huurcontract) "
)

__all__ = ["LEASE", "POST"]
