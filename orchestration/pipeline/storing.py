"""A page as a connector yields it, made ready for the store; raw records go to the lake."""

import base64
from collections.abc import Sequence
from dataclasses import replace

import orjson

from federation import codec
from federation.errors import TRANSIENT, FailureCode
from federation.harvest import HarvestedRecord, HarvestPage
from federation.identity import identity_keys
from federation.model import Dataset, Distribution
from federation.settings import SourceSettings
from federation.store.pages import HarvestedDataset, Page
from federation.store.reuses import known_reuses
from orchestration.pipeline.tabular import split_tables
from orchestration.pipeline.workspace import Workspace

#: What the portal says it no longer offers; all other failures leave a dataset as it stands.
_ABSENT = frozenset({FailureCode.GONE, FailureCode.WITHDRAWN})
_LONGEST_ID = 2000  # bytes


def stored_page(workspace: Workspace, source: SourceSettings, page: HarvestPage) -> Page:
    """What the store keeps of a page: datasets that differ from what it has, the others' ids."""
    names = [record.dataset.remote_id for record in page.records]
    known = workspace.walks.known_hashes(source.id, names)
    changed: list[HarvestedDataset] = []
    unchanged: list[str] = []
    raw: list[HarvestedRecord] = []
    for record in _with_reuses(workspace, source, page):
        item = _harvested(source, record, known)
        if item is None:
            unchanged.append(record.dataset.remote_id)
            continue
        changed.append(item)
        raw.append(record)
    sha256 = workspace.lake.put_bytes("raw", packed(raw)) if raw else None
    refused = {item.remote_id: item.code for item in page.failures if item.code in _ABSENT}
    standing = [item.remote_id for item in page.failures if item.code not in _ABSENT]
    return Page(
        changed=[replace(item, raw_sha256=sha256) for item in changed],
        unchanged=[*unchanged, *standing],
        refused=refused,
        cursor=page.cursor,
        unclean=any(item.code in TRANSIENT for item in page.failures),
    )


def _with_reuses(
    workspace: Workspace, source: SourceSettings, page: HarvestPage
) -> Sequence[HarvestedRecord]:
    """The records of a page, with the reuses told before where they could not be had this time.

    As a file that cannot be fetched leaves what it had: a failure tells nothing of a dataset.
    """
    if not page.reuses_untold:
        return page.records
    names = [record.dataset.remote_id for record in page.records]
    known = known_reuses(workspace.database, source.id, names)
    return [
        replace(record, dataset=replace(record.dataset, reuses=known.get(record.dataset.remote_id)))
        for record in page.records
    ]


def _harvested(
    source: SourceSettings, record: HarvestedRecord, known: dict[str, str]
) -> HarvestedDataset | None:
    """A dataset with its tables first; None where the store has it as it is."""
    found = replace(
        record.dataset, distributions=tuple(map(_storable, record.dataset.distributions))
    )
    tables, links = split_tables(found, source)
    dataset = replace(found, distributions=(*tables, *links))
    body = codec.dumps(dataset)
    digest = codec.digest(body)
    before = known.get(dataset.remote_id)
    if before == digest:
        return None
    return HarvestedDataset(
        remote_id=dataset.remote_id,
        body=body,
        digest=digest,
        known=before is not None,
        tables=tables,
        keys=identity_keys(dataset, source.url),
        links=_addresses(dataset),
    )


def _storable(item: Distribution) -> Distribution:
    """A distribution with an id that an index of PostgreSQL can hold; some are long addresses."""
    name = item.remote_id.encode("utf-8", "replace")
    return item if len(name) <= _LONGEST_ID else replace(item, remote_id=codec.digest(name))


def _addresses(dataset: Dataset) -> tuple[str, ...]:
    """Every address of a dataset's distributions, once."""
    urls = [
        url for item in dataset.distributions for url in (item.access_url, item.download_url) if url
    ]
    return tuple(dict.fromkeys(urls))


def packed(records: Sequence[HarvestedRecord]) -> bytes:
    """The raw records of a page as JSON Lines, one object of the lake for all of them.

    A line holds `id`, `url`, `media_type` and the portal's own bytes, as `body` where they are
    UTF-8, else as `base64`.
    """
    return b"\n".join(orjson.dumps(_line(record)) for record in records)


def _line(record: HarvestedRecord) -> dict[str, str]:
    raw = record.raw
    line = {"id": record.dataset.remote_id, "url": raw.url, "media_type": raw.media_type}
    try:
        return line | {"body": raw.body.decode("utf-8")}
    except UnicodeDecodeError:
        return line | {"base64": base64.b64encode(raw.body).decode("ascii")}
