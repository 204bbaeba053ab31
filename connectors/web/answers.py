"""Answers of portals in memory, and what their headers ask of us."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import orjson

from connectors.web.failures import shown
from connectors.web.transfer import Transfer
from federation.errors import FailureCode, HarvestError
from federation.i18n import msg
from federation.settings import FederationSettings

_DIGITS = 20  # of a number of seconds: more of them say the same, a wait for ever


@dataclass(frozen=True, slots=True)
class Body:
    """A whole answer in memory: a page of a catalogue, never a file of data."""

    url: str
    status_code: int
    media_type: str
    content: bytes

    @property
    def text(self) -> str:
        """The body as UTF-8, the only encoding of JSON (RFC 8259); bad bytes are replaced."""
        return self.content.decode("utf-8-sig", "replace")


@dataclass(frozen=True, slots=True)
class Head:
    """The headers of an answer; `url` is the last one of its redirects, `length` in bytes."""

    status: int
    url: str
    media_type: str
    length: int | None = None
    etag: str | None = None
    last_modified: str | None = None


def head_of(transfer: Transfer) -> Head:
    """The headers of an answer whose body is left unread."""
    headers = transfer.headers
    length = transfer.announced
    if "Content-Range" in headers:  # bytes 0-0/1234: only the first byte was asked for
        total = headers["Content-Range"].rpartition("/")[2]
        length = int(total) if total.isdecimal() else None
    return Head(
        transfer.status,
        transfer.url,
        transfer.media_type,
        length,
        validator(headers, "ETag"),
        validator(headers, "Last-Modified"),
    )


def validator(headers: Mapping[str, str], name: str) -> str | None:
    """A validator to keep; None where it holds characters that no header may (RFC 9110, 5.5).

    PostgreSQL refuses a null character in a text, and all that is stored along with it.
    """
    found = headers.get(name)
    return found if found and found.isprintable() else None


def user_agent(settings: FederationSettings) -> str:
    """Who is asking and whom to write to, as portals see it."""
    if settings.network.user_agent:
        return settings.network.user_agent
    try:
        release = version("partage")
    except PackageNotFoundError:
        release = "0"
    publisher = settings.federation.publisher
    contact = publisher.email or publisher.url
    about = f"+{settings.federation.base_url}" + (f"; {contact}" if contact else "")
    return f"partage/{release} ({about})".encode("latin-1", "replace").decode("latin-1")


def asked_wait(headers: Mapping[str, str]) -> float | None:
    """Seconds a portal asks to wait: Retry-After, else X-RateLimit-Reset."""
    return _seconds(headers.get("Retry-After") or _reset(headers))


def spent_wait(headers: Mapping[str, str]) -> float | None:
    """Seconds until a portal answers again, where this answer was the last of its quota."""
    left = headers.get("X-RateLimit-Remaining") or headers.get("RateLimit-Remaining")
    return _seconds(_reset(headers)) if left is not None and left.strip() == "0" else None


def _reset(headers: Mapping[str, str]) -> str:
    return headers.get("X-RateLimit-Reset") or headers.get("RateLimit-Reset") or ""


def _seconds(value: str) -> float | None:
    """Seconds, a moment in seconds since 1970, or a date, as seconds from now."""
    if value.isdecimal():
        seconds = float(value[:_DIGITS])
        return seconds if seconds < 1e9 else max(0.0, seconds - time.time())
    for read in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            when = read(value)
        except (ValueError, OverflowError):
            continue
        when = when if when.tzinfo else when.replace(tzinfo=UTC)
        return max(0.0, (when - datetime.now(UTC)).total_seconds())
    return None


def answered_at(headers: Mapping[str, str]) -> datetime | None:
    """The server's clock, in UTC; None where the answer does not tell the time."""
    try:
        when = parsedate_to_datetime(headers.get("Date", ""))
    except (ValueError, OverflowError):
        return None
    return when if when.tzinfo else when.replace(tzinfo=UTC)


def read_json(body: Body) -> Any:  # noqa: ANN401 - JSON
    """The JSON of an answer; HarvestError WRONG_FORMAT where it is not JSON."""
    content = body.content.removeprefix(b"\xef\xbb\xbf")
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError:
        pass
    try:  # one lone surrogate or NaN among a thousand datasets: orjson refuses them all
        return json.loads(content)
    except (ValueError, RecursionError) as error:
        message = msg(
            "%(url)s should answer JSON and sends something else (%(media_type)s): check the "
            "address and the connector of the source.",
            url=shown(body.url),
            media_type=body.media_type or "?",
        )
        raise HarvestError(FailureCode.WRONG_FORMAT, message) from error
