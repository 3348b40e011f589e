"""Pieces of a sentence, where no form is asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.answer.chunks import chunks


def pieces(text: str) -> list[str]:
    return [text[span.start : span.end] for span in chunks(text)]


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("Đường bị cấm do sạt lở núi sau mưa lớn.", "do sạt lở núi sau mưa lớn"),
        ("Đường bị cấm do sạt lở núi sau mưa lớn.", "sạt lở núi sau mưa lớn"),
        ("Sở Nội vụ là cơ quan chuyên môn của UBND tỉnh.", "cơ quan chuyên môn của UBND tỉnh"),
        ("Sở Nội vụ là cơ quan chuyên môn của UBND tỉnh.", "cơ quan chuyên môn"),
        ("Hồ sơ gồm: đơn đề nghị, bản sao giấy khai sinh.", "đơn đề nghị"),
        ("Hồ sơ gồm: đơn đề nghị, bản sao giấy khai sinh.",
         "đơn đề nghị, bản sao giấy khai sinh"),
        ("Nộp hồ sơ qua Cổng dịch vụ công để được giảm phí.", "qua Cổng dịch vụ công"),
        ("Sáng kiến mang tên “Dòng sông xanh” đạt giải.", "Dòng sông xanh"),
        ("Tỷ lệ đạt 87,5% trong năm.", "87,5%"),
    ],
)  # fmt: skip
def test_a_piece_runs_from_a_word_that_opens_one_to_one_that_closes_it(
    text: str, piece: str
) -> None:
    assert piece in pieces(text)


@pytest.mark.parametrize("text", ["Đề án được duyệt. Kinh phí là 5 tỷ", "Họ đến (sáng nay) và về"])
def test_no_piece_goes_on_after_a_full_stop_or_a_bracket(text: str) -> None:
    assert not any(mark in piece for piece in pieces(text) for mark in ".)")


def test_a_piece_never_begins_within_a_phrase() -> None:
    assert not any(
        piece.startswith(("lở", "núi", "mưa"))
        for piece in pieces("Đường bị cấm do sạt lở núi sau mưa lớn.")
    )


@pytest.mark.parametrize("text", ["", " ", "...", "😀", "(", "\n"])
def test_without_words_there_are_no_pieces(text: str) -> None:
    assert pieces(text) == []


def test_a_long_sentence_gives_no_piece_as_long() -> None:
    longest = max(len(piece.split()) for piece in pieces("từ " * 200))
    assert longest < 50


_WORDS = st.sampled_from(
    ["là ", "do ", "Sở ", "gồm: ", "và ", ", ", "; ", "“", "” ", "(", ") ", "12,5% ", "a@b.vn ",
     "để ", "đề án ", ". ", "\n", "😀 ", "của ", "- "]
)  # fmt: skip


@given(st.lists(_WORDS, max_size=40).map("".join))
def test_pieces_lie_in_the_text_each_once_by_where_they_begin(text: str) -> None:
    found = chunks(text)
    assert len(set(found)) == len(found)
    assert [span.start for span in found] == sorted(span.start for span in found)
    for span in found:
        piece = text[span.start : span.end]
        assert piece and piece == piece.strip()
        assert piece[0].isalnum() and (piece[-1].isalnum() or piece[-1] == "%")
