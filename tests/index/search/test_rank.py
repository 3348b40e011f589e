"""Re-ranking: the figures say what they should, and what they add up to ranks rightly."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.search.figures import Pool
from index.search.passages import Passage
from index.search.rank import WEIGHTS, RankedPassage, rank_passages
from index.search.rarity import inverse_document_frequency
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
SHARES = (
    "bm25", "sentence", "coverage", "window", "skip", "title", "title_asked", "numbers",
    "definition", "article", "article_pairs",
)  # fmt: skip


def figures(question: str, *texts: str, title: str = "Tin") -> list[dict[str, float]]:
    """Returns the figures of texts that compete, each an article of one passage."""
    query = query_of(question)
    known = [stored(text, title=title, number=n)[0] for n, text in enumerate(texts, 1)]
    return Pool([(p, 1.0) for p in known], rarity_of(query), query.concepts).figures()


def ranked(question: str, *articles: list[Passage], score: float = 1.0) -> list[RankedPassage]:
    query = query_of(question)
    all_of_them = [passage for article in articles for passage in article]
    known = siblings(all_of_them)
    scored = [(passage, score) for passage in all_of_them]
    return rank_passages(scored, lambda p: known[p.stored.id], rarity_of(query), query.concepts)


def first(question: str, *texts: str) -> str:
    """Returns the text that ranks first."""
    articles = [stored(text, number=number) for number, text in enumerate(texts, 1)]
    return ranked(question, *articles)[0].passage.text


def test_a_passage_that_says_the_question_has_full_shares() -> None:
    (found,) = figures("bầu bí thư chi đoàn", "Đại hội bầu bí thư chi đoàn.")
    full = ("coverage", "window", "skip", "numbers", "article", "article_pairs", "sentence")
    assert {name: found[name] for name in full} == pytest.approx(dict.fromkeys(full, 1.0))


def test_a_passage_on_another_matter_has_none() -> None:
    (found,) = figures("bầu bí thư Lan 2022", "Trời mưa to.")
    assert {name: value for name, value in found.items() if value} == {"bm25": 1.0}


def test_the_title_counts_as_part_of_the_passage() -> None:
    (found,) = figures("bầu bí thư", "Chiều nay có mưa.", title="Bầu bí thư")
    assert found["coverage"] == found["title"] == found["article_pairs"] == 1.0
    assert found["title_asked"] == 1.0
    assert found["window"] == 0.0


def test_a_title_with_more_than_what_is_asked_is_not_asked_whole() -> None:
    (found,) = figures("bầu bí thư", "Chiều nay.", title="Bầu bí thư và phó bí thư")
    assert found["title_asked"] == 0.0


def test_a_title_is_known_of_a_question_without_marks() -> None:
    (found,) = figures("bau bi thu the nao", "Chiều nay.", title="Bầu bí thư")
    assert found["title_asked"] == 1.0


def test_words_far_apart_share_no_window_and_are_not_near() -> None:
    (found,) = figures("bí thư chi đoàn", "bí thư " + "mưa to gió lớn " * 10 + "chi đoàn")
    assert found["window"] < 1.0 and found["skip"] < 1.0
    assert found["coverage"] == 1.0


def test_another_number_is_seen() -> None:
    (found,) = figures("ông Nguyễn Hòa sinh 1990", "Ông Nguyễn Hòa sinh 1985.")
    assert found["numbers"] == 0.0


def test_words_that_all_rivals_have_tell_nothing() -> None:
    common = "Bí thư chi đoàn phát biểu"
    found = figures("bí thư chi đoàn Hoa", f"{common} với Hoa.", f"{common}.", f"{common} ạ.")
    assert found[0]["telling"] - found[1]["telling"] > found[1]["telling"] / 4


def test_what_the_texts_write_with_capitals_is_a_name_however_it_is_typed() -> None:
    text = "Hôm nay ông Phan Quỳnh nhận giải."
    cased, lower, bare = (
        figures(question, text)[0]["named"]
        for question in ("Phan Quỳnh", "phan quỳnh", "phan quynh")
    )
    assert cased == lower == bare > 0
    assert figures("nhận giải", text)[0]["named"] == 0.0


def test_the_first_word_of_a_sentence_is_no_name_for_it() -> None:
    assert figures("mưa", "Mưa to. Mưa rào.")[0]["named"] == 0.0


def test_a_sentence_that_says_all_beats_the_same_words_in_several() -> None:
    together = "Đại hội bầu bí thư chi đoàn. Trời mưa."
    apart = "Bầu cử xong. Thư chúc mừng. Chi nhánh bí mật. Đoàn xe."
    one, several = figures("bầu bí thư chi đoàn", together, apart)
    assert one["sentence"] == 1.0 > several["sentence"]


def test_words_side_by_side_rank_above_the_same_words_apart() -> None:
    together = "Bầu bí thư chi đoàn chiều nay tại hội trường."
    apart = "Thư của chi nhánh, đoàn xe chở bí tới, bầu."
    assert first("bầu bí thư chi đoàn", apart, together) == together


@pytest.mark.parametrize(
    "question",
    ["An ninh mạng là gì?", "an ninh mang la gi", "Định nghĩa của an ninh mạng?",
     "Thế nào là an ninh mạng?"],
)  # fmt: skip
def test_a_passage_that_defines_ranks_above_those_that_speak_of_it(question: str) -> None:
    speaks = "Bảo vệ an ninh mạng, an ninh mạng quốc gia và lực lượng an ninh mạng."
    defines = "An ninh mạng là sự bảo đảm hoạt động trên mạng không gây hại."
    assert first(question, speaks, defines) == defines


def test_an_article_is_ranked_by_its_best_passage_and_listed_once() -> None:
    long = stored("Bầu bí thư chi đoàn. " + "Trời mưa to gió lớn. " * 60, number=1)
    short = stored("Bí thư phát biểu.", number=2)
    articles = group(ranked("bầu bí thư chi đoàn", long, short))
    assert [a.article_id for a in articles] == [1, 2]
    assert articles[0].best.passage.id == long[0].id


def test_a_long_article_of_which_little_is_found_counts_less() -> None:
    long = stored("Bầu bí thư. " + "Trời mưa to gió lớn. " * 120, number=1)
    short = stored("Bầu bí thư.", number=2)
    assert len(long) > 1
    found = {
        item.passage.stored.id: item.parts["found"] for item in ranked("bí thư", long[:1], short)
    }
    assert found[1] < found[2] == 0.0


def test_what_stands_anywhere_in_an_article_is_known_of_each_of_its_passages() -> None:
    long = stored("Bầu bí thư. " + "Trời mưa to gió lớn. " * 60 + "Chi đoàn.", number=1)
    found = ranked("bầu bí thư chi đoàn", long)
    assert len(found) > 1
    assert all(len(item.in_article) == len(query_of("bầu bí thư chi đoàn").concepts)
               for item in found)  # fmt: skip


def test_nothing_found_is_ranked_as_nothing() -> None:
    assert ranked("bầu bí thư") == []


def test_ties_are_ranked_by_passage() -> None:
    same = [stored("Bầu bí thư.", number=number) for number in (3, 1, 2)]
    assert [item.passage.stored.id for item in ranked("bí thư", *same)] == [1, 2, 3]


@settings(max_examples=80, deadline=None)
@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=10).map(" ".join),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=40).map(" ".join),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join),
    st.floats(0, 50),
)
def test_shares_lie_between_0_and_1_and_sums_are_not_negative(
    question: str, text: str, title: str, score: float
) -> None:
    for item in ranked(question, stored(text, title=title), score=score):
        assert all(-1e-9 <= item.parts[name] <= 1 + 1e-9 for name in SHARES), item.parts
        assert all(item.parts[name] >= 0 for name in ("telling", "named", "pairs_held"))
        assert item.parts["found"] <= 0
        assert set(WEIGHTS) <= set(item.parts)


@given(st.integers(1, 10**7), st.integers(0, 10**7))
def test_rarity_is_never_negative_and_falls_with_frequency(documents: int, number: int) -> None:
    assert inverse_document_frequency(documents, number) > 0
    assert inverse_document_frequency(documents, number) >= inverse_document_frequency(
        documents, number + 1
    )
