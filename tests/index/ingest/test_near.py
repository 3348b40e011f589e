"""One text under two urls is found out; two editions of a yearly event are kept apart."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.ingest.near import (
    BAND_COUNT,
    NEAR_DISTANCE,
    bands,
    distance,
    fingerprint,
    near_identical,
)
from index.model import Article

BODY = " ".join(
    f"Tại xã thứ {n}, đoàn công tác đã kiểm tra việc thực hiện quy hoạch, nghe báo cáo của "
    f"lãnh đạo địa phương và làm việc với {n + 3} hộ dân về việc hòa giải, bồi thường và thuế đất."
    for n in range(1, 12)
)


def article(text: str, title: str = "Kiểm tra quy hoạch", day: date | None = None) -> Article:
    return Article(f"https://a.example/{hash(text)}", title, text, published=day)


COPIES = {
    "intro": f"(Cổng TTĐT) - Theo tin từ Văn phòng huyện ủy. {BODY}",
    "furniture": f"Trang chủ Tin tức\n{BODY}\nLượt xem: 1234 Chia sẻ Facebook",
    "tone placement": BODY.replace("hòa", "hoà").replace("thuế", "thuế"),
    "small edit": BODY.replace("đã kiểm tra", "kiểm tra", 2).replace("nghe báo", "và nghe báo", 1),
    "case and breaks": BODY.replace(". ", ".\n").replace("Tại xã", "TẠI XÃ", 1),
}


@pytest.mark.parametrize("kind", COPIES)
def test_copy_is_a_candidate_and_is_judged_the_same(kind: str) -> None:
    ours, theirs = fingerprint(BODY), fingerprint(COPIES[kind])
    assert set(bands(ours)) & set(bands(theirs))
    assert distance(ours, theirs) <= NEAR_DISTANCE
    assert near_identical(article(BODY), article(COPIES[kind]))
    assert near_identical(article(COPIES[kind]), article(BODY))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Đại hội lần thứ VI, nhiệm kỳ 2019-2022.", "Đại hội lần thứ VII, nhiệm kỳ 2022-2024."),
        ("Đồng chí Đỗ Hữu Đạt làm Bí thư.", "Đồng chí Lê Văn Nam làm Bí thư."),
        ("Kinh phí là 25 triệu đồng.", "Kinh phí là 30 triệu đồng."),
        ("Lễ diễn ra ngày 20/3.", "Lễ diễn ra ngày 25/3."),
    ],
)
def test_edition_with_another_fact_is_another_article(old: str, new: str) -> None:
    assert not near_identical(
        article(f"{BODY} {old} {BODY[:200]}"), article(f"{BODY} {new} {BODY[:200]}")
    )


def test_same_words_a_year_later_are_another_edition() -> None:
    first, second = article(BODY, day=date(2023, 3, 1)), article(BODY, day=date(2024, 3, 1))
    assert not near_identical(first, second)


def test_other_article_is_far_away() -> None:
    other = " ".join(f"Câu lạc bộ số {n} ra mắt, kết nạp hội viên mới." for n in range(40))
    assert distance(fingerprint(BODY), fingerprint(other)) > NEAR_DISTANCE
    assert not near_identical(article(BODY), article(other))


def test_order_of_words_counts() -> None:
    turned = " ".join(reversed(BODY.split()))
    assert distance(fingerprint(BODY), fingerprint(turned)) > NEAR_DISTANCE


@given(st.text(max_size=300))
def test_fingerprint_is_64_bits_and_cut_into_all_its_bands(text: str) -> None:
    value = fingerprint(text)
    assert 0 <= value < 1 << 64
    keys = bands(value)
    assert len(set(keys)) == BAND_COUNT
    assert sum((key & 0xFF) << 8 * i for i, key in enumerate(keys)) == value


@given(st.integers(0, (1 << 64) - 1), st.sets(st.integers(0, 63), max_size=7))
def test_fingerprints_within_seven_bits_share_a_band(value: int, flipped: set[int]) -> None:
    other = value
    for bit in flipped:
        other ^= 1 << bit
    assert set(bands(value)) & set(bands(other))
