"""How tables behave over their releases: a page of our own before Great Expectations' Data Docs.

The index that Great Expectations writes needs scripts from elsewhere, which nothing here loads;
the page of each table does not, and is linked from this one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.staticfiles import StaticFiles
from starlette.responses import RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from catalog_api.bytes_out import readable
from catalog_api.catalogue import Catalogue, Served
from catalog_api.locales import Locale
from catalog_api.security import DATA_DOCS_PATH
from catalog_api.templating import page
from federation.i18n import pick
from federation.published import Table

router = APIRouter(include_in_schema=False)

#: Tables listed, newest check first.
_SHOWN = 500


@dataclass(frozen=True, slots=True)
class Checked:
    """A published table, the verdict on its series (None: not evaluated), its technical page."""

    title: str
    dataset: str
    success: bool | None
    address: str


@readable(router, "/series")
def series(request: Request, catalogue: Served, locale: Locale) -> Response:
    site = pick(catalogue.federation().titles, locale)
    values: dict[str, Any] = {
        "site": site,
        "data_docs": catalogue.has_data_docs,
        "checked": list(_checked(catalogue, locale)),
    }
    return page(request, "series.html", locale, values)


@readable(router, f"{DATA_DOCS_PATH}/")
def index(request: Request) -> Response:
    return RedirectResponse("/series")


@readable(router, f"{DATA_DOCS_PATH}/index.html")
def index_page(request: Request) -> Response:
    return RedirectResponse("/series")


def newest_page(folder: Path, table_id: str) -> Path | None:
    """The Data Docs page of a table's last check; run folders are named by their time."""
    found = sorted((folder / "validations" / table_id).glob("*/*/*.html"))
    return max(found, key=lambda path: path.parent.name) if found else None


def _checked(catalogue: Catalogue, locale: str) -> Iterator[Checked]:
    folder = catalogue.data_docs
    if folder is None or not (folder / "validations").is_dir():
        return
    suites = sorted((folder / "validations").iterdir(), key=lambda path: -path.stat().st_mtime)
    for suite in suites[:_SHOWN]:
        found, newest = catalogue.reader.table(suite.name), newest_page(folder, suite.name)
        if found is None or newest is None or found[1].series is None:
            continue
        dataset_id, table = found
        yield Checked(
            title=pick(table.title, locale) or table.id,
            dataset=dataset_id,
            success=_success(table),
            address=f"{DATA_DOCS_PATH}/{newest.relative_to(folder).as_posix()}",
        )


def _success(table: Table) -> bool | None:
    verdict = (table.series or {}).get("success")
    return verdict if isinstance(verdict, bool) else None


class DataDocs(StaticFiles):
    """A folder that the first run makes: before it, nothing is there."""

    def __init__(self, folder: Path) -> None:
        super().__init__(directory=folder, html=True, check_dir=False)
        self._folder = folder

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not self._folder.is_dir():
            raise HTTPException(404)
        await super().__call__(scope, receive, send)
