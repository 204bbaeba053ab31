"""What registers call the kinds of those they name: "PP" and "PM", "particulier", "asociación".

A column of these words beside names says which rows are about natural persons (Code civil, art. 16
and following, against legal persons), whatever the names look like.
"""

from functools import lru_cache
from typing import Literal

from anonymisation.reading.text import fold


def _listed(words: str) -> frozenset[str]:
    return frozenset(" ".join(words.split()).split(", "))


_LEGAL = _listed(
    """pm, personne morale, morale, pers morale, personnes morales, entreprise, societe,
    association, asso, collectivite, commune, sci, syndic, copropriete, bailleur, bailleur
    social, administration, organisme, institution, etablissement, etablissement public,
    promoteur, fondation, cooperative, ong, persona juridica, juridica, empresa, asociacion,
    entidad, sociedad, comunidad, organizacion, institucion, cooperativa, fundacion, persona
    moral, legal entity, legal person, company, organisation, organization, charity,
    rechtspersoon, bedrijf, vereniging, onderneming, vzw, asbl, to chuc, doanh nghiep, cong
    ty, co quan, phap nhan"""
)
_NATURAL = _listed(
    """pp, personne physique, physique, pers physique, personnes physiques, particulier,
    particulier occupant, individu, individuel, prive, habitant, citoyen, riverain, usager,
    foyer, menage, famille, persona fisica, persona natural, fisica, natural, particular,
    individual, ciudadano, ciudadana, vecino, vecina, natural person, private individual,
    citizen, resident, household, natuurlijk persoon, particulier persoon, burger, gezin, ca
    nhan, ho gia dinh, nguoi dan, cong dan"""
)


@lru_cache(maxsize=4096)
def party(word: str) -> Literal["legal", "natural", ""]:
    """Which kind of person a cell says in words; "" where it says neither."""
    said = fold(word).replace(".", "").replace("_", " ").strip()
    return "legal" if said in _LEGAL else "natural" if said in _NATURAL else ""


__all__ = ["party"]
