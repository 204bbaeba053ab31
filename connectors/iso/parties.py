"""Who is responsible for an ISO record: organisations with their roles.

Names of persons (individualName, CI_Individual) are never taken, nor the address of a person who
stands there without an organisation: a catalogue names organisations.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from connectors.iso.texts import Languages, code, plain
from connectors.iso.xml import Element, find, find_all, words
from connectors.words.texts import text
from federation.i18n import pick
from federation.model import Contact, Texts

_PUBLISHERS = ("publisher", "owner", "custodian", "resourceProvider", "author", "originator")
_PARTIES = ("CI_ResponsibleParty", "CI_Responsibility")
_PERSONS = ("individualName", "party/CI_Individual/name")
_ORGANISATIONS = ("party/CI_Organisation", "party/CI_Organization")
_CONTACTS = (
    "contactInfo/CI_Contact",
    *(
        f"{path}/contactInfo/CI_Contact"
        for path in (
            *_ORGANISATIONS,
            "party/CI_Organisation/individual/CI_Individual",
            "party/CI_Individual",
        )
    ),
)


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation, what it is for the data, and how to reach it."""

    role: str
    names: Texts
    email: str
    url: str


def parties(
    record: Element, identification: Element | None, languages: Languages
) -> tuple[Party, ...]:
    """Those of the data first, then those of the distribution, then those of the record."""
    properties = (
        *find_all(identification, "pointOfContact", "citation/CI_Citation/citedResponsibleParty"),
        *find_all(
            record, "distributionInfo/MD_Distribution/distributor/MD_Distributor/distributorContact"
        ),
        *find_all(record, "contact"),
    )
    found = (
        _party(element, languages) for each in properties for element in find_all(each, *_PARTIES)
    )
    return tuple(party for party in found if party.names or party.email or party.url)


def _party(element: Element, languages: Languages) -> Party:
    names = find_all(element, "organisationName", *(f"{path}/name" for path in _ORGANISATIONS))
    contact = next(
        (
            each
            for each in find_all(element, *_CONTACTS)
            if find(each, "address", "onlineResource") is not None
        ),
        None,
    )
    role, organisation = code(find(element, "role")), languages.texts(names)
    if not organisation and any(map(words, find_all(element, *_PERSONS))):
        return Party(role, {}, "", "")
    email = find(contact, "address/CI_Address/electronicMailAddress")
    link = find(contact, "onlineResource/CI_OnlineResource/linkage")
    return Party(role, organisation, _email(email), words(link))


def _email(element: Element | None) -> str:
    found = text(plain(element)).removeprefix("mailto:")
    return found if "@" in found and len(found.split()) == 1 else ""


def publisher(found: Sequence[Party], language: str) -> str | None:
    """The name of the organisation that publishes, owns or keeps the data, else of any."""
    named = [party for party in found if party.names]
    ordered = [*_with_roles(named, _PUBLISHERS), *_with_roles(named, ("pointOfContact",)), *named]
    return pick(ordered[0].names, language) if ordered else None


def contact(found: Sequence[Party], language: str) -> Contact | None:
    """Whom to ask: the point of contact that has an address, else anyone who has."""
    ordered = [*_with_roles(found, ("pointOfContact",)), *found]
    reachable = [party for party in ordered if party.email or party.url]
    party = next(iter(reachable or ordered), None)
    if party is None:
        return None
    return Contact(
        (pick(party.names, language) if party.names else "") or None,
        party.email or None,
        party.url if party.url.startswith(("http://", "https://")) else None,
    )


def _with_roles(found: Iterable[Party], roles: Sequence[str]) -> list[Party]:
    some = [party for party in found if party.role in roles]
    return sorted(some, key=lambda party: roles.index(party.role))
