"""Step 7: what a person has to know beside an answer.

That the deadline it gives has passed, and that there is newer news on the same matter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from index.answer.cues import AnswerType
from index.answer.deadlines import asks_by_when, passed_deadline
from index.answer.reader import Best
from index.answer.understanding import Understanding
from index.model import Article, Newer
from index.search.query import Concept, ConceptKind
from index.search.rank import Rarity, held_concepts
from index.search.retrieve import RankedArticle

# Chosen on the sample archive so that nothing is said where in doubt (a wrong warning
# annoys): the 390 gold questions, which ask for one event each, get no such note.
_MOST_LOOKED_AT: Final = 10
# Of the asked words that the answering article holds, by weight. Where the deadline has
# passed, news of the next occasion help even if they say less.
_HELD_SHARE: Final = 0.9
_HELD_SHARE_PASSED: Final = 0.75
# Of what is asked both titles have to say so much, and so much of what the answering one does.
_TITLE_LEAST: Final = 0.3
_TITLE_SHARE: Final = 0.7
# A number has to stand in the article, a name in its title.
_STRICT: Final = frozenset({ConceptKind.NAME, ConceptKind.NUMBER})
# What a question names by these there is at each occasion: "giải Nhất", "bảng B".
_OF_ANY_OCCASION: Final = frozenset({"giai", "bang"})
# Who tells why, or who it was, gives no deadline.
_NO_DEADLINE: Final = frozenset({AnswerType.REASON, AnswerType.PERSON})
_ASKS_PAST: Final = re.compile(
    r"(?<!\w)(?:trước đây|trước kia|truoc day|truoc kia|(?:khóa|kỳ|khoa|ky|năm|nam|tháng|thang|"
    r"lần|lan|tuần|tuan) (?:trước|truoc|ngoái|ngoai)|cũ|nguyên|tiền nhiệm|tien nhiem|đầu tiên|"
    r"dau tien|lần đầu|lan dau|former|formerly|previous|previously|first|last|ago)(?!\w)",
    re.IGNORECASE,
)
# "thay cho số 0230.3855.219": told as what no longer holds.
_REPLACED: Final = re.compile(
    r"(?:thay (?:cho|vì|thế)|không còn|trước đây|trước đó|cũ|instead of|formerly)\W[^.\n]{0,40}$",
    re.IGNORECASE,
)
_REPLACED_WITHIN: Final = 60


@dataclass(frozen=True, slots=True)
class Notes:
    """What stands beside an answer; nothing by default."""

    overdue_days: int | None = None
    """How many days ago the deadline that the answer gives has passed."""
    newer: Newer | None = None
    """The newest article on the same matter, where the answer stands in an older one."""


def notes_on(
    best: Best,
    understanding: Understanding,
    articles: Sequence[RankedArticle],
    rarity: Rarity,
    today: date,
) -> Notes:
    """Returns the notes on an answer; `articles` are the ranked ones, best first."""
    reading = best.reading
    published = _article(reading.candidate.article).published
    deadline = None
    if understanding.answer_type not in _NO_DEADLINE:
        dated = understanding.answer_type in (AnswerType.DATE, AnswerType.TIME) and reading.typed
        deadline = passed_deadline(
            reading.candidate.text,
            reading.span,
            published,
            today,
            asked=dated and asks_by_when(understanding.text),
        )
    held = _HELD_SHARE if deadline is None else _HELD_SHARE_PASSED
    overdue = None if deadline is None else (today - deadline).days
    return Notes(overdue, _newer(best, understanding, articles, rarity, today, held))


def _newer(
    best: Best,
    understanding: Understanding,
    articles: Sequence[RankedArticle],
    rarity: Rarity,
    today: date,
    held: float,
) -> Newer | None:
    """Returns the newest article that is on the matter of the one that answers."""
    answering = best.reading.candidate.article
    told = _article(answering).published
    if told is None or _asks_one_time(understanding):
        return None
    title = held_concepts(answering.best.passage.title, rarity)
    found = [
        (day, -place, ranked)
        for place, ranked in enumerate(articles[:_MOST_LOOKED_AT])
        if (day := _article(ranked).published) is not None
        and told < day <= today
        and _shares_title(ranked, title, rarity)
        and _holds_as_much(ranked, answering, rarity, held)
    ]
    if not found:
        return None
    day, _, ranked = max(found, key=lambda item: item[:2])
    article = _article(ranked)
    again = tells_again(f"{article.title}\n{article.text}", best.reading.text)
    return None if again else Newer(article.url, article.title, day)


def _asks_one_time(understanding: Understanding) -> bool:
    """Tells whether a question is on one time or occasion, so that no other is newer news."""
    occasions = {head for head, _ in understanding.named} - _OF_ANY_OCCASION
    past = _ASKS_PAST.search(understanding.text)
    return bool(understanding.time.years or occasions or past)


def _shares_title(ranked: RankedArticle, title: set[Concept], rarity: Rarity) -> bool:
    """Tells whether a title says most of what another one, by `title`, says of the question."""
    mine = held_concepts(ranked.best.passage.title, rarity)
    least = max(_TITLE_LEAST, _TITLE_SHARE * rarity.share(title))
    return rarity.share(title & mine) >= least


def _holds_as_much(
    ranked: RankedArticle, answering: RankedArticle, rarity: Rarity, held: float
) -> bool:
    """Tells whether an article holds what is asked nearly as well as the one that answers."""
    mine, theirs = ranked.best.in_article, answering.best.in_article
    if rarity.share(mine) < held * rarity.share(theirs):
        return False
    title = held_concepts(ranked.best.passage.title, rarity)
    return all(
        concept in (title if concept.kind is ConceptKind.NAME else mine)
        for concept in theirs
        if concept.kind in _STRICT
    )


def tells_again(text: str, answer: str) -> bool:
    """Tells whether a text says an answer again, other than as what it was before."""
    for match in re.finditer(rf"(?<!\w){re.escape(answer)}(?!\w)", text, re.IGNORECASE):
        if not _REPLACED.search(text[max(0, match.start() - _REPLACED_WITHIN) : match.start()]):
            return True
    return False


def _article(ranked: RankedArticle) -> Article:
    return ranked.best.passage.stored.article
