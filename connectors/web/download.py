"""Files of data, to disk: conditional, hashed on the way, capped, and not a web page.

An answer that begins like HTML is refused whatever its name says: portals answer with a login or
an error page and status 200.
"""

import hashlib
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from email.message import Message as MailMessage
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from connectors.web import failures
from connectors.web.answers import validator
from connectors.web.failures import HttpFailure
from connectors.web.http import PoliteSession
from connectors.web.transfer import Transfer
from federation.errors import FailureCode, HarvestError
from federation.harvest import Fetched
from federation.i18n import msg
from federation.settings import Politeness

_SNIFF = 2048  # bytes
BIG = 50_000_000  # bytes
_HTML = re.compile(
    rb"^(?:<\?xml[^>]*>)?\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.S
)
_NAME_LENGTH = 120


def is_html(start: bytes) -> bool:
    """Whether the first bytes of a file are those of a web page."""
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return bool(_HTML.match(text))


def download(
    session: PoliteSession,
    url: str,
    folder: Path,
    *,
    etag: str | None = None,
    last_modified: str | None = None,
    known_bytes: int | None = None,
    declared_bytes: int | None = None,
    politeness: Politeness | None = None,
    secrets: Mapping[str, str] | None = None,
) -> Fetched:
    """Fetch a file into a new file of `folder`, unless it has not changed.

    `etag`, `last_modified` and `known_bytes` (its size) are those of the previous `Fetched` of this
    address, `declared_bytes` is what the catalogue says. A change is seen by ETag or Last-Modified,
    then by Content-Length, then by the SHA-256 that the caller compares. A file of BIG bytes whose
    publisher gave no validator is asked about by HEAD first: the same length counts as unchanged,
    as asking for all of it to find one digit changed would be rude; leave `known_bytes` out to have
    it all the same. The caller owns `Fetched.path`. HarvestError: TOO_LARGE, DECOMPRESSION,
    WRONG_FORMAT (HTML), EMPTY, and all those of `PoliteSession.fetch`.
    """
    limits = politeness or session.politeness
    known = _Known(etag, last_modified, known_bytes)
    conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
    if not (etag or last_modified) and max(known_bytes or 0, declared_bytes or 0) >= BIG:
        unchanged = _looked_at(session, url, known, limits.max_file_bytes, secrets)
        if unchanged is not None:
            return unchanged

    def consume(transfer: Transfer) -> Fetched:
        if transfer.status == 304 or known.same_validator(transfer.headers):
            return _unchanged(transfer.headers, transfer.url, known)
        return _stored(transfer, folder)

    return session.fetch(
        url,
        consume,
        headers={name: value for name, value in conditions.items() if value},
        secrets=secrets,
        accept=(200, 304) if etag or last_modified else (200,),
        max_bytes=limits.max_file_bytes,
    )


@dataclass(frozen=True, slots=True)
class _Known:
    """What the previous fetch of an address left."""

    etag: str | None
    last_modified: str | None
    size: int | None

    def same_validator(self, headers: Mapping[str, str]) -> bool:
        """Whether a publisher who ignores conditions says all the same that nothing changed."""
        etag = headers.get("ETag")
        if self.etag and etag:
            return self.etag.removeprefix("W/") == etag.removeprefix("W/")
        return bool(self.last_modified) and headers.get("Last-Modified") == self.last_modified


def _looked_at(
    session: PoliteSession,
    url: str,
    known: _Known,
    limit: int,
    secrets: Mapping[str, str] | None,
) -> Fetched | None:
    """The outcome, where HEAD is enough to know it; None where the file has to be fetched.

    HttpFailure TOO_LARGE before any byte of it was sent.
    """
    # Unpacked, so that the length is that of the file.
    try:
        found = session.head(url, headers={"Accept-Encoding": "identity"}, secrets=secrets)
    except HttpFailure as failure:
        if failure.status is None:
            raise
        return None  # what GET answers counts
    if found.length is not None and found.length > limit:
        raise failures.too_large(url, limit)
    if found.length is None or found.length != known.size:
        return None
    return Fetched(
        not_modified=True,
        etag=found.etag,
        last_modified=found.last_modified,
        url=found.url,
    )


def _unchanged(headers: Mapping[str, str], url: str, known: _Known) -> Fetched:
    return Fetched(
        not_modified=True,
        etag=validator(headers, "ETag") or known.etag,
        last_modified=validator(headers, "Last-Modified") or known.last_modified,
        url=url,
    )


def _stored(transfer: Transfer, folder: Path) -> Fetched:
    headers = transfer.headers
    path, sha256, size = keep(transfer.blocks(), folder, failures.shown(transfer.url))
    return Fetched(
        not_modified=False,
        path=path,
        sha256=sha256,
        size=size,
        etag=validator(headers, "ETag"),
        last_modified=validator(headers, "Last-Modified"),
        media_type=transfer.media_type or None,
        file_name=file_name(transfer.url, headers.get("Content-Disposition")),
        url=transfer.url,
    )


def keep(blocks: Iterable[bytes], folder: Path, shown: str) -> tuple[Path, str, int]:
    """Write blocks to a new file of a folder: its path, SHA-256 (hexadecimal) and size in bytes.

    The file is removed on failure. HarvestError WRONG_FORMAT for HTML, EMPTY for nothing, INTERNAL
    where the disk refuses. `shown` names the file in messages.
    """
    digest, size, path = hashlib.sha256(), 0, None
    try:
        handle, name = tempfile.mkstemp(dir=folder, prefix="fetched-")
        path = Path(name)
        with os.fdopen(handle, "wb") as out:
            for block in _checked(blocks, shown):
                digest.update(block)
                size += out.write(block)
    except BaseException as error:
        if path is not None:
            path.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise _disk(folder) from error
        raise
    return path, digest.hexdigest(), size


def _checked(blocks: Iterable[bytes], shown: str) -> Iterator[bytes]:
    """The same bytes, once enough of them are there to know that they are no web page."""
    start = b""
    sniffed = False
    for block in blocks:
        if sniffed:
            yield block
            continue
        start += block
        if len(start) >= _SNIFF:
            _refuse_html(start, shown)
            sniffed = True
            yield start
    if not sniffed:
        _refuse_empty(start, shown)
        _refuse_html(start, shown)
        yield start


def _refuse_html(start: bytes, shown: str) -> None:
    if is_html(start[:_SNIFF]):
        raise HarvestError(
            FailureCode.WRONG_FORMAT,
            msg(
                "%(url)s is a web page, not a file of data: ask its publisher for the address of "
                "the file itself.",
                url=shown,
            ),
        )


def _refuse_empty(start: bytes, shown: str) -> None:
    if not start.strip():
        raise HarvestError(
            FailureCode.EMPTY, msg("%(url)s is an empty file: tell its publisher.", url=shown)
        )


def _disk(folder: Path) -> HarvestError:
    return HarvestError(
        FailureCode.INTERNAL,
        msg(
            "A file could not be written to the folder %(folder)s: is the disk full?",
            folder=folder.name,
        ),
    )


def file_name(url: str, disposition: str | None = None) -> str | None:
    """The name of a file: that of Content-Disposition (RFC 6266), else the end of the path."""
    mail = MailMessage()
    if disposition:
        mail["Content-Disposition"] = disposition
    name = mail.get_filename() or unquote(urlsplit(url).path)
    clean = "".join(letter for letter in name.replace("\\", "/") if letter.isprintable())
    return PurePosixPath(clean).name[-_NAME_LENGTH:] or None
