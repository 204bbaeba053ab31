"""What a run of a source counted, kept in the store from stage to stage."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from federation.errors import FailureCode
from federation.i18n import Message

#: Problems told one by one; beyond that they are counted only.
PROBLEM_LIMIT = 50


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing a data officer should look at. `subject` is a remote id or an address."""

    subject: str
    code: FailureCode
    message: Message


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of one run of one source.

    `datasets` counts datasets; all the others count tables: seen = new + changed + unchanged +
    failed, and every new or changed one ends published, quarantined, rejected or failed.
    `withdrawn` counts datasets; `rebuilt` tables whose published object was lost and is made again.
    `error` is why the source itself did not end well. With `since` only what changed from then on
    was asked for. `ended` is None while a stage is to come.
    """

    source_id: str
    run_id: str
    since: datetime | None = None
    ended: datetime | None = None
    datasets: int = 0
    seen: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    published: int = 0
    quarantined: int = 0
    rejected: int = 0
    failed: int = 0
    withdrawn: int = 0
    rebuilt: int = 0
    release: int | None = None
    seconds: float = 0.0
    error_code: FailureCode | None = None
    error: Message | None = None
    problems: tuple[Problem, ...] = ()

    def add(self, **counts: int) -> "Tally":
        """A tally with these counts added."""
        return replace(self, **{name: getattr(self, name) + n for name, n in counts.items()})

    def note(self, problems: Iterable[Problem]) -> "Tally":
        """A tally with these problems, up to the limit."""
        return replace(self, problems=(*self.problems, *problems)[:PROBLEM_LIMIT])

    def fail(self, code: FailureCode, message: Message) -> "Tally":
        """A tally of a source that did not end well; the first error stays."""
        if self.error_code is not None:
            return self
        return replace(self, error_code=code, error=message)
