"""What officers do with the questions for them: take, answer by replying, close."""

from __future__ import annotations

import logging
from functools import partial
from typing import Any, Final

from telegram import Message, Update
from telegram.error import TelegramError
from telegram.ext import BaseHandler

from bot.commands import on_command
from bot.context import Context, Place, place_of, wording_in
from bot.handing_on import answer, close
from bot.handlers.handing_on import desk_of
from bot.markup import clean, utf16_units
from bot.paging import page_at
from bot.ports import AssistantPort
from bot.pressed import Pressed
from bot.render_curated import sent_reply
from bot.render_handoff import (
    CLOSE,
    LONGEST_REPLY_UNITS,
    OPEN,
    QUEUE,
    QUEUE_PAGE,
    REASON,
    REASONS,
    STAY,
    TAKE,
    not_theirs,
    queue_page,
    reasons,
    staff_card,
    taken_line,
)
from bot.reply import Reply
from bot.rights import STAFF, allowed, anywhere, only
from bot.sending import edit, reply_in
from bot.standing import handoff_for_officers, number_in, press_replied_to
from bot.wording import Wording
from index.model import Language
from index.service import Handoff, HandoffState

log = logging.getLogger(__name__)


def handlers() -> list[BaseHandler[Any, Context, Any]]:
    """Returns the handler of the command."""
    return [on_command(on_queue, "hangdoi", "queue")]


async def on_queue(update: Update, context: Context) -> None:
    """Lists the questions that wait, the oldest first."""
    place = await place_of(update, context)
    if place is None or not await allowed(place, context, STAFF):
        return
    await reply_in(place, context, await _page(place, context, 0))


async def take_answer(message: Message, place: Place, context: Context) -> bool:
    """Takes a reply to a question for officers, and sends it to who asked."""
    number = await handoff_for_officers(message, context)
    if number is None:
        return False
    words = await wording_in(place, context)
    reply = await _answered(message, place, context, number)
    if reply is None:
        reply = Reply(words.html("officer.gone"))
    await reply_in(place, context, reply, answers=message.message_id)
    return True


async def _answered(message: Message, place: Place, context: Context, number: int) -> Reply | None:
    """Sends an officer's reply on; returns what to say to them, None where the question is gone."""
    services, words = context.services, await wording_in(place, context)
    if place.role not in STAFF or place.user_id is None:
        log.info("a reply to a question for officers was refused to a %s", place.role.value)
        return Reply(words.html("officer.refused"))
    text = clean(message.text or "").strip()
    if not text:
        return Reply(words.html("officer.text_only"))
    if (refusal := fitting(text, words)) is not None:
        return refusal
    if press_replied_to(message, context, (REASON,)) is not None:
        return await _closed(place, context, number, text)
    officer, desk = place.user_id, desk_of(context)
    handoff, theirs = await services.worker.run(lambda a: answer(a, desk, number, officer, text))
    if handoff is None:
        return None
    if not theirs:
        return not_theirs(handoff, words, services.settings.time_zone)
    services.outbox_filled.set()
    await show_end(handoff, context)
    return sent_reply(handoff, words)


def fitting(text: str, words: Wording) -> Reply | None:
    """Says that a reply is too long for a message; None for one that fits."""
    if (length := utf16_units(text)) <= LONGEST_REPLY_UNITS:
        return None
    limit = words.number(LONGEST_REPLY_UNITS)
    return Reply(words.html("officer.too_long", n=words.number(length), limit=limit))


async def _closed(place: Place, context: Context, number: int, reason: str) -> Reply | None:
    services, words = context.services, await wording_in(place, context)
    officer, desk = place.user_id or 0, desk_of(context)
    handoff, theirs = await services.worker.run(lambda a: close(a, desk, number, officer, reason))
    if handoff is None:
        return None
    if not theirs:
        return not_theirs(handoff, words, services.settings.time_zone)
    services.outbox_filled.set()
    await show_end(handoff, context)
    return Reply(words.html("officer.closed_done", number=number, reason=reason))


async def show_end(handoff: Handoff, context: Context) -> None:
    """Shows on every card of a question how it ended; a card that is gone is no matter."""
    services, zone = context.services, context.services.settings.time_zone
    number = handoff.number
    shown = await services.worker.run(lambda a: a.archive.handoffs.messages_of(number))
    before = await _before(handoff, context)
    for chat_id, message_id in shown:
        if chat_id == handoff.chat_id:
            continue
        language = await services.worker.run(partial(_language, chat_id=chat_id))
        card = staff_card(handoff, services.wordings[language], zone, before=before)
        try:
            await edit(context, chat_id, message_id, card)
        except TelegramError as fault:
            log.info("a card of a question was not edited: %s", type(fault).__name__)


def _language(assistant: AssistantPort, chat_id: int) -> Language:
    return assistant.archive.chats.language(chat_id) or Language.VIETNAMESE


async def _before(handoff: Handoff, context: Context) -> Handoff | None:
    after = handoff.after
    if after is None:
        return None
    return await context.services.worker.run(lambda a: a.archive.handoffs.get(after))


async def _page(place: Place, context: Context, offset: int) -> Reply:
    words = await wording_in(place, context)
    total, offset, shown = await context.services.worker.run(
        lambda a: page_at(a.archive.handoffs.waiting, QUEUE_PAGE, offset)
    )
    return queue_page(total, shown, offset, words, context.services.settings.time_zone)


async def _press_queue(pressed: Pressed, context: Context) -> None:
    offset = pressed.press.offset - pressed.press.offset % QUEUE_PAGE
    await pressed.answer()
    await pressed.show(context, await _page(pressed.place, context, offset))


async def _press_open(pressed: Pressed, context: Context) -> None:
    """Shows a question in a message of its own, which stands for it, and takes it."""
    handoff = await _open_one(pressed, context)
    if handoff is None:
        return
    number, officer = handoff.number, pressed.place.user_id or 0
    services, words = context.services, pressed.words
    _, theirs = await services.worker.run(lambda a: a.archive.handoffs.take(number, officer))
    await pressed.answer("" if theirs else words.plain("handoff.alert.taken_by_other"))
    card = staff_card(
        handoff, words, services.settings.time_zone,
        before=await _before(handoff, context),
        taken=None if theirs else taken_line(None, words),
    )  # fmt: skip
    chat_id, message_id = await reply_in(pressed.place, context, card)
    await services.worker.run(lambda a: a.archive.handoffs.shown(number, chat_id, message_id))


async def _press_take(pressed: Pressed, context: Context) -> None:
    """Shows on the card who will answer."""
    handoff = await _open_one(pressed, context)
    if handoff is None:
        return
    number, officer = handoff.number, pressed.place.user_id or 0
    services, words = context.services, pressed.words
    _, theirs = await services.worker.run(lambda a: a.archive.handoffs.take(number, officer))
    if not theirs:
        await pressed.answer(words.plain("handoff.alert.taken_by_other"), alert=True)
        return
    await pressed.answer(words.plain("handoff.alert.taken"))
    card = staff_card(
        handoff, words, services.settings.time_zone,
        before=await _before(handoff, context),
        taken=taken_line(pressed.query.from_user.full_name, words),
    )  # fmt: skip
    await pressed.show(context, card)


async def _press_close(pressed: Pressed, context: Context) -> None:
    handoff = await _open_one(pressed, context)
    if handoff is None:
        return
    await pressed.answer()
    reply = reasons(handoff, pressed.words)
    await reply_in(pressed.place, context, reply, answers=pressed.message_id)


async def _press_reason(pressed: Pressed, context: Context) -> None:
    """Closes a question, in the place of the choice of reasons."""
    handoff = await _open_one(pressed, context)
    if handoff is None:
        return
    if pressed.press.offset >= len(REASONS):
        await pressed.expired()
        return
    await pressed.answer()
    asker = context.services.wordings[handoff.language]
    reason = asker.plain(REASONS[pressed.press.offset])
    reply = await _closed(pressed.place, context, handoff.number, reason)
    await pressed.show(context, reply or Reply(pressed.words.html("officer.gone")))


async def _press_stay(pressed: Pressed, context: Context) -> None:
    await pressed.answer()
    await pressed.show(context, Reply(pressed.words.html("officer.stays")))


async def _open_one(pressed: Pressed, context: Context) -> Handoff | None:
    """Returns the open question of a button; says why there is none."""
    words = pressed.words
    number = number_in(pressed.press)
    handoff = await context.services.worker.run(lambda a: a.archive.handoffs.get(number))
    if handoff is None or handoff.state is not HandoffState.OPEN:
        await pressed.answer(words.plain("handoff.alert.ended"), alert=True)
        return None
    return handoff


PRESSES: Final = {
    **only(STAFF, {QUEUE: _press_queue, OPEN: _press_open}),
    **anywhere(
        STAFF, {TAKE: _press_take, CLOSE: _press_close, REASON: _press_reason, STAY: _press_stay}
    ),
}
