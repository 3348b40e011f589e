"""Token maps: the same tokens as everywhere else, however little of a text is looked at."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.normalize import nfc
from index.language.tokens import bigrams, normal_form, pieces, tokenize
from index.search.passages import TokenMap, token_map
from index.search.query import Alternative

TEXTS = st.one_of(
    st.text(max_size=80),
    st.lists(
        st.sampled_from(["Hoà", "bình.", "7h30", "1.500.000", "QĐ-UBND", "\n", "TP.", "5G", "…"])
    ).map(" ".join),
).map(nfc)


@given(TEXTS)
def test_a_map_has_the_tokens_of_the_text(text: str) -> None:
    tokens, place = tokenize(text), TokenMap(text)
    assert list(place.terms) == [token.text for token in tokens]
    assert list(place.folded_terms) == [token.folded for token in tokens]
    assert list(place.tokens) == tokens
    assert len(place) == len(place.capitals) == len(tokens)
    assert list(place.capitals) == [text[token.start].isupper() for token in tokens]
    assert place.exact_pairs == set(bigrams([token.text for token in tokens]))
    assert place.folded_pairs == set(bigrams([token.folded for token in tokens]))


@given(TEXTS)
def test_a_map_tells_where_each_term_stands(text: str) -> None:
    tokens, place = tokenize(text), TokenMap(text)
    for by_term, key in ((place.exact, "text"), (place.folded, "folded")):
        found = sorted((at, term) for term, places in by_term.items() for at in places)
        assert found == [(at, getattr(token, key)) for at, token in enumerate(tokens)]
        assert all(list(places) == sorted(places) for places in by_term.values())


@given(TEXTS)
def test_sentences_begin_at_tokens_in_order_and_the_first_at_0(text: str) -> None:
    place = TokenMap(text)
    starts = list(place.sentence_starts)
    assert starts[:1] == ([0] if len(place) else [])
    assert starts == sorted(set(starts))
    assert all(start < len(place) for start in starts)


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("Trời mưa. Trời gió.", [0, 2]),
        ("“Trời mưa.” Trời gió!", [0, 2]),
        ("Trời mưa\ntrời gió", [0, 2]),
        ("Lúc 7.30 ngày 1.2.2024", [0]),
        ("dichvucong.gov.vn", [0]),
    ],
)
def test_a_sentence_begins_after_the_end_of_another(text: str, starts: list[int]) -> None:
    assert list(TokenMap(text).sentence_starts) == starts


@given(TEXTS)
def test_pieces_are_the_written_tokens_and_marks_between(text: str) -> None:
    written = [piece for piece in pieces(text) if piece[0].isalnum()]
    assert [normal_form(piece) for piece in written] == [t.text for t in tokenize(text)]
    assert all(len(piece) == 1 for piece in pieces(text) if not piece[0].isalnum())


@pytest.mark.parametrize(
    ("terms", "folded", "places"),
    [
        (("bí", "thư"), False, [1, 5]),
        (("bi", "thu"), True, [1, 5]),
        (("bí", "đoàn"), False, []),
        (("mưa",), False, []),
        (("thư",), False, [2, 6]),
    ],
)
def test_a_phrase_stands_where_all_of_it_does(
    terms: tuple[str, ...], folded: bool, places: list[int]
) -> None:
    place = token_map("Bầu bí thư đoàn, phó bí thư")
    way = Alternative(terms, folded)
    assert list(place.positions(way)) == places
    assert place.holds(way) is bool(places)
