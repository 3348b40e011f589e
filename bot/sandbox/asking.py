"""What people ask the bot with a tap: buttons under messages, and inline queries."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.sandbox.acting import Acting
from bot.sandbox.chats import Chat
from bot.sandbox.keyboards import buttons_of, callback_data
from bot.sandbox.state import Query
from bot.sandbox.values import JsonObject, Message, Person, bad_request
from bot.sandbox.waiting import PATIENCE_S

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
    `cached` says that it is an earlier answer, which Telegram gave without asking the bot.
    """

    query_id: str
    results: list[JsonObject]
    next_offset: str
    cache_time: int
    is_personal: bool
    button: JsonObject | None
    cached: bool = False


class Asking(Acting):
    """Presses and inline queries, each with the wait for its answer."""

    async def press(
        self,
        person: Person,
        message: Message | int,
        data: str,
        timeout: float = PATIENCE_S,
        *,
        chat: int | None = None,
        forged: bool = False,
    ) -> CallbackAnswer:
        """The person presses a button and waits for `answerCallbackQuery`.

        Raises ApiError 400 when the message has no such button, unless the press is
        `forged` as only a hostile client can; TimeoutError when the bot does not answer.
        """
        place, stored = self.stored(person, message, chat)
        if not forged and data not in callback_data(stored.get("reply_markup")):
            raise bad_request("BUTTON_DATA_INVALID: the message has no such button")
        query = self.state.ask(self.state.callbacks, person)
        update: JsonObject = {
            "id": query.id,
            "from": person.as_json(),
            "chat_instance": str(place.id),
            "data": data,
        }
        inline_id = _inline_id(place, stored["message_id"])
        if inline_id in self.state.inline_messages:
            update["inline_message_id"] = inline_id
        else:
            update["message"] = stored
        self.state.updates.add("callback_query", update)
        answer = await self._answered(query, timeout)
        return CallbackAnswer(**answer)

    async def tap(
        self,
        person: Person,
        message: Message | int,
        label: str,
        timeout: float = PATIENCE_S,
        *,
        chat: int | None = None,
    ) -> CallbackAnswer:
        """Presses the button that shows `label`, on the message as it is by now.

        Raises ApiError 400 when no callback button has just that text.
        """
        _, stored = self.stored(person, message, chat)
        for button in buttons_of(stored.get("reply_markup")):
            if button["text"] == label and "callback_data" in button:
                return await self.press(person, stored, button["callback_data"], timeout)
        raise bad_request(f"BUTTON_DATA_INVALID: the message has no button {label!r}")

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

        As Telegram does, an answer is given again for its `cache_time`, to everybody
        unless `is_personal`, and the bot is not asked. Raises TimeoutError when the bot
        does not answer, ApiError 400 where inline mode is switched off.
        """
        if not self.state.inline_mode:
            raise bad_request("BOT_INLINE_DISABLED")
        place = self.place(person, chat)
        text = query[:MOST_INLINE_QUERY]
        asked = self.state.ask(self.state.inline_queries, person, text, offset)
        asked.answer = self._cached(asked)
        if asked.answer is not None:
            return InlineAnswer(query_id=asked.id, cached=True, **asked.answer)
        self.state.updates.add(
            "inline_query",
            {
                "id": asked.id,
                "from": person.as_json(),
                "query": text,
                "offset": offset,
                "chat_type": place.kind if place.is_group else "sender",
            },
        )
        answer = await self._answered(asked, timeout)
        return InlineAnswer(query_id=asked.id, **answer)

    async def choose_result(
        self,
        person: Person,
        result: JsonObject,
        query: str = "",
        chat: int | None = None,
        *,
        thread: int | None = None,
    ) -> Message:
        """The person chooses an inline result: its message is sent in their name."""
        body = {**result["message"], "via_bot": self.state.bot.as_json()}
        message = self.send(person, chat, body, thread=thread)
        chosen: JsonObject = {
            "result_id": result["id"],
            "from": person.as_json(),
            "query": query[:MOST_INLINE_QUERY],
        }
        place = self.place(person, chat)
        if "reply_markup" in body:
            inline_id = _inline_id(place, message["message_id"])
            self.state.inline_messages[inline_id] = (place.id, message["message_id"])
            chosen["inline_message_id"] = inline_id
        if self.state.inline_feedback:
            self.state.updates.add("chosen_inline_result", chosen)
        return message

    def _cached(self, query: Query) -> JsonObject | None:
        for whom in (query.person.id, None):
            until, answer = self.state.inline_cache.get(
                (query.text, query.offset, whom), (0.0, None)
            )
            if self.state.clock() < until:
                return answer
        return None

    async def _answered(self, query: Query, timeout: float) -> JsonObject:
        return await self.state.journal.until(lambda: query.answer, timeout, about=query.id)


def _inline_id(chat: Chat, message_id: int) -> str:
    return f"inline{chat.id}-{message_id}"
