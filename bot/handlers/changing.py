"""What admins change of an article: typed, or chosen by a button; see `bot.handlers.editing`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from telegram import Message

from bot.callbacks import Press
from bot.context import Context, Place, wording_in
from bot.handlers.choosing import article_of
from bot.handlers.editing import CATEGORIES
from bot.handlers.searching import today_in
from bot.handlers.undoing import Change, apply_change, keep_change
from bot.kept import keep, kept
from bot.managing import actor_of
from bot.markup import clean, one_line
from bot.ports import AssistantPort
from bot.pressed import Pressed
from bot.prompts import TakeFunction, prompt
from bot.render_articles import ARTICLE
from bot.render_editing import (
    CATEGORY,
    DAY,
    SET_CATEGORY,
    SET_READERS,
    STAFF_ONLY,
    TITLE,
    changed_reply,
    value_of,
)
from bot.reply import Reply
from bot.rights import ADMINS, only
from bot.sending import reply_in
from bot.wording import Wording
from index import LONGEST_CATEGORY, LONGEST_TITLE, typed_day
from index.errors import UnknownArticleError
from index.model import Article, Audience, Role

_UNKNOWN_DAY: Final = frozenset({"không rõ", "khong ro", "không", "unknown", "none", "-"})


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
    today = today_in(context)
    published = typed_day(typed, today)
    if typed not in _UNKNOWN_DAY and (published is None or published > today):
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


PRESSES: Final = only(ADMINS, {SET_READERS: _set_readers, SET_CATEGORY: _set_category})
TAKES: Final[dict[str, TakeFunction]] = {
    TITLE: take_title,
    DAY: take_day,
    CATEGORY: take_category,
}
