"""`partage check`: is the file right, do the sources answer, what would be harvested."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import orjson
import typer
from rich.table import Table

from federation.errors import FailureCode
from federation.harvest import Capabilities
from federation.i18n import Message, environment_locale, pick
from orchestration.cli.console import err, out, place, print_json, require_known, say, t, told
from orchestration.cli.previewing import preview_document, show_preview
from orchestration.cli.summary import explained
from orchestration.cli.unlisted import show_unlisted, unlisted_documents, unlisted_if_any
from orchestration.cli.words import next_tick, printable, show_next_steps

if TYPE_CHECKING:
    from collections.abc import Sequence

    from federation.settings import CitySettings, FederationSettings, SourceSettings
    from federation.store.unlisted import Unlisted
    from orchestration.pipeline.previewing import Preview


@dataclass(frozen=True, slots=True)
class _Checked:
    """What came of asking a source; either `found` or `error`."""

    city: "CitySettings"
    source: "SourceSettings"
    found: Capabilities | None = None
    error: tuple[FailureCode, Message] | None = None
    preview: "Preview | None" = None

    @property
    def well(self) -> bool:
        """Whether the source answered as it should."""
        return self.error is None and (self.preview is None or self.preview.error is None)


def check(
    context: typer.Context,
    source: Annotated[
        list[str] | None,
        typer.Option("--source", help=t("Only this source; may be given several times.")),
    ] = None,
    preview: Annotated[
        int | None,
        typer.Option(
            "--preview", min=1, help=t("Show so many datasets as they would be stored; a dry run.")
        ),
    ] = None,
    json: Annotated[
        bool, typer.Option("--json", help=t("Print one JSON object on standard output."))
    ] = False,
) -> None:
    """Validate the file and probe every source: exit 0 when all answered, 1 otherwise."""
    with told():
        where = place(context)
        settings = where.settings()
        require_known(settings, source or [])
        chosen = [pair for pair in settings.sources if not source or pair[1].id in source]
        checked = [_check(settings, city, item, preview) for city, item in chosen]
        left = unlisted_if_any(settings, where.home)
        if json:
            print_json(orjson.dumps(_document(checked, left)))
        else:
            _show(checked)
            _show_left(left)
    if not all(each.well for each in checked):
        raise typer.Exit(1)


def _check(
    settings: "FederationSettings",
    city: "CitySettings",
    source: "SourceSettings",
    count: int | None,
) -> _Checked:
    found, error = _probe(settings, city, source)
    if error is not None or count is None:
        return _Checked(city, source, found, error)
    from orchestration.pipeline.previewing import preview

    return _Checked(city, source, found, preview=preview(settings, city, source, count))


def _probe(
    settings: "FederationSettings", city: "CitySettings", source: "SourceSettings"
) -> tuple[Capabilities | None, tuple[FailureCode, Message] | None]:
    from connectors.base import open_connector
    from connectors.web.http import PoliteSession
    from orchestration.pipeline.boundary import describe

    with PoliteSession(settings, source.politeness) as session:
        try:
            return open_connector(city, source, session, settings).probe(), None
        except Exception as error:  # noqa: BLE001 - the other sources are probed all the same
            return None, describe(error, source.id)


def _document(checked: list[_Checked], left: "Sequence[Unlisted] | None") -> dict[str, Any]:
    return {
        "ok": all(each.well for each in checked),
        "sources": [_source(one) for one in checked],
        "unlisted": None if left is None else unlisted_documents(left),
    }


def _show_left(left: "Sequence[Unlisted] | None") -> None:
    if left is None:
        err.print(
            t(
                "The store cannot be read: whether sources that left the file are still published "
                "is not known."
            ),
            style="yellow",
            soft_wrap=True,
        )
        return
    show_unlisted(err, left)


def _source(one: _Checked) -> dict[str, Any]:
    found = one.found
    document: dict[str, Any] = {
        "source_id": one.source.id,
        "city": one.city.id,
        "connector": one.source.connector,
        "software": found.software if found else None,
        "version": found.version if found else None,
        "total": found.total if found else None,
        "incremental": found.incremental if found else None,
        "next_run": next_tick(one.source.schedule),
        "error": {"code": one.error[0].value, **explained(*one.error)} if one.error else None,
    }
    if one.preview is not None:
        document["preview"] = preview_document(one.preview)
    return document


def _show(checked: list[_Checked]) -> None:
    out.print(_table(checked))
    for one in checked:
        if one.preview is not None:
            show_preview(one.source.id, one.preview)
    failures = [(one.source.id, *one.error) for one in checked if one.error]
    for source_id, code, problem in failures:
        err.print(f"[red]✗ {source_id}[/red]  {printable(say(problem))} ({code})", soft_wrap=True)
    show_next_steps(err, [code for _, code, _ in failures])
    if all(one.well for one in checked):
        out.print(t("The file is right and every source answers."), style="green")


def _table(checked: list[_Checked]) -> Table:
    table = Table(title=t("Sources"), title_justify="left")
    for title in (
        t("Source"),
        t("City"),
        t("Connector"),
        t("Software"),
        t("Datasets"),
        t("Next harvest"),
    ):
        table.add_column(title)
    for one in checked:
        table.add_row(*_row(one))
    return table


def _row(one: _Checked) -> list[str]:
    found = one.found
    software = " ".join(filter(None, (found.software, found.version))) if found else "—"
    return [
        one.source.id,
        pick(one.city.names, environment_locale()),
        one.source.connector,
        printable(software),
        str(found.total) if found and found.total is not None else "—",
        next_tick(one.source.schedule) or t("by hand"),
    ]
