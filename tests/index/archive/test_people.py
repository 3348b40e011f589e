"""Granted roles, chats that can be reached, groups that move, and forgetting a person."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from index.archive import database, people
from index.archive.archive import Archive
from index.archive.database import reading
from index.errors import LimitError
from index.model import Language, Role
from index.service import (
    ChatKind,
    FollowKind,
    Forgotten,
    Grant,
    MessageKind,
    MessageState,
    Outgoing,
    handoff_batch,
)
from tests.index.samples import article, prepared

NOW = datetime(2026, 1, 31, 12, tzinfo=UTC)
PERSON, OTHER, GROUP, SUPERGROUP, STAFF_CHAT = 7, 8, -50, -100_050, -60


# --- roles ---------------------------------------------------------------------------


def test_a_granted_role_survives_a_restart_and_ends_when_it_is_revoked(tmp_path: Path) -> None:
    archive = Archive.open(tmp_path)
    assert archive.people.role(PERSON) is Role.CITIZEN
    assert archive.people.grant(PERSON, Role.STAFF, 1, NOW) is Role.CITIZEN
    archive.close()
    archive = Archive.open(tmp_path)
    assert archive.people.role(PERSON) is Role.STAFF
    assert archive.people.grant(PERSON, Role.ADMIN, 2, NOW) is Role.STAFF
    assert archive.people.grants() == [Grant(PERSON, Role.ADMIN, 2, NOW)]
    assert archive.people.revoke(PERSON) is Role.ADMIN
    assert archive.people.revoke(PERSON) is Role.CITIZEN
    assert archive.people.role(PERSON) is Role.CITIZEN
    archive.close()


def test_a_revoked_role_ends_at_once_for_another_connection(tmp_path: Path) -> None:
    bot, console = Archive.open(tmp_path), Archive.open(tmp_path)
    bot.people.grant(PERSON, Role.ADMIN, 1, NOW)
    assert console.people.role(PERSON) is Role.ADMIN
    console.people.revoke(PERSON)
    assert bot.people.role(PERSON) is Role.CITIZEN
    bot.close()
    console.close()


def test_the_role_of_a_citizen_cannot_be_granted(archive: Archive) -> None:
    with pytest.raises(ValueError, match="revoke"):
        archive.people.grant(PERSON, Role.CITIZEN, 1, NOW)
    assert archive.people.grants() == []


def test_so_many_people_have_a_role_and_those_can_still_be_changed(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(people, "MOST_GRANTS", 2)
    archive.people.grant(1, Role.STAFF, 1, NOW)
    archive.people.grant(2, Role.STAFF, 1, NOW)
    with pytest.raises(LimitError):
        archive.people.grant(3, Role.STAFF, 1, NOW)
    archive.people.grant(2, Role.ADMIN, 1, NOW)
    assert [grant.role for grant in archive.people.grants()] == [Role.STAFF, Role.ADMIN]


# --- chats ---------------------------------------------------------------------------


def test_chats_that_were_met_can_be_reached_until_they_leave(archive: Archive) -> None:
    assert archive.people.met(PERSON, ChatKind.PRIVATE, NOW)
    assert not archive.people.met(PERSON, ChatKind.PRIVATE, NOW + timedelta(days=3))
    archive.people.met(GROUP, ChatKind.GROUP, NOW)
    archive.people.met(OTHER, ChatKind.PRIVATE, NOW)
    assert archive.people.chats_to_reach() == [GROUP, PERSON, OTHER]
    assert archive.people.chats_to_reach(ChatKind.PRIVATE) == [PERSON, OTHER]
    archive.people.left(PERSON, NOW)
    assert archive.people.chats_to_reach(ChatKind.PRIVATE) == [OTHER]
    assert archive.people.met(PERSON, ChatKind.PRIVATE, NOW)
    assert archive.people.chats_to_reach(ChatKind.PRIVATE) == [PERSON, OTHER]


def test_meeting_a_known_chat_again_writes_nothing(archive: Archive) -> None:
    archive.people.met(PERSON, ChatKind.PRIVATE, NOW)
    archive._db.execute("PRAGMA query_only = ON")
    assert not archive.people.met(PERSON, ChatKind.PRIVATE, NOW + timedelta(days=1))


def test_who_blocked_the_bot_is_dropped_and_nothing_waits_for_them(archive: Archive) -> None:
    for chat in (PERSON, OTHER):
        archive.people.met(chat, ChatKind.PRIVATE, NOW)
        archive.follows.add(chat, chat, FollowKind.PHRASE, "phí", NOW)
    messages = [Outgoing(PERSON, "{}"), Outgoing(OTHER, "{}")]
    archive.outbox.enqueue("b", MessageKind.BROADCAST, messages, NOW)
    archive.people.left(PERSON, NOW)
    assert [follow.chat_id for follow in archive.follows.all()] == [OTHER]
    assert [message.chat_id for message in archive.outbox.claim_next(9, NOW)] == [OTHER]
    assert archive.outbox.progress("b")[MessageState.FAILED] == 1


# --- a group that becomes a supergroup -------------------------------------------------


def test_a_group_that_moves_takes_all_it_has_along(archive: Archive) -> None:
    archive.store([prepared(article())])
    (one,) = archive.live_ids()
    archive.people.met(GROUP, ChatKind.GROUP, NOW)
    archive.chats.set_language(GROUP, Language.ENGLISH)
    follow, _ = archive.follows.add(GROUP, PERSON, FollowKind.PHRASE, "phí", NOW)
    archive.follows.claim(GROUP, one, NOW)
    archive.outbox.enqueue("b", MessageKind.NOTICE, [Outgoing(GROUP, "{}")], NOW)
    handoff, _ = archive.handoffs.open(GROUP, PERSON, 55, "Hỏi?", Language.VIETNAMESE, NOW)
    archive.handoffs.shown(handoff.number, GROUP, 9)

    for _ in range(2):
        archive.people.moved(GROUP, SUPERGROUP)
    assert archive.people.chats_to_reach() == [SUPERGROUP]
    assert archive.chats.language(SUPERGROUP) is Language.ENGLISH
    assert archive.chats.language(GROUP) is None
    assert [kept.id for kept in archive.follows.of_chat(SUPERGROUP)] == [follow.id]
    assert not archive.follows.claim(SUPERGROUP, one, NOW)
    assert [message.chat_id for message in archive.outbox.claim_next(9, NOW)] == [SUPERGROUP]
    moved = archive.handoffs.get(handoff.number)
    assert moved is not None
    assert (moved.chat_id, moved.message_id) == (SUPERGROUP, None)
    # Another message has that number there.
    assert archive.handoffs.by_message(SUPERGROUP, 9) is None
    assert archive.handoffs.by_message(GROUP, 9) is None


def test_what_the_new_chat_has_already_stays(archive: Archive) -> None:
    for chat, language in ((GROUP, Language.ENGLISH), (SUPERGROUP, Language.VIETNAMESE)):
        archive.chats.set_language(chat, language)
        archive.people.met(chat, ChatKind.GROUP, NOW)
        archive.follows.add(chat, PERSON, FollowKind.PHRASE, "phí", NOW)
    archive.people.moved(GROUP, SUPERGROUP)
    assert archive.chats.language(SUPERGROUP) is Language.VIETNAMESE
    assert archive.people.chats_to_reach() == [SUPERGROUP]
    assert len(archive.follows.all()) == 1


# --- forgetting ------------------------------------------------------------------------


def fill(archive: Archive, person: int) -> None:
    """Gives a person something in every store, and a hand in the group."""
    one, two = archive.live_ids()
    archive.people.met(person, ChatKind.PRIVATE, NOW)
    archive.chats.set_language(person, Language.ENGLISH)
    archive.follows.add(person, person, FollowKind.PHRASE, "phí", NOW)
    held, _ = archive.follows.add(GROUP, person, FollowKind.PHRASE, f"từ {person}", NOW, hour=8)
    archive.follows.claim(person, one, NOW)
    archive.follows.hold(held, one if person == PERSON else two, NOW, NOW)
    archive.asked.vote("khoa", person, True, NOW.date())
    archive.outbox.enqueue("b", MessageKind.BROADCAST, [Outgoing(person, "{}")], NOW)
    handoff, _ = archive.handoffs.open(GROUP, person, 55, "Hỏi?", Language.VIETNAMESE, NOW)
    archive.handoffs.shown(handoff.number, STAFF_CHAT, person)
    batch = f"{handoff_batch(handoff.number)}shown"
    archive.outbox.enqueue(batch, MessageKind.HANDOFF, [Outgoing(STAFF_CHAT, "Hỏi?")], NOW)
    answered, _ = archive.handoffs.open(person, person, 56, "Nữa?", Language.VIETNAMESE, NOW)
    archive.handoffs.answer(answered.number, 900, "Đây.", NOW)


def rows_about(archive: Archive, person: int) -> list[str]:
    """Returns the tables in which a person's id stands in any column."""
    tables = [row["name"] for row in archive._db.query(
        "SELECT name FROM sqlite_master WHERE type = 'table'")]  # fmt: skip
    found = []
    for table in tables:
        columns = [column.name for column in archive._db.table(table).columns]
        ids = [name for name in columns if name in ("user_id", "chat_id")]
        if ids and list(
            archive._db.query(
                f"SELECT 1 FROM {table} WHERE {' OR '.join(f'{name} = ?' for name in ids)}",
                [person] * len(ids),
            )
        ):
            found.append(table)
    return sorted(found)


def test_forgetting_a_person_leaves_no_row_with_their_id_and_says_what_it_was(
    archive: Archive,
) -> None:
    archive.store(prepared(article(f"https://vi-du.gov.vn/{n}")) for n in range(2))
    fill(archive, PERSON)
    fill(archive, OTHER)
    others = rows_about(archive, OTHER)
    assert rows_about(archive, PERSON) == others
    assert {"chats", "follows", "handoffs", "known_chats", "outbox", "votes"} <= set(others)

    assert archive.people.forget(PERSON) == Forgotten(
        follows=2, deliveries=2, votes=1, handoffs=2, messages=2, languages=1, chats=1
    )
    assert rows_about(archive, PERSON) == []
    assert rows_about(archive, OTHER) == others
    assert archive.handoffs.by_message(STAFF_CHAT, PERSON) is None
    assert archive.handoffs.waiting(9)[0] == 1
    texts = [row["text"] for row in archive._db.query("SELECT text FROM payloads")]
    assert sorted(texts) == ["Hỏi?", "{}"]
    assert archive.people.forget(PERSON) == Forgotten()


def test_forgetting_takes_the_words_of_questions_for_officers_from_wherever_they_are(
    archive: Archive,
) -> None:
    words, other = "Tôi là Lê Thị Hoa, hỏi về sổ đỏ?", "Phí bao nhiêu?"
    for one, person in ((words, PERSON), (other, OTHER)):
        archive.handoffs.open(person, person, None, one, Language.VIETNAMESE, NOW)
        archive.chats.save_query("ask", one)
        archive.chats.save_query("officer", json.dumps([one, None], ensure_ascii=False))
        archive.asked.note_unanswered(one, Language.VIETNAMESE, "related", NOW.date())
        archive.curated.add(one, "Bản nháp.", 1, NOW, expires_on=NOW.date() - timedelta(days=1))
    in_force = archive.curated.add(words, "Xem cổng.", 1, NOW, expires_on=NOW.date() + timedelta(9))
    archive.people.forget(PERSON)
    drafts = [one.question for one in archive.curated.page(9)[1] if one.id != in_force.id]
    assert (drafts, archive.curated.get(in_force.id)) == ([other], in_force)
    kept = [row["text"] for row in archive._db.query("SELECT text FROM saved_queries")]
    assert sorted(kept) == [other, f'["{other}", null]']
    assert [one.text for one in archive.asked.unanswered(9)[1]] == [other]


def test_what_was_forgotten_is_in_no_file_any_more(tmp_path: Path) -> None:
    archive = Archive.open(tmp_path)
    words = "Tôi là Lê Thị Hoa, hỏi về sổ đỏ?"
    archive.handoffs.open(PERSON, PERSON, None, words, Language.VIETNAMESE, NOW)
    archive.people.forget(PERSON)
    archive.wipe()
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert files
    assert not any("Lê Thị Hoa".encode() in file.read_bytes() for file in files)
    archive.close()


def test_files_that_somebody_reads_keep_nobody_waiting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "EMPTYING_TIMEOUT_MS", 1)
    archive, reader = Archive.open(tmp_path), Archive.open(tmp_path)
    archive.chats.set_language(PERSON, Language.ENGLISH)
    with reading(reader._db, reader.path):
        assert reader.chats.language(PERSON) is Language.ENGLISH
        archive.people.forget(PERSON)
        archive.wipe()
    assert archive.chats.language(PERSON) is None
    assert next(archive._db.query("PRAGMA busy_timeout"))["timeout"] > 1_000
    reader.close()
    archive.close()


def test_forgetting_leaves_what_is_a_groups(archive: Archive) -> None:
    archive.people.met(GROUP, ChatKind.GROUP, NOW)
    archive.chats.set_language(GROUP, Language.ENGLISH)
    archive.follows.add(GROUP, PERSON, FollowKind.PHRASE, "phí", NOW)
    archive.follows.add(GROUP, OTHER, FollowKind.PHRASE, "thuế", NOW)
    assert archive.people.forget(PERSON) == Forgotten(follows=1)
    assert archive.chats.language(GROUP) is Language.ENGLISH
    assert archive.people.chats_to_reach() == [GROUP]
    assert [follow.user_id for follow in archive.follows.of_chat(GROUP)] == [OTHER]


def test_a_granted_role_and_the_record_of_actions_stay_and_that_is_said(archive: Archive) -> None:
    archive.people.grant(PERSON, Role.STAFF, 1, NOW)
    for actor in (f"telegram:{PERSON}", f"telegram:{PERSON}", f"telegram:{OTHER}", "console:an"):
        archive.record_action(actor, "handoff answer", "1")
    assert archive.people.forget(PERSON) == Forgotten(records=2)
    assert archive.people.role(PERSON) is Role.STAFF
    assert archive.audit.page(9)[0] == 4


def test_a_message_in_flight_to_a_forgotten_person_ends_quietly(archive: Archive) -> None:
    archive.outbox.enqueue("b", MessageKind.NOTICE, [Outgoing(PERSON, "{}")], NOW)
    (message,) = archive.outbox.claim_next(1, NOW)
    archive.people.forget(PERSON)
    archive.outbox.sent(message.id, NOW)
    assert sum(archive.outbox.progress("b").values()) == 0


def test_the_daily_sweep_forgets_in_every_store_what_has_outlived_its_time(
    archive: Archive,
) -> None:
    archive.store(prepared(article(f"https://vi-du.gov.vn/{n}")) for n in range(2))
    fill(archive, PERSON)
    archive.outbox.claim_next(9, NOW)
    archive.outbox.recover(NOW)
    archive.asked.note_unanswered("Hỏi gì?", Language.VIETNAMESE, "not_found", date(2026, 1, 31))
    archive.forget_old(NOW + timedelta(days=400))
    assert archive.handoffs.waiting(9)[0] == 1  # an open question is not forgotten
    assert archive.asked.unanswered(9) == (0, [])
    assert rows_about(archive, PERSON) == ["chats", "follows", "handoffs", "known_chats"]
