"""Tim Berners-Lee's stars of open data (5stardata.info): each supposes the one before.

One: on the web under an open licence. Two: structured, so that programs can read it. Three: in a
format that belongs to nobody. Four: things have addresses (RDF). The fifth, links to other data,
shows only in the data itself, which is not read for it: no dataset gets it here.
"""

from quality.grades import formats, licences
from quality.grades.subject import File, Subject


def stars(subject: Subject) -> int:
    """0–4."""
    return max((_stars(subject, file) for file in subject.files), default=0)


def _stars(subject: Subject, file: File) -> int:
    code = formats.file_type(file.offer)
    steps = (
        licences.is_open(file.offer.licence or subject.dataset.licence)
        and (file.access is not None or file.handed_over),
        code in formats.MACHINE_READABLE,
        code in formats.NON_PROPRIETARY,
        code in formats.LINKED,
    )
    return next((count for count, held in enumerate(steps) if not held), len(steps))
