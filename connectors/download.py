"""Files of data, to disk: conditional, hashed on the way, capped, and not a web page.

An answer that begins like HTML is refused whatever its name says: portals answer with a login or
an error page and status 200.
"""

import hashlib
import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from email.message import Message as MailMessage
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from connectors import failures
from connectors.http import PoliteSession
from connectors.transfer import Transfer
from federation.errors import FailureCode, HarvestError
from federation.harvest import Fetched
from federation.i18n import msg
from federation.settings import Politeness

_SNIFF = 2048  # bytes
_BLOCK = 1 << 20
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
    politeness: Politeness | None = None,
    secrets: Mapping[str, str] | None = None,
) -> Fetched:
    """Fetch a file into a new file of `folder`, unless the publisher says it has not changed.

    `etag` and `last_modified` are those of the previous `Fetched` of this address. The caller owns
    `Fetched.path`. HarvestError: TOO_LARGE, DECOMPRESSION, WRONG_FORMAT (HTML), EMPTY, and all
    those of `PoliteSession.fetch`.
    """
    limits = politeness or session.politeness
    conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}

    def consume(transfer: Transfer) -> Fetched:
        if transfer.response.status_code == 304:
            return _unchanged(transfer, etag, last_modified)
        return _stored(transfer, folder)

    return session.fetch(
        url,
        consume,
        headers={name: value for name, value in conditions.items() if value},
        secrets=secrets,
        accept=(200, 304) if etag or last_modified else (200,),
        max_bytes=limits.max_file_bytes,
    )


def _unchanged(transfer: Transfer, etag: str | None, last_modified: str | None) -> Fetched:
    headers = transfer.response.headers
    return Fetched(
        not_modified=True,
        etag=headers.get("ETag") or etag,
        last_modified=headers.get("Last-Modified") or last_modified,
        url=transfer.url,
    )


def _stored(transfer: Transfer, folder: Path) -> Fetched:
    headers = transfer.response.headers
    path, sha256, size = keep(transfer.blocks(), folder, failures.shown(transfer.url))
    return Fetched(
        not_modified=False,
        path=path,
        sha256=sha256,
        size=size,
        etag=headers.get("ETag"),
        last_modified=headers.get("Last-Modified"),
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
