"""Questions: asked, edited, put in a group."""

from __future__ import annotations

from typing import Any

from telegram import Message, Update
from telegram.ext import BaseHandler, MessageHandler

from bot.addressed import (
    ASK_COMMANDS,
    SEARCH_COMMANDS,
    command_in,
    question_in,
    words_after_command,
)
from bot.commands import EDITED, on_command
from bot.context import Context, Place, place_of, wording_in
from bot.conversation import Turn, speaker_of
from bot.handlers.asking import asked_in, reply_to_asked
from bot.handlers.searching import search_result
from bot.handlers.supplements import edited_answer
from bot.markup import clean
from bot.render import MOST_SHOWN
from bot.render_texts import example_of
from bot.reply import Reply
from bot.sending import edit, reply_in
from index.model import Answer


def handlers() -> list[BaseHandler[Any, Context, Any]]:
    """Returns the handlers of the command and of edited messages."""
    return [
        on_command(on_ask_command, "hoi", "ask"),
        MessageHandler(EDITED, on_edited),
    ]


async def answer_message(message: Message, place: Place, context: Context) -> None:
    """Answers a message that puts a question to the bot; leaves other group talk alone."""
    question = question_in(message)
    if question is not None:
        reply = await answered(message, place, context, question)
        await respond(message, place, context, reply)


async def on_ask_command(update: Update, context: Context) -> None:
    """`/hoi question` or `/ask question`; alone under a message, it asks that message."""
    message, place = update.effective_message, await place_of(update, context)
    if message is None or place is None:
        return
    reply = await _ask_command_reply(message, place, context)
    await respond(message, place, context, reply)


async def on_edited(update: Update, context: Context) -> None:
    """Answers an edited question or search again, in the place of its former reply."""
    message, place = update.effective_message, await place_of(update, context)
    if message is None or place is None or await edited_answer(message, place, context):
        return
    reply = await _edited_reply(message, place, context)
    if reply is None:
        return
    former = context.services.replies.get((place.chat.id, message.message_id))
    if former is None or not await edit(context, place.chat.id, former, reply):
        await respond(message, place, context, reply)


async def answered(
    message: Message, place: Place, context: Context, question: str, *, edited: bool = False
) -> Reply:
    """Answers a question, in the light of what its author asked before it."""
    talks = context.services.talks
    speaker = speaker_of(message, place.chat.id, place.user_id)
    turn = talks.last(speaker)
    again = turn is not None and turn.message_id == message.message_id
    before = _before(turn, message, place, context, edited=edited)
    asked = await asked_in(place, context, clean(question), MOST_SHOWN, count=True, before=before)
    if again or not edited:  # an older message that is edited is not what was said last
        talks.heard(speaker, asked.answer, message.message_id, before)
    return await reply_to_asked(asked, context)


def _before(
    turn: Turn | None, message: Message, place: Place, context: Context, *, edited: bool
) -> Answer | None:
    """Returns the answer that a message may go on from.

    One that replies to another message than the last answer goes on from none.
    """
    if turn is None:
        return None
    if edited:
        return turn.before if turn.message_id == message.message_id else None
    replied = message.reply_to_message
    if replied is None or replied.forum_topic_created is not None:
        return turn.answer
    if replied.from_user is None or replied.from_user.id != message.get_bot().id:
        return None
    if turn.message_id is None:
        return turn.answer
    reply = context.services.replies.get((place.chat.id, turn.message_id))
    return turn.answer if reply in (None, replied.message_id) else None


async def _ask_command_reply(
    message: Message, place: Place, context: Context, *, edited: bool = False
) -> Reply:
    question = words_after_command(message)
    if question:
        return await answered(message, place, context, question, edited=edited)
    words = await wording_in(place, context)
    profile = context.services.department[words.language]
    return Reply(words.html("usage.ask", example=example_of(profile, words)))


async def _edited_reply(message: Message, place: Place, context: Context) -> Reply | None:
    """Returns the reply to an edited message, None when it is not meant for the bot."""
    if not (message.text or "").startswith("/"):
        question = question_in(message)
        if question is None:
            return None
        return await answered(message, place, context, question, edited=True)
    command = command_in(message)
    if command is None:
        return None
    if command[0] in ASK_COMMANDS:
        return await _ask_command_reply(message, place, context, edited=True)
    if command[0] in SEARCH_COMMANDS:
        return await search_result(place, context, words_after_command(message))
    if not place.private:
        return None
    return Reply((await wording_in(place, context)).html("usage.edited_command"))


async def respond(message: Message, place: Place, context: Context, reply: Reply) -> None:
    """Sends the reply to a message, and remembers it for when the message is edited."""
    answers = None if place.private else message.message_id
    _, sent = await reply_in(place, context, reply, answers=answers)
    context.services.replies.put((place.chat.id, message.message_id), sent)
