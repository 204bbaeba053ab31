"""What the values of a column say against its name: "nombre" counts, "agent" tells."""

from anonymisation.policy.rules import Meaning
from anonymisation.profiling.sample import ColumnProfile
from anonymisation.reading.text import header_words

#: Share of numeric values above which a column counts rather than names.
MOSTLY = 0.9
#: Actions of columns that say who, and the share of sentences from which they tell something.
_WHO = frozenset({"name", "person", "beneficiary", "body", "official"})
_SENTENCES = 0.3
#: Share of names, offices behind them or not, from which a column of officials is one.
_NAMED_AGAIN = 0.5
#: Share of personal data from which sentences under the name of a place are somebody's story.
_STORIES = 0.2
#: Share of telephones and mailboxes that makes a column of who one of how; rows that are few.
_CONTACTS, _FEW = 0.6, 20
#: How somebody, or an office, is reached.
WAYS = ("PHONE", "PHONE_FIXED", "PHONE_SERVICE", "EMAIL", "EMAIL_FUNCTIONAL")
#: Share of telephones and mailboxes from which coordinates are those of a person.
_REACHED = 0.3
#: Mean number of words from which a column holds more than given names.
_NAMED = 2.5
#: Meanings of columns of places, which are no offices.
_PLACES = frozenset({"place", "event-place", "site-address"})
#: Meanings of columns of telephones.
_LINES = frozenset({"telephone", "telephone-person", "telephone-subject", "telephone-office"})
#: Of offices, whose lines are public.
_COUNTERS = frozenset(
    """bureau bureaux guichet service services standard accueil mairie agence antenne oficina
    ventanilla kantoor loket office counter""".split()  # noqa: SIM905
)
#: What has a number of its own, called as an agent's is.
_METERS = frozenset(
    "compteur conso consommation index idx releve puissance vehicule engin".split()  # noqa: SIM905
)
#: What is written over shops, and the share of names that makes a column one of names.
SIGNS = frozenset({"enseigne", "commerce", "shop", "rotulo", "negocio", "uithangbord"})
_NAMES = 0.4
#: Numbers of cards, and readers, who borrow with them.
_CARDS = frozenset({"n carte", "no carte"})
_READERS = frozenset(
    """emprunteur emprunteuse lecteur lectrice lecteurs pret prets isbn cote bibliotheque
    mediatheque adherent abonne lector biblioteca prestamo lener borrower reader library
    """.split()  # noqa: SIM905
)
#: What has a genus and a species, and so a family that is nobody's.
_BOTANY = frozenset(
    """genre espece especes essence essences taxon taxons cultivar variete arbre arbres ordre
    genero especie genus species arbol latin botanique""".split()  # noqa: SIM905
)


def contradicted(
    meaning: Meaning, name: str, names: tuple[str, ...], profile: ColumnProfile
) -> str | None:
    """The meaning that the values of a column say it has, None where they agree with its name."""
    if meaning.id == "code" and profile.share("PHONE", "PHONE_FIXED", whole=True) > _CONTACTS:
        return "telephone"  # "dt": a telephone in Viet Nam, a date in France
    if meaning.id == "contact-person":
        return _contact(profile) or _told(meaning, profile)
    if meaning.id in _LINES and profile.dates > MOSTLY:
        return "count"  # "dt": a date rather than "điện thoại"
    if meaning.id == "first-name" and profile.words >= _NAMED:
        return "person"  # "ten": the whole name
    if meaning.id == "address" and profile.numeric > MOSTLY:
        return "house-number"
    instead = _word(meaning, header_words(name), _words(names), profile)
    return instead or _placed(meaning, name, profile) or _told(meaning, profile)


def _word(
    meaning: Meaning, header: str, words: frozenset[str], profile: ColumnProfile
) -> str | None:
    """What a header of two meanings says beside others, or over such values."""
    if header == "matricule" and _METERS & words:
        return "code"
    if header == "famille" and _BOTANY & words:
        return "thing"
    if header in _CARDS and not _READERS & words:
        return "code"  # of a right to park, whose number opens nothing
    if header == "naf" and not profile.numeric:
        return "code"  # what a firm does ("47.11F"), not whom it has insured
    if header == "site" and profile.capitals >= _NAMES:
        return "place"  # where, not an address of the web
    named = max(profile.persons, profile.share("PERSON", whole=True)) >= _NAMES
    if meaning.id == "thing" and SIGNS & set(header.split()) and named:
        return "beneficiary"  # "enseigne/nom": as many people as shops
    return None


def _placed(meaning: Meaning, name: str, profile: ColumnProfile) -> str | None:
    """What a column of places, coordinates or house numbers holds, where it is none of these."""
    if meaning.id in _PLACES and profile.share(*WAYS, whole=True) > _CONTACTS:
        # "voie_retour": how to answer, no street; "bureau": how an office is reached.
        return "telephone-office" if _COUNTERS & _words((name,)) else "telephone"
    if meaning.id == "place" and "bureau" in header_words(name).split():
        return "text" if profile.share("PERSON") >= _STORIES else None  # who sits on it
    if meaning.action == "grid" and profile.share("PHONE", "PHONE_FIXED", "EMAIL") > _REACHED:
        return "telephone-subject"  # "coord": how to reach somebody, not where
    if meaning.action == "house" and profile.share("PHONE", "PHONE_FIXED", whole=True) > _REACHED:
        return "telephone-subject"  # "numero": to call, not of a house
    if meaning.action == "house" and _serial(profile):
        return "code"  # "numero": it numbers the rows
    return None


def _contact(profile: ColumnProfile) -> str | None:
    """What a column of contacts or agents holds, where it is no names."""
    nameless = profile.share("PERSON") < _STORIES
    if profile.numeric > MOSTLY or (nameless and profile.share(*WAYS, whole=True) > _CONTACTS):
        return "telephone"  # "contact": how to reach somebody, not who
    again = profile.filled > _FEW and profile.distinct * 4 <= profile.filled
    if again and not (profile.names or profile.share("PERSON")):
        return "code"  # "equipage": which car, not who
    return None


def _told(meaning: Meaning, profile: ColumnProfile) -> str | None:
    """What a column of names holds, where it tells or counts; of places, where it tells of people.

    "Agent": what somebody wrote, not who; "enfant": how many, or whether; "evenement": what came
    to pass, and to whom.
    """
    told = profile.sentences > _SENTENCES and meaning.action in _WHO
    if meaning.action == "official" and profile.share("PERSON", "OFFICIAL") >= _NAMED_AGAIN:
        told = False  # "Nina Vardon, adjointe au maire"
    if told or _story(meaning, profile):
        return "text"
    if meaning.id == "author" and profile.coded > MOSTLY:
        return "code"  # "autor": the number of a permission
    counted = profile.numeric > MOSTLY or profile.flags
    return "count" if counted and meaning.action in ("name", "person", "beneficiary") else None


def _story(meaning: Meaning, profile: ColumnProfile) -> bool:
    if meaning.action != "place":
        return False
    kinds = ("EMAIL", "PHONE", "LICENSE_PLATE", "BIRTH_DATE", "IBAN", "HANDLE")
    logged = profile.share(*kinds) - profile.share(*kinds, whole=True)  # "ligne": of a log
    told = profile.sentences > _STORIES and profile.share("PERSON", *kinds) > _STORIES
    return told or logged > _STORIES


def _serial(profile: ColumnProfile) -> bool:
    """Whether each value stands once and holds letters, as the number of a file does."""
    each = profile.filled > _FEW and profile.distinct == profile.filled
    return each and profile.numeric < 1 - MOSTLY


def _words(names: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for name in names for word in header_words(name).split())


__all__ = ["MOSTLY", "SIGNS", "contradicted"]
