"""Questions: asked, edited, put in a group."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import date
from secrets import token_urlsafe
from typing import Any, Final

from telegram import Message, Update
from telegram.ext import BaseHandler, MessageHandler

from bot.addressed import (
    ASK_COMMANDS,
    SEARCH_COMMANDS,
    command_in,
    question_in,
    words_after_command,
)
from bot.callbacks import ASK, EXACT
from bot.commands import EDITED, on_command
from bot.context import Context, Place, place_of, wording_in
from bot.conversation import Turn, speaker_of
from bot.handlers.officers import edited_answer
from bot.handlers.searching import search_result, today_in
from bot.kept import kept_query, note_unanswered
from bot.markup import clean
from bot.ports import AssistantPort
from bot.render import (
    HANDED_ON,
    MOST_SHOWN,
    answer_reply,
    example_rows,
    first_other,
    with_correction,
    with_reading,
)
from bot.render_texts import example_of
from bot.render_votes import can_be_voted_on, with_votes
from bot.reply import Reply
from bot.sending import edit, reply_in, typing
from bot.sharing import question_parameter, share_address
from index import in_either_language
from index.model import Answer, Language, Role, Status

_TYPED_ID_BYTES: Final = 9
"""12 characters: nobody guesses another's."""
_NOT_ASKED: Final = frozenset({Status.TOO_LONG, Status.EMPTY_QUESTION})

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Asked:
    """An answer with what its reply needs."""

    answer: Answer
    query_id: str
    chosen: Language | None
    typed: str | None = None
    """The message, where it was read in the light of the question before it."""


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


async def asked_in(
    place: Place,
    context: Context,
    question: str,
    limit: int,
    *,
    count: bool,
    before: Answer | None = None,
    exact: bool = False,
) -> Asked:
    """Asks the assistant with the rights that hold in this place.

    `count` is off where a person only turns a page of what they asked before. `before` is
    the answer that the question may go on from. `exact` corrects no slips of typing.
    """
    role, chat_id = place.reading, place.chat.id
    services = context.services
    today = today_in(context)

    def ask(assistant: AssistantPort) -> Asked:
        asked = _ask(
            assistant, question, role, chat_id,
            today=today, limit=limit, count=count, before=before, exact=exact,
        )  # fmt: skip
        if count and asked.answer.status in HANDED_ON:
            note_unanswered(assistant, asked.answer, today)
        if asked.chosen is None and _tells_no_language(asked.answer):
            return replace(asked, chosen=before.language if before else place.phone_language)
        return asked

    async with typing(context, place):
        asked = await services.worker.run(ask)
    if asked.answer.status in _NOT_ASKED:
        log.info("a message was not asked: %s", asked.answer.status.value)
    return asked


def _tells_no_language(answer: Answer) -> bool:
    """Tells whether a message has no word, or those alone that both languages have: "ok", "sos"."""
    return answer.status is Status.EMPTY_QUESTION or in_either_language(answer.question)


async def reply_to_asked(asked: Asked, context: Context) -> Reply:
    """Renders what was asked in the language chosen for the chat, else the question's."""
    services = context.services
    language = asked.chosen or asked.answer.language
    words, profile = services.wordings[language], services.department[language]
    reply = answer_reply(asked.answer, words, profile, asked.query_id, today_in(context))
    if can_be_voted_on(asked.answer, asked.query_id):
        parameter = question_parameter(asked.answer.question, asked.query_id)
        shown = words.plain("share.answer", question=asked.answer.question)
        share = share_address(context.bot.username, parameter, shown) if parameter else None
        reply = with_votes(reply, asked.query_id, words, share)
    if asked.typed is not None:
        typed_id = token_urlsafe(_TYPED_ID_BYTES)
        services.typed.put(typed_id, asked.typed)
        read = asked.answer.searched_as or asked.answer.question
        reply = with_reading(reply, read, typed_id, words)
    elif asked.answer.searched_as is not None and not asked.answer.personal:
        typed_id = token_urlsafe(_TYPED_ID_BYTES)
        services.typed.put(typed_id, asked.answer.question)
        reply = with_correction(reply, asked.answer.searched_as, typed_id, words)
    if asked.answer.status is Status.GREETING:
        return Reply(reply.html, example_rows(await services.examples.get(language)))
    return reply


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


def _ask(
    assistant: AssistantPort,
    question: str,
    role: Role,
    chat_id: int,
    *,
    today: date,
    limit: int,
    count: bool,
    before: Answer | None,
    exact: bool,
) -> Asked:
    """Runs in the assistant's thread; the question is kept only when its buttons need it."""
    complete = assistant.read_in_light(before, question) if before else None
    answer = assistant.ask(
        complete or question, role=role, today=today, limit=limit, count=count, exact=exact
    )
    needs_id = first_other(answer) is not None or answer.status in HANDED_ON
    kind = EXACT if exact else ASK
    query_id = kept_query(assistant, kind, complete or question) if needs_id else ""
    typed = question if complete else None
    return Asked(answer, query_id, assistant.archive.chats.language(chat_id), typed)
