"""The Model Context Protocol server at /mcp (streamable HTTP, stateless), official Python SDK.

The SDK is loaded with the first request: it takes longer than the whole catalogue to start.
"""

import asyncio
import functools
from collections.abc import Callable
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp, Receive, Scope, Send

from catalog_api.assistants.tools import Tools
from catalog_api.catalogue import Catalogue
from catalog_api.web.problems import Problem

PATH = "/mcp"
_INSTRUCTIONS = (
    "Open data of partner cities, harvested, checked against data schemas and anonymised. Search "
    "datasets first, then describe one to learn its tables' columns, then query a table, or the "
    "commons of a schema to compare cities. Cite the dataset's title, city and licence."
)


class Assistants:
    """An ASGI application that begins with its first request; `close` ends it."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._tools = Tools(catalogue)
        self._app: ASGIApp | None = None
        self._task: asyncio.Task[None] | None = None
        self._stop = asyncio.Event()
        self._lock = asyncio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        async with self._lock:
            if self._app is None:
                self._app = await self._begin()
        await self._app(scope, receive, send)

    async def close(self) -> None:
        """End the protocol's sessions."""
        self._stop.set()
        if self._task is not None:
            await self._task

    async def _begin(self) -> ASGIApp:
        app, manager = await run_in_threadpool(_build, self._tools)
        ready = asyncio.Event()

        async def keep() -> None:
            # Entered and left in one task, as its task group wants.
            async with manager.run():
                ready.set()
                await self._stop.wait()

        self._task = asyncio.create_task(keep())
        await ready.wait()
        return app


def _build(tools: Tools) -> tuple[ASGIApp, Any]:
    from mcp.server import MCPServer
    from mcp.server.transport_security import TransportSecuritySettings
    from mcp.types import ToolAnnotations

    server = MCPServer("partage", title="partage", instructions=_INSTRUCTIONS, log_level="ERROR")
    only_reads = ToolAnnotations(read_only_hint=True, idempotent_hint=True, open_world_hint=False)
    for tool in tools.all():
        server.tool(annotations=only_reads)(_told(tool))
    # Public, read-only data without accounts: a page that reaches it through another name of this
    # host learns nothing that it could not ask openly.
    security = TransportSecuritySettings(enable_dns_rebinding_protection=False)
    app = server.streamable_http_app(
        streamable_http_path=PATH,
        json_response=True,
        stateless_http=True,
        transport_security=security,
    )
    return app, server.session_manager


def _told(tool: Callable[..., Any]) -> Callable[..., Any]:
    """The tool, whose problems become errors that the assistant reads."""
    from mcp.server.mcpserver.exceptions import ToolError

    @functools.wraps(tool)
    async def call(*args: Any, **values: Any) -> Any:  # noqa: ANN401 - the tool's own
        try:
            return await tool(*args, **values)
        except Problem as problem:
            words = [problem.message, problem.detail]
            language = str(values.get("language", "fr"))
            raise ToolError(" ".join(one.render(language) for one in words if one)) from problem

    return call
