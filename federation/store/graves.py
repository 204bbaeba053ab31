"""Tombstones: what is left of datasets that are no longer offered, or that were retracted."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, bindparam, delete, select, update

from federation import codec
from federation.errors import FailureCode
from federation.i18n import Message, msg
from federation.store.schema import dataset, published_dataset, published_table


def to_withdraw(connection: Connection, source_id: str) -> list[str]:
    """Published datasets of a source that its portal no longer has."""
    query = (
        select(published_dataset.c.id)
        .join(dataset, dataset.c.id == published_dataset.c.id)
        .where(dataset.c.source_id == source_id, dataset.c.withdrawn)
        .where(~published_dataset.c.withdrawn)
    )
    return list(connection.execute(query).scalars())


def entomb(connection: Connection, ids: Sequence[str], seq: int) -> None:
    """Leave tombstones without documents, with date and reason; tables are no longer served."""
    for part in _parts(ids):
        query = select(dataset.c.id, dataset.c.missing_code, dataset.c.missing_since).where(
            dataset.c.id.in_(part)
        )
        graves = [_grave(row) for row in connection.execute(query).mappings()]
        _bury(connection, graves, seq)


def retract(connection: Connection, ids: Sequence[str], seq: int, at: str) -> None:
    """Leave tombstones of retracted datasets: `at`, a UTC stamp, and no more than that."""
    why = codec.dumps(taken_back(at))
    for part in _parts(ids):
        _bury(connection, [{"gone": one, "why": why} for one in part], seq)


def rename(connection: Connection, ids: Sequence[str]) -> None:
    """Take the readable names off datasets: a title may be what named somebody.

    Whoever asks by the old name still finds the tombstone: `hidden_name`.
    """
    for part in _parts(ids):
        rows = connection.execute(
            select(published_dataset.c.id, published_dataset.c.name).where(
                published_dataset.c.id.in_(part)
            )
        ).all()
        names = [
            {"which": row.id, "hidden": hidden_name(row.name)}
            for row in rows
            if not row.name.startswith(_HIDDEN)
        ]
        if names:
            connection.execute(_HIDE, names)
        connection.execute(update(dataset).where(dataset.c.id.in_(part)).values(name=None))


def hidden_name(name: str) -> str:
    """What stands in a tombstone for the name of a retracted dataset."""
    return f"{_HIDDEN}{codec.digest(name.encode())}"


def taken_back(at: str) -> Message:
    """What readers are told of a retraction; who decided it and why is in the audit log."""
    return msg(
        "The federation took this back on %(date)s to protect personal data. A corrected file "
        "will be published like any other.",
        date=at[:10],
    )


_HIDDEN = "retracted-"
_CHUNK = 500
_HIDE = (
    update(published_dataset)
    .where(published_dataset.c.id == bindparam("which"))
    .values(name=bindparam("hidden"))
)
_BURY = (
    update(published_dataset)
    .where(published_dataset.c.id == bindparam("gone"))
    .values(
        withdrawn=True,
        seq=bindparam("at"),
        reason=bindparam("why"),
        copy_of=None,
        copy_evidence=None,
        json=b"",
        ckan=b"",
        turtle=b"",
        search=b"",
    )
)


def _parts(ids: Sequence[str]) -> Iterable[Sequence[str]]:
    for start in range(0, len(ids), _CHUNK):
        yield ids[start : start + _CHUNK]


def _bury(connection: Connection, graves: Sequence[Mapping[str, Any]], seq: int) -> None:
    if not graves:
        return
    ids = [grave["gone"] for grave in graves]
    connection.execute(_BURY, [{**grave, "at": seq} for grave in graves])
    connection.execute(delete(published_table).where(published_table.c.dataset_id.in_(ids)))
    connection.execute(update(dataset).where(dataset.c.id.in_(ids)).values(published_hash=None))


def _grave(row: RowMapping) -> dict[str, Any]:
    why = _reason(row["missing_code"], row["missing_since"] or "")
    return {"gone": row["id"], "why": codec.dumps(why)}


def _reason(code: str | None, since: str) -> Message:
    if code == FailureCode.SOURCE_WITHDRAWN:
        return msg(
            "The federation no longer gathers the source of this dataset (withdrawn on %(date)s).",
            date=since[:10],
        )
    if code == FailureCode.WITHDRAWN:
        return msg(
            "The portal it came from has made this dataset private or deleted it (seen on "
            "%(date)s).",
            date=since[:10],
        )
    return msg(
        "The portal it came from no longer offers this dataset (missing since %(date)s).",
        date=since[:10],
    )
