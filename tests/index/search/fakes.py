"""A reader of the engine over a few plain texts, and the bits that ranking is tested with."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from index.archive.records import StoredArticle, StoredPassage
from index.engines.contract import EngineHit, EngineQuery
from index.language.analyzer import Field, analyze
from index.language.lexicon import load_lexicon
from index.language.sentences import passages
from index.language.tokens import tokenize
from index.model import Article
from index.search.parse import parse_query
from index.search.passages import Passage, token_map
from index.search.query import Query
from index.search.rank import Pair, Rarity, inverse_document_frequency


class TextReader:
    """Knows the terms of some texts; finds those that hold a term.

    Texts that are `gone` are counted still, as engines do for a while, and never found.
    """

    def __init__(self, *texts: str, gone: Sequence[str] = ()) -> None:
        self._live = len(texts)
        self._terms = [analyze(tokenize(text), ()) for text in (*texts, *gone)]

    @property
    def generation(self) -> int:
        return 1

    @property
    def passages(self) -> int:
        return self._live

    def search(self, query: EngineQuery, limit: int) -> list[EngineHit]:
        wanted = {(term.field, term.term) for term in query.terms}
        found = [
            EngineHit(number, number, 1.0)
            for number, terms in enumerate(self._terms[: self._live], 1)
            if any(word in terms.get(field, ()) for field, word in wanted)
        ]
        return found[:limit]

    def document_frequency(self, field: Field, term: str) -> int:
        return sum(term in terms.get(field, ()) for terms in self._terms)

    def vocabulary(self, field: Field) -> Mapping[str, int]:
        words: Counter[str] = Counter()
        for terms in self._terms:
            words.update(set(terms[field]))
        return words


def query_of(text: str) -> Query:
    return parse_query(text, load_lexicon())[0]


def rarity_of(query: Query, documents: int = 10) -> Rarity:
    """Returns the rarity of a query all of whose words stand in one of `documents`."""
    idf = inverse_document_frequency(documents, 1)
    pairs = [
        Pair(a, b, f"{a.typed.terms[-1]}_{b.typed.terms[0]}",
             a.typed.folded or b.typed.folded, idf)
        for a, b in query.neighbours()
    ]  # fmt: skip
    return Rarity({c: c.weight * idf for c in query.concepts if c.weight > 0}, pairs)


def stored(
    text: str, *, title: str = "Tin", published: date | None = None, number: int = 1
) -> list[Passage]:
    """Returns the passages of an article, as the store gives them."""
    article = Article(f"https://vi-du.example/{number}", title, text, published)
    pieces = tuple(
        StoredPassage(number * 100 + i, span.start, span.end, f"{number}-{i}")
        for i, span in enumerate(passages(text))
    )
    whole = StoredArticle(number, article, f"{number}", pieces)
    return [
        Passage(p.id, whole, p.start, p.end, token_map(text[p.start : p.end]), token_map(title))
        for p in pieces
    ]


def siblings(known: Sequence[Passage]) -> Mapping[int, Sequence[Passage]]:
    """Returns the passages of each article by its id."""
    found: dict[int, list[Passage]] = {}
    for passage in known:
        found.setdefault(passage.stored.id, []).append(passage)
    return found
