"""The other tables of a package or dataset, read when a schema refers to them and only then."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Self

from federation.errors import PartageError
from federation.model import SchemaRef
from quality.conformity.references import Related
from quality.reading.limits import ReadLimits
from quality.reading.reader import read_table
from quality.schemas.library import SchemaLibrary
from quality.schemas.names import fold
from quality.schemas.recognition import member_of, recognise
from quality.schemas.table_schema import TableSchema

_TRIED = 5  # tables read in search of one whose publisher names no schema


@dataclass(frozen=True, slots=True)
class Sibling:
    """A file published beside the one that is judged.

    `open` gives its bytes as a local file and may raise PartageError; `names` are what a schema
    may call it besides its file name; `schema` is the one its publisher declares.
    """

    open: Callable[[], Path]
    file_name: str
    names: tuple[str, ...] = ()
    media_type: str | None = None
    declared_format: str | None = None
    schema: SchemaRef | None = None


@dataclass(slots=True)
class Siblings:
    """Answers to the names by which schemas call other tables; a context manager.

    `files` is asked at the first question. Tables are written to `folder`, and erased at the end.
    """

    files: Callable[[], Sequence[Sibling]]
    library: SchemaLibrary
    folder: Path
    limits: ReadLimits | None = None
    _files: Sequence[Sibling] | None = None
    _read: dict[int, Related | None] = field(default_factory=dict)

    def get(self, name: str, /) -> Related | None:
        """The table a schema calls so; None where none is there, or it cannot be read.

        A file of that name is it; else one whose schema, declared or recognised, has that name.
        """
        if self._files is None:
            self._files = self.files()
        wanted = fold(name)
        named = (at for at, each in enumerate(self._files) if wanted in _names(each))
        for at in (*named, *self._of_schema(wanted)):
            found = self._related(at)
            if found is not None:
                return found
        return None

    def _of_schema(self, wanted: str) -> Iterator[int]:
        files = self._files or ()
        silent = [at for at, each in enumerate(files) if each.schema is None]
        for at, each in enumerate(files):
            if each.schema is not None and fold(_short(each.schema)) == wanted:
                yield at
        package = [at for at, each in enumerate(files) if self._is_package(each.schema)]
        for at in (*package, *silent[:_TRIED]):
            found = self._related(at)
            if found is not None and fold(_short(found.schema.ref)) == wanted:
                yield at

    def _is_package(self, schema: SchemaRef | None) -> bool:
        return schema is not None and bool(self.library.packaged(schema))

    def _related(self, at: int) -> Related | None:
        if at not in self._read:
            try:
                self._read[at] = self._opened(at)
            except PartageError:  # its own report says what is wrong with it
                self._read[at] = None
        return self._read[at]

    def _opened(self, at: int) -> Related | None:
        file = (self._files or ())[at]
        table = read_table(
            file.open(),
            file_name=file.file_name,
            media_type=file.media_type,
            declared_format=file.declared_format,
            out=self._path(at),
            limits=self.limits,
        )
        schema = self._schema(file.schema, table.columns)
        return Related(table, schema) if schema is not None else None

    def _schema(self, declared: SchemaRef | None, columns: Sequence[str]) -> TableSchema | None:
        if declared is None:
            found = recognise(columns, library=self.library)
            return self.library.load(found[0]) if found is not None else None
        known = self.library.find(declared.id) or declared
        ref = SchemaRef(known.id, declared.version or known.version)
        if self.library.packaged(ref):
            ref = member_of(ref, columns, library=self.library)
        return self.library.load(ref)

    def _path(self, at: int) -> Path:
        return self.folder / f"sibling-{at}.parquet"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for at in self._read:
            self._path(at).unlink(missing_ok=True)
        self._read.clear()


def _names(file: Sibling) -> set[str]:
    """What the file may be called, without extension, case or punctuation."""
    stem = PurePosixPath(file.file_name).name.split(".")[0]
    return {fold(name) for name in (stem, *file.names)}


def _short(ref: SchemaRef) -> str:
    return ref.id.split("/")[-1].removeprefix("schema-")
