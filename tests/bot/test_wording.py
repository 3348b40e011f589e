"""Wording: complete in both languages, and every text is used and fits where it is used."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import get_args

import pytest

import bot
from bot.errors import WordingError
from bot.sandbox.markup import parse_html
from bot.wording import PLURAL_FORMS, Wordings, is_joined, placeholders, read_texts
from bot.wording_keys import CountKey, TextKey
from index.model import Language

PLAIN = ("button.", "alert.", "command.", "format.")


def contents(language: Language) -> dict[str, str]:
    """The wording files of a language as they stand, by name; the base comes first."""
    folder = files("data") / "wording"
    names = [file.name for file in folder.iterdir()]
    given = {n: re.fullmatch(rf"(?:(\w+)\.)?{language.value}\.toml", n) for n in names}
    own = [n for n, m in given.items() if m and is_joined(m[1] or "base")]
    return {name: (folder / name).read_text("utf-8") for name in sorted(own, key=len)}


def test_both_languages_have_the_same_keys_and_placeholders() -> None:
    vietnamese, english = (read_texts(language, contents(language)) for language in Language)
    assert set(vietnamese) == set(english)
    for key, text in vietnamese.items():
        assert placeholders(key, text) == placeholders(key, english[key]), key


def test_every_text_is_used_by_the_code() -> None:
    folder = Path(bot.__file__).parent
    modules = [*folder.glob("*.py"), *folder.glob("handlers/*.py")]
    code = "".join(path.read_text("utf-8") for path in modules)
    unused = [
        key
        for key in (*get_args(TextKey), *get_args(CountKey))
        if not re.search(f"""["']{key}["']""", code)
    ]
    assert unused == []


def test_every_html_text_is_taken_by_telegram_and_plain_ones_hold_no_markup(
    wordings: Wordings,
) -> None:
    for wording in wordings.by_language.values():
        for key, text in wording.texts.items():
            if key.startswith(PLAIN):
                assert not re.search(r"[<>&]", text), key
            else:
                parse_html(text)


def test_a_sentence_begins_with_a_capital_and_not_with_what_somebody_typed(
    wordings: Wordings,
) -> None:
    for wording in wordings.by_language.values():
        for key, text in wording.texts.items():
            seen = re.sub(r"<[^>]+>", "", text).strip()
            if seen.endswith((".", "?", "!")) and not seen.startswith("{"):
                assert not seen[0].islower(), key
            typed = ("{written}", "{means}", "{typed}", "{words}")
            assert not (seen.endswith(".") and seen.startswith(typed)), key


def test_short_texts_fit_where_telegram_shows_them(wordings: Wordings) -> None:
    for wording in wordings.by_language.values():
        for key, text in wording.texts.items():
            if key.startswith("alert."):
                assert len(text) <= 200, key
            if key.startswith("command."):
                assert len(text) <= 256, key
            if key.startswith("button."):
                assert len(text) <= 24, key


def test_a_citizen_is_addressed_in_one_way_throughout() -> None:
    vietnamese = "".join(contents(Language.VIETNAMESE).values()).lower()
    assert "anh/chị" in vietnamese
    assert not re.search(r"\b(bạn|quý khách|ông/bà|quý vị)\b", vietnamese)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('open = "Mở bài viết"', "", "missing button.open"),
        ('open = "Mở bài viết"', 'open = "x"\nextra = "y"', "unknown button.extra"),
        ('open = "Mở bài viết"', 'open = ""', "button.open must be a text"),
        ('open = "Mở bài viết"', 'open = "{a.b}"', "plain name in braces"),
        ('open = "Mở bài viết"', 'open = "{"', "button.open"),
        ('open = "Mở bài viết"', "open = ", "not valid TOML"),
    ],
)
def test_a_wrong_wording_file_fails_at_the_start_naming_the_key(
    old: str, new: str, said: str
) -> None:
    broken = contents(Language.VIETNAMESE)
    broken["vi.toml"] = broken["vi.toml"].replace(old, new)
    with pytest.raises(WordingError, match=re.escape(said)):
        read_texts(Language.VIETNAMESE, broken)


def test_a_text_that_two_files_give_fails_at_the_start_naming_file_and_key() -> None:
    twice = {**contents(Language.ENGLISH), "more.en.toml": '[button]\nopen = "x"'}
    with pytest.raises(WordingError, match=r"more\.en\.toml: button\.open stands"):
        read_texts(Language.ENGLISH, twice)


def test_values_are_escaped_in_html_and_not_in_plain_texts(wordings: Wordings) -> None:
    words = wordings[Language.VIETNAMESE]
    assert "&lt;b&gt;" in words.html("answer.source", source="<b>")
    assert "&lt;b&gt;" in words.count("search.found", 2, words="<b>")


def test_numbers_and_plurals_follow_the_language(wordings: Wordings) -> None:
    assert wordings[Language.VIETNAMESE].number(1234567.5, 1) == "1.234.567,5"
    assert wordings[Language.ENGLISH].number(1234567.5, 1) == "1,234,567.5"
    english = wordings[Language.ENGLISH]
    one, many = (english.count("search.latest", n) for n in (1, 2))
    assert ("article)" in one, "articles)" in many) == (True, True)
    assert PLURAL_FORMS == ("one", "other")


def test_each_file_has_its_twin_with_the_same_tables() -> None:
    vietnamese, english = contents(Language.VIETNAMESE), contents(Language.ENGLISH)
    twins = {name: name.replace("vi.toml", "en.toml") for name in vietnamese}
    assert set(twins.values()) == set(english)
    for name, twin in twins.items():
        assert set(tomllib.loads(vietnamese[name])) == set(tomllib.loads(english[twin])), name


def test_every_wording_file_is_of_a_language_and_read() -> None:
    read = {name for language in Language for name in contents(language)}
    stored = {file.name for file in (files("data") / "wording").iterdir()}
    assert read == {name for name in stored if name.endswith(".toml")}
