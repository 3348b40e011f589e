"""Subscriptions, and each article once to each chat, through restarts and kills."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from index.archive.archive import Archive
from index.archive.follows import MOST_A_CHAT
from index.errors import LimitError
from index.model import Language
from index.service import Follow, FollowKind, Held, MessageKind, Outgoing
from tests.index.samples import article, prepared

NOW = datetime(2026, 1, 31, 12, tzinfo=UTC)
EVENING = NOW + timedelta(hours=6)
ROOT = Path(__file__).parents[3]
CHAT = -1001


def follow(
    archive: Archive, value: str, *, chat: int = CHAT, user: int = 7, **more: object
) -> Follow:
    added, _ = archive.follows.add(chat, user, FollowKind.PHRASE, value, NOW, **more)  # type: ignore[arg-type]
    return added


@pytest.fixture
def news(archive: Archive) -> list[int]:
    """The ids of five articles."""
    archive.store(prepared(article(f"https://vi-du.gov.vn/{n}")) for n in range(5))
    return archive.live_ids()


# --- subscriptions -------------------------------------------------------------------


def test_a_subscription_is_kept_as_given_through_a_restart(tmp_path: Path) -> None:
    archive = Archive.open(tmp_path)
    added, new = archive.follows.add(
        CHAT, 7, FollowKind.PHRASE, " Hội  đồng\nnhân dân ", NOW,
        thread_id=3, exact_marks=False, hour=18,
    )  # fmt: skip
    archive.close()
    archive = Archive.open(tmp_path)
    assert new
    assert archive.follows.of_chat(CHAT) == [added] == archive.follows.all()
    assert added == Follow(
        1, CHAT, 3, 7, FollowKind.PHRASE, "Hội đồng nhân dân", False, 18, NOW
    )  # fmt: skip
    archive.close()


def test_the_same_subscription_is_one_and_gets_the_new_hour(archive: Archive) -> None:
    first = follow(archive, "Đoàn", hour=8)
    second, new = archive.follows.add(CHAT, 8, FollowKind.PHRASE, "đoàn", NOW, hour=None)
    assert not new
    assert (second.id, second.hour, second.user_id) == (first.id, None, 7)
    assert len(archive.follows.all()) == 1


def test_with_marks_words_differ_and_without_they_do_not(archive: Archive) -> None:
    ids = {follow(archive, value).id for value in ("đoàn", "đoán", "doan")}
    loose = {follow(archive, value, exact_marks=False).id for value in ("đoàn", "doan", "ĐOÁN")}
    assert (len(ids), len(loose)) == (3, 1)
    assert not ids & loose


def test_topics_and_chats_follow_on_their_own(archive: Archive) -> None:
    ids = {
        follow(archive, "phí", chat=chat, thread_id=thread).id
        for chat in (CHAT, 5)
        for thread in (None, 1, 2)
    }
    assert len(ids) == 6
    assert len(archive.follows.of_chat(CHAT)) == 3


def test_a_chat_can_follow_twenty_things_and_one_more_when_it_stops_one(archive: Archive) -> None:
    added = [follow(archive, f"từ {n}") for n in range(MOST_A_CHAT)]
    with pytest.raises(LimitError) as caught:
        follow(archive, "một nữa")
    assert caught.value.limit == MOST_A_CHAT
    assert follow(archive, "từ 3").id == added[3].id  # one that it has is no more
    follow(archive, "một nữa", chat=5)
    assert archive.follows.remove(added[0].id) == added[0]
    assert archive.follows.remove(added[0].id) is None
    follow(archive, "một nữa")


@pytest.mark.parametrize("value", ["", " \n ", "x" * 101, "\x00\x01"])
def test_empty_and_endless_subscriptions_are_refused(archive: Archive, value: str) -> None:
    with pytest.raises(LimitError):
        follow(archive, value)
    assert archive.follows.all() == []


@pytest.mark.parametrize("hour", [-1, 24])
def test_a_day_has_twenty_four_hours(archive: Archive, hour: int) -> None:
    with pytest.raises(ValueError, match="hour"):
        follow(archive, "phí", hour=hour)
    kept = follow(archive, "phí")
    with pytest.raises(ValueError, match="hour"):
        archive.follows.change_hour(kept.id, hour)
    assert archive.follows.change_hour(kept.id, 0)
    assert archive.follows.all()[0].hour == 0
    assert not archive.follows.change_hour(99, 0)


def test_two_connections_add_no_more_than_the_limit(tmp_path: Path) -> None:
    archives = [Archive.open(tmp_path) for _ in range(2)]

    def add(which: int) -> int:
        refused = 0
        for n in range(15):
            try:
                follow(archives[which], f"từ {which} {n}")
            except LimitError:
                refused += 1
        return refused

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(add, range(2))) == 30 - MOST_A_CHAT
    assert len(archives[0].follows.of_chat(CHAT)) == MOST_A_CHAT
    for archive in archives:
        archive.close()


# --- deliveries ----------------------------------------------------------------------


def test_an_article_is_given_to_a_chat_once_however_many_match(
    tmp_path: Path,
) -> None:
    archive = Archive.open(tmp_path)
    archive.store([prepared(article())])
    (one,) = archive.live_ids()
    subscription = follow(archive, "phí", hour=18)
    assert archive.follows.claim(CHAT, one, NOW)
    archive.close()
    archive = Archive.open(tmp_path)
    assert not archive.follows.claim(CHAT, one, NOW)
    assert not archive.follows.hold(subscription, one, EVENING, NOW)
    assert archive.follows.claim(5, one, NOW)
    assert archive.follows.take_due(EVENING) == []
    archive.close()


def test_what_is_held_comes_once_when_it_is_due(archive: Archive, news: list[int]) -> None:
    group = follow(archive, "phí", hour=18, thread_id=3)
    private = follow(archive, "phí", chat=7, hour=18)
    for one in news[:3]:
        assert archive.follows.hold(group, one, EVENING, NOW)
    assert not archive.follows.hold(group, news[0], EVENING, NOW)
    assert not archive.follows.claim(CHAT, news[0], NOW)
    archive.follows.hold(private, news[1], EVENING, NOW)
    archive.follows.hold(private, news[4], EVENING + timedelta(days=1), NOW)
    assert archive.follows.take_due(NOW) == []
    assert archive.follows.take_due(EVENING) == [
        Held(CHAT, 3, tuple(news[:3])), Held(7, None, (news[1],)),
    ]  # fmt: skip
    assert archive.follows.take_due(EVENING) == []
    assert archive.follows.take_due(EVENING + timedelta(days=2)) == [Held(7, None, (news[4],))]


def test_a_stopped_subscription_holds_nothing(archive: Archive, news: list[int]) -> None:
    stopped, kept = follow(archive, "phí", hour=18), follow(archive, "thuế", hour=18)
    archive.follows.hold(stopped, news[0], EVENING, NOW)
    archive.follows.hold(kept, news[1], EVENING, NOW)
    archive.follows.remove(stopped.id)
    assert archive.follows.take_due(EVENING) == [Held(CHAT, None, (news[1],))]


def test_deliveries_are_kept_a_quarter_and_held_ones_until_given(
    archive: Archive, news: list[int]
) -> None:
    archive.follows.claim(CHAT, news[0], NOW)
    archive.follows.hold(follow(archive, "phí", hour=18), news[1], EVENING, NOW)
    assert archive.follows.forget_old(NOW + timedelta(days=92)) == 0
    assert archive.follows.forget_old(NOW + timedelta(days=93)) == 1
    assert archive.follows.take_due(EVENING) == [Held(CHAT, None, (news[1],))]


def test_the_position_in_the_changes_survives_a_restart(tmp_path: Path) -> None:
    archive = Archive.open(tmp_path)
    assert archive.follows.position() == 0
    archive.follows.set_position(17)
    archive.close()
    archive = Archive.open(tmp_path)
    assert archive.follows.position() == 17
    archive.close()


MATCHER = """
import os, signal, sys
from datetime import datetime, UTC
from pathlib import Path
from index.archive.archive import Archive
from index.service import MessageKind, Outgoing
archive = Archive.open(Path(sys.argv[1]))
now = datetime(2026, 1, 31, 12, tzinfo=UTC)
with archive.together():
    for chat in range(1, 51):
        assert archive.follows.claim(chat, 1, now)
        if chat == 30 and sys.argv[2] == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
    archive.outbox.enqueue("article:1", MessageKind.NOTICE,
                           [Outgoing(chat, "{}") for chat in range(1, 51)], now)
    archive.follows.set_position(1)
"""


def match(home: Path, how: str) -> int:
    return subprocess.run(
        [sys.executable, "-c", MATCHER, str(home), how], cwd=ROOT, timeout=60, check=False
    ).returncode


def test_a_kill_between_claim_and_outbox_loses_nothing_and_doubles_nothing(
    tmp_path: Path,
) -> None:
    archive = Archive.open(tmp_path)
    archive.store([prepared(article())])
    assert match(tmp_path, "kill") == -9
    assert archive.follows.position() == 0
    assert archive.outbox.claim_next(99, NOW) == []
    assert match(tmp_path, "go on") == 0
    assert archive.follows.position() == 1
    assert [m.chat_id for m in archive.outbox.claim_next(99, NOW)] == list(range(1, 51))
    assert not archive.follows.claim(30, 1, NOW)
    archive.close()


def test_what_is_written_together_is_undone_together(archive: Archive, news: list[int]) -> None:
    with pytest.raises(RuntimeError), archive.together():
        archive.follows.claim(CHAT, news[0], NOW)
        archive.outbox.enqueue("b", MessageKind.NOTICE, [Outgoing(CHAT, "{}")], NOW)
        raise RuntimeError("the renderer failed")
    assert archive.outbox.claim_next(9, NOW) == []
    assert archive.follows.claim(CHAT, news[0], NOW)


# --- stopping all --------------------------------------------------------------------


def test_stopping_all_of_a_chat_or_of_a_topic_leaves_others_alone(
    archive: Archive, news: list[int]
) -> None:
    whole, topic = follow(archive, "phí"), follow(archive, "lệ", thread_id=3)
    other = follow(archive, "phí", chat=5, hour=18)
    for subscription, article_id in zip((whole, topic, other), news, strict=False):
        archive.follows.hold(subscription, article_id, EVENING, NOW)
    assert archive.follows.remove_topic(CHAT, 3) == 1
    assert archive.follows.of_chat(CHAT) == [whole]
    assert archive.follows.remove_all(CHAT) == 1
    assert archive.follows.remove_all(CHAT) == 0
    assert archive.follows.all() == [other]
    assert archive.follows.take_due(EVENING) == [Held(5, None, (news[2],))]


def test_the_language_that_it_was_asked_for_in_is_kept(archive: Archive) -> None:
    assert follow(archive, "phí").language is Language.VIETNAMESE
    assert follow(archive, "fees", language=Language.ENGLISH).language is Language.ENGLISH


def test_what_was_due_on_an_earlier_day_is_put_off_to_its_hour_of_this_day(
    archive: Archive, news: list[int]
) -> None:
    subscription = follow(archive, "phí", hour=18)
    archive.follows.hold(subscription, news[0], EVENING - timedelta(days=3), NOW)
    archive.follows.hold(subscription, news[1], EVENING, NOW)
    assert archive.follows.any_due(NOW)
    assert archive.follows.put_off(NOW.replace(hour=0)) == 1
    assert not archive.follows.any_due(NOW)
    assert archive.follows.take_due(EVENING) == [Held(CHAT, None, (news[0], news[1]))]
