"""Which year a sentence is on."""

from __future__ import annotations

import pytest

from index.answer.told_years import tells_other_year


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("Năm 2018 tỉnh đạt 5 giải.", True),
        ("Tỉnh đạt 5 giải.", False),
        ("Năm 2023 tỉnh đạt 5 giải.", False),
        ("Tỉnh tăng 3 bậc so với năm 2018.", False),
        ("Tỉnh tăng 3 bậc so với năm 2023.", True),  # told of a later year
        ("Giai đoạn 2021-2025 có 5 dự án.", False),
        ("Giai đoạn 2016-2020 có 5 dự án.", True),
        ("Ngày 05/01/2024, Sở công bố kết quả.", False),  # news come after their year
        ("Năm 2022 và năm 2023 đều đạt.", False),
        ("Đến ngày 31/12/2023 có 5 dự án, vượt chỉ tiêu năm 2022.", False),
        ("Trong quý I/2023 tiếp nhận 5 hồ sơ, hơn năm 2022.", False),
        ("Theo Nghị quyết số 31/2023/NQ-HĐND, mức thưởng là 5 triệu đồng.", False),
        ("Theo Quyết định số 5/QĐ-UBND ngày 05/12/2023, năm 2024 có 5 dự án.", True),
        ("Thủ khoa là thí sinh Lê An, sinh năm 2000.", False),
    ],
)
def test_a_sentence_on_another_year_is_told_from_one_on_none(text: str, other: bool) -> None:
    assert tells_other_year(text, (2023,)) is other
