"""Opendatasoft: Explore API v2.1.

`/catalog/datasets` serves 100 datasets at once and refuses `offset + limit` of 10,000 and more; the
catalogue export has no such bound and the same order. Beyond the bound the export is read as a
stream from disk: ODSQL compares texts for equality only, so there is no keyset to page by.
"""

import io
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any
from urllib.parse import quote

from connectors import opendatasoft_mapping
from connectors.context import Context
from connectors.cursors import Cursor
from connectors.download import download
from connectors.failures import HttpFailure, shown
from connectors.http import PoliteSession
from connectors.jsonarray import array_items
from connectors.texts import Json, mapping
from connectors.transfer import Transfer
from connectors.walk import Reader, Walk, check_complete, truncated
from federation.errors import FailureCode, HarvestError
from federation.i18n import msg
from federation.model import Capabilities, Distribution, Fetched, HarvestPage, ItemFailure

_OFFSET, _EXPORT, _NAMED = "offset", "export", "named"
_LIMIT = 100
_WINDOW = 10_000
_ORDER = "dataset_id"
_SUFFIXES = ("/api/explore/v2.1", "/api/v2", "/explore", "/api")
_ITEM_REASONS = {
    FailureCode.GONE: FailureCode.GONE,
    FailureCode.AUTH: FailureCode.WITHDRAWN,
    FailureCode.SERVER: FailureCode.SERVER,
}


def portal_address(url: str) -> str:
    """The address of a portal without the path of its API or pages."""
    base = url.strip().rstrip("/")
    for suffix in _SUFFIXES:
        base = base.removesuffix(suffix)
    return base.rstrip("/")


def _any_of(field: str, values: Sequence[str]) -> str:
    quoted = (value.replace("\\", "\\\\").replace('"', '\\"') for value in values)
    return "(" + " or ".join(f'{field}="{value}"' for value in quoted) + ")"


class OpendatasoftConnector:
    """One Opendatasoft portal. `window` is the portal's bound on offset + limit."""

    def __init__(self, context: Context, session: PoliteSession, window: int = _WINDOW) -> None:
        self._context = context
        self._session = session
        self._select = context.source.select
        self._window = window
        self._base = portal_address(context.source.url)
        self._api = f"{self._base}/api/explore/v2.1/catalog"
        key = context.source.api_key
        self._secrets = {"Authorization": f"Apikey {key.strip()}"} if key else {}
        mapper = opendatasoft_mapping.OpendatasoftMapper(context, self._base)
        self._reader = Reader(
            opendatasoft_mapping.identify, opendatasoft_mapping.facts, mapper.read
        )
        size = context.source.options.get("page_size")
        limit = size if isinstance(size, int) and 0 < size <= _LIMIT else _LIMIT
        self._limit = min(limit, window - 1)
        self._ordered = True

    def probe(self) -> Capabilities:
        """Number of datasets; HarvestError where this is no Opendatasoft portal."""
        _, total = self._page(0, limit=1)
        return Capabilities("Opendatasoft", "Explore v2.1", total, self._limit)

    def pages(self, cursor: str | None = None) -> Iterator[HarvestPage]:
        """Every dataset that the settings select, page by page, from a cursor on."""
        place = Cursor.read(cursor, _NAMED if self._select.datasets else _OFFSET)
        walk = Walk(self._context, self._reader, kept=place.kept)
        if place.mode == _NAMED:
            yield from self._named(walk, place)
        elif place.mode == _EXPORT:
            yield from self._exported(walk, place, None)
        else:
            yield from self._offset(walk, place)

    def fetch(
        self,
        distribution: Distribution,
        folder: Path,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
    ) -> Fetched:
        """Download a file into a folder, unless it has not changed."""
        url = distribution.download_url or distribution.access_url
        secrets = self._secrets if url.startswith(f"{self._base}/") else {}
        return download(
            self._session, url, folder, etag=etag, last_modified=last_modified, secrets=secrets
        )

    def _offset(self, walk: Walk, place: Cursor) -> Iterator[HarvestPage]:
        start = place.start
        while True:
            found, total = self._page(start)
            if start == 0 and total is not None and total >= self._window:
                yield from self._exported(walk, Cursor(_EXPORT), total)
                return
            start += len(found)
            ended = not found or (total is not None and start >= total)
            after = None if ended else Cursor(_OFFSET, "", start)
            yield walk.page(found, f"{self._api}/datasets", after, total)
            if ended or walk.full:
                break
        if not walk.full:
            check_complete(start, total, self._context)

    def _where(self) -> str | None:
        select = self._select
        wanted = (
            ("publisher", select.organizations),
            ("theme", select.themes),
            ("keyword", select.tags),
        )
        clauses = [_any_of(field, values) for field, values in wanted if values]
        if select.query:
            clauses.append(f"({select.query})")
        return " and ".join(clauses) or None

    def _parameters(self) -> dict[str, Any]:
        where = self._where()
        order = {"order_by": _ORDER} if self._ordered else {}
        return {**order, **({"where": where} if where else {})}

    def _page(self, offset: int, limit: int | None = None) -> tuple[Sequence[Json], int | None]:
        size = min(limit or self._limit, max(self._window - 1 - offset, 1))
        parameters = {**self._parameters(), "limit": size, "offset": offset}
        try:
            answer = self._session.get_json(
                f"{self._api}/datasets", parameters, secrets=self._secrets
            )
        except HttpFailure as failure:
            if failure.status != 400 or not self._ordered or offset:
                raise
            self._ordered = False  # a portal that cannot order by id
            return self._page(offset, limit)
        return self._read(answer)

    def _read(self, answer: Json) -> tuple[Sequence[Json], int | None]:
        found = mapping(answer)
        if not isinstance(found.get("results"), list):
            message = msg(
                "%(url)s does not answer as Opendatasoft does: check the address and the "
                "connector of the source.",
                url=shown(f"{self._api}/datasets"),
            )
            raise HarvestError(FailureCode.WRONG_FORMAT, message)
        total = found.get("total_count")
        return found["results"], total if isinstance(total, int) else None

    def _exported(self, walk: Walk, place: Cursor, total: int | None) -> Iterator[HarvestPage]:
        """Pages of the whole export; a resumed walk reads past what it has had."""
        url, shown_so_far = f"{self._api}/exports/json", place.start
        with self._export(url, total) as handle:
            stream = islice(array_items(handle, shown(url)), place.start, None)
            ahead = list(islice(stream, self._limit))
            while True:
                found, ahead = ahead, list(islice(stream, self._limit))
                shown_so_far += len(found)
                after = Cursor(_EXPORT, "", shown_so_far) if ahead else None
                yield walk.page(found, url, after, total)
                if not ahead or walk.full:
                    break
        if not walk.full:
            check_complete(shown_so_far, total, self._context)

    @contextmanager
    def _export(self, url: str, total: int | None) -> Iterator[io.TextIOWrapper]:
        with tempfile.TemporaryFile() as file:

            def consume(transfer: Transfer) -> None:
                file.seek(0)
                file.truncate()
                for block in transfer.blocks():
                    file.write(block)

            try:
                self._session.fetch(
                    url,
                    consume,
                    params={**self._parameters(), "limit": -1},
                    secrets=self._secrets,
                    max_bytes=self._context.source.politeness.max_file_bytes,
                )
            except HttpFailure as failure:
                if failure.status not in {400, 404}:
                    raise
                words = truncated(self._context, self._window, total or self._window)
                raise HarvestError(FailureCode.TRUNCATED, words) from failure
            file.seek(0)
            yield io.TextIOWrapper(file, encoding="utf-8", errors="replace")

    def _named(self, walk: Walk, place: Cursor) -> Iterator[HarvestPage]:
        """The datasets that the settings list by id, each asked for by itself."""
        names = sorted(set(self._select.datasets))
        left = [name for name in names if name > place.after]
        for begin in range(0, max(len(left), 1), self._limit):
            some = left[begin : begin + self._limit]
            found, failures = self._show_all(some)
            ended = begin + self._limit >= len(left)
            start = len(names) - len(left) + begin + len(some)
            after = None if ended else Cursor(_NAMED, some[-1], start)
            yield walk.page(found, f"{self._api}/datasets", after, len(names), failures)
            if walk.full:
                return

    def _show_all(self, names: Sequence[str]) -> tuple[list[Json], list[ItemFailure]]:
        found, failures = [], []
        for name in names:
            url = f"{self._api}/datasets/{quote(name, safe='')}"
            try:
                found.append(self._session.get_json(url, secrets=self._secrets))
            except HarvestError as error:
                if error.code not in _ITEM_REASONS:
                    raise
                failures.append(ItemFailure(name, _ITEM_REASONS[error.code], error.message))
        return found, failures
