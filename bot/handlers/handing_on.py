"""Asking an officer: what is passed on, the person's yes, and asking on after the reply."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any, Final

from telegram import Message, Update
from telegram.ext import BaseHandler

from bot.addressed import words_after_command
from bot.callbacks import ASK, EXACT, NO_QUERY, Press
from bot.commands import on_command
from bot.context import Context, Place, place_of, wording_in
from bot.handing_on import Asker, Desk, pass_on, tell_undelivered
from bot.handlers.searching import today_in
from bot.markup import clean
from bot.pressed import Pressed, PressFunction
from bot.prompts import prompted
from bot.render_handoff import (
    ASK_OFFICER,
    KEEP_BACK,
    MORE,
    SEND,
    TYPE,
    confirmation,
    passed,
    request,
)
from bot.reply import Reply
from bot.sending import reply_in
from bot.standing import handoff_of_asker, number_in
from bot.wording import Wording
from index import LONGEST_HANDOFF, MOST_OPEN_A_PERSON, hide_personal
from index.errors import LimitError
from index.model import Status

WRITTEN: Final = "officer"
"""The kind of a saved query that was written for officers: JSON of the question and the number
that it goes on from."""
_TOLD_WITHIN: Final = timedelta(days=7)
_COURTESIES: Final = frozenset(
    {Status.THANKS, Status.FAREWELL, Status.ACKNOWLEDGEMENT, Status.GREETING}
)


def handlers() -> list[BaseHandler[Any, Context, Any]]:
    """Returns the handler of the command."""
    return [on_command(on_officer, "canbo", "officer")]


async def on_officer(update: Update, context: Context) -> None:
    """`/canbo question`: asks whether it may be passed on; alone, asks for the question."""
    message, place = update.effective_message, await place_of(update, context)
    if message is None or place is None:
        return
    question = words_after_command(message)
    if question:
        await _ask_whether(place, context, question, message.message_id, None)
        return
    await _request(place, context, None, message.message_id)


async def take_question(message: Message, place: Place, context: Context) -> bool:
    """Takes a question that was asked for, or a reply to an officer's answer.

    Asked for in a private chat it is the next message, as in `bot.prompts`.
    """
    press = prompted(message, context, (TYPE,))
    after = number_in(press) if press is not None else await handoff_of_asker(message, context)
    text = message.text or message.caption
    if after is None or not text or text.startswith("/"):
        return False
    if press is None and await _is_courtesy(text, place, context):
        return False
    context.services.awaited.forget(place.chat.id)
    await _ask_whether(place, context, text, message.message_id, after or None)
    return True


async def _is_courtesy(text: str, place: Place, context: Context) -> bool:
    """Tells whether a reply to an officer only thanks them or takes leave."""
    role, today = place.reading, today_in(context)
    asked = context.services.worker.run(lambda a: a.ask(text, role=role, today=today, limit=1))
    answer = await asked
    return answer.status in _COURTESIES


async def _ask_whether(
    place: Place, context: Context, question: str, message_id: int, after: int | None
) -> None:
    """Shows what would be passed on, with the buttons to do it or not."""
    words = await wording_in(place, context)
    profile = context.services.department[words.language]
    question = clean(question).strip()
    if hide_personal(question).masked:
        reply = Reply(words.html("handoff.personal"))
    elif not any(char.isalnum() for char in question):
        await _request(place, context, after, message_id)
        return
    elif len(question) > LONGEST_HANDOFF:
        length, limit = words.number(len(question)), words.number(LONGEST_HANDOFF)
        reply = Reply(words.html("handoff.too_long", n=length, limit=limit))
    else:
        kept = json.dumps([question, after], ensure_ascii=False)
        query_id = await context.services.worker.run(
            lambda a: a.archive.chats.save_query(WRITTEN, kept)
        )
        reply = confirmation(question, query_id, after, words, profile, private=place.private)
    await _answer(place, context, reply, message_id)


async def _request(
    place: Place, context: Context, after: int | None, message_id: int | None
) -> None:
    """Asks for the question."""
    await _answer(place, context, request(after, await wording_in(place, context)), message_id)
    if place.private:
        context.services.awaited.ask(place.chat.id, Press(TYPE, str(after or 0)))


async def _answer(place: Place, context: Context, reply: Reply, message_id: int | None) -> None:
    await reply_in(place, context, reply, answers=None if place.private else message_id)


async def _press_ask(pressed: Pressed, context: Context) -> None:
    """Asks whether a question that found no answer may be passed on."""
    if await _is_others(pressed):
        return
    place, words = pressed.place, pressed.words
    await pressed.answer()
    found = await _saved(pressed, context)
    if found is None:
        await _request(place, context, None, _asked_message(pressed))
        return
    question, after = found
    profile = context.services.department[words.language]
    reply = confirmation(
        question, pressed.press.query_id, after, words, profile, private=place.private
    )
    await _answer(place, context, reply, _asked_message(pressed))


async def _press_send(pressed: Pressed, context: Context) -> None:
    """Passes a question on, in the place of the question whether to."""
    if await _is_others(pressed):
        return
    found, place = await _saved(pressed, context), pressed.place
    if found is None or place.user_id is None:
        await pressed.expired()
        return
    question, after = found
    services, words = context.services, pressed.words
    profile = services.department[words.language]
    asked = None if place.private else _asked_message(pressed)
    asker = Asker(place.chat.id, place.thread_id, place.user_id, asked)
    desk = desk_of(context)
    await pressed.answer()
    try:
        handoff, new = await services.worker.run(
            lambda a: pass_on(a, desk, asker, question, words.language, after)
        )
    except LimitError as fault:
        await pressed.show(context, _refused(fault, words, context))
        return
    services.outbox_filled.set()
    await pressed.show(context, passed(handoff, words, profile, new=new))


async def _press_keep_back(pressed: Pressed, context: Context) -> None:
    """Passes nothing on; what was written for officers alone is not kept."""
    if await _is_others(pressed):
        return
    services, query_id = context.services, pressed.press.query_id
    services.awaited.forget(pressed.place.chat.id)
    await services.worker.run(lambda a: a.archive.chats.drop_query(WRITTEN, query_id))
    await pressed.answer()
    await pressed.show(context, Reply(pressed.words.html("handoff.cancelled")))


async def _press_more(pressed: Pressed, context: Context) -> None:
    """Asks what else the person wants to know of the officer."""
    number = number_in(pressed.press)
    handoff = await context.services.worker.run(lambda a: a.archive.handoffs.get(number))
    if handoff is None or handoff.chat_id != pressed.place.chat.id:
        await pressed.expired()
        return
    await pressed.answer()
    await _request(pressed.place, context, number, pressed.message_id)


PRESSES: Final[dict[str, PressFunction]] = {
    ASK_OFFICER: _press_ask,
    SEND: _press_send,
    KEEP_BACK: _press_keep_back,
    TYPE: _press_keep_back,
    MORE: _press_more,
}


async def tell_of_undelivered(context: Context) -> None:
    """Tells officers of replies that did not reach who asked: a job."""
    desk = desk_of(context)
    since = desk.now - _TOLD_WITHIN
    if await context.services.worker.run(lambda a: tell_undelivered(a, desk, since)):
        context.services.outbox_filled.set()


def desk_of(context: Context) -> Desk:
    """Returns what is needed to write about a question for officers."""
    services = context.services
    zone = services.settings.time_zone
    return Desk(services.clock.now(), zone, services.wordings, services.department)


async def _saved(pressed: Pressed, context: Context) -> tuple[str, int | None] | None:
    """Returns the question of a button, and the number that it goes on from."""
    query_id = pressed.press.query_id
    if query_id == NO_QUERY:
        return None
    found = await context.services.worker.run(lambda a: a.archive.chats.saved_query(query_id))
    if found is None:
        return None
    kind, text = found
    if kind == WRITTEN:
        question, after = json.loads(text)
        return str(question), int(after) if after is not None else None
    return (text, None) if kind in (ASK, EXACT) else None


def _asked_message(pressed: Pressed) -> int | None:
    """Returns the id of the message that the bot's message answers."""
    replied = pressed.message.reply_to_message if pressed.message else None
    return replied.message_id if replied else None


async def _is_others(pressed: Pressed) -> bool:
    """Tells somebody in a group that the button is for who asked; True when it is not theirs."""
    replied = pressed.message.reply_to_message if pressed.message else None
    author = replied.from_user if replied else None
    if pressed.place.private or author is None or author.is_bot:
        return False
    if author.id == pressed.place.user_id:
        return False
    await pressed.answer(pressed.words.plain("handoff.alert.others"), alert=True)
    return True


def _refused(fault: LimitError, words: Wording, context: Context) -> Reply:
    profile = context.services.department[words.language]
    contact = {"hotline": profile.hotline, "hours": profile.hours}
    if fault.limit == MOST_OPEN_A_PERSON:
        return Reply(words.html("handoff.too_many", limit=fault.limit, **contact))
    return Reply(words.html("handoff.full", **contact))
