"""The word lists of `data/lexicon/answer_words.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class AnswerWords:
    """Words by which answers of some types are recognized."""

    place_heads: frozenset[str]
    organization_heads: frozenset[str]
    organization_tails: frozenset[str]
    no_persons: frozenset[str]
    no_unit: frozenset[str]
    maybe_unit: frozenset[str]
    rare_surnames: frozenset[str]
    person_titles: frozenset[str]
    people_heads: frozenset[str]
    contact_heads: frozenset[str]
    kinds: frozenset[str]


@cache
def answer_words() -> AnswerWords:
    """Returns the lists, read once."""
    text = (files("data") / "lexicon/answer_words.toml").read_text("utf-8")
    return AnswerWords(**{name: frozenset(words) for name, words in tomllib.loads(text).items()})
