"""The HTTP side of the chat page: its files, what it shows, and its live events."""

from __future__ import annotations

import asyncio
import importlib.resources
import json
from functools import partial
from typing import Any, Final

from tornado.iostream import StreamClosedError
from tornado.web import HTTPError

from bot.sandbox.guard import GuardedHandler, PageApiHandler
from bot.sandbox.page_actions import ActionHandler, UploadHandler
from bot.sandbox.page_world import event_shown, world
from bot.sandbox.state import State
from bot.sandbox.values import JsonObject

_CONTENT_TYPES: Final = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "svg": "image/svg+xml",
}
_PAGE: Final = "page.html"

# Pictures are shown in the page; whatever else somebody uploaded is only saved.
_SHOWN_TYPES: Final = frozenset({"image/png", "image/jpeg"})

# A comment line this often keeps the event stream open, in seconds.
_HEARTBEAT_S: Final = 15.0


class StaticHandler(GuardedHandler):
    """The page and the files that belong to it; nothing else is served."""

    async def get(self, name: str = _PAGE) -> None:
        """The file of that name. Raises HTTPError 404 for any other."""
        folder = importlib.resources.files("bot.sandbox") / "static"
        known = {one.name: one for one in folder.iterdir()}
        kind = _CONTENT_TYPES.get(name.rpartition(".")[2])
        if name not in known or kind is None:
            raise HTTPError(404)
        self.set_header("Content-Type", kind)
        self.finish(known[name].read_bytes())


class WorldHandler(PageApiHandler):
    """`GET /page/world`: everything that the page shows, and up to which event that is."""

    async def get(self) -> None:
        """See `page_world.world`."""
        self.finish(world(self.services["state"], self.services["suffix"]))


class CommandsHandler(PageApiHandler):
    """`GET /page/commands?person=&chat=`: the command menu as that person sees it."""

    async def get(self) -> None:
        """The commands of the narrowest scope that has some."""
        state: State = self.services["state"]
        try:
            person = state.people[int(self.get_query_argument("person"))]
            chat = state.chats[int(self.get_query_argument("chat"))]
        except (ValueError, KeyError):
            raise HTTPError(404) from None
        seen = state.bot.commands_seen(person, chat.id, group=chat.is_group)
        self.finish({"commands": seen})


class PictureHandler(PageApiHandler):
    """`GET /page/file/<file_id>`: a picture for the page, or a file to save."""

    async def get(self, file_id: str) -> None:
        """The bytes; no browser takes anything but a picture for a page."""
        state: State = self.services["state"]
        stored = state.files.get(file_id)
        if stored is None:
            raise HTTPError(404)
        picture = stored.mime_type in _SHOWN_TYPES
        self.set_header("Content-Type", stored.mime_type if picture else "application/octet-stream")
        if not picture:
            self.set_header("Content-Disposition", "attachment")
        self.finish(stored.content)


class EventsHandler(PageApiHandler):
    """`GET /page/events?after=N`: what happens from now on, as server-sent events."""

    closed = False

    async def get(self) -> None:
        """Writes events until the client leaves or has to read the world anew."""
        state: State = self.services["state"]
        last = self.request.headers.get("Last-Event-ID") or self.get_query_argument("after", "0")
        if not last.isdecimal():
            raise HTTPError(400)
        after = int(last)
        self.set_header("Content-Type", "text/event-stream")
        while not self.closed:
            self._write(state.journal.since(after))
            after = state.journal.number
            try:
                await self.flush()
                await state.journal.until(partial(self._news, state, after), _HEARTBEAT_S)
            except TimeoutError:
                self.write(": still here\n\n")
            except (StreamClosedError, asyncio.CancelledError):
                return

    def _news(self, state: State, after: int) -> bool | None:
        return True if self.closed or state.journal.number != after else None

    def _write(self, events: list[JsonObject] | None) -> None:
        if events is None:
            self.write("event: reload\ndata: {}\n\n")
            return
        for event in events:
            shown = event_shown(event, self.services["state"], self.services["suffix"])
            if shown is not None:
                self.write(f"id: {event['n']}\ndata: {json.dumps(shown, ensure_ascii=False)}\n\n")

    def on_connection_close(self) -> None:
        """Lets the loop above end."""
        self.closed = True
        self.services["state"].journal.wake()


def page_routes() -> list[tuple[str, Any]]:
    """The addresses of the page and their handlers."""
    return [
        (r"/", StaticHandler),
        (r"/static/([a-z]+\.[a-z]+)", StaticHandler),
        (r"/page/world", WorldHandler),
        (r"/page/commands", CommandsHandler),
        (r"/page/file/([\w-]+)", PictureHandler),
        (r"/page/events", EventsHandler),
        (r"/page/upload", UploadHandler),
        (r"/page/([a-z]+)", ActionHandler),
    ]
