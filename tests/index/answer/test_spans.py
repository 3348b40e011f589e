"""Where in a sentence something of a type stands, and what only looks like it."""

from __future__ import annotations

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.answer.cues import AnswerType
from index.answer.spans import FINDERS, find_spans


def found(kind: str, text: str) -> list[str]:
    return [text[s.start : s.end] for s in find_spans(AnswerType(kind), text)]


TABLE = [
    # --- persons
    ("person", "Đồng chí Đỗ Hữu Đạt được bầu.", ["Đỗ Hữu Đạt"]),
    ("person", "Ông Nguyễn Văn An và bà Trần Thị Bích dự.", ["Nguyễn Văn An", "Trần Thị Bích"]),
    ("person", "Vũ Quốc Cường, Giám đốc Sở phát biểu.", ["Vũ Quốc Cường"]),
    ("person", "Giám đốc Sở Lê Minh Tuấn dự.", ["Lê Minh Tuấn"]),
    ("person", "Chuyên gia Peter Schwarz dự.", ["Peter Schwarz"]),
    ("person", "Trụ sở tại đường Lê Lợi, phố Trần Phú.", []),
    ("person", "Phó Giám đốc Sở Thông tin phát biểu.", []),
    ("person", "Đoàn TNCS Hồ Chí Minh", []),
    ("person", "Thành phố Hồ Chí Minh", []),
    ("person", "Trường THPT Nguyễn Trãi đạt giải.", []),
    ("person", "Ban Chấp hành Đảng bộ tỉnh Hà Nam", []),
    ("person", "Hội Cựu chiến binh, Hội Nông dân dự.", []),
    ("person", "ĐẠI HỘI CHI ĐOÀN", []),
    # --- phones
    ("phone", "Đường dây nóng: 0237.3999.123.", ["0237.3999.123"]),
    ("phone", "Gọi 0912 345 678 để được hỗ trợ.", ["0912 345 678"]),
    ("phone", "ĐT: (02373) 713.985", ["(02373) 713.985"]),
    ("phone", "Tổng đài 1900 9095 hoạt động.", ["1900 9095"]),
    ("phone", "Tổng đài 1022 hoạt động 24/7.", ["1022"]),
    ("phone", "Hotline +84 237 3999 123", ["+84 237 3999 123"]),
    ("phone", "Quyết định số 1234/QĐ-UBND ngày 02/8/2021", []),
    ("phone", "Ngày 01/06/2023", []),
    ("phone", "Nhận được 1.250.000 đồng", []),
    ("phone", "Nhiệm kỳ 2022-2024", []),
    # --- document numbers
    ("document", "Quyết định số 1234/QĐ-UBND ngày 02/8/2021",
     ["Quyết định số 1234/QĐ-UBND"]),
    ("document", "theo Nghị định 130/2018/NĐ-CP", ["Nghị định 130/2018/NĐ-CP"]),
    ("document", "Giấy phép số 12/GP-TTĐT do Cục cấp", ["Giấy phép số 12/GP-TTĐT"]),
    ("document", "Điện thoại 0237.3999.123", []),
    ("document", "Ngày 15/3/2024, xếp thứ 12/63", []),
    # --- dates
    ("date", "Sáng 14/3/2024, Chi đoàn tổ chức Đại hội.", ["14/3/2024"]),
    ("date", "ngày 15 tháng 01 năm 2017", ["15 tháng 01 năm 2017"]),
    ("date", "Thành lập năm 1995.", ["năm 1995"]),
    ("date", "Lê Lợi lên ngôi năm 1428.", ["năm 1428"]),
    ("date", "Đền dựng từ thế kỷ XV, sửa những năm 1990.", ["thế kỷ XV", "những năm 1990"]),
    ("date", "Xong trong quý III/2026 hoặc đầu năm 2027.", ["quý III/2026", "đầu năm 2027"]),
    ("date", "Sinh 12 tháng 5 năm 1705.", ["12 tháng 5 năm 1705"]),
    ("date", "Họp thứ hai hằng tuần.", ["thứ hai hằng tuần"]),
    ("date", "Đội bóng mạnh thứ hai cả nước.", []),
    ("date", "Mỗi năm 1500 hộ thoát nghèo, hằng năm 300 triệu đồng.", []),
    ("date", "Đền có từ năm 938, tức là lâu rồi.", ["năm 938"]),
    ("place", "Ông dạy tại Đại học Paris, sau về Huế.", ["Đại học Paris", "Huế"]),
    ("date", "từ ngày 01/3/2025 đến ngày 30/4/2025",
     ["từ ngày 01/3/2025 đến ngày 30/4/2025", "01/3/2025", "30/4/2025"]),
    ("date", "Ra vào ngày 05 và ngày 20 hằng tháng.", ["ngày 05 và ngày 20 hằng tháng"]),
    ("date", "Đi trong 5 ngày 3 đêm.", []),
    ("date", "Gọi 0237.3999.123", []),
    # --- times
    ("time", "Làm việc từ 7h30 đến 11h30 hằng ngày.", ["từ 7h30 đến 11h30"]),
    ("time", "Khai mạc lúc 19 giờ 30 phút.", ["19 giờ 30 phút"]),
    ("time", "Mở cửa lúc 8h.", ["8h"]),
    ("time", "Lúc 08:00 sáng", ["08:00"]),
    ("time", "Có 30 giờ học", ["30 giờ"]),
    # --- money
    ("money", "Lệ phí là 150.000 đồng/lần.", ["150.000 đồng/lần"]),
    ("money", "Thưởng 10 triệu đồng.", ["10 triệu đồng"]),
    ("money", "Kinh phí hơn 72,8 tỷ đồng", ["hơn 72,8 tỷ đồng"]),
    ("money", "Không thu phí.", ["Không thu phí"]),
    ("money", "Phạt từ 5 triệu đồng đến dưới 10 triệu đồng.",
     ["từ 5 triệu đồng đến dưới 10 triệu đồng"]),
    ("money", "Phạt từ 2 đến 3 triệu đồng.", ["từ 2 đến 3 triệu đồng"]),
    ("money", "Giảm từ 5 triệu đồng xuống 3 triệu đồng.", ["5 triệu đồng", "3 triệu đồng"]),
    ("money", "Từ tháng 5 đến nay thu 10 triệu đồng.", ["10 triệu đồng"]),
    # --- durations
    ("duration", "Phạt tù từ 06 tháng đến 03 năm.", ["từ 06 tháng đến 03 năm"]),
    ("duration", "Giảm từ 8 ngày xuống còn 5 ngày.", ["8 ngày", "5 ngày"]),
    ("money", "gồm 5 đồng chí", []),
    ("money", "có 5 bài", []),
    # --- percent
    ("percent", "đạt 87,5%, tăng 3 %", ["87,5%", "3 %"]),
    ("percent", "đạt 12 phần trăm", ["12 phần trăm"]),
    ("percent", "đạt 12 điểm", []),
    # --- ranks
    ("rank", "Tỉnh xếp thứ 12/63 tỉnh, thành phố.", ["thứ 12/63"]),
    ("rank", "đạt giải Nhì, đứng thứ 3 toàn quốc", ["giải Nhì", "thứ 3"]),
    ("rank", "Nhất toàn đoàn", ["Nhất"]),
    ("rank", "có 12 bài", []),
    # --- addresses of the net
    ("email", "gửi về phananh@snn.lamson.example.", ["phananh@snn.lamson.example"]),
    ("email", "xem https://a.gov.vn", []),
    ("web", "Truy cập https://dichvucong.gov.vn/tra-cuu, đăng ký.",
     ["https://dichvucong.gov.vn/tra-cuu"]),
    ("web", "Trang dichvucong.lamson.gov.vn.", ["dichvucong.lamson.gov.vn"]),
    ("web", "gửi về phananh@snn.gov.vn", []),
    # --- numbers
    ("number", "gồm 5 đồng chí và 1.250 bài", ["5", "1.250"]),
    ("number", "có ba đồng chí", ["ba"]),
    ("number", "Quyết định số 12/QĐ", []),
    # --- places and bodies
    ("place", "Nộp tại số 25 đường Trần Phú, thành phố Lam Sơn.",
     ["số 25 đường Trần Phú, thành phố Lam Sơn"]),
    ("place", "Tác giả ở huyện Mường Sơn đạt giải.", ["huyện Mường Sơn"]),
    ("place", "Đồng chí rất vui.", []),
    ("organization", "Sở Nông nghiệp phối hợp tổ chức.", ["Sở Nông nghiệp"]),
    ("place", "Học sinh Trường THPT Lam Sơn 1, huyện Mường Sơn.",
     ["Trường THPT Lam Sơn 1, huyện Mường Sơn"]),
    ("place", "Cấp miễn phí trong Ngày Chuyển đổi số 2024", []),
    ("place", "của tỉnh, số 28 đại lộ Lê Lợi", ["số 28 đại lộ Lê Lợi"]),
    ("place", "Hội Nhà báo tỉnh họp", ["Nhà báo"]),
    ("organization", "Trời mưa to.", []),
    ("organization", "Theo Phòng Chuyển đổi số, từ ngày 01/7", ["Phòng Chuyển đổi số"]),
    ("organization", "Bưu điện tỉnh bảo vệ ngôi vô địch.", ["Bưu điện tỉnh"]),
    ("organization", "Ban Chỉ đạo chuyển đổi số tỉnh họp.", ["Ban Chỉ đạo chuyển đổi số tỉnh"]),
    ("organization", "của Sở Nội vụ 5 năm qua", ["Sở Nội vụ"]),
    # --- lists
    ("list", "Đại hội bầu Lê Minh Anh, Vi Thị Hương và Cù Huy Hoàng.",
     ["Lê Minh Anh, Vi Thị Hương và Cù Huy Hoàng"]),
    ("list", "Giải Nhất thuộc về Lê Minh Anh - Ngô Thế Vinh.", ["Lê Minh Anh - Ngô Thế Vinh"]),
    ("list", "xác định 3 trụ cột là chính quyền số, kinh tế số và xã hội số.",
     ["chính quyền số, kinh tế số và xã hội số"]),
    ("list", "gồm 2 hướng: giống cây, vật nuôi; môi trường.",
     ["giống cây, vật nuôi; môi trường", "giống cây, vật nuôi"]),
    ("list", "Bộ Công an, Bộ Quốc phòng phối hợp.", ["Bộ Công an, Bộ Quốc phòng"]),
    ("list", "ở phường Nam Hạc, thành phố Hạc Giang", []),
    ("list", "Chủ đề là chuyển đổi số.", []),
    # --- types without a form
    ("reason", "vì đây là dịch bệnh", []),
    ("thing", "Đỗ Hữu Đạt", []),
]  # fmt: skip


MISSED = [
    # A lower-case syllable with "ời", "ể" counts as capitalized from that letter on.
    ("person", "Khách mời John Smith phát biểu.", ["John Smith"]),
    # "thông", "nhanh", "xem" end in an honorific.
    ("person", "Sở Thông tin và Truyền thông Thanh Hóa tổ chức.", []),
    ("person", "Khoa học và Truyền thông Quảng Ninh", []),
    ("person", "Chạy nhanh Bắc Giang 2024", []),
    ("person", "Đoàn công tác từ Yên Bái đã đến.", []),
    ("person", "Trường Đại học Hồng Đức đạt giải.", []),
    ("date", "Nghị định 130/2018/NĐ-CP", []),
]


@pytest.mark.parametrize(("kind", "text", "spans"), MISSED)
def test_look_alikes_are_left(kind: str, text: str, spans: list[str]) -> None:
    assert found(kind, text) == spans


@pytest.mark.parametrize(("kind", "text", "spans"), TABLE)
def test_spans_of_a_type(kind: str, text: str, spans: list[str]) -> None:
    assert found(kind, text) == spans


_PIECES = [
    *("Đồng chí ", "Lê ", "Minh", "Sở ", "số ", "thứ ", " đến ", " tỷ ", "đồng"),
    *("0237.", "3999", "12/", "3/", "2024", "7h", "30", "QĐ-UBND", "%", "@a", ".vn", "“", "\n"),
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=14).map("".join))
def test_spans_lie_in_the_text_in_order_and_apart_or_one_in_the_other(text: str) -> None:
    for kind in FINDERS:
        spans = find_spans(kind, text)
        assert all(0 <= span.start < span.end <= len(text) for span in spans)
        assert [span.start for span in spans] == sorted(span.start for span in spans)
        for one, other in combinations(spans, 2):
            apart = one.end <= other.start
            assert (
                apart
                or (one.start <= other.start and other.end <= one.end)
                or (one.start == other.start)
            )


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60))
def test_no_finder_fails_on_any_text(text: str) -> None:
    for kind in AnswerType:
        assert all(text[s.start : s.end] for s in find_spans(kind, text))
