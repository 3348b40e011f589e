"""Asking the assistant in a chat, and what is shown of its answer there."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from datetime import date
from secrets import token_urlsafe
from typing import Final

from bot.callbacks import ASK, EXACT
from bot.context import Context, Place
from bot.handlers.searching import today_in
from bot.kept import kept_query, note_unanswered
from bot.ports import AssistantPort
from bot.render import (
    HANDED_ON,
    answer_reply,
    example_rows,
    first_other,
    with_correction,
    with_reading,
)
from bot.render_votes import can_be_voted_on, with_votes
from bot.reply import Reply
from bot.sending import typing
from bot.sharing import question_parameter, share_address
from index import holds_vietnamese, in_either_language
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
    """Tells whether a message has no word of either language, or those alone that both have:
    "asdkjh", "ok", "sos".
    """
    if answer.status is Status.EMPTY_QUESTION or in_either_language(answer.question):
        return True
    return answer.language is Language.VIETNAMESE and not holds_vietnamese(answer.question)


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
