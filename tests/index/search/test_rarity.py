"""What of a query stands in a text: one pass over it finds what word by word is found."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from index.search.passages import TokenMap
from index.search.query import Alternative, Concept
from index.search.rarity import (
    Pair,
    Rarity,
    Standing,
    held_concepts,
    pairs_together,
    positions,
)

TERMS = ("bí", "bi", "thư", "thu", "đoàn", "doan", "7", "vii")
WAYS = st.builds(
    Alternative,
    st.lists(st.sampled_from(TERMS), min_size=1, max_size=3).map(tuple),
    st.booleans(),
)
CONCEPTS = st.builds(Concept, st.lists(WAYS, min_size=1, max_size=3).map(tuple))
TEXTS = st.lists(st.sampled_from([*TERMS, "Bí", "mưa", "Thư.", "\n"]), max_size=30).map(" ".join)


def rarity_over(concepts: list[Concept]) -> Rarity:
    pairs = [
        Pair(one, other, f"{one.typed.terms[-1]}_{other.typed.terms[0]}",
             one.typed.folded or other.typed.folded, 1.0)
        for one, other in pairwise(concepts)
    ]  # fmt: skip
    return Rarity(dict.fromkeys(concepts, 1.0), pairs)


@settings(max_examples=200, deadline=None)
@given(st.lists(CONCEPTS, max_size=6), TEXTS)
def test_one_pass_finds_what_is_found_word_by_word(concepts: list[Concept], text: str) -> None:
    rarity, place = rarity_over(concepts), TokenMap(text)
    places = Standing(place, rarity).places()
    by_word = {c: list(positions(place, c)) for c in concepts}
    assert {c: list(found) for c, found in places.items()} == {
        c: found for c, found in by_word.items() if found
    }
    assert held_concepts(place, rarity) == set(places)
    assert list(places) == [c for c in rarity.concepts if c in places]


@settings(max_examples=200, deadline=None)
@given(st.lists(CONCEPTS, max_size=6), TEXTS)
def test_pairs_are_those_whose_bigram_the_text_has(concepts: list[Concept], text: str) -> None:
    rarity, place = rarity_over(concepts), TokenMap(text)
    found = Standing(place, rarity).pairs()
    assert found == {i for i, pair in enumerate(rarity.pairs) if pair.stands_in(place)}
    share = len(found) / len(rarity.pairs) if rarity.pairs else 0.0
    assert abs(pairs_together([place], rarity) - share) < 1e-9


def test_a_query_of_nothing_holds_nothing() -> None:
    empty = rarity_over([])
    assert held_concepts(TokenMap("Bí thư."), empty) == set()
    assert Standing(TokenMap("Bí thư."), empty).places() == {}
    assert empty.share([]) == 0.0
