"""The page that lists the API's operations, from `openapi.json`. No script, nothing external."""

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from catalog_api.catalogue import Served
from catalog_api.pages.codes import CODES
from catalog_api.pages.templating import page
from catalog_api.web.bytes_out import readable
from catalog_api.words.locales import Locale
from federation.i18n import pick, translations

router = APIRouter(include_in_schema=False)


@readable(router, "/docs")
def docs(request: Request, catalogue: Served, locale: Locale) -> Response:
    federation = catalogue.federation()
    values = {
        "site": pick(federation.titles, locale),
        "base": federation.base_url,
        "operations": operations(request.app.openapi(), locale),
        "codes": CODES,
        "data_docs": catalogue.has_data_docs,
    }
    return page(request, "docs.html", locale, values)


def operations(description: dict[str, Any], locale: str = "en") -> list[dict[str, Any]]:
    """Every operation with its parameters, in path order; summaries in the reader's language."""
    found, say = [], translations(locale).gettext
    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            parameters = operation.get("parameters", [])
            found.append(
                {
                    "method": method.upper(),
                    "path": path,
                    "summary": say(operation["summary"]) if operation.get("summary") else "",
                    "description": [
                        marked(part) for part in operation.get("description", "").split("\n\n")
                    ],
                    "parameters": [
                        (one["name"], marked(one.get("description", ""))) for one in parameters
                    ],
                    "tag": next(iter(operation.get("tags", ())), ""),
                }
            )
    return found


def marked(text: str) -> list[str]:
    """A paragraph on one line, cut at its backticks: every second piece is code."""
    return " ".join(text.split()).split("`") if text else []
