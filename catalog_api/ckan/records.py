"""The answers of CKAN's DataStore actions: records, streamed by a worker inside the envelope."""

import codecs
from collections.abc import AsyncIterator, Mapping
from typing import Any
from urllib.parse import urlencode

import orjson
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Send

from catalog_api.catalogue import Catalogue
from catalog_api.ckan import datastore, resources, rows
from catalog_api.ckan.datastore import Asked
from catalog_api.ckan.inputs import needed
from catalog_api.query.answers import Export
from catalog_api.query.frames import Job
from catalog_api.query.pool import Result, Workers
from catalog_api.web import readings
from catalog_api.web.bytes_out import dumps
from federation.published import Snapshot

Values = Mapping[str, Any]

#: Rows from which an answer waits for the workers that are left to files.
_LONG = 1000
_ECHOED = ("filters", "q", "full_text", "sort", "distinct")


async def datastore_search(
    request: Request,
    catalogue: Catalogue,
    values: Values,
    headers: Mapping[str, str],
    help_url: str,
) -> Response:
    """Rows of a published table.

    resource_id, filters, q, limit (at most 32000), offset, fields, sort, distinct, include_total,
    records_format (objects, lists, csv, tsv).
    """
    key = needed(values, "resource_id", "id")
    table_id = await run_in_threadpool(_table_id, catalogue, key)
    _, snapshot, path = await run_in_threadpool(catalogue.snapshot, table_id)
    asked = datastore.read(values, rows.types_of(snapshot))
    told = _told(asked, snapshot, values, key)
    head = dumps({"help": help_url, "success": True})[:-1] + b',"result":' + dumps(told)[:-1]
    if asked.limit == 0 and asked.whole:
        body = head + _total(asked, snapshot.rows) + b',"records":' + _empty(asked) + b"}}"
        return Response(body, headers=headers)
    job = rows.job(asked, snapshot, path, catalogue.limits)
    readings.tell(request.scope, table_id)
    return _Records(catalogue.workers, job, headers, asked, head, snapshot.rows)


def _table_id(catalogue: Catalogue, resource_id: str) -> str:
    """The table behind a resource: itself, or the one that its Parquet file is made of."""
    if catalogue.reader.table(resource_id) is None:
        found = resources.find(catalogue, resource_id)
        if found is not None:
            return str(found.get("derived_from") or resource_id)
    return resource_id


def _told(asked: Asked, snapshot: Snapshot, values: Values, key: str) -> dict[str, Any]:
    """What an answer says besides its records and their total."""
    columns = {column["id"]: column for column in rows.described(snapshot)}
    pairs = [(name, _word(value)) for name, value in values.items() if name != "offset"]
    path = f"/api/3/action/datastore_search?{urlencode(pairs)}"
    return {
        "resource_id": key,
        "include_total": asked.total,
        "records_format": asked.form,
        "limit": asked.limit,
        "offset": asked.offset,
        **{name: values[name] for name in _ECHOED if name in values},
        "fields": [columns[name] for name in asked.fields],
        "_links": {"start": path, "next": f"{path}&offset={asked.offset + asked.limit}"},
    }


def _word(value: object) -> str:
    return value if isinstance(value, str) else orjson.dumps(value).decode()


def _total(asked: Asked, total: int) -> bytes:
    return b',"total":%d,"total_was_estimated":false' % total if asked.total else b""


def _empty(asked: Asked) -> bytes:
    return b'""' if asked.form in datastore.TEXTS else b"[]"


class _Records(Export):
    """Records sent as a worker finds them; nothing is sent before its first piece is there."""

    def __init__(
        self,
        workers: Workers,
        job: Job,
        headers: Mapping[str, str],
        asked: Asked,
        head: bytes,
        rows: int,
    ) -> None:
        super().__init__(workers, job, headers)
        self._asked, self._head, self._rows = asked, head, rows

    async def _send(self, send: Send) -> None:
        long = self._asked.limit >= _LONG
        async with self._workers.run(self._job, export=long) as result:
            total = _total(self._asked, result.head.get("total", self._rows))
            start = {"type": "http.response.start", "status": 200, "headers": self.raw_headers}
            await send(start)
            await _part(send, self._head + total + b',"records":')
            async for part in _pieces(self._asked.form, result):
                await _part(send, part)
        await send({"type": "http.response.body", "body": b"}}", "more_body": False})


async def _part(send: Send, body: bytes) -> None:
    await send({"type": "http.response.body", "body": body, "more_body": True})


async def _pieces(form: str, result: Result) -> AsyncIterator[bytes]:
    """The records as JSON: a list of objects, of lists, or a text of lines without header."""
    if form in datastore.TEXTS:
        yield b'"'
        # A piece may end inside a letter; the first piece is the header.
        decode, first = codecs.getincrementaldecoder("utf-8")().decode, True
        async for part in result.body:
            if not first:
                yield orjson.dumps(decode(part))[1:-1]
            first = False
        yield b'"'
        return
    async for part in result.body:
        yield part if form == "objects" else await run_in_threadpool(_as_lists, part)


def _as_lists(part: bytes) -> bytes:
    """A piece of a list of objects as one of lists; brackets and commas at its ends stay."""
    core = part.strip(b"[], \n")
    if not core:
        return part
    start, end = part[: part.index(core)], part[part.index(core) + len(core) :]
    found = orjson.loads(b"[" + core + b"]")
    return start + dumps([list(row.values()) for row in found])[1:-1] + end


def datastore_info(catalogue: Catalogue, values: Values) -> bytes:
    """Columns, types and size of a published table. resource_id (or id)."""
    key = needed(values, "resource_id", "id")
    _, snapshot, _ = catalogue.snapshot(_table_id(catalogue, key))
    meta = {
        "id": key,
        "count": snapshot.rows,
        "size": snapshot.byte_size,
        "db_size": snapshot.byte_size,
        "idx_size": 0,
        "aliases": [],
        "table_type": "BASE TABLE",
    }
    fields = [
        {
            **column,
            "schema": {
                "native_type": column["type"],
                "index_name": None,
                "is_index": False,
                "notnull": column["id"] == datastore.ROW,
                "uniquekey": column["id"] == datastore.ROW,
            },
        }
        for column in rows.described(snapshot)
    ]
    return dumps({"meta": meta, "fields": fields})
