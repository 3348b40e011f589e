"""Corpora for engine tests: XQuAD where it is, and a generated one that always is."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from random import Random

from index.engines.contract import (
    Change,
    Changes,
    EngineQuery,
    PassageDocument,
    WeightedTerm,
)
from index.language.analyzer import Field, analyze, analyze_title
from index.language.tokens import tokenize
from index.language.words import segment
from index.model import Audience
from tests.index.samples import generated_article

XQUAD = Path(__file__).parents[4] / "shared" / "data" / "xquad"
WEIGHTS = {
    Field.SYLLABLES: 1.0,
    Field.BIGRAMS: 0.4,
    Field.WORDS: 0.3,
    Field.TITLE: 0.2,
}


@dataclass(frozen=True)
class Corpus:
    documents: Sequence[PassageDocument]
    queries: Sequence[EngineQuery]


def document(
    passage_id: int,
    text: str = "",
    *,
    article_id: int | None = None,
    title: str = "",
    words: Sequence[str] = (),
    audience: Audience = Audience.PUBLIC,
    published: date | None = None,
    category: str | None = None,
    source: str | None = None,
) -> PassageDocument:
    """Returns a passage of `text`, an article of its own unless told."""
    return PassageDocument(
        passage_id=passage_id,
        article_id=passage_id if article_id is None else article_id,
        terms={**analyze(tokenize(text), words), **analyze_title(title)},
        audience=audience,
        published=published,
        category=category,
        source=source,
    )


def changes(documents: Sequence[PassageDocument], generation: int) -> Changes:
    """Returns the documents as changes of their articles."""
    articles: dict[int, list[PassageDocument]] = {}
    for item in documents:
        articles.setdefault(item.article_id, []).append(item)
    return Changes([Change(key, passages) for key, passages in articles.items()], generation)


def query(
    text: str,
    *,
    field: Field = Field.SYLLABLES,
    audiences: Sequence[Audience] = tuple(Audience),
    **more: object,
) -> EngineQuery:
    """Returns a query for the syllables of `text` in one field."""
    terms = [WeightedTerm(field, token.text, 1.0) for token in tokenize(text)]
    return EngineQuery(terms, audiences, **more)  # type: ignore[arg-type]


def weighted_query(text: str, words: Sequence[str]) -> EngineQuery:
    """Returns a query over four weighted fields, as a question makes one."""
    terms = analyze(tokenize(text), words)
    return EngineQuery(
        [
            WeightedTerm(name, term, weight)
            for name, weight in WEIGHTS.items()
            for term in (terms[Field.SYLLABLES] if name is Field.TITLE else terms[name])
        ],
        [Audience.PUBLIC],
    )


def generated_corpus() -> Corpus:
    """Returns 300 passages of 20 to 220 syllables, and queries cut out of them."""
    rng = Random(11)
    articles = [generated_article(n, words=rng.randrange(20, 220)) for n in range(300)]

    def pairs(text: str) -> list[str]:  # stands in for segmented words: every third pair
        found = [token.text for token in tokenize(text)]
        return [f"{a}_{b}" for a, b in zip(found[::3], found[1::3], strict=False)]

    documents = [
        document(n + 1, item.text, title=item.title, words=pairs(item.text))
        for n, item in enumerate(articles)
    ]
    queries = []
    for item in articles[:200]:
        found = [token.text for token in tokenize(item.text)]
        start = rng.randrange(len(found) - 4)
        text = " ".join([*found[start : start + rng.randrange(3, 9)], rng.choice(found)])
        queries.append(weighted_query(text, pairs(text)))
    return Corpus(documents, queries)


def xquad_corpus() -> Corpus:
    """Returns the passages of XQuAD-vi and its questions."""
    passages = _lines(XQUAD / "passages_vi.jsonl")
    documents = [
        document(n, str(line["text"]), title=str(line["title"]), words=segment(str(line["text"])))
        for n, line in enumerate(passages, 1)
    ]
    questions = [str(line["question"]) for line in _lines(XQUAD / "questions_vi.jsonl")]
    return Corpus(documents, [weighted_query(text, segment(text)) for text in questions])


def _lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]
