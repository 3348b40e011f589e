"""Lists are found whole around a sentence, and nothing else is taken for one."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.answer.listing import MOST_ITEMS, Listing, listing_of
from index.language.sentences import SENTENCE_MOST_WORDS, sentences

PAPERS = (
    "Sở thông báo tuyển dụng. Hồ sơ gồm:\n"
    "1. Phiếu đăng ký dự tuyển.\n"
    "2. Bản sao văn bằng.\n"
    "3. Giấy khám sức khỏe.\n"
    "Hồ sơ nộp tại Văn phòng Sở trong giờ hành chính, từ thứ Hai đến thứ Sáu hằng tuần."
)
ITEMS = ("1. Phiếu đăng ký dự tuyển.", "2. Bản sao văn bằng.", "3. Giấy khám sức khỏe.")


@pytest.mark.parametrize("sentence", ["Hồ sơ gồm:", *ITEMS])
def test_what_introduces_a_list_and_each_of_its_items_give_all_of_it(sentence: str) -> None:
    assert listing_of(PAPERS, sentence) == Listing("Hồ sơ gồm:", ITEMS)


@pytest.mark.parametrize(
    "sentence",
    ["Sở thông báo tuyển dụng.",
     "Hồ sơ nộp tại Văn phòng Sở trong giờ hành chính, từ thứ Hai đến thứ Sáu hằng tuần.",
     "Không có trong bài.", ""],
)  # fmt: skip
def test_a_sentence_beside_a_list_has_none(sentence: str) -> None:
    assert listing_of(PAPERS, sentence) is None


@pytest.mark.parametrize(
    ("marks", "intro"),
    [
        (("- ", "- "), "Kết quả như sau:"),
        (("+ ", "+ "), "Kết quả như sau"),
        (("• ", "• "), "Kết quả:"),
        (("a) ", "b) "), "Kết quả:"),
        (("I. ", "II. "), "Kết quả:"),
        (("Bước 1: ", "Bước 2: "), "Trình tự gồm:"),
        (("(1) ", "(2) "), "Kết quả:"),
    ],
)
def test_items_are_told_by_their_marks(marks: tuple[str, str], intro: str) -> None:
    first, second = f"{marks[0]}Giải Nhất", f"{marks[1]}Giải Nhì"
    text = f"{intro}\n{first}\n\n{second}\nSau lễ trao giải, đoàn đại biểu đã về dâng hương."
    assert listing_of(text, second) == Listing(intro, (first, second))
    assert listing_of(text, intro) == Listing(intro, (first, second))


def test_lines_with_semicolons_and_short_lines_below_a_colon_are_items() -> None:
    semicolons = "Hồ sơ gồm:\nĐơn đề nghị;\nBản sao giấy khai sinh;\nẢnh 4x6.\nNộp tại xã."
    found = listing_of(semicolons, "Bản sao giấy khai sinh;")
    assert found is not None and found.items[-1] == "Ảnh 4x6." and len(found.items) == 3
    short = "Kết quả như sau:\nGiải Nhất: Lê An\nGiải Nhì: Vũ Bình\nBan Tổ chức cảm ơn tất cả."
    assert listing_of(short, "Giải Nhì: Vũ Bình") == Listing(
        "Kết quả như sau:", ("Giải Nhất: Lê An", "Giải Nhì: Vũ Bình")
    )


def test_a_list_within_a_list_is_given_alone_and_belongs_to_its_item() -> None:
    text = (
        "Thủ tục:\n1. Hồ sơ gồm:\n- Đơn.\n- Ảnh.\n2. Nơi nộp: một cửa.\n"
        "Mọi thắc mắc xin liên hệ Văn phòng Sở trong giờ hành chính hằng ngày."
    )
    inner = Listing("1. Hồ sơ gồm:", ("- Đơn.", "- Ảnh."))
    assert listing_of(text, "- Ảnh.") == inner
    assert listing_of(text, "1. Hồ sơ gồm:") == inner
    outer = listing_of(text, "2. Nơi nộp: một cửa.")
    assert outer is not None
    assert outer.items == ("1. Hồ sơ gồm:", "- Đơn.", "- Ảnh.", "2. Nơi nộp: một cửa.")


def test_a_footnote_and_the_turns_of_an_interview_are_no_items() -> None:
    text = "Mức phạt:\n- Lần đầu 1 triệu.\n- Lần sau 2 triệu.\n* Tên nhân vật đã đổi."
    found = listing_of(text, "- Lần đầu 1 triệu.")
    assert found is not None and len(found.items) == 2
    talk = "Không thể chờ\n- Thưa ông, vì sao chậm?\n- Do thiếu vốn."
    assert listing_of(talk, "- Do thiếu vốn.") is None


def test_one_item_is_no_list() -> None:
    assert listing_of("Kết quả:\n- Giải Nhất.\nLễ trao giải diễn ra.", "- Giải Nhất.") is None


def test_of_a_long_list_twelve_items_with_the_one_that_answers() -> None:
    lines = [f"{n}. Xã {n}" for n in range(1, 21)]
    text = "Danh sách:\n" + "\n".join(lines)
    start, end = listing_of(text, "1. Xã 1"), listing_of(text, "20. Xã 20")
    assert start is not None and end is not None
    assert start.items == tuple(lines[:MOST_ITEMS]) and start.left == 8
    assert end.items == tuple(lines[8:]) and end.left == 8


def test_an_item_of_many_words_is_cut_at_a_sentence_or_to_the_one_that_answers() -> None:
    long = "- " + " ".join(f"Câu số {n} nói về việc thứ {n} của xã." for n in range(1, 15))
    text = f"Nội dung:\n{long}\n- Ngắn."
    found = listing_of(text, "- Ngắn.")
    assert found is not None and found.items[0].endswith("xã.")
    assert found.items[0] in long and len(found.items[0].split()) <= SENTENCE_MOST_WORDS
    answering = listing_of(text, "Câu số 14 nói về việc thứ 14 của xã.")
    assert answering is not None and answering.items[0] == "Câu số 14 nói về việc thứ 14 của xã."


def test_a_list_with_somebodys_number_is_not_given() -> None:
    text = "Hoàn cảnh cần giúp:\n- Bà Trần Thị Hoa, số điện thoại 0912 345 678.\n- Ông Tư."
    assert listing_of(text, "- Ông Tư.") is None


_LINES = st.sampled_from(
    ["- Một.", "+ hai", "1. Ba;", "bốn;", "a) Năm?", "Gồm:", "như sau", "", "  ", "Sáu bảy.",
     "* tám:", "chín " * 90, "Mười. Mười một. " * 20]
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(_LINES, max_size=25).map("\n".join))
def test_all_that_is_given_stands_in_the_text_and_is_bounded(text: str) -> None:
    for span in sentences(text):
        sentence = text[span.start : span.end]
        found = listing_of(text, sentence)
        if found is None:
            continue
        assert len(found.items) + found.left >= 2 and len(found.items) <= MOST_ITEMS
        assert found.intro in text
        for item in found.items:
            assert item and item in text
            assert len(item.split()) <= SENTENCE_MOST_WORDS
