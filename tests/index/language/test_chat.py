"""Chat spellings: the table, its bad lines, and spellings by rule."""

from __future__ import annotations

import pytest

from index.language.chat import chat_spellings, respelled, spellings_of
from index.language.known_words import dictionary_words
from index.language.lexicon import key_of


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("ko", "không"), ("dc", "được"), ("bn", "bao nhiêu"), ("bao h", "bao giờ"),
     ("ngta", "người ta"), ("hqua", "hôm qua"), ("r", "rồi"), ("cho e", "cho em"),
     ("hum nay", "hôm nay")],
)  # fmt: skip
def test_chat_spellings_stand_for_words(typed: str, meant: str) -> None:
    assert chat_spellings().phrases.match(key_of(typed), 0) == (len(key_of(typed)), key_of(meant))


def test_what_the_table_reads_is_spelled_right() -> None:
    known = dictionary_words().syllables
    read = {word for meant in chat_spellings().phrases.entries.values() for word in meant}
    assert {word for word in read if word not in known} <= {"facebook"}


def test_a_line_without_words_is_passed_over_and_the_first_of_two_counts() -> None:
    rows = [(2, ["ko", "không"]), (3, ["...", "gì"]), (4, ["ko", "kho"]), (5, ["j", "?"])]
    assert spellings_of(rows).phrases.entries == {("ko",): ("không",)}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("fường", "phường"), ("wận", "quận"), ("zậy", "vậy"), ("jờ", "giờ"), ("kông", "công"),
     ("trướk", "trước"), ("trườg", "trường"), ("bjết", "biết"), ("dzề", "về"), ("thíck", "thícc")],
)  # fmt: skip
def test_sounds_as_chat_writes_them_are_spelled_out(typed: str, meant: str) -> None:
    assert meant in respelled(typed)


@pytest.mark.parametrize("word", ["kế", "kia", "quý", "sông", "giá", "dân", ""])
def test_standard_spellings_stay(word: str) -> None:
    assert list(respelled(word)) == []
