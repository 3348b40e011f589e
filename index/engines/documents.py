"""Articles of the archive as the passages that engines take."""

from __future__ import annotations

from collections.abc import Sequence

from index.archive.archive import Archive, text_digest
from index.archive.records import StoredArticle
from index.engines.contract import Change, PassageDocument
from index.language.analyzer import analyze, analyze_title
from index.language.tokens import tokenize
from index.language.words import segment


def changes_of(archive: Archive, article_ids: Sequence[int]) -> list[Change]:
    """Returns the present state of each article, ready for an engine.

    Segmented words come from the archive; only a text whose words are not kept there
    (the segmenter has changed) is segmented anew.
    """
    stored = archive.stored(article_ids)
    words = archive.words(
        [passage.digest for article in stored.values() for passage in article.passages]
    )
    return [
        Change(article_id, _passages(stored[article_id], words) if article_id in stored else ())
        for article_id in article_ids
    ]


def _passages(stored: StoredArticle, words: dict[str, str]) -> list[PassageDocument]:
    article = stored.article
    title = analyze_title(article.title)
    documents = []
    for passage in stored.passages:
        text = article.text[passage.start : passage.end]
        segmented = words.get(passage.digest)
        if segmented is None or passage.digest != text_digest(text):
            segmented = " ".join(segment(text))
        documents.append(
            PassageDocument(
                passage_id=passage.id,
                article_id=stored.id,
                terms={**analyze(tokenize(text), segmented.split()), **title},
                audience=article.audience,
                published=article.published,
                category=article.category,
                source=article.source,
            )
        )
    return documents
