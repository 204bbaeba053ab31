"""Where a walk resumes: a small JSON text that orchestration keeps after each page."""

from dataclasses import dataclass
from typing import Self

import orjson

from connectors.texts import mapping, text


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
