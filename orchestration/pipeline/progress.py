"""How a stage tells how far it is; the CLI draws bars, Dagster and tests stay silent."""

from typing import Protocol


class Progress(Protocol):
    """Receives the steps of a stage. `total` is None while unknown."""

    def start(self, source_id: str, stage: str, total: int | None) -> None:
        """A stage of a source begins."""

    def advance(self, source_id: str, stage: str, steps: int = 1) -> None:
        """So many more are done."""

    def finish(self, source_id: str, stage: str) -> None:
        """The stage is over."""


class Silent:
    """Draws nothing."""

    def start(self, source_id: str, stage: str, total: int | None) -> None:
        pass

    def advance(self, source_id: str, stage: str, steps: int = 1) -> None:
        pass

    def finish(self, source_id: str, stage: str) -> None:
        pass
