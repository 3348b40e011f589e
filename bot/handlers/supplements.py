"""What officers add to an answer that was sent, or put right in it: a button under a refusal.

An officer who replies to a question that has ended, or edits what they replied, is told that it
was not sent, with the button. It sends the officer's own message, to which that word replies, so
nothing of it is kept for the button.
"""

from __future__ import annotations

from typing import Final

from telegram import Message

from bot.context import Context, Place, wording_in
from bot.handing_on import add_to
from bot.handlers.handing_on import desk_of
from bot.handlers.officers import fitting, show_end, take_answer
from bot.markup import clean
from bot.pressed import Pressed
from bot.render_curated import sent_reply
from bot.render_handoff import SUPPLEMENT, edited_reply
from bot.reply import Reply
from bot.rights import STAFF, anywhere
from bot.sending import reply_in
from bot.standing import handoff_for_officers, number_in
from index.service import HandoffState


async def edited_answer(message: Message, place: Place, context: Context) -> bool:
    """Says to an officer who edits what they replied that it has been sent.

    What was refused before is taken as it is now, while the question is open.
    """
    number = await handoff_for_officers(message, context)
    if number is None:
        return False
    handoff = await context.services.worker.run(lambda a: a.archive.handoffs.get(number))
    if handoff is not None and handoff.state is HandoffState.OPEN:
        return await take_answer(message, place, context)
    if place.role in STAFF:
        words = await wording_in(place, context)
        gone = Reply(words.html("officer.gone"))
        reply = edited_reply(handoff, words) if handoff else gone
        await reply_in(place, context, reply, answers=message.message_id)
    return True


async def _press_supplement(pressed: Pressed, context: Context) -> None:
    """Sends what the officer wrote to the person who asked; pressed again it sends nothing."""
    place, words, services = pressed.place, pressed.words, context.services
    written = pressed.message.reply_to_message if pressed.message else None
    number, officer = number_in(pressed.press), place.user_id
    text = clean(written.text or "").strip() if written else ""
    if written is None or not text or officer is None:
        await pressed.expired()
        return
    if written.from_user is None or written.from_user.id != officer:
        await pressed.answer(words.plain("handoff.alert.author"), alert=True)
        return
    refusal = fitting(text, words)
    if refusal is not None:
        await pressed.answer()
        await pressed.show(context, refusal)
        return
    desk = desk_of(context)
    handoff = await services.worker.run(lambda a: add_to(a, desk, number, officer, text))
    if handoff is None:
        await pressed.expired()
        return
    await pressed.answer()
    services.outbox_filled.set()
    await show_end(handoff, context)
    sent = sent_reply(handoff, words)
    await pressed.show(context, Reply(words.html("officer.added", number=number), sent.rows))


PRESSES: Final = anywhere(STAFF, {SUPPLEMENT: _press_supplement})
