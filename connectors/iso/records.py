"""ISO 19139 (gmd, gmi) and ISO 19115-3 (mdb) records: what they are, and how they are known."""

import re
from collections.abc import Iterator

from connectors.iso.parties import parties
from connectors.iso.texts import code, languages_of, plain
from connectors.iso.xml import Element, find, find_all, href, name
from connectors.selection import Facts
from connectors.words.texts import folded

ROOTS = frozenset({"MD_Metadata", "MI_Metadata"})

#: MD_ScopeCode values of what is no dataset; anything else is one (ISO 19115-1).
NOT_DATASETS = frozenset(
    {
        "application",
        "attribute",
        "attributetype",
        "collectionhardware",
        "collectionsession",
        "dimensiongroup",
        "document",
        "feature",
        "featuretype",
        "fieldsession",
        "initiative",
        "metadata",
        "model",
        "propertytype",
        "repository",
        "sample",
        "service",
        "software",
    }
)
_UUID = re.compile(r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}", re.I)
_SYSTEM = re.compile(r"(?:.*\b)?EPSG[:/]", re.I)  # a coordinate system in the wrong place
_IDENTIFICATIONS = ("identificationInfo/MD_DataIdentification", "identificationInfo/*")
_SCOPES = ("hierarchyLevel", "metadataScope/MD_MetadataScope/resourceScope")
CITATION = "citation/CI_Citation"
#: Characters of the words of a licence: constraints may be whole contracts.
LABEL_LENGTH = 300


def is_dataset(record: Element) -> bool:
    """Whether a record describes data rather than a service, an application, a feature type."""
    if find(record, "identificationInfo/SV_ServiceIdentification") is not None:
        return False
    scopes = [code(each).lower() for each in find_all(record, *_SCOPES)]
    return not scopes or any(scope not in NOT_DATASETS for scope in scopes)


def identify(record: Element) -> str:
    """The id of a record; where it was lost, the identifier of the resource, else ""."""
    given = find_all(record, "fileIdentifier", "metadataIdentifier/*/code")
    return next(filter(None, map(plain, given)), "") or next(iter(identifiers(record)), "")


def identifiers(record: Element) -> tuple[str, ...]:
    """The identifiers of the resource: codes in their code space, and addresses."""
    found = []
    for each in find_all(identification(record), f"{CITATION}/identifier/*"):
        label, space = find(each, "code"), plain(find(each, "codeSpace"))
        found.append(_in_space(href(label) or plain(label), space))
    return tuple(dict.fromkeys(filter(_is_unique, found)))


def _in_space(value: str, space: str) -> str:
    if not value or not space or "://" in value or value.startswith((space, "urn:")):
        return value
    return f"{space.rstrip('/')}/{value}" if "://" in space else f"{space}:{value}"


def _is_unique(value: str) -> bool:
    """Whether an identifier can be the only one of its kind: "1" or "EPSG:2154" cannot.

    Two datasets that share such a word would be taken for copies of one another.
    """
    return bool(re.search(r"[:/]", value) or _UUID.search(value)) and not _SYSTEM.match(value)


def facts(record: Element, default: str) -> Facts:
    """What a selection may be about."""
    about = identification(record)
    known = parties(record, about, languages_of(record, default))
    tags = [plain(each) for _, each in keywords(about)]
    return Facts(
        ids=(identify(record), *identifiers(record)),
        organizations=tuple(label for party in known for label in party.names.values()),
        themes=(*map(code, find_all(about, "topicCategory")), *tags),
        tags=tuple(tags),
    )


def identification(record: Element) -> Element | None:
    """The part of a record about the data themselves."""
    return find(record, *_IDENTIFICATIONS)


def keywords(about: Element | None) -> Iterator[tuple[str, Element]]:
    """Each keyword with the folded name of its thesaurus."""
    for group in find_all(about, "descriptiveKeywords/MD_Keywords"):
        thesaurus = find(group, "thesaurusName/CI_Citation/title")
        label = folded(f"{plain(thesaurus)} {href(thesaurus)}")
        for each in find_all(group, "keyword"):
            yield label, each


def is_record(element: Element) -> bool:
    """Whether an element is an ISO record."""
    return name(element) in ROOTS
