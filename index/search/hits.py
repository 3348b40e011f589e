"""Ranked articles as the hits that people see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from index.archive.archive import Archive
from index.model import Hit, Role
from index.search.query import Concept
from index.search.retrieve import RankedArticle, Retrieved
from index.search.snippet import Snippet, make_snippet

# The answer may stand just before or after the passage that was found; it is looked for where
# people look first.
_BESIDE_FIRST: Final = 1


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
                _snippet(
                    ranked,
                    found.weights,
                    (sentences or {}).get(ranked.article_id),
                    0 if place else _BESIDE_FIRST,
                ),
                tuple(twins.get(ranked.article_id, ())),
            )
            for place, ranked in enumerate(articles)
        ]


def _snippet(
    ranked: RankedArticle, weights: Mapping[Concept, float], sentence: str | None, beside: int
) -> Snippet:
    """Returns the snippet of an article: from the passage with the sentence that it has to show,
    else from the best one, and from `beside` passages before and after.
    """
    passage = ranked.best.passage
    text, pieces = passage.stored.article.text, passage.stored.passages
    shown, must = passage.start, None
    at = text.find(sentence) if sentence is not None else -1
    if sentence is not None and at >= 0:
        shown, must = at, (at, at + len(sentence))
    place = max((i for i, piece in enumerate(pieces) if piece.start <= shown), default=0)
    first, last = pieces[max(0, place - beside)], pieces[: place + beside + 1][-1]
    return make_snippet(text, list(weights), weights, must, (first.start, last.end))


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
