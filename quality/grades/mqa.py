"""The Metadata Quality Assessment of data.europa.eu: 23 metrics, 405 points.

Source: data.europa.eu/mqa/methodology; metric names are those of its vocabulary
(https://piveau.eu/ns/voc#). Where a dataset has several distributions the methodology takes them
for the same content and counts the best one; it says so of interoperability, and the same is done
here for every metric of distributions, dimension by dimension. Status codes: 200–399, or what a
check of the address found. Addresses that were never checked earn no point and are told apart
(None).
"""

from collections.abc import Callable, Sequence

from federation.grades import Metric, Mqa
from federation.model import Dataset, Distribution
from quality.grades import formats, licences
from quality.grades.subject import File, Subject, web

VOCABULARY = "https://piveau.eu/ns/voc#"
_HVD = "http://data.europa.eu/bna/"
#: EU authority table "access-right".
_ACCESS_RIGHTS = frozenset(
    f"http://publications.europa.eu/resource/authority/access-right/{code}"
    for code in ("PUBLIC", "RESTRICTED", "NON_PUBLIC", "SENSITIVE", "CONFIDENTIAL")
)

Known = bool | None


def assess(subject: Subject) -> Mqa:
    """The metrics of a dataset, in the order of the methodology."""
    return Mqa(
        (
            *_findability(subject.dataset),
            *_best(subject, "accessibility", _accessibility),
            *_best(subject, "interoperability", _interoperability),
            Metric("dcatApCompliance", "interoperability", 30, complies(subject)),
            *_best(subject, "reusability", _licence),
            *_reusability(subject),
            *_best(subject, "contextuality", _context),
            *_dates(subject),
        )
    )


def complies(subject: Subject) -> bool:
    """Whether the properties that DCAT-AP 3.0.1 makes mandatory are there, and well formed.

    Title and description of the dataset, and an access address of every distribution. A file
    handed over to the federation is reached at the federation's address.
    """
    dataset = subject.dataset
    return (
        any(text.strip() for text in dataset.title.values())
        and any(text.strip() for text in dataset.description.values())
        and all(file.access or file.handed_over for file in subject.files)
    )


def has_theme(dataset: Dataset) -> bool:
    """Whether a theme is given, known here or not; a high-value category is none."""
    known = any(not theme.startswith(_HVD) for theme in dataset.themes)
    return known or dataset.unmapped.get("theme", 0) > 0


def has_licence(dataset: Dataset, offer: Distribution | None = None) -> bool:
    """Whether a licence is given for a distribution, or for the dataset as a whole."""
    own = offer.licence if offer else None
    return bool(own or dataset.licence or dataset.licence_label)


def has_place(dataset: Dataset) -> bool:
    """Whether the publisher says where the data is about, in words known here or not."""
    return dataset.spatial is not None or dataset.unmapped.get("spatial", 0) > 0


def has_period(dataset: Dataset) -> bool:
    """Whether the publisher says which time the data is about."""
    given = dataset.temporal is not None and any(dataset.temporal)
    return given or dataset.unmapped.get("temporal", 0) > 0


def _findability(dataset: Dataset) -> tuple[Metric, ...]:
    kind = "findability"
    words = (word.strip() for words in dataset.keywords.values() for word in words)
    return (
        Metric("keywordAvailability", kind, 30, any(words)),
        Metric("categoryAvailability", kind, 30, has_theme(dataset)),
        Metric("spatialAvailability", kind, 20, has_place(dataset)),
        Metric("temporalAvailability", kind, 20, has_period(dataset)),
    )


def _accessibility(subject: Subject, file: File | None) -> tuple[tuple[str, int, Known], ...]:
    if file is None:
        found: tuple[Known, Known, Known] = (False, False, False)
    elif file.handed_over:
        found = (True, True, True)  # the federation is where the publisher offers it
    else:
        found = (
            _answers(subject, file.access),
            file.download is not None,
            _answers(subject, file.download),
        )
    return (
        ("accessUrlStatusCode", 50, found[0]),
        ("downloadUrlAvailability", 20, found[1]),
        ("downloadUrlStatusCode", 30, found[2]),
    )


def _answers(subject: Subject, address: str | None) -> Known:
    return False if address is None else subject.answers.get(address)


def _interoperability(_: Subject, file: File | None) -> tuple[tuple[str, int, Known], ...]:
    offer = file.offer if file else Distribution("")
    code = formats.file_type(offer)
    listed = code in formats.FILE_TYPES or formats.is_media_type(offer)
    return (
        ("formatAvailability", 20, code is not None),
        ("mediaTypeAvailability", 10, bool(offer.media_type)),
        ("formatMediaTypeVocabularyAlignment", 10, listed),
        ("formatMediaTypeNonProprietary", 20, code in formats.NON_PROPRIETARY),
        ("formatMediaTypeMachineInterpretable", 20, code in formats.MACHINE_READABLE),
    )


def _licence(subject: Subject, file: File | None) -> tuple[tuple[str, int, Known], ...]:
    dataset, offer = subject.dataset, file.offer if file else None
    uri = (offer.licence if offer else None) or dataset.licence
    return (
        ("licenceAvailability", 20, has_licence(dataset, offer)),
        ("knownLicence", 10, licences.in_eu_list(uri)),
    )


def _reusability(subject: Subject) -> tuple[Metric, ...]:
    kind, dataset = "reusability", subject.dataset
    contact, rights = dataset.contact, dataset.access_rights
    reached = contact is not None and bool(contact.email or web(contact.url) or contact.name)
    return (
        Metric("accessRightsAvailability", kind, 10, bool(rights)),
        Metric("accessRightsVocabularyAlignment", kind, 5, rights in _ACCESS_RIGHTS),
        Metric("contactPointAvailability", kind, 20, reached),
        Metric("publisherAvailability", kind, 10, bool((dataset.publisher or "").strip())),
    )


def _context(subject: Subject, file: File | None) -> tuple[tuple[str, int, Known], ...]:
    size = file.offer.byte_size if file else None
    return (
        ("rightsAvailability", 5, bool(file and file.offer.rights)),
        ("byteSizeAvailability", 5, size is not None),
    )


def _dates(subject: Subject) -> tuple[Metric, ...]:
    dataset = subject.dataset
    changed = [dataset.modified, *(file.offer.modified for file in subject.files)]
    return (
        Metric("dateIssuedAvailability", "contextuality", 5, dataset.issued is not None),
        Metric("dateModifiedAvailability", "contextuality", 5, any(changed)),
    )


_Judged = tuple[tuple[str, int, Known], ...]


def _best(
    subject: Subject, dimension: str, judge: Callable[[Subject, File | None], _Judged]
) -> tuple[Metric, ...]:
    """The metrics of the distribution with the most points; of none, where there is none."""
    judged: Sequence[_Judged] = [judge(subject, file) for file in subject.files]
    best = max(judged, key=_points, default=judge(subject, None))
    return tuple(Metric(name, dimension, points, holds) for name, points, holds in best)


def _points(judged: _Judged) -> tuple[int, int]:
    """Points first; of equal ones, the distribution that may yet turn out better."""
    sure = sum(points for _, points, holds in judged if holds)
    return sure, sum(points for _, points, holds in judged if holds is None)
