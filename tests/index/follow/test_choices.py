"""What a typed text may mean, as the news have it, and how often that comes."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from index.archive.archive import Archive
from index.follow.choices import LOOKED_AT, Choice, choices, readings, times_a_week
from index.model import Article, Audience, Role
from index.service import FollowKind
from tests.index.samples import article, prepared

TODAY = date(2026, 11, 23)


@pytest.fixture
def news(archive: Archive) -> Archive:
    texts = {
        "Đoàn trường": "Đoàn viên dự đoán.",
        "Lễ ra quân": "Đoàn thanh niên, đoàn kết. Sơn La.",
        "Chuyển đổi số": "chuyển đổi số là gì? covid",
    }
    items = [
        article(f"https://a.example/{n}", text, title=title, category="Đoàn thể", source="Sở A",
                published=TODAY)
        for n, (title, text) in enumerate(texts.items())
    ]  # fmt: skip
    secret = article("https://a.example/9", "doạn mật", category="Nội bộ", audience=Audience.STAFF)
    archive.store(prepared(item) for item in (*items, secret))
    return archive


def meant(archive: Archive, typed: str, role: Role = Role.CITIZEN) -> list[tuple[str, bool]]:
    return [(one.value, one.exact_marks) for one in choices(archive, typed, role)]


def test_a_word_without_marks_may_mean_each_reading_in_the_news_or_any(news: Archive) -> None:
    assert meant(news, "doan") == [("Đoàn", True), ("đoán", True), ("doan", False)]


def test_a_reading_that_only_staff_may_read_is_never_told_to_citizens(news: Archive) -> None:
    assert "doạn" in dict(meant(news, "doan", Role.STAFF))
    assert "doạn" not in dict(meant(news, "doan"))
    assert meant(news, "noi bo") == [("noi bo", False)]
    assert choices(news, "noi bo", Role.STAFF)[0].kind is FollowKind.CATEGORY


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("đoán", [("đoán", True)]),  # typed with marks: meant so
        ("đoản", [("đoản", True)]),  # also where no news has it yet
        ("Sơn La", [("Sơn La", True)]),
        ("chuyen doi so", [("chuyển đổi số", True)]),  # one reading: that one
        ("covid", [("covid", True)]),
        ("bau cu", [("bau cu", False)]),  # none: any that comes
        ("đoàn thanh nien", [("Đoàn thanh niên", True), ("đoàn thanh nien", True)]),
        ("🙂 !", []),
        ("", []),
    ],
)
def test_what_is_asked_and_what_is_taken_as_typed(
    news: Archive, typed: str, expected: list[tuple[str, bool]]
) -> None:
    found = meant(news, typed)
    assert [(value.casefold(), exact) for value, exact in found] == [
        (value.casefold(), exact) for value, exact in expected
    ]


@pytest.mark.parametrize("typed", ["doan the", "Đoàn  thể"])
def test_the_name_of_a_category_may_mean_it(news: Archive, typed: str) -> None:
    first = choices(news, typed, Role.CITIZEN)[0]
    assert first == Choice(FollowKind.CATEGORY, "Đoàn thể")
    assert choices(news, "sở a", Role.CITIZEN)[0] == Choice(FollowKind.SOURCE, "Sở A")
    assert choices(news, "sợ a", Role.CITIZEN)[0].kind is FollowKind.PHRASE


def test_half_a_phrase_at_the_end_of_a_text_is_no_reading() -> None:
    assert readings("chuyen doi so", [article(text="chuyển đổi")]) == []


def dated(day: date, n: int) -> Article:
    return article(f"https://a.example/{n}", "họp", published=day)


def test_how_often_is_counted_over_four_weeks() -> None:
    news = [dated(TODAY - timedelta(days=n), n) for n in range(60)]
    assert times_a_week(Choice(FollowKind.PHRASE, "họp"), news, TODAY) == 7
    assert times_a_week(Choice(FollowKind.PHRASE, "khác"), news, TODAY) == 0
    assert times_a_week(Choice(FollowKind.PHRASE, "họp"), [], TODAY) == 0


def test_how_often_is_counted_over_fewer_days_where_there_is_much_news() -> None:
    news = [dated(TODAY - timedelta(days=n // 100), n) for n in range(LOOKED_AT)]
    assert times_a_week(Choice(FollowKind.PHRASE, "họp"), news, TODAY) == 700


def test_a_number_has_no_marks_to_be_asked_for(news: Archive) -> None:
    assert choices(news, "2026", Role.CITIZEN) == [Choice(FollowKind.PHRASE, "2026")]
