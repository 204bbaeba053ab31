"""A commune without a portal: a folder of tables, a list of addresses, or a Data Package.

The source's `url` is a path relative to federation.yaml or a web address. Addresses inside lists
and packages may be web addresses or paths beside the list; absolute paths and `..` are refused, as
the Data Package specification asks.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path, PurePosixPath, PureWindowsPath
from urllib.parse import quote, unquote, urljoin, urlsplit

from connectors.context import Context
from connectors.cursors import Cursor
from connectors.files import entries
from connectors.files.datapackage import read_package
from connectors.files.entries import LOCAL
from connectors.files.folders import PACKAGE, folder_entries, package_files
from connectors.files.lists import read_list
from connectors.files.local import fetch_local, inside
from connectors.portal import Portal
from connectors.walk import Reader, Walk, truncated
from connectors.web.download import is_html
from connectors.web.failures import shown
from connectors.web.http import PoliteSession
from connectors.words.texts import Json, items, mapping, text
from federation.errors import FailureCode, HarvestError
from federation.harvest import Capabilities, Fetched, HarvestPage, ItemFailure
from federation.i18n import msg
from federation.model import Distribution

_PAGE = 100
_MOST = 20_000  # tables of a folder

#: An address as written in a list → one to fetch, or None where it is refused.
Resolve = Callable[[str], str | None]


@dataclass(frozen=True, slots=True)
class _Content:
    """What a source holds: entries, what is wrong with others, and what kind of source it is.

    `left_out` counts entries beyond the most that a source may have.
    """

    entries: list[Json]
    failures: list[ItemFailure]
    kind: str
    left_out: int = 0


class FilesConnector(Portal):
    """One folder, list or package."""

    def __init__(self, context: Context, session: PoliteSession) -> None:
        super().__init__(context, session)
        self._url = context.source.url
        self._path = context.settings.local_path(self._url)
        node, source = context.settings.federation.id, context.source.id
        address = self._url if self._path is None else f"urn:partage:{node}:{source}"
        mapper = entries.EntryMapper(context, address)
        self._reader = Reader(entries.identify, entries.facts, mapper.read)

    def probe(self) -> Capabilities:
        """Kind of source, and number of datasets."""
        content = self._content()
        return Capabilities(content.kind, total=len(content.entries), page_size=_PAGE)

    def pages(
        self, cursor: str | None = None, *, since: datetime | None = None
    ) -> Iterator[HarvestPage]:
        """Every dataset that the settings select, page by page, from a cursor on."""
        del since  # a list does not tell what changed
        place = Cursor.read(cursor, "entries")
        content = self._content()
        walk = Walk(self.context, self._reader, kept=place.kept)
        total = len(content.entries)
        for start in range(min(place.start, total), max(total, 1), _PAGE):
            found = content.entries[start : start + _PAGE]
            end = start + len(found)
            after = Cursor("entries", "", end) if end < total else None
            failures = content.failures if start == 0 else []
            yield walk.page(found, shown(self._url), after, total, failures)
            if walk.full:
                return
        if content.left_out:
            raise HarvestError(
                FailureCode.TRUNCATED, truncated(self.context, total, total + content.left_out)
            )

    def fetch(
        self,
        distribution: Distribution,
        folder: Path,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        known_bytes: int | None = None,
    ) -> Fetched:
        """Copy or download a file into a folder, unless it has not changed."""
        url = distribution.download_url or distribution.access_url
        if not url.startswith(LOCAL):
            return super().fetch(
                distribution,
                folder,
                etag=etag,
                last_modified=last_modified,
                known_bytes=known_bytes,
            )
        politeness = self.context.source.politeness
        return fetch_local(url, self._root(), folder, politeness, etag)

    def _root(self) -> Path:
        """The folder that local addresses are relative to and stay in."""
        if self._path is None:
            raise HarvestError(
                FailureCode.POLICY,
                msg(
                    "%(url)s lists a file of this computer: only web addresses are allowed there.",
                    url=shown(self._url),
                ),
            )
        return self._path if self._path.is_dir() else self._path.parent

    def _content(self) -> _Content:
        if self._path is None:
            return self._remote()
        try:
            if self._path.is_dir():
                return self._folder(self._path)
            content = self._text(self._path)
        except OSError as error:
            raise HarvestError(
                FailureCode.UNREACHABLE,
                msg(
                    "%(path)s cannot be read: check that the folder or file exists beside "
                    "federation.yaml and may be read.",
                    path=self._url,
                ),
            ) from error
        return self._described(content, self._path.name, _beside(self._path.parent, ""))

    def _text(self, path: Path) -> str:
        limit = self.context.source.politeness.max_page_bytes
        with path.open("rb") as handle:
            body = handle.read(limit + 1)
        if len(body) > limit:
            raise HarvestError(
                FailureCode.TOO_LARGE,
                msg(
                    "%(path)s is larger than politeness.max_page_bytes of the source allows.",
                    path=path.name,
                ),
            )
        return _decoded(body)

    def _remote(self) -> _Content:
        body = self.session.get_bytes(self._url)
        if is_html(body.content):
            raise HarvestError(
                FailureCode.WRONG_FORMAT,
                msg(
                    "%(url)s is a web page: give the address of a list of files or of a "
                    "datapackage.json.",
                    url=shown(self._url),
                ),
            )
        return self._described(_decoded(body.content), shown(body.url), _web(body.url))

    def _described(self, content: str, name: str, resolve: Resolve) -> _Content:
        if content.lstrip("\ufeff \t\r\n").startswith("{"):
            package = read_package(content, name, self.context.source.id)
            return _placed([package], resolve, "Data Package")
        return _placed(read_list(content, name), resolve, "list of files")

    def _folder(self, root: Path) -> _Content:
        listed, failures = list(folder_entries(root)), []
        found, left_out = listed[:_MOST], len(listed[_MOST:])
        for path in package_files(root):
            relative = path.parent.relative_to(root).as_posix()
            name = self.context.source.id if relative == "." else relative
            try:
                package = read_package(self._text(path), f"{relative}/{PACKAGE}", name)
            except HarvestError as error:
                failures.append(ItemFailure(name, error.code, error.message))
                continue
            placed = _placed([package], _beside(root, relative), "")
            found += placed.entries
            failures += placed.failures
        return _Content(found, failures, "folder", left_out)


def _decoded(body: bytes) -> str:
    """UTF-8, else what Windows writes in western Europe."""
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("cp1252", "replace")


def _is_plain(path: str) -> bool:
    """Whether a path is relative and climbs nowhere, on any system."""
    both = (PurePosixPath(path), PureWindowsPath(path))
    return not any(each.is_absolute() or each.drive or ".." in each.parts for each in both)


def _web_address(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def _beside(root: Path, folder: str) -> Resolve:
    """Addresses of a local list or package: the web, or files beside it inside the root."""

    def resolve(value: str) -> str | None:
        if _web_address(value):
            return value
        if ":" in value or not _is_plain(value):
            return None
        relative = PurePosixPath(folder, value).as_posix()
        return LOCAL + quote(relative) if inside(root, relative) else None

    return resolve


def _web(base: str) -> Resolve:
    """Addresses of a list or package on the web: never a file of this computer."""

    def resolve(value: str) -> str | None:
        if _web_address(value):
            return value
        if ":" in value or not _is_plain(unquote(value)):
            return None
        return urljoin(base, value)

    return resolve


def _placed(found: list[Json], resolve: Resolve, kind: str) -> _Content:
    """Entries whose addresses can be fetched; files at refused ones become failures."""
    kept, failures = [], []
    for entry in found:
        files = [mapping(file) for file in items(mapping(entry).get("files"))]
        good = [{**file, "url": url} for file in files if (url := resolve(text(file.get("url"))))]
        name = entries.identify(entry)
        for file in files:
            if resolve(text(file.get("url"))) is None:
                place = f"{name}#{text(file.get('id'))}" if good else name
                failures.append(ItemFailure(place, FailureCode.POLICY, _REFUSED))
        if good or not files:
            kept.append({**mapping(entry), "files": good} if files else entry)
    return _Content(kept, failures, kind)


_REFUSED = msg(
    "The address of this file is neither a web address nor a path beside the list that stays "
    "inside its folder: write one of these."
)
