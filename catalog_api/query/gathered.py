"""The commons of a schema gathered in one file of this node, made with the first question.

Opening hundreds of files takes longer than most questions. A file is named by what is in it, so a
release of one city makes another one; those of before are erased. It holds published rows only,
and is erased with whatever is taken back (`clear`).
"""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from catalog_api.query import sql
from catalog_api.query.frames import Job
from catalog_api.query.grammar import Ask
from catalog_api.query.pool import Workers
from catalog_api.query.source import Source

#: Tables from which on a file is made; fewer are read as they are.
MANY = 8


class Gathered:
    """Files of commons under a folder."""

    def __init__(self, folder: Path, workers: Workers) -> None:
        self._folder = folder
        self._workers = workers
        self._locks: dict[str, asyncio.Lock] = {}

    async def one(self, name: str, source: Source, job: Callable[..., Job]) -> Source:
        """The same rows read from one file; `name` is that of the commons, fit for a file name."""
        if len(source.paths) < MANY:
            return source
        path = self._folder / f"{name}-{source.tag}.parquet"
        async with self._locks.setdefault(name, asyncio.Lock()):
            if not path.exists():
                await self._make(name, path, source, job)
        return replace(
            source,
            relation="read_parquet(?, file_row_number = true)",
            parameters=(str(path),),
            paths=(str(path),),
            order=("file_row_number",),
            joined=False,
        )

    async def _make(self, name: str, path: Path, source: Source, job: Callable[..., Job]) -> None:
        ask = Ask(tuple(source.types))
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        partial = path.with_name(f".{uuid4().hex}")
        try:
            with partial.open("xb") as file:
                async with self._workers.run(job(ask, source, sql.rows(ask, source))) as result:
                    async for part in result.body:
                        file.write(part)
            partial.replace(path)
        finally:
            partial.unlink(missing_ok=True)
        # A question that still reads one of them keeps it open, or is asked again.
        for old in self._folder.glob(f"{name}-*.parquet"):
            if old != path:
                old.unlink(missing_ok=True)

    def clear(self) -> None:
        """Erase every file: something that one of them may hold was taken back."""
        for file in self._folder.glob("*"):
            file.unlink(missing_ok=True)
