"""The one place where an unforeseen exception becomes a recorded failure of one thing.

Exception texts may quote cells: only the exception's class and its place in the code are logged.
"""

import logging
import traceback

from federation.errors import CodedError, FailureCode, PartageError
from federation.i18n import Message, msg

log = logging.getLogger("partage")


def describe(error: Exception, subject: str) -> tuple[FailureCode, Message]:
    """A reason code and a sentence for any exception; unforeseen ones are logged, without text."""
    if isinstance(error, CodedError):
        return error.code, error.message
    if isinstance(error, PartageError):
        return FailureCode.INTERNAL, error.message
    kind = type(error).__name__
    place_of(error, subject)
    return FailureCode.INTERNAL, msg(
        "An unforeseen error (%(kind)s) stopped the work on this file. The others went on. "
        "Please report it with the identifier %(subject)s.",
        kind=kind,
        subject=subject,
    )


def place_of(error: Exception, subject: str) -> None:
    """Log the class of an exception and where it was raised, never its text."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    kind = type(error).__name__
    log.error("%s: unforeseen %s at %s:%s", subject, kind, place.filename, place.lineno)
