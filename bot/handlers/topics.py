"""News by topic: `/chude` = `/topics`, then the articles of a topic."""

from __future__ import annotations

from typing import Any, Final

from telegram import Update
from telegram.ext import BaseHandler

from bot.commands import on_command
from bot.context import Context, Place, place_of, wording_in
from bot.handlers.searching import show_page, today_in
from bot.ports import AssistantPort
from bot.pressed import Pressed, PressFunction
from bot.render_lists import PAGE_SIZE
from bot.render_topics import TOPIC, TOPICS, TOPICS_A_PAGE, topic_page, topics_page
from bot.reply import Reply
from bot.sending import reply_in
from bot.wording import Wording
from index.model import Filters, SearchPage, Sort, Topic


def handlers() -> list[BaseHandler[Any, Context, Any]]:
    """Returns the handler of the command."""
    return [on_command(on_topics, "chude", "topics")]


async def on_topics(update: Update, context: Context) -> None:
    """Shows the topics of the articles that may be read here."""
    message, place = update.effective_message, await place_of(update, context)
    if message is None or place is None:
        return
    words = await wording_in(place, context)
    reply = await _topics(place, context, words, 0)
    answers = None if place.private else message.message_id
    await reply_in(place, context, reply or Reply(words.html("topics.none")), answers=answers)


async def _topics(place: Place, context: Context, words: Wording, offset: int) -> Reply | None:
    topics = await context.services.worker.run(lambda a: a.topics(place.reading))
    return topics_page(topics, offset - offset % TOPICS_A_PAGE, words)


async def _turn_topics(pressed: Pressed, context: Context) -> None:
    page = await _topics(pressed.place, context, pressed.words, pressed.press.offset)
    await show_page(pressed, context, page)


async def _turn_topic(pressed: Pressed, context: Context) -> None:
    """Shows a page of a topic's articles with the rights of who pressed the button."""
    press, role = pressed.press, pressed.place.reading
    offset = press.offset - press.offset % PAGE_SIZE

    def look(assistant: AssistantPort) -> tuple[Topic, SearchPage] | None:
        topic = next((one for one in assistant.topics(role) if one.id == press.query_id), None)
        if topic is None:  # forged, gone, or not for this person to know
            return None
        filters = Filters(category_id=topic.id)
        page = assistant.search(
            "", filters=filters, role=role, limit=PAGE_SIZE, offset=offset, sort=Sort.DATE
        )
        return topic, page

    found = await context.services.worker.run(look)
    if found is None:
        await pressed.expired()
        return
    topic, page = found
    shown = topic_page(topic, page, offset, pressed.words, today_in(context))
    await show_page(pressed, context, shown)


PRESSES: Final[dict[str, PressFunction]] = {TOPICS: _turn_topics, TOPIC: _turn_topic}
