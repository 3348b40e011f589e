"""The book of small talk: a bad line is named and the rest loads."""

from __future__ import annotations

import logging

import pytest

from index.answer.phrases import phrase_book, read_book
from index.model import Status


def test_the_shipped_book_has_no_bad_line(caplog: pytest.LogCaptureFixture) -> None:
    phrase_book.cache_clear()
    with caplog.at_level(logging.WARNING):
        book = phrase_book()
    assert caplog.records == []
    assert book.kinds[0] is Status.DISTRESS and len(book.phrases) > 1000


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (["thanks", "fr", "whole", "merci"], "'fr'"),
        (["thanks", "vi", "whole", " | "], "no phrase"),
        (["thanks", "vi", "everywhere", "cảm ơn"], "'everywhere'"),
        (["gratitude", "vi", "whole", "cảm ơn"], "'gratitude'"),
        (["thanks", "vi", "anywhere", "cảm ơn <who>"], "<who>"),
        (["<who>", "vi", "whole", "bạn"], "class"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_loads(
    row: list[str], said: str, caplog: pytest.LogCaptureFixture
) -> None:
    book = read_book([(2, row), (3, ["farewell", "vi", "whole", "tạm biệt"])])
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    assert "line 2" in caplog.text and said in caplog.text
    assert list(book.phrases) == [("tam", "biet")]


def test_words_are_read_as_the_book_spells_them() -> None:
    assert phrase_book().words("Chàooo bn <3 ko iu :)) hihi tamj bieejt") == [
        "chào", "bạn", "không", "yêu", "haha", "tạm", "biệt",
    ]  # fmt: skip
