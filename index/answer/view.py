"""All that answers and searches, over what one kind of people may read.

A view is made of one reader, and knows the archive by it alone: its words, how rare they are,
which abbreviations and provinces are at home there. Citizens have the view of the public
passages, so that nothing that only others may read can move what they get.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from index.answer.pipeline import Pipeline
from index.answer.settle import Home, home_of
from index.archive.archive import Archive
from index.engines.contract import Reader
from index.language.lexicon import Lexicon
from index.search.correct import Corrector
from index.search.hits import HitMaker
from index.search.keywords import KeywordSearch
from index.search.passages import PassageStore
from index.search.retrieve import Retriever


@dataclass(frozen=True, slots=True)
class View:
    """What one kind of people is answered with."""

    reader: Reader
    corrector: Corrector
    pipeline: Pipeline
    keywords: KeywordSearch
    home: Home


def view_of(
    reader: Reader, store: PassageStore, archive: Archive, lexicon: Lexicon, department: Path | None
) -> View:
    """Returns the view of the passages in `reader`; `department` None is the sample's file."""
    corrector, retriever, hits = (
        Corrector(reader, lexicon),
        Retriever(reader, store),
        HitMaker(archive),
    )
    return View(
        reader,
        corrector,
        Pipeline(corrector, retriever, hits, lexicon),
        KeywordSearch(archive, reader, corrector, retriever, hits, lexicon),
        home_of(archive, reader, department),
    )
