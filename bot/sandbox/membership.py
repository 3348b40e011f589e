"""Who is in which chat, what the bot sees there, and how that changes."""

from __future__ import annotations

from typing import Final

from bot.sandbox.chats import Chat
from bot.sandbox.entities import utf16_slice
from bot.sandbox.state import State
from bot.sandbox.values import JsonObject, Message, Person

# The ids of supergroups lie below this.
_SUPERGROUP_BASE: Final = -1_000_000_000_000

_SERVICE: Final = frozenset(
    {"migrate_to_chat_id", "migrate_from_chat_id", "new_chat_members", "left_chat_member"}
)


def reaches_bot(state: State, chat: Chat, message: Message) -> bool:
    """Whether the bot sees a message: with privacy mode on, not all in a group.

    It sees commands, replies to its messages, what was sent through it, and service
    messages; mentions where `state.mentions_reach_bot` says so.
    """
    if chat.blocked or not chat.is_group or not state.privacy:
        return not chat.blocked
    if _SERVICE & message.keys() or message.get("via_bot", {}).get("id") == state.bot.id:
        return True
    own = f"@{state.bot.username}".lower()
    text = message.get("text") or message.get("caption") or ""
    entities = message.get("entities") or message.get("caption_entities") or []
    named = {
        (entity["type"], utf16_slice(text, entity["offset"], entity["length"]).lower())
        for entity in entities
    }
    commanded = any(
        kind == "bot_command" and ("@" not in piece or piece.endswith(own)) for kind, piece in named
    )
    mentioned = ("mention", own) in named and state.mentions_reach_bot
    replied = message.get("reply_to_message", {}).get("from", {}).get("id")
    return commanded or mentioned or replied == state.bot.id


def supergroup_of(group_id: int) -> int:
    """The id that a group gets when it becomes a supergroup."""
    return _SUPERGROUP_BASE + group_id


class Membership:
    """Blocking the bot, taking it into a group and out, and a group that becomes another."""

    state: State

    async def block(self, person: Person) -> None:
        """The person blocks the bot: it can no longer write to them."""
        chat = self.state.chats[person.id]
        self._change(person, chat, "Forbidden: bot was blocked by the user")

    async def unblock(self, person: Person) -> None:
        """The person lets the bot write again."""
        self._change(person, self.state.chats[person.id], None)

    async def delete_account(self, person: Person) -> None:
        """The person's account is gone; the bot is not told, and learns it when it writes."""
        self.state.chats[person.id].refusal = "Forbidden: user is deactivated"

    async def remove_bot(self, person: Person, group: int) -> None:
        """The person takes the bot out of the group; it is told, and can write no more."""
        chat = self.state.chats[group]
        if chat.blocked:
            return
        service = {"left_chat_member": self.state.bot.as_json()}
        leaving = self.state.post(chat, person.as_json(), service)
        self.state.updates.add("message", leaving)
        self._change(person, chat, chat.kicked)

    async def add_bot(self, person: Person, group: int) -> None:
        """The person takes the bot into the group; it is told."""
        chat = self.state.chats[group]
        if not chat.blocked:
            return
        self._change(person, chat, None)
        service = {"new_chat_members": [self.state.bot.as_json()]}
        self.state.updates.add("message", self.state.post(chat, person.as_json(), service))

    async def migrate_group(self, chat_id: int) -> int:
        """The group becomes a supergroup; returns its new id. The old one refuses messages."""
        old = self.state.chats[chat_id]
        new = Chat(
            supergroup_of(chat_id), "supergroup", old.title, old.members, met=True, owner=old.owner
        )
        self.state.add_group(new)
        sender = self.state.people[old.members[0]].as_json()
        leaving = self.state.post(old, sender, {"migrate_to_chat_id": new.id})
        old.migrated_to = new.id
        arriving = self.state.post(new, sender, {"migrate_from_chat_id": old.id})
        self.state.journal.write("chats")
        self.state.updates.add("message", leaving)
        self.state.updates.add("message", arriving)
        return new.id

    def _change(self, person: Person, chat: Chat, refusal: str | None) -> None:
        if chat.blocked == (refusal is not None):
            return
        chat.refusal = refusal
        self.state.journal.write("blocked", chat_id=chat.id, blocked=chat.blocked)
        bot = self.state.bot.as_json()
        member: JsonObject = {"user": bot, "status": "member"}
        # Nobody can be banned from a basic group.
        left: JsonObject = {"user": bot, "status": "left"}
        kicked: JsonObject = {"user": bot, "status": "kicked", "until_date": 0}
        out = left if chat.kind == "group" else kicked
        self.state.updates.add(
            "my_chat_member",
            {
                "chat": chat.as_json(),
                "from": person.as_json(),
                "date": int(self.state.clock()),
                "old_chat_member": member if chat.blocked else out,
                "new_chat_member": out if chat.blocked else member,
            },
        )
