"""What a question says, with all that may be worded otherwise taken out of it.

Two wordings of one question come out alike; `index.answer.same_question` compares them.
Courtesy goes, ways to ask one thing become one ("ở đâu", "chỗ nào"), abbreviations are written
out, chat spellings too, and "năm nay" becomes the year. The words are in
`data/lexicon/same_question.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from index.answer.courtesies import without_courtesies
from index.answer.wording_tables import (
    ASK,
    FILLER,
    NEGATION,
    PERIOD,
    WHETHER,
    YET,
    period_of,
    tables,
)
from index.language.detect import detect_language, marked_share
from index.language.known_words import surnames
from index.language.lexicon import Lexicon
from index.language.normalize import fold, plain_punctuation
from index.language.spelling import is_syllable
from index.language.syllable import looks_vietnamese
from index.language.tokens import Token, tokenize
from index.model import Language

_HALF_MARKED: Final = 0.35
# Numbers after these say when: they may stand anywhere in the question.
_TIME_HEADS: Final = frozenset({"năm", "tháng", "ngày", "quý", "nam", "thang", "ngay", "quy"})
# After a time of the first kind, those that go on with the same day: "ngày 1 tháng 7".
_SMALLER: Final = {"ngay": ("thang", ""), "thang": ("",), "quy": ("",)}
_WHETHER_HEAD: Final = frozenset({"có", "co"})
_ENDS_IN_Y: Final = re.compile(r"(?:h|k|l|m|s|t|v|b|d|th|ph|nh)[yýỳỷỹỵ]")
_Y_TO_I: Final = str.maketrans("yýỳỷỹỵ", "iíìỉĩị")
_JOINER: Final = frozenset({"và", "va"})
_GIVEN_NAMES: Final = 2
# Percent of all people who have it; rarer ones are other words more often.
_COMMON_SURNAME: Final = 1.8


@dataclass(frozen=True, slots=True)
class Word:
    """A word that both questions must say.

    `bare`: typed without marks, so that it is compared without. `fixed`: a number, a name or a
    question word, in which no slip is allowed. `ties`: it belongs to the word after it.
    `spare`: it may be left out, for it only joins others.
    """

    text: str
    folded: str
    bare: bool = False
    fixed: bool = False
    ties: bool = False
    asks: bool = False
    spare: bool = False


@dataclass(frozen=True, slots=True)
class Wording:
    """What one question says: its words in order, and the times it names."""

    language: Language
    words: tuple[Word, ...]
    times: tuple[str, ...] = ()

    @property
    def asks(self) -> bool:
        """Whether it has a question word; keywords have none."""
        return any(word.asks for word in self.words)

    @property
    def matter(self) -> int:
        """How many of its words say what it is about."""
        return sum(not (word.asks or word.spare) for word in self.words)


def wording_of(text: str, lexicon: Lexicon, today: date) -> Wording:
    """Returns what `text` says; "năm nay" is the year of `today`. Any text is taken."""
    plain = plain_punctuation(without_courtesies(text)).strip()
    tokens = tokenize(plain)
    language = detect_language(tokens, lexicon, plain)
    vietnamese = language is Language.VIETNAMESE
    names = _names(tokens, plain)
    terms = [token.text for token in tokens]
    if vietnamese:
        spelled = (lexicon.chat_words.get(term, term) for term in terms)
        terms = [_one_i(part) for term in spelled for part in term.split()]
    unmarked = vietnamese and marked_share(tokens) < _HALF_MARKED
    reader = _Reader(language, terms, names, lexicon, today, unmarked=unmarked)
    reader.read()
    return Wording(language, tuple(reader.words), tuple(reader.times))


class _Reader:
    """Reads the terms of one question from left to right."""

    def __init__(
        self,
        language: Language,
        terms: Sequence[str],
        names: frozenset[str],
        lexicon: Lexicon,
        today: date,
        *,
        unmarked: bool,
    ) -> None:
        self.words: list[Word] = []
        self.times: list[str] = []
        self._vietnamese = language is Language.VIETNAMESE
        self._names = names
        self._lexicon = lexicon
        self._today = today
        self._bare = [unmarked and term == fold(term) for term in terms]
        self._tables = tables()[language]
        self._terms = terms

    def read(self) -> None:
        """Fills `words` and `times`."""
        end, asked = self._ending()
        begins = self._tables.begins
        length = max((len(k) for k in begins if tuple(self._terms[: len(k)]) == k), default=0)
        asked = asked or (WHETHER if length else "")
        at = length
        while at < end:
            at += self._take(at, end, whether=bool(asked))
        if asked:
            self.words.append(_asking(asked))

    def _ending(self) -> tuple[int, str]:
        """Returns where the words end that ask whether, and what these ask."""
        end = len(self._terms)
        while end and self._is_particle(end - 1):
            end -= 1
        for kind, endings in ((WHETHER, self._tables.whether), (YET, self._tables.yet)):
            for key in endings:
                rest = end - len(key)
                if rest > 0 and self._stands_at(key, rest):
                    return rest, kind
        return end, ""

    def _is_particle(self, at: int) -> bool:
        found = self._tables.at(self._terms, at, bare=self._bare[at])
        sure = not self._bare[at] or self._terms[at] in self._tables.sure
        return sure and found == (1, FILLER)

    def _stands_at(self, key: tuple[str, ...], at: int) -> bool:
        return all(
            term == word or (bare and term == fold(word))
            for term, word, bare in zip(self._terms[at:], key, self._bare[at:], strict=False)
        )

    def _take(self, at: int, end: int, *, whether: bool) -> int:
        """Reads what stands at `at`; returns how many terms it is."""
        terms = self._terms[:end]
        term, bare = terms[at], self._bare[at]
        if whether and term in _WHETHER_HEAD:
            return 1
        if number := self._time(terms, at):
            return number
        short = self._written_out(terms, at)
        found = self._tables.at(terms, at, bare=bare)
        if found is not None and (short is None or found[0] >= short[0]):
            return self._phrase(*found, at)
        if short is not None:
            length, long = short
            self.words += [Word(word, fold(word), bare) for word in long]
            return length
        fixed = not term.isalpha() or term in self._names
        self.words.append(Word(term, fold(term), bare, fixed))
        return 1

    def _phrase(self, length: int, kind: str, at: int) -> int:
        if kind.startswith(ASK):
            # "dau" is "đâu" or "đầu": it is compared as either.
            unsure = self._bare[at] and length == 1
            asked = _asking(kind.removeprefix(ASK))
            term = self._terms[at]
            self.words.append(replace(asked, folded=term, bare=True) if unsure else asked)
        elif kind.startswith(PERIOD):
            self.times.append(period_of(kind.removeprefix(PERIOD), self._today))
        else:
            bare, fixed = self._bare[at], kind == NEGATION
            text = " ".join(self._terms[at : at + length])
            spare = not fixed and (not bare or length > 1 or text in self._tables.sure)
            self.words.append(Word(text, fold(text), bare, fixed, ties=fixed, spare=spare))
        return length

    def _time(self, terms: Sequence[str], at: int) -> int:
        """Reads "năm 2025", "ngày 1/7/2025"; returns how many terms it is, 0 for none."""
        if terms[at] not in _TIME_HEADS and not _is_year(terms[at]):
            return 0
        last = at + 1 if terms[at] in _TIME_HEADS else at
        if last == len(terms) or not terms[last].isdecimal():
            return 0
        first = last
        while last < len(terms) and terms[last].isdecimal():
            last += 1
        numbers = " ".join(terms[first:last])
        head = "" if _is_year(terms[first]) else fold(terms[at])
        if self.times and head in _SMALLER.get(self.times[-1].split()[0], ()):
            self.times[-1] += f" {numbers}"  # "ngày 1 tháng 7 năm 2025"
        else:
            self.times.append(f"{head} {numbers}".strip())
        return last - at

    def _written_out(self, terms: Sequence[str], at: int) -> tuple[int, tuple[str, ...]] | None:
        """Returns (length, long form) of a name at a place; of several the commonest."""
        if not self._vietnamese:
            return None
        bare = self._bare[at]
        table = self._lexicon.abbreviations_folded if bare else self._lexicon.abbreviations
        match = table.match(terms, at)
        if match is None:
            return None
        length, ways = match
        key = tuple(terms[at : at + length])
        if all(looks_vietnamese(term) if bare else is_syllable(term) for term in key):
            # The long form itself; one syllable is a word ("ca") rather than an abbreviation.
            return (length, _without_joiner(key)) if length > 1 else None
        longs = [
            _without_joiner(way) for way in ways if len(way) > length and all(map(is_syllable, way))
        ]
        return (length, longs[0]) if longs else None


def _asking(kind: str) -> Word:
    return Word(f"?{kind}", f"?{kind}", fixed=True, asks=True)


def _one_i(term: str) -> str:
    """Returns a syllable with "i" where "y" is as good: "ký" and "kí"."""
    return term[:-1] + term[-1].translate(_Y_TO_I) if _ENDS_IN_Y.fullmatch(term) else term


def _is_year(term: str) -> bool:
    return term.isdecimal() and len(term) == len("2025") and term[:2] in ("19", "20")


def _without_joiner(key: Iterable[str]) -> tuple[str, ...]:
    return tuple(term for term in key if term not in _JOINER)


def _names(tokens: Sequence[Token], plain: str) -> frozenset[str]:
    """Returns the words that are written as names, or stand after a common surname."""
    cased = not plain.isupper()
    names = {t.text for t in tokens[1:] if cased and plain[t.start].isupper()}
    for place, token in enumerate(tokens):
        if surnames().get(token.text, 0.0) >= _COMMON_SURNAME:
            names |= {t.text for t in tokens[place + 1 : place + 1 + _GIVEN_NAMES]}
    return frozenset(names)
