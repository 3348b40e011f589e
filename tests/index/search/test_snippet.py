"""Snippets: at most 60 words, one contiguous piece, with the chosen sentence in it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.search.snippet import SNIPPET_WORDS, Snippet, in_sentence, make_snippet
from tests.index.search.fakes import query_of, rarity_of

FILLER = "Trời hôm nay mưa to và gió lớn ở nhiều nơi trong vùng. "
SENTENCE = "Đại hội bầu đồng chí Lê Minh Tuấn giữ chức bí thư chi đoàn."


def snippet(text: str, question: str, must: tuple[int, int] | None = None) -> Snippet:
    query = query_of(question)
    return make_snippet(text, query.concepts, rarity_of(query).concepts, must)


def test_a_short_text_is_shown_whole() -> None:
    assert snippet(f"  {SENTENCE}\n", "bí thư").text == SENTENCE


def test_the_piece_with_the_asked_words_is_shown_from_a_sentence_start() -> None:
    text = FILLER * 20 + SENTENCE + " " + FILLER * 20
    shown = snippet(text, "bí thư chi đoàn").text
    assert SENTENCE in shown
    assert shown.startswith(("Trời", "Đại"))
    assert len(shown.split()) <= SNIPPET_WORDS


def test_the_chosen_sentence_outweighs_the_asked_words() -> None:
    chosen = "Mưa tạnh lúc nửa đêm."
    text = SENTENCE + " " + FILLER * 20 + chosen + " " + FILLER * 10
    at = text.index(chosen)
    assert chosen in snippet(text, "bí thư chi đoàn", (at, at + len(chosen))).text


def test_a_chosen_sentence_of_over_60_words_is_covered_as_far_as_possible() -> None:
    long = "Danh sách gồm " + "xã Mường " * 35 + "và hết."
    text = FILLER * 10 + long + " " + FILLER * 10
    at = text.index(long)
    shown = snippet(text, "danh sách", (at, at + len(long))).text
    assert len(shown.split()) <= SNIPPET_WORDS
    assert shown in long


def test_asked_words_side_by_side_are_one_highlight() -> None:
    shown = snippet("Ông là bí thư chi đoàn, cô là phó bí thư.", "bí thư chi đoàn")
    marked = [shown.text[a:b] for a, b in shown.highlights]
    assert marked == ["bí thư chi đoàn", "bí thư"]


def test_question_words_are_not_highlighted() -> None:
    shown = snippet("Ai cũng là bí thư.", "Ai là bí thư?")
    assert "Ai" not in [shown.text[a:b] for a, b in shown.highlights]


def test_words_typed_without_marks_are_highlighted_with_them() -> None:
    shown = snippet("Đường dây nóng của Sở.", "duong day nong")
    assert [shown.text[a:b] for a, b in shown.highlights] == ["Đường dây nóng"]


def test_an_empty_text_has_an_empty_snippet() -> None:
    assert snippet("", "bí thư") == Snippet("", ())


def cut(shown: Snippet) -> tuple[bool, bool]:
    return shown.cut_before, shown.cut_after


def test_a_whole_text_is_not_cut_off_even_without_a_full_stop() -> None:
    assert cut(snippet("- Điện thoại: 0237.3999.123", "điện thoại")) == (False, False)


def test_a_piece_says_where_it_begins_or_ends_in_mid_sentence() -> None:
    long = "Danh sách gồm " + "xã Mường " * 60 + "và hết."
    at = long.index("và hết")
    assert cut(snippet(long, "danh sách", (0, 13))) == (False, True)
    assert cut(snippet(long, "danh sách", (at, len(long)))) == (True, False)
    whole = FILLER * 4 + SENTENCE + " " + FILLER * 20  # 13 words each: no end falls on 60
    assert cut(snippet(whole, "mưa", (0, 5))) == (False, True)


def test_a_piece_that_ends_with_its_sentence_is_not_cut_off() -> None:
    twenty = "Một hai ba bốn năm sáu bảy tám chín mười một hai ba bốn năm sáu bảy tám chín mười. "
    assert cut(snippet(twenty * 5, "một", (0, 5))) == (False, False)


@pytest.mark.parametrize(
    ("text", "at", "inside"),
    [
        ("Một hai. Ba bốn.", "Ba", False),
        ("“Một hai.” Ba bốn.", "Ba", False),
        ("Một hai, ba bốn.", "ba", True),
        ("Một hai; ba bốn.", "ba", True),
        ("Một hai\nba bốn", "ba", False),
        ("Một hai", "Một", False),
    ],
)
def test_a_place_is_in_a_sentence_unless_one_ends_before_it(
    text: str, at: str, inside: bool
) -> None:
    assert in_sentence(text, text.index(at)) is inside
    assert not in_sentence(text, len(text))


_WORDS = st.sampled_from(["bí", "thư", "mưa", "Đoàn.", "gió;", "\n", "  ", "7", "“chi”", "—"])


@settings(max_examples=120, deadline=None)
@given(st.lists(_WORDS, max_size=200).map(" ".join), st.data())
def test_every_snippet_is_a_bounded_piece_with_sound_highlights(
    text: str, data: st.DataObject
) -> None:
    must = None
    if text and data.draw(st.booleans()):
        start = data.draw(st.integers(0, len(text) - 1))
        must = (start, data.draw(st.integers(start + 1, len(text))))
    shown = snippet(text, "bí thư đoàn 7", must)
    assert text[shown.start :].startswith(shown.text)
    assert len(shown.text.split()) <= SNIPPET_WORDS
    assert not shown.cut_before or text[: shown.start].strip()
    assert not shown.cut_after or text[shown.start + len(shown.text) :].strip()
    ends = [0, *(edge for span in shown.highlights for edge in span)]
    assert ends == sorted(ends) and ends[-1] <= len(shown.text)
    assert all(a < b for a, b in shown.highlights)
    if must and len(text[must[0] : must[1]].split()) == 1:
        assert text[must[0] : must[1]].strip() in shown.text
