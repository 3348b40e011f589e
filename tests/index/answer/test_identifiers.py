"""Numbers of people's papers are masked; other numbers never are."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.answer.identifiers import MASK, asks_nothing, hide_personal
from index.answer.provinces import provinces

CARD = "9704366614626076016"


@pytest.mark.parametrize(
    ("text", "masked", "paper"),
    [
        ("CCCD 001099012345, giờ làm việc?", f"CCCD {MASK}, giờ làm việc?", "identity"),
        ("038201004567", MASK, "identity"),
        ("038 201 004 567", MASK, "identity"),
        ("CMND/CCCD: 001.099.012.345", f"CMND/CCCD: {MASK}", "identity"),
        ("cccd001099012345 kiểm tra giúp", f"cccd{MASK} kiểm tra giúp", "identity"),
        ("０３８２０１００４５６７", MASK, "identity"),
        ("0382\u200b01004567", MASK, "identity"),
        ("chứng minh thư 123 456 789 của em", f"chứng minh thư {MASK} của em", "identity"),
        ("so cmnd 123456789", f"so cmnd {MASK}", "identity"),
        ("123456789 là số cmnd của em", f"{MASK} là số cmnd của em", "identity"),
        ("hộ chiếu B1234567", f"hộ chiếu {MASK}", "identity"),
        ("thẻ 4111 1111 1111 1111", f"thẻ {MASK}", "card"),
        ("4111-1111-1111-1111", MASK, "card"),
        (f"thẻ atm {CARD} bị khóa", f"thẻ atm {MASK} bị khóa", "card"),
        ("BHYT GD4797912345678", f"BHYT {MASK}", "insurance"),
        ("gd4797912345678", MASK, "insurance"),
        ("GD 4 79 79 123 45678", MASK, "insurance"),
        ("mã số bảo hiểm xã hội 7912345678", f"mã số bảo hiểm xã hội {MASK}", "insurance"),
        ("Tôi là Nguyễn Văn An, sđt 0912345678", f"Tôi là Nguyễn Văn An, sđt {MASK}", "telephone"),
        ("so dien thoai cua toi 0912 345 678", f"so dien thoai cua toi {MASK}", "telephone"),
        ("chị Nguyễn Thị Hoa 0987.654.321", f"chị Nguyễn Thị Hoa {MASK}", "telephone"),
    ],
)
def test_a_number_of_papers_is_masked(text: str, masked: str, paper: str) -> None:
    hidden = hide_personal(text)
    assert hidden.text == masked
    assert hidden.papers == {paper}


@pytest.mark.parametrize(
    "text",
    [
        "Quyết định 123/QĐ-UBND", "QĐ 123456789/QĐ-UBND", "số 37/TB-STTTT ngày 25/7/2022",
        "hotline 1900969668", "tổng đài BHYT 1900969668", "bảo hiểm y tế gọi 0912345678",
        "gọi 0230.3888.268 hoặc 0230.3855.219", "024 3943 1234", "0912345678 là số của ai",
        "Số điện thoại 0912 345 678 của Văn phòng Sở", "Anh Hùng phòng một cửa 0912345678",
        "150000000000 đồng", "150.000.000.000 đồng cho dự án nào", "1.500.000.000.000 đồng",
        "123456789 đồng", "72,8 tỷ đồng cho 34 nhiệm vụ năm 2022", "CCCD là gì",
        "làm căn cước năm 2025 hết 50.000 đồng", "từ 01/09/2026 đến 05/09/2026",
        "7h30 đến 11h30 ngày 12/12/2025", "mã hồ sơ H56.15-250710-0001", "4111111111111112",
        "000.00.15.H56-250710-0001", "https://tuoitre.vn/tin-4111111111111111.htm là gì",
        "1" * 300, "1.000" * 60, "giai đoạn 2021-2025, 2026-2030", "", "CCCD",
    ],
)  # fmt: skip
def test_other_numbers_stay(text: str) -> None:
    hidden = hide_personal(text)
    assert hidden.text == text
    assert hidden.papers == frozenset() and not hidden.masked


@given(st.sampled_from([province.code for province in provinces()]),
       st.from_regex(r"[0-9]{9}", fullmatch=True),
       st.sampled_from(["{} {}", "{}: {}.", "({}) {} ạ", "{}\n{}?"]))  # fmt: skip
def test_every_identity_number_is_masked_whole(code: str, rest: str, frame: str) -> None:
    number = f"0{code}{rest}"
    hidden = hide_personal(frame.format("giờ làm việc", number))
    assert number not in hidden.text and not any(char.isdigit() for char in hidden.text)


@given(st.dates(date(1990, 1, 1), date(2040, 1, 1)), st.integers(0, 3000))
def test_dates_and_periods_stay(day: date, days: int) -> None:
    until = day + timedelta(days=days)
    for form in ("%d/%m/%Y", "%d-%m-%Y", "%Y-%m-%d", "%d.%m.%Y"):
        text = f"từ {day.strftime(form)} đến {until.strftime(form)}"
        assert hide_personal(text).text == text
        assert hide_personal(f"{day.strftime(form)}-{until.strftime(form)}").papers == frozenset()


@given(st.integers(100_000, 10**14), st.sampled_from(["đồng", " đồng", " VNĐ", "đ", " triệu đồng"]))
def test_sums_of_money_stay(amount: int, unit: str) -> None:
    for number in (str(amount), f"{amount:,}".replace(",", ".")):
        text = f"kinh phí {number}{unit}"
        assert hide_personal(text).text == text


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from("0123456789 .-/,:đcCMNDBHYTạ\n٣"), max_size=60))
def test_masking_is_done_once_and_for_all(text: str) -> None:
    hidden = hide_personal(text)
    assert hide_personal(hidden.text).papers == frozenset()
    assert hidden.masked == bool(hidden.papers)


@pytest.mark.parametrize(
    ("text", "nothing"),
    [
        (MASK, True),
        (f"số căn cước của tôi là {MASK}", True),
        (f"Tôi tên Nguyễn Văn An, CCCD {MASK}", True),
        (f"toi ten la nguyen van an so dien thoai {MASK}", True),
        (f"CCCD {MASK}, giờ làm việc?", False),
        (f"kiểm tra hồ sơ {MASK}", False),
        (f"CCCD {MASK} muốn xin cấp giấy phép bưu chính", False),
        ("số căn cước", False),
    ],
)
def test_a_message_of_nothing_but_a_number_asks_nothing(text: str, nothing: bool) -> None:
    assert asks_nothing(text) is nothing
