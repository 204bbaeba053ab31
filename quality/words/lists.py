"""Several names or values in one sentence, between the quotes of the reader's language."""

from collections.abc import Iterable
from functools import reduce

from federation.i18n import Message, msg


def quoted(values: Iterable[object]) -> Message:
    """“a”, “b”, “c”: at least one value."""
    return joined(msg("“%(value)s”", value=str(value)) for value in values)


def joined(parts: Iterable[Message]) -> Message:
    """Parts with commas between them: at least one."""
    return reduce(_both, parts)


def _both(some: Message, more: Message) -> Message:
    return msg("%(some)s, %(more)s", some=some, more=more)
