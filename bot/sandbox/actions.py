"""What people do: write, press, edit, search inline, block. Used by tests and the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.sandbox import content
from bot.sandbox.keyboards import callback_data
from bot.sandbox.membership import Membership, reaches_bot
from bot.sandbox.methods_files import document_json, photo_json
from bot.sandbox.state import Chat, State
from bot.sandbox.values import JsonObject, Message, Person, bad_request
from bot.sandbox.waiting import PATIENCE_S, Waiting

MOST_INLINE_QUERY: Final = 256


@dataclass(frozen=True, slots=True)
class CallbackAnswer:
    """What the bot answered to a pressed button; an empty text shows nothing."""

    text: str
    show_alert: bool
    url: str


@dataclass(frozen=True, slots=True)
class InlineAnswer:
    """What the bot answered to an inline query.

    Each result is as the bot gave it, with `message`: what choosing it will send.
    """

    query_id: str
    results: list[JsonObject]
    next_offset: str
    cache_time: int
    is_personal: bool
    button: JsonObject | None


class Actions(Membership, Waiting):
    """The people's side of the sandbox. All ids and texts are checked as Telegram does.

    Messages are returned as they are at that moment: a later edit does not change them.
    """

    state: State

    async def say(
        self,
        person: Person,
        text: str,
        chat: int | None = None,
        reply_to: int | None = None,
        *,
        thread: int | None = None,
    ) -> Message:
        """The person writes, in their private chat with the bot unless `chat` is given."""
        return self._send(person, chat, content.typed(text), reply_to, thread=thread)

    async def ask(
        self, person: Person, text: str, chat: int | None = None, timeout: float = PATIENCE_S
    ) -> Message:
        """The person writes and waits for the bot's next message in that chat."""
        message = await self.say(person, text, chat)
        return await self.wait_for_reply(message["chat"]["id"], message, timeout)

    async def send_sticker(
        self, person: Person, emoji: str = "👍", chat: int | None = None
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
        return self._send(person, chat, {"sticker": sticker})

    async def send_voice(
        self, person: Person, seconds: int = 3, chat: int | None = None
    ) -> Message:
        """The person sends a voice note."""
        stored = self.state.keep_file("voice.ogg", "audio/ogg", b"OggS")
        voice = {**stored.as_json(), "duration": seconds, "mime_type": stored.mime_type}
        return self._send(person, chat, {"voice": voice})

    async def send_photo(
        self, person: Person, picture: bytes, caption: str = "", chat: int | None = None
    ) -> Message:
        """The person sends a PNG or JPEG."""
        stored = self.state.keep_file("photo.jpg", "image/jpeg", picture)
        return self._send(person, chat, {"photo": photo_json(stored), **_captioned(caption)})

    async def send_document(
        self,
        person: Person,
        name: str,
        data: bytes,
        *,
        mime_type: str = "application/octet-stream",
        caption: str = "",
        chat: int | None = None,
    ) -> Message:
        """The person sends a file."""
        stored = self.state.keep_file(name, mime_type, data)
        return self._send(person, chat, {"document": document_json(stored), **_captioned(caption)})

    async def edit_message(self, person: Person, message_id: int, text: str) -> Message:
        """The person edits a message of theirs; the bot gets `edited_message`."""
        chat, message = self._message(person, message_id)
        if message["from"]["id"] != person.id or "text" not in message:
            raise bad_request("message can't be edited")
        message.pop("entities", None)
        message |= {**content.typed(text), "edit_date": int(self.state.clock())}
        self.state.changed(chat, message)
        if reaches_bot(self.state, chat, message):
            self.state.updates.add("edited_message", message)
        return dict(message)

    async def press(
        self, person: Person, message_id: int, data: str, timeout: float = PATIENCE_S
    ) -> CallbackAnswer:
        """The person presses a button and waits for `answerCallbackQuery`.

        Raises ApiError 400 when the message has no such button, TimeoutError when the bot
        does not answer.
        """
        chat, message = self._message(person, message_id)
        if data not in callback_data(message.get("reply_markup")):
            raise bad_request("BUTTON_DATA_INVALID: the message has no such button")
        query = self.state.ask(self.state.callbacks, person)
        update: JsonObject = {
            "id": query.id,
            "from": person.as_json(),
            "chat_instance": str(chat.id),
            "data": data,
        }
        inline_id = self._inline_id(chat.id, message_id)
        update |= {"inline_message_id": inline_id} if inline_id else {"message": message}
        self.state.updates.add("callback_query", update)
        answer = await self.state.journal.until(lambda: query.answer, timeout)
        return CallbackAnswer(**answer)

    async def inline_query(
        self,
        person: Person,
        query: str,
        offset: str = "",
        *,
        chat: int | None = None,
        timeout: float = PATIENCE_S,
    ) -> InlineAnswer:
        """The person types `@bot query` and waits for the results.

        Raises TimeoutError when the bot does not answer.
        """
        place = self._chat(person, chat)
        asked = self.state.ask(self.state.inline_queries, person)
        self.state.updates.add(
            "inline_query",
            {
                "id": asked.id,
                "from": person.as_json(),
                "query": query[:MOST_INLINE_QUERY],
                "offset": offset,
                "chat_type": place.kind if place.is_group else "sender",
            },
        )
        answer = await self.state.journal.until(lambda: asked.answer, timeout)
        return InlineAnswer(query_id=asked.id, **answer)

    async def choose_result(
        self, person: Person, result: JsonObject, query: str = "", chat: int | None = None
    ) -> Message:
        """The person chooses an inline result: its message is sent in their name."""
        place = self._chat(person, chat)
        body = {**result["message"], "via_bot": self.state.bot.as_json()}
        message = self.state.post(place, person.as_json(), body)
        chosen: JsonObject = {
            "result_id": result["id"],
            "from": person.as_json(),
            "query": query[:MOST_INLINE_QUERY],
        }
        if "reply_markup" in body:
            inline_id = f"inline-{message['message_id']}"
            self.state.inline_messages[inline_id] = (place.id, message["message_id"])
            chosen["inline_message_id"] = inline_id
        self.state.updates.add("chosen_inline_result", chosen)
        if place.met:
            self.state.updates.add("message", message)
        return dict(message)

    def _chat(self, person: Person, chat_id: int | None) -> Chat:
        chat = self.state.chats.get(person.id if chat_id is None else chat_id)
        if chat is None or person.id not in chat.members:
            raise bad_request("chat not found")
        return chat

    def _message(self, person: Person, message_id: int) -> tuple[Chat, Message]:
        for chat in self.state.chats.values():
            if person.id in chat.members and message_id in chat.messages:
                return chat, chat.messages[message_id]
        raise bad_request("message not found")

    def _inline_id(self, chat_id: int, message_id: int) -> str | None:
        for inline_id, place in self.state.inline_messages.items():
            if place == (chat_id, message_id):
                return inline_id
        return None

    def _send(
        self,
        person: Person,
        chat_id: int | None,
        body: JsonObject,
        reply_to: int | None = None,
        *,
        thread: int | None = None,
    ) -> Message:
        chat = self._chat(person, chat_id)
        if chat.migrated_to is not None or (chat.blocked and not chat.is_group):
            raise bad_request("the chat is closed: unblock the bot, or use the supergroup")
        if reply_to is not None:
            replied = chat.messages.get(reply_to)
            if replied is None:
                raise bad_request("message to be replied not found")
            body["reply_to_message"] = {**replied, "reply_to_message": None}
            del body["reply_to_message"]["reply_to_message"]
        if thread is not None:
            body |= {"message_thread_id": thread, "is_topic_message": True}
        chat.met = True
        message = self.state.post(chat, person.as_json(), body)
        if reaches_bot(self.state, chat, message):
            self.state.updates.add("message", message)
        return dict(message)


def _captioned(caption: str) -> JsonObject:
    if not caption.strip():
        return {}
    typed = content.typed(caption)
    found: JsonObject = {"caption": typed["text"]}
    if "entities" in typed:
        found["caption_entities"] = typed["entities"]
    return found
