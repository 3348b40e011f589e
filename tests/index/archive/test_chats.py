"""What the bot remembers across restarts, for how long, and what is counted."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from index.archive import chats
from index.archive.archive import Archive
from index.model import Language


class Calendar:
    """Stands in for `datetime` in `chats`: a day that can be moved."""

    today = datetime(2026, 1, 31, 12, tzinfo=UTC)

    @classmethod
    def now(cls, zone: object) -> datetime:
        return cls.today


@pytest.fixture
def calendar(monkeypatch: pytest.MonkeyPatch) -> type[Calendar]:
    monkeypatch.setattr(Calendar, "today", Calendar.today)
    monkeypatch.setattr(chats, "datetime", Calendar)
    return Calendar


def test_a_chats_language_survives_a_restart_and_can_change(tmp_path: Path) -> None:
    archive = Archive.open(tmp_path)
    assert archive.chats.language(-100123) is None
    archive.chats.set_language(-100123, Language.ENGLISH)
    archive.chats.set_language(7, Language.VIETNAMESE)
    archive.close()
    archive = Archive.open(tmp_path)
    assert archive.chats.language(-100123) is Language.ENGLISH
    archive.chats.set_language(-100123, Language.VIETNAMESE)
    assert archive.chats.language(-100123) is Language.VIETNAMESE
    assert archive.chats.language(7) is Language.VIETNAMESE
    archive.close()


def test_a_saved_search_survives_a_restart_under_a_short_id(tmp_path: Path) -> None:
    archive = Archive.open(tmp_path)
    text = "lịch nghỉ tết\0' OR 1=1 -- “”" * 20
    query_id = archive.chats.save_query("search", text)
    archive.close()
    archive = Archive.open(tmp_path)
    assert len(query_id.encode()) == 12  # Telegram gives a button 64 bytes
    assert archive.chats.saved_query(query_id) == ("search", text)
    assert archive.chats.saved_query("unknown-id-x") is None
    archive.close()


def test_the_same_search_has_one_id_and_another_kind_another(archive: Archive) -> None:
    first = archive.chats.save_query("search", "phí")
    assert archive.chats.save_query("search", "phí") == first
    assert archive.chats.save_query("ask", "phí") != first
    assert archive.chats.save_query("search", "lệ phí") != first


def test_a_saved_search_lives_thirty_days_and_no_longer(
    archive: Archive, calendar: type[Calendar]
) -> None:
    query_id = archive.chats.save_query("ask", "phí")
    calendar.today += timedelta(days=30)
    assert archive.chats.saved_query(query_id) == ("ask", "phí")
    calendar.today += timedelta(days=1)
    assert archive.chats.saved_query(query_id) is None


def test_saving_again_begins_the_thirty_days_anew(
    archive: Archive, calendar: type[Calendar]
) -> None:
    query_id = archive.chats.save_query("ask", "phí")
    calendar.today += timedelta(days=29)
    archive.chats.save_query("ask", "phí")
    calendar.today += timedelta(days=29)
    assert archive.chats.saved_query(query_id) == ("ask", "phí")


def test_expired_searches_are_deleted_when_another_is_saved(
    archive: Archive, calendar: type[Calendar]
) -> None:
    archive.chats.save_query("ask", "cũ")
    calendar.today += timedelta(days=31)
    kept = archive.chats.save_query("ask", "mới")
    rows = [row["id"] for row in archive._db.query("SELECT id FROM saved_queries")]
    assert rows == [kept]


def test_expired_searches_are_deleted_by_the_daily_sweep(
    archive: Archive, calendar: type[Calendar]
) -> None:
    old = archive.chats.save_query("ask", "cũ")
    calendar.today += timedelta(days=2)
    kept = archive.chats.save_query("ask", "mới")
    sweeps: list[tuple[int, set[str]]] = [(28, {old, kept}), (29, {kept}), (31, set())]
    for after, left in sweeps:
        archive.forget_old(calendar.today + timedelta(days=after))
        assert {row["id"] for row in archive._db.query("SELECT id FROM saved_queries")} == left


def test_outcomes_are_counted_by_day_and_status_without_text(archive: Archive) -> None:
    for status, day in (("answered", 1), ("answered", 1), ("answered", 2), ("not_found", 2)):
        archive.asked.note_answer(date(2026, 1, day), status, 12.0)
    assert archive.figures()["questions"] == {"answered": 3, "not_found": 1}
    rows = list(archive._db.query("SELECT * FROM outcomes ORDER BY day, status"))
    assert [tuple(row.values()) for row in rows] == [
        ("2026-01-01", "answered", 2),
        ("2026-01-02", "answered", 1),
        ("2026-01-02", "not_found", 1),
    ]


def test_the_last_reindex_is_known_with_who_and_when(archive: Archive) -> None:
    assert archive.figures()["last_reindex"] is None
    archive.record_action("admin:1", "reindex", "full")
    archive.record_action("admin:2", "reindex", "catch-up")
    archive.record_action("admin:3", "remove", "x")
    who, how, when = archive.figures()["last_reindex"].split("/")
    assert (who, how) == ("admin:2", "catch-up")
    assert datetime.fromisoformat(when).tzinfo is not None
