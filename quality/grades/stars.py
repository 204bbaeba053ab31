"""Tim Berners-Lee's stars of open data (5stardata.info): each supposes the one before.

One: on the web under an open licence. Two: structured, so that programs can read it. Three: in a
format that belongs to nobody. Four: things have addresses (RDF). Five: linked to other data.

RDF itself is not read here. What is read are the tables of the same dataset: a column of
identifiers of a public register (SIRET, INSEE code…), filled for the most part, names things that
others describe. So the fifth star goes to data offered as RDF whose table links; a table without
RDF keeps the three stars of its format.
"""

from quality.grades import formats, licences
from quality.grades.keys import keys
from quality.grades.subject import File, Subject

#: Share of the cells of a column of identifiers that must be filled.
_FILLED = 0.5


def stars(subject: Subject) -> int:
    """0–5, of the files that can be had."""
    linked = bool(links(subject))
    return max((_stars(subject, file, linked) for file in subject.offered), default=0)


def links(subject: Subject) -> tuple[str, ...]:
    """The public registers that columns of the published tables refer to."""
    found = (
        column.name
        for table in subject.published
        if table.snapshot and table.quality
        for column in table.snapshot.columns
        if table.quality.completeness.get(column.name, 0.0) >= _FILLED
    )
    return keys(found)


def _stars(subject: Subject, file: File, linked: bool) -> int:
    code = formats.file_type(file.offer)
    steps = (
        licences.is_open(file.offer.licence or subject.dataset.licence)
        and (file.access is not None or file.handed_over),
        code in formats.MACHINE_READABLE,
        code in formats.NON_PROPRIETARY,
        code in formats.LINKED,
        linked,
    )
    return next((count for count, held in enumerate(steps) if not held), len(steps))
