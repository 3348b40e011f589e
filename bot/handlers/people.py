"""Who may do what, and who did what: roles that admins give, and the record of actions."""

from __future__ import annotations

import logging
from typing import Any, Final

from telegram import Message, MessageOriginUser, Update
from telegram.error import TelegramError
from telegram.ext import BaseHandler

from bot.commands import on_command
from bot.context import Context, Place, place_of, wording_in
from bot.menu import refresh_menu
from bot.names import named, names_of
from bot.paging import page_at
from bot.ports import AssistantPort
from bot.pressed import Pressed
from bot.render_audit import ACTIONS_A_PAGE, AUDIT, audit_page
from bot.render_audit_details import Known, address_in, ids_in
from bot.render_people import (
    OFFSETS,
    ROLE,
    ROLE_SURE,
    people_list,
    person_card,
    role_name,
    sure_of_admin,
)
from bot.reply import Reply
from bot.rights import ADMINS, allowed, only
from bot.roles import role_of
from bot.sending import reply_in, send
from bot.wording import Wording
from index.errors import LimitError
from index.model import Language, Role
from index.service import Action

_LONGEST_ID: Final = 16
_ROLES: Final = {offset: role for role, offset in OFFSETS.items()}

log = logging.getLogger(__name__)


def handlers() -> list[BaseHandler[Any, Context, Any]]:
    """Returns the handlers of these commands."""
    return [
        on_command(on_grant, "quyen", "grant"),
        on_command(on_revoke, "thuquyen", "revoke"),
        on_command(on_audit, "nhatky", "audit"),
    ]


async def on_grant(update: Update, context: Context) -> None:
    """Lists who has a role, or shows one person's with buttons to change it."""
    place = await place_of(update, context)
    if place is None or not await allowed(place, context, ADMINS):
        return
    words = await wording_in(place, context)
    user_id = _named(update.effective_message, context)
    if user_id is not None:
        card = await _card(user_id, context, words)
        await reply_in(place, context, await named(card, [user_id], context))
    elif context.args or _replied(update.effective_message):
        await reply_in(place, context, Reply(words.html("people.no_id")))
    else:
        grants = await context.services.worker.run(lambda a: a.archive.people.grants())
        settings = context.services.settings
        ids = [*settings.admin_ids, *settings.staff_ids, *(one.user_id for one in grants)]
        listed = people_list(grants, settings, words)
        await reply_in(place, context, await named(listed, ids, context))


async def on_revoke(update: Update, context: Context) -> None:
    """Takes a granted role back."""
    place = await place_of(update, context)
    if place is None or not await allowed(place, context, ADMINS):
        return
    words = await wording_in(place, context)
    user_id = _named(update.effective_message, context)
    if user_id is None:
        await reply_in(place, context, Reply(words.html("people.no_id")))
        return
    done = await _change(user_id, Role.CITIZEN, place, context, words)
    await reply_in(place, context, await named(done, [user_id], context))


async def on_audit(update: Update, context: Context) -> None:
    """Shows who did what, the newest first."""
    place = await place_of(update, context)
    if place is None or not await allowed(place, context, ADMINS):
        return
    words = await wording_in(place, context)
    await reply_in(place, context, await _audit(0, context, words))


async def _press_role(pressed: Pressed, context: Context) -> None:
    user_id, role = _id_in(pressed.press.query_id), _ROLES.get(pressed.press.offset)
    if user_id is None or role is None:
        await pressed.expired()
        return
    await pressed.answer()
    if role is Role.ADMIN and pressed.press.kind == ROLE:
        reply = sure_of_admin(user_id, pressed.words)
    else:
        reply = await _change(user_id, role, pressed.place, context, pressed.words)
    await pressed.show(context, await named(reply, [user_id], context))


async def _press_audit(pressed: Pressed, context: Context) -> None:
    await pressed.answer()
    await pressed.show(context, await _audit(pressed.press.offset, context, pressed.words))


PRESSES: Final = only(ADMINS, {ROLE: _press_role, ROLE_SURE: _press_role, AUDIT: _press_audit})


async def _audit(offset: int, context: Context, words: Wording) -> Reply:
    def read(assistant: AssistantPort) -> tuple[int, int, list[Action], dict[str, str]]:
        total, shown, actions = page_at(assistant.archive.audit.page, ACTIONS_A_PAGE, offset)
        urls = {url for action in actions if (url := address_in(action))}
        articles = filter(None, map(assistant.archive.article, urls))
        return total, shown, actions, {article.url: article.title for article in articles}

    total, shown, actions, titles = await context.services.worker.run(read)
    ids = set().union(*map(ids_in, actions))
    known = Known(titles, await names_of(ids, context))
    return audit_page(total, actions, shown, words, context.services.settings.time_zone, known)


async def _card(user_id: int, context: Context, words: Wording) -> Reply:
    services = context.services
    role = await role_of(user_id, services.settings, services.worker)
    if user_id in services.settings.admin_ids | services.settings.staff_ids:
        return Reply(words.html("people.is_fixed", id=user_id, role=role_name(role, words)))
    return person_card(user_id, role, words)


async def _change(
    user_id: int, role: Role, place: Place, context: Context, words: Wording
) -> Reply:
    """Gives a role, or takes it back; returns what to say of it."""
    services = context.services
    before = await role_of(user_id, services.settings, services.worker)
    if user_id in services.settings.admin_ids | services.settings.staff_ids:
        return Reply(words.html("people.is_fixed", id=user_id, role=role_name(before, words)))
    if before is role:
        return Reply(words.html("people.unchanged", id=user_id, role=role_name(role, words)))
    if before is Role.ADMIN and await _is_last_admin(user_id, context):
        return Reply(words.html("people.last_admin"))
    by, now = place.user_id or 0, services.clock.now()
    try:
        if role is Role.CITIZEN:
            await services.worker.run(lambda a: a.archive.people.revoke(user_id))
        else:
            await services.worker.run(lambda a: a.archive.people.grant(user_id, role, by, now))
    except LimitError as fault:
        return Reply(words.html("people.full", limit=fault.limit))
    await services.worker.run(
        lambda a: a.archive.record_action(f"telegram:{by}", f"role {role.value}", str(user_id))
    )
    await _tell(user_id, role, context)
    return Reply(words.html("people.done", id=user_id, role=role_name(role, words)))


async def _is_last_admin(user_id: int, context: Context) -> bool:
    if context.services.settings.admin_ids:
        return False
    grants = await context.services.worker.run(lambda a: a.archive.people.grants())
    return not any(g.role is Role.ADMIN and g.user_id != user_id for g in grants)


async def _tell(user_id: int, role: Role, context: Context) -> None:
    """Gives the person their new menu, and tells them, as far as they ever wrote to the bot."""
    services = context.services
    await refresh_menu(user_id, role, context)
    language = await services.worker.run(lambda a: a.archive.chats.language(user_id))
    # Who chose no language is told in both: that of their Telegram is not kept.
    told = [
        words.html("people.told_revoked")
        if role is Role.CITIZEN
        else words.html("people.told", role=role_name(role, words))
        for words in (services.wordings[known] for known in ([language] if language else Language))
    ]
    try:
        await send(context, user_id, Reply("\n\n".join(told)))
    except TelegramError as fault:
        log.info("a person could not be told of their role: %s", type(fault).__name__)


def _named(message: Message | None, context: Context) -> int | None:
    """Returns the id that a command names: as its word, or by the message it replies to."""
    if context.args:
        return _id_in(context.args[0])
    replied = _replied(message)
    if replied is None:
        return None
    if replied.contact is not None:
        return replied.contact.user_id
    origin = replied.forward_origin
    return origin.sender_user.id if isinstance(origin, MessageOriginUser) else None


def _replied(message: Message | None) -> Message | None:
    return message.reply_to_message if message is not None else None


def _id_in(text: str) -> int | None:
    sound = text.isascii() and text.isdecimal() and 0 < len(text) <= _LONGEST_ID
    return int(text) or None if sound else None
