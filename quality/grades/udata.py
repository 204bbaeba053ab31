"""The nine criteria of data.gouv.fr (udata), each true or false; their share is its score.

Source: udata's `quality` of a dataset: `license`, `temporal_coverage`, `spatial`,
`update_frequency`, `update_fulfilled_in_time`, `dataset_description_quality`, and, where there are
files, `has_open_format`, `all_resources_available`, `resources_documentation`. A tenth boolean,
`has_resources`, is told but does not count. As in udata, an address never checked passes, and a
frequency that promises nothing is kept.
"""

from collections.abc import Mapping
from datetime import timedelta

from federation.i18n import pick
from quality.grades import mqa
from quality.grades.subject import File, Subject, newest

#: Criteria that count, in udata's order.
CRITERIA = (
    "license",
    "temporal_coverage",
    "spatial",
    "update_frequency",
    "update_fulfilled_in_time",
    "dataset_description_quality",
    "has_open_format",
    "all_resources_available",
    "resources_documentation",
)
_DESCRIPTION = 100  # characters that a description must exceed
_CLOSED = frozenset({"PDF", "DOC", "DOCX", "WORD", "XLS", "EXCEL", "XLSX"})
#: Days from one update to the next, as udata counts them, by EU code; a day late is in time.
_DAYS: Mapping[str, int] = {
    "DAILY": 1,
    "WEEKLY": 7,
    "BIWEEKLY": 14,
    "MONTHLY": 28,
    "BIMONTHLY": 56,
    "QUARTERLY": 91,
    "ANNUAL_2": 182,
    "ANNUAL": 364,
    "BIENNIAL": 728,
    "TRIENNIAL": 1092,
    "QUINQUENNIAL": 1820,
}
_LATE = timedelta(days=1)
_UNBOUND = frozenset({"CONT", "UPDATE_CONT", "IRREG"})


def criteria(subject: Subject) -> dict[str, bool]:
    """The nine criteria, and `has_resources`."""
    dataset, files = subject.dataset, subject.files
    code = frequency_code(dataset.frequency)
    return {
        "license": mqa.has_licence(dataset) or any(file.offer.licence for file in files),
        "temporal_coverage": mqa.has_period(dataset),
        "spatial": mqa.has_place(dataset),
        "update_frequency": code not in ("", "UNKNOWN"),
        "update_fulfilled_in_time": _in_time(subject, code),
        "dataset_description_quality": len(pick(dataset.description, "fr")) > _DESCRIPTION,
        "has_open_format": any(_open(file) for file in files),
        "all_resources_available": bool(files) and all(_available(subject, file) for file in files),
        "resources_documentation": any(
            text.strip() for file in files for text in file.offer.description.values()
        ),
        "has_resources": bool(files),
    }


def score(found: Mapping[str, bool]) -> float:
    """The score of udata, 0–1: the share of the nine criteria that hold."""
    return sum(found.get(name, False) for name in CRITERIA) / len(CRITERIA)


def frequency_code(frequency: str | None) -> str:
    """The code of a frequency of the EU list; empty where none is declared."""
    return (frequency or "").rstrip("/").rsplit("/", 1)[-1].upper()


def _in_time(subject: Subject, code: str) -> bool:
    if code in _UNBOUND:
        return True
    last, days = newest(subject), _DAYS.get(code)
    if last is None or days is None:
        return False
    return subject.now <= last + timedelta(days=days) + _LATE


def _open(file: File) -> bool:
    name = (file.offer.format or "").strip().upper()
    return bool(name) and name not in _CLOSED


def _available(subject: Subject, file: File) -> bool:
    address = file.download or file.access
    return subject.answers.get(address, True) if address else file.handed_over
