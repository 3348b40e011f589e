"""From new articles to messages: each article once to each chat, and not too many of them.

What is looked at, who was given what and what waits to be sent are recorded in one transaction:
a kill loses nothing and doubles nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Final

from index.archive.archive import Archive
from index.follow.matching import Matcher
from index.follow.messages import Digest, Notice
from index.follow.times import midnight, next_overflow, next_time
from index.model import Article, Audience, Role
from index.service import Follow, MessageKind, Outgoing

BATCH: Final = 200
"""Changes looked at in one go."""
MOST_AT_ONCE: Final = 20_000
"""Chats told, or held for, in one transaction: about .4 s in which others cannot write."""
FRESH_FOR: Final = timedelta(days=7)
"""What was published, or stored, earlier is no news: a first crawl brings years of it."""
SETTLED_AFTER: Final = timedelta(days=1)
"""For so long after its first article a source is being crawled for the first time; of what
has no date nobody knows then whether it is new."""
MOST_UNDATED: Final = 20
"""More articles without a date of one source within a day are a load of old ones."""
MOST_NOTICES_A_DAY: Final = 10
"""Messages to a chat at once; the rest of the day comes in one."""
MOST_IN_DIGEST: Final = 300
"""Only the newest are told of, after a load nobody reads through."""

ReadingRole = Callable[[int], Role]
"""Says whose articles may be shown in a chat, by its id."""
_Matched = dict[int, dict[int, list[Follow]]]
"""The subscriptions that articles are for, by article and chat."""


def queue_news(archive: Archive, reading: ReadingRole, now: datetime) -> bool:
    """Puts messages about the next new articles into the outbox; tells whether there are more.

    `now` is of the department's zone. Raises ArchiveError, LimitError: the outbox is full; then
    nothing has changed, and it can be tried again.
    """
    position, last = archive.follows.position(), archive.last_change()
    if position >= last:
        return False
    fresh_from = now - FRESH_FOR
    arrived, upto = archive.arrivals.after(
        position, BATCH, created_from=fresh_from, published_from=fresh_from.date()
    )
    matched: _Matched = {}
    matcher = Matcher(archive.follows.all() if arrived else ())
    for article_id, number in arrived.items():
        matched[article_id] = _readers(archive, article_id, matcher, reading, now)
        if sum(map(len, matched.values())) >= MOST_AT_ONCE:
            upto = number
            break
    with archive.together():
        if archive.follows.position() != position:  # another process was faster
            return True
        _give(archive, matched, now)
        archive.follows.set_position(upto)
    return upto < last


def queue_digests(archive: Archive, now: datetime) -> int:
    """Puts the digests that are due into the outbox; returns how many.

    One that was due on an earlier day is told with that of today. Raises as `queue_news`.
    """
    if not archive.follows.any_due(now):
        return 0
    with archive.together():
        archive.follows.put_off(midnight(now))
        digests = archive.follows.take_due(now)
        for held in digests:
            # An article is given to a chat once, so that no other digest has this name.
            batch = f"digest:{held.article_ids[0]}"
            payload = Digest(held.article_ids[-MOST_IN_DIGEST:]).payload()
            message = Outgoing(held.chat_id, payload, held.thread_id)
            archive.outbox.enqueue(batch, MessageKind.DIGEST, [message], now)
    return len(digests)


def _is_new(archive: Archive, article: Article, now: datetime) -> bool:
    """Tells of an article without a day whether it is new; others were told by their day."""
    if article.published is not None:
        return True
    if not archive.arrivals.had_articles(article.source, now - SETTLED_AFTER):
        return False
    return archive.arrivals.undated(article.source, now - SETTLED_AFTER) <= MOST_UNDATED


def _readers(
    archive: Archive, article_id: int, matcher: Matcher, reading: ReadingRole, now: datetime
) -> dict[int, list[Follow]]:
    """Returns by chat the subscriptions that an article is for; none of one that is not new."""
    stored = archive.stored([article_id]).get(article_id)
    if stored is None or not _is_new(archive, stored.article, now):
        return {}
    by_chat: dict[int, list[Follow]] = {}
    for follow in matcher.of(stored.article):
        by_chat.setdefault(follow.chat_id, []).append(follow)
    audience = stored.article.audience
    if audience is Audience.PUBLIC:
        return by_chat
    return {chat: own for chat, own in by_chat.items() if audience in reading(chat).audiences}


def _give(archive: Archive, matched: _Matched, now: datetime) -> None:
    """Records who is given what, within the open transaction."""
    told: dict[int, int] = {}
    ids = {one.id for by_chat in matched.values() for own in by_chat.values() for one in own}
    existing = archive.follows.existing(ids)  # some may just have been stopped
    for article_id, by_chat in matched.items():
        notices = []
        for chat, own in by_chat.items():
            follows = [one for one in own if one.id in existing]
            if not follows:
                continue
            at_once = next((follow for follow in follows if follow.hour is None), None)
            if at_once is None:
                _hold(archive, follows, article_id, now)
                continue
            if chat not in told:
                told[chat] = archive.outbox.number_since(chat, MessageKind.NOTICE, midnight(now))
            if told[chat] >= MOST_NOTICES_A_DAY:
                archive.follows.hold(at_once, article_id, next_overflow(now), now)
            elif archive.follows.claim(chat, article_id, now):
                told[chat] += 1
                notice = Notice(article_id, tuple(follow.id for follow in follows))
                notices.append(Outgoing(chat, notice.payload(), at_once.thread_id))
        if notices:
            archive.outbox.enqueue(f"notice:{article_id}", MessageKind.NOTICE, notices, now)


def _hold(archive: Archive, follows: Sequence[Follow], article_id: int, now: datetime) -> None:
    """Keeps an article for the first digest that it is for."""
    due = {follow.id: next_time(follow.hour or 0, now) for follow in follows}
    first = min(follows, key=lambda follow: due[follow.id])
    archive.follows.hold(first, article_id, due[first.id], now)
