"""What a person may mean who types what they want to follow, and how often that comes.

"doan" may be "đoàn", "đoán" or "đoạn": which of them are in the news is read from the newest
articles that the person may read. A text may also be the name of a category or a source.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

from index.archive.archive import Archive
from index.follow.matching import Matcher
from index.follow.phrases import Terms, folded, paragraphs
from index.language.normalize import fold, has_marks, nfc
from index.language.tokens import terms_of, tokenize
from index.model import Article, Role, Topic
from index.search.topics import Topics
from index.service import Follow, FollowKind

LOOKED_AT: Final = 500
"""Newest articles that readings and frequencies are taken from: about 0.2 s."""
COUNTED_DAYS: Final = 28
"""Whole weeks, so that no day of the week counts more."""
MOST_READINGS: Final = 6
_WEEK: Final = 7


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be followed; see `Follow` for the fields."""

    kind: FollowKind
    value: str
    exact_marks: bool = True


def recent_news(archive: Archive, role: Role) -> list[Article]:
    """Returns the newest articles that a role may read, those without a day last."""
    _, stored = archive.latest(role.audiences, "1", [], LOOKED_AT, 0)
    return [one.article for one in stored]


def choices(archive: Archive, typed: str, role: Role) -> list[Choice]:
    """Returns what a typed text may mean, most likely first; empty for one without words.

    Where a phrase without tone marks has several readings, the last choice is any of them.
    """
    typed = " ".join(nfc(typed).split())
    if not terms_of(typed):
        return []
    topics = Topics(archive)
    named = [
        Choice(kind, topic.name)
        for kind, known in (
            (FollowKind.CATEGORY, topics.of("category", role)),
            (FollowKind.SOURCE, topics.of("source", role)),
        )
        for topic in known
        if _same(topic, typed)
    ]
    return named + _phrases(typed, readings(typed, recent_news(archive, role)))


def readings(typed: str, articles: Sequence[Article]) -> list[str]:
    """Returns how a typed phrase is written in articles, in its commonest spelling first.

    A typed word with marks is read as itself alone; one without, with any marks.

    >>> news = [Article("a", "Đoàn trường", "Đoàn họp."), Article("b", "Dự đoán", "")]
    >>> readings("doan", news), readings("đoán", news)
    (['Đoàn', 'đoán'], ['đoán'])
    """
    terms = terms_of(nfc(typed))
    number: Counter[Terms] = Counter()
    written: dict[Terms, Counter[str]] = {}
    for article in articles:
        found: set[Terms] = set()
        for paragraph in paragraphs(article):
            for reading, spelling in _standing(terms, paragraph):
                found.add(reading)
                written.setdefault(reading, Counter())[spelling] += 1
        number.update(found)
    common = sorted(number, key=lambda reading: (-number[reading], reading))
    return [max(written[one], key=lambda w: (written[one][w], w)) for one in common]


def times_a_week(choice: Choice, articles: Sequence[Article], today: date) -> float:
    """Returns how many of the newest articles of a week are what a choice means.

    `articles` as `recent_news` returns them.
    """
    dated = [one for one in articles if one.published is not None]
    first = today - timedelta(days=COUNTED_DAYS - 1)
    if len(dated) >= LOOKED_AT and (oldest := dated[-1].published) is not None:
        first = min(max(first, oldest), today)
    matcher = Matcher([_as_follow(choice)])
    number = sum(1 for one in dated if one.published and one.published >= first and matcher.of(one))
    return number * _WEEK / ((today - first).days + 1)


def _phrases(typed: str, found: Sequence[str]) -> list[Choice]:
    as_typed = Choice(FollowKind.PHRASE, typed)
    if not any(char.isalpha() for char in typed):
        return [as_typed]  # numbers have no marks
    if has_marks(typed):
        known = {terms_of(one) for one in found}
        if not found or terms_of(typed) in known:
            return [as_typed]
        return [*_readings(found), as_typed]
    if not found:
        return [Choice(FollowKind.PHRASE, typed, exact_marks=False)]
    if len(found) == 1:
        return _readings(found)
    return [*_readings(found), Choice(FollowKind.PHRASE, typed, exact_marks=False)]


def _readings(found: Sequence[str]) -> list[Choice]:
    return [Choice(FollowKind.PHRASE, one) for one in found[:MOST_READINGS]]


def _same(topic: Topic, typed: str) -> bool:
    """Tells whether a topic is meant: by its name with the marks, or typed without any."""
    name = nfc(topic.name)
    if has_marks(typed):
        return terms_of(name) == terms_of(typed)
    return folded(terms_of(name)) == terms_of(typed)


def _standing(terms: Terms, paragraph: str) -> list[tuple[Terms, str]]:
    """Returns the readings of typed terms in a paragraph, each with how it is written."""
    there = terms_of(paragraph)
    plain, first = folded(terms), fold(terms[0])
    at = [
        start
        for start, term in enumerate(there)
        if fold(term) == first
        and folded(there[start : start + len(terms)]) == plain
        and all(
            typed in (fold(typed), found)
            for typed, found in zip(terms, there[start:], strict=False)
        )
    ]
    if not at:
        return []
    tokens = tokenize(paragraph)
    return [
        (
            there[start : start + len(terms)],
            " ".join(paragraph[tokens[start].start : tokens[start + len(terms) - 1].end].split()),
        )
        for start in at
    ]


def _as_follow(choice: Choice) -> Follow:
    never = datetime.fromtimestamp(0, UTC)
    return Follow(0, 0, None, 0, choice.kind, choice.value, choice.exact_marks, None, never)
