"""Where a walk resumes: a small JSON text that orchestration keeps after each page."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Self

import orjson

from connectors.web.failures import shown
from connectors.words.texts import mapping, text
from federation.errors import FailureCode, HarvestError
from federation.i18n import msg


@dataclass(frozen=True, slots=True)
class Cursor:
    """A place between two pages.

    `mode` is the way of paging, `after` the last id of a keyset, `start` how many items the portal
    has shown so far, `kept` how many records were taken of them.
    """

    mode: str = ""
    after: str = ""
    start: int = 0
    kept: int = 0

    @classmethod
    def read(cls, value: str | None, mode: str) -> Self:
        """The place a text stands for; the beginning, in `mode`, where it stands for none."""
        try:
            found = mapping(orjson.loads(value)) if value else {}
        except orjson.JSONDecodeError:
            found = {}
        start, kept = found.get("start"), found.get("kept")
        if not found or not isinstance(start, int) or not isinstance(kept, int):
            return cls(mode)
        return cls(text(found.get("mode")) or mode, text(found.get("after")), start, kept)

    def write(self) -> str:
        """The text."""
        fields = {"mode": self.mode, "after": self.after, "start": self.start, "kept": self.kept}
        return orjson.dumps(fields).decode()


@dataclass(slots=True)
class Progress:
    """What the pages of one walk have shown, that of which `connectors.walk.Walk` is told nothing.

    A page of datasets that are all older than asked for, or private, is empty for `Walk`: shown
    again and again it would never end.
    """

    address: str
    _passed: set[str] = field(default_factory=set)

    def check(self, names: Iterable[str]) -> None:
        """HarvestError PAGING_LOOP where a page holds nothing that is new."""
        shown_now = {name for name in names if name}
        if shown_now and shown_now <= self._passed:
            raise paging_loop(self.address)
        self._passed |= shown_now


def paging_loop(url: str) -> HarvestError:
    """The failure of a catalogue that shows again what it has shown, or has too many pages."""
    return HarvestError(
        FailureCode.PAGING_LOOP,
        msg(
            "The catalogue %(url)s shows the same page again and again, or never ends: nothing "
            "more was read. Tell its operator, or raise politeness.max_pages of the source.",
            url=shown(url),
        ),
    )
