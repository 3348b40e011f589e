"""Keeping an officer's reply as an answer for all, and seeing to those that are kept.

What is being worded stands in the archive as an answer that is not in force, so that it
survives a restart; it comes into force when its term is chosen.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from telegram import Message, Update
from telegram.ext import BaseHandler

from bot.commands import on_command
from bot.context import Context, Place, place_of, wording_in
from bot.curating import bring_into_force, draft, reword, split_rewording
from bot.markup import one_line
from bot.names import named
from bot.paging import page_at
from bot.pressed import Pressed
from bot.render_curated import (
    DAYS,
    DROP,
    END,
    END_SURE,
    KEEP,
    LIST,
    ONE,
    PAGE,
    UNTIL,
    curated_card,
    curated_list,
    is_draft,
    numbers_in,
    preview,
    sure_to_end,
)
from bot.reply import Reply
from bot.rights import STAFF, allowed, anywhere
from bot.sending import edit, reply_in
from bot.standing import number_in, press_replied_to
from bot.wording import Wording
from bot.wording_keys import TextKey
from index import (
    LONGEST_ANSWER,
    LONGEST_CURATED_QUESTION,
    can_be_curated,
)
from index.errors import LimitError
from index.service import Curated, HandoffState


def handlers() -> list[BaseHandler[Any, Context, Any]]:
    """Returns the handler of the command."""
    return [on_command(on_curated, "cauchuan", "curated")]


async def on_curated(update: Update, context: Context) -> None:
    """Lists the answers that are kept."""
    place = await place_of(update, context)
    if place is None or not await allowed(place, context, STAFF):
        return
    words = await wording_in(place, context)
    await reply_in(place, context, await _page(0, context, words))


async def take_rewording(message: Message, place: Place, context: Context) -> bool:
    """Takes a reply to a preview or a card: another question, another answer, or both."""
    press = press_replied_to(message, context, (UNTIL,))
    if press is None:
        return False
    words, services = await wording_in(place, context), context.services
    if place.role not in STAFF:
        reply = Reply(words.plain("staff.refused"))
        await reply_in(place, context, reply, answers=message.message_id)
        return True
    rewording = split_rewording(message.text or "")
    (number, replaced), officer = numbers_in(press), place.user_id or 0
    now, zone = services.clock.now(), services.settings.time_zone
    try:
        changed, anew = await services.worker.run(
            lambda a: reword(a, number, rewording, officer, now, zone)
        )
    except LimitError as fault:
        reply = refused(fault, words)
    else:
        shown = preview(changed, words, number if anew else replaced) if changed else None
        reply = shown or Reply(words.html("curated.gone"))
        replied = message.reply_to_message
        if changed and replied is not None:
            done = Reply(words.html("curated.replaced"))
            await edit(context, place.chat.id, replied.message_id, done)
    await reply_in(place, context, reply, answers=message.message_id)
    return True


def too_long(words: Wording) -> str:
    """Says how long question and answer may be."""
    return words.html(
        "curated.too_long",
        question=words.number(LONGEST_CURATED_QUESTION),
        answer=words.number(LONGEST_ANSWER),
    )


def refused(fault: LimitError, words: Wording) -> Reply:
    """Says why an answer could not be kept."""
    if fault.limit in (0, LONGEST_ANSWER, LONGEST_CURATED_QUESTION):
        return Reply(too_long(words))
    return Reply(words.html("curated.full", limit=words.number(fault.limit)))


async def _press_keep(pressed: Pressed, context: Context) -> None:
    """Shows what would be kept of a sent reply, in the place of the word that it was sent."""
    number, officer = number_in(pressed.press), pressed.place.user_id or 0
    worker, words = context.services.worker, pressed.words
    handoff = await worker.run(lambda a: a.archive.handoffs.get(number))
    if handoff is None or handoff.state is not HandoffState.ANSWERED or not handoff.reply:
        await pressed.expired()
        return
    question, reply = handoff.question, handoff.reply
    now, zone = context.services.clock.now(), context.services.settings.time_zone
    await pressed.answer()
    try:
        kept = await worker.run(lambda a: draft(a, question, reply, officer, now, zone))
    except LimitError as fault:
        await reply_in(pressed.place, context, refused(fault, words))
        return
    await pressed.show(context, preview(kept, words))


async def _press_until(pressed: Pressed, context: Context) -> None:
    """Brings an answer into force up to a day from now."""
    found, words = await _found(pressed, context), pressed.words
    if found is None:
        return
    days, today = pressed.press.offset, _today(context)
    if days not in DAYS:
        await pressed.expired()
        return
    if not can_be_curated(found.question, today):
        await pressed.answer(words.plain("curated.too_little"), alert=True)
        return
    until = today + timedelta(days=days)
    await pressed.answer()
    _, replaced = numbers_in(pressed.press)
    await context.services.worker.run(lambda a: bring_into_force(a, found, until, today, replaced))
    action = "curated" if replaced is None else "curated change"
    await _record(pressed.place, context, action, found.id, f" until {until.isoformat()}")
    context.services.examples.forget()
    question = words.html("curated.question", question=one_line(found.question))
    saved = words.html("curated.saved", date=words.date(until))
    await pressed.show(context, Reply(f"{saved}\n{question}"))


async def _press_drop(pressed: Pressed, context: Context) -> None:
    """Does not keep what was shown; one in force stays (it ends with `END`)."""
    found = await _found(pressed, context)
    if found is None:
        return
    await pressed.answer()
    if is_draft(found, context.services.settings.time_zone):
        await context.services.worker.run(lambda a: a.archive.curated.remove(found.id))
    _, replaced = numbers_in(pressed.press)
    dropped: TextKey = "curated.dropped" if replaced is None else "curated.stays"
    await pressed.show(context, Reply(pressed.words.html(dropped, id=replaced or 0)))


async def _press_list(pressed: Pressed, context: Context) -> None:
    await pressed.answer()
    offset = pressed.press.offset - pressed.press.offset % PAGE
    await pressed.show(context, await _page(offset, context, pressed.words))


async def _press_one(pressed: Pressed, context: Context) -> None:
    found = await _found(pressed, context)
    if found is None:
        return
    await pressed.answer()
    zone, words = context.services.settings.time_zone, pressed.words
    card = curated_card(found, pressed.press.offset, words, _today(context), zone)
    await pressed.show(context, await named(card, [found.author], context))


async def _press_end(pressed: Pressed, context: Context) -> None:
    found = await _found(pressed, context)
    if found is None:
        return
    await pressed.answer()
    await pressed.show(context, sure_to_end(found, pressed.press.offset, pressed.words))


async def _press_end_sure(pressed: Pressed, context: Context) -> None:
    found = await _found(pressed, context)
    if found is None:
        return
    await pressed.answer()
    await context.services.worker.run(lambda a: a.archive.curated.remove(found.id))
    await _record(pressed.place, context, "curated end", found.id)
    await pressed.show(context, Reply(pressed.words.html("curated.ended", id=found.id)))


async def _found(pressed: Pressed, context: Context) -> Curated | None:
    """Returns the answer of a button; says so where it is gone."""
    number, _ = numbers_in(pressed.press)
    found = await context.services.worker.run(lambda a: a.archive.curated.get(number))
    if found is None:
        await pressed.answer(pressed.words.plain("curated.gone"), alert=True)
    return found


async def _page(offset: int, context: Context, words: Wording) -> Reply:
    services = context.services
    total, offset, shown = await services.worker.run(
        lambda a: page_at(a.archive.curated.page, PAGE, offset)
    )
    zone = services.settings.time_zone
    return curated_list(total, shown, offset, words, _today(context), zone)


def _today(context: Context) -> date:
    services = context.services
    return services.clock.now().astimezone(services.settings.time_zone).date()


async def _record(
    place: Place, context: Context, action: str, number: int, detail: str = ""
) -> None:
    actor = f"telegram:{place.user_id}"
    await context.services.worker.run(
        lambda a: a.archive.record_action(actor, action, f"#{number}{detail}")
    )


PRESSES: Final = anywhere(
    STAFF,
    {
        KEEP: _press_keep,
        UNTIL: _press_until,
        DROP: _press_drop,
        LIST: _press_list,
        ONE: _press_one,
        END: _press_end,
        END_SURE: _press_end_sure,
    },
)
