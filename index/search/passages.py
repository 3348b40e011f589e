"""Passages with their tokens, kept in memory while they are in use."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, lru_cache
from typing import Final

from index.archive.archive import Archive
from index.archive.records import StoredArticle
from index.language.normalize import fold
from index.language.tokens import Token, bigrams, pieces, terms_of, tokenize
from index.model import Audience
from index.search.query import Alternative

# About 60 MB with their sentences; the sample archive fits whole, a large one keeps what
# people ask about.
_KEPT_PASSAGES: Final = 1000


class TokenMap:
    """Where each term stands among the tokens of a text, exact and folded.

    Most texts are looked at for a few words in one of the two forms: whatever else can be
    known of a text is worked out when it is asked for.
    """

    def __init__(self, text: str) -> None:
        self._text = text

    def __len__(self) -> int:
        return len(self.terms)

    @cached_property
    def terms(self) -> tuple[str, ...]:
        """The terms, in order."""
        return terms_of(self._text)

    @cached_property
    def folded_terms(self) -> tuple[str, ...]:
        """The terms without their marks, in order."""
        return tuple(map(fold, self.terms))

    @cached_property
    def tokens(self) -> Sequence[Token]:
        """The tokens with their places in the text."""
        return tokenize(self._text)

    @cached_property
    def exact(self) -> Mapping[str, tuple[int, ...]]:
        """The positions of each term among the tokens."""
        return _places(self.terms)

    @cached_property
    def folded(self) -> Mapping[str, tuple[int, ...]]:
        """The positions of each term without its marks."""
        return _places(self.folded_terms)

    @cached_property
    def exact_pairs(self) -> frozenset[str]:
        """The bigrams of the text."""
        return frozenset(bigrams(self.terms))

    @cached_property
    def folded_pairs(self) -> frozenset[str]:
        """The bigrams of the text without marks."""
        return frozenset(bigrams(self.folded_terms))

    @property
    def sentence_starts(self) -> tuple[int, ...]:
        """The positions of the tokens that begin a sentence, in order."""
        return self._writing[0]

    @property
    def capitals(self) -> bytes:
        """For each token 1 where it is written with a capital, else 0."""
        return self._writing[1]

    @cached_property
    def _writing(self) -> tuple[tuple[int, ...], bytes]:
        starts: list[int] = []
        capitals = bytearray()
        ended = True
        for piece in pieces(self._text):
            first = piece[0]
            if not first.isalnum():
                ended = True
                continue
            if ended:
                starts.append(len(capitals))
                ended = False
            capitals.append(first.isupper())
        return tuple(starts), bytes(capitals)

    def holds(self, alternative: Alternative) -> bool:
        """Tells whether all of `alternative` stands here, in its order."""
        by_term = self.folded if alternative.folded else self.exact
        for term in alternative.terms:
            if term not in by_term:
                return False
        return len(alternative.terms) == 1 or bool(self.positions(alternative))

    def positions(self, alternative: Alternative) -> tuple[int, ...]:
        """Returns the token positions at which all of `alternative` begins, in order."""
        by_term = self.folded if alternative.folded else self.exact
        terms = alternative.terms
        first = by_term.get(terms[0], ())
        if len(terms) == 1 or not first:
            return first
        if not all(term in by_term for term in terms):
            return ()
        standing = self.folded_terms if alternative.folded else self.terms
        return tuple(at for at in first if standing[at : at + len(terms)] == terms)


def _places(terms: Sequence[str]) -> dict[str, tuple[int, ...]]:
    # Tuples of numbers: at a hundred thousand lists the garbage collector would look each time.
    places: dict[str, tuple[int, ...]] = {}
    for position, term in enumerate(terms):
        places[term] = (*places[term], position) if term in places else (position,)
    return places


@lru_cache(maxsize=2048)
def token_map(text: str) -> TokenMap:
    """Returns where each term of `text` stands."""
    return TokenMap(text)


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
        self._abbreviations: dict[tuple[Audience, ...], Sequence[tuple[str, str]]] = {}
        self._changed = -1

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
            title = TokenMap(stored.article.title)
            for piece in stored.passages:
                passage = Passage(
                    piece.id, stored, piece.start, piece.end,
                    TokenMap(stored.article.text[piece.start : piece.end]), title,
                )  # fmt: skip
                self._passages[piece.id] = passage
        for pid, _ in wanted:
            if pid in self._passages:
                self._passages.move_to_end(pid)
                found[pid] = self._passages[pid]
        while len(self._passages) > _KEPT_PASSAGES:
            self._passages.popitem(last=False)
        return found

    def abbreviations(self, audiences: Sequence[Audience]) -> Sequence[tuple[str, str]]:
        """Returns the abbreviations that articles for `audiences` define, with long forms.

        The same object comes back until the archive changes.
        """
        changed = self._archive.last_change()
        if changed != self._changed:
            self._changed = changed
            self._abbreviations.clear()
        readers = tuple(audiences)
        if readers not in self._abbreviations:
            self._abbreviations[readers] = self._archive.abbreviations(readers)
        return self._abbreviations[readers]

    def newest_day(self, audiences: Sequence[Audience]) -> date | None:
        """Returns the day of the newest article, None when none has a date."""
        return self._archive.newest_day(audiences)

    def siblings(self, passage: Passage) -> list[Passage]:
        """Returns all passages of the passage's article, in order."""
        ids = [(piece.id, passage.stored.id) for piece in passage.stored.passages]
        found = self._kept(ids)
        return [found[pid] for pid, _ in ids if pid in found]
