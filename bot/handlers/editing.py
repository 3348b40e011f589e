"""Changing an article, for admins: `/sua` = `/edit`. What is changed holds over later crawls."""

from __future__ import annotations

from typing import Any, Final

from telegram import Message, Update
from telegram.ext import BaseHandler

from bot.callbacks import Press
from bot.commands import on_command
from bot.context import Context, Place, place_of, wording_in
from bot.handlers.choosing import article_of, found_by_words, meant, turn_page
from bot.kept import keep
from bot.ports import AssistantPort
from bot.pressed import Pressed
from bot.prompts import TakeFunction, leave, prompt
from bot.render_articles import EDIT, EDIT_ASK, EDIT_LIST, choices_reply
from bot.render_editing import (
    ASK_CATEGORY,
    ASK_DAY,
    ASK_READERS,
    ASK_TITLE,
    CATEGORY,
    DAY,
    TITLE,
    article_card,
    category_question,
    readers_question,
)
from bot.render_managing import day
from bot.reply import Reply
from bot.rights import ADMINS, allowed, only
from bot.sending import reply_in
from bot.wording import Wording
from index.model import Role

CATEGORIES: Final = "cats"
"""The kind of a kept `{"url", "categories"}`: those that were offered for an article."""
CATEGORIES_SHOWN: Final = 8


def handlers() -> list[BaseHandler[Any, Context, Any]]:
    """Returns the handler of the command."""
    return [on_command(on_edit, "sua", "edit")]


async def on_edit(update: Update, context: Context) -> None:
    """Shows what can be changed of the article that is meant, or lists those that may be."""
    message, place = update.effective_message, await place_of(update, context)
    if message is None or place is None or not await allowed(place, context, ADMINS):
        return
    await _begin(message, place, context)


async def take_words(message: Message, press: Press, place: Place, context: Context) -> None:
    """Takes the words or the address of the article that an admin was asked for."""
    await _begin(message, place, context)


async def _begin(message: Message, place: Place, context: Context) -> None:
    words = await wording_in(place, context)
    choices = await meant(message, context)
    reply: Reply | None
    if len(choices) == 1:
        reply = await card_of(choices[0].url, choices[0].article_id, context, words)
    elif choices:
        reply = choices_reply(choices, words, EDIT, total=len(choices), here=None)
    else:
        reply = await found_by_words(message, place, context, words, EDIT, EDIT_LIST)
    if reply is None:
        await prompt(place, context, Reply(words.html("editing.usage")), Press(EDIT_ASK), words)
        return
    await reply_in(place, context, reply)


async def card_of(url: str, article_id: str, context: Context, words: Wording) -> Reply | None:
    """Returns what can be changed of the article at `url`; None when it is not there."""

    def find(assistant: AssistantPort) -> Reply | None:
        archive = assistant.archive
        article = archive.article(url)
        if article is None:
            return None
        versions = len(archive.versions(url))
        return article_card(article, archive.edits.of(url), versions, article_id, words)

    return await context.services.worker.run(find)


async def _show_card(pressed: Pressed, context: Context) -> None:
    article = await article_of(pressed, context)
    if article is None:
        return
    await pressed.answer()
    card = await card_of(article.url, pressed.press.query_id, context, pressed.words)
    if card is not None:
        await pressed.show(context, card)


async def _turn(pressed: Pressed, context: Context) -> None:
    await turn_page(pressed, context, EDIT)


async def _ask_title(pressed: Pressed, context: Context) -> None:
    article = await article_of(pressed, context)
    if article is not None:
        text = pressed.words.html("editing.ask_title", title=article.title)
        await _ask(pressed, context, Reply(text), TITLE)


async def _ask_day(pressed: Pressed, context: Context) -> None:
    article = await article_of(pressed, context)
    if article is not None:
        present = day(article.published, pressed.words)
        text = pressed.words.html("editing.ask_day", title=article.title, present=present)
        await _ask(pressed, context, Reply(text), DAY)


async def _ask_category(pressed: Pressed, context: Context) -> None:
    article = await article_of(pressed, context)
    if article is None:
        return

    def offer(assistant: AssistantPort) -> tuple[list[str], str]:
        counted = assistant.archive.counted("category", Role.ADMIN.audiences)
        names = [name for name in counted if name != article.category][:CATEGORIES_SHOWN]
        value = {"url": article.url, "categories": names}
        return names, keep(assistant, CATEGORIES, value)

    names, list_id = await context.services.worker.run(offer)
    question = category_question(article, names, list_id, pressed.words)
    await _ask(pressed, context, question, CATEGORY)


async def _ask(pressed: Pressed, context: Context, question: Reply, kind: str) -> None:
    await pressed.answer()
    press = Press(kind, pressed.press.query_id)
    await prompt(pressed.place, context, question, press, pressed.words)


async def _ask_readers(pressed: Pressed, context: Context) -> None:
    article = await article_of(pressed, context)
    if article is None:
        return
    await pressed.answer()
    await pressed.show(context, readers_question(article, pressed.press.query_id, pressed.words))


PRESSES: Final = only(
    ADMINS,
    {
        EDIT: _show_card,
        EDIT_LIST: _turn,
        ASK_TITLE: _ask_title,
        ASK_DAY: _ask_day,
        ASK_CATEGORY: _ask_category,
        ASK_READERS: _ask_readers,
        TITLE: leave,
        DAY: leave,
        CATEGORY: leave,
        EDIT_ASK: leave,
    },
)
TAKES: Final[dict[str, TakeFunction]] = {EDIT_ASK: take_words}
