"""What is graded: the publisher's own offer, and what the federation knows around it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from federation.demand import Use
from federation.model import Dataset, Distribution, State
from federation.published import Table

_WEB = re.compile(r"^(?:https?|ftps?|sftp)://[^\s<>\"{}|\\^`]+$", re.I)


@dataclass(frozen=True, slots=True)
class File:
    """A distribution as its publisher offers it, and the table that was made of it, if any.

    `hidden` where the catalogue shows no address of it: it may be a table held back, in another
    format.
    """

    offer: Distribution
    table: Table | None = None
    hidden: bool = False

    @property
    def access(self) -> str | None:
        """The web address it is reached at, None where there is none."""
        return web(self.offer.access_url) or self.download

    @property
    def download(self) -> str | None:
        """The web address of the file itself."""
        return web(self.offer.download_url)

    @property
    def handed_over(self) -> bool:
        """Whether the publisher gave the file to the federation, which alone offers it then."""
        return self.access is None and self.published

    @property
    def published(self) -> bool:
        """Whether a table was made of it that readers can have."""
        table = self.table
        return table is not None and table.state is State.PUBLISHED and table.snapshot is not None

    @property
    def held(self) -> bool:
        """Whether the anonymisation gate holds its table back, or it may be such a table."""
        if self.table is None:
            return self.hidden
        return self.table.state is State.QUARANTINED


@dataclass(frozen=True, slots=True)
class Subject:
    """A dataset to grade, at a moment (aware, UTC).

    `dataset` is as harvested, before the federation completed it; `files` are its distributions.
    `answers` tells of each address whether it answers; one that was never checked is absent.
    `copy_of` is the dataset of the federation that this one is a copy of. `peers` gives, by schema
    id, how many other cities publish tables of it. `use` is what was counted of its use.
    """

    dataset: Dataset
    files: tuple[File, ...]
    now: datetime
    first_published: datetime | None = None
    answers: Mapping[str, bool] = field(default_factory=dict)
    copy_of: str | None = None
    peers: Mapping[str, int] = field(default_factory=dict)
    use: Use = field(default_factory=Use)

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables, whatever became of them, but for those that the gate holds back."""
        return tuple(file.table for file in self.files if file.table and not file.held)

    @property
    def held(self) -> tuple[Table, ...]:
        """The tables that the anonymisation gate holds back."""
        return tuple(file.table for file in self.files if file.table and file.held)

    @property
    def offered(self) -> tuple[File, ...]:
        """The files that can be had: what the gate holds back is left out."""
        return tuple(file for file in self.files if not file.held) if self.held else self.files

    @property
    def out_of_reach(self) -> bool:
        """Whether nothing of the dataset can be had, because the gate holds all of it back."""
        return bool(self.held) and not any(one.published or one.access for one in self.offered)

    @property
    def published(self) -> tuple[Table, ...]:
        """The tables that readers can have."""
        return tuple(file.table for file in self.files if file.table and file.published)


def web(address: str | None) -> str | None:
    """An address that can stand in a catalogue as one of the web; None for anything else."""
    text = (address or "").strip()
    return text if _WEB.match(text) else None


def newest(subject: Subject) -> datetime | None:
    """When the data last changed: the portal's dates, or a new content seen after the first."""
    dataset, first = subject.dataset, subject.first_published
    dates = [dataset.modified, *(file.offer.modified for file in subject.files)]
    seen = [table.modified for table in subject.tables if table.modified]
    if first is not None:
        dates += [moment for moment in seen if aware(moment) > aware(first)]
    known = [aware(moment) for moment in dates if moment is not None]
    return max(known, default=None)


def aware(moment: datetime) -> datetime:
    """The moment in UTC; one without a zone is taken as UTC."""
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
