"""What a column without a telling name is, from a sample of its values and from its neighbours.

A column whose cells are names, homes, births or contacts is masked cell by cell: that loses less
than withholding it. Where only some cells hold personal data, what is found in them is masked.
"""

from collections.abc import Mapping
from dataclasses import replace

from anonymisation.policy.columns import ColumnPlan
from anonymisation.policy.policy import Policy
from anonymisation.policy.rules import ColumnAction, Meaning
from anonymisation.profiling.births import any_day
from anonymisation.profiling.corrections import HEADED, PAPERS
from anonymisation.profiling.opaque import opaque
from anonymisation.profiling.registers import registers
from anonymisation.profiling.sample import ColumnProfile

#: Findings that speak of one natural person.
DIRECT = ("PERSON", "EMAIL", "PHONE", "NIR", "IBAN", "ID_DOCUMENT", "BIRTH_DATE")
_HOMES = ("ADDRESS", "ADDRESS_PUBLIC")
_LINES = ("PHONE", "PHONE_FIXED")
_MAILBOXES = ("EMAIL", "EMAIL_FUNCTIONAL")
#: What columns hold that say how to reach whoever it was; the rule of those columns.
_REACHED, CONTACTS = ("PERSON", "EMAIL", "PHONE"), "contacts"
#: Share of the cells that are contacts from which a column holds them; or mailboxes of offices, and
#: is theirs.
_SOME = 0.2
#: Share of the values that makes a column what these are.
_MOST, _NEARLY_ALL = 0.5, 0.8
#: Share of persons among beneficiaries that are persons, and of what may be a body or a surname.
_PEOPLE, _OTHERS = 0.7, 0.25
#: Share of the cells of a column of names that name somebody.
_FEWER = 0.4
#: Mean number of words from which a column is a text, and the longest of names.
TEXT, NAMES = 4, 4.5
#: How often names come that are those of who serves.
_AGAIN = 2
#: Mean number of words below which names stand alone.
_ALONE = 1.5
#: Filled cells below which values prove nothing about a column.
_FEWEST = 4


def by_content(
    columns: tuple[ColumnPlan, ...], profiles: Mapping[str, ColumnProfile], policy: Policy
) -> tuple[ColumnPlan, ...]:
    """The plan, where columns that nothing names are judged by their values."""
    columns = _halves(columns, profiles, policy)
    columns = tuple(_recipients(column, profiles[column.name], policy) for column in columns)
    people = about_people(columns, profiles)
    judged = tuple(_judged(column, profiles[column.name], people, policy) for column in columns)
    if not people and about_people(judged, profiles):
        # Names found in one column say whose the others are.
        judged = tuple(_judged(column, profiles[column.name], True, policy) for column in judged)
        people = True
    return _unnamed(judged, profiles, policy) if people else judged


def _halves(
    columns: tuple[ColumnPlan, ...], profiles: Mapping[str, ColumnProfile], policy: Policy
) -> tuple[ColumnPlan, ...]:
    """The plan, where nameless columns hold given names and, beside them, surnames.

    Given names alone are those of a table of births, or of roses.
    """
    nameless = [one for one in columns if one.source == "none"]
    given = [one for one in nameless if profiles[one.name].given >= _MOST]
    family = [
        one
        for one in nameless
        if one not in given
        and profiles[one.name].words < _ALONE
        and name_shaped(profiles[one.name])
    ]
    if not (given and family):
        return columns
    surname = next(item for item in policy.meanings if item.id == "surname")
    return tuple(
        replace(
            one, source="content", action="person", meaning=surname, entity="PERSON", rule="surname"
        )
        if one in given or one in family
        else one
        for one in columns
    )


#: What the values of a column without a telling name may be, and the other axis that proves it.
_AXES = {"degrees": "degrees", "east": "north", "north": "east"}


def _unnamed(
    columns: tuple[ColumnPlan, ...], profiles: Mapping[str, ColumnProfile], policy: Policy
) -> tuple[ColumnPlan, ...]:
    """The plan, where homes and long codes beside data about persons do not leave as they are."""
    of = {item.id: item for item in policy.meanings}
    housed = any(one.action == "house" for one in columns)
    looks = [profiles[one.name].look if one.source == "none" else "" for one in columns]
    new = []
    born = any(one.meaning is not None and one.meaning.id == "birth-date" for one in columns)
    for column, look in zip(columns, looks, strict=True):
        if not born and _births(column, profiles[column.name]):
            new.append(_as(column, of["birth-date"]))
            continue
        if housed and column.source == "none" and profiles[column.name].streets >= _MOST:
            new.append(_as(column, of["home-address"]))
            continue
        paired = looks.count(_AXES[look]) > (look == "degrees") if look in _AXES else False
        coded = look == "code" and not _numbered(column, profiles[column.name])
        meaning = of["coordinates"] if paired else of["identifier"] if coded else None
        new.append(column if meaning is None else _as(column, meaning))
    return tuple(new)


def _numbered(column: ColumnPlan, profile: ColumnProfile) -> bool:
    """Whether codes are known to be no papers: register numbers of bodies, days."""
    return bool(registers((column.name,))) or profile.dates >= _MOST


def _births(column: ColumnPlan, profile: ColumnProfile) -> bool:
    """Whether a column of days that its header does not tell holds births."""
    open_ = column.source == "none" or (
        column.source == "meaning" and column.meaning is not None and column.meaning.id == "code"
    )
    return open_ and profile.births and (opaque(column.name) or any_day(column.words))


def _as(column: ColumnPlan, meaning: Meaning) -> ColumnPlan:
    # What a column could be says nothing about the other columns.
    own = meaning.model_copy(update={"subject": False})
    found = replace(column, source="content", action=meaning.action, rule=meaning.id)
    return replace(found, meaning=own, entity=meaning.entity)


def about_people(columns: tuple[ColumnPlan, ...], profiles: Mapping[str, ColumnProfile]) -> bool:
    """Whether rows speak of natural persons: a column names them, or most rows hold their data."""
    return any(
        (column.subject and profiles[column.name].filled > 0)
        or named(column, profiles[column.name])
        or (column.source != "schema" and _direct(column, profiles[column.name]))
        for column in columns
    )


def _recipients(column: ColumnPlan, profile: ColumnProfile, policy: Policy) -> ColumnPlan:
    """Beneficiaries of whom nearly all are natural persons, and who have no register number."""
    people = max(profile.persons, profile.share("PERSON", whole=True))
    if column.companions or not named(column, profile):
        return column
    if people < _PEOPLE or profile.organisations > _OTHERS:
        return column
    person = next(item for item in policy.meanings if item.id == "person")
    return replace(column, action="person", source="content", meaning=person, entity="PERSON")


def named(column: ColumnPlan, profile: ColumnProfile) -> bool:
    """Whether a column of beneficiaries names natural persons more often than bodies."""
    if column.action != "beneficiary" or column.source == "schema":
        return False
    return profile.persons >= _MOST and profile.persons > profile.organisations


def _direct(column: ColumnPlan, profile: ColumnProfile) -> bool:
    """Whether most values are somebody's, and not an author's or an official's.

    A column of any numbers may look like one of papers.
    """
    if column.action in ("keep", "official", "place") and column.source != "own":
        return False
    named = column.source == "meaning"
    return any(
        profile.share(entity) > _MOST for entity in DIRECT if named or entity != "ID_DOCUMENT"
    )


def _undecided(column: ColumnPlan) -> bool:
    """Whether neither an officer, nor a schema, nor a name says what a column is."""
    bare = column.meaning is not None and column.meaning.id == "name"
    return column.source == "none" or (column.source == "meaning" and bare)


def _judged(column: ColumnPlan, profile: ColumnProfile, people: bool, policy: Policy) -> ColumnPlan:
    if not _undecided(column) or profile.filled < _FEWEST:
        return column
    kind = _kind(column, profile, people, policy)
    if kind is None:
        return column
    meaning, action = kind
    found = replace(column, source="content", action=action, rule=column.rule or meaning.id)
    return replace(found, meaning=meaning, entity=meaning.entity)


def _kind(
    column: ColumnPlan, profile: ColumnProfile, people: bool, policy: Policy
) -> tuple[Meaning, ColumnAction] | None:
    """What the values of an undecided column are, and what is done with them."""
    of = {item.id: item for item in policy.meanings}
    if _names(profile, people):
        return _people(profile, of)
    if people and column.source == "none" and name_shaped(profile):
        return of["surname"], "person"
    if people and column.source == "none" and profile.streets >= _MOST and opaque(column.name):
        return of["address"], "mask"
    for entities, meaning, least in (
        (_HOMES, "address", _MOST),
        (_LINES, "telephone", _NEARLY_ALL),
        (_MAILBOXES, "email", _NEARLY_ALL),
        (PAPERS, "identifier", _MOST),
    ):
        other = meaning == "identifier" and _numbered(column, profile)
        if people and profile.share(*entities, whole=True) >= least and not other:
            return of[meaning], of[meaning].action
    if profile.share("BIRTH_DATE", whole=True) >= _MOST:
        return of["birth-date"], "year"
    return _mixed(profile, people, policy, of)


def _people(profile: ColumnProfile, of: Mapping[str, Meaning]) -> tuple[Meaning, ColumnAction]:
    """Columns of names: of whom rows are about, of who serves, or now and then of somebody."""
    if _seldom(profile):
        return of["text"], "body"
    # The same few names again and again are those of who serves, not of who rows are about.
    subject = profile.again < _AGAIN
    return of["person"].model_copy(update={"subject": subject}), "person"


def _seldom(profile: ColumnProfile) -> bool:
    """Whether few cells name somebody, though nearly each other value does: "Compra", "Compra"."""
    named = profile.persons * profile.distinct * profile.again
    return profile.distinct * 3 <= profile.filled and named < _FEWER * profile.filled


def _mixed(
    profile: ColumnProfile, people: bool, policy: Policy, of: Mapping[str, Meaning]
) -> tuple[Meaning, ColumnAction] | None:
    """Some cells hold persons or homes: a short cell may be one, a text holds them."""
    reached = profile.share(*_REACHED, whole=True) >= _MOST and profile.offices < _SOME
    worded = profile.numeric < _NEARLY_ALL  # numbers alone are telephones, or papers
    if reached and worded and profile.share(*_LINES, "EMAIL", whole=True) >= _SOME:
        return of["text"].model_copy(update={"id": CONTACTS}), "body"
    found = profile.share("PERSON", *(_HOMES if people else ("ADDRESS",)))
    if found < policy.thresholds.unknown_share:
        return None
    return of["text"], "body" if profile.words < TEXT else "scan"


def _names(profile: ColumnProfile, people: bool) -> bool:
    """Whether most values are names of natural persons, given names alone among them."""
    named = max(profile.persons, profile.share("PERSON", whole=True))
    if profile.headed >= HEADED:
        return False
    many = people and named + profile.given >= _NEARLY_ALL
    return (named >= _MOST or many) and profile.organisations < _MOST and profile.words <= NAMES


def name_shaped(profile: ColumnProfile) -> bool:
    """Whether values could be names: known ones, or many different ones."""
    if profile.filled < _FEWEST or profile.words > 3 or profile.capitals < _NEARLY_ALL:
        return False
    if profile.said >= _MOST:
        # "Judo", "Danse": words that one reads elsewhere.
        return False
    if profile.names >= _MOST and profile.words < 1.5:
        # Given names and common surnames come again and again.
        return profile.distinct >= _FEWEST
    different = profile.distinct * 10 > profile.filled * 3
    # A lone word that is in no list of names counts as an organisation's: a surname may be one too.
    short = profile.words < 1.5 or (profile.words <= 3 and profile.organisations < _MOST)
    return different and short
