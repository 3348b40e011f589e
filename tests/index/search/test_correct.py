"""Typing slips: unknown words become known ones, known words and names never change."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.search.correct import Corrector
from index.search.query import Query
from tests.index.search.fakes import TextReader, query_of

TEXTS = (
    "Đồng chí Nguyễn Thị Hoa được bầu giữ chức Bí thư Chi đoàn khóa VII",
    "Số điện thoại đường dây nóng tiếp nhận phản ánh của người dân",
    "Quyết định bổ nhiệm Giám đốc Sở Nông nghiệp và Phát triển nông thôn",
    "Cuộc thi tìm hiểu chuyển đổi số trao giải tại hội trường trung tâm",
)
CORRECTOR = Corrector(TextReader(*TEXTS))
WORDS = sorted({word.lower() for text in TEXTS for word in text.split()})


def read(text: str) -> list[str]:
    """Returns the words of a text as they are searched after correction."""
    return [" ".join(c.typed.terms) for c in CORRECTOR.correct(query_of(text)).concepts]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("bí thư chi đoànn", "doan"),  # doubled
        ("ai làm gíam đốc sở nônng", "nong"),
        ("chi đoan khoas VII bầu bí thư", "khoa"),  # a Telex slip
        ("quyets định bổ nhiệm giám đốc", "quyet"),
        ("đường day nong duong dayy nong", "day"),
        ("số điện thoại đuờngg dây nóng", "duong"),
        ("chuyen dooi so", "doi"),
        ("giám đốc sở nông nghiep phats trien", "phat"),
        ("nghiệep nông nghiệep", "nghiep"),
        ("hội truờngf trung tâm", "truong"),
    ],
)
def test_unknown_words_become_the_known_ones_they_were_meant_as(typed: str, meant: str) -> None:
    assert meant in read(typed)


@pytest.mark.parametrize(
    "text",
    [
        "bí thư chi đoàn khóa VII",
        "bi thu chi doan",
        "Nguyễn Thị Hoa",
        "số điện thoại đường dây nóng",
    ],
)
def test_known_words_and_names_never_change(text: str) -> None:
    query = query_of(text)
    assert CORRECTOR.correct(query) is query


@pytest.mark.parametrize(
    "text", ["ông Zykrwyzz ở Bxqwtz", "xe 37A-12345", "bảo tàng khảo cổ", "ab xy"]
)
def test_words_far_from_all_known_ones_stay(text: str) -> None:
    assert read(text) == [" ".join(c.typed.terms) for c in query_of(text).concepts]


def test_a_correction_is_searched_without_marks() -> None:
    corrected = CORRECTOR.correct(query_of("bí thư chi đoànn"))
    assert [c.typed.folded for c in corrected.concepts if c.typed.terms == ("doan",)] == [True]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=8))
def test_a_query_of_known_words_never_changes(words: list[str]) -> None:
    query = query_of(" ".join(words))
    assert CORRECTOR.correct(query) is query


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_any_query_keeps_its_number_of_concepts_and_their_weights(text: str) -> None:
    query = query_of(text)
    corrected: Query = CORRECTOR.correct(query)
    assert [(c.kind, c.weight) for c in corrected.concepts] == [
        (c.kind, c.weight) for c in query.concepts
    ]
