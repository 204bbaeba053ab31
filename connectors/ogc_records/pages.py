"""Lists that tell on each page where the next one is, walked without loss while people edit them.

OGC API – Records (and the Hub of ArcGIS, which follows it) pages by offset: a record that is
deleted in mid-walk moves the following ones up, and one of them falls between two pages unseen.
Hence each page is asked for one record early: it must begin with the last record of the page
before. Where it does not, the walk goes back until it meets what it knows, and reads on from there.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

import orjson

from connectors.cursors import Cursor
from connectors.walk import Walk, check_complete
from connectors.web.failures import HttpFailure
from connectors.words.texts import Json, folded, items, mapping, text
from federation.errors import FailureCode
from federation.harvest import HarvestPage, ItemFailure

_MODE = "pages"
_OFFSETS = frozenset({"offset", "startindex", "start"})


@dataclass(frozen=True, slots=True)
class Answer:
    """One page: its records, how many the list announces, the address of the next page."""

    items: Sequence[Json]
    total: int | None = None
    following: str | None = None


def following(links: Json, asked: str) -> str | None:
    """The `next` link of a page, on the host that was asked; None on the last page.

    Behind a proxy, servers name hosts or paths nobody can reach: where the host differs from the
    one that was asked, only the query of the link counts.
    """
    named = [mapping(link) for link in items(links)]
    words = next(
        (text(each.get("href")) for each in named if folded(each.get("rel")) == "next"), ""
    )
    return rebased(words, asked) if words else None


def rebased(words: str, asked: str) -> str | None:
    """A link of an answer on the host that gave the answer; None where it is none of the web."""
    try:
        target, home = urlsplit(urljoin(asked, words)), urlsplit(asked)
        foreign = (target.scheme, target.netloc.lower()) != (home.scheme, home.netloc.lower())
    except ValueError:
        return None
    if target.scheme not in {"http", "https"}:
        return None
    same_place = (
        target.path.rstrip("/").rsplit("/", 1)[-1] == home.path.rstrip("/").rsplit("/", 1)[-1]
    )
    path = home.path if foreign and same_place else target.path
    return urlunsplit((home.scheme, home.netloc, path, target.query, ""))


def with_query(url: str, **parameters: str) -> str:
    """An address with further query parameters, in place of those of the same name."""
    parts = urlsplit(url)
    kept = [pair for pair in parse_qsl(parts.query, True) if pair[0] not in parameters]
    return urlunsplit(parts._replace(query=urlencode([*kept, *parameters.items()])))


def earlier(url: str, count: int) -> str | None:
    """The address of the page that begins `count` records before; None where none can be told."""
    parts = urlsplit(url)
    query = parse_qsl(parts.query, True)
    for place, (name, value) in enumerate(query):
        if name.lower() in _OFFSETS and value.isdecimal() and len(value) < 12:
            start = int(value) - count
            query[place : place + 1] = [(name, str(start))] if start > 0 else []
            return urlunsplit(parts._replace(query=urlencode(query)))
    return None


def why_absent(is_shown: Callable[[], bool]) -> FailureCode | None:
    """Why a record is no longer listed, by asking for it: TRUNCATED where it is still shown.

    None where the answer is no such record; HarvestError where none came.
    """
    try:
        return FailureCode.TRUNCATED if is_shown() else None
    except HttpFailure as failure:
        if failure.code is FailureCode.AUTH:
            return FailureCode.WITHDRAWN
        if failure.code in {FailureCode.GONE, FailureCode.WITHDRAWN}:
            return failure.code
        raise


Sifted = tuple[Sequence[Json], tuple[ItemFailure, ...]]


def _all(found: Sequence[Json], url: str) -> Sifted:
    del url
    return found, ()


@dataclass(slots=True)
class Trail:
    """One walk over a list, used once.

    `ask` reads the page at an address; `sift` sets records of a page apart, with the reason.
    """

    walk: Walk
    ask: Callable[[str], Answer]
    sift: Callable[[Sequence[Json], str], Sifted] = _all
    _seen: set[str] = field(default_factory=set)
    _shown: int = 0
    _went_back: bool = False  # since then what is shown again is passed over in silence
    _stalled: int = 0

    def pages(self, first: str, cursor: str | None) -> Iterator[HarvestPage]:
        """Every page from a cursor on; `first` is where the list begins."""
        place = Cursor.read(cursor, _MODE)
        url, anchor = _read(place.after) or (first, "")
        self.walk.kept, self._shown = place.kept, place.start
        if anchor:
            self._seen.add(anchor)
        while True:
            fresh, answer = self._turn(url, anchor)
            more = answer.following if answer.items else None
            if more and not fresh and self._stuck(len(answer.items)):
                fresh = answer.items  # shown again: the walk refuses to go round in circles
            self._remember(fresh)
            anchor = self._name(answer.items[-1]) if len(answer.items) > 1 else ""
            after = Cursor(_MODE, _write(more, anchor), self._shown) if more else None
            taken, failures = self.sift(fresh, url)
            yield self.walk.page(taken, url, after, answer.total, failures)
            if more is None or self.walk.full:
                break
            url = more
        if not self.walk.full:
            check_complete(self._shown, answer.total, self.walk.context)

    def _stuck(self, size: int) -> bool:
        """Whether too many pages in a row showed nothing new."""
        self._stalled += 1
        known = self._shown // max(size - 1, 1) if self._went_back else 0
        return self._stalled > 2 + known

    def _name(self, item: Json) -> str:
        digest = hashlib.sha256(self.walk.reader.raw(item)[0]).hexdigest
        return self.walk.reader.identify(item) or digest()

    def _remember(self, fresh: Sequence[Json]) -> None:
        self._shown += len(fresh)
        self._stalled = 0 if fresh else self._stalled
        self._seen.update(map(self._name, fresh))

    def _turn(self, url: str, anchor: str) -> tuple[Sequence[Json], Answer]:
        """What a page shows for the first time, and the page."""
        back = earlier(url, 1) if anchor else None
        if back is None:
            answer = self.ask(url)
            return (self._unseen(answer.items) if self._went_back else answer.items), answer
        answer = self.ask(back)
        names = [self._name(item) for item in answer.items]
        if anchor not in names:
            return self._go_back(url, max(len(names), 10))
        place = names.index(anchor) + 1
        behind = answer.items[place:]
        if self._went_back:
            behind = self._unseen(behind)
        return [*self._unseen(answer.items[: place - 1]), *behind], answer

    def _go_back(self, url: str, step: int) -> tuple[Sequence[Json], Answer]:
        """The nearest earlier page that shows something known, else the first one."""
        self._went_back = True
        while True:
            back = earlier(url, step) or url
            answer = self.ask(back)
            if back == earlier(url, 1 << 40):  # the beginning: all is counted anew
                self._shown = len(self._seen)
                return self._unseen(answer.items), answer
            if any(self._name(item) in self._seen for item in answer.items):
                return self._unseen(answer.items), answer
            step *= 2

    def _unseen(self, listed: Sequence[Json]) -> list[Json]:
        return [item for item in listed if self._name(item) not in self._seen]


def _write(url: str, anchor: str) -> str:
    return orjson.dumps([url, anchor]).decode()


def _read(value: str) -> tuple[str, str] | None:
    found = items(value)
    if len(found) != 2 or not text(found[0]).startswith(("http://", "https://")):
        return None
    return text(found[0]), text(found[1])
