"""Other ways to find articles, asked the same questions as the program.

Each takes whole articles and gives the best one for a question. None of them refuses,
corrects or translates; they are what is had for a few lines of code.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from rank_bm25 import BM25Okapi
from underthesea import sent_tokenize, word_tokenize

from index.evaluation.questions import GoldQuestion
from index.evaluation.short_answers import says
from index.language.normalize import nfc
from index.search.snippet import SNIPPET_WORDS

_WORD: Final = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Document:
    """An article as a peer takes it."""

    url: str
    text: str


@dataclass(frozen=True, slots=True)
class Found:
    """The best article for a question, and the piece of it that the peer would show."""

    url: str
    piece: str


class Peer(Protocol):
    """What finds articles."""

    def first(self, question: str) -> Found | None:
        """Returns the best article for a question, None where nothing matches."""
        ...


class WordsInBm25:
    """The plain design: underthesea words, lower case, of whole articles into rank-bm25.

    The piece it shows is the best sentence of the article, by the same.
    """

    def __init__(self, documents: Iterable[Document]) -> None:
        self._documents = list(documents)
        self._engine = BM25Okapi([_words(document.text) for document in self._documents])

    def first(self, question: str) -> Found | None:
        """Returns the article with the highest score; there always is one."""
        words = _words(question)
        best = self._documents[int(self._engine.get_scores(words).argmax())]
        sentences = sent_tokenize(best.text)
        scores = BM25Okapi([_words(sentence) or [""] for sentence in sentences]).get_scores(words)
        return Found(best.url, str(sentences[int(scores.argmax())]))


def _words(text: str) -> list[str]:
    return [word.lower() for word in word_tokenize(nfc(text)) if _WORD.search(word)]


class Fts5:
    """SQLite FTS5, its own bm25() and snippet(); any word of the question may match.

    `fold` lets it take the marks off, as its tokenizer can ("đ" stays).
    """

    def __init__(self, documents: Iterable[Document], *, fold: bool = False) -> None:
        self._documents = list(documents)
        self._table = sqlite3.connect(":memory:")
        tokenizer = f"unicode61 remove_diacritics {2 if fold else 0}"
        self._table.execute(f"CREATE VIRTUAL TABLE t USING fts5(text, tokenize = '{tokenizer}')")
        rows = [(number, nfc(d.text)) for number, d in enumerate(self._documents)]
        self._table.executemany("INSERT INTO t (rowid, text) VALUES (?, ?)", rows)

    def first(self, question: str) -> Found | None:
        """Returns the article with the best bm25(), with a snippet of as many words as ours."""
        query = " OR ".join(f'"{word}"' for word in _WORD.findall(nfc(question)))
        if not query:
            return None
        row = self._table.execute(
            "SELECT rowid, snippet(t, 0, '', '', '', ?) FROM t WHERE t MATCH ?"
            " ORDER BY rank LIMIT 1",
            (SNIPPET_WORDS, query),
        ).fetchone()
        return Found(self._documents[row[0]].url, row[1]) if row else None


def measure_peer(peer: Peer, questions: Sequence[GoldQuestion]) -> dict[str, dict[str, float]]:
    """Returns by style, and of "all", the shares of the answerable questions with a right
    article first (`p_at_1`) and with an accepted answer in the piece of it that is shown
    (`in_piece`).
    """
    rows: dict[str, list[tuple[bool, bool]]] = {}
    for gold in questions:
        if not gold.answerable:
            continue
        found = peer.first(gold.question)
        right = found is not None and found.url in gold.gold_urls
        shown = found is not None and right and says(found.piece, gold.answers)
        for style in (gold.style, "all"):
            rows.setdefault(style, []).append((right, shown))
    return {
        style: {
            "p_at_1": round(sum(right for right, _ in pairs) / len(pairs), 4),
            "in_piece": round(sum(shown for _, shown in pairs) / len(pairs), 4),
        }
        for style, pairs in rows.items()
    }
