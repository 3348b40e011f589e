"""What stands beside an answer: a passed deadline, newer news; nothing where in doubt."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from index.answer.notes import Notes, notes_on, tells_again
from index.answer.reader import Best, best_reading
from index.answer.select import select_sentences
from index.answer.time_rank import rank_by_time
from index.model import Article, Newer
from index.search.rank import rank_passages
from index.search.retrieve import RankedArticle, Retrieved, group
from tests.index.answer.made_up import asked
from tests.index.search.fakes import rarity_of, siblings, stored

TODAY = date(2026, 6, 1)
OLD = Article(
    "https://vi-du.example/1",
    "Thủ tục cấp giấy phép bưu chính nội tỉnh",
    "Giấy phép bưu chính nội tỉnh được cấp trong thời hạn 20 ngày làm việc.",
    date(2020, 6, 15),
)
NEW = Article(
    "https://vi-du.example/2",
    "Rút ngắn thủ tục cấp giấy phép bưu chính nội tỉnh",
    "Từ nay giấy phép bưu chính nội tỉnh được cấp trong thời hạn ngắn hơn là 15 ngày làm việc.",
    date(2024, 1, 5),
)
QUESTION = "Thời hạn cấp giấy phép bưu chính nội tỉnh là mấy ngày làm việc?"


def changed(article: Article, **values: object) -> Article:
    fields = {name: getattr(article, name) for name in ("url", "title", "text", "published")}
    return Article(**{**fields, **values})


def notes(question: str, *articles: Article, today: date = TODAY) -> Notes:
    """Returns the notes on the answer that the first article gives, the others found too."""
    best, found, ranked = read(question, articles)
    return notes_on(best, asked(question), ranked, found.rarity, today)


def read(
    question: str, articles: Sequence[Article]
) -> tuple[Best, Retrieved, Sequence[RankedArticle]]:
    understanding = asked(question)
    known = [
        passage
        for number, a in enumerate(articles, 1)
        for passage in stored(a.text, title=a.title, published=a.published, number=number)
    ]
    by_article = siblings(known)
    rarity = rarity_of(understanding.query)
    ranked = rank_passages([(p, 1.0) for p in known], lambda p: by_article[p.stored.id], rarity)
    found = Retrieved(group(ranked), rarity, len(known))
    first = [a for a in found.articles if a.article_id == 1]
    best = best_reading(select_sentences(understanding, first, found), understanding, found)
    assert best is not None
    return best, found, rank_by_time(found.articles, understanding.time)


def test_an_answer_older_than_news_on_its_matter_says_so() -> None:
    newer = Newer("https://vi-du.example/2", NEW.title, date(2024, 1, 5))
    assert notes(QUESTION, OLD, NEW).newer == newer


def test_the_newest_of_several_is_named() -> None:
    newest = changed(NEW, published=date(2025, 3, 1), text=NEW.text.replace("15", "10"))
    found = notes(QUESTION, OLD, NEW, newest).newer
    assert found is not None and found.published == date(2025, 3, 1)


@pytest.mark.parametrize(
    "other",
    [
        changed(NEW, published=date(2019, 1, 1)),
        changed(NEW, published=OLD.published),
        changed(NEW, published=None),
        changed(NEW, published=date(2026, 6, 2)),  # after today
        changed(NEW, title="Sở tổ chức gặp mặt báo chí đầu năm"),
        changed(NEW, title="Thủ tục cấp giấy phép xây dựng", text="Giấy phép xây dựng cấp ngay."),
        changed(NEW, text=NEW.text.replace("15 ngày", "20 ngày")),  # says the same again
    ],
)
def test_what_is_not_newer_or_on_another_matter_or_says_the_same_is_not_named(
    other: Article,
) -> None:
    assert notes(QUESTION, OLD, other).newer is None


def test_an_undated_answer_is_older_than_nothing() -> None:
    assert notes(QUESTION, changed(OLD, published=None), NEW).newer is None


@pytest.mark.parametrize(
    "asking",
    [
        "Năm 2020 thời hạn cấp giấy phép bưu chính nội tỉnh là mấy ngày làm việc?",
        "Trước đây thời hạn cấp giấy phép bưu chính nội tỉnh là mấy ngày làm việc?",
        "Năm trước thời hạn cấp giấy phép bưu chính nội tỉnh là mấy ngày làm việc?",
        "Lần đầu thời hạn cấp giấy phép bưu chính nội tỉnh là mấy ngày làm việc?",
        "Đợt 2 thời hạn cấp giấy phép bưu chính nội tỉnh là mấy ngày làm việc?",
    ],
)
def test_who_asks_for_one_time_is_told_of_no_other(asking: str) -> None:
    assert notes(asking, OLD, NEW).newer is None


def test_an_answer_is_told_again_unless_as_what_was_before() -> None:
    assert tells_again("Thời hạn vẫn là 20 ngày.", "20 ngày")
    assert not tells_again("Thời hạn là 120 ngày.", "20 ngày")
    assert not tells_again("Đường dây nóng mới thay cho số 0230.3855.219.", "0230.3855.219")
    assert tells_again("Thay cho số 0230.1: nay là số khác. Gọi 0230.1.", "0230.1")


DEADLINE = Article(
    "https://vi-du.example/1",
    "Mời đề xuất nhiệm vụ khoa học",
    "Tổ chức, cá nhân gửi phiếu đề xuất nhiệm vụ khoa học trước ngày 30/9/2025.",
    date(2025, 8, 18),
)


def test_a_passed_deadline_says_how_long_ago_it_was() -> None:
    question = "Gửi phiếu đề xuất nhiệm vụ khoa học trước ngày nào?"
    assert notes(question, DEADLINE, today=date(2025, 10, 1)).overdue_days == 1
    assert notes(question, DEADLINE, today=date(2025, 9, 30)).overdue_days is None


def test_a_past_event_is_no_deadline() -> None:
    event = changed(
        DEADLINE, text="Đại hội Chi đoàn Sở diễn ra ngày 14/3/2022.", published=date(2022, 3, 15)
    )
    assert notes("Đại hội Chi đoàn Sở diễn ra ngày nào?", event) == Notes()


def test_a_reason_that_tells_of_a_deadline_gives_none() -> None:
    why = changed(DEADLINE, text="Hạn lùi đến hết ngày 31/10/2022 do mưa lũ ở các huyện miền núi.")
    assert notes("Vì sao hạn nộp bị lùi?", why).overdue_days is None
