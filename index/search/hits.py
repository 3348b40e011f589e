"""Ranked articles as the hits that people see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from index.archive.archive import Archive
from index.model import Hit, Role
from index.search.query import Concept
from index.search.retrieve import RankedArticle, Retrieved
from index.search.snippet import Snippet, in_sentence, make_snippet


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
    whole = passage.stored.article.text
    text, start, must = passage.text, passage.start, None
    if sentence is not None:
        at = whole.find(sentence)
        if at >= 0:
            for piece in passage.stored.passages:
                if piece.start <= at < piece.end:
                    text, start = whole[piece.start : piece.end], piece.start
                    must = (at - start, at - start + len(sentence))
    snippet = make_snippet(text, list(weights), weights, must)
    begins = start + snippet.start
    ends = begins + len(snippet.text)
    # A passage may begin or end within a very long sentence.
    return replace(
        snippet,
        cut_before=snippet.cut_before or in_sentence(whole, begins),
        cut_after=snippet.cut_after or in_sentence(whole, ends),
    )


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
        cut_before=snippet.cut_before,
        cut_after=snippet.cut_after,
    )
