"""Who may do what: asked anew at each command and each press."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping
from typing import Final

from telegram import ChatMember
from telegram.error import TelegramError

from bot.context import Context, Place, wording_in
from bot.menu import remove_menu
from bot.pressed import Pressed, PressFunction
from bot.reply import Reply
from bot.sending import reply_in
from index.model import Role

STAFF: Final = frozenset({Role.STAFF, Role.ADMIN})
ADMINS: Final = frozenset({Role.ADMIN})
_RUNNING: Final = (ChatMember.OWNER, ChatMember.ADMINISTRATOR)

log = logging.getLogger(__name__)


async def allowed(place: Place, context: Context, roles: Collection[Role]) -> bool:
    """True when the person may, which is in a private chat only.

    Says courteously why not when they may not, and takes back a menu that is no longer theirs.
    """
    if place.role in roles and place.private:
        return True
    words = await wording_in(place, context)
    may = place.role in roles
    log.info("a command was refused to a %s", place.role.value)
    text = words.html("staff.private_only" if may else "staff.refused")
    await reply_in(place, context, Reply(text))
    if place.private and place.role is Role.CITIZEN:
        await remove_menu(place, context)
    return False


def only(roles: Collection[Role], presses: Mapping[str, PressFunction]) -> dict[str, PressFunction]:
    """Returns the table of buttons so that each works for `roles` only, in a private chat.

    Whoever is not, or no longer, one of them is told so, and nothing is done.
    """
    return {kind: _checked(press, roles) for kind, press in presses.items()}


def _checked(press: PressFunction, roles: Collection[Role]) -> PressFunction:
    async def checked(pressed: Pressed, context: Context) -> None:
        if pressed.place.role not in roles:
            await pressed.answer(pressed.words.plain("staff.refused"), alert=True)
        elif not pressed.place.private:
            await pressed.answer(pressed.words.plain("staff.private_only"), alert=True)
        else:
            await press(pressed, context)

    return checked


def anywhere(
    roles: Collection[Role], presses: Mapping[str, PressFunction]
) -> dict[str, PressFunction]:
    """Returns the table so that each button works for `roles` only, in groups of theirs too."""
    return {kind: _checked_anywhere(press, roles) for kind, press in presses.items()}


def _checked_anywhere(press: PressFunction, roles: Collection[Role]) -> PressFunction:
    async def checked(pressed: Pressed, context: Context) -> None:
        if pressed.place.role in roles:
            await press(pressed, context)
        else:
            await pressed.answer(pressed.words.plain("handoff.alert.officers"), alert=True)

    return checked


async def runs_chat(place: Place, context: Context) -> bool:
    """Tells whether a person speaks for a chat: it is their own, or they administer the group.

    Telegram is asked each time; where it does not say, they do not.
    """
    if place.private or place.user_id is None:
        return place.private
    try:
        member = await context.bot.get_chat_member(place.chat.id, place.user_id)
    except TelegramError as error:
        log.info("who administers a group is not known: %s", error.message)
        return False
    return member.status in _RUNNING
