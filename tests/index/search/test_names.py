"""One name in its several spellings, for what follows retrieval."""

from __future__ import annotations

import pytest

from index.language.lexicon import load_lexicon
from index.search.names import named_in, written_ways
from tests.index.search.fakes import query_of

ARTICLE = "Sáng nay, Sở Khoa học và Công nghệ tổ chức họp báo."


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("giám đốc sở khcn", "giám đốc sở khoa học và công nghệ"),
        ("giam doc so tttt", "giam doc sở thông tin và truyền thông"),
        ("Sở KH&CN", "sở khoa học và công nghệ"),
        ("PCT UBND tỉnh", "phó chủ tịch ủy ban nhân dân tỉnh"),
    ],
)
def test_names_are_written_in_their_other_ways(text: str, other: str) -> None:
    assert other.lower() in [way.lower() for way in written_ways(text, load_lexicon())]


def test_question_words_are_no_abbreviations() -> None:
    assert written_ways("ai đấy", load_lexicon()) == ()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("so khcn", ["so", "khcn"]),
        ("Sở KHCN", ["so", "khcn"]),
        ("sở KH&CN", ["so", "kh"]),
        ("so khoa hoc va cong nghe", ["so", "khoa"]),
        ("Sở KH&CN", ["khoa", "hoc"]),
    ],
)
def test_an_article_names_a_body_however_it_is_typed(typed: str, words: list[str]) -> None:
    assert named_in(words, query_of(typed).concepts, ["Tin", ARTICLE])


def test_an_article_on_another_body_does_not_name_it() -> None:
    concepts = query_of("sở khcn").concepts
    assert not named_in(["so", "khcn"], concepts, ["Sở Y tế họp về khoa học dữ liệu."])
