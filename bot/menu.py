"""The commands in Telegram's menu, by language and by person.

A citizen's menu never shows the commands of staff and admins. Theirs are set for their
own chat when they first write: before that Telegram knows no such chat.
"""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Final

from telegram import Bot, BotCommand, BotCommandScopeChat, BotCommandScopeDefault, Update
from telegram.error import TelegramError

from bot.context import Context, Place, place_of
from bot.wording import Wording, Wordings
from bot.wording_keys import TextKey
from index.model import Language, Role

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Command:
    """A command of the menu: the least role it is for, its names, and its description."""

    role: Role
    vietnamese: str
    english: str
    text: TextKey


COMMANDS: Final = (
    Command(Role.CITIZEN, "start", "start", "command.start"),
    Command(Role.CITIZEN, "hoi", "ask", "command.hoi"),
    Command(Role.CITIZEN, "tim", "search", "command.tim"),
    Command(Role.CITIZEN, "moi", "latest", "command.moi"),
    Command(Role.CITIZEN, "chude", "topics", "command.chude"),
    Command(Role.CITIZEN, "theodoi", "follow", "command.theodoi"),
    Command(Role.CITIZEN, "dangtheodoi", "following", "command.dangtheodoi"),
    Command(Role.CITIZEN, "dungnhan", "stop", "command.dungnhan"),
    Command(Role.CITIZEN, "canbo", "officer", "command.canbo"),
    Command(Role.CITIZEN, "huy", "cancel", "command.huy"),
    Command(Role.CITIZEN, "ngonngu", "language", "command.ngonngu"),
    Command(Role.CITIZEN, "trogiup", "help", "command.trogiup"),
    Command(Role.CITIZEN, "gioithieu", "about", "command.gioithieu"),
    Command(Role.CITIZEN, "riengtu", "privacy", "command.riengtu"),
    Command(Role.CITIZEN, "quentoi", "forgetme", "command.quentoi"),
    Command(Role.STAFF, "hangdoi", "queue", "command.hangdoi"),
    Command(Role.STAFF, "cauchuan", "curated", "command.cauchuan"),
    Command(Role.STAFF, "xuat", "export", "command.xuat"),
    Command(Role.STAFF, "thongke", "stats", "command.thongke"),
    Command(Role.ADMIN, "nguon", "sources", "command.nguon"),
    Command(Role.ADMIN, "them", "add", "command.them"),
    Command(Role.ADMIN, "sua", "edit", "command.sua"),
    Command(Role.ADMIN, "xoa", "remove", "command.xoa"),
    Command(Role.ADMIN, "reindex", "reindex", "command.reindex"),
    Command(Role.ADMIN, "saoluu", "backup", "command.saoluu"),
    Command(Role.ADMIN, "quyen", "grant", "command.quyen"),
    Command(Role.ADMIN, "thuquyen", "revoke", "command.thuquyen"),
    Command(Role.ADMIN, "tudien", "lexicon", "command.tudien"),
    Command(Role.ADMIN, "baocao", "report", "command.baocao"),
    Command(Role.ADMIN, "thongbao", "broadcast", "command.thongbao"),
    Command(Role.ADMIN, "chuatraloi", "unanswered", "command.chuatraloi"),
    Command(Role.ADMIN, "nhomcanbo", "staffgroup", "command.nhomcanbo"),
    Command(Role.ADMIN, "nhatky", "audit", "command.nhatky"),
)
"""All commands, in the order of the menu."""
_INCLUDED: Final = {
    Role.CITIZEN: {Role.CITIZEN},
    Role.STAFF: {Role.CITIZEN, Role.STAFF},
    Role.ADMIN: set(Role),
}


def commands(role: Role, words: Wording) -> list[BotCommand]:
    """Returns the menu of a role in a language."""
    english = words.language is Language.ENGLISH
    return [
        BotCommand(row.english if english else row.vietnamese, words.plain(row.text))
        for row in COMMANDS
        if row.role in _INCLUDED[role]
    ]


async def set_menus(bot: Bot, wordings: Wordings) -> None:
    """Sets everybody's menu. A menu is no reason not to start: a fault is logged."""
    try:
        await _set(bot, wordings, Role.CITIZEN, BotCommandScopeDefault())
    except TelegramError as error:
        log.warning("the command menu could not be set: %s", type(error).__name__)


async def on_any_update(update: Update, context: Context) -> None:
    """Sets the menu of staff and admins at their first message since the start.

    Takes it back at the first message after their role was revoked.
    """
    place = await place_of(update, context)
    if place is None or not place.private:
        return
    services, chat_id = context.services, place.chat.id
    shown = services.menus.get(chat_id)
    if shown is not place.role and (shown is not None or place.role is not Role.CITIZEN):
        await refresh_menu(chat_id, place.role, context)


async def refresh_menu(chat_id: int, role: Role, context: Context) -> None:
    """Gives somebody the menu of their role, in their private chat."""
    services = context.services
    if role is Role.CITIZEN:
        await _remove(chat_id, context)
        return
    services.menus.put(chat_id, role)
    try:
        await _set(context.bot, services.wordings, role, BotCommandScopeChat(chat_id))
    except TelegramError as error:
        services.menus.pop(chat_id)
        log.warning("a person's command menu could not be set: %s", type(error).__name__)


async def remove_menu(place: Place, context: Context) -> None:
    """Takes back the menu of somebody who is no longer of the staff."""
    await _remove(place.chat.id, context)


async def _remove(chat_id: int, context: Context) -> None:
    context.services.menus.pop(chat_id)
    scope = BotCommandScopeChat(chat_id)
    try:
        await context.bot.delete_my_commands(scope=scope)
        await context.bot.delete_my_commands(scope=scope, language_code=Language.ENGLISH.value)
    except TelegramError as error:
        log.warning("a person's command menu could not be removed: %s", type(error).__name__)


async def _set(
    bot: Bot, wordings: Wordings, role: Role, scope: BotCommandScopeDefault | BotCommandScopeChat
) -> None:
    vietnamese = commands(role, wordings[Language.VIETNAMESE])
    english = commands(role, wordings[Language.ENGLISH])
    await bot.set_my_commands(vietnamese, scope=scope)
    await bot.set_my_commands(english, scope=scope, language_code=Language.ENGLISH.value)
