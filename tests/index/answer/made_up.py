"""Small made-up articles, and what the steps before reading find in them for a question."""

from __future__ import annotations

from datetime import date
from typing import Final

from index.answer.asked import Asked
from index.answer.pipeline import Looked
from index.answer.reader import Best, best_reading
from index.answer.select import Candidate, select_sentences
from index.answer.sentence_figures import Sentence, sentence_of
from index.answer.time_rank import rank_by_time
from index.answer.understanding import Understanding, understand
from index.language.lexicon import load_lexicon
from index.search.passages import token_map
from index.search.query import Query
from index.search.rank import rank_passages
from index.search.retrieve import Retrieved, group
from tests.index.search.fakes import rarity_of, siblings, stored

TODAY: Final = date(2026, 6, 1)
ELECTED: Final = (
    "Đại hội đã bầu Ban Chấp hành khóa VII gồm 7 đồng chí, đồng chí Lê Minh Tuấn được bầu giữ chức "
    "Bí thư Chi đoàn, đồng chí Phạm Thu Hà giữ chức Phó Bí thư Chi đoàn."
)
SPEAKS: Final = (
    "Đồng chí Vũ Quốc Cường, Giám đốc Sở phát biểu chúc mừng đồng chí Lê Minh Tuấn được bầu giữ "
    "chức Bí thư Chi đoàn."
)
# Parts of a candidate's score, for one that was not selected among others.
_PARTS: Final = (
    "bm25", "coverage", "pairs", "context", "article", "passage", "title", "former"
)  # fmt: skip


def asked(question: str) -> Understanding:
    return understand(question, load_lexicon(), TODAY)


def found_in(
    query: Query, *texts: str, title: str = "Tin", published: date | None = None
) -> Retrieved:
    """Returns one article of each text, numbered from 1 and ranked for the query."""
    known = [
        passage
        for number, text in enumerate(texts, 1)
        for passage in stored(text, title=title, published=published, number=number)
    ]
    by_article = siblings(known)
    rarity = rarity_of(query)
    ranked = rank_passages([(p, 1.0) for p in known], lambda p: by_article[p.stored.id], rarity)
    frequencies = {
        concept: sum(
            any(p.map.holds(way) or p.title.holds(way) for way in concept.alternatives)
            for p in known
        )
        for concept in rarity.concepts
    }
    return Retrieved(group(ranked), rarity, len(known), frequencies)


def look(question: str, *texts: str, title: str = "Tin", published: date | None = None) -> Looked:
    """Returns what is found for a question when these are all articles."""
    understanding = asked(question)
    found = found_in(understanding.query, *texts, title=title, published=published)
    articles = rank_by_time(found.articles, understanding.time)
    candidates = select_sentences(understanding, articles, found)
    return Looked(understanding, found, articles, candidates)


def read(looked: Looked) -> Best | None:
    """Returns what the shipped models read in what was found."""
    return best_reading(looked.candidates, looked.understanding, looked.found)


def best_in(question: str, *texts: str) -> Best:
    best = read(look(question, *texts))
    assert best is not None
    return best


def candidate_of(
    understanding: Understanding, text: str, before: str = "", title: str = "Tin"
) -> tuple[Candidate, Retrieved]:
    """Returns a sentence as the only candidate of an article, with what was found."""
    found = found_in(understanding.query, f"{before}\n{text}".strip(), title=title)
    parts = dict.fromkeys(_PARTS, 0.0)
    candidate = Candidate(found.articles[0], text, before, False, token_map(text), parts, 1.0)
    return candidate, found


def sentence_in(
    question: str, text: str, before: str = "", title: str = "Tin"
) -> tuple[Asked, Sentence]:
    """Returns a question and a sentence with its figures, the only candidate."""
    understanding = asked(question)
    candidate, found = candidate_of(understanding, text, before, title)
    of_question = Asked(understanding, found, [candidate])
    return of_question, sentence_of(of_question, 0)
