"""Which day does a text tell as its own?"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ingest.datelines import OLDEST
from index.ingest.published import find_published
from index.model import DateOrigin

TODAY = date(2026, 11, 22)

EVENTS = [
    ("Đại hội nhiệm kỳ 2022-2024", "Sáng ngày 25/3, Chi đoàn tổ chức Đại hội.", "2022-03-25"),
    ("Hội nghị", "Chiều 15/01/2017, tại Hà Nội, Bộ tổ chức hội nghị.", "2017-01-15"),
    ("Thăm", "Ngày 15 tháng 01 năm 2017, đoàn đến thăm huyện.", "2017-01-15"),
    ("Tập huấn", "Trong hai ngày 12 và 13/5/2021, Sở tổ chức tập huấn.", "2021-05-13"),
    ("Giải", "Từ ngày 3-5/6/2022, tại Nhà thi đấu, Sở đã tổ chức giải.", "2022-06-05"),
    ("Giải", "Từ ngày 3/6 đến ngày 5/6/2022, tại sân vận động, Sở tổ chức giải.", "2022-06-05"),
    ("Tin", "Cập nhật: 15/3/2024 09:10\nNội dung bản tin.", "2024-03-15"),
    ("Tin", "Thứ Sáu, 15/03/2024\nNội dung bản tin.", "2024-03-15"),
    ("Mít tinh", "Sáng 24/3, đoàn kỷ niệm 91 năm (26/3/1931 - 26/3/2022).", "2022-03-24"),
    ("Tổng kết năm học 2021-2022", "Sáng 28/5, trường tổ chức lễ tổng kết.", "2022-05-28"),
    ("Khai giảng", "Sáng 5/9, trường khai giảng năm học 2021-2022.", "2021-09-05"),
    ("Triển khai nhiệm vụ năm 2022", "Chiều 28/12, Sở tổng kết năm 2021.", "2021-12-28"),
    (
        "Hội nghị",
        "Thực hiện Kế hoạch số 12/KH-UBND ngày 10/3/2024, sáng 15/3/2024, Sở tổ chức hội nghị.",
        "2024-03-15",
    ),
    ("Tập huấn", "Ngày mồng 6 tháng 3 năm 2024, Sở mở lớp tập huấn.", "2024-03-06"),
    ("Tết trồng cây Xuân Ất Tỵ 2025", "Sáng 4/2, lãnh đạo tỉnh dự lễ phát động.", "2025-02-04"),
    (
        "Ngày hội Sách",
        "Sáng 23/4, Thư viện tổ chức Ngày hội. Đây là hoạt động hưởng ứng Ngày Sách năm 2025.",
        "2025-04-23",
    ),
    ("Tin", "Hồng Nhạn Đăng lúc 10:30 ngày 28/03/2024 863 người đã xem\nBản tin.", "2024-03-28"),
    ("Training", "On 27th December, 2017 in Hanoi, the Ministry held a course.", "2017-12-27"),
]
NOT_THE_DAY = [
    ("decision", "UBND tỉnh vừa ban hành Quyết định số 123/QĐ-UBND ngày 15/3/2024 về đất đai."),
    ("issued", "Ngày 12/01/2022, UBND tỉnh ban hành Quyết định số 12/QĐ-UBND."),
    ("other event", "Sáng 23/4, Sở tổ chức hội thi. Hội thi năm 2022 có 25 đội tham gia."),
    ("deadline", "Hồ sơ nộp trước ngày 15/3/2024 tại Văn phòng Sở."),
    ("deadline", "Hạn chót nhận bài dự thi là ngày 15/3/2024."),
    ("effective", "Luật có hiệu lực từ ngày 01/7/2024, thay thế Luật cũ."),
    ("effective", "Từ ngày 01/7/2024, mức lương cơ sở là 2.340.000 đồng."),
    ("effective", "Ngày 01/7/2024, Luật Đất đai bắt đầu có hiệu lực."),
    ("future", "Hội nghị sẽ diễn ra ngày 20/3/2024 tại Hà Nội."),
    ("future", "Ngày 20/3/2024, Sở sẽ tổ chức hội nghị."),
    ("history", "Ngày 3/2/1930, Đảng ra đời. Đó là bước ngoặt."),
    ("birthday", "Ông Nguyễn Văn A, sinh ngày 12/3/1975, được bổ nhiệm."),
    ("figures", "Tính đến ngày 15/3/2024, toàn tỉnh có 100 doanh nghiệp."),
    ("period", "Cuộc thi bắt đầu từ ngày 01/3/2024 và kết thúc ngày 30/4/2024."),
    ("service", "Từ ngày 27/4 đến 1/5/2024, Văn phòng tạm dừng tiếp nhận hồ sơ."),
    ("no year", "Sáng 25/3, Sở họp giao ban."),
    ("weekday", "Chiều thứ Năm (25/3/2022), Đoàn tổ chức lễ."),
    ("weekday", "Thứ Hai, 15/03/2024\nNội dung bản tin."),
    ("licence", "Giấy phép số 12/GP-TTĐT cấp ngày 11/4/2014."),
    ("tomorrow", "Sáng 23/11/2026, Sở tổ chức hội nghị."),
    ("too old", "Sáng 12/3/1985, Sở tổ chức hội nghị."),
    ("two events", "Sáng 12/3/2024, Sở họp. Sáng 20/5/2024, Sở tập huấn."),
    ("timetable", "Thứ Hai, 11/3/2024\nSáng: Họp\nThứ Ba, 12/3/2024\nSáng: Giao ban"),
]


@pytest.mark.parametrize(("title", "text", "day"), EVENTS)
def test_day_of_the_event_is_found(title: str, text: str, day: str) -> None:
    found = find_published(title, text, today=TODAY)
    assert found is not None
    assert found[0].isoformat() == day


@pytest.mark.parametrize(("kind", "text"), NOT_THE_DAY)
def test_other_days_are_never_taken_for_it(kind: str, text: str) -> None:
    assert find_published("Bản tin", text, today=TODAY) is None, kind


def test_year_from_elsewhere_is_marked_as_inferred() -> None:
    inferred = find_published("Hội thi năm 2022", "Sáng 25/3, Sở tổ chức hội thi.", today=TODAY)
    stated = find_published("Hội thi", "Sáng 25/3/2022, Sở tổ chức hội thi.", today=TODAY)
    assert inferred == (date(2022, 3, 25), DateOrigin.INFERRED)
    assert stated == (date(2022, 3, 25), DateOrigin.TEXT)


@given(st.text(max_size=200), st.text(max_size=400), st.dates(date(1991, 1, 1), date(2040, 1, 1)))
def test_any_text_gives_none_or_a_day_between_1990_and_today(
    title: str, text: str, today: date
) -> None:
    found = find_published(title, text, today=today)
    assert found is None or OLDEST <= found[0] <= today


@given(st.dates(date(1990, 1, 1), date(2026, 1, 1)))
def test_every_day_of_the_calendar_is_read_in_its_usual_forms(day: date) -> None:
    for written in (
        f"{day.day}/{day.month}/{day.year}",
        f"{day:%d/%m/%Y}",
        f"{day:%d-%m-%Y}",
        f"{day.day}.{day.month}.{day.year}",
        f"{day.day} tháng {day.month} năm {day.year}",
    ):
        found = find_published("Họp", f"Sáng ngày {written}, Sở họp giao ban.", today=TODAY)
        assert found == (day, DateOrigin.TEXT), written
