"""Dagster resources: the federation a run works on.

Resources, not IO managers: stages pass values through the store, never through Dagster.
"""

from pathlib import Path
from typing import Any

import dagster as dg
from pydantic import PrivateAttr

from federation.loader import load_settings
from orchestration.pipeline.progress import Progress, Silent
from orchestration.pipeline.workspace import Workspace


class FederationResource(dg.ConfigurableResource["FederationResource"]):
    """Opens the workspace of a federation.yaml for the length of a run."""

    file: str
    home: str
    _workspace: Workspace | None = PrivateAttr(default=None)
    _borrowed: bool = PrivateAttr(default=False)
    _progress: Progress = PrivateAttr(default_factory=Silent)

    def lend(self, workspace: Workspace, progress: Progress) -> "FederationResource":
        """Use an open workspace, whose owner closes it."""
        self._workspace = workspace
        self._progress = progress
        self._borrowed = True
        return self

    @property
    def workspace(self) -> Workspace:
        """The open federation."""
        if self._workspace is None:
            self._workspace = Workspace(load_settings(Path(self.file)), Path(self.home))
        return self._workspace

    @property
    def progress(self) -> Progress:
        """Who is told how far a stage is."""
        return self._progress

    def teardown_after_execution(self, context: Any) -> None:  # noqa: ANN401
        """Close what this run opened."""
        if self._workspace is not None and not self._borrowed:
            self._workspace.close()
            self._workspace = None
