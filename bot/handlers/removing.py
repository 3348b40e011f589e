"""Removing an article, for admins: `/xoa` = `/remove`, with a day to bring it back."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from telegram import Message, Update
from telegram.ext import BaseHandler

from bot.callbacks import Press
from bot.commands import on_command
from bot.context import Context, Place, place_of, wording_in
from bot.handlers.choosing import article_of, found_by_words, keep_article, meant, turn_page
from bot.kept import kept
from bot.managing import actor_of
from bot.ports import AssistantPort
from bot.pressed import Pressed
from bot.prompts import TakeFunction, leave, prompt
from bot.render_articles import (
    ARTICLE,
    BRING_BACK,
    LEAVE,
    REMOVE,
    REMOVE_ASK,
    REMOVE_LIST,
    REMOVE_NOW,
    choices_reply,
    managing_rows,
    removal_question,
    removed_reply,
    withheld_reply,
)
from bot.reply import Reply
from bot.rights import ADMINS, allowed, only
from bot.sending import reply_in
from index import UNDO_FOR, is_copy
from index.service import Withheld

LATELY_SHOWN: Final = 5
"""Removed articles that are offered to be brought back."""


def handlers() -> list[BaseHandler[Any, Context, Any]]:
    """Returns the handler of the command."""
    return [on_command(on_remove, "xoa", "remove")]


async def on_remove(update: Update, context: Context) -> None:
    """Asks whether to remove the article that is meant, or lists those that may be."""
    message, place = update.effective_message, await place_of(update, context)
    if message is None or place is None or not await allowed(place, context, ADMINS):
        return
    await _begin(message, place, context)


async def take_words(message: Message, press: Press, place: Place, context: Context) -> None:
    """Takes the words or the address of the article that an admin was asked for."""
    await _begin(message, place, context)


async def _begin(message: Message, place: Place, context: Context) -> None:
    words, worker = await wording_in(place, context), context.services.worker
    choices = await meant(message, context)
    reply: Reply | None
    if len(choices) == 1:
        (choice,) = choices
        article = await worker.run(lambda a: a.archive.article(choice.url))
        reply = removal_question(article, choice.article_id, words) if article else None
    elif choices:
        reply = choices_reply(choices, words, REMOVE, total=len(choices), here=None)
    else:
        reply = await found_by_words(message, place, context, words, REMOVE, REMOVE_LIST)
    if reply is None:
        now = context.services.clock.now()
        lately = await worker.run(lambda a: _lately(a, now))
        usage = withheld_reply(lately, words, context.services.settings.time_zone)
        await prompt(place, context, usage, Press(REMOVE_ASK), words)
        return
    await reply_in(place, context, reply)


def _lately(assistant: AssistantPort, now: datetime) -> list[tuple[Withheld, str]]:
    _, withheld = assistant.archive.edits.withheld(LATELY_SHOWN)
    return [
        (one, keep_article(assistant, one.url))
        for one in withheld
        if now - one.withheld_at <= UNDO_FOR
    ]


async def _turn(pressed: Pressed, context: Context) -> None:
    await turn_page(pressed, context, REMOVE)


async def _ask(pressed: Pressed, context: Context) -> None:
    article = await article_of(pressed, context)
    if article is None:
        return
    await pressed.answer()
    question = removal_question(article, pressed.press.query_id, pressed.words)
    await reply_in(pressed.place, context, question)


async def _remove(pressed: Pressed, context: Context) -> None:
    article = await article_of(pressed, context)
    if article is None:
        return
    actor, now = actor_of(pressed.place), context.services.clock.now()

    def remove(assistant: AssistantPort) -> bool:
        with assistant.archive.together():
            done = assistant.archive.edits.withhold(article.url, actor, now)
            if done:
                assistant.archive.record_action(actor, "remove", article.url)
        return done

    if not await context.services.worker.run(remove):
        await pressed.answer(pressed.words.plain("alert.article_gone"), alert=True)
        return
    context.services.examples.forget()
    await pressed.answer()
    reply = removed_reply(article.title, pressed.press.query_id, pressed.words)
    await pressed.show(context, reply)


async def _bring_back(pressed: Pressed, context: Context) -> None:
    actor, kept_id = actor_of(pressed.place), pressed.press.query_id
    now = context.services.clock.now()

    def bring_back(assistant: AssistantPort) -> str | None:
        value = kept(assistant, ARTICLE, kept_id)
        if value is None:
            return None
        archive, url = assistant.archive, value["url"]
        with archive.together():
            if not archive.edits.bring_back(url, now, is_copy):
                return None
            archive.record_action(actor, "brought back", url)
        article = archive.article(url)
        return article.title if article else url

    title = await context.services.worker.run(bring_back)
    if title is None:
        await pressed.answer(pressed.words.plain("alert.not_brought_back"), alert=True)
        return
    await pressed.answer()
    text = pressed.words.html("removing.brought_back", title=title)
    await pressed.show(context, Reply(text, managing_rows(kept_id, pressed.words)))


async def _leave(pressed: Pressed, context: Context) -> None:
    await pressed.answer()
    await pressed.show(context, Reply(pressed.words.html("managing.left")))


PRESSES: Final = only(
    ADMINS,
    {
        REMOVE: _ask,
        REMOVE_LIST: _turn,
        REMOVE_NOW: _remove,
        BRING_BACK: _bring_back,
        LEAVE: _leave,
        REMOVE_ASK: leave,
    },
)
TAKES: Final[dict[str, TakeFunction]] = {REMOVE_ASK: take_words}
