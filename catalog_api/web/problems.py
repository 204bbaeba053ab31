"""What can go wrong with a request, and the one shape it is told in.

Native API: problem details (RFC 9457) with a stable `code`; the CKAN façade has CKAN's own
envelope, pages a readable page: `responses` chooses by path.
"""

from federation.i18n import Message, msg
from federation.published import StoredDataset


class Problem(Exception):
    """A request that gets an error: HTTP status, stable code, message, and more when there is."""

    def __init__(
        self, status: int, code: str, message: Message, detail: Message | None = None
    ) -> None:
        super().__init__(code)
        self.status = status
        self.code = code
        self.message = message
        self.detail = detail


def no_dataset() -> Problem:
    return Problem(
        404,
        "not-found",
        msg("There is no dataset here. Search the catalogue to find the one you want."),
    )


def no_table() -> Problem:
    return Problem(
        404,
        "not-found",
        msg("There is no table here. Open its dataset to see the tables it has now."),
    )


def no_city() -> Problem:
    return Problem(
        404,
        "not-found",
        msg("No city of this name takes part. See the list of cities."),
    )


def withdrawn(stored: StoredDataset) -> Problem:
    """A tombstone: the dataset existed and was withdrawn, with the reason."""
    return Problem(
        410,
        "withdrawn",
        msg("This dataset was published here and has been withdrawn."),
        stored.reason,
    )


def retracted(reason: Message | None) -> Problem:
    """A table that the federation took back for good, with the date and a general reason."""
    return Problem(
        410,
        "retracted",
        msg("This table was published here and has been taken back."),
        reason,
    )


def withheld(reason: Message | None) -> Problem:
    """A table that exists, but whose data is not published."""
    return Problem(
        403,
        "not-published",
        msg("The data of this table is not published; its reports say why."),
        reason,
    )


def no_report() -> Problem:
    return Problem(404, "not-found", msg("This table has no such report."))


def gone_object() -> Problem:
    return Problem(
        503,
        "data-unavailable",
        msg("The data of this table cannot be read at the moment. Try again later."),
    )


def not_ready() -> Problem:
    return Problem(
        503,
        "index-not-ready",
        msg("The search is starting up. Try again in a few seconds."),
    )


def no_range() -> Problem:
    return Problem(416, "range-not-satisfiable", msg("The file has no such range of bytes."))


def no_coordinates() -> Problem:
    return Problem(
        422,
        "no-coordinates",
        msg("This table has no columns of longitude and latitude: choose another format."),
    )


def nothing(what: Message) -> Problem:
    """Something of a list that is not in it; `what` tells where to look."""
    return Problem(404, "not-found", what)


def bad_cursor() -> Problem:
    return Problem(
        422,
        "invalid-cursor",
        msg("This cursor cannot be used. Follow the addresses of next, from the first page on."),
    )


def too_many(seconds: int) -> Problem:
    """More requests than one client may send in a minute."""
    return Problem(
        429,
        "too-many-requests",
        msg("Too many requests came from this address."),
        msg("Try again in %(seconds)s seconds.", seconds=seconds),
    )


def bad_fields() -> Problem:
    return Problem(
        422,
        "invalid-parameter",
        msg(
            "The parameter fields cannot be read: write names of members separated by commas, "
            "such as id,title.fr."
        ),
    )


def bad_period() -> Problem:
    return Problem(
        422,
        "invalid-period",
        msg("This is no period. Write two days, months or years, such as 2020-01/2022."),
    )


def bad_place() -> Problem:
    return Problem(
        422,
        "invalid-place",
        msg("This is no place. Write degrees, longitude first: bbox=2,50,4,51 or near=3.06,50.63."),
    )


def gone_version(kind: str, reason: Message | None) -> Problem:
    """A version of what was withdrawn or taken back at that time, or is no longer offered."""
    return Problem(
        410,
        "retracted" if kind == "retracted" else "withdrawn",
        msg("What was published here at that time has been withdrawn."),
        reason,
    )


def not_kept(*, judged: bool) -> Problem:
    """A version whose data is given up; `judged`: it is there, but today's rules are others."""
    if judged:
        why = msg("It was anonymised under other rules than those of today.")
    else:
        why = msg("Data of older versions is kept for a limited time; what changed is still told.")
    return Problem(410, "not-kept", msg("The data of this version is no longer offered."), why)
