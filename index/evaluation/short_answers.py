"""How a short answer compares with the accepted ones: by tokens, and as SQuAD does it."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from index.language.normalize import nfc
from index.language.tokens import tokenize


def normal(text: str) -> str:
    """Returns the tokens of a text, so that case, tone placement, marks of punctuation and
    separators of thousands do not count.
    """
    return " ".join(token.text for token in tokenize(nfc(text)))


def holds(text: str, part: str) -> bool:
    """Tells whether whole words of `text` are `part`; both as `normal` gives them."""
    return bool(part) and f" {part} " in f" {text} "


def contains(short: str, accepted: Iterable[str]) -> bool:
    """Tells whether a short answer and an accepted one are equal, or one holds the other."""
    given = normal(short)
    return any(holds(given, part) or holds(part, given) for part in map(normal, accepted))


def says(text: str, accepted: Iterable[str]) -> bool:
    """Tells whether an accepted answer stands in a text."""
    where = normal(text)
    return any(holds(where, normal(answer)) for answer in accepted)


def squad_words(text: str) -> list[str]:
    """Returns the words that SQuAD's measures compare: lower case, no punctuation.

    All marks that Unicode calls punctuation or symbols go. Vietnamese has no articles to
    leave out.

    >>> squad_words("Ngày 25/3, “Giải Nhất”")
    ['ngày', '253', 'giải', 'nhất']
    """
    return "".join(c for c in nfc(text).lower() if not _is_mark(c)).split()


@lru_cache(maxsize=1 << 12)
def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


def squad_exact(short: str, accepted: Iterable[str]) -> bool:
    """Tells whether a short answer has the very words of an accepted one."""
    given = squad_words(short)
    return any(given == squad_words(answer) for answer in accepted)


def squad_f1(short: str, accepted: Iterable[str]) -> float:
    """Returns the best F1 of the words of a short answer and an accepted one, 0 to 1."""
    given = squad_words(short)
    return max((_f1(given, squad_words(answer)) for answer in accepted), default=0.0)


def _f1(given: Sequence[str], wanted: Sequence[str]) -> float:
    if not given or not wanted:
        return 0.0  # an answer of punctuation alone says nothing
    common = sum((Counter(given) & Counter(wanted)).values())
    return 2 * common / (len(given) + len(wanted))
