"""Changing an article, for admins: `/sua` = `/edit`. What is changed holds over later crawls."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, Final

from telegram import Message, Update
from telegram.ext import BaseHandler

from bot.callbacks import Press
from bot.commands import on_command
from bot.context import Context, Place, place_of, wording_in
from bot.handlers.choosing import article_of, found_by_words, meant, turn_page
from bot.handlers.undoing import Change, apply_change, keep_change
from bot.kept import keep, kept
from bot.managing import actor_of
from bot.markup import clean, one_line
from bot.ports import AssistantPort
from bot.pressed import Pressed
from bot.prompts import TakeFunction, leave, prompt
from bot.render_articles import ARTICLE, EDIT, EDIT_LIST, choices_reply
from bot.render_editing import (
    ASK_CATEGORY,
    ASK_DAY,
    ASK_READERS,
    ASK_TITLE,
    CATEGORY,
    DAY,
    SET_CATEGORY,
    SET_READERS,
    STAFF_ONLY,
    TITLE,
    article_card,
    category_question,
    changed_reply,
    readers_question,
    value_of,
)
from bot.render_managing import day
from bot.reply import Reply
from bot.rights import ADMINS, allowed, only
from bot.sending import reply_in
from bot.wording import Wording
from index import LONGEST_CATEGORY, LONGEST_TITLE, parse_day
from index.errors import IngestError, UnknownArticleError
from index.model import Article, Audience, Role

CATEGORIES: Final = "cats"
"""The kind of a kept `{"url", "categories"}`: those that were offered for an article."""
CATEGORIES_SHOWN: Final = 8
_UNKNOWN_DAY: Final = frozenset({"không rõ", "khong ro", "không", "unknown", "none", "-"})


def handlers() -> list[BaseHandler[Any, Context, Any]]:
    """Returns the handler of the command."""
    return [on_command(on_edit, "sua", "edit")]


async def on_edit(update: Update, context: Context) -> None:
    """Shows what can be changed of the article that is meant, or lists those that may be."""
    message, place = update.effective_message, await place_of(update, context)
    if message is None or place is None or not await allowed(place, context, ADMINS):
        return
    words = await wording_in(place, context)
    choices = await meant(message, context)
    reply: Reply | None
    if len(choices) == 1:
        reply = await card_of(choices[0].url, choices[0].article_id, context, words)
    elif choices:
        reply = choices_reply(choices, words, EDIT, total=len(choices), here=None)
    else:
        reply = await found_by_words(message, place, context, words, EDIT, EDIT_LIST)
    await reply_in(place, context, reply or Reply(words.html("editing.usage")))


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


async def _set_readers(pressed: Pressed, context: Context) -> None:
    article = await article_of(pressed, context)
    if article is None:
        return
    await pressed.answer()
    audience = Audience.STAFF if pressed.press.offset == STAFF_ONLY else Audience.PUBLIC
    reply = await _changed(article.url, "audience", audience, pressed.place, context, pressed.words)
    await pressed.show(context, reply)


async def _set_category(pressed: Pressed, context: Context) -> None:
    press = pressed.press
    offered = await context.services.worker.run(
        partial(kept, kind=CATEGORIES, kept_id=press.query_id)
    )
    if offered is None or press.offset > len(offered["categories"]):
        await pressed.expired()
        return
    names = [*offered["categories"], None]
    context.services.awaited.forget(pressed.place.chat.id)
    await pressed.answer()
    category, place = names[press.offset], pressed.place
    reply = await _changed(offered["url"], "category", category, place, context, pressed.words)
    await pressed.show(context, reply)


async def take_title(message: Message, press: Press, place: Place, context: Context) -> None:
    """Makes what an admin typed the title of an article."""
    words, typed = await wording_in(place, context), one_line(clean(message.text or ""))
    if not typed or len(typed) > LONGEST_TITLE:
        text = words.html("editing.wrong_title", limit=LONGEST_TITLE)
        await prompt(place, context, Reply(text), press, words)
        return
    await _take(press, "title", typed, place, context, words)


async def take_day(message: Message, press: Press, place: Place, context: Context) -> None:
    """Makes what an admin typed the day of an article."""
    words, typed = await wording_in(place, context), one_line(clean(message.text or "")).lower()
    services = context.services
    today = services.clock.now().astimezone(services.settings.time_zone).date()
    try:
        published = None if typed in _UNKNOWN_DAY else parse_day(typed.replace(".", "/"))
    except IngestError:
        published = date.max
    if published is not None and published > today:
        example = words.date(today)
        text = words.html("editing.wrong_day", example=example)
        await prompt(place, context, Reply(text), press, words)
        return
    await _take(press, "published", published, place, context, words)


async def take_category(message: Message, press: Press, place: Place, context: Context) -> None:
    """Makes what an admin typed the category of an article, as it is written elsewhere."""
    words, typed = await wording_in(place, context), one_line(clean(message.text or ""))
    if not typed or len(typed) > LONGEST_CATEGORY:
        text = words.html("editing.wrong_category", limit=LONGEST_CATEGORY)
        await prompt(place, context, Reply(text), press, words)
        return

    def as_written(assistant: AssistantPort) -> str:
        counted = assistant.archive.counted("category", Role.ADMIN.audiences)
        same = (name for name in counted if name.casefold() == typed.casefold())
        return next(same, typed)

    category = await context.services.worker.run(as_written)
    await _take(press, "category", category, place, context, words)


async def _take(
    press: Press, field: str, value: Any, place: Place, context: Context, words: Wording
) -> None:
    found = await context.services.worker.run(partial(kept, kind=ARTICLE, kept_id=press.query_id))
    if found is None:
        await reply_in(place, context, Reply(words.html("managing.forgotten")))
        return
    reply = await _changed(found["url"], field, value, place, context, words)
    await reply_in(place, context, reply)


@dataclass(frozen=True, slots=True)
class _Done:
    before: Article
    after: Article
    undo_id: str
    article_id: str


async def _changed(
    url: str, field: str, value: Any, place: Place, context: Context, words: Wording
) -> Reply:
    """Changes one field of an article, records it, and says what it was and is."""
    actor, now = actor_of(place), context.services.clock.now()

    def change(assistant: AssistantPort) -> _Done | None:
        archive = assistant.archive
        before = archive.article(url)
        if before is None:
            raise UnknownArticleError(url)
        wanted = Change.of(archive, before, field, value)
        if wanted is None:
            return None
        with archive.together():
            apply_change(archive, wanted, actor, now)
            archive.record_action(actor, "article edited", f"{url} {field}")
        after = archive.article(url)
        assert after is not None  # changed a moment ago, in this thread
        undo_id = keep_change(assistant, wanted)
        return _Done(before, after, undo_id, keep(assistant, ARTICLE, {"url": url}))

    try:
        done = await context.services.worker.run(change)
    except UnknownArticleError:
        return Reply(words.html("managing.article_gone"))
    if done is None:
        return Reply(words.html("editing.unchanged"))
    context.services.examples.forget()
    former = value_of(done.before, field, words)
    present = value_of(done.after, field, words)
    return changed_reply(field, former, present, done.undo_id, done.article_id, words)


PRESSES: Final = only(
    ADMINS,
    {
        EDIT: _show_card,
        EDIT_LIST: _turn,
        ASK_TITLE: _ask_title,
        ASK_DAY: _ask_day,
        ASK_CATEGORY: _ask_category,
        ASK_READERS: _ask_readers,
        SET_READERS: _set_readers,
        SET_CATEGORY: _set_category,
        TITLE: leave,
        DAY: leave,
        CATEGORY: leave,
    },
)
TAKES: Final[dict[str, TakeFunction]] = {
    TITLE: take_title,
    DAY: take_day,
    CATEGORY: take_category,
}
