"""What a header means once the rest of the table is known: a bare "nom", an author, officials."""

from collections.abc import Mapping
from dataclasses import replace

from anonymisation.policy.columns import ColumnPlan
from anonymisation.policy.policy import Policy
from anonymisation.policy.rules import ColumnAction, Meaning
from anonymisation.profiling.contradictions import MOSTLY, contradicted
from anonymisation.profiling.opaque import opaque
from anonymisation.profiling.registers import its_registers
from anonymisation.profiling.sample import ColumnProfile
from anonymisation.profiling.situations import at_home, reported
from anonymisation.reading.abbreviations import written_out
from anonymisation.reading.text import header_words


def meant(
    name: str,
    names: tuple[str, ...],
    meaning: Meaning,
    policy: Policy,
    profiles: Mapping[str, ColumnProfile],
) -> ColumnPlan:
    """The plan of a column by its meaning, its neighbours and its values."""
    if meaning.id == "text" and _titles(name, profiles[name]):
        meaning = _of(policy, "name")
    found = ColumnPlan(
        name,
        meaning.action,
        "meaning",
        policy.basis(meaning.basis),
        meaning,
        meaning.entity,
        rule=meaning.id,
    )
    if _unsaid(name, meaning, profiles[name]):
        return ColumnPlan(name, "scan", "none", policy.basis("identify"))
    instead = contradicted(meaning, name, names, profiles[name])
    if instead is not None:
        other = _of(policy, instead)
        return replace(found, action=other.action, meaning=other, entity=other.entity)
    if meaning.id == "code" and profiles[name].coded > MOSTLY and profiles[name].share("PERSON"):
        return replace(found, action="keep")  # letters of a number are nobody's initials
    if meaning.action == "name":
        return _ambiguous(found, names, policy, profiles)
    if meaning.action == "beneficiary":
        return replace(found, companions=its_registers(name, names))
    return found


#: Headers of what rows are called, or of what they tell; words of the mean value that does not.
_TITLES, _CALLED = frozenset({"libelle", "intitule", "lib", "label", "designation"}), 4


def _titles(name: str, profile: ColumnProfile) -> bool:
    """Whether a column of titles holds names: short ones, most of which are known."""
    short = profile.words <= _CALLED and not profile.sentences
    return short and _words(name) <= _TITLES and profile.names >= _NAMED


#: Share of values that may be names.
_NAMED = 0.6
#: Meanings of words that also number the fields of a form: "zone_2", "valeur_4", "info1".
_FORM = frozenset({"place", "count", "text", "note", "code", "name"})


def _unsaid(name: str, meaning: Meaning, profile: ColumnProfile) -> bool:
    """Whether a header says nothing, though a word of it means something elsewhere.

    "X", "Y", "x3": no coordinates where no numbers are; "zone1", "zone2": the fields of a form.
    """
    if meaning.action == "grid":
        return (len(name) == 1 or opaque(name)) and not _placed(profile)
    said = meaning.id == "code" and not any(map(str.isdigit, name))  # "PV", "CP"
    return meaning.id in _FORM and opaque(name) and not said


def _placed(profile: ColumnProfile) -> bool:
    """Whether values may be coordinates: numbers, and neither telephones nor dates."""
    others = profile.share("PHONE", "PHONE_FIXED", "EMAIL", "BIRTH_DATE", *PAPERS)
    return profile.numeric >= MOSTLY and others < 1 - MOSTLY


def _of(policy: Policy, meaning: str) -> Meaning:
    return next(item for item in policy.meanings if item.id == meaning)


#: Whose name it is, where a header says so in short: "NOM_DEM", "nom_enf".
_WHOSE = frozenset(
    """demandeur usager eleve enfant adherent abonne locataire plaignant declarant defunt conjoint
    parent pere mere tuteur patient solicitante alumno""".split()  # noqa: SIM905
)


def _ambiguous(
    found: ColumnPlan, names: tuple[str, ...], policy: Policy, profiles: Mapping[str, ColumnProfile]
) -> ColumnPlan:
    """A bare "nom": a person's beside "prénom", or when its values are names of persons.

    Beside a date of birth, an identity number or somebody's health, lone surnames are enough.
    """
    others = [policy.meaning(other) for other in names if other != found.name]
    beside = any(other is not None and other.id in ("first-name", "surname") for other in others)
    beside = beside or bool(_WHOSE & frozenset(written_out(header_words(found.name)).split()))
    subject = any(other is not None and (other.subject or other.special) for other in others)
    profile = profiles[found.name]
    looks = profile.names if subject else profile.persons
    look = looks >= policy.thresholds.person_column and looks > profile.organisations
    look = look and profile.headed < HEADED
    if beside or look:
        surname = _of(policy, "surname")
        return replace(found, action="person", source="content", meaning=surname)
    return replace(found, action="scan")


#: Papers of natural persons: where they fill a column, its other cells are papers of other places.
PAPERS = (
    "NIR",
    "FR_SPI",
    "BE_NRN",
    "ES_NIF",
    "EC_CEDULA",
    "MX_CURP",
    "SN_NIN",
    "TN_CIN",
    "MA_CIN",
    "VN_CCCD",
    "ID_DOCUMENT",
)
#: Share of values that begin with a word of the dictionary, as things with names do.
HEADED = 0.6


def _words(name: str) -> frozenset[str]:
    return frozenset(header_words(name).split())


def as_official(column: ColumnPlan, profile: ColumnProfile, policy: Policy) -> ColumnPlan:
    """In a table of elected officials the names stay; their homes, numbers and births do not.

    An address that comes again from row to row is the town hall's.
    """
    own = profile.distinct * 2 > profile.filled
    if column.action == "address" and column.source == "meaning" and own:
        return replace(column, action="area", basis=policy.basis("officials"))
    if column.action in ("person", "name") and column.source != "own":
        return replace(column, action="official", basis=policy.basis("officials"))
    return column


def statistics(column: ColumnPlan, columns: tuple[ColumnPlan, ...]) -> ColumnPlan:
    """A table of given names with counts (births by year) names nobody."""
    if column.meaning is None or column.meaning.id != "first-name" or column.action != "person":
        return column
    counted = any(other.meaning is not None and other.meaning.id == "count" for other in columns)
    others = any(other.subject and other is not column for other in columns)
    return replace(column, action="keep", source="content") if counted and not others else column


#: Words of a header that can only be a house number's.
_STREET = frozenset({"voie", "rue", "house", "casa", "calle"})
_PERSONAL: dict[ColumnAction, ColumnAction] = {
    "address": "area",
    "contact": "mask",
    "house": "house",
    "grid": "grid",
}
_PUBLIC: dict[ColumnAction, ColumnAction] = {
    "address": "place",
    "house": "scan",
    "grid": "scan",
    "band": "scan",
    "special": "scan",
}


def settled(
    column: ColumnPlan,
    columns: tuple[ColumnPlan, ...],
    profiles: Mapping[str, ColumnProfile],
    policy: Policy,
    personal: bool,
) -> ColumnPlan:
    """Actions that depend on whether rows are about persons."""
    if column.source in ("own", "schema"):
        return column
    if column.action == "house" and not _beside_street(column, columns, profiles):
        return replace(column, action="scan")
    if personal and at_home(column, columns, profiles):
        home = _of(policy, "home-address")
        return replace(column, action="mask", meaning=home, entity="ADDRESS", rule="address")
    if column.action == "grid" and reported(columns, profiles):
        return replace(column, action="scan")
    return replace(
        column, action=(_PERSONAL if personal else _PUBLIC).get(column.action, column.action)
    )


#: Share of values that are streets, which makes a column one of them whatever its name says.
_STREETS = 0.5


#: Of what graves, seats, stands and shelves are found by.
_PLOTS = frozenset(
    """rang rangee carre allee travee rayon section division concession tombe caveau case ilot stand
    ponton place emplacement siege gradin fila patio nicho cuadro bloque rij vak graf row plot
    """.split()  # noqa: SIM905
)


def _thing(column: ColumnPlan) -> bool:
    return column.meaning is not None and column.meaning.id == "thing"


def _beside_street(
    column: ColumnPlan, columns: tuple[ColumnPlan, ...], profiles: Mapping[str, ColumnProfile]
) -> bool:
    """Whether a column of numbers is next to one of streets; elsewhere it numbers the rows."""
    streets = [
        profiles[other.name].streets >= _STREETS
        or other.action in ("address", "area")
        or (other.action == "place" and not _PLOTS & other.words and not _thing(other))
        for other in columns
    ]
    if _STREET & column.words:
        return any(streets)
    here = columns.index(column)
    return any(streets[max(0, here - 1) : here + 2])
