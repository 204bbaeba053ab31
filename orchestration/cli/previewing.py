"""How a dry run is told: each dataset as it would be stored, and what could not be mapped."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from federation import codec
from federation.axes import AXES
from federation.i18n import environment_locale, pick
from federation.model import Dataset, Spatial
from orchestration.cli.console import err, labelled, out, say, t
from orchestration.cli.summary import explained
from orchestration.cli.words import printable, show_next_steps

if TYPE_CHECKING:
    from orchestration.pipeline.previewing import Preview


def preview_document(preview: "Preview") -> dict[str, Any]:
    """The JSON form of a dry run."""
    return {
        "total": preview.total,
        "datasets": [codec.plain(dataset) for dataset in preview.datasets],
        "unmapped": dict(preview.unmapped),
        "failures": [
            {
                "remote_id": failure.remote_id,
                "code": failure.code.value,
                **explained(failure.code, failure.message, item=True),
            }
            for failure in preview.failures
        ],
        "error": {"code": preview.error[0].value, **explained(*preview.error)}
        if preview.error
        else None,
    }


def show_preview(source_id: str, preview: "Preview") -> None:
    """The datasets one under the other, then counts and failures."""
    count, total = len(preview.datasets), preview.total
    out.print(
        f"\n[bold]{source_id}[/bold]  "
        + t(
            "datasets shown: %(count)s, of %(total)s; nothing was written",
            count=count,
            total="?" if total is None else total,
        )
    )
    for number, dataset in enumerate(preview.datasets, 1):
        _show_dataset(number, dataset)
    _show_unmapped(preview)
    _show_failures(source_id, preview)


def _show_dataset(number: int, dataset: Dataset) -> None:
    title = printable(pick(dataset.title, environment_locale()) or dataset.remote_id)
    name = printable(dataset.remote_id)
    out.print(f"\n{number:>3}. [bold]{title}[/bold]  [dim]{name}[/dim]", soft_wrap=True)
    for label, value in _facts(dataset):
        out.print("     " + labelled(label, printable(value)), soft_wrap=True)


def _facts(dataset: Dataset) -> Iterator[tuple[str, str]]:
    nothing = t("not given")
    yield t("Publisher"), dataset.publisher or nothing
    yield t("Licence"), _licence(dataset)
    yield t("Themes"), _themes(dataset)
    yield t("Formats"), _listed(item.format or "?" for item in dataset.distributions)
    schemas = _listed(str(item.schema) for item in dataset.distributions if item.schema)
    if schemas != nothing:
        yield t("Schema"), schemas
    yield t("Modified"), f"{dataset.modified:%Y-%m-%d}" if dataset.modified else nothing
    yield t("Place"), _place(dataset.spatial)
    if dataset.unmapped:
        counted = (f"{field} × {count}" for field, count in dataset.unmapped.items())
        yield t("Not mapped"), _listed(counted)


def _licence(dataset: Dataset) -> str:
    from catalog_api.words import vocabulary

    if dataset.licence:
        return vocabulary.licence_title(dataset.licence, dataset.licence_label) or dataset.licence
    if dataset.licence_label:
        return t("not mapped: %(label)s", label=dataset.licence_label)
    return t("not given")


def _themes(dataset: Dataset) -> str:
    from catalog_api.words import vocabulary

    locale = environment_locale()
    themes = _listed(pick(vocabulary.theme_texts(uri), locale) or uri for uri in dataset.themes)
    if not dataset.axes:
        return themes
    return f"{themes} ({_listed(say(AXES[axis]) for axis in dataset.axes if axis in AXES)})"


def _place(spatial: Spatial | None) -> str:
    if spatial is None:
        return t("not given")
    box = ", ".join(f"{degrees:g}" for degrees in spatial.bbox) if spatial.bbox else ""
    return spatial.label or ", ".join(spatial.codes) or box or t("a shape on the map")


def _listed(values: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(values)) or t("not given")


def _show_unmapped(preview: "Preview") -> None:
    if not preview.datasets:
        return
    if not preview.unmapped:
        out.print("\n" + t("Everything in these datasets could be mapped."), style="green")
        return
    out.print("\n[bold]" + t("What could not be mapped, by field") + "[/bold]")
    for field, count in preview.unmapped.items():
        out.print("  " + labelled(printable(field), count))


def _show_failures(source_id: str, preview: "Preview") -> None:
    codes = [failure.code for failure in preview.failures]
    if preview.failures:
        out.print("\n[bold]" + t("Datasets that would be left out") + "[/bold]")
    for failure in preview.failures:
        out.print(
            f"  [yellow]{failure.code}[/yellow]  {printable(failure.remote_id)}", soft_wrap=True
        )
        out.print(f"      {printable(say(failure.message))}", soft_wrap=True)
    if preview.error is not None:
        code, message = preview.error
        codes.append(code)
        err.print(f"[red]✗ {source_id}[/red]  {printable(say(message))} ({code})", soft_wrap=True)
    show_next_steps(out, codes)
