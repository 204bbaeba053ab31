"""What each error code of the API means, told on the page for developers.

The `type` of a problem (RFC 9457) is an address of that page with the code as its fragment.
"""

from collections.abc import Mapping

from federation.i18n import Message, msg

CODES: Mapping[str, Message] = {
    "bad-request": msg("The request cannot be read."),
    "bad-query": msg("The search cannot be read."),
    "not-published": msg("The table is known, but its data is withheld; the detail says why."),
    "not-found": msg("There is nothing at this address."),
    "method-not-allowed": msg("Only GET and HEAD are accepted here."),
    "not-acceptable": msg("What is here has none of the forms that the client accepts."),
    "withdrawn": msg("It was published and has been withdrawn; the detail says why."),
    "retracted": msg("The federation took this back for good; the detail gives the date."),
    "not-kept": msg("The data of an older version is no longer offered; the detail says why."),
    "too-large": msg("The request is too large."),
    "range-not-satisfiable": msg("The file has no such range of bytes."),
    "invalid-parameter": msg("A parameter has a value that cannot be used; the text names it."),
    "invalid-cursor": msg("The cursor is not one that the catalogue gave: follow next."),
    "no-coordinates": msg("A map cannot be made of a table without longitude and latitude."),
    "too-many-rows": msg("A file of this format cannot hold so many rows: choose another format."),
    "too-many-requests": msg("Too many requests: wait as long as Retry-After tells."),
    "internal-error": msg("Something went wrong on our side: quote the number of the detail."),
    "data-unavailable": msg("The data cannot be read at the moment: try again later."),
    "index-not-ready": msg("The search is starting up: try again in a few seconds."),
    "busy": msg("Many questions are being answered: try again in a few seconds."),
    "query-too-long": msg("The question took too long: filter more, or group by fewer values."),
    "query-too-large": msg("The answer is too large: filter more, or group by fewer values."),
}
