"""What a chat wants to follow, and when to be told: `/theodoi` = `/follow`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from telegram import Message, Update
from telegram.constants import ChatID
from telegram.ext import BaseHandler

from bot.addressed import words_after_command
from bot.callbacks import Press
from bot.commands import on_command
from bot.context import Context, Place, place_of, wording_in
from bot.following import ask_about, ask_what, ask_when, keep_choice, kept_choice, names
from bot.handlers.searching import today_in
from bot.markup import clean, one_line
from bot.ports import AssistantPort
from bot.pressed import Pressed, PressFunction
from bot.prompts import prompted
from bot.render_following import (
    ASK,
    AT_ONCE,
    CANCEL,
    CATEGORIES,
    CATEGORY,
    CHOICE,
    DAILY,
    FROM_TOPIC,
    HOUR,
    HOURS,
    SOURCE,
    SOURCES,
    followed,
    hours,
    names_page,
)
from bot.reply import Reply
from bot.sending import reply_in, typing
from index import MOST_NOTICES_A_DAY, Choice
from index.errors import LimitError
from index.service import FollowKind

_AROUND: Final = " \t\"'“”‘’«»<>.,;:!"
"""What people put around a phrase that is no part of it."""


def handlers() -> list[BaseHandler[Any, Context, Any]]:
    """Returns the handler of the command."""
    return [on_command(on_follow, "theodoi", "follow")]


async def on_follow(update: Update, context: Context) -> None:
    """`/theodoi phrase`: asks when to be told of it; alone, asks what to follow."""
    message, place = update.effective_message, await place_of(update, context)
    if message is None or place is None:
        return
    typed = words_after_command(message)
    if typed:
        await _take(typed, message, place, context)
        return
    words = await wording_in(place, context)
    reply = await context.services.worker.run(
        lambda a: ask_what(a, place.reading, words, private=place.private)
    )
    await _reply(message, place, context, reply)
    if place.private:
        context.services.awaited.ask(place.chat.id, Press(ASK))


async def take_phrase(message: Message, place: Place, context: Context) -> bool:
    """Takes the phrase that somebody was asked for; False for a message that is none.

    What ends with a question mark, and was not sent as a reply, is a question.
    """
    text = message.text or message.caption
    if not text or prompted(message, context, (ASK,)) is None:
        return False
    context.services.awaited.forget(place.chat.id)
    if message.reply_to_message is None and text.rstrip().endswith("?"):
        return False
    await _take(text, message, place, context)
    return True


async def _take(typed: str, message: Message, place: Place, context: Context) -> None:
    words, today = await wording_in(place, context), today_in(context)
    phrase = one_line(clean(typed)).strip(_AROUND)
    async with typing(context, place):
        reply = await context.services.worker.run(
            lambda a: ask_about(a, phrase, place.reading, words, today)
        )
    await _reply(message, place, context, reply)


async def _reply(message: Message, place: Place, context: Context, reply: Reply) -> None:
    answers = None if place.private else message.message_id
    await reply_in(place, context, reply, answers=answers)


async def _press_names(pressed: Pressed, context: Context) -> None:
    """Shows a page of the categories or sources."""
    press, role = pressed.press, pressed.place.reading
    kind = FollowKind.SOURCE if press.kind == SOURCES else FollowKind.CATEGORY
    topics = await context.services.worker.run(lambda a: names(a, kind, role))
    await _show(pressed, context, names_page(topics, press, pressed.words))


async def _press_name(pressed: Pressed, context: Context) -> None:
    """Chooses a category or source and asks when to be told; below its articles, anew."""
    press, place, words, today = pressed.press, pressed.place, pressed.words, today_in(context)
    kind = FollowKind.SOURCE if press.kind == SOURCE else FollowKind.CATEGORY

    def chosen(assistant: AssistantPort) -> Reply | None:
        topics = names(assistant, kind, place.reading)
        name = next((topic.name for topic in topics if topic.id == press.query_id), None)
        if name is None:  # forged, gone, or not for this person to know
            return None
        choice = Choice(kind, name)
        kept_id = keep_choice(assistant, choice)
        return ask_when(assistant, choice, kept_id, place.reading, words, today)

    reply = await context.services.worker.run(chosen)
    if reply is not None and press.kind == FROM_TOPIC:
        await pressed.answer()
        await reply_in(place, context, reply)
    else:
        await _show(pressed, context, reply)


async def _press_choice(pressed: Pressed, context: Context) -> None:
    """Chooses one of several readings and asks when to be told."""
    kept_id, role, words = pressed.press.query_id, pressed.place.reading, pressed.words
    today = today_in(context)

    def look(assistant: AssistantPort) -> Reply | None:
        choice = kept_choice(assistant, kept_id)
        if choice is None:
            return None
        return ask_when(assistant, choice, kept_id, role, words, today)

    await _show(pressed, context, await context.services.worker.run(look))


async def _press_daily(pressed: Pressed, context: Context) -> None:
    """Asks for the hour of the digest."""
    kept_id = pressed.press.query_id
    choice = await context.services.worker.run(lambda a: kept_choice(a, kept_id))
    reply = hours(choice, kept_id, pressed.words) if choice is not None else None
    await _show(pressed, context, reply)


async def _press_follow(pressed: Pressed, context: Context) -> None:
    """Follows what was chosen, at once or at the hour that the button names."""
    press, place, words, services = pressed.press, pressed.place, pressed.words, context.services
    hour = press.offset if press.kind == HOUR else None
    user_id, now = place.user_id, services.clock.now()
    if user_id is None or (hour is not None and hour >= HOURS):
        await _show(pressed, context, None)
        return

    def follow(assistant: AssistantPort) -> Reply | None:
        choice = kept_choice(assistant, press.query_id)
        if choice is None:
            return None
        try:
            added, new = assistant.archive.follows.add(
                place.chat.id, user_id, choice.kind, choice.value, now,
                thread_id=place.thread_id, exact_marks=choice.exact_marks, hour=hour,
                language=words.language,
            )  # fmt: skip
        except LimitError as fault:
            return Reply(words.html("following.full", limit=fault.limit))
        most = MOST_NOTICES_A_DAY
        return followed(added, words, new=new, private=place.private, most_notices=most)

    await _show(pressed, context, await services.worker.run(follow))


async def _press_cancel(pressed: Pressed, context: Context) -> None:
    await _show(pressed, context, Reply(pressed.words.html("following.left")))


async def _show(pressed: Pressed, context: Context, reply: Reply | None) -> None:
    """Shows what comes next in place; without it, says that the button has expired."""
    if reply is None:
        await pressed.answer(pressed.words.plain("following.alert.expired"), alert=True)
        return
    context.services.awaited.forget(pressed.place.chat.id)
    await pressed.answer()
    await pressed.show(context, reply)


def _of_asker(presses: Mapping[str, PressFunction]) -> dict[str, PressFunction]:
    """Returns the table so that in a group each button works for who was asked alone."""
    return {kind: _checked(press) for kind, press in presses.items()}


def _checked(press: PressFunction) -> PressFunction:
    async def checked(pressed: Pressed, context: Context) -> None:
        if _is_others(pressed, context):
            alert = pressed.words.plain("following.alert.others")
            await pressed.answer(alert, alert=True)
        else:
            await press(pressed, context)

    return checked


def _is_others(pressed: Pressed, context: Context) -> bool:
    """Tells whether somebody else was asked: the author of what the question replies to.

    Who wrote as the group itself cannot be told from its other administrators.
    """
    asked = pressed.message.reply_to_message if pressed.message else None
    if pressed.place.private or asked is None or asked.forum_topic_created is not None:
        return False
    author = asked.from_user.id if asked.from_user else ChatID.ANONYMOUS_ADMIN
    return author not in (pressed.place.user_id, context.bot.id, ChatID.ANONYMOUS_ADMIN)


PRESSES: Final = {
    **_of_asker(
        {
            ASK: _press_cancel,
            CANCEL: _press_cancel,
            CATEGORIES: _press_names,
            SOURCES: _press_names,
            CATEGORY: _press_name,
            SOURCE: _press_name,
            CHOICE: _press_choice,
            DAILY: _press_daily,
            AT_ONCE: _press_follow,
            HOUR: _press_follow,
        }
    ),
    FROM_TOPIC: _press_name,
}
