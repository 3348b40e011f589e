"""Of several values in a sentence, which is told of what is asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.answer.cues import AnswerType
from index.answer.items import items, leads
from index.answer.spans import find_spans
from index.language.sentences import Span

MONEY, PHONE, DATE = AnswerType.MONEY, AnswerType.PHONE, AnswerType.DATE


def told(text: str, kind: AnswerType) -> dict[str, str]:
    values = find_spans(kind, text)
    stretches = items(text, values)
    return {
        text[v.start : v.end]: text[s.start : s.end].strip(" ,;:.")
        for v, s in zip(values, stretches, strict=True)
    }


@pytest.mark.parametrize(
    ("text", "kind", "value", "words"),
    [
        ("Vé tháng là 380.000 đồng; học sinh, sinh viên 190.000 đồng.", MONEY, "190.000 đồng",
         "học sinh, sinh viên"),
        ("Vé tháng là 380.000 đồng; học sinh, sinh viên 190.000 đồng.", MONEY, "380.000 đồng",
         "Vé tháng"),
        ("Vé là 260.000 đồng (thứ Hai, thứ Ba); 290.000 đồng (thứ Bảy và ngày lễ).", MONEY,
         "290.000 đồng", "thứ Bảy và ngày lễ"),
        ("Gọi 0230.3888.247 (hỗ trợ kỹ thuật) và 0230.3888.268 (phản ánh, kiến nghị).", PHONE,
         "0230.3888.268", "phản ánh, kiến nghị"),
        ("Thưởng hạng Nhất, Nhì, Ba lần lượt là 9 triệu đồng, 7 triệu đồng và 5 triệu đồng.",
         MONEY, "7 triệu đồng", "Nhì"),
        ("Học sinh tựu trường ngày 28/8/2025, riêng lớp 9 và lớp 12 tựu trường ngày 21/8/2025.",
         DATE, "21/8/2025", "riêng lớp 9 và lớp 12"),
        ("Sản phẩm 4 sao được 15 triệu đồng từ quỹ, sản phẩm 3 sao được 8 triệu đồng từ quỹ.",
         MONEY, "8 triệu đồng", "sản phẩm 3 sao"),
    ],
)  # fmt: skip
def test_a_value_keeps_its_own_words(text: str, kind: AnswerType, value: str, words: str) -> None:
    found = next(piece for shown, piece in told(text, kind).items() if value in shown)
    assert words in found


def test_words_of_one_value_are_not_those_of_the_next() -> None:
    found = told("Người lớn 40.000 đồng; trẻ em 20.000 đồng; người khuyết tật 0 đồng.", MONEY)
    assert ["trẻ em" in piece for piece in found.values()] == [False, True, False]


def test_what_is_told_of_all_values_is_told_of_none_alone() -> None:
    text = "Mức thưởng năm nay của hội thi cấp tỉnh: giải Nhất 9 triệu đồng, giải Nhì 7 triệu đồng."
    assert "hội thi" not in " ".join(told(text, MONEY).values())


def test_the_stretch_with_what_is_asked_leads() -> None:
    stretches = [Span(0, 10), Span(10, 20), Span(20, 30)]
    assert leads(stretches, [(1, 0.5), (2, 0.25)], [0, 12, 25]) == [-1.0, 0.75, -0.75]
    assert leads(stretches, [], [0, 12, 25]) == [0.0, 0.0, 0.0]


@given(st.lists(st.sampled_from(["5 đồng", ",", ";", " và ", "(", ")", " thu ", "lần lượt"])))
def test_any_text_is_parted_in_order(pieces: list[str]) -> None:
    text = " ".join(pieces)
    values = find_spans(MONEY, text)
    if len(values) > 1:
        stretches = items(text, values)
        assert len(stretches) == len(values)
        assert all(0 <= s.start <= s.end <= len(text) for s in stretches)
