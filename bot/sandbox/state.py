"""Everything the sandbox knows: chats, messages, files, queries, and what was called."""

from __future__ import annotations

import secrets
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from bot.sandbox.chats import Chat
from bot.sandbox.faults import Faults
from bot.sandbox.flood import Flood
from bot.sandbox.journal import Journal
from bot.sandbox.profile import BotProfile
from bot.sandbox.updates import Updates
from bot.sandbox.values import (
    ApiError,
    Group,
    JsonObject,
    Message,
    Person,
    StoredFile,
    bad_request,
)

# Enough for a broadcast to 10,000 chats with all that is said beside it.
_CALLS_KEPT: Final = 50_000

_TOPIC_COLOR: Final = 0x6FB9F0


@dataclass(frozen=True, slots=True)
class Call:
    """A call that the bot made: its parameters as they came, and the error it got."""

    method: str
    params: dict[str, Any]
    at: float
    error: ApiError | None = None


@dataclass(slots=True)
class Query:
    """A callback or inline query that waits for its answer until it is too old."""

    id: str
    person: Person
    asked_at: float
    text: str = ""
    offset: str = ""
    answer: JsonObject | None = None


class State:
    """The sandbox's memory. Everything in it may be read by tests; only the loop writes.

    Switches that BotFather has are attributes: `privacy` (mode), `inline_mode`,
    `inline_feedback` (whether chosen results are told); `mentions_reach_bot` is what
    reports of privacy mode disagree on. `run` names this sandbox to its page, which
    forgets what it kept of another.
    """

    def __init__(
        self,
        *,
        token: str,
        people: Sequence[Person],
        groups: Sequence[Group],
        clock: Callable[[], float],
        username: str,
    ) -> None:
        self.token = token
        self.clock = clock
        self.bot = BotProfile(int(token.partition(":")[0]), username)
        self.people = {person.id: person for person in people}
        self.journal = Journal()
        self.faults = Faults()
        self.flood = Flood(clock)
        self.updates = Updates(self.faults, clock, self._reached_bot)
        self.files: dict[str, StoredFile] = {}
        self.callbacks: dict[str, Query] = {}
        self.inline_queries: dict[str, Query] = {}
        self.inline_cache: dict[tuple[str, str, int | None], tuple[float, JsonObject]] = {}
        self.inline_messages: dict[str, tuple[int, int]] = {}
        self.calls: deque[Call] = deque(maxlen=_CALLS_KEPT)
        self.query_lifetime_s = 30.0
        self.privacy = True
        self.mentions_reach_bot = True
        self.inline_mode = True
        self.inline_feedback = True
        self.chats: dict[int, Chat] = {person.id: Chat.private(person) for person in people}
        self.groups: list[Chat] = []
        self.run = secrets.token_hex(8)
        self._last_message_id = 0
        self._posted: dict[tuple[int, int], None] = {}
        for group in groups:
            self.add_group(Chat.of_group(group), group.topics)

    def add_group(self, chat: Chat, topics: Sequence[str] = ()) -> None:
        """Takes a group in; each topic is opened by its first member."""
        self.chats[chat.id] = chat
        self.groups.append(chat)
        for name in topics:
            opening = self._numbered(chat, self.people[chat.members[0]].as_json())
            opening["forum_topic_created"] = {"name": name, "icon_color": _TOPIC_COLOR}
            chat.topics[opening["message_id"]] = opening
        for thread, opening in chat.topics.items():
            opening |= {
                "chat": chat.as_json(),
                "message_thread_id": thread,
                "is_topic_message": True,
            }

    def chats_of(self, person: Person) -> list[Chat]:
        """The chats that the person sees: with the bot, and the groups they are in."""
        groups = [chat for chat in self.groups if person.id in chat.members]
        return [self.chats[person.id], *groups]

    def messages(self) -> Iterator[Message]:
        """All messages of all chats, in the order they were sent."""
        for chat_id, message_id in self._posted:
            message = self.chats[chat_id].messages.get(message_id)
            if message is not None:
                yield message

    def calls_of(self, method: str) -> list[Call]:
        """The calls of one method so far, the oldest first."""
        return [call for call in self.calls if call.method.lower() == method.lower()]

    def person(self, person_id: int) -> Person:
        """The person with that id. Raises ApiError 400 when there is none."""
        if person_id not in self.people:
            raise bad_request("user not found")
        return self.people[person_id]

    def known_chat(self, chat_id: object) -> Chat:
        """The chat that a method is about, as the bot may see it.

        Raises ApiError: 400 for a chat that never met the bot, 403 for a person who is
        known from a group only, or who has blocked the bot.
        """
        chat = self._chat_named(chat_id)
        if chat is None or not chat.met:
            if chat is not None and self._spoke_in_a_group(chat.id):
                raise ApiError(403, "Forbidden: bot can't initiate conversation with a user")
            raise bad_request("chat not found")
        chat.check_open()
        return chat

    def _spoke_in_a_group(self, person_id: int) -> bool:
        return any(
            message["from"]["id"] == person_id
            for group in self.groups
            for message in group.messages.values()
        )

    def _chat_named(self, chat_id: object) -> Chat | None:
        if chat_id in (None, ""):
            raise bad_request("chat_id is empty")
        try:
            return self.chats.get(int(str(chat_id)))
        except ValueError:
            return None

    def _numbered(self, chat: Chat, sender: JsonObject) -> Message:
        if chat.kind == "supergroup":
            chat.last_id = number = chat.last_id + 1
        else:
            self._last_message_id = number = self._last_message_id + 1
        return {
            "message_id": number,
            "from": sender,
            "chat": chat.as_json(),
            "date": int(self.clock()),
        }

    def post(
        self,
        chat: Chat,
        sender: JsonObject,
        content: JsonObject,
        keyboard: JsonObject | None = None,
    ) -> Message:
        """Stores a new message in the chat and shows it, with a keyboard for the composer."""
        message: Message = {**self._numbered(chat, sender), **content}
        number = message["message_id"]
        chat.messages[number] = message
        if keyboard is not None:
            chat.keyboards[number] = keyboard
        self._posted[chat.id, number] = None
        self.journal.write("message", chat_id=chat.id, message=dict(message), keyboard=keyboard)
        return message

    def changed(self, chat: Chat, message: Message) -> None:
        """Shows that a stored message is another now."""
        self.journal.write("edited", chat_id=chat.id, message=dict(message))

    def keep_file(self, name: str, mime_type: str, content: bytes) -> StoredFile:
        """Stores a file that somebody sent."""
        unique = sha256(content).hexdigest()[:20]
        stored = StoredFile(secrets.token_urlsafe(18), unique, name, mime_type, content)
        self.files[stored.file_id] = stored
        return stored

    def ask(
        self, queries: dict[str, Query], person: Person, text: str = "", offset: str = ""
    ) -> Query:
        """Opens a callback or inline query."""
        query = Query(str(secrets.randbits(62)), person, self.clock(), text, offset)
        queries[query.id] = query
        return query

    def open_query(self, queries: dict[str, Query], query_id: str) -> Query:
        """The query to be answered. Raises ApiError 400 when unknown, answered or too old."""
        query = queries.get(query_id)
        if (
            query is None
            or query.answer is not None
            or self.clock() - query.asked_at > self.query_lifetime_s
        ):
            raise bad_request(
                "query is too old and response timeout expired or query ID is invalid"
            )
        return query

    def _reached_bot(self, update: JsonObject) -> None:
        """Marks the message of a delivered update as seen by the bot."""
        message = update.get("message")
        if message is None:
            return
        chat, number = self.chats[message["chat"]["id"]], message["message_id"]
        if number not in chat.seen:
            chat.seen.add(number)
            self.journal.write("seen", chat_id=chat.id, message_id=number)
