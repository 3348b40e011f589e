"""Numbers of documents: which are named, and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.documents import UNKNOWN, DocumentMention, find_documents


def named(text: str) -> list[tuple[str, str, int | None]]:
    return [(found.kind, found.number, found.year) for found in find_documents(text)]


@pytest.mark.parametrize(
    ("text", "kind", "number", "year"),
    [
        ("Quyết định số 412/QĐ-UBND ngày 24/02/2021", "qđ", "412", None),
        ("theo 123/qđ-ubnd", "qđ", "123", None),
        ("Quyết định số 1186-QĐ/TU", "qđ", "1186", None),
        ("QĐ 123 nói gì", "qđ", "123", None),
        ("qd 123 noi gi", "qđ", "123", None),
        ("quyết định 123 ký ngày nào", "qđ", "123", None),
        ("QĐ123?", "qđ", "123", None),
        ("kế hoạch 15 năm 2022 của tỉnh", "kh", "15", 2022),
        ("ke hoach 15 nam 2022", "kh", "15", 2022),
        ("NĐ 30/2020", "nđ", "30", 2020),
        ("Nghị định 30/2020/NĐ-CP", "nđ", "30", 2020),
        ("nghị định 100 phạt bao nhiêu", "nđ", "100", None),
        ("Luật số 20/2023/QH15", "qh", "20", 2023),
        ("công văn 1234/STTTT-CNTT", "cv", "1234", None),
        ("số 123/STTTT-VP", UNKNOWN, "123", None),
        ("Số: 05/TB-UBND", "tb", "5", None),
        ("Decision No. 412 of 2021", "qđ", "412", 2021),
        ("nghị quyết 30a/2008/NQ-CP", "nq", "30a", 2008),
    ],
)
def test_documents_are_read_in_every_form(
    text: str, kind: str, number: str, year: int | None
) -> None:
    assert named(text) == [(kind, number, year)]


@pytest.mark.parametrize(
    "text",
    [
        "kế hoạch 5 năm",
        "kế hoạch năm 2022",
        "kế hoạch 2022",
        "quyết định 3 việc",
        "quyết định chi 3 tỷ đồng",
        "hướng dẫn 4 bước",
        "thông báo 15 cán bộ trúng tuyển",
        "báo cáo 6 tháng đầu năm",
        "ngày 24/02/2021",
        "gọi 0299.3.660.966",
        "Mẫu số 01 - Danh sách",
        "dịch COVID-19",
    ],
)
def test_other_numbers_name_no_document(text: str) -> None:
    assert named(text) == []


def test_what_both_tell_has_to_agree() -> None:
    asked = DocumentMention(0, 1, "kh", "15", 2022)
    assert asked.same(DocumentMention(0, 1, "kh", "15"))
    assert asked.same(DocumentMention(0, 1, UNKNOWN, "15", 2022))
    assert not asked.same(DocumentMention(0, 1, "qđ", "15", 2022))
    assert not asked.same(DocumentMention(0, 1, "kh", "15", 2021))
    assert not asked.same(DocumentMention(0, 1, "kh", "16", 2022))


def test_a_number_is_looked_for_as_articles_write_it() -> None:
    (found,) = find_documents("QĐ 123")
    assert {("123", "qđ"), ("quyết", "định", "số", "123"), ("qđ", "123")} <= set(found.phrases)


@given(st.text(alphabet="qđQĐKHNdn 0123456789/-.số", max_size=60))
def test_any_text_gives_mentions_within_it(text: str) -> None:
    for found in find_documents(text):
        assert 0 <= found.start < found.end <= len(text)
        assert found.number in text.lower()
