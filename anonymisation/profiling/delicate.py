"""Words on health, disability or diet by belief (RGPD art. 9), and codes that tell none of it."""

import re

from anonymisation.bodies.nobody import nobody
from anonymisation.reading.text import fold

#: In French, Spanish, English, Dutch.
SENSITIVE = (
    r"(?i)\b(?:allerg|asthm|asma\b|diab[eèé]t|[eé]pilep|autis|tdah|handicap|discapacid|trisomi"
    r"|traitement m[eé]dic|m[eé]dicament|medicaci[oó]n|insulin|ventolin|pai\b|aesh\b|mdph\b"
    r"|sans porc|halal|casher|kosher|sin cerdo|s[eé]roposit|cancer|grossesse|enceinte|embaraz"
    r"|\bASE\b|\bAEMO\b|\bPMI\b|maltrait|intol[eé]ran|intoleran|[eé]pineph|anapen"
    r"|d[eé]pressi|psychiatr|psicolog|sp[eé]cialis[eé]e? m[eé]dic|allergie|handicapt|medische)"
)
_SENSITIVE = re.compile(SENSITIVE)
#: What a child eats who eats as anybody may, for no reason of health or belief.
_ORDINARY = re.compile(
    r"(?:(?:menu|repas|regime|regimen|dieta|diet|dieet|plato|meal|maaltijd)\s)?"
    r"(?:standards?|std|normale?s?|classiques?|ordinaires?|courante?s?|basal|comun|estandar|regular"
    r"|gewoon|standaard|omnivores?|de tout|mange de tout|vegetari(?:en|enne|ens|ano|ana|an|sch)"
    r"|vegetalien(?:ne)?|vegano?|vega|vege?|veggie|sans viande|sin carne|zonder vlees"
    r"|r\.?a\.?s\.?|n|no|rien a signaler"
    r"|pique-nique|picnic|sans regime(?: particulier)?|pas de regime|sin regimen)"
)
#: Most codes that a column of diets has, and their longest, in words.
_CODES, _WORDS = 12, 4


def telling(value: str) -> bool:
    """Whether a text speaks of somebody's health or beliefs."""
    return bool(_SENSITIVE.search(value))


def ordinary(value: str) -> bool:
    """Whether a code of a column of diets says nothing of health or belief: "standard"."""
    return nobody(value) or bool(_ORDINARY.fullmatch(fold(value).strip()))


def codes(distinct: int, filled: int, words: float) -> bool:
    """Whether a column holds a few short codes again and again, no texts."""
    return distinct <= _CODES and words <= _WORDS and filled >= 2 * distinct


__all__ = ["SENSITIVE", "codes", "ordinary", "telling"]
