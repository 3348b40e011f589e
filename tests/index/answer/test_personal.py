"""A private person's number or address is told from an office's."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.answer.personal import is_private_contact


def is_private(sentence: str, span: str) -> bool:
    start = sentence.index(span)
    return is_private_contact(sentence, start, start + len(span))


@pytest.mark.parametrize(
    ("sentence", "span"),
    [
        ("Mọi sự giúp đỡ xin gửi về chị Nguyễn Thị Hoa, số điện thoại 0912 345 678.",
         "0912 345 678"),
        ("Bà Trần Thị Bích (0987654321) cho biết cán bộ xã đã đến nhà.", "0987654321"),
        ("Liên hệ anh Tư, số 0358.123.456.", "0358.123.456"),
        ("Ai biết thông tin xin báo cho gia đình theo số +84 912 345 678.", "+84 912 345 678"),
        ("Chị H. (số máy 0701234567) kể lại.", "0701234567"),
        ("Ông Trần Văn Bình, 62 tuổi, trú tại số 12 đường Lê Lợi, phường Nam Hạc, đã hiến đất.",
         "số 12 đường Lê Lợi"),
        ("Ông Trần Văn Bình (trú xã Ta Sơn) bị phạt 5 triệu đồng.", "xã Ta Sơn"),
        ("Chị Lò Thị Pin, thường trú tại bản Pù Lếch, xã Ta Sơn.", "bản Pù Lếch, xã Ta Sơn"),
        ("Đoàn đến thăm nhà số 5 ngõ 12 đường Hùng Vương của ông Lê Văn Hùng.",
         "nhà số 5 ngõ 12 đường Hùng Vương"),
        ("Đoàn đến nhà riêng ông Lê Văn Hùng ở số 5 đường Hùng Vương thăm hỏi.",
         "số 5 đường Hùng Vương"),
        ("Giám đốc Sở Hoàng Trọng Nghĩa hiện cư trú tại số 7 phố Nam Hạc.", "số 7 phố Nam Hạc"),
    ],
)  # fmt: skip
def test_a_private_contact_is_seen(sentence: str, span: str) -> None:
    assert is_private(sentence, span)
    assert is_private_contact(sentence, 0, len(sentence))


@pytest.mark.parametrize(
    ("sentence", "span"),
    [
        ("Đường dây nóng của Sở: 0912 345 678.", "0912 345 678"),
        ("Liên hệ đồng chí Đỗ Thùy Linh, Phó Chánh Văn phòng, điện thoại 0912.345.678.",
         "0912.345.678"),
        ("Đầu mối: anh Trần Văn Cường (0912345678), Phòng Bưu chính - Viễn thông.", "0912345678"),
        ("Thắc mắc về tuyển dụng xin gọi chị Lan, số 0987.654.321.", "0987.654.321"),
        ("Điện thoại: 0912 345 678.", "0912 345 678"),
        ("Ông Nguyễn Văn An phản ánh qua số 0230.3888.268.", "0230.3888.268"),
        ("Trụ sở đặt tại số 9 đường Nguyễn Bỉnh Khiêm, phường Nam Hạc.",
         "số 9 đường Nguyễn Bỉnh Khiêm"),
        ("Công dân thường trú tại Thanh Giang được miễn phí.", "Thanh Giang"),
        ("Nhà báo Lê Minh, phóng viên thường trú tại Hà Nội, đưa tin.", "Hà Nội"),
        ("Ông Lê Văn Sơn cho biết tàu thuyền vào tránh trú tại cảng Bình Cảng.",
         "cảng Bình Cảng"),
        ("Nhà văn hóa số 3 của phường mở cửa lúc 7 giờ.", "7 giờ"),
        ("Ông Trần Văn Bình, trú tại số 12 Lê Lợi, được khen thưởng 5 triệu đồng.",
         "5 triệu đồng"),
        ("Bà Trần Thị Bích (0987654321) đạt giải Nhất.", "Bà Trần Thị Bích"),
    ],
)  # fmt: skip
def test_an_offices_contact_and_other_answers_are_let_be(sentence: str, span: str) -> None:
    assert not is_private(sentence, span)


_PIECES = st.sampled_from(
    ["ông Lê Văn Hùng ", "trú tại ", "số 5 đường Lê Lợi, ", "0912 345 678 ", "(", ")", ". ", "; ",
     "Sở ", "gia đình ", "nhà số 5 của ", "chị H. ", "cho biết ", "\n", "😀", "+84912345678"]
)  # fmt: skip


@settings(deadline=None)
@given(st.lists(_PIECES, max_size=12).map("".join), st.integers(0, 80), st.integers(0, 80))
def test_any_span_of_any_sentence_is_judged(sentence: str, start: int, length: int) -> None:
    assert is_private_contact(sentence, start, start + length) in (True, False)


@given(st.lists(_PIECES, max_size=12).map("".join), st.integers(0, 80), st.integers(1, 80))
def test_a_wider_span_is_private_where_a_part_is(sentence: str, start: int, length: int) -> None:
    if is_private_contact(sentence, start, start + length):
        assert is_private_contact(sentence, 0, len(sentence))
