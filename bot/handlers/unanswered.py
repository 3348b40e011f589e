"""What was asked and found no answer: `/chuatraloi` = `/unanswered`, and what to do about it."""

from __future__ import annotations

from typing import Any, Final

from telegram import Message, Update
from telegram.ext import BaseHandler

from bot.callbacks import Press
from bot.commands import on_command
from bot.context import Context, Place, place_of, wording_in
from bot.curating import draft
from bot.handlers.curating import refused
from bot.markup import clean
from bot.ports import AssistantPort
from bot.pressed import Pressed
from bot.prompts import prompted
from bot.render_curated import preview
from bot.render_unanswered import (
    ARTICLE,
    DISMISS,
    LIST,
    ONE,
    PAGE,
    TERM,
    WRITE,
    group_card,
    request_answer,
    unanswered_page,
)
from bot.reply import Reply
from bot.rights import ADMINS, allowed, only
from bot.sending import reply_in
from bot.wording import Wording
from bot.wording_keys import TextKey
from index import Group, grouped
from index.errors import LimitError

_MOST_ASKED: Final = 1_000
_ADVICE: Final[dict[str, TextKey]] = {
    ONE: "unanswered.what",
    TERM: "unanswered.term",
    ARTICLE: "unanswered.article",
}


def handlers() -> list[BaseHandler[Any, Context, Any]]:
    """Returns the handler of the command."""
    return [on_command(on_unanswered, "chuatraloi", "unanswered")]


async def on_unanswered(update: Update, context: Context) -> None:
    """Lists the questions that found no answer, like ones together, the most asked first."""
    place = await place_of(update, context)
    if place is None or not await allowed(place, context, ADMINS):
        return
    words = await wording_in(place, context)
    await reply_in(place, context, await _page(0, context, words))


async def take_written_answer(message: Message, place: Place, context: Context) -> bool:
    """Takes the answer that an admin was asked to write, and shows what would be kept."""
    press = prompted(message, context, (WRITE,)) if place.private else None
    text = clean(message.text or "").strip()
    if press is None or not text:
        return False
    context.services.awaited.forget(place.chat.id)
    if not await allowed(place, context, ADMINS):
        return True
    words, author = await wording_in(place, context), place.user_id or 0
    group = await _group(press.query_id, context)
    if group is None:
        await reply_in(place, context, Reply(words.html("unanswered.gone")))
        return True
    question = group.leader.text
    now, zone = context.services.clock.now(), context.services.settings.time_zone
    try:
        kept = await context.services.worker.run(
            lambda a: draft(a, question, text, author, now, zone)
        )
    except LimitError as fault:
        await reply_in(place, context, refused(fault, words))
        return True
    await reply_in(place, context, preview(kept, words))
    return True


async def _press_list(pressed: Pressed, context: Context) -> None:
    await pressed.answer()
    offset = pressed.press.offset - pressed.press.offset % PAGE
    await pressed.show(context, await _page(offset, context, pressed.words))


async def _press_one(pressed: Pressed, context: Context) -> None:
    """Shows a group with what can be done, or how one of these is done."""
    group = await _pressed_group(pressed, context)
    if group is None:
        return
    await pressed.answer()
    advice = _ADVICE[pressed.press.kind]
    await pressed.show(context, group_card(group, pressed.press.offset, pressed.words, advice))


async def _press_write(pressed: Pressed, context: Context) -> None:
    """Asks for the answer; pressed below that request, shows the group again."""
    group = await _pressed_group(pressed, context)
    if group is None:
        return
    await pressed.answer()
    words, offset = pressed.words, pressed.press.offset
    awaited, chat_id = context.services.awaited, pressed.place.chat.id
    if _is_request(pressed):
        awaited.forget(chat_id)
        await pressed.show(context, group_card(group, offset, words, "unanswered.what"))
    else:
        await pressed.show(context, request_answer(group, offset, words))
        awaited.ask(chat_id, Press(WRITE, group.leader.key, offset))


def _is_request(pressed: Pressed) -> bool:
    keys = pressed.message.reply_markup if pressed.message else None
    return keys is not None and sum(len(row) for row in keys.inline_keyboard) == 1


async def _press_dismiss(pressed: Pressed, context: Context) -> None:
    group = await _pressed_group(pressed, context)
    if group is None:
        return
    await pressed.answer(pressed.words.plain("unanswered.dismissed"))
    keys, actor = [one.key for one in group.questions], f"telegram:{pressed.place.user_id}"

    def dismiss(assistant: AssistantPort) -> None:
        with assistant.archive.together():
            for key in keys:
                assistant.archive.asked.done(key)
            # The record is kept for good, people's questions for 90 days: their words stay out.
            assistant.archive.record_action(actor, "unanswered dismiss", f"{group.times} ×")

    await context.services.worker.run(dismiss)
    offset = pressed.press.offset - pressed.press.offset % PAGE
    await pressed.show(context, await _page(offset, context, pressed.words))


PRESSES: Final = only(
    ADMINS,
    {
        LIST: _press_list,
        ONE: _press_one,
        TERM: _press_one,
        ARTICLE: _press_one,
        WRITE: _press_write,
        DISMISS: _press_dismiss,
    },
)


async def _page(offset: int, context: Context, words: Wording) -> Reply:
    groups, left_out = await _groups(context)
    last = max(0, (len(groups) - 1) // PAGE * PAGE)
    return unanswered_page(groups, min(offset, last), words, left_out=left_out)


async def _groups(context: Context) -> tuple[list[Group], int]:
    """Returns the groups, and how many questions are left out for they hold no known word."""

    def read(assistant: AssistantPort) -> tuple[list[Group], int]:
        questions = assistant.archive.asked.unanswered(_MOST_ASKED)[1]
        strange = assistant.without_known_words([question.text for question in questions])
        sensible = [question for question in questions if question.text not in strange]
        return grouped(sensible), len(questions) - len(sensible)

    return await context.services.worker.run(read)


async def _group(key: str, context: Context) -> Group | None:
    groups, _ = await _groups(context)
    return next((g for g in groups if any(one.key == key for one in g.questions)), None)


async def _pressed_group(pressed: Pressed, context: Context) -> Group | None:
    group = await _group(pressed.press.query_id, context)
    if group is None:
        await pressed.answer(pressed.words.plain("unanswered.gone"), alert=True)
    return group
