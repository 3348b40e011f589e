"""The HTTP side of the chat page: its files, what it shows, and its live events."""

from __future__ import annotations

import asyncio
import importlib.resources
import json
from functools import partial
from typing import Any, Final

from tornado.iostream import StreamClosedError
from tornado.web import HTTPError

from bot.sandbox.entities import utf16_slice
from bot.sandbox.guard import GuardedHandler, PageApiHandler
from bot.sandbox.links import page_href
from bot.sandbox.page_actions import ActionHandler
from bot.sandbox.state import State
from bot.sandbox.values import JsonObject, Message
from bot.sandbox.wording import wording

_CONTENT_TYPES: Final = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "html": "text/html; charset=utf-8",
}
_PAGE: Final = "page.html"

# Pictures are shown in the page; whatever else somebody uploaded is only saved.
_SHOWN_TYPES: Final = frozenset({"image/png", "image/jpeg"})

# A comment line this often keeps the event stream open, in seconds.
_HEARTBEAT_S: Final = 15.0


def shown(message: Message, suffix: str) -> Message:
    """The message as the page gets it: every link with the `href` that it opens."""
    result = dict(message)
    for field, text in (("entities", "text"), ("caption_entities", "caption")):
        if field in message:
            result[field] = [_linked(one, message[text], suffix) for one in message[field]]
    rows = message.get("reply_markup", {}).get("inline_keyboard")
    if rows:
        result["reply_markup"] = {
            "inline_keyboard": [[_opened(button, suffix) for button in row] for row in rows]
        }
    return result


def _linked(entity: JsonObject, text: str, suffix: str) -> JsonObject:
    if entity["type"] == "text_link":
        return {**entity, "href": page_href(entity["url"], suffix)}
    if entity["type"] == "url":
        url = utf16_slice(text, entity["offset"], entity["length"])
        return {**entity, "href": page_href(url, suffix)}
    return entity


def _opened(button: JsonObject, suffix: str) -> JsonObject:
    return {**button, "href": page_href(button["url"], suffix)} if "url" in button else button


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
        """People, chats with their messages, the bot, and the wording."""
        state: State = self.services["state"]
        suffix: str = self.services["suffix"]
        self.finish(
            {
                "n": state.journal.number,
                "bot": {
                    **state.bot.as_json(),
                    "names": state.bot.names,
                    "descriptions": state.bot.descriptions,
                },
                "people": [
                    {**person.as_json(), "role": person.role.value}
                    for person in state.people.values()
                ],
                "chats": [
                    {
                        **chat.as_json(),
                        "title": chat.title,
                        "members": list(chat.members),
                        "blocked": chat.blocked,
                        "closed": chat.migrated_to is not None,
                        "messages": [shown(one, suffix) for one in chat.messages.values()],
                    }
                    for chat in state.chats.values()
                ],
                "wording": wording(),
            }
        )


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
            body = dict(event)
            if "message" in event:
                body["message"] = shown(event["message"], self.services["suffix"])
            self.write(f"id: {event['n']}\ndata: {json.dumps(body, ensure_ascii=False)}\n\n")

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
        (r"/page/([a-z]+)", ActionHandler),
    ]
