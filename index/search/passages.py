"""Passages with their tokens, kept in memory while they are in use."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Final

from index.archive.archive import Archive
from index.archive.records import StoredArticle
from index.language.tokens import Token, bigrams, tokenize
from index.model import Audience
from index.search.query import Alternative

# About 60 MB with their sentences; the sample archive fits whole, a large one keeps what
# people ask about.
_KEPT_PASSAGES: Final = 1000


@dataclass(frozen=True, slots=True)
class TokenMap:
    """Where each term stands among the tokens of a text, exact and folded."""

    tokens: Sequence[Token]
    exact: dict[str, list[int]]
    folded: dict[str, list[int]]
    exact_pairs: frozenset[str]
    folded_pairs: frozenset[str]

    def holds(self, alternative: Alternative) -> bool:
        """Tells whether all of `alternative` stands here, in its order."""
        if len(alternative.terms) == 1:
            return alternative.terms[0] in (self.folded if alternative.folded else self.exact)
        return bool(self.positions(alternative))

    def positions(self, alternative: Alternative) -> list[int]:
        """Returns the token positions at which all of `alternative` begins, in order."""
        by_term = self.folded if alternative.folded else self.exact
        terms = alternative.terms
        first = by_term.get(terms[0], [])
        if len(terms) == 1:
            return first
        return [
            position
            for position in first
            if all(
                position + step in by_term.get(term, ()) for step, term in enumerate(terms[1:], 1)
            )
        ]


@lru_cache(maxsize=2048)
def token_map(text: str) -> TokenMap:
    """Returns the tokens of `text` with where each term stands."""
    tokens = tokenize(text)
    exact: dict[str, list[int]] = {}
    folded: dict[str, list[int]] = {}
    for position, token in enumerate(tokens):
        exact.setdefault(token.text, []).append(position)
        folded.setdefault(token.folded, []).append(position)
    return TokenMap(
        tokens,
        exact,
        folded,
        frozenset(bigrams([token.text for token in tokens])),
        frozenset(bigrams([token.folded for token in tokens])),
    )


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage with its article and its tokens; `start`, `end` are places in the text."""

    id: int
    stored: StoredArticle
    start: int
    end: int
    map: TokenMap
    title: TokenMap

    @property
    def text(self) -> str:
        """The passage as published."""
        return self.stored.article.text[self.start : self.end]


class PassageStore:
    """Reads passages from the archive and keeps the recently used ones.

    Passage ids are never used again, so that a kept passage can only be missing from the
    archive, never be another's.
    """

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._passages: OrderedDict[int, Passage] = OrderedDict()

    def get(
        self, wanted: Sequence[tuple[int, int]], audiences: Sequence[Audience]
    ) -> dict[int, Passage]:
        """Returns the passages (passage id, article id) that `audiences` may read, by id.

        The archive says each time which articles are live and for whom: the engine and
        what is kept here may be behind it.
        """
        readable = self._archive.readable([article for _, article in wanted], audiences)
        return self._kept([pair for pair in wanted if pair[1] in readable])

    def _kept(self, wanted: Sequence[tuple[int, int]]) -> dict[int, Passage]:
        found = {pid: self._passages[pid] for pid, _ in wanted if pid in self._passages}
        missing = sorted({article for pid, article in wanted if pid not in found})
        for stored in self._archive.stored(missing).values() if missing else ():
            title = token_map(stored.article.title)
            for piece in stored.passages:
                passage = Passage(
                    piece.id, stored, piece.start, piece.end,
                    token_map(stored.article.text[piece.start : piece.end]), title,
                )  # fmt: skip
                self._passages[piece.id] = passage
        for pid, _ in wanted:
            if pid in self._passages:
                self._passages.move_to_end(pid)
                found[pid] = self._passages[pid]
        while len(self._passages) > _KEPT_PASSAGES:
            self._passages.popitem(last=False)
        return found

    def newest_day(self, audiences: Sequence[Audience]) -> date | None:
        """Returns the day of the newest article, None when none has a date."""
        return self._archive.newest_day(audiences)

    def siblings(self, passage: Passage) -> list[Passage]:
        """Returns all passages of the passage's article, in order."""
        ids = [(piece.id, passage.stored.id) for piece in passage.stored.passages]
        found = self._kept(ids)
        return [found[pid] for pid, _ in ids if pid in found]
