"""From new articles to messages: each once to each chat, none of old ones, not too many."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from index.archive import follows as follows_module
from index.archive.archive import Archive
from index.archive.outbox import Outbox
from index.errors import LimitError
from index.follow.messages import Digest, Notice, news_of
from index.follow.news import (
    BATCH,
    MOST_IN_DIGEST,
    MOST_NOTICES_A_DAY,
    MOST_UNDATED,
    queue_digests,
    queue_news,
)
from index.model import Article, Audience, Role
from index.service import Follow, FollowKind, Message, MessageKind
from tests.index.samples import article, prepared

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime.now(ZONE).replace(hour=9, minute=30, second=0, microsecond=0)
TODAY = NOW.date()
CITIZEN, OFFICER, GROUP = 11, 22, -33


def follow(
    archive: Archive, value: str, kind: FollowKind = FollowKind.PHRASE, *, chat: int = CITIZEN,
    hour: int | None = None, thread: int | None = None,
) -> Follow:  # fmt: skip
    added, _ = archive.follows.add(
        chat, 7, kind, value, NOW, hour=hour, thread_id=thread, exact_marks=True
    )
    return added


def news(number: int, text: str = "Đoàn họp.", **more: object) -> Article:
    return article(f"https://a.example/{number}", text, **({"published": TODAY} | more))


def store(archive: Archive, *items: Article) -> None:
    archive.store(prepared(item) for item in items)


def reading(chat: int) -> Role:
    return Role.STAFF if chat == OFFICER else Role.CITIZEN


def look(archive: Archive, now: datetime = NOW) -> None:
    while queue_news(archive, reading, now):
        pass


def waiting(archive: Archive, now: datetime = NOW) -> list[Message]:
    """Takes what is to be sent now."""
    return archive.outbox.claim_next(10_000, now)


def told(archive: Archive, chat: int = CITIZEN, now: datetime = NOW) -> list[Notice | Digest]:
    return [news_of(m.payload) for m in waiting(archive, now) if m.chat_id == chat]


def test_a_new_article_is_told_once_to_each_chat_however_many_subscriptions_match(
    archive: Archive,
) -> None:
    first = follow(archive, "đoàn")
    second = follow(archive, "Tin", FollowKind.CATEGORY)
    follow(archive, "Sở A", FollowKind.SOURCE, hour=18)
    group = follow(archive, "đoàn họp", chat=GROUP, thread=5)
    follow(archive, "đoán")
    store(archive, news(1, category="tin", source="SỞ A"))
    look(archive)
    messages = waiting(archive)
    assert [(m.chat_id, m.thread_id, m.kind) for m in messages] == [
        (CITIZEN, None, MessageKind.NOTICE), (GROUP, 5, MessageKind.NOTICE)
    ]  # fmt: skip
    assert news_of(messages[0].payload) == Notice(1, (first.id, second.id, 3))
    assert news_of(messages[1].payload) == Notice(1, (group.id,))
    look(archive)
    assert waiting(archive) == []
    assert queue_digests(archive, NOW + timedelta(days=2)) == 0  # not in the digest, too


def test_updates_copies_and_what_comes_back_are_no_news(archive: Archive) -> None:
    follow(archive, "đoàn")
    store(archive, news(1), news(2, "Khác."))
    archive.store([prepared(news(3), original=1)])
    look(archive)
    assert told(archive) == [Notice(1, (1,))]
    changed_at = "UPDATE changes SET at = '2026-01-01T00:00:00+00:00'"
    archive._db.execute(changed_at)  # the test is faster than the clock's second
    archive._db.execute("UPDATE articles SET created_at = '2026-01-01T00:00:00+00:00'")
    archive._db.conn.commit()
    store(archive, news(2, "Đoàn họp lại."))
    archive.remove(["https://a.example/1"])  # its copy is shown now
    archive.restore("https://a.example/1")
    look(archive)
    assert told(archive) == []


def test_two_thousand_old_articles_of_a_first_crawl_flood_nobody(archive: Archive) -> None:
    follow(archive, "Sở A", FollowKind.SOURCE)
    old = TODAY - timedelta(days=400)
    store(archive, *(news(n, source="Sở A", published=old) for n in range(600)))
    store(archive, *(news(n, source="Sở A", published=None) for n in range(600, 2000)))
    store(archive, news(2000, source="Sở A"), news(2001, source="Sở A", published=TODAY
          - timedelta(days=6)))  # fmt: skip
    look(archive)
    assert told(archive) == [Notice(2001, (1,)), Notice(2002, (1,))]


def at(archive: Archive, urls_from: int, when: datetime) -> None:
    """Makes articles, and their first changes, as if stored at another time."""
    text = when.astimezone(UTC).isoformat(timespec="seconds")
    archive._db.execute("UPDATE articles SET created_at = ? WHERE id >= ?", [text, urls_from])
    archive._db.execute("UPDATE changes SET at = ? WHERE article_id >= ?", [text, urls_from])
    archive._db.conn.commit()


def test_an_article_without_a_date_is_news_of_a_source_that_is_known(archive: Archive) -> None:
    follow(archive, "Sở A", FollowKind.SOURCE)
    store(archive, news(1, source="Sở A", published=None))
    at(archive, 1, NOW - timedelta(days=2))
    archive.follows.set_position(archive.last_change())
    store(archive, news(2, source="Sở A", published=None))
    at(archive, 2, NOW)
    look(archive)
    assert told(archive) == [Notice(2, (1,))]
    count = MOST_UNDATED + 5
    store(archive, *(news(n, source="Sở A", published=None) for n in range(3, 3 + count)))
    at(archive, 3, NOW)
    look(archive)
    assert told(archive) == []


def test_what_was_stored_long_before_it_is_looked_at_is_no_news(archive: Archive) -> None:
    follow(archive, "đoàn")
    store(archive, news(1))
    at(archive, 1, NOW - timedelta(days=8))
    look(archive)
    assert told(archive) == []


def test_articles_for_staff_are_told_to_officers_in_private_alone(archive: Archive) -> None:
    for chat in (CITIZEN, OFFICER, GROUP):
        follow(archive, "đoàn", chat=chat)
        follow(archive, "họp", chat=chat, hour=10)
    store(archive, news(1, audience=Audience.STAFF))
    look(archive)
    assert [m.chat_id for m in waiting(archive)] == [OFFICER]
    assert queue_digests(archive, NOW + timedelta(hours=2)) == 0


def test_what_is_over_the_messages_of_a_day_comes_in_one(archive: Archive) -> None:
    follow(archive, "đoàn")
    count = MOST_NOTICES_A_DAY + 3
    for number in range(count):
        store(archive, news(number))
        look(archive)
    assert len(told(archive)) == MOST_NOTICES_A_DAY
    evening = NOW.replace(hour=20, minute=0)
    assert queue_digests(archive, evening - timedelta(minutes=1)) == 0
    assert queue_digests(archive, evening) == 1
    assert told(archive, now=evening) == [Digest((11, 12, 13))]
    tomorrow = NOW + timedelta(days=1)
    store(archive, news(99))
    look(archive, tomorrow)
    assert len(told(archive, now=tomorrow)) == 1


def test_a_digest_is_given_once_at_its_hour_or_later_that_day(archive: Archive) -> None:
    follow(archive, "đoàn", hour=10)
    follow(archive, "đoàn", chat=GROUP, hour=10)
    store(archive, news(1), news(2))
    look(archive)
    assert queue_digests(archive, NOW) == 0
    late = NOW.replace(hour=15)
    assert queue_digests(archive, late) == 2
    assert queue_digests(archive, late) == 0
    assert told(archive, now=late) == [Digest((1, 2))]


def test_a_digest_of_a_day_that_the_bot_was_off_is_one_with_the_next(archive: Archive) -> None:
    follow(archive, "đoàn", hour=10)
    store(archive, news(1))
    look(archive)
    next_day = NOW + timedelta(days=1)  # half past nine
    store(archive, news(2))
    look(archive, next_day)
    assert queue_digests(archive, next_day) == 0
    assert queue_digests(archive, next_day.replace(hour=10)) == 1
    assert told(archive, now=next_day.replace(hour=10)) == [Digest((1, 2))]


def test_of_two_hours_an_article_comes_at_the_next(archive: Archive) -> None:
    follow(archive, "đoàn", hour=8)
    follow(archive, "họp", hour=18)
    store(archive, news(1))
    look(archive)
    assert queue_digests(archive, NOW.replace(hour=18)) == 1
    assert queue_digests(archive, NOW + timedelta(days=1)) == 0


def test_a_huge_digest_tells_of_the_newest(archive: Archive) -> None:
    follow(archive, "đoàn", hour=10)
    store(archive, *(news(n) for n in range(MOST_IN_DIGEST + 50)))
    look(archive)
    later = NOW.replace(hour=10)
    queue_digests(archive, later)
    (digest,) = told(archive, now=later)
    assert isinstance(digest, Digest)
    assert digest.article_ids == tuple(range(51, MOST_IN_DIGEST + 51))


def test_what_came_before_anybody_followed_is_not_told(archive: Archive) -> None:
    store(archive, *(news(n) for n in range(BATCH + 10)))
    look(archive)
    assert archive.follows.position() == archive.last_change()
    follow(archive, "đoàn")
    look(archive)
    assert told(archive) == []


def test_articles_for_many_are_given_in_parts(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.follow.news.MOST_AT_ONCE", 3)
    for chat in (1, 2):
        follow(archive, "đoàn", chat=chat)
    store(archive, *(news(n) for n in range(5)))
    assert queue_news(archive, reading, NOW)
    assert len(waiting(archive)) == 4
    look(archive)
    assert len(waiting(archive)) == 6
    assert archive.follows.position() == archive.last_change()


def test_what_was_stopped_while_matches_were_looked_for_is_not_told(archive: Archive) -> None:
    own = [follow(archive, "đoàn"), follow(archive, "họp", chat=GROUP, hour=10)]

    def stopped(chat: int) -> Role:
        for one in own:
            archive.follows.remove(one.id)
        return Role.STAFF

    store(archive, news(1, audience=Audience.STAFF))
    assert not queue_news(archive, stopped, NOW)
    assert waiting(archive) == []
    assert queue_digests(archive, NOW.replace(hour=11)) == 0


@pytest.mark.parametrize("step", ["claim", "hold", "set_position", "enqueue"])
def test_a_kill_at_any_step_loses_nothing_and_doubles_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    archive = Archive.open(tmp_path)
    follow(archive, "đoàn")
    follow(archive, "họp", chat=GROUP, hour=10)
    store(archive, news(1), news(2))
    owner = Outbox if step == "enqueue" else follows_module.Follows

    def killed(*args: object, **kwargs: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(owner, step, killed)
        with pytest.raises(KeyboardInterrupt):
            look(archive)
    archive.close()
    archive = Archive.open(tmp_path)
    assert waiting(archive) == []
    look(archive)
    assert [news.article_id for news in told(archive) if isinstance(news, Notice)] == [1, 2]
    later = NOW.replace(hour=10)
    with monkeypatch.context() as patched:
        patched.setattr(Outbox, "enqueue", killed)
        with pytest.raises(KeyboardInterrupt):
            queue_digests(archive, later)
    assert queue_digests(archive, later) == 1
    assert told(archive, GROUP, later) == [Digest((1, 2))]
    archive.close()


def test_a_full_outbox_leaves_all_as_it_was(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    follow(archive, "đoàn")
    store(archive, news(1))
    with monkeypatch.context() as patched:
        patched.setattr("index.archive.outbox.MOST_WAITING", 0)
        with pytest.raises(LimitError):
            look(archive)
    look(archive)
    assert told(archive) == [Notice(1, (1,))]


@pytest.mark.parametrize("payload", ["", "{}", "[]", '{"article":"x"}', '{"articles":1}', "null"])
def test_a_payload_of_another_shape_is_refused(payload: str) -> None:
    with pytest.raises(ValueError):
        news_of(payload)


def test_the_future_is_no_reason_to_be_silent(archive: Archive) -> None:
    follow(archive, "đoàn")
    store(archive, news(1, published=date(TODAY.year + 1, 1, 1)))
    look(archive)
    assert told(archive) == [Notice(1, (1,))]
