"""Step 4: the sentences of the best articles, scored by how well they answer."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rank_bm25 import BM25Plus

from index.answer.cues import AnswerType
from index.answer.understanding import Understanding
from index.language.sentences import Span, sentences
from index.search.passages import TokenMap, token_map
from index.search.query import Concept
from index.search.rank import Rarity, held_concepts, pairs_together
from index.search.retrieve import RankedArticle, Retrieved

# Sentences of so many articles compete; of the first ones the whole text does.
_ARTICLES: Final = 5
# Where the present is asked, the newest article may stand further down.
_ARTICLES_NOW: Final = 9
_WHOLE_ARTICLES: Final = 2
_MOST_SENTENCES: Final = 150

# Fitted on the sentences that hold the answers of XQuAD-vi, ALQAC and gold questions
# (`python -m benchmarks.fit sentences`); "former" by hand: too few ask for what has changed.
WEIGHTS: Final[Mapping[str, float]] = {
    "bm25": 2.5,
    "pairs": 0.5,
    "context": 3.4,
    "article": 6.8,
    "passage": 1.3,
    "title": -1.4,
    "former": -5.0,
}
_FORMER: Final = re.compile(r"^\W*(?:Trước đây|Trước kia|Trước đó|Thời gian trước)\b")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer, with its article and the figures of its score."""

    article: RankedArticle
    text: str
    before: str
    is_title: bool
    map: TokenMap
    parts: Mapping[str, float]
    score: float
    earlier: str = ""
    """The sentence before the one before, and the article's first: what goes without saying."""


def select_sentences(
    understanding: Understanding, articles: Sequence[RankedArticle], retrieved: Retrieved
) -> list[Candidate]:
    """Returns the candidate sentences, best first.

    bm25 is rank-bm25's score over all candidates, relative to the best; coverage (for
    `decide`) and pairs are shares of what is asked that the sentence holds; context adds
    the sentence before and the title; article and passage are the scores of where it
    stands; former marks a sentence that tells what was before.
    """
    most = _ARTICLES_NOW if understanding.time.now else _ARTICLES
    pool = _pool(articles[:most])[:_MOST_SENTENCES]
    if not pool:
        return []
    scores = _bm25(pool, retrieved.rarity)
    top = max(scores) or 1.0
    best_article = articles[0].score or 1.0
    held = _Held(retrieved.rarity)
    candidates = [
        _candidate(
            item,
            retrieved.rarity,
            held,
            score / top,
            item.article.score / best_article,
            now=not understanding.time.years,
        )
        for item, score in zip(pool, scores, strict=True)
    ]
    return sorted(candidates, key=lambda c: -c.score)


@dataclass(frozen=True, slots=True)
class _Piece:
    article: RankedArticle
    text: str
    before: str
    is_title: bool
    passage_share: float
    earlier: str = ""


def _pool(articles: Sequence[RankedArticle]) -> list[_Piece]:
    pieces: list[_Piece] = []
    for place, ranked in enumerate(articles):
        article = ranked.best.passage.stored.article
        pieces.append(_Piece(ranked, article.title, "", True, 1.0))
        top = ranked.best.score or 1.0
        spans = [(r.passage.start, r.passage.end, r.score / top) for r in ranked.passages]
        before = earlier = lead = ""
        for sentence in sentences(article.text):
            share = _share_of(sentence, spans)
            text = article.text[sentence.start : sentence.end]
            if share > 0 or place < _WHOLE_ARTICLES:
                said = f"{lead}\n{earlier}"
                pieces.append(_Piece(ranked, text, before, False, share, said))
            lead = lead or text
            before, earlier = text, before
    return pieces


def _share_of(sentence: Span, spans: Sequence[tuple[int, int, float]]) -> float:
    return max((s for a, b, s in spans if a <= sentence.start and sentence.end <= b), default=0.0)


def _bm25(pool: Sequence[_Piece], rarity: Rarity) -> list[float]:
    """Returns rank-bm25's score of each sentence; folded terms are marked with "~"."""
    corpus = [_marked_terms(token_map(piece.text)) for piece in pool]
    scorer = BM25Plus(corpus, delta=0)
    terms = [
        ("~" if way.folded else "") + term
        for concept in rarity.concepts
        for way in concept.alternatives[:2]
        for term in way.terms
    ]
    return [float(score) for score in scorer.get_scores(terms)]


def _marked_terms(place: TokenMap) -> list[str]:
    return [t.text for t in place.tokens] + [f"~{t.folded}" for t in place.tokens] or ["~"]


class _Held:
    """The concepts held by each text: a sentence is looked at again as the next one's
    neighbour, a title with every sentence of its article.
    """

    def __init__(self, rarity: Rarity) -> None:
        self._rarity = rarity
        self._known: dict[str, set[Concept]] = {}

    def by(self, text: str) -> set[Concept]:
        if text not in self._known:
            self._known[text] = held_concepts(token_map(text), self._rarity)
        return self._known[text]


def _candidate(
    piece: _Piece, rarity: Rarity, held: _Held, bm25: float, article: float, *, now: bool
) -> Candidate:
    here = token_map(piece.text)
    title = piece.article.best.passage.stored.article.title
    around = held.by(piece.text) | held.by(piece.before) | held.by(title)
    parts = {
        "bm25": bm25,
        "coverage": rarity.share(held.by(piece.text)),
        "pairs": pairs_together((here,), rarity),
        "context": rarity.share(around),
        "article": article,
        "passage": piece.passage_share,
        "title": float(piece.is_title),
        "former": float(now and _FORMER.match(piece.text) is not None),
    }
    score = sum(weight * parts[name] for name, weight in WEIGHTS.items())
    return Candidate(
        piece.article, piece.text, piece.before, piece.is_title, here, parts, score, piece.earlier
    )  # fmt: skip


# Types whose answers have a form: without one in the sentence there is no answer.
FORMED: Final = frozenset(
    {AnswerType.PERSON, AnswerType.DATE, AnswerType.TIME, AnswerType.NUMBER, AnswerType.MONEY,
     AnswerType.PERCENT, AnswerType.RANK, AnswerType.PHONE, AnswerType.EMAIL, AnswerType.WEB,
     AnswerType.DOCUMENT, AnswerType.PLACE, AnswerType.ORGANIZATION, AnswerType.DURATION,
     AnswerType.POST}
)  # fmt: skip
