"""Articles made ready for the archive: cut into passages, segmented, fingerprinted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from types import TracebackType
from typing import Final, Self

from index.archive.archive import Archive, Prepared, text_digest
from index.ingest.near import NEAR_DISTANCE, bands, distance, fingerprint, near_identical
from index.language.sentences import passages
from index.language.words import segment
from index.model import Article

# Starting processes costs about a second; fewer new passages are segmented in this one.
_WORTH_PROCESSES: Final = 400
_PASSAGES_A_TASK: Final = 50
_PROCESSES: Final = 2
# The first sentence makes underthesea read its model.
_WARMING: Final = "Hội nghị tổng kết năm."


class Preparer:
    """Prepares batches of articles; segments in processes where there is much to do.

    underthesea holds the interpreter's lock, so that threads would make it slower.
    """

    def __init__(
        self,
        archive: Archive,
        *,
        worth_processes: int = _WORTH_PROCESSES,
        processes: int = _PROCESSES,
    ) -> None:
        """`worth_processes` is the number of new passages from which on `processes` segment."""
        self._archive = archive
        self._worth_processes = worth_processes
        self._processes = processes
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def warm_up(self) -> None:
        """Starts the processes: much is to come, and they need a second or two to be ready."""
        if self._pool is None:
            self._start().submit(segment_text, _WARMING)

    def prepare(self, articles: Sequence[Article]) -> list[Prepared]:
        """Returns the articles ready to be stored, in order.

        An article that the archive holds with the same content is not cut or segmented;
        neither is a passage whose words are kept already.
        """
        cut = [self._cut(article) for article in articles]
        texts = {
            digest: item.article.text[start:end]
            for item in cut
            for start, end, digest in item.passages
        }
        known = self._archive.words(list(texts))
        missing = [digest for digest in texts if digest not in known]
        words = dict(zip(missing, self._segment([texts[d] for d in missing]), strict=True))
        return [
            replace(item, words={d: words[d] for _, _, d in item.passages if d in words})
            for item in cut
        ]

    def _cut(self, article: Article) -> Prepared:
        if self._archive.holds(article):
            return Prepared(article, (), {}, 0, ())
        spans = [
            (span.start, span.end, text_digest(article.text[span.start : span.end]))
            for span in passages(article.text)
        ]
        mark = fingerprint(article.text)
        return Prepared(article, spans, {}, mark, bands(mark))

    def _segment(self, texts: Sequence[str]) -> Iterable[str]:
        if len(texts) < self._worth_processes and self._pool is None:
            return [segment_text(text) for text in texts]
        pool = self._pool or self._start()
        return pool.map(segment_text, texts, chunksize=_PASSAGES_A_TASK)

    def _start(self) -> ProcessPoolExecutor:
        self._pool = ProcessPoolExecutor(self._processes, mp_context=get_context("spawn"))
        return self._pool


def segment_text(text: str) -> str:
    """Returns the words of one text as they are kept: joined by spaces."""
    return " ".join(segment(text))


def find_original(archive: Archive, item: Prepared) -> int | None:
    """Returns the id of a near-identical article that came earlier, None when there is none."""
    if not item.bands:
        return None
    near = [
        article_id
        for article_id, mark in archive.sharing_bands(item.bands, item.article.url)
        if distance(mark, item.fingerprint) <= NEAR_DISTANCE
    ]
    stored = archive.stored(near) if near else {}
    return next((i for i in near if i in stored and is_copy(stored[i].article, item.article)), None)


def is_copy(original: Article, other: Article) -> bool:
    """Tells whether `other` is shown as `original`: near-identical, and for the same people."""
    return original.audience is other.audience and near_identical(original, other)
