"""All demonstration portals together: started, named, stopped."""

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import yaml

from federation.errors import SettingsError
from federation.i18n import msg
from orchestration.demo.ckan import CkanPortal
from orchestration.demo.files import FilesPortal
from orchestration.demo.http import Portal, PortalServer
from orchestration.demo.opendatasoft import OpendatasoftPortal

_SOFTWARE: Mapping[str, Callable[[Mapping[str, Any], Path, str], Portal]] = {
    "ckan": CkanPortal,
    "opendatasoft": OpendatasoftPortal,
    "files": FilesPortal,
}


def demo_data() -> Path:
    """The folder of the demonstration: `examples/demo`, or its copy inside an installed wheel.

    Raises SettingsError where the package was installed without it.
    """
    package = Path(__file__).parents[1]
    for folder in (package.parent / "examples" / "demo", package / "_demo"):
        if (folder / "federation.yaml").is_file():
            return folder
    raise SettingsError(
        msg("The files of the demonstration are missing from this installation: reinstall partage.")
    )


class DemoPortals:
    """The demonstration's portals on 127.0.0.1, running while the `with` block lasts.

    `data` is the folder of `demo_data`. `ports` maps a portal's name (that of its metadata file)
    to a port; others take a free one. Raises OSError where a given port is taken.
    """

    def __init__(self, data: Path, ports: Mapping[str, int] | None = None) -> None:
        self._data = data
        self._ports = ports or {}
        self._running = ExitStack()
        #: Source id → the address that federation.yaml gives to its connector.
        self.urls: dict[str, str] = {}

    @property
    def environment(self) -> dict[str, str]:
        """The addresses as the variables that the demonstration's federation.yaml names."""
        return {
            "PARTAGE_DEMO_" + source.upper().replace("-", "_"): url
            for source, url in self.urls.items()
        }

    def __enter__(self) -> Self:
        with ExitStack() as started:
            for path in sorted((self._data / "portals").glob("*.yaml")):
                self._start(path, started)
            self._running = started.pop_all()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._running.close()
        self.urls.clear()

    def _start(self, path: Path, running: ExitStack) -> None:
        metadata = yaml.safe_load(path.read_text(encoding="utf-8"))
        server = PortalServer(self._ports.get(path.stem, 0))
        try:
            portal = _SOFTWARE[metadata["software"]](metadata, self._data, server.url)
        except Exception:
            server.close()
            raise
        running.enter_context(server.serving(portal))
        for source, place in metadata["sources"].items():
            self.urls[source] = server.url + place
