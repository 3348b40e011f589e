"""What an answer must speak of: the asked property, the asked one of several, its number.

"Ông X quê ở đâu?" is not answered by a sentence that says nothing of a home; "cấp lại" is not
"cấp mới"; "tuyến số 07" is not "tuyến số 05". The words are in `data/lexicon/required.toml`.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Final

from index.language.normalize import fold
from index.language.tokens import tokenize

# Numbers after these are dates, amounts or terms, which others see to.
_NO_LABELS: Final = frozenset(
    {"nam", "thang", "ngay", "gio", "phut", "quy", "khoa", "thu", "lan", "ky", "hon", "gan",
     "khoang", "tren", "duoi", "den", "tu", "va", "la", "co", "the", "trong", "so", "top", "giai",
     "duoc", "vao", "lop", "year", "month", "day", "in", "of", "on", "at", "by", "from", "to",
     "for", "and", "with"}
)  # fmt: skip
_LABEL: Final = re.compile(r"\d{1,3}|[a-z]{1,2}\d{1,3}|\d{1,2}[a-z]")


@dataclass(frozen=True, slots=True)
class _Words:
    """Phrases, with and without tone marks."""

    exact: re.Pattern[str]
    folded: re.Pattern[str]

    def stand_in(self, line: str, *, bare: bool) -> bool:
        return bool((self.folded if bare else self.exact).search(line))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one question asks of a sentence."""

    bare: bool
    """Whether the question is typed without tone marks."""
    properties: Sequence[_Words]
    contrasts: Sequence[tuple[Sequence[_Words], Sequence[_Words]]]
    """The asked ones of several that exclude each other, and the others."""

    def missed_by(self, sentence: str, before: str, title: str) -> bool:
        """Tells whether a sentence cannot answer.

        The sentence before and the title may name the property; one of several that exclude
        each other must be told in the sentence or the one before.
        """
        if not self.properties and not self.contrasts:
            return False
        told = _line(sentence, bare=self.bare)
        near = f"{told} {_line(before, bare=self.bare)}"
        around = f"{near} {_line(title, bare=self.bare)}"
        if any(not evidence.stand_in(around, bare=self.bare) for evidence in self.properties):
            return True
        return any(
            any(other.stand_in(told, bare=self.bare) for other in others)
            and not any(asked.stand_in(near, bare=self.bare) for asked in wanted)
            for wanted, others in self.contrasts
        )


@dataclass(frozen=True, slots=True)
class Required:
    """The tables of `required.toml`."""

    properties: Sequence[tuple[_Words, _Words]]
    contrasts: Sequence[Sequence[_Words]]
    implied: Sequence[tuple[_Words, _Words]]
    """A way of a contrast, and what means it where no way is named."""

    def of(self, question: str) -> Wanted:
        """Returns what `question` asks of a sentence."""
        bare = question.lower() == fold(question)
        line = _line(question, bare=bare)
        contrasts = []
        for group in self.contrasts:
            wanted = [words for words in group if words.stand_in(line, bare=bare)]
            wanted = wanted or self._implied(group, line, bare=bare)
            if wanted:
                contrasts.append((wanted, [words for words in group if words not in wanted]))
        return Wanted(
            bare,
            [told for asked, told in self.properties if asked.stand_in(line, bare=bare)],
            contrasts,
        )

    def _implied(self, group: Sequence[_Words], line: str, *, bare: bool) -> list[_Words]:
        return [
            way for way, asked in self.implied if way in group and asked.stand_in(line, bare=bare)
        ]


def other_label(question: str, article: Iterable[str]) -> str | None:
    """Returns a label of the question ("Sông Lâm 3", "khối C00") that the article's texts never
    have, although they have others of that kind; None where there is none.
    """
    asked = _labels(question)
    if not asked:
        return None
    told = set().union(*(_labels(text) for text in article))
    heads = {head for head, _ in told}
    # "xe buýt số 3" may be told as "tuyến số 03".
    numbers = {n.lstrip("0") for h, n in told if h == "so" or h.endswith(" so")}
    return next(
        (
            f"{h} {n}"
            for h, n in sorted(asked)
            if h in heads
            and (h, n) not in told
            and not (h.endswith(" so") and n.lstrip("0") in numbers)
        ),
        None,
    )


def _labels(text: str) -> set[tuple[str, str]]:
    folded = [_plain_number(token.folded) for token in tokenize(text)]
    found = {
        (head, label)
        for head, label in pairwise(folded)
        if _LABEL.fullmatch(label) and head.isalpha() and head not in _NO_LABELS
    }
    # "tuyến số 07": "số" alone says nothing of what is numbered.
    numbered = zip(folded, folded[1:], folded[2:], strict=False)
    found |= {
        (f"{head} so", label)
        for head, so, label in numbered
        if so == "so" and head.isalpha() and _LABEL.fullmatch(label)
    }
    return found


def _plain_number(word: str) -> str:
    return str(int(word)) if word.isdecimal() and len(word) < _LONG else word


_LONG: Final = 4


def _line(text: str, *, bare: bool) -> str:
    return " ".join(t.folded if bare else t.text for t in tokenize(text))


@cache
def required() -> Required:
    """Returns the tables, read once."""
    table = tomllib.loads((files("data") / "lexicon/required.toml").read_text("utf-8"))
    return Required(
        [(_words(row["asked"]), _words(row["told"])) for row in table["property"]],
        [[_words(ways.split("=")) for ways in group] for group in table["contrast"]],
        [(_words(way.split("=")), _words(asked.split("="))) for way, asked in table["implied"]],
    )


def _words(phrases: Sequence[str]) -> _Words:
    lines = [" ".join(token.text for token in tokenize(phrase)) for phrase in phrases]
    return _Words(_pattern(lines), _pattern([fold(line) for line in lines]))


def _pattern(lines: Sequence[str]) -> re.Pattern[str]:
    ways = "|".join(re.escape(line) for line in sorted(lines, key=len, reverse=True))
    return re.compile(rf"(?<!\S)(?:{ways})(?!\S)")
