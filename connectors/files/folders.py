"""A folder of tables, read into entries (`connectors.files.entries`): one dataset per file."""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from connectors.files.local import inside, local_url, modified
from connectors.words.formats import TABULAR, extension
from connectors.words.texts import Json

PACKAGE = "datapackage.json"


def folder_entries(root: Path) -> Iterator[Json]:
    """One entry per table file of a folder and its sub-folders, in the order of their paths.

    Hidden files, files that are no tables and folders that hold a Data Package are passed over.
    """
    packages = {path.parent for path in package_files(root)}
    for path in sorted(root.rglob("*")):
        relative = path.relative_to(root)
        if _hidden(relative) or not packages.isdisjoint(path.parents) or not path.is_file():
            continue
        # Quoted: a name may hold # or ?, or bytes that are no UTF-8.
        if extension(quote(os.fsencode(path.name))) in TABULAR:
            yield _file_entry(path, root)


def _file_entry(path: Path, root: Path) -> Json:
    relative, changed = path.relative_to(root).as_posix(), modified(path)
    title = path.name.split(".")[0].replace("_", " ").strip() or path.name
    file = {
        "id": relative,
        "url": local_url(path, root),
        "title": path.name,
        "size": path.stat().st_size,
        "modified": changed,
    }
    return {"id": relative, "title": title, "modified": changed, "files": [file]}


def package_files(root: Path) -> list[Path]:
    """The descriptors of the Data Packages of a folder and its sub-folders, none outside it."""
    names = ((path, path.relative_to(root)) for path in root.rglob(PACKAGE))
    return sorted(
        path for path, name in names if not _hidden(name) and inside(root, name.as_posix())
    )


def _hidden(relative: Path) -> bool:
    return any(part.startswith((".", "~")) for part in relative.parts)
