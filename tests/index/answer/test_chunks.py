"""Pieces of a sentence, where no form is asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.answer.chunks import chunks, clauses


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


def test_a_piece_never_begins_or_ends_within_a_word() -> None:
    found = pieces("Giải Nhất thuộc về đội tuyển Trường Chuyên Lam Sơn với sáng kiến tưới tiêu.")
    assert "đội tuyển Trường Chuyên Lam Sơn" in found
    assert not any(piece.startswith(("tuyển", "kiến", "tiêu")) for piece in found)
    assert not any(piece.endswith(("đội", "sáng", "tưới")) for piece in found)


def test_what_follows_a_verb_may_be_a_piece() -> None:
    found = pieces("Sở tặng học sinh nghèo 200 máy tính và sách.")
    assert {"200 máy tính", "sách"} <= set(found)


def test_what_names_nothing_is_no_piece() -> None:
    found = pieces("Hỏi em định làm gì, em nói để mua sách cho bà.")
    assert "mua sách cho bà" in found
    assert not {"gì", "em", "bà"} & set(found)


def test_a_clause_has_a_verb() -> None:
    text = "Sáng thứ Bảy bộ phận một cửa chỉ trả kết quả, không thu phí."
    found = {text[span.start : span.end] for span in clauses(text)}
    assert "không thu phí" in found and "Sáng thứ Bảy" not in found


@pytest.mark.parametrize("text", ["", " ", "...", "😀", "(", "\n"])
def test_without_words_there_are_no_pieces(text: str) -> None:
    assert pieces(text) == []


def test_a_long_sentence_gives_no_piece_as_long() -> None:
    longest = max(len(piece) for piece in pieces("từ đây, " * 100))
    assert 0 < longest <= 300
    assert all(len(piece) <= 300 for piece in pieces("từ " * 200))


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
