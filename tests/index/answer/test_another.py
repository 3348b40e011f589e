"""What a question names, where the sentence speaks of another of its kind."""

from __future__ import annotations

from datetime import date

import pytest

from index.answer.another import another
from tests.index.answer.made_up import look, read

MOVED = "Sở Khoa học chuyển về số 9 đường Lê Lợi, điện thoại 0237.3999.100."
PERMIT = "Phí cấp mới giấy phép bưu chính là 8.400.000 đồng."


def objection(question: str, text: str, title: str = "Tin", year: int = 2026) -> str | None:
    looked = look(question, text, title=title, published=date(year, 3, 1))
    best = read(looked)
    assert best is not None
    return another(best, looked.understanding, looked.found)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("Số điện thoại Bệnh viện Đa khoa là số nào?", MOVED),
        ("Số điện thoại Báo Lam Sơn?", MOVED),
        ("Trụ sở Công an Lam Sơn ở đâu?", MOVED),
        ("Phí cấp giấy phép viễn thông bao nhiêu?", PERMIT),
        ("Doanh thu bưu chính là bao nhiêu?", "Doanh thu viễn thông đạt 3.415 tỷ đồng."),
        ("Ai phụ trách tài chính?", "Phòng Tài chính họp. Ông Lê Văn Tám phụ trách Thanh tra Sở."),
        ("Giám đốc Trung tâm Lam Sơn là ai?", "Ban Giám đốc có Giám đốc Lê Văn Tám."),
        ("DTI là gì?", "Bộ công bố chỉ số DTI của các tỉnh."),
        ("VNeID là gì?", "Thí sinh đăng nhập bằng tài khoản định danh."),
        ("dti la gi", "Bộ công bố chỉ số DTI của các tỉnh."),
        ("Năm 2027 chỉ tiêu bao nhiêu trạm?", "Toàn tỉnh có 561 trạm, đạt 77,9% chỉ tiêu."),
    ],
)
def test_another_of_its_kind_does_not_answer(question: str, text: str) -> None:
    assert objection(question, text) is not None


@pytest.mark.parametrize(
    ("question", "text", "title"),
    [
        ("Số điện thoại Sở Khoa học là số nào?", MOVED, "Tin"),
        ("Sở chuyển về đâu?", MOVED, "Tin"),
        ("Muốn báo tin thì gọi số nào?", "Báo tin gọi số 0237.3999.100.", "Tin"),
        ("Số điện thoại Bệnh viện Đa khoa?", "Gọi 0237.3999.100.", "Bệnh viện Đa khoa đổi số"),
        ("Phí cấp giấy phép bưu chính bao nhiêu?", PERMIT, "Tin"),
        ("phi cap giay phep buu chinh bao nhieu", PERMIT, "Tin"),
        ("Năm 2027 chỉ tiêu bao nhiêu trạm?", "Chỉ tiêu năm 2027 là 720 trạm.", "Tin"),
        ("Năm 2027 chỉ tiêu bao nhiêu trạm?", "Chỉ tiêu là 720 trạm.", "Kế hoạch 2026-2030"),
        ("DTI là gì?", "Bộ công bố chỉ số chuyển đổi số (DTI).", "Tin"),
        ("LGSP là gì?", "LGSP là nền tảng tích hợp, chia sẻ dữ liệu.", "Tin"),
        ("Đề án là gì?", "Sở trình đề án chuyển đổi số.", "Tin"),
        ("Năm 2021 có bao nhiêu trạm?", "Năm 2021 có 561 trạm.", "Tin"),
    ],
)
def test_what_the_sentence_or_what_stands_around_it_names_answers(
    question: str, text: str, title: str
) -> None:
    assert objection(question, text, title) is None
