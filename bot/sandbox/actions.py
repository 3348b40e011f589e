"""What people do: write, send files, edit. Used by tests and the page."""

from __future__ import annotations

import re
from typing import Final

from bot.sandbox import content
from bot.sandbox.asking import Asking
from bot.sandbox.media import document_json, photo_json
from bot.sandbox.membership import Membership, reaches_bot
from bot.sandbox.values import JsonObject, Message, Person, bad_request
from bot.sandbox.waiting import PATIENCE_S, Waiting

_DEEP_LINK: Final = re.compile(r"[A-Za-z0-9_-]{1,64}")


class Actions(Asking, Membership, Waiting):
    """The people's side of the sandbox. All ids and texts are checked as Telegram does.

    Messages are returned as they are at that moment: a later edit does not change them.
    `chat` is the chat with the bot where it is not given; `reply_to` a message of the same
    chat or its id; `thread` a topic of a forum, or the topic of the message replied to.
    """

    async def say(
        self,
        person: Person,
        text: str,
        chat: int | None = None,
        reply_to: Message | int | None = None,
        *,
        thread: int | None = None,
    ) -> Message:
        """The person writes."""
        return self.send(person, chat, content.typed(text), reply_to=reply_to, thread=thread)

    async def ask(
        self,
        person: Person,
        text: str,
        chat: int | None = None,
        timeout: float = PATIENCE_S,
        *,
        reply_to: Message | int | None = None,
        thread: int | None = None,
    ) -> Message:
        """The person writes and waits for the bot's next message in that chat."""
        message = await self.say(person, text, chat, reply_to, thread=thread)
        return await self.wait_for_reply(message["chat"]["id"], message, timeout)

    async def follow_link(self, person: Person, parameter: str = "") -> Message:
        """The person opens `t.me/BOT?start=parameter` and presses Start.

        Raises ApiError 400 for a parameter that Telegram does not take in a link.
        """
        if parameter and not _DEEP_LINK.fullmatch(parameter):
            raise bad_request("START_PARAM_INVALID")
        return await self.say(person, f"/start {parameter}")

    async def send_sticker(
        self,
        person: Person,
        emoji: str = "👍",
        chat: int | None = None,
        *,
        thread: int | None = None,
    ) -> Message:
        """The person sends a sticker."""
        sticker = {
            **self.state.keep_file("sticker.webp", "image/webp", b"RIFF").as_json(),
            "type": "regular",
            "width": 512,
            "height": 512,
            "is_animated": False,
            "is_video": False,
            "emoji": emoji,
        }
        return self.send(person, chat, {"sticker": sticker}, thread=thread)

    async def send_voice(
        self,
        person: Person,
        seconds: int = 3,
        chat: int | None = None,
        *,
        thread: int | None = None,
    ) -> Message:
        """The person sends a voice note."""
        stored = self.state.keep_file("voice.ogg", "audio/ogg", b"OggS")
        voice = {**stored.as_json(), "duration": seconds, "mime_type": stored.mime_type}
        return self.send(person, chat, {"voice": voice}, thread=thread)

    async def send_photo(
        self,
        person: Person,
        picture: bytes,
        caption: str = "",
        chat: int | None = None,
        reply_to: Message | int | None = None,
        *,
        thread: int | None = None,
    ) -> Message:
        """The person sends a PNG or JPEG."""
        stored = self.state.keep_file("photo.jpg", "image/jpeg", picture)
        body = {"photo": photo_json(stored), **_captioned(caption)}
        return self.send(person, chat, body, reply_to=reply_to, thread=thread)

    async def send_document(
        self,
        person: Person,
        name: str,
        data: bytes,
        *,
        mime_type: str = "application/octet-stream",
        caption: str = "",
        chat: int | None = None,
        reply_to: Message | int | None = None,
        thread: int | None = None,
    ) -> Message:
        """The person sends a file; one over 20 MB arrives, but the bot cannot fetch it."""
        stored = self.state.keep_file(name, mime_type, data)
        body = {"document": document_json(stored), **_captioned(caption)}
        return self.send(person, chat, body, reply_to=reply_to, thread=thread)

    async def edit_message(
        self, person: Person, message: Message | int, text: str, chat: int | None = None
    ) -> Message:
        """The person edits a message of theirs; the bot gets `edited_message`."""
        place, stored = self.stored(person, message, chat)
        if stored["from"]["id"] != person.id or "text" not in stored:
            raise bad_request("message can't be edited")
        stored.pop("entities", None)
        stored |= {**content.typed(text), "edit_date": int(self.state.clock())}
        self.state.changed(place, stored)
        if reaches_bot(self.state, place, stored):
            self.state.updates.add("edited_message", stored)
        return dict(stored)


def _captioned(caption: str) -> JsonObject:
    if not caption.strip():
        return {}
    typed = content.typed(caption, content.MOST_CAPTION)
    found: JsonObject = {"caption": typed["text"]}
    if "entities" in typed:
        found["caption_entities"] = typed["entities"]
    return found
