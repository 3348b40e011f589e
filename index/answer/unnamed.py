"""What a question names that an article does not: a year, a body, a person, a place.

Where these are missing, the article is on something else, however alike it sounds.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import OSA

from index.answer.required import other_label
from index.answer.time_rank import names_year
from index.answer.understanding import Understanding
from index.language.normalize import fold
from index.language.tokens import tokenize
from index.search.names import named_in
from index.search.query import Concept, ConceptKind
from index.search.retrieve import RankedArticle, Retrieved


def unnamed(article: RankedArticle, understanding: Understanding, found: Retrieved) -> str | None:
    """Returns what a question names that an article does not, None when it names all: a
    year, a body, a person or a place must stand where the answer does.
    """
    stored = article.best.passage.stored.article
    if label := other_label(understanding.text, (stored.title, stored.text)):
        return f"the article does not speak of {label}"
    for year in understanding.time.years:
        if not names_year(article, year):
            return f"the article does not speak of {year}"
    texts = (stored.title, stored.text)
    bodies = [post.body for post in understanding.posts if len(post.body) > 1]
    if bodies and not any(named_in(body, found.rarity.concepts, texts) for body in bodies):
        return "the article does not speak of " + " ".join(bodies[0])
    if code := _unknown_code(found):
        return f"no article speaks of {code}"
    for name in asked_names(found):
        if not _is_named(article, name) and not _is_everywhere(name, found):
            return "the article does not name " + " ".join(c.typed.terms[0] for c in name)
    return None


# "6G", "R32": letters with figures name one thing, and nothing else is like it.
_CODE: Final = re.compile(r"(?=.*\d)(?=.*[^\W\d])\w{2,6}")


def _unknown_code(found: Retrieved) -> str | None:
    """Returns a code of the question that no article has, None where there is none."""
    return next(
        (
            concept.typed.terms[0]
            for concept in found.rarity.concepts
            if len(concept.typed.terms) == len(concept.alternatives) == 1
            and _CODE.fullmatch(concept.typed.terms[0])
            and found.frequencies.get(concept) == 0
        ),
        None,
    )


def asked_names(retrieved: Retrieved) -> list[list[Concept]]:
    """Returns the names that the question has: concepts capitalized one after another."""
    names: list[list[Concept]] = []
    previous: Concept | None = None
    neighbours = {id(p.first): p.second for p in retrieved.rarity.pairs}
    for concept in retrieved.rarity.concepts:
        if concept.kind is ConceptKind.NAME:
            joined = previous is not None and neighbours.get(id(previous)) is concept
            if joined and previous.kind is ConceptKind.NAME:  # type: ignore[union-attr]
                names[-1].append(concept)
            else:
                names.append([concept])
        previous = concept
    return names


# A name that so many articles have is the province's or the department's own: it goes without
# saying.
_EVERYWHERE: Final = 0.2
_MANY_ARTICLES: Final = 10


def _is_everywhere(name: Sequence[Concept], found: Retrieved) -> bool:
    """Tells whether so much of the archive has a name that articles need not say it."""
    least = max(_MANY_ARTICLES, _EVERYWHERE * found.documents)
    return all(found.frequencies.get(concept, 0) >= least for concept in name)


def _is_named(article: RankedArticle, name: Sequence[Concept]) -> bool:
    """Tells whether the whole name stands in the article, its words side by side."""
    held = [concept in article.best.in_article for concept in name]
    if not all(held) and (len(name) < _FULL_NAME or sum(held) < len(name) - 1):
        return False
    if len(name) == 1 or any(len(concept.alternatives) > 1 for concept in name):
        return True
    return _speaks_of(article, [fold(t) for concept in name for t in concept.typed.terms])


def _speaks_of(article: RankedArticle, words: Sequence[str]) -> bool:
    """Tells whether folded words stand in order in the article or its title, with at most two
    words between two of them: "Tết Đinh Mùi" is "Tết Nguyên đán Đinh Mùi".
    """
    stored = article.best.passage.stored.article
    line = re.compile(r"(?<!\S)" + r" (?:\S+ ){0,2}?".join(map(re.escape, words)) + r"(?!\S)")
    texts = [_folded(text) for text in (stored.title, stored.text)]
    return any(line.search(text) for text in texts) or (
        len(words) >= _FULL_NAME and any(_nearly(words, text.split()) for text in texts)
    )


# A slip of one letter in one word of a full name, the others being right, is the same name.
_FULL_NAME: Final = 3
_SLIP_FROM: Final = 3


def _nearly(name: Sequence[str], words: Sequence[str]) -> bool:
    for start in range(len(words) - len(name) + 1):
        if words[start] != name[0] and words[start + 1] != name[1]:
            continue
        other = [(a, b) for a, b in zip(name, words[start:], strict=False) if a != b]
        if len(other) == 1 and min(map(len, other[0])) >= _SLIP_FROM:
            return OSA.distance(*other[0], score_cutoff=1) <= 1
    return False


@lru_cache(maxsize=512)
def _folded(text: str) -> str:
    return " ".join(token.folded for token in tokenize(text))
