"""Everything the sandbox knows: chats, messages, files, queries, and what was called."""

from __future__ import annotations

import secrets
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

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

_CALLS_KEPT: Final = 10_000


@dataclass(slots=True)
class Chat:
    """A chat. `met` says whether the bot may write to it: the person wrote first."""

    id: int
    kind: str
    title: str
    members: tuple[int, ...]
    username: str | None = None
    met: bool = False
    blocked: bool = False
    migrated_to: int | None = None
    menu_button: JsonObject = field(default_factory=lambda: {"type": "commands"})
    messages: dict[int, Message] = field(default_factory=dict)

    @property
    def is_group(self) -> bool:
        """Whether it is a group or a supergroup."""
        return self.kind != "private"

    def as_json(self) -> JsonObject:
        """The chat as a `Chat` of the Bot API."""
        name = "title" if self.is_group else "first_name"
        chat: JsonObject = {"id": self.id, "type": self.kind, name: self.title}
        if self.username:
            chat["username"] = self.username
        return chat


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
    answer: JsonObject | None = None


class State:
    """The sandbox's memory. Everything in it may be read by tests; only the loop writes."""

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
        self.updates = Updates(self.faults, clock)
        self.files: dict[str, StoredFile] = {}
        self.callbacks: dict[str, Query] = {}
        self.inline_queries: dict[str, Query] = {}
        self.inline_messages: dict[str, tuple[int, int]] = {}
        self.calls: deque[Call] = deque(maxlen=_CALLS_KEPT)
        self.query_lifetime_s = 30.0
        self.privacy = True
        self.mentions_reach_bot = True
        self.chats: dict[int, Chat] = {}
        for person in people:
            self.chats[person.id] = Chat(
                person.id, "private", person.name, (person.id,), person.username
            )
        for group in groups:
            self.chats[group.id] = Chat(group.id, group.kind, group.title, group.members, met=True)
        self._last_message_id = 0

    def messages(self) -> Iterator[Message]:
        """All messages of all chats, in the order they were sent."""
        everything = [one for chat in self.chats.values() for one in chat.messages.values()]
        return iter(sorted(everything, key=lambda message: int(message["message_id"])))

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
        if chat.migrated_to is not None:
            raise ApiError(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                {"migrate_to_chat_id": chat.migrated_to},
            )
        if chat.blocked:
            whom = "kicked from the group chat" if chat.is_group else "blocked by the user"
            raise ApiError(403, f"Forbidden: bot was {whom}")
        return chat

    def _spoke_in_a_group(self, person_id: int) -> bool:
        groups = (chat for chat in self.chats.values() if chat.is_group)
        return any(
            message["from"]["id"] == person_id
            for group in groups
            for message in group.messages.values()
        )

    def _chat_named(self, chat_id: object) -> Chat | None:
        if chat_id in (None, ""):
            raise bad_request("chat_id is empty")
        try:
            return self.chats.get(int(str(chat_id)))
        except ValueError:
            return None

    def post(self, chat: Chat, sender: JsonObject, content: JsonObject) -> Message:
        """Stores a new message in the chat and shows it."""
        self._last_message_id += 1
        message: Message = {
            "message_id": self._last_message_id,
            "from": sender,
            "chat": chat.as_json(),
            "date": int(self.clock()),
            **content,
        }
        chat.messages[self._last_message_id] = message
        self.journal.write("message", chat_id=chat.id, message=dict(message))
        return message

    def changed(self, chat: Chat, message: Message) -> None:
        """Shows that a stored message is another now."""
        self.journal.write("edited", chat_id=chat.id, message=dict(message))

    def keep_file(self, name: str, mime_type: str, content: bytes) -> StoredFile:
        """Stores a file that somebody sent."""
        stored = StoredFile(secrets.token_urlsafe(18), name, mime_type, content)
        self.files[stored.file_id] = stored
        return stored

    def ask(self, queries: dict[str, Query], person: Person) -> Query:
        """Opens a callback or inline query."""
        query = Query(str(secrets.randbits(62)), person, self.clock())
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
