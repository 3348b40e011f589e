"""Words with wrong marks also match without them, and no others do."""

from __future__ import annotations

import pytest

from index.search.loosen import loosened
from tests.index.search.fakes import TextReader, query_of

READER = TextReader(
    "Chánh Thanh tra Sở nghỉ hưu từ ngày 1/3, lãnh đạo Sở tặng hoa",
    "Phóng viên nghĩ rằng hưu trí là quyền lợi; sáng lảnh lót tiếng chim",
    "Bà Trần Thị Hoa dự thi",
)


def without_marks(text: str) -> set[str]:
    """Returns the words that are matched without marks although they were typed with them."""
    asked, widened = query_of(text), loosened(query_of(text), READER)
    return {
        before.typed.terms[0]
        for before, after in zip(asked.concepts, widened.concepts, strict=True)
        if after.typed.folded and not before.typed.folded
    }


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("thanh tra sở nghĩ hưu từ ngày nào", {"nghĩ"}),
        ("lảnh đạo sở tặng hoa", {"lảnh"}),
        ("chánh thanh tra sở nghỉ hưu", set()),  # stands so in an article
        ("phóng viên nghĩ rằng", set()),
        ("hưu trí là quyền lợi", set()),  # no other marks stand there
        ("quán quân dự thi", set()),  # a word of the dictionary
        ("bà Trần Thị Hóa", set()),  # a name is another person's with other marks
        ("nghi huu", set()),  # typed without marks: matched so anyway
    ],
)
def test_only_words_that_no_article_has_there_lose_their_marks(text: str, words: set[str]) -> None:
    assert without_marks(text) == words


def test_other_ways_to_write_a_word_and_its_weight_stay() -> None:
    asked, widened = query_of("lảnh đạo sở tặng hoa"), loosened(query_of("lảnh đạo sở"), READER)
    before, after = asked.concepts[0], widened.concepts[0]
    assert after.typed.terms == ("lanh",)
    assert after.alternatives[1:] == before.alternatives[1:]
    assert (after.weight, after.kind) == (before.weight, before.kind)


def test_a_query_of_right_words_is_the_same_query() -> None:
    query = query_of("chánh thanh tra sở nghỉ hưu")
    assert loosened(query, READER) is query
