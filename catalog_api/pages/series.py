"""How tables behave over their releases: a page of our own before Great Expectations' Data Docs.

The page that Great Expectations writes of each check is linked from this one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePath
from typing import Any

from fastapi import APIRouter, HTTPException, Request
from fastapi.staticfiles import StaticFiles
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response
from starlette.types import Receive, Scope, Send

from catalog_api.catalogue import Catalogue, Served
from catalog_api.pages.templating import page
from catalog_api.web.bytes_out import readable
from catalog_api.web.security import DATA_DOCS_PATH
from catalog_api.words.locales import Locale
from federation import clock
from federation.i18n import pick

router = APIRouter(include_in_schema=False)

#: Tables listed, newest check first.
_SHOWN = 500


#: Our expectation about age: judged again when it is read, for tables grow old by themselves.
_FRESH = "expect_table_to_be_fresh"


@dataclass(frozen=True, slots=True)
class Checked:
    """A published table, what its series check says today, its technical page."""

    title: str
    dataset: str
    table: str
    series: Mapping[str, Any]
    address: str | None


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


def newest_page(folder: Path, suite: str) -> Path | None:
    """The Data Docs page of a table's last check; pages are named by their moment."""
    return max((folder / "validations" / suite).glob("*.html"), default=None)


def live(series: Mapping[str, Any], today: date) -> dict[str, Any]:
    """A published check as it stands today: what was fresh may have grown old since."""
    results = [_aged(found, today) for found in series.get("results", ())]
    seen = {found.get("success") for found in results}
    success = series.get("success")
    if results:
        success = False if False in seen else None if None in seen else True
    return {"suite": "", "reason": None, **series, "results": results, "success": success}


def _aged(found: Mapping[str, Any], today: date) -> dict[str, Any]:
    known = {"details": (), "exception": None, **found}
    if found.get("expectation") != _FRESH or not known["details"] or found.get("high") is None:
        return known
    age = (today - date.fromisoformat(known["details"][0])).days
    return {**known, "observed": age, "success": age <= found["high"]}


def _checked(catalogue: Catalogue, locale: str) -> Iterator[Checked]:
    folder = catalogue.data_docs
    if folder is None or not (folder / "validations").is_dir():
        return
    suites = sorted((folder / "validations").iterdir(), key=lambda path: -path.stat().st_mtime)
    for suite in suites[:_SHOWN]:
        found, newest = catalogue.reader.table(suite.name), newest_page(folder, suite.name)
        if found is None or found[1].series is None:
            continue
        dataset_id, table = found
        address = f"{DATA_DOCS_PATH}/{newest.relative_to(folder).as_posix()}" if newest else None
        yield Checked(
            title=pick(table.title, locale) or table.id,
            dataset=dataset_id,
            table=table.id,
            series=live(found[1].series, clock.now().date()),
            address=address,
        )


#: Folders of Data Docs whose pages are each about one table, that their path names.
_ABOUT_TABLES = ("validations", "expectations")


class DataDocs(StaticFiles):
    """A folder that the first run makes: before it, nothing is there.

    A page about a table is there as long as the table may be read.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(directory=folder, html=True, check_dir=False)
        self._folder = folder

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not self._folder.is_dir():
            raise HTTPException(404)
        await super().__call__(scope, receive, send)

    async def get_response(self, path: str, scope: Scope) -> Response:
        parts = PurePath(path).parts
        if len(parts) > 1 and parts[0] in _ABOUT_TABLES:
            catalogue: Catalogue = scope["app"].state.catalogue
            suite = parts[1].partition(".")[0]
            if await run_in_threadpool(catalogue.reader.table, suite) is None:
                raise HTTPException(404)
        return await super().get_response(path, scope)
