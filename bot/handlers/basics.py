"""Welcome and help."""

from __future__ import annotations

from typing import Any

from telegram import Update
from telegram.ext import BaseHandler

from bot.commands import on_command
from bot.context import Context, place_of, wording_in
from bot.handlers.linked import answer_started, open_article
from bot.render import MAX_QUESTION_CHARS, example_rows
from bot.render_texts import help_text, welcome
from bot.sending import reply_in
from bot.starts import question_of
from index.service import ChatKind


def handlers() -> list[BaseHandler[Any, Context, Any]]:
    """Returns the handlers of these commands."""
    return [
        on_command(on_start, "start"),
        on_command(on_help, "help", "trogiup"),
    ]


async def on_start(update: Update, context: Context) -> None:
    """Greets, says which department runs the bot, and offers examples that are answered.

    A link with a question has it answered instead, one to an article shows that. From then on
    the chat can be reached with announcements.
    """
    place = await place_of(update, context)
    if place is None:
        return
    services, chat_id = context.services, place.chat.id
    services.talks.forget(chat_id, place.user_id)
    if place.private:
        now = context.services.clock.now()
        await services.worker.run(lambda a: a.archive.people.met(chat_id, ChatKind.PRIVATE, now))
    message, parameter = update.effective_message, " ".join(context.args or [])
    if message is not None and place.private and parameter:
        question = await services.worker.run(lambda a: question_of(a, parameter))
        if question is not None:
            await answer_started(message, place, context, question)
            return
        if await open_article(place, context, parameter):
            return
    words = await wording_in(place, context)
    examples = await services.examples.get(words.language)
    profile = services.department[words.language]
    rows = example_rows(examples)
    await reply_in(place, context, welcome(profile, words, rows, context.bot.username))


async def on_help(update: Update, context: Context) -> None:
    """Explains what the person can do here."""
    place = await place_of(update, context)
    if place is None:
        return
    words = await wording_in(place, context)
    profile = context.services.department[words.language]
    role = place.role if place.private else place.reading
    reply = help_text(profile, words, role, MAX_QUESTION_CHARS)
    await reply_in(place, context, reply)
