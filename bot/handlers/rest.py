"""What no command is for: unknown commands, questions, and what cannot be read."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

from telegram import Message, Update
from telegram.ext import BaseHandler, MessageHandler, filters

from bot.addressed import ASK_COMMANDS, captioned_command, command_in, question_in
from bot.commands import NEW, WRITTEN, Callback
from bot.context import Context, Place, place_of, wording_in
from bot.handlers import (
    about,
    adding,
    basics,
    curating,
    followed,
    following,
    handing_on,
    language,
    linked,
    officers,
    prompted,
    questions,
    searching,
    topics,
    unanswered,
)
from bot.render_texts import example_of
from bot.reply import Reply
from bot.sending import reply_in
from bot.spoken import command_meant

Taker = Callable[[Message, Place, Context], Awaitable[bool]]
"""Looks at a new message that is no command; True when it was meant for its feature, which
then has done all."""

TAKERS: Final[tuple[Taker, ...]] = (
    adding.take_captioned,
    prompted.take_prompted,
    linked.take_question,
    following.take_phrase,
    officers.take_answer,
    curating.take_rewording,
    unanswered.take_written_answer,
    handing_on.take_question,
    adding.offer_to_take,
)
"""Who looks at a message before it is read as a question: replies to messages that stand for
something, sent documents. The first that takes it is the last that sees it."""


LEAVE: Final = "huy"
"""The command that leaves what was begun."""
SPOKEN: Final[Mapping[str, Callback]] = {
    "moi": searching.on_latest,
    "chude": topics.on_topics,
    "dangtheodoi": followed.on_list,
    "dungnhan": followed.on_stop_all,
    "ngonngu": language.on_language,
    "huy": prompted.on_leave,
    "trogiup": basics.on_help,
    "riengtu": about.on_privacy,
    "quentoi": about.on_forget,
}
"""Commands that are typed in words, too; see `bot.spoken`."""

log = logging.getLogger(__name__)


def handlers() -> list[BaseHandler[Any, Context, Any]]:
    """Returns the handlers that must come after all others."""
    unreadable = filters.ChatType.PRIVATE & ~filters.StatusUpdate.ALL
    return [
        MessageHandler(NEW & filters.COMMAND, on_unknown_command),
        MessageHandler(NEW & (WRITTEN | filters.ATTACHMENT | unreadable), on_message),
    ]


async def on_unknown_command(update: Update, context: Context) -> None:
    """Says that there is no such command; leaves other bots' commands in groups alone."""
    message, place = update.effective_message, await place_of(update, context)
    if message is None or place is None:
        return
    named = "@" in (message.text or message.caption or "").split(maxsplit=1)[0]
    if not place.private and not (named and command_in(message)):
        return
    log.info("an unknown command was not carried out")
    words = await wording_in(place, context)
    await reply_in(place, context, Reply(words.html("usage.unknown_command")))


async def on_message(update: Update, context: Context) -> None:
    """Gives a message to the feature that it is meant for, or answers it as a question."""
    message, place = update.effective_message, await place_of(update, context)
    if message is None or place is None:
        return
    if message.via_bot is not None and message.via_bot.id == context.bot.id:
        return  # a card of ours, chosen in inline mode: nobody wrote it
    spoken = command_meant(question_in(message) or "")
    # Before all others: to a question of the bot "hủy" is no answer, but the wish to leave it.
    if spoken == LEAVE:
        await SPOKEN[LEAVE](update, context)
        return
    for taker in TAKERS:
        if await taker(message, place, context):
            return
    if spoken is not None:
        await SPOKEN[spoken](update, context)
    elif place.private and captioned_command(message) not in (None, *ASK_COMMANDS):
        await _say_captioned(place, context)
    elif message.text or message.caption:
        await questions.answer_message(message, place, context)
    elif place.private:
        await _say_unreadable(place, context)


async def _say_captioned(place: Place, context: Context) -> None:
    """Says that a command below a picture or file is not carried out; it is no question."""
    log.info("a command below a picture or file was not carried out")
    words = await wording_in(place, context)
    await reply_in(place, context, Reply(words.html("usage.captioned_command")))


async def _say_unreadable(place: Place, context: Context) -> None:
    """Says what to do instead of a sticker, a voice note, a picture, a place."""
    log.info("a message without words could not be read")
    words = await wording_in(place, context)
    example = example_of(context.services.department[words.language], words)
    await reply_in(place, context, Reply(words.html("usage.text_only", example=example)))
