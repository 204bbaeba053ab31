"""Progress bars on stderr: one line per stage of the source at work."""

from types import TracebackType

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn

from orchestration.cli.console import err, t


def _stage_name(stage: str) -> str:
    names = {
        "harvest": t("harvesting"),
        "fetch": t("fetching files"),
        "examine": t("checking"),
        "anonymise": t("anonymising"),
        "publish": t("publishing"),
        "links": t("checking links"),
    }
    return names.get(stage, stage)


class Bars:
    """Draws the progress of a run; draws nothing when quiet or not on a terminal."""

    def __init__(self, *, quiet: bool) -> None:
        self._progress = Progress(
            TextColumn("{task.fields[source]:<22}"),
            TextColumn("{task.description:<24}"),
            BarColumn(),
            MofNCompleteColumn(),
            console=err,
            disable=quiet or not err.is_terminal,
        )
        self._tasks: dict[tuple[str, str], TaskID] = {}

    def __enter__(self) -> "Bars":
        self._progress.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._progress.stop()

    def start(self, source_id: str, stage: str, total: int | None) -> None:
        task = self._progress.add_task(_stage_name(stage), total=total, source=source_id)
        self._tasks[source_id, stage] = task

    def advance(self, source_id: str, stage: str, steps: int = 1) -> None:
        self._progress.advance(self._tasks[source_id, stage], steps)

    def finish(self, source_id: str, stage: str) -> None:
        task = self._tasks.pop((source_id, stage))
        self._progress.remove_task(task)
