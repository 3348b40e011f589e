"""The sandbox: a strict stand-in for Telegram on this machine, with a page to chat on."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, Final
from urllib.parse import urlsplit

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, RequestHandler

from bot.sandbox.actions import Actions
from bot.sandbox.api import ApiHandler, FileHandler
from bot.sandbox.articles import ArticleHandler, ArticleLookup
from bot.sandbox.guard import GuardedHandler
from bot.sandbox.page import page_routes
from bot.sandbox.state import State
from bot.sandbox.values import DEFAULT_GROUPS, DEFAULT_PEOPLE, Group, Person

# The one address it listens on: nothing but this machine can reach it.
_ADDRESS: Final = "127.0.0.1"

# The largest document of the Bot API is 50 MB; a little more for what surrounds it.
_MOST_BODY_BYTES: Final = 51 * 2**20


class Sandbox(Actions):
    """A Bot API server, the people who write to the bot, and the chat page at `/`.

        sandbox = Sandbox(token="1:x")
        await sandbox.start()          # TELEGRAM_API_URL = sandbox.url
        reply = await sandbox.ask(DEFAULT_PEOPLE[0], "/start")

    `articles` finds a stored article by its url, directly or as an awaitable; the page
    opens links to hosts ending in `link_rewrite_suffix` with it. `webhook_routes` says
    where on this machine a webhook's public address leads, as a reverse proxy would:
    `{"https://bot.example": "http://127.0.0.1:9443"}`. Port 0 takes a free one.
    """

    def __init__(
        self,
        *,
        token: str,
        port: int = 0,
        articles: ArticleLookup | None = None,
        people: Sequence[Person] = DEFAULT_PEOPLE,
        groups: Sequence[Group] = DEFAULT_GROUPS,
        link_rewrite_suffix: str = ".example",
        username: str = "hoidap_bot",
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.state = State(
            token=token, people=people, groups=groups, clock=clock, username=username
        )
        self.webhook_routes: dict[str, str] = {}
        self.port = port
        self._articles = articles
        self._suffix = link_rewrite_suffix
        self._server: HTTPServer | None = None
        self._courier: asyncio.Task[None] | None = None

    @property
    def url(self) -> str:
        """The root of the Bot API and the address of the page."""
        return f"http://{_ADDRESS}:{self.port}"

    async def start(self) -> None:
        """Listens. Raises OSError when the port is taken."""
        sockets = bind_sockets(self.port, _ADDRESS)
        self.port = sockets[0].getsockname()[1]
        self._server = HTTPServer(self._application(), max_body_size=_MOST_BODY_BYTES)
        self._server.add_sockets(sockets)
        self._courier = asyncio.create_task(self.state.updates.carry(self._route))

    async def stop(self) -> None:
        """Closes every connection and stops delivering. May be called twice."""
        if self._courier is not None:
            self._courier.cancel()
            with suppress(asyncio.CancelledError):
                await self._courier
            self._courier = None
        if self._server is not None:
            self._server.stop()
            await self._server.close_all_connections()
            self._server = None

    async def __aenter__(self) -> Sandbox:
        await self.start()
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        await self.stop()

    def _route(self, address: str) -> str | None:
        for public, local in self.webhook_routes.items():
            if address.startswith(public):
                address = local + address.removeprefix(public)
        # Whatever the bot's settings say, nothing leaves this machine.
        return address if urlsplit(address).hostname in (_ADDRESS, "localhost") else None

    def _application(self) -> Application:
        services: dict[str, Any] = {
            "state": self.state,
            "actions": self,
            "articles": self._articles,
            "suffix": self._suffix,
            "hosts": frozenset({f"{_ADDRESS}:{self.port}", f"localhost:{self.port}"}),
        }
        routes: list[Any] = [
            (r"/bot([^/]+)/([^/]+)", ApiHandler, services),
            (r"/file/bot([^/]+)/(.+)", FileHandler, services),
            (r"/article", ArticleHandler, services),
            *((path, handler, services) for path, handler in page_routes()),
        ]
        return Application(
            routes,
            default_handler_class=_NotFoundHandler,
            default_handler_args=services,
            # The addresses hold the token: they are never logged.
            log_function=_no_log,
        )


class _NotFoundHandler(GuardedHandler):
    def prepare(self) -> None:
        super().prepare()
        self.send_error(404)


def _no_log(handler: RequestHandler) -> None:
    return None
