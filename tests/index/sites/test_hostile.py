"""Pages from outside that want to cost time or memory: each ends, with a verdict or a refusal."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.errors import IngestError
from index.sites.reading import Reading, read_fetched

URL = "https://so.example/tin/1"
LEAD = "Sáng 5/3, Sở Nội vụ tổ chức hội nghị tổng kết công tác năm, đánh giá kết quả đạt được. "


def read(data: bytes) -> Reading | None:
    try:
        return read_fetched(data, URL)
    except IngestError as refusal:
        assert str(refusal)
        return None


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 100_000 + LEAD,
        "<table><tr>" + "<td>x" * 30_000,
        "<p><a href='/t'>Một hai ba bốn năm sáu bảy</a> 5/3/2024</p>" * 5_000,
        f'<div class="{"a-" * 400_000}"><p>{LEAD}</p>',
        "<b class='a b c'></b>" * 30_000 + LEAD,
        "<time datetime='2024-03-05'>" * 9_000 + LEAD,
        "<span>Chuyên mục: x" * 9_000,
        f"<h3>Tin liên quan</h3><p><a href='/x'>Một hai ba bốn năm</a></p><p>{LEAD}</p>" * 900,
        '<base href="javascript:alert(1)"><a href="x">Một hai ba bốn năm sáu</a>',
        '<base href="http://[::1"><a href="http://[x">Một hai ba bốn năm sáu bảy</a>',
    ],
)
def test_hostile_page_ends_in_a_verdict_or_a_refusal(page: str) -> None:
    reading = read(page.encode())
    assert reading is None or reading.verdict.reasons


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x00\x01\x02\x03" * 5_000, "binary|encoding"),
        (b"%PDF-1.7", "PDF"),
        (b"<p>x</p>" * 300_000, "limit"),
        (b"", "HTML"),
    ],
)
def test_what_is_no_page_is_refused_by_name(data: bytes, reason: str) -> None:
    with pytest.raises(IngestError, match=reason):
        read_fetched(data, URL)


@settings(max_examples=60)
@given(st.text(alphabet="<>/=\"' abcdhrefiptvslnm-!&;123?#:.", max_size=300))
def test_any_markup_ends_in_a_verdict_or_a_refusal(markup: str) -> None:
    reading = read(markup.encode())
    assert reading is None or reading.links.canonical == URL


def test_a_day_that_has_not_come_is_nobody_s_day_of_publishing() -> None:
    head = '<meta property="article:published_time" content="2999-01-01T00:00:00+07:00">'
    reading = read(f"<head>{head}</head><h1>Hội nghị tổng kết</h1><p>{LEAD * 4}</p>".encode())
    assert reading is not None
    assert reading.article is not None
    assert reading.article.published is None
