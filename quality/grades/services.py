"""Services: whether programs and people can take, understand and lawfully reuse the data."""

from collections.abc import Iterator

from federation.grades import Component
from federation.i18n import Message, msg
from quality.grades import formats, licences, mqa
from quality.grades.subject import File, Subject

#: Characters of a description that say enough.
_ENOUGH = 200
#: Share of the component by number of reuses declared.
_REUSES = (0.0, 0.6, 0.8, 1.0)


def components(subject: Subject) -> Iterator[Component]:
    """The components of the grade."""
    yield _formats(subject)
    yield _addresses(subject)
    yield _api(subject)
    yield _description(subject)
    yield _columns(subject)
    yield _licence(subject)
    yield _reuses(subject)


def _formats(subject: Subject) -> Component:
    name, weight = "formats", 20
    value = max((_readable(file) for file in subject.offered), default=0.0)
    action = msg("Also publish the data in a format such as CSV, GeoJSON or JSON.")
    return Component(name, weight, value, _FORMATS[value], action)


_FORMATS: dict[float, Message] = {
    1.0: msg("A file is in a format that any program can read."),
    0.5: msg("Programs can read a file, but its format belongs to one maker."),
    0.0: msg("No file is in a format that programs can read."),
}


def _readable(file: File) -> float:
    code = formats.file_type(file.offer)
    if code not in formats.MACHINE_READABLE:
        return 0.0
    return 1.0 if code in formats.NON_PROPRIETARY else 0.5


def _addresses(subject: Subject) -> Component:
    name, weight = "addresses", 20
    given = {
        address for file in subject.offered for address in (file.access, file.download) if address
    }
    known = [subject.answers[address] for address in sorted(given) if address in subject.answers]
    if not given and any(file.handed_over for file in subject.offered):
        why = msg("The files were given to the federation, which serves them.")
        return Component(name, weight, 1.0, why)
    if not given:
        action = msg("Give the address of each file at the portal.")
        return Component(name, weight, 0.0, msg("No file has an address."), action)
    if not known:
        return Component(name, weight, None, msg("The addresses have not been checked yet."))
    good = sum(known)
    why = msg("Addresses that answer: %(good)s of %(all)s checked.", good=good, all=len(known))
    action = msg("Repair or remove the addresses that do not answer.")
    return Component(name, weight, good / len(known), why, action)


def _api(subject: Subject) -> Component:
    name, weight = "api", 5
    if any(formats.file_type(file.offer) in formats.SERVICES for file in subject.offered):
        return Component(name, weight, 1.0, msg("The portal offers the data as a service."))
    action = msg("Offer the data through an interface, such as WFS or OGC API.")
    return Component(name, weight, 0.0, msg("The portal declares no interface."), action)


def _description(subject: Subject) -> Component:
    name, weight = "description", 10
    texts = subject.dataset.description.values()
    length = max((len(" ".join(text.split())) for text in texts), default=0)
    why = msg("The description has %(count)s characters.", count=length)
    action = msg(
        "Describe the data in %(count)s characters or more: what, since when, how it is made.",
        count=_ENOUGH,
    )
    return Component(name, weight, min(1.0, length / _ENOUGH), why, action)


def _columns(subject: Subject) -> Component:
    name, weight = "columns", 15
    tables = subject.tables
    if not tables:
        why = msg("This dataset has no table whose columns could be explained.")
        return Component(name, weight, None, why)
    good = sum(table.schema is not None for table in tables)
    why = msg(
        "Tables whose columns a schema explains: %(good)s of %(all)s.", good=good, all=len(tables)
    )
    action = msg("Declare the schema that the table follows, or publish one.")
    return Component(name, weight, good / len(tables), why, action)


def _licence(subject: Subject) -> Component:
    name, weight, dataset = "licence", 20, subject.dataset
    uris = {file.offer.licence or dataset.licence for file in subject.offered} or {dataset.licence}
    if all(licences.is_open(uri) for uri in uris):
        return Component(name, weight, 1.0, msg("The licence is open and widely known."))
    action = msg("Choose an open licence of the list, such as the Licence Ouverte 2.0.")
    if any(uris):
        why = msg("The licence restricts reuse, or not all files have the open one.")
        return Component(name, weight, 0.5, why, action)
    if mqa.has_licence(dataset):
        why = msg("A licence is given in words that are not those of a known licence.")
        return Component(name, weight, 0.25, why, action)
    return Component(name, weight, 0.0, msg("No licence is given."), action)


def _reuses(subject: Subject) -> Component:
    name, weight, found = "reuses", 10, subject.dataset.reuses
    if found is None:
        return Component(name, weight, None, msg("The portal does not tell of reuses."))
    action = msg("Declare at the portal the reuses that you know of: maps, articles, applications.")
    why = msg("Reuses declared at the portal: %(count)s.", count=found.count)
    return Component(name, weight, _REUSES[min(found.count, len(_REUSES) - 1)], why, action)
