"""The page shown when something is not there or went wrong."""

from fastapi import Request
from starlette.responses import Response

from catalog_api.pages.templating import page
from catalog_api.web.problems import Problem
from federation.i18n import pick


def error_page(request: Request, problem: Problem, locale: str) -> Response:
    """A readable page with the status of the problem."""
    values = {"problem": problem, "site": _site(request, locale)}
    return page(request, "error.html", locale, values, problem.status)


def _site(request: Request, locale: str) -> str:
    """The federation's title as last known: an error page never asks the store."""
    catalogue = getattr(request.app.state, "catalogue", None) if "app" in request.scope else None
    known = catalogue.known_federation() if catalogue else None
    return pick(known.titles, locale) if known else "partage"
