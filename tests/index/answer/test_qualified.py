"""Heads that mean nothing without their number or rank, and which sentences are on them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.answer.qualified import Qualified, missing, qualified, told


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("Bí thư khóa VII", {("khoa", 7)}),
        ("khoá 7", {("khoa", 7)}),
        ("Đại hội Chi đoàn lần thứ bảy", {("khoa", 7)}),
        ("Đại hội VII", {("khoa", 7)}),
        ("the 7th congress", {("khoa", 7)}),
        ("cuộc thi tìm hiểu chuyển đổi số lần thứ tư", {("lan", 4)}),
        ("hội thi lần 4", {("lan", 4)}),
        ("Đại hội Thể dục thể thao lần thứ V", {("lan", 5)}),
        ("the fourth contest", {("lan", 4)}),
        ("giải Nhì bảng A", {("giai", 2), ("bang", "a")}),
        ("who won first prize", {("giai", 1)}),
        ("quý II năm nay", {("quy", 2)}),
        ("giai đoạn 2 của dự án", {("dot", 2)}),
        ("đợt 3", {("dot", 3)}),
        ("tuyến xe buýt số 05", {("tuyen", 5)}),
        ("lớp 10", {("lop", 10)}),
        ("QĐ 123 nói gì", {("van ban qđ", "123")}),
        ("giai đoạn 2021-2025", set()),
        ("lần đầu tiên tổ chức", set()),
        ("quý ba mẹ", set()),
        ("the ②nd meeting", set()),
        ("²nd term of chairman", set()),
    ],
)
def test_heads_keep_their_meaning(text: str, heads: set[Qualified]) -> None:
    assert qualified(text) == heads


def test_a_second_contest_is_no_second_term() -> None:
    asked = qualified("ai làm bí thư khóa 2")
    assert missing(asked, "Cuộc thi lần thứ hai có 40 đội.") == asked


def test_a_congress_elects_for_its_term() -> None:
    asked = qualified("ai làm bí thư khóa VII")
    assert not missing(asked, "Đại hội Chi đoàn lần thứ VII bầu đồng chí Lan làm Bí thư.")
    assert missing(asked, "Đại hội Chi đoàn lần thứ VI bầu đồng chí Minh làm Bí thư.") == asked


@pytest.mark.parametrize(
    "place",
    [
        {"title": "Trao giải cuộc thi lần thứ tư"},
        {"before": "Cuộc thi lần thứ tư khép lại."},
        {"text": "Sáng nay, Sở trao giải cuộc thi lần thứ tư."},
        {"text": "Tin dài. " * 60 + "Đây là cuộc thi lần thứ tư."},
    ],
)
def test_what_the_article_tells_elsewhere_is_not_missing(place: dict[str, str]) -> None:
    asked = qualified("cuộc thi lần thứ tư có bao nhiêu người dự thi")
    assert not missing(asked, "Có 5.120 người dự thi.", **place)


def test_an_article_on_another_edition_is_not_on_the_asked_one() -> None:
    asked = qualified("cuộc thi lần thứ tư có bao nhiêu người dự thi")
    title = "Trao giải cuộc thi lần thứ ba"
    assert missing(asked, "Có 5.120 người dự thi.", title=title) == asked
    assert missing(asked, "Có 5.120 người dự thi.", title="Trao giải") == asked


def test_a_sentence_on_another_edition_is_not_saved_by_its_article() -> None:
    asked = qualified("đợt 2 bốc thăm mấy căn")
    text = "Đợt 2 bốc thăm 186 căn. Đợt 1 bốc thăm 90 căn."
    assert missing(asked, "Đợt 1 bốc thăm 90 căn.", text=text) == asked
    assert not missing(asked, "Đợt 2 bốc thăm 186 căn.", text=text)


def test_a_prize_has_to_stand_near() -> None:
    asked = qualified("ai đoạt giải Nhất")
    text = "Giải Nhất thuộc về đội A. " + "Tin dài. " * 60
    assert missing(asked, "Đội B nhận 5 triệu đồng.", text=text) == asked
    assert not missing(asked, "Đội A nhận 5 triệu đồng.", before="Có một giải Nhất.", text=text)


def test_an_article_without_the_asked_document_is_not_the_answer() -> None:
    asked = qualified("Quyết định 123 ký ngày nào")
    assert missing(asked, "Quyết định số 124/QĐ-UBND ký ngày 05/3/2024.") == asked
    assert missing(asked, "Văn bản được ký ngày 05/3/2024.") == asked
    assert not missing(asked, "Quyết định số 123/QĐ-UBND ký ngày 05/3/2024.")
    assert not missing(asked, "Ký ngày 05/3/2024.", text="UBND ban hành Quyết định số 123/QĐ-UBND.")


def test_a_number_without_its_kind_may_be_any_document() -> None:
    asked = qualified("văn bản số 88/STTTT-VP về việc gì")
    assert asked == {("van ban", "88")}
    assert not missing(asked, "Công văn số 88/STTTT-VP về việc họp.")


@given(st.text(max_size=120))
def test_a_text_tells_all_that_it_asks_for(text: str) -> None:
    assert qualified(text) <= told(text)
    assert missing(qualified(text), text) == set()
