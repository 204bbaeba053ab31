"""Registers of whom streets and squares are named after: famous, long dead, and named by decision.

A header of tribute, beside dates of death or births of more than a century ago, says so; a column
about somebody living (how to reach them, who asks) speaks against it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from anonymisation.policy.columns import ColumnPlan
from anonymisation.profiling.sample import ColumnProfile
from anonymisation.reading.text import header_words

#: A name given in honour, in the languages of the partner cities.
_TRIBUTE = re.compile(
    r"\b(?:personnalites?|personnage|hommages?|odonym\w*|celebrites?|eponym\w*|honore[es]*"
    r"|denominations? (?:de |d |du |des |la |l )*(?:voies?|rues?|places?|squares?|espaces? \w+"
    r"|lieux?|equipements?|voirie)|plaques? commemorat\w+|personalidad(?:es)?|personajes?"
    r"|homenajes?|homenajead[oa]s?|eponim\w*|denominacion (?:de )?(?:la )?(?:via|calle|plaza)"
    r"|tribute|honou?red|named after|namesake|vernoemd\w*|eerbetoon|omenaldi\w*|homenageados?"
    r"|danh nhan|nhan vat)\b"
)
_DEATH = re.compile(
    r"\b(?:deces|decede\w*|mort|mortes?|disparition|fallecimiento|fallecid[oa]|defuncion|muerte"
    r"|deaths?|died|overleden|overlijden|sterf\w*|heriotza\w*|obito|falecimento|nam mat|mat nam)\b"
)
_LIFE = re.compile(
    r"\b(?:biograph\w*|biografia|notice|parcours|vie|presentation|description|metier|profession"
    r"|qualite|titre|descripcion|resena|biography|levensloop|tieu su)\b"
)
#: Who it is, in columns named like those of any person.
_NAMES = frozenset({"name", "surname", "first-name", "birth-date"})
_WHO = re.compile(
    r"^(?:noms? (?:et )?prenoms?|prenoms? (?:et )?noms?|nom complet|nombre completo)$"
)
#: Meanings of columns about the living.
_LIVING = frozenset(
    {"telephone-person", "telephone", "email", "identifier", "social-number", "bank", "plate"}
    | {"home-address", "letter-address", "minor", "ip", "beneficiary"}
)
_MOST = 0.5
#: The name of the rule.
TRIBUTE = "tribute"


def tributes(
    columns: tuple[ColumnPlan, ...], profiles: Mapping[str, ColumnProfile]
) -> tuple[ColumnPlan, ...]:
    """The plan, where in a register of tributes all about those who are honoured stays."""
    filled = [column for column in columns if profiles[column.name].filled]
    if not _register(filled, profiles):
        return columns
    return tuple(_kept(column) if _theirs(column) else column for column in columns)


def _register(columns: Sequence[ColumnPlan], profiles: Mapping[str, ColumnProfile]) -> bool:
    words = [header_words(column.name) for column in columns]
    if not any(map(_TRIBUTE.search, words)) or any(map(_living, columns)):
        return False
    ancient = any(profiles[column.name].ancient >= _MOST for column in columns)
    return ancient or any(map(_DEATH.search, words))


def _living(column: ColumnPlan) -> bool:
    meaning = column.meaning
    if meaning is None or column.source != "meaning":
        return False
    asks = meaning.id == "person" and not _theirs(column)
    return meaning.id in _LIVING or asks


def _theirs(column: ColumnPlan) -> bool:
    """Whether a column tells who is honoured, when they lived and what for."""
    if column.source not in ("none", "meaning", "content"):
        return False
    words = header_words(column.name)
    told = _TRIBUTE.search(words) or _DEATH.search(words) or _LIFE.search(words)
    named = column.meaning is not None and column.meaning.id in _NAMES
    return bool(told or named or _WHO.match(words))


def _kept(column: ColumnPlan) -> ColumnPlan:
    return replace(
        column, action="place", source="content", rule=TRIBUTE, meaning=None, entity=None
    )


__all__ = ["TRIBUTE", "tributes"]
