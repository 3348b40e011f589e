"""Step 3's view of time: the newest where the present is asked, the year where one is named."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from index.answer.understanding import TimeIntent
from index.search.retrieve import RankedArticle

# Articles that score so much less than the best are on other matters; time decides among
# the rest only.
_SAME_MATTER: Final = 5.0
# For a word ("hiện nay", "mới nhất"), and where only the matter tells (a hotline).
_NEWEST_ASKED_BONUS: Final = 2.2
_NEWEST_BONUS: Final = 1.5
_YEAR_BONUS: Final = 3.0


def rank_by_time(articles: Sequence[RankedArticle], time: TimeIntent) -> list[RankedArticle]:
    """Returns the articles re-ordered by the time the question asks for.

    `now`: among those on the same matter, newer ones gain in order of their dates, more
    where a word asks for it. A named year: articles of it or that name it gain.
    """
    if not articles or not (time.now or time.years):
        return list(articles)
    best = articles[0].score
    close = [a for a in articles if a.score >= best - _SAME_MATTER]
    if time.now:
        bonus = _newness(close, _NEWEST_ASKED_BONUS if time.asked else _NEWEST_BONUS)
    else:
        bonus = {a.article_id: _year_fit(a, time) for a in close}
    moved = [replace(a, score=a.score + bonus.get(a.article_id, 0.0)) for a in articles]
    return sorted(moved, key=lambda a: (-a.score, a.article_id))


def _newness(close: Sequence[RankedArticle], most: float) -> dict[int, float]:
    dated = [a for a in close if a.best.passage.stored.article.published is not None]
    dated.sort(key=lambda a: (a.best.passage.stored.article.published, a.article_id))
    step = most / max(1, len(dated) - 1)
    return {a.article_id: step * position for position, a in enumerate(dated)}


def _year_fit(article: RankedArticle, time: TimeIntent) -> float:
    return _YEAR_BONUS * sum(names_year(article, year) for year in time.years) / len(time.years)


def names_year(article: RankedArticle, year: int) -> float:
    """Says how well an article fits a year, 0 to 1: by its title, its date, its passage.

    A span of years ("giai đoạn 2021-2025") names its ends only weakly.
    """
    stored = article.best.passage.stored.article
    alone = re.compile(rf"(?<![\d-]){year}(?![\d-])")
    if alone.search(stored.title):
        return 1.0
    if stored.published is not None and stored.published.year == year:
        return 0.8
    if alone.search(article.best.passage.text):
        return 0.7
    if alone.search(stored.text):
        return 0.5
    return 0.3 if str(year) in stored.title + article.best.passage.text else 0.0
