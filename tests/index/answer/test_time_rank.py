"""Step 3: the newest article where the present is asked, the year's where one is named."""

from __future__ import annotations

from datetime import date

from index.answer.time_rank import names_year, rank_by_time
from index.answer.understanding import TimeIntent
from index.search.query import Query
from index.search.rank import InArticle, RankedPassage
from index.search.retrieve import RankedArticle
from tests.index.search.fakes import rarity_of, stored


def article(
    number: int, score: float, published: date | None, *, title: str = "Tin", text: str = "Tin."
) -> RankedArticle:
    (passage,) = stored(text, title=title, published=published, number=number)
    ranked = RankedPassage(passage, score, {}, InArticle(lambda: [passage], rarity_of(Query(()))))
    return RankedArticle(number, [ranked], score)


OLD = article(1, 10.0, date(2020, 1, 1))
NEW = article(2, 9.5, date(2024, 1, 1))
UNDATED = article(3, 9.8, None)
FAR = article(4, 3.0, date(2026, 1, 1))


def order(articles: list[RankedArticle], time: TimeIntent) -> list[int]:
    return [a.article_id for a in rank_by_time(articles, time)]


def test_the_newest_of_the_same_matter_comes_first_for_the_present() -> None:
    assert order([OLD, UNDATED, NEW, FAR], TimeIntent(now=True))[0] == 2


def test_a_newer_article_on_another_matter_stays_behind() -> None:
    assert order([OLD, NEW, FAR], TimeIntent(now=True, asked=True))[-1] == 4


def test_without_a_time_the_order_stays() -> None:
    assert order([OLD, UNDATED, NEW, FAR], TimeIntent()) == [1, 3, 2, 4]


def test_a_named_year_brings_its_article_first() -> None:
    assert order([NEW, OLD], TimeIntent((2020,))) == [1, 2]
    assert order([OLD, NEW], TimeIntent((2024,))) == [2, 1]


def test_a_year_fits_by_title_date_and_text_in_this_order() -> None:
    by_title = article(1, 1.0, None, title="Kết quả năm 2023")
    by_date = article(2, 1.0, date(2023, 5, 1))
    by_text = article(3, 1.0, None, text="Kết quả năm 2023.")
    by_span = article(4, 1.0, None, text="Giai đoạn 2021-2023 và sau.")
    none = article(5, 1.0, date(2022, 5, 1), text="Số 20234.")
    fits = [names_year(a, 2023) for a in (by_title, by_date, by_text, by_span, none)]
    assert fits[0] > fits[1] > fits[2] > fits[3] > 0


def test_another_year_does_not_fit() -> None:
    assert names_year(article(1, 1.0, date(2022, 5, 1), text="Năm 2021."), 2023) == 0.0


def test_no_articles_stay_none() -> None:
    assert rank_by_time([], TimeIntent(now=True)) == []
