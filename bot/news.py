"""News of what chats follow: looked for as they come, written out when they are sent.

The outbox holds numbers alone. What they say is written for those who may read it then, in the
language that the chat has then; what nobody follows any more is not sent.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Final

from bot.context import Context, Services
from bot.kept import keep, kept
from bot.ports import AssistantPort
from bot.pressed import Pressed
from bot.render_news import DIGEST, digest, notice
from bot.reply import Reply
from bot.roles import role_for_chat
from index import Article, Digest, Notice, news_of, queue_digests, queue_news
from index.errors import ArchiveError, LimitError
from index.model import Role
from index.service import Message, MessageKind

_NEWS: Final = (MessageKind.NOTICE, MessageKind.DIGEST)

log = logging.getLogger(__name__)


async def tell_news(context: Context) -> None:
    """Puts messages about new articles, and the digests that are due, into the outbox.

    Run again it goes on where it was; a full or busy archive is tried again the next time.
    """
    services = context.services

    def look(assistant: AssistantPort) -> bool:
        archive = assistant.archive

        def reading(chat_id: int) -> Role:
            return role_for_chat(chat_id, services.settings, archive)

        return queue_news(archive, reading, _local_now(services))

    try:
        while await services.worker.run(look):
            services.outbox_filled.set()
        await services.worker.run(lambda a: queue_digests(a.archive, _local_now(services)))
    except (ArchiveError, LimitError) as error:
        log.warning("news are told later: %s", error)
    services.outbox_filled.set()


def news_in(message: Message) -> Notice | Digest | None:
    """Returns the news that a message of the outbox tells of; None where it holds its text."""
    if message.kind not in _NEWS:
        return None
    try:
        return news_of(message.payload)
    except ValueError:
        return None


def written_out(
    assistant: AssistantPort, news: Notice | Digest, message: Message, services: Services
) -> Reply | None:
    """Writes out news for the chat of a message; None where they are not for it any more.

    That is when the article is gone or not for this chat to read, or nothing it came of is
    followed any more. Runs in the assistant's thread. Raises ArchiveError.
    """
    archive, chat_id = assistant.archive, message.chat_id
    follows = archive.follows.of_chat(chat_id)
    if isinstance(news, Notice):
        follows = [one for one in follows if one.id in news.follow_ids]
    else:
        follows = [one for one in follows if one.thread_id == message.thread_id]
    role = role_for_chat(chat_id, services.settings, archive)
    ids = [news.article_id] if isinstance(news, Notice) else news.article_ids[::-1]
    articles = _readable(assistant, ids, role)
    if not follows or not articles:
        return None
    words = services.wordings[archive.chats.language(chat_id) or follows[0].language]
    today = _local_now(services).date()
    if isinstance(news, Notice):
        return notice(articles[0], follows, words, today)
    return digest(articles, keep(assistant, DIGEST, list(ids)), 0, words, today)


async def digest_page(pressed: Pressed, context: Context) -> Reply | None:
    """Returns the page of a digest that a button shows, None where there is none."""
    press, role = pressed.press, pressed.place.reading
    today = _local_now(context.services).date()

    def turned(assistant: AssistantPort) -> Reply | None:
        ids = kept(assistant, DIGEST, press.query_id)
        if ids is None:
            return None
        articles = _readable(assistant, ids, role)
        return digest(articles, press.query_id, press.offset, pressed.words, today)

    return await context.services.worker.run(turned)


def _readable(assistant: AssistantPort, ids: Sequence[int], role: Role) -> list[Article]:
    """Returns the articles among `ids`, in this order, that a role may read now."""
    found = assistant.archive.stored(ids)
    articles = [found[one].article for one in ids if one in found]
    return [article for article in articles if article.audience in role.audiences]


def _local_now(services: Services) -> datetime:
    return services.clock.now().astimezone(services.settings.time_zone)
