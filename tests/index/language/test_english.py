"""English words as the lexicon has them: articles, possessives, forms, and the entries."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.language.english import EnglishKind, english_entries, english_key, english_words
from index.language.lexicon import load_lexicon
from index.language.normalize import plain_punctuation
from index.language.stem import stems


def words(text: str) -> list[str]:
    return [word.text for word in english_words(plain_punctuation(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the head of the department", ["head", "of", "department"]),
        ("the department's second office", ["department", "second", "office"]),
        ("the director\u2019s phone", ["director", "phone"]),
        ("What's new?", ["what", "new"]),
        ("Why didn't it open?", ["why", "it", "open"]),
        ("farmers' union", ["farmers", "union"]),
        ("an office in an old house", ["office", "in", "old", "house"]),
        ("a contest", ["contest"]),
    ],
)
def test_articles_and_short_forms_are_no_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize("name", ["Long An province", "long an province", "Giang A Pao", "Hoi An"])
def test_syllables_of_names_are_no_articles(name: str) -> None:
    assert words(name) == name.lower().split()


@pytest.mark.parametrize("word", ["the", "a", "an"])
def test_an_article_alone_stays(word: str) -> None:
    assert words(word) == [word]


@given(st.text(max_size=60))
def test_words_stand_where_they_say(text: str) -> None:
    plain = plain_punctuation(text)
    found = english_words(plain)
    assert all(0 <= w.start < w.end <= len(plain) for w in found)
    assert [w.start for w in found] == sorted({w.start for w in found})


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("licences", "licence"),
        ("countries", "country"),
        ("elected", "elect"),
        ("merged", "merge"),
        ("planned", "plan"),
        ("publishing", "publish"),
        ("went", "go"),
        ("children", "child"),
        ("bases", "basis"),
        ("knives", "knife"),
        ("biggest", "big"),
        ("earlier", "early"),
        ("organised", "organize"),
        ("programme", "program"),
        ("centre", "center"),
        ("colours", "color"),
        ("officially", "official"),
        ("easily", "easy"),
    ],
)
def test_forms_lead_to_their_base(form: str, base: str) -> None:
    assert base in stems(form)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12))
def test_a_word_is_its_own_first_form_and_no_form_is_empty(word: str) -> None:
    found = stems(word)
    assert found[0] == word
    assert all(found) and len(found) == len(set(found))


def test_the_lexicon_holds_what_the_project_promises() -> None:
    entries, acronyms = english_entries()
    said = [entry for entry in entries.values() if entry.vietnamese]
    assert len(said) >= 4000
    assert {"us", "it"} <= acronyms.keys()


def test_an_entry_has_its_vietnamese_unless_it_is_not_searched() -> None:
    entries, _ = english_entries()
    for key, entry in entries.items():
        assert entry.vietnamese or entry.kind is EnglishKind.STOP, key
        assert english_key(" ".join(key)) == key or len(key) == 1, key


def test_the_longest_entry_of_each_first_word_is_known() -> None:
    lexicon = load_lexicon()
    for key in lexicon.english.entries:
        assert len(key) <= lexicon.english_lengths[key[0]]
