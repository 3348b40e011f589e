"""A chat: who is in it, its messages and topics, and whether the bot may write there."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.sandbox.values import ApiError, Group, JsonObject, Message, Person, bad_request


@dataclass(slots=True)
class Chat:
    """A chat. `met` says whether the bot may write to it: the person wrote first.

    `refusal` is what Telegram says when the bot may no longer write. Messages of
    supergroups are numbered from 1 in each, as in Telegram; those of all other chats
    share one count.
    """

    id: int
    kind: str
    title: str
    members: tuple[int, ...]
    username: str | None = None
    met: bool = False
    refusal: str | None = None
    owner: int | None = None
    migrated_to: int | None = None
    menu_button: JsonObject = field(default_factory=lambda: {"type": "commands"})
    messages: dict[int, Message] = field(default_factory=dict)
    topics: dict[int, Message] = field(default_factory=dict)
    """By thread id the message that opened the topic."""
    closed: set[int] = field(default_factory=set)
    """The topics in which only administrators may write."""
    seen: set[int] = field(default_factory=set)
    """The messages that reached the bot."""
    reactions: dict[int, list[str]] = field(default_factory=dict)
    keyboards: dict[int, JsonObject] = field(default_factory=dict)
    """By message the keyboard or forced reply in the composer's place, which a `Message` of
    the Bot API does not tell; such a message cannot be edited."""
    last_id: int = 0

    @classmethod
    def private(cls, person: Person) -> Chat:
        """The chat of a person with the bot, before the first message."""
        return cls(person.id, "private", person.name, (person.id,), person.username)

    @classmethod
    def of_group(cls, group: Group) -> Chat:
        """A group; its topics are opened by the state."""
        chat = cls(group.id, group.kind, group.title, group.members, met=True, owner=group.owner)
        if not group.has_bot:
            chat.refusal = chat.not_a_member
        return chat

    @property
    def is_group(self) -> bool:
        """Whether it is a group or a supergroup."""
        return self.kind != "private"

    @property
    def blocked(self) -> bool:
        """Whether the bot was blocked, removed or never there."""
        return self.refusal is not None

    @property
    def not_a_member(self) -> str:
        """The refusal of a group that the bot left or was never in."""
        return f"Forbidden: bot is not a member of the {self._kind_in_words}"

    @property
    def kicked(self) -> str:
        """The refusal of a group that removed the bot."""
        return f"Forbidden: bot was kicked from the {self._kind_in_words}"

    @property
    def _kind_in_words(self) -> str:
        return "supergroup chat" if self.kind == "supergroup" else "group chat"

    def check_open(self) -> None:
        """Raises ApiError when the bot may not write: 403 when gone, else 400."""
        if self.migrated_to is not None:
            raise ApiError(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                {"migrate_to_chat_id": self.migrated_to},
            )
        if self.refusal is not None:
            code = 400 if self.refusal.startswith("Bad Request") else 403
            raise ApiError(code, self.refusal)

    def check_thread(self, thread: int) -> None:
        """Raises ApiError 400 unless it is one of the chat's topics.

        A thread of replies in a supergroup has an id too, but cannot be written to.
        """
        if thread not in self.topics:
            raise bad_request("message thread not found")
        if thread in self.closed:
            raise bad_request("TOPIC_CLOSED")

    def in_thread(self, body: JsonObject, thread: int) -> None:
        """Puts a message into a topic; one that answers nothing else answers its opening."""
        body |= {"message_thread_id": thread, "is_topic_message": True}
        body.setdefault("reply_to_message", self.topics[thread])

    def as_json(self) -> JsonObject:
        """The chat as a `Chat` of the Bot API."""
        name = "title" if self.is_group else "first_name"
        chat: JsonObject = {"id": self.id, "type": self.kind, name: self.title}
        if self.username:
            chat["username"] = self.username
        if self.topics:
            chat["is_forum"] = True
        return chat


def without_reply(message: Message) -> Message:
    """The message as it stands under a reply to it: what it answered itself is not told."""
    return {name: value for name, value in message.items() if name != "reply_to_message"}
