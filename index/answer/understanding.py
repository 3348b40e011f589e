"""Step 1: what a question asks: its kind, language, expected answer type and time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from index.answer.cues import AnswerType, answer_cues
from index.answer.roles import posts_in
from index.answer.small_talk import small_talk
from index.answer.units import asked_units
from index.language.lexicon import Lexicon
from index.language.normalize import fold, plain_punctuation
from index.language.tokens import tokenize
from index.model import Language, Status
from index.search.parse import parse_query
from index.search.query import Alternative, Concept, ConceptKind, Query

# Longer messages are stories, not questions; Telegram would allow 4,096.
QUESTION_LIMIT: Final = 300


@dataclass(frozen=True, slots=True)
class TimeIntent:
    """The time a question asks for: named years, or the present."""

    years: tuple[int, ...] = ()
    now: bool = False
    """Asked for by a word ("hiện nay", "mới") or by the matter (a hotline, who holds office)."""
    asked: bool = False
    """Whether a word asks for it."""


@dataclass(frozen=True, slots=True)
class Understanding:
    """A question understood. `outcome` is set where no search is needed."""

    text: str
    language: Language
    query: Query
    answer_type: AnswerType
    time: TimeIntent
    units: tuple[tuple[str, ...], ...] = ()
    """What is counted after "bao nhiêu", "mấy", "how many": ways to say it, folded words."""
    asks: bool = True
    """Whether it has a question word; keywords have none."""
    outcome: Status | None = None


def understand(text: str, lexicon: Lexicon, today: date) -> Understanding:
    """Returns what `text` asks. Any text is understood somehow; nothing is raised.

    `today` is what "năm nay" and "last year" are counted from.
    """
    plain = plain_punctuation(text).strip()
    query, language = parse_query(plain[: QUESTION_LIMIT + 1], lexicon)
    terms = _terms(plain[: QUESTION_LIMIT + 1])
    terms = [part for term in terms for part in lexicon.chat_words.get(term, term).split()]
    units = asked_units(terms, query, language, lexicon)
    found = answer_cues().find(terms, language, counts=bool(units))
    if found is None and posts_in(plain) and not _YES_OR_NO.search(" ".join(terms)):
        found = AnswerType.PERSON  # "chánh văn phòng sở": who it is
    time = _time_intent(terms, found, today)
    return Understanding(
        text=plain,
        language=language,
        query=_with_years(query, time.years, terms),
        answer_type=found or AnswerType.NONE,
        time=time,
        units=units,
        asks=plain.endswith("?") or found is not None,
        outcome=_outcome(plain, terms, query),
    )


def _terms(plain: str) -> list[str]:
    """Returns the terms of a question; "AI" in a cased one is a matter, not "ai" (who)."""
    cased = not plain.isupper()
    return [
        "trí_tuệ_nhân_tạo" if cased and plain[t.start : t.end] == "AI" else t.text
        for t in tokenize(plain)
    ]


def _with_years(query: Query, years: Sequence[int], terms: Sequence[str]) -> Query:
    """Returns the query with the years that "năm ngoái", "last year" stand for."""
    added = tuple(
        Concept((Alternative((str(year),)),), ConceptKind.NUMBER)
        for year in years
        if str(year) not in terms
    )
    return replace(query, concepts=query.concepts + added) if added else query


def _outcome(plain: str, terms: Sequence[str], query: Query) -> Status | None:
    if len(plain) > QUESTION_LIMIT:
        return Status.TOO_LONG
    talk = small_talk().match(terms)
    if talk is not None:
        return talk
    if not any(term for term in terms if not term.isdigit()) and not query.concepts:
        return Status.EMPTY_QUESTION
    return None


# "Giám đốc có dự không?" asks whether, not who.
_YES_OR_NO: Final = re.compile(r"(?<!\S)(?:không|chưa|khong|chua|ko|hông|phải|đúng)(?!\S)")

# --- time -----------------------------------------------------------------------------

_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_NOW: Final = re.compile(
    r"(?<!\S)(?:hien nay|hien tai|hien gio|bay gio|duong nhiem|moi nhat|gan day|gan nhat|vua roi|"
    r"moi|vua|nay|now|current|currently|latest|newest|new|recent|today|present|these days)(?!\S)"
)
_PAST: Final = re.compile(
    r"(?<!\S)(?:truoc|truoc day|cu|nguyen|dau tien|lan dau|former|previous|first|last|ago)(?!\S)"
)
_YEARS_BACK: Final = (
    (0, re.compile(r"(?<!\S)(?:nam nay|this year)(?!\S)")),
    (1, re.compile(r"(?<!\S)(?:nam ngoai|nam truoc|nam vua roi|last year)(?!\S)")),
)
# What changes over the years: asked without a time word, the present state is meant.
_CHANGING: Final = frozenset(
    {AnswerType.PERSON, AnswerType.PHONE, AnswerType.EMAIL, AnswerType.WEB, AnswerType.TIME,
     AnswerType.PLACE, AnswerType.MONEY, AnswerType.RANK}
)  # fmt: skip


def _time_intent(terms: Sequence[str], answer_type: AnswerType | None, today: date) -> TimeIntent:
    line = " ".join(fold(term) for term in terms)
    named = [int(term) for term in terms if _YEAR.fullmatch(term)]
    named += [today.year - back for back, pattern in _YEARS_BACK if pattern.search(line)]
    years = tuple(dict.fromkeys(named))
    if years or _PAST.search(line):
        return TimeIntent(years, now=False)
    asked = bool(_NOW.search(line))
    return TimeIntent((), now=asked or answer_type in _CHANGING, asked=asked)
