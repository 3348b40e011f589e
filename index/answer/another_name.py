"""Whom and what a question names, where the sentence that would answer names another.

"Hợp tác xã Trường Thạnh" is not "Hợp tác xã Phước Lộc", and when Ông A was born is not told by a
sentence on Bà B. Only names typed with capitals are compared.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from index.answer.cues import AnswerType
from index.answer.persons import CAPITALIZED, persons
from index.language.normalize import fold
from index.language.tokens import tokenize

# Who is asked for is not named.
_ASKED_FOR: Final = frozenset({AnswerType.PERSON, AnswerType.LIST, AnswerType.ORGANIZATION})
# Of what there are many, each with a name of its own.
_HEADS: Final = frozenset(
    {"xa", "phuong", "thon", "ban", "huyen", "chua", "den", "cho", "tinh", "ap", "xom", "doi",
     "hop tac xa", "khu cong nghiep", "cum cong nghiep", "cau", "song", "duong"}
)  # fmt: skip
_LONGEST_HEAD: Final = 3


def another_person(
    question: str, kind: AnswerType, sentence: str, around: Sequence[str]
) -> str | None:
    """Returns whom a question is about, where a sentence is on somebody else.

    None where it names nobody, or the sentence or the texts `around` name them: by the last part
    of the name, or by all parts but one, which may be a slip.
    """
    if kind in _ASKED_FOR:
        return None
    asked = [fold(question[p.start : p.end]) for p in persons(question)]
    told = [fold(sentence[p.start : p.end]) for p in persons(sentence)]
    if not asked or not told:
        return None
    lines = [f" {_line(text)} " for text in (sentence, *around)]
    if any(_names(line, name.split()) for name in asked for line in lines):
        return None
    return asked[0]


def _names(line: str, name: Sequence[str]) -> bool:
    said = [f" {part} " in line for part in name]
    return said[-1] or sum(said) >= max(_FEWEST_SAID, len(said) - 1)


_FEWEST_SAID: Final = 2


def another_of_kind(question: str, sentence: str, around: Sequence[str]) -> str | None:
    """Returns what of many a question names, where a sentence names another one and neither it
    nor the texts `around` have the asked one.
    """
    told = _named(sentence)
    for head, name in _named(question):
        others = [other for kind, other in told if kind == head]
        lines = (f" {_line(text)} " for text in (sentence, *around))
        if others and not any(f" {name} " in line for line in lines):
            return f"{head} {name}"
    return None


def _named(text: str) -> list[tuple[str, str]]:
    """Returns the heads of names and the names, folded: ("xa", "cai say")."""
    found = []
    people = persons(text)
    for match in CAPITALIZED.finditer(text):
        words = match.group().split()
        if any(p.start < match.end() and match.start() < p.end for p in people):
            continue
        before = [t.folded for t in tokenize(text[max(0, match.start() - 30) : match.start()])]
        if fold(words[0]) in _HEADS and len(words) > 1:  # "Phường Hưng Thạnh"
            before, words = [fold(words[0])], words[1:]
        heads = (" ".join(before[-n:]) for n in range(_LONGEST_HEAD, 0, -1) if len(before) >= n)
        head = next((h for h in heads if h in _HEADS), None)
        if head is not None and not (len(words) == 1 and words[0].isupper()):
            found.append((head, fold(" ".join(words))))
    return found


def _line(text: str) -> str:
    return " ".join(token.folded for token in tokenize(text))
