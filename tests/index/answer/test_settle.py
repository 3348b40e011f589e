"""Where no article answers, the person is told whose matter it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from index.answer.provinces import Province, provinces
from index.answer.settle import Home, home_of, settled
from index.assistant import Assistant
from index.model import Answer, Language, Quote, Status
from index.settings import Settings
from tests.index.tiny_news import NEWS, TODAY, open_with

HANOI = next(province for province in provinces() if province.name == "Hà Nội")
QUOTE = Quote("A", "A là chủ tịch.", 0, 1, "u", "t", None, None, None)
ABOUT_HANOI = "Chủ tịch Hà Nội là ai?"


def answer(question: str, status: Status) -> Answer:
    quote = QUOTE if status is Status.ANSWERED else None
    return Answer(question, status, Language.VIETNAMESE, quote)


def home(
    share: float = 0.0, *, named: bool = False, own: frozenset[Province] = frozenset()
) -> Home:
    return Home(lambda province: share, lambda province, quote: named, own)


@pytest.mark.parametrize("status", [Status.ANSWERED, Status.RELATED, Status.NOT_FOUND])
def test_a_province_that_no_article_names_is_another(status: Status) -> None:
    found = settled(answer(ABOUT_HANOI, status), home())
    assert found.status is Status.OTHER_PROVINCE and found.quote is None


@pytest.mark.parametrize(
    ("status", "there"),
    [
        (Status.ANSWERED, home(0.01, named=True)),
        (Status.RELATED, home(0.01)),
        (Status.NOT_FOUND, home(0.2)),
        (Status.ANSWERED, home(0.2)),
        (Status.NOT_FOUND, home(own=frozenset({HANOI}))),
    ],
)
def test_what_the_archive_speaks_of_is_left_to_it(status: Status, there: Home) -> None:
    given = answer(ABOUT_HANOI, status)
    assert settled(given, there) is given


@pytest.mark.parametrize(
    ("question", "status", "becomes"),
    [
        ("nộp đơn khiếu nại ở đâu", Status.RELATED, Status.COMPLAINT),
        ("nộp đơn khiếu nại ở đâu", Status.ANSWERED, Status.ANSWERED),
        ("đường dây nóng phòng chống tự tử ở đâu", Status.NOT_FOUND, Status.DISTRESS),
        ("Ai là giám đốc?", Status.NOT_FOUND, Status.NOT_FOUND),
        ("xin chào", Status.GREETING, Status.GREETING),
    ],
)
def test_an_unanswered_question_is_handed_on(
    question: str, status: Status, becomes: Status
) -> None:
    assert settled(answer(question, status), home()).status is becomes


def test_the_departments_own_province_is_no_other(tmp_path: Path) -> None:
    file = tmp_path / "department.toml"
    file.write_text('[vi]\nname = "Sở Khoa học và Công nghệ tỉnh Bắc Ninh"\n', "utf-8")
    with_own = open_with(tmp_path / "home", NEWS)
    try:
        there = home_of(with_own.archive, with_own._engine, file)
        assert {province.name for province in there.own} == {"Bắc Ninh"}
        # Bắc Giang is part of Bắc Ninh since 2025.
        asked = answer("Chủ tịch tỉnh Bắc Giang là ai?", Status.NOT_FOUND)
        assert settled(asked, there) is asked
        missing = home_of(with_own.archive, with_own._engine, tmp_path / "none.toml")
        assert missing.own == frozenset()
    finally:
        with_own.close()


def test_provinces_are_counted_as_the_articles_name_them(tmp_path: Path) -> None:
    text = "Đoàn công tác tỉnh Thanh Hóa đến làm việc với Sở ngày 5/3/2024."
    told = replace(NEWS[0], url="https://a.example/x", title="Đón đoàn công tác", text=text)
    opened = open_with(tmp_path, [*NEWS, told])
    try:
        there = home_of(opened.archive, opened._engine, Settings().department_file)
        thanh_hoa = next(province for province in provinces() if province.name == "Thanh Hóa")
        assert 0 < there.share(thanh_hoa) < 1
        assert there.share(HANOI) == 0
        assert there.named(thanh_hoa, replace(QUOTE, url=told.url))
        assert not there.named(HANOI, replace(QUOTE, url=told.url))
        assert there.named(HANOI, replace(QUOTE, url="gone", sentence="Ở Hà Nội."))
    finally:
        opened.close()


@pytest.mark.parametrize(
    ("question", "status", "language"),
    [
        ("Chủ tịch UBND thành phố Hà Nội hiện nay là ai?", "other_province", "vi"),
        ("Who is the chairman of Ho Chi Minh City?", "other_province", "en"),
        ("nộp đơn tố cáo cho ai", "complaint", "vi"),
        ("toi muon tu tu", "distress", "vi"),
        ("CCCD 001099012345", "personal_data", "vi"),
    ],
)
def test_it_is_wired_into_asking(
    assistant: Assistant, question: str, status: str, language: str
) -> None:
    found = assistant.ask(question, today=TODAY)
    assert (found.status, found.language) == (status, language)


def test_courtesies_do_not_cost_the_answer(assistant: Assistant) -> None:
    question = "Ai là bí thư Chi đoàn mới?"
    plain = assistant.ask(question, today=TODAY)
    polite = assistant.ask(f"Chào ad, cho em hỏi {question} Cảm ơn ạ!", today=TODAY)
    assert polite.quote == plain.quote is not None


def test_a_question_with_an_identity_number_is_answered_without_it(assistant: Assistant) -> None:
    question = "Ai là bí thư Chi đoàn mới?"
    plain = assistant.ask(question, today=TODAY)
    told = assistant.ask(f"Em là dân, CCCD 001099012345. {question}", today=TODAY)
    assert told.personal and not plain.personal
    assert told.status is plain.status
    assert "001099012345" not in repr(told)
