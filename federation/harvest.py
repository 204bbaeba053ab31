"""What connectors yield: pages of harvested records, probes, downloads.

Frozen values only, in the vocabulary of `federation.model`.
"""

from dataclasses import dataclass
from pathlib import Path

from federation.errors import FailureCode
from federation.i18n import Message
from federation.model import Dataset


@dataclass(frozen=True, slots=True)
class RawRecord:
    """The portal's own bytes for one dataset, kept so that a better mapping can be replayed."""

    body: bytes
    media_type: str
    url: str


@dataclass(frozen=True, slots=True)
class HarvestedRecord:
    """One dataset of a page, mapped, with what it was mapped from."""

    dataset: Dataset
    raw: RawRecord


@dataclass(frozen=True, slots=True)
class ItemFailure:
    """One dataset of a page that could not be used; the others go on."""

    remote_id: str
    code: FailureCode
    message: Message
    raw: RawRecord | None = None


@dataclass(frozen=True, slots=True)
class HarvestPage:
    """One page of a walk; `cursor` resumes after it, None after the last page.

    `total` is the number of datasets the portal announces, None where it does not say. With
    `reuses_untold` it failed to tell of reuses this time: those told before hold on.
    """

    records: tuple[HarvestedRecord, ...]
    failures: tuple[ItemFailure, ...] = ()
    cursor: str | None = None
    total: int | None = None
    reuses_untold: bool = False


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a probe of a source found."""

    software: str
    version: str | None = None
    total: int | None = None
    page_size: int | None = None
    incremental: bool = False
    detail: Message | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """Outcome of a conditional download.

    `path` is None when `not_modified`: the bytes of `sha256` (hexadecimal) are still current.
    """

    not_modified: bool
    path: Path | None = None
    sha256: str | None = None
    size: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    media_type: str | None = None
    file_name: str | None = None
    url: str | None = None
