"""Columns whose values look personal, and which labelled tables know to be public; or the reverse.

The model overrules only what a header's list or the look of the values decided, never an officer or
a schema, and only when it is nearly sure. Texts are always searched: no model frees them. Papers,
accounts, plates, logins and births that a header tells stay masked whatever it says.
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from anonymisation.learned.features import features
from anonymisation.learned.model import MIXED, PUBLIC, load
from anonymisation.policy.columns import ColumnPlan
from anonymisation.policy.policy import Policy
from anonymisation.policy.rules import ColumnAction
from anonymisation.profiling.contradictions import SIGNS
from anonymisation.profiling.deciders import SIGNERS, SPEAKERS
from anonymisation.profiling.offices import LINES, OFFICE
from anonymisation.profiling.opaque import opaque
from anonymisation.profiling.sample import ColumnProfile
from anonymisation.profiling.situations import OFFICE_MAILBOX

#: The rule of columns that the model decides.
RESEMBLES = "resembles"
#: Chance from which a column is public; by what a header's list takes it for; and where names are
#: in letters that few lists hold.
_SURE, _SURER = 0.85, 0.95
_SURE_OF = {
    "body": 0.9,
    "contact-person": 0.9,
    "person": 0.95,
    "coordinates": 0.94,
    "birth-date": 0.97,
    "place": 0.9,
}
#: Of one that nothing told, where some names stand.
_SURE_OF_NOTHING = 0.97
#: Chance from which a column is personal data of some kind: less, for what is hidden can be asked
#: for, and what is published cannot be taken back.
_THEIRS = 0.6
_ARABIC = re.compile(r"[\u0600-\u06ff]")
#: Decisions that the model may overrule.
_OPEN = frozenset({"meaning", "content", "none"})
_HIDES = frozenset({"person", "name", "body", "area", "address", "contact", "mask", "grid", "year"})
_SHOWS = frozenset({"scan", "place", "contact", "address", "name"})
#: Meanings of what stays masked, unless the values alone told it.
_CODES = frozenset(
    {"identifier", "social-number", "bank", "plate", "ip", "handle", "birth-date", "first-name"}
    | {"special", "minor", "house-number", "telephone-person", "telephone-subject", "surname"}
)
#: Meanings of texts, short as they may be.
_TEXTS = frozenset({"text", "note"})
#: Headers that rules read beside the others: who signs or speaks, who trades under which name.
_READ = SPEAKERS | SIGNS | frozenset({"exploitant", "titulaire", "commercant", "forain"})
#: Who presides over an association, which the open register of associations leaves out, or over a
#: polling station.
_PRESIDES = frozenset({"president", "presidente", "presidence", "presidenta", "voorzitter"})
_CLUBS = frozenset(
    {"asso", "association", "associations", "club", "clubs", "vereniging", "rna", "bureau"}
)
#: What the policy calls each kind of the model that whole columns may be.
_MEANINGS = {
    "person": "person",
    "address": "home-address",
    "phone": "telephone-subject",
    "email": "email",
    "birth": "birth-date",
    "id": "identifier",
}
#: What becomes of a column that is public: action and rule, by what its cells are.
_FREED: dict[str, tuple[ColumnAction, str]] = {
    "PHONE": ("place", LINES),
    "EMAIL": ("keep", OFFICE_MAILBOX),
    "ADDRESS": ("place", ""),
    "BIRTH_DATE": ("scan", ""),
    "COORDINATES": ("keep", ""),
}
#: Mean number of words from which a column is a text; share of sentences that makes it one.
_TEXT, _SENTENCES = 6, 0.2
#: Filled cells below which a column resembles nothing.
_FEWEST = 8


def resembling(
    columns: tuple[ColumnPlan, ...], profiles: Mapping[str, ColumnProfile], policy: Policy
) -> tuple[ColumnPlan, ...]:
    """The plan, where the model of columns is nearly sure of the contrary."""
    shown = features(profiles, policy)
    told = frozenset().union(*(one.words for one in columns))
    clubs = bool(told & _CLUBS)
    return tuple(
        _judged(one, profiles[one.name], shown[one.name], policy)
        if _asked(one, profiles[one.name], policy, clubs)
        else one
        for one in columns
    )


def _asked(column: ColumnPlan, profile: ColumnProfile, policy: Policy, clubs: bool) -> bool:
    """Whether the model may be asked: short values under a header that says something."""
    if column.source not in _OPEN or profile.filled < _FEWEST or opaque(column.name):
        return False
    if profile.words >= _TEXT or profile.sentences > _SENTENCES or column.words & _READ:
        return False
    if clubs and column.words & _PRESIDES:
        return False
    meant = policy.meaning(column.name)  # what the other columns say otherwise is believed
    return meant is None or meant.id != "identifier" or _meant(column) != "code"


def _judged(
    column: ColumnPlan, profile: ColumnProfile, shown: Mapping[str, float], policy: Policy
) -> ColumnPlan:
    chances = load().chances(shown)
    if _hidden(column, profile) and chances[PUBLIC] >= _needed(column):
        return _public(column, policy)
    if _shown(column) and 1 - chances[PUBLIC] - chances[MIXED] >= _THEIRS:
        return _personal(column, max(_MEANINGS, key=lambda kind: chances[kind]), policy)
    return column


def _meant(column: ColumnPlan) -> str:
    return column.meaning.id if column.meaning is not None else ""


def _needed(column: ColumnPlan) -> float:
    """The chance from which a column is public."""
    meant = _meant(column)
    told = meant if column.source == "meaning" or meant == "birth-date" else ""
    if column.words & SIGNERS:
        return _SURER
    found = _SURE_OF_NOTHING if column.action == "scan" else _SURE_OF.get(told, _SURE)
    return max(found, _SURER) if _ARABIC.search(column.name) else found


def _hidden(column: ColumnPlan, profile: ColumnProfile) -> bool:
    """Whether names, homes or contacts are hidden that may be a body's or an office's."""
    meant = _meant(column)
    if column.action in ("scan", "place"):
        return profile.share("PERSON") > 0 and meant not in _CODES | _TEXTS
    told = meant in _CODES and not (meant == "birth-date" and column.source == "content")
    return column.action in _HIDES and not told


def _shown(column: ColumnPlan) -> bool:
    """Whether cells stay but for what is found in them; a header of officials tells no more."""
    if column.action == "place" and (column.source == "content" or column.rule in (LINES, OFFICE)):
        return False  # several columns or rows together say so
    return column.action in _SHOWS or column.rule == "official"


def _public(column: ColumnPlan, policy: Policy) -> ColumnPlan:
    held = "COORDINATES" if column.action == "grid" else column.entity or ""
    # Between other words, somebody with a title is masked all the same.
    named: tuple[ColumnAction, str] = ("place" if column.action == "body" else "official", "")
    action, rule = _FREED.get(held, named)
    basis = policy.basis("officials" if action == "official" else "directory")
    return replace(
        column, action=action, source="content", rule=rule or RESEMBLES, basis=basis, entity=None
    )


def _personal(column: ColumnPlan, kind: str, policy: Policy) -> ColumnPlan:
    found = next(item for item in policy.meanings if item.id == _MEANINGS[kind])
    action: ColumnAction = "mask" if found.action == "contact" else found.action
    return replace(
        column,
        action=action,
        source="content",
        rule=RESEMBLES,
        meaning=found,
        entity=found.entity,
        basis=policy.basis(found.basis),
    )


__all__ = ["RESEMBLES", "resembling"]
