"""Opendatasoft's catalogue over HTTP: pages, the whole export, one dataset, export formats.

`since` compares the three stamps of `metas.default`: `modified` is the publisher's and may stand
still, `data_processed` moves with the records, `metadata_processed` with the description; any of
them counts. A portal that refuses the clause is asked for everything.
Source: Explore API v2.1 (official OpenAPI file), ODSQL "Where clause" and "Date literal".
"""

import io
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

from connectors.opendatasoft.mapping import metas
from connectors.web.failures import HttpFailure, shown
from connectors.web.http import PoliteSession
from connectors.web.transfer import Transfer
from connectors.words.dates import moment
from connectors.words.texts import Json, items, mapping, text
from federation.errors import FailureCode, HarvestError
from federation.i18n import Message, msg
from federation.settings import Selection

_ORDER = "dataset_id"
_STAMPS = ("modified", "data_processed", "metadata_processed")


class Catalogue:
    """The catalogue at `api`, such as `https://data.example.org/api/explore/v2.1/catalog`.

    `window` is the portal's bound on offset + limit.
    """

    def __init__(
        self, api: str, session: PoliteSession, secrets: Mapping[str, str], window: int
    ) -> None:
        self.api = api
        self.window = window
        self._session = session
        self._secrets = secrets

    def one(self, name: str) -> Json:
        """One dataset; HarvestError where it is gone or not for everybody."""
        url = f"{self.api}/datasets/{quote(name, safe='')}"
        return self._session.get_json(url, secrets=self._secrets)

    def formats(self, name: str) -> frozenset[str]:
        """The formats in which the records of a dataset are offered; none where it is not told."""
        url = f"{self.api}/datasets/{quote(name, safe='')}/exports"
        try:
            answer = self._session.get_json(url, secrets=self._secrets)
        except HttpFailure as failure:
            if failure.status is None or failure.status == 429:
                raise
            return frozenset()
        except HarvestError:
            return frozenset()
        links = map(mapping, items(mapping(answer).get("links")))
        return frozenset(text(link.get("rel")).lower() for link in links)

    def stranger(self) -> Message:
        """The words for something else that answers at this address."""
        return msg(
            "%(url)s does not answer as Opendatasoft does: check the address and the "
            "connector of the source.",
            url=shown(f"{self.api}/datasets"),
        )

    def query(self, select: Selection, since: datetime | None) -> "Query":
        """The selected datasets, those changed since a moment only."""
        return Query(self, self._session, self._secrets, select, since)


class Query:
    """One walk's question: what the portal refuses of it is left out of the next ones."""

    def __init__(
        self,
        catalogue: Catalogue,
        session: PoliteSession,
        secrets: Mapping[str, str],
        select: Selection,
        since: datetime | None,
    ) -> None:
        self._catalogue = catalogue
        self._session = session
        self._secrets = secrets
        self._select = select
        self._since = since
        self._ordered = True
        self._answered = False

    def page(self, offset: int, limit: int) -> tuple[Sequence[Json], int | None]:
        """Datasets from an offset on, and how many there are in all, None where untold."""
        size = min(limit, max(self._catalogue.window - 1 - offset, 1))
        try:
            answer = self._session.get_json(
                f"{self._catalogue.api}/datasets",
                {**self._parameters(), "limit": size, "offset": offset},
                secrets=self._secrets,
            )
        except HttpFailure as failure:
            if failure.status != 400 or self._answered or not self._asks_less():
                raise
            return self.page(offset, limit)
        self._answered = True
        return self._read(answer)

    @contextmanager
    def export(self) -> Iterator[io.TextIOWrapper]:
        """The export of everything, a JSON array, from a file on disk."""
        with tempfile.TemporaryFile() as file:

            def consume(transfer: Transfer) -> None:
                file.seek(0)
                file.truncate()
                for block in transfer.blocks():
                    file.write(block)

            self._fetch(consume)
            file.seek(0)
            yield io.TextIOWrapper(file, encoding="utf-8", errors="replace")

    def _fetch(self, consume: Callable[[Transfer], None]) -> None:
        try:
            self._session.fetch(
                f"{self._catalogue.api}/exports/json",
                consume,
                params={**self._parameters(), "limit": -1},
                secrets=self._secrets,
                max_bytes=self._session.politeness.max_file_bytes,
            )
        except HttpFailure as failure:
            if failure.status != 400 or self._answered or not self._asks_less():
                raise
            self._fetch(consume)

    def _asks_less(self) -> bool:
        """Leave out what a portal may not know: the dates, then the order."""
        if self._since is not None:
            self._since = None
            return True
        ordered, self._ordered = self._ordered, False
        return ordered

    def _parameters(self) -> dict[str, Any]:
        where = self._where()
        order = {"order_by": _ORDER} if self._ordered else {}
        return {**order, **({"where": where} if where else {})}

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
        if self._since is not None:
            stamp = self._since.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            newer = " or ".join(f"{field} >= date'{stamp}'" for field in _STAMPS)
            clauses.append(f"({newer})")
        return " and ".join(clauses) or None

    def _read(self, answer: Json) -> tuple[Sequence[Json], int | None]:
        found = mapping(answer)
        if not isinstance(found.get("results"), list):
            raise HarvestError(FailureCode.WRONG_FORMAT, self._catalogue.stranger())
        total = found.get("total_count")
        return found["results"], total if isinstance(total, int) else None


def outdated(item: Json, since: datetime | None) -> bool:
    """Whether a dataset surely has not changed since a moment; doubt is no."""
    if since is None:
        return False
    default = metas(item).get("default", {})
    written = [text(default.get(name)) for name in _STAMPS]
    found = [moment(words) for words in written if words]
    return bool(written[-1]) and all(one is not None and one < since for one in found)


def is_restricted(item: Json) -> bool:
    """Whether a dataset is shown to some only, as those who hold a key may see it."""
    return text(mapping(item).get("visibility")).lower() in {"restricted", "private"}


def _any_of(field: str, values: Sequence[str]) -> str:
    quoted = (value.replace("\\", "\\\\").replace('"', '\\"') for value in values)
    return "(" + " or ".join(f'{field}="{value}"' for value in quoted) + ")"
