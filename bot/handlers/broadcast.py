"""Announcements: shown first, sent after a second yes, through the outbox, each chat once."""

from __future__ import annotations

import asyncio
import secrets
from typing import Any, Final

from telegram import Message, Update
from telegram.constants import MessageLimit
from telegram.ext import BaseHandler

from bot.callbacks import Press
from bot.commands import on_command
from bot.context import Context, Place, place_of, wording_in
from bot.markup import utf16_units
from bot.outgoing import enqueue
from bot.pressed import Pressed
from bot.prompts import TakeFunction, leave, prompt
from bot.render_broadcast import (
    CAST,
    CAST_ASK,
    CAST_DROP,
    CAST_GO,
    CAST_LOOK,
    CAST_STOP,
    SENDINGS,
    To,
    batch_of,
    choice,
    progress,
    sure,
    unsure_line,
)
from bot.reply import Reply
from bot.rights import ADMINS, allowed, only
from bot.sending import edit, reply_in
from bot.wording import Wording
from index.errors import LimitError
from index.service import ChatKind, MessageKind, MessageState

DRAFT: Final = "draft"
"""The kind of saved query that an announcement's HTML is kept as."""
PROGRESS_EVERY_S: Final = 3.0

_KINDS: Final[dict[To, ChatKind | None]] = {
    To.PRIVATE: ChatKind.PRIVATE,
    To.GROUP: ChatKind.GROUP,
    To.ALL: None,
}


def handlers() -> list[BaseHandler[Any, Context, Any]]:
    """Returns the handler of the command."""
    return [on_command(on_broadcast, "thongbao", "broadcast")]


async def on_broadcast(update: Update, context: Context) -> None:
    """Shows an announcement as people will get it, and asks to whom it is to be sent."""
    place, message = await place_of(update, context), update.effective_message
    if place is None or message is None or not await allowed(place, context, ADMINS):
        return
    await _show(place, context, *_written(message))


async def take_text(message: Message, press: Press, place: Place, context: Context) -> None:
    """Takes the announcement that an admin was asked for."""
    await _show(place, context, (message.text_html or "").strip(), (message.text or "").strip())


async def _show(place: Place, context: Context, html: str, text: str) -> None:
    """Shows what would be sent, and asks to whom; asks for it where there is nothing."""
    words = await wording_in(place, context)
    if not text:
        usage = Reply(await _usage(context, words))
        await prompt(place, context, usage, Press(CAST_ASK), words)
        return
    length = utf16_units(text)
    if length > MessageLimit.MAX_TEXT_LENGTH:
        limit = words.number(MessageLimit.MAX_TEXT_LENGTH)
        refusal = words.html("broadcast.too_long", units=words.number(length), limit=limit)
        await reply_in(place, context, Reply(refusal))
        return
    draft_id = await context.services.worker.run(lambda a: a.archive.chats.save_query(DRAFT, html))
    numbers = {to: len(await _chats(to, context)) for to in To}
    await reply_in(place, context, Reply(html))
    await reply_in(place, context, choice(draft_id, numbers, words))


async def _usage(context: Context, words: Wording) -> str:
    """Tells how to announce, and of messages that were on their way at an interruption."""
    unsure = await context.services.worker.run(lambda a: a.archive.outbox.unsure())
    lost = [message for message in unsure if message.kind is MessageKind.BROADCAST]
    return "\n\n".join(
        [words.html("broadcast.usage"), *([unsure_line(lost, words)] if lost else [])]
    )


async def _press_choice(pressed: Pressed, context: Context) -> None:
    to = _to(pressed.press.offset)
    if to is None or await _draft(pressed, context) is None:
        await pressed.answer(pressed.words.plain("broadcast.expired"), alert=True)
        return
    await pressed.answer()
    number = len(await _chats(to, context))
    draft_id = pressed.press.query_id
    sending = secrets.randbelow(SENDINGS)
    await pressed.show(context, sure(draft_id, to, number, sending, pressed.words))


async def _press_send(pressed: Pressed, context: Context) -> None:
    to, html = _to(pressed.press.offset // SENDINGS), await _draft(pressed, context)
    if to is None or html is None:
        await pressed.answer(pressed.words.plain("broadcast.expired"), alert=True)
        return
    await pressed.answer()
    draft_id, sending = pressed.press.query_id, pressed.press.offset
    batch = batch_of(draft_id, sending)
    reply = Reply(html)
    chats = [(chat, None, reply) for chat in await _chats(to, context)]
    try:
        new = await enqueue(context, batch, MessageKind.BROADCAST, chats)
    except LimitError:
        await pressed.show(context, Reply(pressed.words.html("broadcast.full")))
        return
    if new:  # a second press adds nothing
        await _record("broadcast", f"{batch} {new}", pressed.place, context)
        context.application.create_task(_follow(pressed, context))


async def _follow(pressed: Pressed, context: Context) -> None:
    """Shows how far it is until it is done, as long as the bot runs."""
    shown, stopping = "", context.services.stopping
    while not stopping.is_set():
        reply, waiting = await _state(pressed, context)
        if reply.html != shown:
            shown = reply.html
            await edit(context, pressed.place.chat.id, pressed.message_id, reply)
        if not waiting:
            return
        wait = asyncio.ensure_future(stopping.wait())
        await asyncio.wait({wait}, timeout=PROGRESS_EVERY_S)
        wait.cancel()


async def _press_look(pressed: Pressed, context: Context) -> None:
    if not await _was_begun(pressed, context):
        return
    await pressed.answer()
    reply, _ = await _state(pressed, context)
    await pressed.show(context, reply)


async def _press_stop(pressed: Pressed, context: Context) -> None:
    if not await _was_begun(pressed, context):
        return
    await pressed.answer()
    batch = batch_of(pressed.press.query_id, pressed.press.offset)
    now = context.services.clock.now()
    number = await context.services.worker.run(lambda a: a.archive.outbox.cancel(batch, now))
    if number:
        await _record("broadcast stopped", f"{batch} {number}", pressed.place, context)
    reply, _ = await _state(pressed, context)
    await pressed.show(context, reply)


async def _press_drop(pressed: Pressed, context: Context) -> None:
    await pressed.answer()
    await pressed.show(context, Reply(pressed.words.html("broadcast.dropped")))


PRESSES: Final = only(
    ADMINS,
    {
        CAST: _press_choice,
        CAST_GO: _press_send,
        CAST_LOOK: _press_look,
        CAST_STOP: _press_stop,
        CAST_DROP: _press_drop,
        CAST_ASK: leave,
    },
)
TAKES: Final[dict[str, TakeFunction]] = {CAST_ASK: take_text}


async def _state(pressed: Pressed, context: Context) -> tuple[Reply, int]:
    """Returns what to show of a sending, and how many of its messages wait."""
    draft_id, sending = pressed.press.query_id, pressed.press.offset
    batch = batch_of(draft_id, sending)
    states, unsure = await context.services.worker.run(
        lambda a: (a.archive.outbox.progress(batch), a.archive.outbox.unsure(batch))
    )
    waiting = states[MessageState.WAITING] + states[MessageState.SENDING]
    return progress(draft_id, sending, states, unsure, pressed.words), waiting


async def _was_begun(pressed: Pressed, context: Context) -> bool:
    """Says where nothing is known of the sending of a button; True when something is."""
    batch = batch_of(pressed.press.query_id, pressed.press.offset)
    states = await context.services.worker.run(lambda a: a.archive.outbox.progress(batch))
    if any(states.values()):
        return True
    await pressed.expired()
    return False


async def _draft(pressed: Pressed, context: Context) -> str | None:
    saved = await context.services.worker.run(
        lambda a: a.archive.chats.saved_query(pressed.press.query_id)
    )
    return saved[1] if saved is not None and saved[0] == DRAFT else None


async def _chats(to: To, context: Context) -> list[int]:
    return await context.services.worker.run(lambda a: a.archive.people.chats_to_reach(_KINDS[to]))


async def _record(action: str, detail: str, place: Place, context: Context) -> None:
    actor = f"telegram:{place.user_id}"
    await context.services.worker.run(lambda a: a.archive.record_action(actor, action, detail))


def _to(number: int) -> To | None:
    return To(number) if number in set(To) else None


def _written(message: Message) -> tuple[str, str]:
    """Returns the HTML and the text of what follows the command, or of what it replies to."""
    html, text = message.text_html or "", message.text or ""
    after = [[*part.split(maxsplit=1), ""][1].strip() for part in (html, text)]
    if after[1]:
        return after[0], after[1]
    replied = message.reply_to_message
    if replied is None or not replied.text:
        return "", ""
    return (replied.text_html or "").strip(), replied.text.strip()
