"""Questions without an answer, votes and figures: bounded, for a time, and without a person."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from pathlib import Path

import pytest

from index.archive import asked
from index.archive.archive import Archive
from index.model import Language
from index.service import Votes

DAY = date(2026, 1, 31)
VI = Language.VIETNAMESE


def note(archive: Archive, *texts: str, day: date = DAY) -> None:
    for text in texts:
        archive.asked.note_unanswered(text, VI, "not_found", day)


def texts(archive: Archive) -> list[tuple[str, int]]:
    return [(one.text, one.times) for one in archive.asked.unanswered(99)[1]]


# --- unanswered ----------------------------------------------------------------------


def test_spellings_of_one_question_count_together_and_show_the_marks(archive: Archive) -> None:
    note(archive, "phi dang ky xe?", "Phí đăng ký xe", "PHI DANG KY XE!!", "Học phí?")
    assert texts(archive) == [("Phí đăng ký xe", 3), ("Học phí?", 1)]


def test_the_most_asked_come_first_page_by_page_and_survive_a_restart(tmp_path: Path) -> None:
    archive = Archive.open(tmp_path)
    note(archive, "một", "hai", "hai", "ba", "ba", "ba")
    archive.asked.note_unanswered("two", Language.ENGLISH, "related", DAY + timedelta(days=1))
    archive.close()
    archive = Archive.open(tmp_path)
    number, page = archive.asked.unanswered(2, 1)
    assert number == 4
    assert [(one.text, one.times) for one in page] == [("hai", 2), ("two", 1)]
    assert (page[1].language, page[1].status, page[1].last_day) == (
        Language.ENGLISH, "related", DAY + timedelta(days=1),
    )  # fmt: skip
    archive.close()


def test_a_question_that_is_done_is_gone_until_it_is_asked_again(archive: Archive) -> None:
    note(archive, "một", "một")
    (one,) = archive.asked.unanswered(9)[1]
    assert len(one.key.encode()) == 12  # a button has 64 bytes
    assert archive.asked.done(one.key)
    assert not archive.asked.done(one.key)
    assert archive.asked.unanswered(9) == (0, [])
    note(archive, "một")
    assert texts(archive) == [("một", 1)]


@pytest.mark.parametrize("text", ["", " ", "?!", "🙂🙂", "•••"])
def test_a_text_without_a_word_is_left_out(archive: Archive, text: str) -> None:
    note(archive, text)
    assert archive.asked.unanswered(9) == (0, [])


def test_an_endless_text_is_cut_and_half_a_character_does_no_harm(archive: Archive) -> None:
    note(archive, "dài " * 500, "hỏi \ud800 gì")
    assert sorted(len(text) for text, _ in texts(archive)) == [8, 299]


def test_what_was_last_asked_ninety_days_ago_is_deleted_when_another_comes(
    archive: Archive,
) -> None:
    note(archive, "cũ", "vẫn hỏi")
    note(archive, "vẫn hỏi", day=DAY + timedelta(days=50))
    note(archive, "mới", day=DAY + timedelta(days=90))
    assert {text for text, _ in texts(archive)} == {"cũ", "vẫn hỏi", "mới"}
    note(archive, "mới", day=DAY + timedelta(days=91))
    assert {text for text, _ in texts(archive)} == {"vẫn hỏi", "mới"}


def test_a_flood_of_questions_pushes_out_none_that_is_asked_often(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asked, "MOST_UNANSWERED", 5)
    note(archive, "thường hỏi", "thường hỏi")
    note(archive, *(f"câu vô nghĩa {n}" for n in range(50)))
    number, page = archive.asked.unanswered(9)
    assert number == 5
    assert page[0].text == "thường hỏi"
    assert "câu vô nghĩa 49" in {one.text for one in page}


# --- votes ---------------------------------------------------------------------------


def test_a_person_has_one_vote_on_an_answer_and_may_change_it(archive: Archive) -> None:
    assert archive.asked.vote("k", 7, True, DAY)
    assert not archive.asked.vote("k", 7, True, DAY)
    assert archive.asked.vote("k", 8, True, DAY)
    assert archive.asked.votes("k") == Votes(2, 0)
    assert archive.asked.vote("k", 7, False, DAY)
    assert archive.asked.votes("k") == Votes(1, 1)
    assert archive.asked.votes("another") == Votes()


def test_two_connections_count_a_persons_vote_once(tmp_path: Path) -> None:
    archives = [Archive.open(tmp_path) for _ in range(2)]

    def vote(archive: Archive) -> int:
        return sum(archive.asked.vote("k", user, True, DAY) for user in range(20))

    with ThreadPoolExecutor(2) as pool:
        assert sum(pool.map(vote, archives)) == 20
    assert archives[1].asked.votes("k") == Votes(20, 0)
    for archive in archives:
        archive.close()


def test_of_one_person_so_many_votes_are_kept_the_latest(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asked, "MOST_VOTES_A_PERSON", 3)
    archive.asked.vote("k0", 8, True, DAY)
    for n in range(6):
        archive.asked.vote(f"k{n}", 7, True, DAY + timedelta(days=n))
    assert [archive.asked.votes(f"k{n}").up for n in range(6)] == [1, 0, 0, 1, 1, 1]


# --- figures -------------------------------------------------------------------------


def test_figures_of_a_span_count_its_days_alone(archive: Archive) -> None:
    for days, status, category in (
        (0, "answered", "Tin tức"), (0, "answered", "Y tế"), (0, "not_found", None),
        (1, "answered", "Y tế"), (5, "answered", "Khác"),
    ):  # fmt: skip
        archive.asked.note_answer(DAY + timedelta(days=days), status, 20.0, category)
    archive.asked.vote("k", 7, True, DAY)
    archive.asked.vote("k", 8, False, DAY + timedelta(days=5))
    figures = archive.asked.figures(DAY, DAY + timedelta(days=1))
    assert figures.statuses == {
        DAY: {"answered": 2, "not_found": 1}, DAY + timedelta(days=1): {"answered": 1},
    }  # fmt: skip
    assert list(figures.topics.items()) == [("Y tế", 2), ("Tin tức", 1)]
    assert figures.votes == Votes(1, 0)
    empty = archive.asked.figures(DAY - timedelta(days=9), DAY - timedelta(days=1))
    assert (empty.statuses, empty.median_ms, empty.p99_ms) == ({}, None, None)


def test_times_are_read_back_to_a_tenth(archive: Archive) -> None:
    for took_ms in (0.0, *(float(n) for n in range(1, 101)), 9_000.0):
        archive.asked.note_answer(DAY, "answered", took_ms)
    figures = archive.asked.figures(DAY, DAY)
    assert figures.median_ms == pytest.approx(50, rel=0.1)
    assert figures.p99_ms == pytest.approx(100, rel=0.1)


def test_votes_and_figures_are_forgotten_in_their_time(archive: Archive) -> None:
    archive.asked.vote("k", 7, True, DAY)
    archive.asked.note_answer(DAY, "answered", 20.0, "Y tế")
    note(archive, "một")
    archive.asked.forget_old(DAY + timedelta(days=90))
    assert archive.asked.votes("k") == Votes(1, 0)
    archive.asked.forget_old(DAY + timedelta(days=91))
    assert archive.asked.votes("k") == Votes()
    assert archive.asked.unanswered(9) == (0, [])
    assert archive.asked.figures(DAY, DAY).topics == {"Y tế": 1}
    archive.asked.forget_old(DAY + timedelta(days=1200))
    figures = archive.asked.figures(DAY, DAY)
    assert (figures.statuses, figures.topics, figures.median_ms) == ({}, {}, None)


def test_no_table_of_questions_knows_who_asked(archive: Archive) -> None:
    for table in ("unanswered", "times", "topics", "outcomes"):
        columns = {column.name for column in archive._db.table(table).columns}
        assert not columns & {"user_id", "chat_id", "actor"}
