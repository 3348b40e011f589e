"""Abbreviations that texts define: only where the letters are the initials of the words."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.acronyms import MOST_DEFINITIONS, definitions


def pairs(text: str) -> list[tuple[str, str]]:
    return [(found.short, found.long) for found in definitions(text)]


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("Ban Chấp hành (BCH) Đoàn", "BCH", "Ban Chấp hành"),
        ("cán bộ, công chức, viên chức (CBCCVC)", "CBCCVC", "cán bộ, công chức, viên chức"),
        ("Sở Khoa học và Công nghệ (KH&CN)", "KH&CN", "Khoa học và Công nghệ"),
        ("đại diện Sở Tư vấn Đo đạc (Sở TVĐĐ)", "TVĐĐ", "Tư vấn Đo đạc"),
        ("Ủy ban nhân dân tỉnh (sau đây gọi tắt là UBND tỉnh)", "UBND", "Ủy ban nhân dân"),
        ("Quỹ Hỗ trợ nông dân (viết tắt: Quỹ HTND)", "HTND", "Hỗ trợ nông dân"),
        ("Trung tâm Giống thủy sản, gọi tắt là TTGTS, ở", "TTGTS", "Trung tâm Giống thủy sản"),
        ("về CĐS (chuyển đổi số) năm nay", "CĐS", "chuyển đổi số"),
        ("học vị Thạc sĩ (ThS)", "ThS", "Thạc sĩ"),
    ],
)
def test_defined_abbreviations_are_found(text: str, short: str, long: str) -> None:
    assert pairs(text) == [(short, long)]


@pytest.mark.parametrize(
    "text",
    [
        "Chỉ số chuyển đổi số (DTI) của năm",  # initials of other words
        "Đại hội khóa VII (nhiệm kỳ 2022-2024)",
        "Đại hội lần thứ hai (II)",
        "trao quà (Ảnh: Thanh Bình)",
        "kênh Zalo (OA) của sở",
        "tăng 5% (cùng kỳ giảm)",
        "Ban Chấp hành. Hôm sau (BCH) họp",  # another sentence
        "Đặng Đình (DD)",  # đ is no d
    ],
)
def test_what_only_stands_in_brackets_defines_nothing(text: str) -> None:
    assert pairs(text) == []


def test_a_place_is_abbreviated_by_its_initials() -> None:
    assert pairs("UBND tỉnh Đông Sa và xã Ân Thịnh") == [
        ("tỉnh ĐS", "tỉnh Đông Sa"),
        ("xã AT", "xã Ân Thịnh"),
    ]


def test_decomposed_text_defines_the_same() -> None:
    assert pairs(unicodedata.normalize("NFD", "Ban Chấp hành (BCH)")) == [("BCH", "Ban Chấp hành")]


def test_a_list_of_brackets_gives_no_endless_list() -> None:
    text = " ".join(f"Ban A{chr(97 + n % 26)} B{chr(97 + n // 26)} (BAB)" for n in range(300))
    assert len(definitions(text)) <= MOST_DEFINITIONS


@given(st.text(max_size=200))
def test_any_text_is_read_without_a_fault(text: str) -> None:
    for found in definitions(f"{text} ({text[:8]})"):
        assert found.short and found.long


def test_a_long_text_of_nothing_else_is_read_in_passing() -> None:
    # Each of 20,000 places looks back a bounded way: of the square of it this would not return.
    assert definitions(", gọi tắt là AB" * 20_000) == ()
