"""How the bot presents itself: name, descriptions, and commands by scope and language."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.sandbox.values import JsonObject, Person


@dataclass(frozen=True, slots=True)
class Scope:
    """For whom a list of commands was set; `user_id` for one member of a chat only."""

    kind: str = "default"
    chat_id: int | None = None
    user_id: int | None = None


@dataclass(slots=True)
class BotProfile:
    """The bot's account. Texts are kept by language; "" is for all others."""

    id: int
    username: str
    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    commands: dict[tuple[Scope, str], list[JsonObject]] = field(default_factory=dict)
    menu_button: JsonObject = field(default_factory=lambda: {"type": "commands"})

    def as_json(self) -> JsonObject:
        """The bot as the `User` that signs its messages."""
        return {
            "id": self.id,
            "is_bot": True,
            "first_name": self.names.get("", "Hỏi đáp"),
            "username": self.username,
        }

    def commands_seen(
        self, person: Person, chat_id: int, *, group: bool, administrator: bool = False
    ) -> list[JsonObject]:
        """The command menu of that person in that chat: the narrowest scope that has one."""
        scopes = [Scope("chat", chat_id)]
        if group:
            scopes.insert(0, Scope("chat_member", chat_id, person.id))
            if administrator:
                scopes.insert(1, Scope("chat_administrators", chat_id))
                scopes.append(Scope("all_chat_administrators"))
            scopes.append(Scope("all_group_chats"))
        else:
            scopes.append(Scope("all_private_chats"))
        scopes.append(Scope())
        for scope in scopes:
            for language in (person.language_code, ""):
                commands = self.commands.get((scope, language))
                if commands:
                    return commands
        return []
