"""Re-ranking: the figures of a passage stay in [0, 1], and each says what it should."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from index.search.rank import (
    held_concepts,
    inverse_document_frequency,
    passage_figures,
    rank_passages,
)
from index.search.retrieve import group
from tests.index.search.fakes import query_of, rarity_of, siblings, stored

WORDS = [
    "bí",
    "thư",
    "chi",
    "đoàn",
    "khóa",
    "VII",
    "bầu",
    "Nguyễn",
    "Thị",
    "Hoa",
    "7",
    "đồng",
    "chí",
    "của",
    "là",
    "Sở.",
    "2022",
]


def figures(question: str, text: str, title: str = "Tin") -> dict[str, float]:
    rarity = rarity_of(query_of(question))
    (passage,) = stored(text, title=title)
    return passage_figures(passage, held_concepts(passage.map, rarity), rarity)


def test_a_passage_that_says_the_question_has_full_figures() -> None:
    assert figures("bầu bí thư chi đoàn", "Đại hội bầu bí thư chi đoàn.") == {
        "coverage": 1.0, "window": 1.0, "pairs": 1.0, "names": 1.0, "numbers": 1.0, "title": 0.0,
    }  # fmt: skip


def test_a_passage_on_another_matter_has_none() -> None:
    found = figures("bầu bí thư Lan 2022", "Trời mưa to.")
    assert set(found.values()) == {0.0}


def test_the_title_counts_as_part_of_the_passage() -> None:
    found = figures("bầu bí thư", "Chiều nay có mưa.", title="Bầu bí thư")
    assert found["coverage"] == found["title"] == found["pairs"] == 1.0
    assert found["window"] == 0.0


def test_words_far_apart_do_not_share_a_window() -> None:
    far = "bí thư " + "mưa to gió lớn " * 10 + "chi đoàn"
    assert figures("bí thư chi đoàn", far)["window"] < 1.0
    assert figures("bí thư chi đoàn", far)["coverage"] == 1.0


def test_a_wrong_name_and_a_wrong_number_are_seen() -> None:
    found = figures("ông Nguyễn Hòa sinh 1990", "Ông Trần Bình sinh 1985.")
    assert found["names"] == 0.0
    assert found["numbers"] == 0.0


def test_words_side_by_side_rank_above_the_same_words_apart() -> None:
    together = stored("Bầu bí thư chi đoàn chiều nay tại hội trường.", number=1)
    apart = stored("Thư của chi nhánh, đoàn xe chở bí tới, bầu.", number=2)
    known = siblings(together + apart)
    ranked = rank_passages(
        [(apart[0], 1.0), (together[0], 1.0)],
        lambda p: known[p.stored.id],
        rarity_of(query_of("bầu bí thư chi đoàn")),
    )
    assert [item.passage.stored.id for item in ranked] == [1, 2]


def test_an_article_is_ranked_by_its_best_passage_and_listed_once() -> None:
    long = stored("Bầu bí thư chi đoàn. " + "Trời mưa to gió lớn. " * 60, number=1)
    short = stored("Bí thư phát biểu.", number=2)
    known = siblings(long + short)
    rarity = rarity_of(query_of("bầu bí thư chi đoàn"))
    scored = [(p, 1.0) for p in [*long, *short]]
    articles = group(rank_passages(scored, lambda p: known[p.stored.id], rarity))
    assert [a.article_id for a in articles] == [1, 2]
    assert articles[0].best.passage.id == long[0].id


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=10).map(" ".join),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=40).map(" ".join),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join),
    st.floats(0, 50),
)
def test_all_figures_lie_between_0_and_1(
    question: str, text: str, title: str, score: float
) -> None:
    found = stored(text, title=title)
    scored = [(passage, score) for passage in found]
    for item in rank_passages(scored, lambda p: found, rarity_of(query_of(question))):
        assert all(-1e-9 <= value <= 1 + 1e-9 for value in item.parts.values()), item.parts


@given(st.integers(1, 10**7), st.integers(0, 10**7))
def test_rarity_is_never_negative_and_falls_with_frequency(documents: int, number: int) -> None:
    assert inverse_document_frequency(documents, number) > 0
    assert inverse_document_frequency(documents, number) >= inverse_document_frequency(
        documents, number + 1
    )
