"""Tombstones: what is left of datasets that their portal no longer offers."""

from collections.abc import Sequence
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
    for start in range(0, len(ids), _CHUNK):
        part = ids[start : start + _CHUNK]
        query = select(dataset.c.id, dataset.c.missing_code, dataset.c.missing_since).where(
            dataset.c.id.in_(part)
        )
        graves = [_grave(row) for row in connection.execute(query).mappings()]
        connection.execute(_BURY, [{**grave, "at": seq} for grave in graves])
        connection.execute(delete(published_table).where(published_table.c.dataset_id.in_(part)))
        connection.execute(
            update(dataset).where(dataset.c.id.in_(part)).values(published_hash=None)
        )


_CHUNK = 500
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


def _grave(row: RowMapping) -> dict[str, Any]:
    why = _reason(row["missing_code"], row["missing_since"] or "")
    return {"gone": row["id"], "why": codec.dumps(why)}


def _reason(code: str | None, since: str) -> Message:
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
