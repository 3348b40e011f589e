"""The commands in Telegram's menu, by language and by person.

A citizen's menu never shows the commands of staff and admins. Theirs are set for their
own chat when they first write: before that Telegram knows no such chat.
"""

from __future__ import annotations

import logging
from typing import Final

from telegram import Bot, BotCommand, BotCommandScopeChat, BotCommandScopeDefault, Update
from telegram.error import TelegramError

from bot.context import Context, Place, place_of
from bot.wording import Wording, Wordings
from bot.wording_keys import TextKey
from index.model import Language, Role

log = logging.getLogger(__name__)

_Row = tuple[str, str, TextKey]
"""A command's Vietnamese and English name, and its description."""
CITIZEN: Final[tuple[_Row, ...]] = (
    ("start", "start", "command.start"),
    ("hoi", "ask", "command.hoi"),
    ("tim", "search", "command.tim"),
    ("moi", "latest", "command.moi"),
    ("ngonngu", "language", "command.ngonngu"),
    ("trogiup", "help", "command.trogiup"),
)
STAFF: Final[tuple[_Row, ...]] = (*CITIZEN, ("thongke", "stats", "command.thongke"))
ADMIN: Final[tuple[_Row, ...]] = (*STAFF, ("reindex", "reindex", "command.reindex"))
_ROWS: Final = {Role.CITIZEN: CITIZEN, Role.STAFF: STAFF, Role.ADMIN: ADMIN}


def commands(role: Role, words: Wording) -> list[BotCommand]:
    """Returns the menu of a role in a language."""
    english = words.language is Language.ENGLISH
    return [
        BotCommand(name_en if english else name_vi, words.plain(text))
        for name_vi, name_en, text in _ROWS[role]
    ]


async def set_menus(bot: Bot, wordings: Wordings) -> None:
    """Sets everybody's menu. A menu is no reason not to start: a fault is logged."""
    try:
        await _set(bot, wordings, Role.CITIZEN, BotCommandScopeDefault())
    except TelegramError as error:
        log.warning("the command menu could not be set: %s", type(error).__name__)


async def on_any_update(update: Update, context: Context) -> None:
    """Sets the menu of staff and admins at their first message since the start."""
    place = place_of(update, context)
    if place is None or not place.private or place.role is Role.CITIZEN:
        return
    services, chat_id = context.services, place.chat.id
    if services.menus.get(chat_id) is place.role:
        return
    services.menus.put(chat_id, place.role)
    try:
        await _set(context.bot, services.wordings, place.role, BotCommandScopeChat(chat_id))
    except TelegramError as error:
        services.menus.pop(chat_id)
        log.warning("a person's command menu could not be set: %s", type(error).__name__)


async def remove_menu(place: Place, context: Context) -> None:
    """Takes back the menu of somebody who is no longer of the staff."""
    scope = BotCommandScopeChat(place.chat.id)
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
