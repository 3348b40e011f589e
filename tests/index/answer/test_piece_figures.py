"""What stands right around a piece, by parts of speech."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from index.answer.chunks import chunks
from index.answer.frame import Frame
from index.answer.piece_figures import PIECE, piece_figures
from index.answer.readings import Form, token_range
from index.language.sentences import Span
from index.search.passages import token_map

TEXT = "Đội tuyển giành huy chương Vàng, được thưởng xe máy."


def figures(
    piece: str, *, text: str = TEXT, said: frozenset[int] = frozenset(), left: tuple[str, ...] = ()
) -> dict[str, float]:
    start = text.index(piece)
    span = Span(start, start + len(piece))
    place = token_map(text)
    ends = token_range(place, span)
    assert ends is not None
    form = Form(span, span, 3, *ends)
    folded = tuple(t.folded for t in place.tokens)
    row = piece_figures(text, form, folded, said, Frame(left, ()))
    return dict(zip(PIECE, row, strict=True))


def test_a_noun_behind_a_verb_is_told_from_a_verb() -> None:
    noun, clause = figures("huy chương Vàng"), figures("giành huy chương Vàng")
    assert noun["noun_first"] == noun["after_verb"] == noun["before_mark"] == 1.0
    assert clause["verb_first"] == 1.0 > noun["verb_first"]
    assert clause["verbs"] > noun["verbs"] == 0.0


def test_what_stands_beside_words_that_were_asked_is_marked() -> None:
    asked = frozenset({2})  # "giành"
    assert figures("huy chương Vàng", said=asked)["said_before"] == 1.0
    assert figures("xe máy", said=asked)["said_before"] == 0.0


def test_a_piece_that_begins_with_the_asked_noun_is_marked() -> None:
    found = figures("huy chương Vàng", left=("chuong", "huy", "gianh"))
    assert found["head"] > 0 and found["asks_which"] == 1.0
    assert figures("xe máy", left=("chuong", "huy", "gianh"))["head"] == 0.0


def test_what_the_question_word_follows_is_told() -> None:
    assert figures("xe máy", left=("la", "ten"))["asks_name"] == 1.0
    assert figures("xe máy", left=("lam",))["asks_action"] == 1.0
    assert figures("Đội tuyển")["opens_sentence"] == 1.0


@given(st.text(alphabet="ab ,.đế1%", min_size=1, max_size=40))
@settings(max_examples=40, deadline=None)
def test_figures_lie_between_0_and_1_whatever_the_text(text: str) -> None:
    place = token_map(text)
    for span in chunks(text):
        ends = token_range(place, span)
        if ends is not None:
            folded = tuple(t.folded for t in place.tokens)
            row = piece_figures(text, Form(span, span, 3, *ends), folded, frozenset(), Frame())
            assert all(0.0 <= figure <= 1.0 for figure in row)
