"""Posts in a line, and one in the place of another: "còn phó bí thư?", "còn PGĐ?"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from index.answer.follow.line import Line
from index.answer.follow.times import canonical
from index.answer.follow.words import follow_words
from index.answer.roles import known_posts
from index.language.lexicon import Key, Lexicon, key_of, lexicon_rows
from index.language.normalize import fold

_FORMER: Final = frozenset({"nguyên", "cựu", "nguyen", "cuu", "former"})
_DEPUTY: Final = frozenset({"phó", "pho", "deputy", "vice"})
_ACTING: Final = frozenset({"quyền", "tân", "acting", "new"})
_AFTER_POST: Final = frozenset({"cũ", "mới"})
_MOST_BEFORE: Final = 3
"""Words before a post: "nguyên quyền phó"."""


@dataclass(frozen=True, slots=True)
class PostName:
    """A post: the folded words of it, empty for "the deputy", whoever's."""

    words: Key
    deputy: bool
    former: bool


@dataclass(frozen=True, slots=True)
class PostMention:
    """A post in a line: tokens `first` to `end`, and how it is written."""

    first: int
    end: int
    name: PostName
    vietnamese: str
    english: str | None


def find_posts(line: Line, lexicon: Lexicon) -> Iterator[PostMention]:
    """Yields the posts of a line, also abbreviated ("PGĐ"), in English, or "phó" alone."""
    at = 0
    while at < len(line.tokens):
        found = _post_at(line, at, lexicon) or _bare_deputy(line, at)
        if found is None:
            at += 1
        else:
            yield found
            at = found.end


def _post_at(line: Line, at: int, lexicon: Lexicon) -> PostMention | None:
    """Returns the post whose name, or a word before it ("phó"), stands at `at`."""
    place, deputy, former = at, False, False
    before: list[str] = []
    while place < min(len(line.tokens), at + _MOST_BEFORE):
        word = line.tokens[place].text
        if word not in _DEPUTY | _FORMER | _ACTING:
            break
        deputy, former = deputy or word in _DEPUTY, former or word in _FORMER
        if word in _ACTING:
            before.append(canonical(line, place, place + 1))
        place += 1
    length, words, short = _post_name(line, place, lexicon)
    if not length:
        return None
    end = place + length
    name = PostName(words, deputy or short, former)
    vietnamese = " ".join([*before, post_text(name)])
    if end < len(line.tokens) and line.tokens[end].text in _AFTER_POST:
        vietnamese += f" {line.tokens[end].text}"
        end += 1
    return PostMention(at, end, name, vietnamese, english_post(name))


def _post_name(line: Line, at: int, lexicon: Lexicon) -> tuple[int, Key, bool]:
    """Returns (length, folded words, deputy) of the post at `at`; length 0 where none is."""
    if at >= len(line.tokens):
        return 0, (), False
    table = known_posts()
    match = table.match([token.folded for token in line.tokens], at)
    if match is not None and _fits(line, at, match[1]):
        return match[0], match[1], False
    for long in lexicon.related.entries.get((line.tokens[at].text,), ()):
        words = tuple(fold(term) for term in long)
        deputy = words[0] == "pho"
        if words[deputy:] in table.entries:
            return 1, words[deputy:], deputy
    for english, vietnamese in follow_words().english_posts.items():
        if tuple(token.text for token in line.tokens[at : at + len(english)]) == english:
            return len(english), tuple(fold(term) for term in key_of(vietnamese)), False
    return 0, (), False


def _fits(line: Line, at: int, words: Key) -> bool:
    """Tells "bí thư", also without marks, from "bị thu"."""
    written = key_of(_post_texts()[words])
    typed = line.tokens[at : at + len(words)]
    return all(t.text in (t.folded, word) for t, word in zip(typed, written, strict=True))


def _bare_deputy(line: Line, at: int) -> PostMention | None:
    words = follow_words()
    length = words["posts.deputy"].match(line, at) or words["posts.english_deputy"].match(line, at)
    name = PostName((), deputy=True, former=False)
    return PostMention(at, at + length, name, "phó", "deputy") if length else None


@cache
def _post_texts() -> dict[Key, str]:
    return {
        tuple(fold(term) for term in key_of(row[0])): row[0]
        for _, row in lexicon_rows("roles.tsv", 1)
    }


def english_post(name: PostName) -> str | None:
    """Returns a post in English, None where the lexicon has no word for it."""
    for english, vietnamese in follow_words().english_posts.items():
        if tuple(fold(term) for term in key_of(vietnamese)) == name.words:
            before = ["former"] * name.former + ["deputy"] * name.deputy
            return " ".join([*before, *english])
    return None


def post_text(name: PostName) -> str:
    """Returns a post in Vietnamese."""
    before = ["nguyên"] * name.former + ["phó"] * name.deputy
    return " ".join([*before, _post_texts()[name.words]])
