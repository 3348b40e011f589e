"""Who is in which chat, what the bot sees there, and how that changes."""

from __future__ import annotations

from typing import Final

from bot.sandbox.entities import utf16_slice
from bot.sandbox.state import Chat, State
from bot.sandbox.values import JsonObject, Message, Person

# The ids of supergroups lie below this.
_SUPERGROUP_BASE: Final = -1_000_000_000_000


def reaches_bot(state: State, chat: Chat, message: Message) -> bool:
    """Whether the bot sees a message: with privacy mode on, not all in a group."""
    if not chat.is_group or not state.privacy:
        return not chat.blocked
    own = f"@{state.bot.username}".lower()
    text = message.get("text", "")
    named = {
        (entity["type"], utf16_slice(text, entity["offset"], entity["length"]).lower())
        for entity in message.get("entities", [])
    }
    commanded = any(
        kind == "bot_command" and ("@" not in piece or piece.endswith(own)) for kind, piece in named
    )
    mentioned = ("mention", own) in named and state.mentions_reach_bot
    replied = message.get("reply_to_message", {}).get("from", {}).get("id")
    return not chat.blocked and (commanded or mentioned or replied == state.bot.id)


class Membership:
    """Blocking the bot, and a group that becomes a supergroup."""

    state: State

    async def block(self, person: Person) -> None:
        """The person blocks the bot: it can no longer write to them."""
        self._set_blocked(person, True)

    async def unblock(self, person: Person) -> None:
        """The person lets the bot write again."""
        self._set_blocked(person, False)

    async def migrate_group(self, chat_id: int) -> int:
        """The group becomes a supergroup; returns its new id. The old one refuses messages."""
        old = self.state.chats[chat_id]
        new = Chat(_SUPERGROUP_BASE + chat_id, "supergroup", old.title, old.members, met=True)
        self.state.chats[new.id] = new
        sender = self.state.people[old.members[0]].as_json()
        leaving = self.state.post(old, sender, {"migrate_to_chat_id": new.id})
        old.migrated_to = new.id
        arriving = self.state.post(new, sender, {"migrate_from_chat_id": old.id})
        self.state.journal.write("chats")
        self.state.updates.add("message", leaving)
        self.state.updates.add("message", arriving)
        return new.id

    def _set_blocked(self, person: Person, blocked: bool) -> None:
        chat = self.state.chats[person.id]
        if chat.blocked == blocked:
            return
        chat.blocked = blocked
        self.state.journal.write("blocked", chat_id=chat.id, blocked=blocked)
        bot = self.state.bot.as_json()
        member: JsonObject = {"user": bot, "status": "member"}
        kicked: JsonObject = {"user": bot, "status": "kicked", "until_date": 0}
        self.state.updates.add(
            "my_chat_member",
            {
                "chat": chat.as_json(),
                "from": person.as_json(),
                "date": int(self.state.clock()),
                "old_chat_member": member if blocked else kicked,
                "new_chat_member": kicked if blocked else member,
            },
        )
