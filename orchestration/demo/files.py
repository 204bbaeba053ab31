"""Plain files behind a web server: a Data Package, a list of files, what they name.

How a small municipality without a portal takes part. Files carry ETag and Last-Modified.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from orchestration.demo.http import (
    Answer,
    Request,
    aware,
    file_answer,
    html_answer,
    not_found,
)


class FilesPortal:
    """One city's web folder.

    `metadata["files"]` maps a path below its `folder` to its last change: nothing else is served.
    """

    def __init__(self, metadata: Mapping[str, Any], data: Path, server: str) -> None:
        self.url = server
        self._title = str(metadata["title"])
        folder = data / metadata["folder"]
        self._files = {
            f"/{name}": (folder / name, aware(moment)) for name, moment in metadata["files"].items()
        }

    def answer(self, request: Request) -> Answer:
        """One HTTP answer; see `orchestration.demo.http.Portal`."""
        if request.path in self._files:
            return file_answer(*self._files[request.path])
        return html_answer(self._title) if request.path == "/" else not_found()
