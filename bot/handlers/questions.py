"""Questions: asked, edited, put in a group."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import Message, Update

from bot.addressed import (
    ASK_COMMANDS,
    SEARCH_COMMANDS,
    command_in,
    question_in,
    words_after_command,
)
from bot.callbacks import ASK
from bot.context import Context, Place, place_of, wording_in
from bot.handlers.searching import search_result
from bot.kept import kept_query
from bot.markup import clean
from bot.ports import AssistantPort
from bot.render import MOST_SHOWN, answer_reply, example_rows, first_other
from bot.render_texts import example_of
from bot.reply import Reply
from bot.sending import edit, send, typing
from index.model import Answer, Language, Role, Status


@dataclass(frozen=True, slots=True)
class Asked:
    """An answer with what its reply needs."""

    answer: Answer
    query_id: str
    chosen: Language | None


async def on_question(update: Update, context: Context) -> None:
    """Answers a message that puts a question to the bot; leaves other group talk alone."""
    message, place = update.effective_message, place_of(update, context)
    if message is None or place is None:
        return
    question = question_in(message)
    if question is not None:
        await _respond(message, place, context, await _answered(place, context, question))


async def on_ask_command(update: Update, context: Context) -> None:
    """`/hoi question` or `/ask question`; alone under a message, it asks that message."""
    message, place = update.effective_message, place_of(update, context)
    if message is None or place is None:
        return
    reply = await _ask_command_reply(place, context, words_after_command(message))
    await _respond(message, place, context, reply)


async def on_edited(update: Update, context: Context) -> None:
    """Answers an edited question or search again, in the place of its former reply."""
    message, place = update.effective_message, place_of(update, context)
    if message is None or place is None:
        return
    reply = await _edited_reply(message, place, context)
    if reply is None:
        return
    former = context.services.replies.get((place.chat.id, message.message_id))
    if former is None or not await edit(context, place.chat.id, former, reply):
        await _respond(message, place, context, reply)


async def asked_in(
    place: Place, context: Context, question: str, limit: int, *, count: bool
) -> Asked:
    """Asks the assistant with the rights that hold in this place.

    `count` is off where a person only turns a page of what they asked before.
    """
    role, chat_id = place.reading, place.chat.id
    async with typing(context, chat_id):
        return await context.services.worker.run(
            lambda assistant: _ask(assistant, question, role, chat_id, limit=limit, count=count)
        )


async def reply_to_asked(asked: Asked, context: Context) -> Reply:
    """Renders what was asked in the language chosen for the chat, else the question's."""
    services = context.services
    language = asked.chosen or asked.answer.language
    words, profile = services.wordings[language], services.department[language]
    reply = answer_reply(asked.answer, words, profile, asked.query_id)
    if asked.answer.status is Status.GREETING:
        return Reply(reply.html, example_rows(await services.examples.get(language)))
    return reply


async def _answered(place: Place, context: Context, question: str) -> Reply:
    asked = await asked_in(place, context, clean(question), MOST_SHOWN, count=True)
    return await reply_to_asked(asked, context)


async def _ask_command_reply(place: Place, context: Context, question: str) -> Reply:
    if question:
        return await _answered(place, context, question)
    words = await wording_in(place, context)
    profile = context.services.department[words.language]
    return Reply(words.html("usage.ask", example=example_of(profile, words)))


async def _edited_reply(message: Message, place: Place, context: Context) -> Reply | None:
    """Returns the reply to an edited message, None when it is not meant for the bot."""
    if not (message.text or "").startswith("/"):
        question = question_in(message)
        return None if question is None else await _answered(place, context, question)
    command = command_in(message)
    if command is None:
        return None
    if command[0] in ASK_COMMANDS:
        return await _ask_command_reply(place, context, words_after_command(message))
    if command[0] in SEARCH_COMMANDS:
        return await search_result(place, context, words_after_command(message))
    if not place.private:
        return None
    return Reply((await wording_in(place, context)).html("usage.edited_command"))


async def _respond(message: Message, place: Place, context: Context, reply: Reply) -> None:
    answers = None if place.private else message.message_id
    _, sent = await send(context, place.chat.id, reply, answers=answers)
    context.services.replies.put((place.chat.id, message.message_id), sent)


def _ask(
    assistant: AssistantPort,
    question: str,
    role: Role,
    chat_id: int,
    *,
    limit: int,
    count: bool,
) -> Asked:
    """Runs in the assistant's thread; the question is kept only when its buttons need it."""
    answer = assistant.ask(question, role=role, limit=limit, count=count)
    needs_id = first_other(answer) is not None
    query_id = kept_query(assistant, ASK, question) if needs_id else ""
    return Asked(answer, query_id, assistant.chats.language(chat_id))
