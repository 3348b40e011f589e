"""Step 1: what a question asks: its kind, language, expected answer type and time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from index.answer.asked_posts import asked_posts
from index.answer.asking import vietnamese_type
from index.answer.cues import AnswerType, english_type
from index.answer.frame import Frame, frame_of
from index.answer.identifiers import asks_nothing
from index.answer.qualified import Qualified, qualified
from index.answer.roles import Post
from index.answer.small_talk import Talk, has_words, in_other_script, small_talk
from index.answer.spans import find_spans
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
    posts: tuple[Post, ...] = ()
    """The posts that it names, in any of the ways they may be written."""
    named: frozenset[Qualified] = frozenset()
    """What it names by a number or a rank: "khóa VII", "giải Nhất"."""
    frame: Frame = field(default_factory=Frame)
    """What stands around the question word."""
    asks_former: bool = False
    """Whether who held a post before somebody is asked."""
    asks: bool = True
    """Whether it has a question word; keywords have none."""
    outcome: Status | None = None


def understand(
    text: str, lexicon: Lexicon, today: date, *, typed: str | None = None
) -> Understanding:
    """Returns what `text` asks. Any text is understood somehow; nothing is raised.

    `today` is what "năm nay" and "last year" are counted from. `typed` is the message before
    slips in it were mended with words of the archive, which small talk is not made of.
    """
    plain = plain_punctuation(text).strip()
    talk = unasked(text if typed is None else typed)
    query, language = parse_query(plain[: QUESTION_LIMIT + 1], lexicon, today)
    terms = _terms(plain[: QUESTION_LIMIT + 1])
    terms = [part for term in terms for part in lexicon.chat_words.get(term, term).split()]
    units = asked_units(terms, query, language, lexicon)
    english = language is Language.ENGLISH
    found = english_type(terms) if english else vietnamese_type(terms)
    if english and units and found in (None, AnswerType.THING):
        found = AnswerType.NUMBER
    posts = asked_posts(plain, query, lexicon)
    if _asks_holder(found, posts, terms):
        found = AnswerType.PERSON  # "chánh văn phòng sở": who it is
    if found is AnswerType.POST and not _names_somebody(plain):
        found = AnswerType.THING
    named = frozenset(qualified(plain))
    of_term = any(head in _TERMS for head, _ in named)
    time = _time_intent(terms, found, today, named=of_term)
    return Understanding(
        text=plain,
        language=talk.language if talk and talk.language else language,
        query=_with_years(query, time.years, terms),
        answer_type=found or AnswerType.NONE,
        time=time,
        units=units,
        posts=posts,
        named=named,
        frame=frame_of(terms) if language is Language.VIETNAMESE else Frame(),
        asks_former=bool(_FORMER.search(fold(plain))),
        asks=plain.endswith("?") or found is not None,
        outcome=talk.kind if talk else None,
    )


_FORMER: Final = re.compile(
    r"(?<!\S)truoc (?:ong|ba|dong chi|đ/c|d/c|anh|chi|co|thay|chu|bac) \S|(?<!\S)tien nhiem(?!\S)|"
    r"(?<!\S)thay (?:the |cho |vi tri cua )?ai(?!\S)|(?<!\S)predecessor(?!\S)|"
    r"(?<!\S)before (?:mr|mrs|ms|him|her)(?!\S)|(?<!\S)(?:replace|succeed)(?=\?|$)"
)


def _asks_holder(found: AnswerType | None, posts: Sequence[Post], terms: Sequence[str]) -> bool:
    """Tells whether a post asks for who holds it: "chánh văn phòng sở", "PCT tỉnh nào"."""
    line = " ".join(terms)
    if not posts:
        return False
    if found is None:
        return not _YES_OR_NO.search(line)
    # Only where "nào", "gì" ends the post's own name: "PCT UBND tỉnh nào dự".
    asked = found in (AnswerType.PLACE, AnswerType.ORGANIZATION, AnswerType.THING)
    return asked and bool(_WHICH_POST.search(" ".join(fold(term) for term in terms)))


_WHICH_POST: Final = re.compile(
    r"(?<!\S)(?:giam doc|chu tich|bi thu|truong phong|chanh van phong|gd|pgd|pct|ct|cvp)"
    r"(?: (?:ubnd|hdnd|ub|mttq|ubmttq|uy ban|nhan dan|tinh|so|huyen|xa|phuong|thanh pho)){0,4}"
    r" nao(?!\S)"
)


_SOMEBODY: Final = re.compile(
    r"(?<!\S)(?:ong|ba|anh|chi|co|chu|bac|dong chi|đ/c|d/c|mr|mrs|ms|he|she)(?!\S)"
)


def _names_somebody(plain: str) -> bool:
    return bool(find_spans(AnswerType.PERSON, plain) or _SOMEBODY.search(fold(plain)))


def _terms(plain: str) -> list[str]:
    """Returns the terms of a question; "AI" in a cased one is a matter, not "ai" (who)."""
    cased = not plain.isupper()
    plain = _PER.sub(r"\1 một ", _PERCENT_ASKED.sub(r"\1 phần trăm", plain))
    return [
        "trí_tuệ_nhân_tạo" if cased and plain[t.start : t.end] == "AI" else t.text
        for t in tokenize(plain)
    ]


# "bao nhiêu/tháng": how much for each.
_PER: Final = re.compile(r"(?i)((?<!\w)(?:bao nhiêu|bao nhieu|nhiêu|mấy|bn))\s*/\s*")
_PERCENT_ASKED: Final = re.compile(r"(?i)((?:nhiêu|nhieu|nhiu|mấy|may|bn))\s*%")


def _with_years(query: Query, years: Sequence[int], terms: Sequence[str]) -> Query:
    """Returns the query with the years that "năm ngoái", "last year" stand for."""
    added = tuple(
        Concept((Alternative((str(year),)),), ConceptKind.NUMBER)
        for year in years
        if str(year) not in terms
    )
    return replace(query, concepts=query.concepts + added) if added else query


# Who is in danger, or has suffered a wrong, is not told to write less.
_AT_ANY_LENGTH: Final = frozenset({Status.DISTRESS, Status.EMERGENCY, Status.COMPLAINT})


def unasked(typed: str) -> Talk | None:
    """Returns what a message is that needs no search, None for a question."""
    plain = plain_punctuation(typed).strip()
    talk = small_talk(plain)
    if len(plain) > QUESTION_LIMIT:
        return talk if talk and talk.kind in _AT_ANY_LENGTH else Talk(Status.TOO_LONG)
    if talk is not None:
        return talk
    if asks_nothing(plain):
        return Talk(Status.PERSONAL_DATA)
    if in_other_script(plain):
        return Talk(Status.OTHER_LANGUAGE)
    if not has_words([token.text for token in tokenize(plain)]):
        return Talk(Status.EMPTY_QUESTION)
    return None


# "Giám đốc có dự không?" asks whether, not who.
_YES_OR_NO: Final = re.compile(r"(?<!\S)(?:không|chưa|khong|chua|ko|hông|phải|đúng)(?!\S)")

# A term of office, an event of several: what is asked of one is not asked of the newest.
_TERMS: Final = frozenset({"khoa", "lan", "dot"})

# --- time -----------------------------------------------------------------------------

_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_NOW: Final = re.compile(
    r"(?<!\S)(?:hien nay|hien tai|hien gio|bay gio|duong nhiem|moi nhat|gan day|gan nhat|vua roi|"
    r"(?<!gi )(?<!nao )(?<!nhieu )(?<!may )(?<!thi )(?<!xong )(?<!roi )(?<!sao )"
    r"moi(?! (?:vay|nop|lam|xong|duoc vay|duoc nop|duoc lam|di|tinh|cho|dong|nguoi|nam|thang|ngay|"
    r"ho|lan|tuan|luot|buoi|don vi|xa|gia dinh|can|san pham|tram))|"
    r"vua|nay|now|current|currently|latest|newest|new|recent|today|present|these days)(?!\S)"
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
     AnswerType.PLACE, AnswerType.MONEY, AnswerType.RANK, AnswerType.POST}
)  # fmt: skip


def _time_intent(
    terms: Sequence[str], answer_type: AnswerType | None, today: date, *, named: bool
) -> TimeIntent:
    line = " ".join(fold(term) for term in terms)
    told = [int(term) for term in terms if _YEAR.fullmatch(term)]
    told += [today.year - back for back, pattern in _YEARS_BACK if pattern.search(line)]
    years = tuple(dict.fromkeys(told))
    if years or _PAST.search(line):
        return TimeIntent(years, now=False)
    asked = bool(_NOW.search(line))
    # Who was elected for "khóa VII" is not who came after.
    changing = answer_type in _CHANGING and not named
    return TimeIntent((), now=asked or changing, asked=asked)
