"""The time one table may take: checked between columns and batches, never inside a cell."""

from dataclasses import dataclass
from time import monotonic


class OutOfTime(Exception):
    """A table took longer than its policy allows."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A moment of the monotonic clock, in seconds."""

    at: float

    @classmethod
    def after(cls, seconds: float) -> "Deadline":
        """The moment so many seconds from now."""
        return cls(monotonic() + seconds)

    def check(self) -> None:
        """OutOfTime once the moment has passed."""
        if monotonic() > self.at:
            raise OutOfTime
