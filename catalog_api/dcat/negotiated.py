"""A route for clients that rather have data than the page at the same address."""

from fastapi.routing import APIRoute
from starlette.datastructures import Headers
from starlette.routing import Match
from starlette.types import Scope

from catalog_api.dcat.formats import preferred


class ForReaders(APIRoute):
    """Matches only where the Accept header prefers RDF to a page."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """No match for browsers: the page's own route comes after this one."""
        if scope["type"] == "http" and not preferred(Headers(scope=scope).get("accept", ""), ""):
            return Match.NONE, {}
        return super().matches(scope)
