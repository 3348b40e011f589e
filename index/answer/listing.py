"""Lists in articles: what introduces one, and all its items, around the sentence that answers.

A list is lines that begin with a mark ("- ", "1. ", "a) ", "Bước 1:"), end with a semicolon,
or are short, below a line that introduces them ("Hồ sơ gồm:").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from index.answer.personal import is_private_contact
from index.language.sentences import SENTENCE_MOST_WORDS, Span, sentences

MOST_ITEMS: Final = 12
"""Items that are given with an answer."""
_FEWEST: Final = 2
# A line below "Kết quả như sau:" that needs no mark to be an item.
_SHORT_WORDS: Final = 25
_HEADING_WORDS: Final = 15

_MARKS: Final = re.compile(
    r"(?P<dash>[-–—](?=\s|[^\W\d]))|(?P<plus>\+(?=\s|[^\W\d]))|(?P<bullet>[•●▪*✓►])|"
    r"(?P<number>\(?\d{1,2}[.)](?=\s))|(?P<letter>\(?[a-zđ][.)](?=\s))|(?P<roman>[IVX]{1,4}[.)](?=\s))|"
    r"(?P<step>Bước \d+(?=[.:)]))"
)
_INTRODUCES: Final = re.compile(r"(?:(?<!\w)(?:như sau|sau đây|bao gồm|gồm))\W*$")


@dataclass(frozen=True, slots=True)
class Listing:
    """A list: the sentence that introduces it and its items, each as it stands in the article.

    `left` counts the items that are not among `items`.
    """

    intro: str
    items: tuple[str, ...]
    left: int = 0


def listing_of(text: str, sentence: str) -> Listing | None:
    """Returns the list that `sentence` of `text` introduces or has an item of, None for none.

    At most 12 items of at most 80 words, the one with the sentence among them. The turns of
    an interview are no list; one with somebody's private telephone number or address in it
    is not given.
    """
    at = text.find(sentence)
    if at < 0 or not sentence:
        return None
    lines = _lines(text)
    own = next(i for i, line in enumerate(lines) if at < line.end)
    kinds = _kinds(text, lines)
    ends_line = at + len(sentence) == lines[own].end
    below = kinds[own + 1] if ends_line and own + 1 < len(lines) else None
    if below not in (None, kinds[own]) and _introduces(sentence):
        first, intro = own + 1, own
    elif found := _first_item(text, lines, kinds, own):
        first, intro = found
    else:
        return None
    end = _end_of_items(text, lines, kinds, first, intro)
    if end - first < _FEWEST or own >= end:
        return None
    return _listing(text, lines[intro], lines[first:end], max(0, own - first), sentence)


def _listing(
    text: str, introduced: Span, lines: Sequence[Span], own: int, sentence: str
) -> Listing | None:
    start = max(0, own + 1 - MOST_ITEMS)
    kept = lines[start : start + MOST_ITEMS]
    known = sentences(text)
    items = tuple(_bounded(text, line, known, sentence) for line in kept)
    if any(item.endswith("?") or is_private_contact(item, 0, len(item)) for item in items):
        return None
    before = [s for s in known if introduced.start <= s.start and s.end <= introduced.end]
    intro = text[before[-1].start : before[-1].end] if before else ""
    return Listing(intro, items, len(lines) - len(items))


def _lines(text: str) -> list[Span]:
    """Returns the lines that say something, without the white space around them."""
    found = []
    for match in re.finditer(r"[^\n]+", text):
        line = match.group()
        if line.strip():
            start = match.start() + len(line) - len(line.lstrip())
            found.append(Span(start, match.start() + len(line.rstrip())))
    return found


def _kinds(text: str, lines: Sequence[Span]) -> list[str | None]:
    """Returns how each line is marked as an item, None for one that cannot be one."""
    kinds: list[str | None] = []
    after_semicolon = False
    for line in lines:
        said = _said(text, line)
        mark = _MARKS.match(said)
        if mark:
            kind = mark.lastgroup
        elif said.endswith(";") or after_semicolon:
            kind = "semicolon"
        else:
            plain = said[-1] not in ".!?:" and len(said.split()) <= _SHORT_WORDS
            kind = "short" if plain else None
        kinds.append(kind)
        after_semicolon = said.endswith(";") and mark is None
    return kinds


def _introduces(said: str) -> bool:
    return said.endswith(":") or bool(_INTRODUCES.search(said))


def _first_item(
    text: str, lines: Sequence[Span], kinds: Sequence[str | None], own: int
) -> tuple[int, int] | None:
    """Returns the first item of the list that a line is in, and the line that introduces it.

    None where the line is no item.
    """
    first = own
    while first > 0 and kinds[own] is not None:
        above = _said(text, lines[first - 1])
        if kinds[first - 1] != kinds[own] and _introduces(above):
            return first, first - 1
        heading = kinds[first - 1] == "short" and len(above.split()) <= _HEADING_WORDS
        if heading and kinds[own] != "short":
            return first, first - 1
        if not _goes_on(kinds[first - 1], kinds[own]):
            return None
        first -= 1
    return None


def _goes_on(kind: str | None, own: str | None) -> bool:
    """Tells whether a line of a kind may belong to a list of lines of another: sub-items do."""
    return kind == own or (_is_marked(kind) and _is_marked(own))


def _is_marked(kind: str | None) -> bool:
    return kind not in (None, "short", "semicolon")


def _end_of_items(
    text: str, lines: Sequence[Span], kinds: Sequence[str | None], first: int, intro: int
) -> int:
    """Returns the place behind the last item of the list that begins at `first`.

    Lines with another mark are sub-items where the line above introduces them; else, like a
    footnote or the next item of the list that this one is part of, they end it.
    """
    end = first + 1
    while end < len(kinds) and _goes_on(kinds[end], kinds[first]):
        if kinds[end] != kinds[first]:
            below = kinds[end] == kinds[end - 1] or _introduces(_said(text, lines[end - 1]))
            if kinds[end] == kinds[intro] or not below:
                break
        end += 1
    return end


def _said(text: str, line: Span) -> str:
    return text[line.start : line.end]


def _bounded(text: str, line: Span, known: Sequence[Span], sentence: str) -> str:
    """Returns a line of at most 80 words: of a longer one the sentence, or its first ones."""
    said = _said(text, line)
    if len(said.split()) <= SENTENCE_MOST_WORDS:
        return said
    if sentence in said:
        return sentence
    end = line.start
    for part in known:
        if part.start < line.start or part.end > line.end:
            continue
        if len(text[line.start : part.end].split()) > SENTENCE_MOST_WORDS:
            break
        end = part.end
    return text[line.start : end]
