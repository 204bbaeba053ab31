"""What goes wrong between here and a portal, said once: reason code, place, what to do.

Bodies of answers never enter a message: only hosts, paths, statuses and sizes do.
"""

import ssl
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from urllib3 import exceptions as u3

from connectors.web.guard import PrivateAddress
from federation.errors import FailureCode, HarvestError
from federation.i18n import Message, msg

_SHOWN = 160  # characters of an address in a message


class HttpFailure(HarvestError):
    """A request that failed; `status` is the HTTP status, None where there was no answer.

    `again` tells whether the same request may be sent again at once, `undone` whether the portal
    surely did nothing with it, `wait` the seconds that the portal asked for, `host_down` whether
    it says something about the host as a whole.
    """

    def __init__(
        self,
        code: FailureCode,
        message: Message,
        *,
        status: int | None = None,
        again: bool = False,
        undone: bool = False,
        wait: float | None = None,
        host_down: bool = False,
    ) -> None:
        super().__init__(code, message)
        self.status = status
        self.again = again
        self.undone = undone
        self.wait = wait
        self.host_down = host_down


def shown(url: str) -> str:
    """An address fit for a message: no user, password, query or fragment, and not too long."""
    try:
        parts = urlsplit(url)
        host = parts.netloc.rsplit("@", 1)[-1]
    except ValueError:
        return "?"
    return f"{parts.scheme}://{host}{parts.path}"[:_SHOWN]


_STATUS: Mapping[int, tuple[FailureCode, Message]] = {
    401: (
        FailureCode.AUTH,
        msg(
            "%(url)s asks for an identification (status %(status)s): give the key of this portal "
            "as api_key of the source."
        ),
    ),
    403: (
        FailureCode.AUTH,
        msg(
            "%(url)s refuses access (status %(status)s): check that it is public, or give the key "
            "of this portal as api_key of the source."
        ),
    ),
    404: (
        FailureCode.GONE,
        msg("%(url)s does not exist (status %(status)s): check the address with its publisher."),
    ),
    408: (
        FailureCode.TIMEOUT,
        msg("%(url)s gave up waiting (status %(status)s): it is tried again."),
    ),
    410: (
        FailureCode.GONE,
        msg("%(url)s was removed by its publisher (status %(status)s)."),
    ),
    429: (
        FailureCode.THROTTLED,
        msg(
            "%(url)s asks to slow down (status %(status)s): lower politeness.requests_per_second "
            "of the source; the next run tries again."
        ),
    ),
    451: (
        FailureCode.WITHDRAWN,
        msg("%(url)s was withdrawn for legal reasons (status %(status)s)."),
    ),
}
_SERVER = (
    FailureCode.SERVER,
    msg(
        "%(url)s is out of order (status %(status)s): the next run tries again; tell the portal's "
        "operator if it lasts."
    ),
)
_OTHER = (
    FailureCode.WRONG_FORMAT,
    msg(
        "%(url)s does not answer as expected (status %(status)s): check the address and the "
        "connector of the source."
    ),
)
_TRY_AGAIN = frozenset({429, 502, 503, 504})
_UNDONE = frozenset({429, 503})


def of_status(status: int, url: str, wait: float | None = None) -> HttpFailure:
    """The failure that an HTTP status stands for."""
    code, words = _STATUS.get(status, _SERVER if status >= 500 else _OTHER)
    return HttpFailure(
        code,
        replace(words, params={"url": shown(url), "status": status}),
        status=status,
        again=status in _TRY_AGAIN,
        undone=status in _UNDONE,
        wait=wait,
        host_down=status in {502, 503, 504},
    )


def too_slow(url: str) -> HttpFailure:
    """The answer came too slowly, or did not end in time."""
    return HttpFailure(
        FailureCode.TIMEOUT,
        msg(
            "%(url)s sends its answer too slowly: it was given up. See politeness.timeout_seconds, "
            "deadline_seconds and min_bytes_per_second of the source.",
            url=shown(url),
        ),
    )


def too_large(url: str, limit: int) -> HttpFailure:
    """The answer is larger than the source's settings allow."""
    return HttpFailure(
        FailureCode.TOO_LARGE,
        msg(
            "%(url)s is larger than %(limit)s bytes: raise politeness.max_file_bytes (files) or "
            "max_page_bytes (catalogue pages) of the source if this is expected.",
            url=shown(url),
            limit=limit,
        ),
    )


def bomb(url: str, ratio: int) -> HttpFailure:
    """The answer unpacks to far more than was sent."""
    return HttpFailure(
        FailureCode.DECOMPRESSION,
        msg(
            "%(url)s unpacks to more than %(ratio)s times what was sent, as files made to exhaust "
            "a computer do: it was refused.",
            url=shown(url),
            ratio=ratio,
        ),
    )


def private_address(url: str) -> HttpFailure:
    """The address leads into a private network."""
    return HttpFailure(
        FailureCode.POLICY,
        msg(
            "%(url)s leads to a private or local address: it was not contacted. If this host is "
            "yours, list it under network.allow_private.",
            url=shown(url),
        ),
    )


def bad_address(url: str) -> HttpFailure:
    """The address is not one of the web."""
    return HttpFailure(
        FailureCode.POLICY,
        msg(
            "%(url)s is not a usable web address: only http:// and https:// are followed.",
            url=shown(url),
        ),
    )


def too_many_redirects(url: str) -> HttpFailure:
    """The address redirects without end."""
    return HttpFailure(
        FailureCode.WRONG_FORMAT,
        msg(
            "%(url)s redirects again and again: check the address with its publisher.",
            url=shown(url),
        ),
    )


def post_redirected(url: str) -> HttpFailure:
    """A POST was sent elsewhere in a way that loses its body (RFC 9110, 15.4)."""
    return HttpFailure(
        FailureCode.WRONG_FORMAT,
        msg(
            "%(url)s sends what is posted to another address: give the address it leads to.",
            url=shown(url),
        ),
    )


def left_alone(host: str) -> HttpFailure:
    """The circuit breaker of a host is open."""
    return HttpFailure(
        FailureCode.UNREACHABLE,
        msg("%(host)s failed several times in a row: it is left alone for a minute.", host=host),
    )


def preparing(url: str, wait: float | None) -> HttpFailure:
    """202: the portal makes the file first (ArcGIS Hub does)."""
    message = msg(
        "%(url)s is still preparing its answer (status 202): the next run asks again.",
        url=shown(url),
    )
    return HttpFailure(FailureCode.TIMEOUT, message, status=202, again=True, wait=wait)


def held(host: str, seconds: float) -> HttpFailure:
    """A portal asked to be left alone for longer than a request may wait."""
    return HttpFailure(
        FailureCode.THROTTLED,
        msg(
            "%(host)s asked to wait %(seconds)s seconds: it is left alone until then. Lower "
            "politeness.requests_per_second of the source if this happens often.",
            host=host,
            seconds=int(seconds) + 1,
        ),
        wait=seconds,
    )


def crowded(host: str) -> HttpFailure:
    """No connection to a host, or no turn, came free in time."""
    return HttpFailure(
        FailureCode.THROTTLED,
        msg(
            "%(host)s is being visited by other runs, and no turn came before "
            "politeness.deadline_seconds: the next run tries again.",
            host=host,
        ),
    )


def robots_refuse(url: str) -> HttpFailure:
    """The robots.txt of a host forbids an address."""
    return HttpFailure(
        FailureCode.POLICY,
        msg(
            "%(url)s is closed to robots by the robots.txt of its host: it was not fetched. Ask "
            "the portal's operator to allow this platform, or, with their consent, set "
            "network.robots to false.",
            url=shown(url),
        ),
    )


def robots_unreadable(url: str, status: int | None) -> HttpFailure:
    """The robots.txt of a host cannot be read for now (RFC 9309, 2.3.1.4: nothing is allowed)."""
    return HttpFailure(
        FailureCode.SERVER,
        msg(
            "%(url)s cannot be read, so nothing is fetched from this host: the next run tries "
            "again; tell the portal's operator if it lasts.",
            url=shown(url),
        ),
        status=status,
    )


def _unreachable(url: str) -> HttpFailure:
    message = msg(
        "%(url)s cannot be reached: check the name of the host and the network; the next run "
        "tries again.",
        url=shown(url),
    )
    return HttpFailure(FailureCode.UNREACHABLE, message, again=True, host_down=True)


def _never_connected(url: str) -> HttpFailure:
    failure = _unreachable(url)
    failure.undone = True
    return failure


def _timeout(url: str) -> HttpFailure:
    message = msg(
        "%(url)s did not answer in time: the next run tries again; see "
        "politeness.timeout_seconds of the source.",
        url=shown(url),
    )
    return HttpFailure(FailureCode.TIMEOUT, message, again=True, host_down=True)


def _tls(url: str) -> HttpFailure:
    return HttpFailure(
        FailureCode.TLS,
        msg(
            "%(url)s has no valid certificate or no common encryption: ask its operator to renew "
            "it. (A private authority: set REQUESTS_CA_BUNDLE.)",
            url=shown(url),
        ),
    )


def _malformed(url: str) -> HttpFailure:
    return HttpFailure(
        FailureCode.MALFORMED,
        msg(
            "%(url)s sends an answer whose compression is damaged: tell the portal's operator.",
            url=shown(url),
        ),
    )


def of_exception(error: Exception, url: str) -> HttpFailure:
    """The failure that an exception of urllib3 or a socket stands for."""
    for kinds, failure in _KINDS:
        if isinstance(error, kinds):
            return failure(url)
    return _unreachable(url)


#: The first match wins: subclasses stand before their bases.
_KINDS = (
    ((PrivateAddress,), private_address),
    ((u3.SSLError, ssl.SSLError), _tls),
    ((u3.NewConnectionError, ConnectionRefusedError), _never_connected),
    ((u3.TimeoutError, TimeoutError), _timeout),
    ((u3.DecodeError,), _malformed),
    ((u3.LocationValueError,), bad_address),
)
