"""Bytes made before: a page is put together once per release, a serialisation once."""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sized
from dataclasses import dataclass
from threading import Lock
from typing import Generic, TypeVar

#: Bytes of documents that are kept, the least recently asked for going first.
_ROOM = 48_000_000


Document = TypeVar("Document", bound=Sized)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a list with its entity tag, and the address of the next one; None on the last."""

    body: bytes
    etag: str
    next: str | None

    def __len__(self) -> int:
        return len(self.body)


class Kept(Generic[Document]):
    """Documents by what they are made of, as many as have room; shared by threads."""

    def __init__(self, room: int = _ROOM) -> None:
        self._room = room
        self._size = 0
        self._cleared = 0
        self._found: OrderedDict[Hashable, Document] = OrderedDict()
        self._lock = Lock()

    @property
    def size(self) -> int:
        """Bytes that are kept now."""
        return self._size

    @property
    def cleared(self) -> int:
        """How often everything was dropped."""
        return self._cleared

    def clear(self) -> None:
        """Drop everything, also what is being made now: something of it was taken back."""
        with self._lock:
            self._found.clear()
            self._size = 0
            self._cleared += 1

    def made(
        self, key: Hashable, make: Callable[[], Document], cleared: int | None = None
    ) -> Document:
        """The document of a key, which says all that it depends on; made where it is not kept.

        `cleared` is what it was before reading began, where that was before this call.
        """
        with self._lock:
            before = self._cleared if cleared is None else cleared
            if key in self._found:
                self._found.move_to_end(key)
                return self._found[key]
        document = make()
        if len(document) <= self._room // 4:
            self._keep(key, document, before)
        return document

    def _keep(self, key: Hashable, document: Document, cleared: int) -> None:
        with self._lock:
            if key in self._found or cleared != self._cleared:
                return
            self._found[key] = document
            self._size += len(document)
            while self._size > self._room:
                _, gone = self._found.popitem(last=False)
                self._size -= len(gone)
