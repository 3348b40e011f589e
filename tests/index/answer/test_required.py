"""What an answer must speak of: the asked property, the asked one of several, its number."""

from __future__ import annotations

import pytest

from index.answer.required import other_label, required


def misses(question: str, sentence: str, before: str = "", title: str = "Tin") -> bool:
    return required().of(question).missed_by(sentence, before, title)


@pytest.mark.parametrize("question", ["Ông Tuấn quê ở đâu?", "ong tuan que o dau?"])
def test_a_property_must_be_told(question: str) -> None:
    assert misses(question, "Ông Tuấn phát biểu tại Sở.")
    assert not misses(question, "Ông Tuấn quê ở xã Tả Sơn.")


def test_the_sentence_before_and_the_title_may_name_the_property() -> None:
    question = "Học phí là bao nhiêu?"
    assert misses(question, "Mức thu là 100.000 đồng.")
    assert not misses(question, "Mức thu là 100.000 đồng.", before="Trường công bố học phí.")
    assert not misses(question, "Mức thu là 100.000 đồng.", title="Học phí năm học mới")


@pytest.mark.parametrize(
    ("question", "asked", "other"),
    [
        ("Tuyến nội tỉnh chạy mấy giờ?", "nội tỉnh", "liên tỉnh"),
        ("Phí cấp mới là bao nhiêu?", "cấp mới", "cấp lại"),
        ("Đăng ký tạm trú ở đâu?", "tạm trú", "thường trú"),
    ],
)
def test_one_of_several_that_exclude_each_other_must_be_the_asked_one(
    question: str, asked: str, other: str
) -> None:
    assert misses(question, f"Về {other}: 5.000 đồng.")
    assert not misses(question, f"Về {asked}: 5.000 đồng.")
    assert not misses(question, f"Về {asked} và {other}: 5.000 đồng.")
    assert not misses(question, f"Về {other}: 5.000 đồng.", before=f"Gồm cả {asked}.")
    assert not misses(question, "Mức thu là 5.000 đồng."), "none is named"


def test_who_asks_for_a_paper_asks_for_a_new_one() -> None:
    question = "Phí cấp giấy phép bưu chính là bao nhiêu?"
    assert misses(question, "Phí cấp lại giấy phép là 1.000.000 đồng.")
    assert not misses(question, "Phí cấp mới giấy phép là 8.400.000 đồng.")
    assert not misses("Phí cấp lại giấy phép?", "Phí cấp lại giấy phép là 1.000.000 đồng.")


@pytest.mark.parametrize("question", ["Thủ tục cấp căn cước?", "thu tuc cap can cuoc"])
def test_to_bring_a_paper_is_not_to_be_given_it(question: str) -> None:
    assert misses(question, "Người dân chỉ cần mang căn cước, làm thủ tục trong 7 phút.")
    assert not misses(question, "Công an làm thẻ căn cước vào sáng thứ Bảy.")


@pytest.mark.parametrize(
    "question",
    ["Ai tham ô tiền cứu trợ?", "Ông Tuấn có tham nhũng không?", "Ông Tuấn bị bắt chưa?",
     "Bà Nga có bị cách chức không?"],
)  # fmt: skip
def test_nobody_is_accused_by_a_sentence_on_something_else(question: str) -> None:
    assert misses(question, "Ông Tuấn, bà Nga chuyển tiền cứu trợ cho tỉnh.")


def test_a_question_on_nothing_of_the_kind_requires_nothing() -> None:
    assert not misses("Khi nào họp?", "Tuyến liên tỉnh, tạm trú, cấp lại.")


def test_a_label_is_another_where_the_article_has_only_others_of_its_kind() -> None:
    question = "Kênh Sông Lâm 3 dài bao nhiêu?"
    assert other_label(question, ["Tin", "Kênh Sông Lâm 2 dài 5 km."]) == "lam 3"
    assert other_label(question, ["Kênh Sông Lâm 3", "Nối với Sông Lâm 2."]) is None
    assert other_label(question, ["Tin", "Kênh Sông Lâm dài 5 km."]) is None


@pytest.mark.parametrize(
    ("question", "text"),
    [("Tháng 3 họp ở đâu?", "Tháng 4 họp tại Sở."), ("Năm 2023 ai thắng?", "Năm 2022 Sở thắng.")],
)
def test_dates_are_no_labels(question: str, text: str) -> None:
    assert other_label(question, [text]) is None
