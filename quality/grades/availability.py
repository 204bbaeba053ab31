"""Tables that the anonymisation gate holds back: nobody can have them, so nothing else counts.

What is said here is read by anybody: that a table is withheld, never what was found in it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from federation.grades import Component
from federation.i18n import Message, msg
from quality.grades.subject import Subject

#: As much as the heaviest of the other components.
_WEIGHT = 40
_WITHHELD = msg("Not measured: the anonymisation gate holds this data back.")
_ACTION = msg(
    "Publish the data in a form that tells of nobody, such as totals; the data officer of the "
    "federation can also decide on it (partage quarantine)."
)


def within_reach(subject: Subject, found: Iterable[Component]) -> Iterator[Component]:
    """The components as measured, with what cannot be had beside them.

    Where nothing can be had only that is measured: other components would grade data that nobody
    gets. Where the gate holds nothing back they are as they are.
    """
    for one in found:
        if subject.out_of_reach:
            yield replace(one, value=None, why=_WITHHELD, action=None)
        else:
            yield one
    if subject.held:
        yield _availability(subject)


def _availability(subject: Subject) -> Component:
    had, held = len(subject.published), len(subject.held)
    return Component("availability", _WEIGHT, had / (had + held), _why(subject), _ACTION)


def _why(subject: Subject) -> Message:
    if subject.out_of_reach:
        return msg("The anonymisation gate holds this data back: nobody can have it.")
    return msg(
        "Tables that the anonymisation gate holds back: %(held)s of %(all)s.",
        held=len(subject.held),
        all=len(subject.held) + len(subject.published),
    )
