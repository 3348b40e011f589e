"""Ranked articles as the hits that people see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from index.archive.archive import Archive
from index.model import Hit, Role
from index.search.query import Concept
from index.search.retrieve import RankedArticle, Retrieved
from index.search.snippet import Snippet, make_snippet


class HitMaker:
    """Makes hits: snippet, highlights, and the near-identical articles each stands for."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive

    def make(
        self,
        articles: Sequence[RankedArticle],
        found: Retrieved,
        role: Role,
        sentences: Mapping[int, str] | None = None,
    ) -> list[Hit]:
        """Returns a hit for each article, in order.

        `sentences` says by article id which sentence its snippet has to show.
        """
        twins = self._archive.twins([a.article_id for a in articles], role) if articles else {}
        return [
            _hit(
                ranked,
                _snippet(ranked, found.weights, (sentences or {}).get(ranked.article_id)),
                tuple(twins.get(ranked.article_id, ())),
            )
            for ranked in articles
        ]


def _snippet(
    ranked: RankedArticle, weights: Mapping[Concept, float], sentence: str | None
) -> Snippet:
    passage = ranked.best.passage
    text, must = passage.text, None
    if sentence is not None:
        whole = passage.stored.article.text
        at = whole.find(sentence)
        if at >= 0:
            for piece in passage.stored.passages:
                if piece.start <= at < piece.end:
                    text = whole[piece.start : piece.end]
                    must = (at - piece.start, at - piece.start + len(sentence))
    return make_snippet(text, list(weights), weights, must)


def _hit(ranked: RankedArticle, snippet: Snippet, twins: tuple[str, ...]) -> Hit:
    article = ranked.best.passage.stored.article
    return Hit(
        url=article.url,
        title=article.title,
        published=article.published,
        category=article.category,
        source=article.source,
        audience=article.audience,
        score=round(ranked.score, 4),
        snippet=snippet.text,
        highlights=snippet.highlights,
        also_at=twins,
        score_parts=dict(ranked.best.parts),
    )
