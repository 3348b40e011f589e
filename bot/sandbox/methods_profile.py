"""The methods about the bot itself, its commands and its chats."""

from __future__ import annotations

import re
from typing import Final

from bot.sandbox.chats import Chat
from bot.sandbox.params import Params
from bot.sandbox.profile import Scope
from bot.sandbox.state import State
from bot.sandbox.values import JsonObject, bad_request

MOST_COMMANDS: Final = 100
MOST_DESCRIPTION: Final = 256
_COMMAND: Final = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE: Final = re.compile(r"(?:[a-z]{2})?")
_CHAT_SCOPES: Final = frozenset({"chat", "chat_administrators", "chat_member"})
_SCOPES: Final = _CHAT_SCOPES | {
    "default",
    "all_private_chats",
    "all_group_chats",
    "all_chat_administrators",
}


async def get_me(state: State, params: Params) -> JsonObject:
    """`getMe`."""
    return {
        **state.bot.as_json(),
        "can_join_groups": True,
        "can_read_all_group_messages": not state.privacy,
        "supports_inline_queries": state.inline_mode,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def _language(params: Params) -> str:
    code = params.text("language_code")
    if not _LANGUAGE.fullmatch(code):
        raise bad_request("BOT_LANG_CODE_INVALID")
    return code


def _scope(state: State, params: Params) -> Scope:
    given = Params(params.json_object("scope") or {"type": "default"})
    kind = given.text("type")
    if kind not in _SCOPES:
        raise bad_request("unsupported type specified in BotCommandScope")
    if kind not in _CHAT_SCOPES:
        return Scope(kind)
    chat = state.known_chat(given.values.get("chat_id"))
    if kind == "chat":
        return Scope(kind, chat.id)
    if not chat.is_group:
        raise bad_request("can't use specified scope in private chats")
    if kind == "chat_administrators":
        return Scope(kind, chat.id)
    return Scope(kind, chat.id, given.required_integer("user_id"))


def _command(given: object) -> JsonObject:
    if not isinstance(given, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    command = str(given.get("command", "")).removeprefix("/")
    description = str(given.get("description", "")).strip()
    if not _COMMAND.fullmatch(command):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= MOST_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": command, "description": description}


async def set_my_commands(state: State, params: Params) -> bool:
    """`setMyCommands` for a scope and a language."""
    key = (_scope(state, params), _language(params))
    commands = [_command(given) for given in params.json_array("commands") or []]
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    if len({one["command"] for one in commands}) < len(commands):
        raise bad_request("the same command twice, of which Telegram shows one")
    state.bot.commands[key] = commands
    state.journal.write("commands")
    return True


async def get_my_commands(state: State, params: Params) -> list[JsonObject]:
    """`getMyCommands`: exactly what was set for that scope and language."""
    return state.bot.commands.get((_scope(state, params), _language(params)), [])


async def delete_my_commands(state: State, params: Params) -> bool:
    """`deleteMyCommands`."""
    state.bot.commands.pop((_scope(state, params), _language(params)), None)
    state.journal.write("commands")
    return True


def _set_text(store: dict[str, str], params: Params, name: str, most: int) -> bool:
    text = params.text(name)
    if len(text) > most:
        raise bad_request(f"{name} is too long: at most {most} characters")
    store[_language(params)] = text
    return True


def _get_text(store: dict[str, str], params: Params, name: str) -> JsonObject:
    return {name: store.get(_language(params)) or store.get("", "")}


async def set_my_name(state: State, params: Params) -> bool:
    """`setMyName`: at most 64 characters."""
    return _set_text(state.bot.names, params, "name", 64)


async def get_my_name(state: State, params: Params) -> JsonObject:
    """`getMyName`."""
    return _get_text(state.bot.names, params, "name")


async def set_my_description(state: State, params: Params) -> bool:
    """`setMyDescription`: at most 512 characters."""
    return _set_text(state.bot.descriptions, params, "description", 512)


async def get_my_description(state: State, params: Params) -> JsonObject:
    """`getMyDescription`."""
    return _get_text(state.bot.descriptions, params, "description")


async def set_my_short_description(state: State, params: Params) -> bool:
    """`setMyShortDescription`: at most 120 characters."""
    return _set_text(state.bot.short_descriptions, params, "short_description", 120)


async def get_my_short_description(state: State, params: Params) -> JsonObject:
    """`getMyShortDescription`."""
    return _get_text(state.bot.short_descriptions, params, "short_description")


def _menu_owner(state: State, params: Params) -> Chat | None:
    if not params.has("chat_id"):
        return None
    chat = state.known_chat(params.values["chat_id"])
    if chat.is_group:
        raise bad_request("chat_id must be that of a private chat")
    return chat


async def set_chat_menu_button(state: State, params: Params) -> bool:
    """`setChatMenuButton`: the command list or Telegram's default."""
    button = params.json_object("menu_button") or {"type": "default"}
    if button.get("type") not in ("commands", "default"):
        raise bad_request("only menu buttons commands and default are supported by the sandbox")
    (_menu_owner(state, params) or state.bot).menu_button = button
    return True


async def get_chat_menu_button(state: State, params: Params) -> JsonObject:
    """`getChatMenuButton`."""
    return (_menu_owner(state, params) or state.bot).menu_button


async def get_chat(state: State, params: Params) -> JsonObject:
    """`getChat`, with the fields that every `ChatFullInfo` has."""
    chat = state.known_chat(params.values.get("chat_id"))
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription")
    return {
        **chat.as_json(),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys((*gifts, "gifts_from_channels"), False),
    }


async def get_chat_member(state: State, params: Params) -> JsonObject:
    """`getChatMember`: creator, member, or left for somebody who is not in the group."""
    chat = state.known_chat(params.values.get("chat_id"))
    user_id = params.required_integer("user_id")
    if user_id == state.bot.id:
        return {"status": "member", "user": state.bot.as_json()}
    person = state.person(user_id)
    if chat.is_group and user_id == chat.owner:
        return {"status": "creator", "user": person.as_json(), "is_anonymous": False}
    status = "member" if user_id in chat.members else "left"
    return {"status": status, "user": person.as_json()}


async def leave_chat(state: State, params: Params) -> bool:
    """`leaveChat`: groups only."""
    chat = state.known_chat(params.values.get("chat_id"))
    if not chat.is_group:
        raise bad_request("chat member status can't be changed in private chats")
    chat.refusal = chat.not_a_member
    state.journal.write("left", chat_id=chat.id)
    return True
