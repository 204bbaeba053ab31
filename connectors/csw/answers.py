"""What a CSW answers: capabilities, pages of records, exception reports; 2.0.2 and 3.0 alike."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from connectors.iso.records import is_record
from connectors.iso.xml import (
    Element,
    attribute,
    find,
    find_all,
    name,
    namespace,
    parse,
    words,
    wrong_format,
)
from connectors.web.answers import Body
from connectors.web.failures import of_status, shown
from connectors.words.texts import whole
from federation.errors import FailureCode, HarvestError
from federation.i18n import msg

_ANSWERS = frozenset({"GetRecordsResponse", "GetRecordByIdResponse"})
_RECORDS = frozenset({"Record", "SummaryRecord", "BriefRecord"})
_SERVER_FAULTS = frozenset({"noapplicablecode", "transactionfailed", "servererror", "unknown"})
_PREFERRED = "2.0.2"  # what most services have been tried with
_CODE = re.compile(r"[A-Za-z][A-Za-z0-9._-]{0,60}")


class Refused(HarvestError):
    """A service's exception report; `reason` is its exceptionCode, "unknown" where it has none."""

    def __init__(self, body: Body, reason: str) -> None:
        self.reason = reason
        fault = reason.lower() in _SERVER_FAULTS
        message = msg(
            "%(url)s answers with the exception %(reason)s: check the address, the connector and "
            "the options of the source; tell the portal's operator if it lasts.",
            url=shown(body.url),
            reason=reason,
        )
        super().__init__(FailureCode.SERVER if fault else FailureCode.WRONG_FORMAT, message)


@dataclass(frozen=True, slots=True)
class Described:
    """What a service tells of itself; empty where it tells nothing."""

    software: str = ""
    version: str = ""
    schemas: tuple[str, ...] = ()
    types: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """One page; `total` and `next` as the service counts them, None where it does not."""

    records: Sequence[Element]
    total: int | None = None
    next: int | None = None


def root_of(body: Body) -> Element:
    """The root of an answer; Refused where it is an exception report, HarvestError otherwise."""
    if body.status_code >= 400:
        try:
            root = parse(body)
        except HarvestError as error:
            raise of_status(body.status_code, body.url) from error
        if not _is_report(root):
            raise of_status(body.status_code, body.url)
    else:
        root = parse(body)
    if _is_report(root):
        raise Refused(body, _reason(root))
    return root


def _is_report(root: Element) -> bool:
    return name(root) in {"ExceptionReport", "ServiceExceptionReport"}


def _reason(root: Element) -> str:
    report = find(root, "Exception", "ServiceException")
    code = attribute(report, "exceptionCode") or attribute(report, "code")
    found = _CODE.fullmatch(code.rsplit("/", 1)[-1].rsplit(":", 1)[-1])
    return found[0] if found else "unknown"


def described(root: Element) -> Described | None:
    """The capabilities of a service; None where the document is something else."""
    if name(root) != "Capabilities":
        return None
    identification = find(root, "ServiceIdentification")
    versions = [words(each) for each in find_all(identification, "ServiceTypeVersion")]
    operation = next(
        (
            each
            for each in find_all(root, "OperationsMetadata/Operation")
            if attribute(each, "name") == "GetRecords"
        ),
        None,
    )
    return Described(
        words(find(identification, "Title")),
        _PREFERRED
        if _PREFERRED in versions
        else attribute(root, "version") or "".join(versions[:1]),
        _values(operation, "outputschema"),
        _values(operation, "typenames"),
    )


def _values(operation: Element | None, parameter: str) -> tuple[str, ...]:
    found = [
        words(value)
        for each in find_all(operation, "Parameter")
        if attribute(each, "name").lower() == parameter
        for value in find_all(each, ".//Value")
    ]
    return tuple(dict.fromkeys(filter(None, found)))


def answer(body: Body) -> Answer:
    """A page of records; HarvestError where the document holds none and is not empty either."""
    found = answer_of(root_of(body))
    if found is None:
        raise wrong_format(body)
    return found


def answer_of(root: Element) -> Answer | None:
    """The records of a document: an answer of a service, or records by themselves."""
    if _is_alone(root):
        return Answer((root,), 1)
    if name(root) not in _ANSWERS:
        return None
    results = list(find_all(root, "SearchResults"))
    if not results:
        by_id = name(root) == "GetRecordByIdResponse"
        return Answer(tuple(find_all(root, "*"))) if by_id else None
    return Answer(
        tuple(find_all(root, "SearchResults/*")),
        whole(attribute(results[0], "numberOfRecordsMatched")),
        whole(attribute(results[0], "nextRecord")),
    )


def _is_alone(root: Element) -> bool:
    """Whether an element is a record by itself, as CSW 3.0 answers GetRecordById."""
    return (
        is_record(root)
        or name(root) == "RDF"
        or (name(root) in _RECORDS and "/cat/csw/" in namespace(root))
    )
