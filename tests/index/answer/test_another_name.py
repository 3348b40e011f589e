"""Whom and what a question names, where a sentence names another."""

from __future__ import annotations

import pytest

from index.answer.another_name import another_of_kind, another_person
from index.answer.cues import AnswerType

BORN = "Bà Đèo Thị Nguyệt sinh năm 1979, quê ở xã Bản Nà."
DATE, PERSON = AnswerType.DATE, AnswerType.PERSON


@pytest.mark.parametrize(
    ("question", "kind", "around", "another"),
    [
        ("Ông Khuất Duy Hưởng sinh năm nào?", DATE, "", "khuat duy huong"),
        ("Bà Đèo Thị Nguyệt sinh năm nào?", DATE, "", None),
        ("Bà Đèo Thị Nguyyệt sinh năm nào?", DATE, "", None),  # a slip
        ("Ông Khuất Duy Hưởng sinh năm nào?", DATE, "Ông Hưởng và bà Nguyệt.", None),
        ("Ông Khuất Duy Hưởng bàn giao cho ai?", PERSON, "", None),
        ("ong khuat duy huong sinh nam nao", DATE, "", None),
        ("Ai sinh năm 1979?", PERSON, "", None),
    ],
)
def test_a_sentence_on_somebody_else_is_known(
    question: str, kind: AnswerType, around: str, another: str | None
) -> None:
    assert another_person(question, kind, BORN, (around,)) == another


@pytest.mark.parametrize(
    ("question", "sentence", "around", "another"),
    [
        ("Hợp tác xã Trường Thạnh do ai làm giám đốc?",
         "Ông Đa, Giám đốc Hợp tác xã Phước Lộc, kiến nghị.", "", "hop tac xa truong thanh"),
        ("Xã Cái Sậy có bao nhiêu nhà tốc mái?", "312 căn, trong đó xã Gò Bần 148 căn.", "",
         "xa cai say"),
        ("Xã Cái Sậy có bao nhiêu nhà tốc mái?", "Xã Gò Bần 148 căn, xã Cái Sậy 9 căn.", "", None),
        ("Xã Cái Sậy có bao nhiêu nhà tốc mái?", "Nhiều hơn xã Gò Bần 148 căn.", "Xã Cái Sậy",
         None),
        ("Xã Cái Sậy có bao nhiêu nhà tốc mái?", "Toàn xã có 148 căn tốc mái.", "", None),
        ("Xã Cái Sậy có bao nhiêu nhà?", "Chủ tịch UBND xã Đinh Trọng Ái cho biết có 9.", "", None),
        ("xa cai say co bao nhieu nha", "Xã Gò Bần 148 căn.", "", None),
    ],
)  # fmt: skip
def test_a_sentence_on_another_of_its_kind_is_known(
    question: str, sentence: str, around: str, another: str | None
) -> None:
    assert another_of_kind(question, sentence, (around,)) == another
