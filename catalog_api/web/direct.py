"""Routes that are tried before FastAPI's: what is asked most should not pay for its dependencies.

FastAPI describes the same addresses; reading parameters by its own means takes it longer than
answering them takes the store.
"""

from collections.abc import Awaitable, Callable, Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Route
from starlette.types import Scope


class Direct(Route):
    """An address and what answers it."""

    def __init__(
        self,
        path: str,
        answer: Callable[[Request], Awaitable[Response]],
        methods: Sequence[str] = ("GET",),
    ) -> None:
        super().__init__(path, answer, methods=list(methods), include_in_schema=False)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """As Starlette's; the log of failures names the route."""
        match, more = super().matches(scope)
        return match, {**more, "route": self} if match is not Match.NONE else more
