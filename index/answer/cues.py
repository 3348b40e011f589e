"""What a question asks for, told by its words (`data/lexicon/answer_types.toml`)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, Final

from index.language.lexicon import key_of
from index.language.normalize import fold
from index.model import Language


class AnswerType(StrEnum):
    """What kind of thing the short answer is."""

    PERSON = "person"
    DATE = "date"
    TIME = "time"
    PLACE = "place"
    NUMBER = "number"
    MONEY = "money"
    PERCENT = "percent"
    RANK = "rank"
    PHONE = "phone"
    EMAIL = "email"
    WEB = "web"
    DOCUMENT = "document"
    ORGANIZATION = "organization"
    LIST = "list"
    REASON = "reason"
    MANNER = "manner"
    THING = "thing"
    YES_NO = "yes_no"
    NONE = "none"
    """Nothing in the words says what: keywords."""


_COUNTING: Final = re.compile(
    r"(?<!\S)(?:bao nhiêu|mấy|nhiêu|bao lâu|bao xa|bao nhieu|may|nhieu|bao lau|bao xa)(?!\S)"
)
_GENERIC: Final = re.compile(r"(?<!\S)(?:gì|nào|chi|gi|nao)(?!\S)")

# "Có phải nộp phí không?", "đã mở lại chưa?": asked whether. A question word asks more, and
# "không" within says that something is not.
_ASKED_WORDS: Final = (
    "ai|gì|nào|đâu|mấy|bao nhiêu|bao giờ|khi nào|bao lâu|sao|nhiêu|"
    "gi|nao|dau|may|bao nhieu|bao gio|j"
)
_OPEN: Final = re.compile(rf"(?<!\S)(?:{_ASKED_WORDS})(?!\S)")
_POLITE: Final = (
    r"(?: (?:vậy|ạ|thế|nhỉ|hả|ad|ta|bác|anh|chị|em|mọi|người|nhé|a|vay|the|nhi|ha|hay|mình|nào|"
    r"luôn))*"
)
_WHETHER: Final = re.compile(
    r"(?<!\S)(?:có|được|phải|còn|đã|cần|bắt buộc|co|duoc|phai|con|da|can|bat buoc|đc|dc|ch[ưu]a)"
    rf"(?= ).*(?<!\S)(?:không|chưa|hông|hong|khong|chua|ko|k|hem|hok){_POLITE}$"
    rf"|(?<!\S)(?:phải|đúng|phai|dung) (?:không|khong|ko|hông|hong|k){_POLITE}$"
    r"|^có phải |^co phai |(?<!\S)hay (?:không|chưa|khong|chua)(?!\S)"
)
_ENGLISH_WHETHER: Final = frozenset(
    {"is", "are", "was", "were", "do", "does", "did", "has", "have", "had", "can", "could", "will",
     "would", "should", "must", "may"}
)  # fmt: skip


def _asks_whether(line: str) -> bool:
    return bool(_WHETHER.search(line)) and not _OPEN.search(line)


Phrases = tuple[tuple[AnswerType, re.Pattern[str]], ...]


@dataclass(frozen=True, slots=True)
class VietnameseCues:
    """Phrases with a question word, and nouns, by type, in order of precedence."""

    ask: Phrases
    about: Phrases
    counted: frozenset[AnswerType]

    def find(self, line: str, *, counts: bool) -> AnswerType | None:
        """Returns the type that a line of terms asks for, None where nothing tells.

        `counts` says that a counted thing is named ("bao nhiêu năm"): a number is asked.
        """
        if _asks_whether(line):
            return AnswerType.YES_NO
        if counts:
            return AnswerType.NUMBER
        if (kind := _first(line, self.ask)) is not None:
            return kind
        if _COUNTING.search(line):
            nouns = tuple(pair for pair in self.about if pair[0] in self.counted)
            return _first(line, nouns) or AnswerType.NUMBER
        noun = _first(line, self.about)
        return noun or (AnswerType.THING if _GENERIC.search(line) else None)


@dataclass(frozen=True, slots=True)
class AnswerCues:
    """The phrases of all languages; folded twins for questions without marks."""

    exact: VietnameseCues
    folded: VietnameseCues
    english: Phrases

    def find(
        self, terms: Sequence[str], language: Language, *, counts: bool = False
    ) -> AnswerType | None:
        """Returns the type that a question asks for, None for keywords that tell none.

        English question words come first in a question: the earliest phrase tells.
        """
        line = " ".join(terms)
        if language is Language.ENGLISH:
            if terms and terms[0] in _ENGLISH_WHETHER:
                return AnswerType.YES_NO
            return _earliest(line, self.english)
        return (self.folded if line == fold(line) else self.exact).find(line, counts=counts)


@cache
def answer_cues() -> AnswerCues:
    """Returns the phrases of `data/lexicon/answer_types.toml`, read once."""
    table = tomllib.loads((files("data") / "lexicon/answer_types.toml").read_text("utf-8"))
    rows = table["type"]
    counted = frozenset(AnswerType(name) for name in table["count"])
    return AnswerCues(
        exact=VietnameseCues(_phrases(rows, "ask"), _phrases(rows, "about"), counted),
        folded=VietnameseCues(
            _phrases(rows, "ask", folded=True), _phrases(rows, "about", folded=True), counted
        ),
        english=_phrases(rows, "en"),
    )


def _phrases(rows: Iterable[Mapping[str, Any]], key: str, *, folded: bool = False) -> Phrases:
    return tuple(
        (AnswerType(row["name"]), _pattern([fold(p) if folded else p for p in row[key]]))
        for row in rows
        if row[key]
    )


def _first(line: str, phrases: Phrases) -> AnswerType | None:
    return next((kind for kind, pattern in phrases if pattern.search(line)), None)


def _earliest(line: str, phrases: Phrases) -> AnswerType | None:
    found = [
        (match.start(), order, kind)
        for order, (kind, pattern) in enumerate(phrases)
        if (match := pattern.search(line))
    ]
    named = [item for item in found if item[2] is not AnswerType.THING]
    # "What is the phone number": a bare "what" or "how" tells only where no noun does.
    return min(named or found)[2] if found else None


def _pattern(phrases: Sequence[str]) -> re.Pattern[str]:
    ways = []
    for phrase in sorted(phrases, key=len, reverse=True):
        halves = [" ".join(key_of(half)) for half in phrase.split("_")]
        ways.append(r" (?:\S+ ){0,10}".join(re.escape(half) for half in halves))
    return re.compile(rf"(?<!\S)(?:{'|'.join(ways)})(?!\S)")
