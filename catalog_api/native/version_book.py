"""Versions as JSON, and which of them may still be had."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from catalog_api.catalogue import Catalogue
from catalog_api.render.parts import all_languages, served
from catalog_api.web import problems
from catalog_api.web.links import Links
from catalog_api.web.problems import Problem
from catalog_api.words.changes import notes
from federation import codec
from federation.differences import Difference, Drift
from federation.i18n import msg
from federation.published import Snapshot, StoredDataset, Table
from federation.store.graves import taken_back
from federation.store.history import DatasetVersion, History, TableVersion
from federation.versions import Changes, FieldChange, Kind, PartChange, judgement

NO_VERSION = msg("There is no version of this number. See the list of versions.")


def history_of(catalogue: Catalogue) -> History:
    """The history of what was read here before."""
    return catalogue.history


def dataset_at(catalogue: Catalogue, stored: StoredDataset, release: int) -> bytes:
    """The document of a dataset as a release left it; Problem 404, or 410 for a tombstone."""
    found = history_of(catalogue).dataset(stored.id, release)
    if found is None:
        raise problems.nothing(NO_VERSION)
    version, document = found
    if document is None and version.kind is Kind.PUBLISHED:
        raise problems.not_kept(judged=True)
    if document is None:
        raise problems.gone_version(version.kind, version.reason)
    return document


def home_of(catalogue: Catalogue, table_id: str) -> tuple[StoredDataset, Table | None]:
    """The dataset of a table, and the table where it is still part of it.

    Problem 404 where there never was such a table, 410 where it or its dataset is gone for good.
    """
    found = catalogue.reader.table(table_id)
    if found is not None:
        dataset_id, table = catalogue.table(table_id)
        return catalogue.dataset(dataset_id), table
    newest = history_of(catalogue).of_table(table_id, limit=1)
    if not newest:
        catalogue.table(table_id)  # tells that it is not there, or was taken back
        raise problems.no_table()
    return catalogue.dataset(newest[0].dataset_id), None


def is_kept(version: TableVersion, table: Table | None) -> bool:
    """Whether the data of a version is still given: fails closed.

    Its table must be published today, and have let it pass under the same policy and engine as
    what it shows now: rules that have become stricter hold for what came before, too.
    """
    if table is None or not served(table) or table.snapshot is None:
        return False
    if version.sha256 is None or version.erased:
        return False
    return version.sha256 == table.snapshot.sha256 or _judged_alike(version, table)


def file_of(catalogue: Catalogue, version: TableVersion, table: Table | None) -> Path:
    """A local file of a version's snapshot; Problem where it is not given."""
    if version.retracted:
        raise problems.retracted(taken_back(version.retracted))
    if table is None:
        raise problems.gone_version(Kind.WITHDRAWN, None)
    if not served(table):
        raise problems.withheld(table.reason)
    if not is_kept(version, table):
        raise problems.not_kept(judged=bool(version.sha256 and not version.erased))
    return catalogue.file(version.snapshot or Snapshot(version.sha256 or "", 0, 0, ()))


def described_dataset(
    version: DatasetVersion, dataset_id: str, base: str, locale: str
) -> dict[str, Any]:
    """A version of a dataset, or its tombstone."""
    links = Links(base)
    return {
        "release": version.seq,
        "version": version.number,
        "kind": version.kind,
        "at": version.at,
        "reason": all_languages(version.reason),
        "notes": notes(version.changes, version.number, locale),
        "changes": _changes(version.changes, version.seq, links),
        "links": {"self": f"{links.api(dataset_id)}/versions/{version.seq}"},
    }


def described_table(version: TableVersion, table: Table | None, base: str) -> dict[str, Any]:
    """A version of a table; without addresses of data where it is not given any more."""
    links, kept = Links(base), is_kept(version, table)
    here = f"{links.table(version.id)}/versions/{version.seq}"
    compared = f"{links.table(version.id)}/changes?to={version.seq}"
    snapshot = version.snapshot
    if snapshot is None and table and table.snapshot and table.snapshot.sha256 == version.sha256:
        snapshot = table.snapshot  # older than the history, and shown today
    return {
        "release": version.seq,
        "version": version.number,
        "at": version.at,
        "available": kept,
        "retracted": version.retracted is not None,
        "rows": snapshot.rows if snapshot else version.rows,
        "columns": codec.plain(snapshot)["columns"] if snapshot else None,
        "sha256": version.sha256,
        "byteSize": snapshot.byte_size if snapshot else None,
        "changes": numbers(version.difference),
        "links": {
            "csv": f"{here}/data.csv" if kept else None,
            "parquet": f"{here}/data.parquet" if kept else None,
            "changes": compared if version.number > 1 and not version.retracted else None,
        },
    }


def numbers(difference: Difference | None) -> dict[str, Any] | None:
    """A difference in numbers and columns, without keys of rows."""
    if difference is None:
        return None
    rows = difference.rows
    return {
        "rows": {
            "before": difference.before,
            "after": difference.after,
            "added": rows.added if rows else None,
            "removed": rows.removed if rows else None,
            "changed": rows.changed if rows and difference.key.columns else None,
        },
        "key": {"kind": difference.key.kind, "columns": list(difference.key.columns)},
        "columns": {**drifted(difference.drift), "changed": dict(rows.columns) if rows else None},
    }


def drifted(drift: Drift) -> Mapping[str, Any]:
    """How columns changed."""
    found: dict[str, Any] = codec.plain(drift)
    return found


def _judged_alike(version: TableVersion, table: Table) -> bool:
    return version.judged is not None and version.judged == judgement(table.anonymisation)


def _changes(changes: Changes | None, release: int, links: Links) -> dict[str, Any] | None:
    if changes is None:
        return None
    return {
        "fields": [_field(one) for one in changes.fields],
        "tables": [
            _part(one, f"{links.table(one.id)}/changes?to={release}") for one in changes.tables
        ],
        "links": [_part(one, None) for one in changes.links],
    }


def _field(change: FieldChange) -> dict[str, Any]:
    found: dict[str, Any] = codec.plain(change)
    return found


def _part(change: PartChange, address: str | None) -> dict[str, Any]:
    return {
        "id": change.id,
        "title": dict(change.title),
        "event": change.event,
        "fields": [_field(one) for one in change.fields],
        "data": numbers(change.difference),
        "url": address if change.difference else None,
    }


def no_comparison() -> Problem:
    """A table of one version, or versions in the wrong order."""
    return problems.nothing(
        msg("There are not two versions to compare. Give releases of the list of versions.")
    )
