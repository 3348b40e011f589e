"""Who and when, told without a name or a date."""

from __future__ import annotations

import pytest

from index.answer.groups import unnamed_ones
from index.answer.readings import forms
from tests.index.answer.made_up import sentence_in


def told(question: str, text: str) -> set[str]:
    asked, _ = sentence_in(question, text)
    found = unnamed_ones(text, asked.understanding, pieces=True)
    return {text[span.start : span.end] for span in found}


@pytest.mark.parametrize(
    ("question", "text", "one"),
    [
        ("Ai được miễn phí?", "Xe buýt miễn phí cho người cao tuổi và học sinh.",
         "người cao tuổi và học sinh"),
        ("Ai được miễn phí?", "Các hộ nghèo được miễn phí.", "Các hộ nghèo"),
        ("Những ai được đổi máy?", "Hộ nghèo được đổi máy.", "Hộ nghèo"),
        ("Khi nào hợp đồng có hiệu lực?", "Hợp đồng có hiệu lực kể từ khi hai bên ký.",
         "kể từ khi hai bên ký"),
        ("Bao giờ phải làm lại thẻ?", "Phải làm lại thẻ nếu bị mất.", "nếu bị mất"),
    ],
)  # fmt: skip
def test_a_group_or_an_occasion_may_answer(question: str, text: str, one: str) -> None:
    assert one in told(question, text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Ai là Giám đốc Sở?", "Người dân gặp Giám đốc Sở vào thứ Năm."),
        ("Hạn nộp là ngày nào?", "Nộp bài khi có thông báo."),
        ("Lệ phí bao nhiêu?", "Người cao tuổi được miễn."),
    ],
)
def test_who_holds_a_post_and_which_day_are_told_by_names_and_dates_alone(
    question: str, text: str
) -> None:
    assert told(question, text) == set()


def test_what_is_needed_is_no_person() -> None:
    text = "Ông Cao Thanh Sơn nhắc mang căn cước, sổ hộ khẩu."
    asked, sentence = sentence_in("Làm thẻ phải mang những gì?", text)
    found = forms(sentence.candidate, asked.understanding, asked.rarity, pieces=False)
    assert "Cao Thanh Sơn" not in {text[form.span.start : form.span.end] for form in found}


def test_choosing_the_sentence_looks_at_what_they_begin_with_alone() -> None:
    text = "Xe buýt miễn phí cho người cao tuổi."
    asked, sentence = sentence_in("Ai được miễn phí?", text)
    found = forms(sentence.candidate, asked.understanding, asked.rarity, pieces=False)
    assert "người" in {text[form.span.start : form.span.end] for form in found}
