"""Reading a body that may be endless, too slow, too large or a decompression bomb."""

from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPException
from time import monotonic

from urllib3 import HTTPHeaderDict
from urllib3.exceptions import HTTPError

from connectors.web import failures
from connectors.web.watch import limited
from connectors.web.wire import Answer
from federation.settings import Politeness

_BLOCK = 1 << 16
_RATIO_FLOOR = 1 << 20  # bytes: below this an unpacked body harms nobody, whatever its ratio
_GRACE_SECONDS = 10.0  # before the rate of a transfer is judged


@dataclass(frozen=True, slots=True)
class Transfer:
    """An answer whose status is right, before its body is read.

    `deadline` is on the monotonic clock; `max_bytes` counts unpacked bytes.
    """

    answer: Answer
    politeness: Politeness
    deadline: float
    max_bytes: int

    @property
    def url(self) -> str:
        """The address that answered, after all redirects."""
        return self.answer.url

    @property
    def status(self) -> int:
        """The HTTP status."""
        return self.answer.status

    @property
    def headers(self) -> HTTPHeaderDict:
        """The headers, whose names have no case."""
        return self.answer.headers

    @property
    def announced(self) -> int | None:
        """Content-Length in bytes, where the portal gives one."""
        value = self.headers.get("Content-Length", "")
        return int(value) if value.isdecimal() else None

    @property
    def media_type(self) -> str:
        """Content-Type without its parameters, lower case; empty where the portal is silent."""
        found = self.headers.get("Content-Type", "").split(";")[0].strip().lower()
        return found if found.isprintable() else ""

    def blocks(self) -> Iterator[bytes]:
        """The unpacked body; HttpFailure as soon as a limit is passed."""
        if (self.announced or 0) > self.max_bytes:
            raise failures.too_large(self.url, self.max_bytes)
        raw = self.answer.raw
        try:
            with limited(self.deadline - monotonic(), raw.shutdown):
                yield from self._watched()
        except TimeoutError as error:
            raise failures.too_slow(self.url) from error
        except (HTTPError, HTTPException, OSError) as error:
            raise failures.of_exception(error, self.url) from error

    def _watched(self) -> Iterator[bytes]:
        raw, started, read = self.answer.raw, monotonic(), 0
        packed = "Content-Encoding" in self.headers
        # read1 returns what has come; read would wait for a whole block, however slow.
        while block := raw.read1(_BLOCK, decode_content=True):
            read += len(block)
            if read > self.max_bytes:
                raise failures.too_large(self.url, self.max_bytes)
            if packed and read > max(_RATIO_FLOOR, self.politeness.max_ratio * raw.tell()):
                raise failures.bomb(self.url, self.politeness.max_ratio)
            self._check_rate(raw.tell(), monotonic() - started)
            yield block

    def _check_rate(self, received: int, seconds: float) -> None:
        grace = min(_GRACE_SECONDS, self.politeness.timeout_seconds)
        if seconds > grace and received < self.politeness.min_bytes_per_second * seconds:
            raise failures.too_slow(self.url)
