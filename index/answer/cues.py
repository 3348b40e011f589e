"""What a question asks for: the types of answers, and the words that tell them.

The words are in `data/lexicon/answer_types.toml`; how a Vietnamese question asks with them is
for `asking` to say.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, Final

from index.language.lexicon import PhraseTable, key_of
from index.language.normalize import fold


class AnswerType(StrEnum):
    """What kind of thing the short answer is."""

    PERSON = "person"
    DATE = "date"
    TIME = "time"
    PLACE = "place"
    NUMBER = "number"
    DURATION = "duration"
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
    POST = "post"
    YES_NO = "yes_no"
    NONE = "none"
    """Nothing in the words says what: keywords."""


Types = PhraseTable[AnswerType]
Words = PhraseTable[bool]


@dataclass(frozen=True, slots=True)
class VietnameseCues:
    """The phrases of `answer_types.toml`, all with tone marks or all without."""

    ask: Types
    nouns: Types
    about: Types
    money: Words
    multiples: Words
    each: Words
    money_words: Words
    phone_words: Words
    document_words: Words
    durations: Words
    several: Words
    shields: Words


@dataclass(frozen=True, slots=True)
class AnswerCues:
    """The phrases of all languages; folded twins for questions without marks."""

    exact: VietnameseCues
    folded: VietnameseCues
    english: Sequence[tuple[AnswerType, re.Pattern[str]]]

    def of(self, terms: Sequence[str]) -> VietnameseCues:
        """Returns the phrases to look for in a Vietnamese question of these terms."""
        return self.folded if all(term == fold(term) for term in terms) else self.exact


@cache
def answer_cues() -> AnswerCues:
    """Returns the phrases of `data/lexicon/answer_types.toml`, read once."""
    table = tomllib.loads((files("data") / "lexicon/answer_types.toml").read_text("utf-8"))
    english = tuple((AnswerType(r["name"]), _pattern(r["en"])) for r in table["type"] if r["en"])
    return AnswerCues(_vietnamese(table, str.lower), _vietnamese(table, fold), english)


def _vietnamese(table: Mapping[str, Any], written: Callable[[str], str]) -> VietnameseCues:
    bare = written is fold
    unsure = {key_of(phrase) for phrase in table["bare"]["unsure"]} if bare else ()

    def words(phrases: Iterable[str], *, all_of_them: bool = False) -> Iterable[tuple[str, ...]]:
        keys = (key_of(phrase) for phrase in phrases)
        kept = (key for key in keys if all_of_them or key not in unsure)
        return (tuple(written(term) for term in key) for key in kept)

    def types(column: str) -> Types:
        # What comes first in the file wins where two phrases are alike without marks.
        found: dict[tuple[str, ...], AnswerType] = {}
        for row in table["type"]:
            for key in words(row[column], all_of_them=column != "about"):
                found.setdefault(key, AnswerType(row["name"]))
        return PhraseTable.of(found)

    counting = {
        name: PhraseTable.of(dict.fromkeys(words(phrases), True))
        for name, phrases in {**table["counting"], "shields": table["bare"]["shields"]}.items()
    }
    return VietnameseCues(ask=types("ask"), nouns=types("nouns"), about=types("about"), **counting)


_ENGLISH_WHETHER: Final = frozenset(
    {"is", "are", "was", "were", "do", "does", "did", "has", "have", "had", "can", "could", "will",
     "would", "should", "must", "may"}
)  # fmt: skip


def english_type(terms: Sequence[str]) -> AnswerType | None:
    """Returns the type that an English question asks for, None where no word tells.

    English question words come first in a question: the earliest phrase tells.
    """
    if terms and terms[0] in _ENGLISH_WHETHER:
        return AnswerType.YES_NO
    line = " ".join(terms)
    found = [
        (match.start(), order, kind)
        for order, (kind, pattern) in enumerate(answer_cues().english)
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
