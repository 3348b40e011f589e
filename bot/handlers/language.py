"""The language of a chat: `/ngonngu` = `/language`."""

from __future__ import annotations

from typing import Any, Final

from telegram import Update
from telegram.ext import BaseHandler

from bot.callbacks import LANGUAGE
from bot.commands import on_command
from bot.context import Context, place_of, wording_in
from bot.pressed import Pressed, PressFunction
from bot.render_texts import language_choice
from bot.reply import Reply
from bot.sending import reply_in
from index.model import Language


def handlers() -> list[BaseHandler[Any, Context, Any]]:
    """Returns the handler of the command."""
    return [on_command(on_language, "ngonngu", "language")]


async def on_language(update: Update, context: Context) -> None:
    """Offers the two languages."""
    place = await place_of(update, context)
    if place is None:
        return
    await reply_in(place, context, language_choice(await wording_in(place, context)))


async def _choose(pressed: Pressed, context: Context) -> None:
    try:
        language = Language(pressed.press.query_id)
    except ValueError:
        await pressed.expired()
        return
    chat_id = pressed.place.chat.id
    await context.services.worker.run(lambda a: a.archive.chats.set_language(chat_id, language))
    chosen = context.services.wordings[language]
    await pressed.answer(chosen.plain("alert.language_chosen"))
    await reply_in(pressed.place, context, Reply(chosen.html("language.chosen")))


PRESSES: Final[dict[str, PressFunction]] = {LANGUAGE: _choose}
