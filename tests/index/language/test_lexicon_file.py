"""Lexicon files that people edit: a bad line is named, the rest is read."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

import pytest

from index.answer.persons import known_surnames
from index.answer.roles import known_posts
from index.language import lexicon_file
from index.language.english import english_entries
from index.language.lexicon import load_lexicon
from index.language.lexicon_file import LONGEST_KEY, lexicon_rows
from index.language.stem import irregular_forms

Write = Callable[[str, bytes], None]
SHIPPED = Path(__file__).parents[3] / "data" / "lexicon"


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Puts a file of the given name and content in the place of the shipped lexicons."""
    folder = tmp_path / "lexicon"
    folder.mkdir()
    for file in SHIPPED.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    monkeypatch.setattr(lexicon_file, "files", lambda _: tmp_path)

    def written(name: str, content: bytes) -> None:
        (folder / name).write_bytes(content)

    return written


def rows_of(name: str, columns: int = 2) -> list[tuple[int, list[str]]]:
    return [(number, list(row)) for number, row in lexicon_rows(name, columns)]


def test_a_line_with_too_few_columns_is_named_and_the_rest_is_read(
    write: Write, caplog: pytest.LogCaptureFixture
) -> None:
    write("x.tsv", b"term\tmeaning\na\tA\nno tab here\nb\tB\n")
    assert rows_of("x.tsv") == [(2, ["a", "A"]), (4, ["b", "B"])]
    (record,) = caplog.records
    assert record.levelno == logging.WARNING
    assert "x.tsv, line 3" in record.message and "2 columns are needed" in record.message


def test_a_line_that_is_not_utf8_is_named_and_the_rest_is_read(
    write: Write, caplog: pytest.LogCaptureFixture
) -> None:
    write("x.tsv", b"term\tmeaning\na\t\xe0\xff\nb\tB\n")
    assert rows_of("x.tsv") == [(3, ["b", "B"])]
    assert "x.tsv, line 2" in caplog.text and "UTF-8 at byte 3" in caplog.text


def test_comments_empty_lines_and_foreign_line_ends_are_no_bad_lines(
    write: Write, caplog: pytest.LogCaptureFixture
) -> None:
    text = "\ufeffterm\tmeaning\r\n# a note\r\n\r\n a \t A\u2028B \r\n"
    write("x.tsv", text.encode())
    assert rows_of("x.tsv") == [(4, ["a", "A\u2028B"])]
    assert not caplog.records


BAD_LINES = [
    ("function_words.tsv", "này\tdeed", "'deed' is none of"),
    ("abbreviations.tsv", "XYZW\t", "the second column is empty"),
    ("abbreviations.tsv", "...\tmột", "no word"),
    ("synonyms_vi.tsv", f"{'dài ' * (LONGEST_KEY + 1)}\tmột", "words at most"),
    ("synonyms_vi.tsv", "...\tmột", "words on both sides"),
    ("synonyms_vi.tsv", "một\thai\tdeed", "'deed' is none of"),
    ("teencode.tsv", "abc", "2 columns are needed"),
]


@pytest.mark.parametrize(("name", "line", "problem"), BAD_LINES)
def test_a_bad_line_of_any_lexicon_is_named_and_the_lexicon_loads(
    write: Write, caplog: pytest.LogCaptureFixture, name: str, line: str, problem: str
) -> None:
    shipped = (SHIPPED / name).read_text("utf-8").rstrip("\n")
    write(name, f"{shipped}\n{line}\nzzqw\tai\n".encode())
    if name == "function_words.tsv":
        write(name, f"{shipped}\n{line}\n".encode())
    lexicon = load_lexicon.__wrapped__()
    number = shipped.count("\n") + 2
    assert f"{name}, line {number} is skipped" in caplog.text and problem in caplog.text
    assert len(caplog.records) == 1
    assert lexicon.function_words.entries and lexicon.related.entries and lexicon.chat_words


BAD_ENGLISH = [
    ("term\tnghĩa\tdeed", "'deed' is none of"),
    ("term\t \tnoun", "needs its Vietnamese"),
    ("term\tnghĩa", "3 columns are needed"),
    ("...\tnghĩa\tnoun", "a term has 1 to"),
    (f"{'long ' * (LONGEST_KEY + 1)}\tnghĩa\tnoun", "a term has 1 to"),
    ("good\tnghĩa khác\tnoun", "stands above already"),
    ("the good\tnghĩa khác\tnoun", "stands above already"),
]


@pytest.mark.parametrize(("line", "problem"), BAD_ENGLISH)
def test_a_bad_english_line_is_named_and_the_rest_is_read(
    write: Write, caplog: pytest.LogCaptureFixture, line: str, problem: str
) -> None:
    text = f"english\tvietnamese\tkind\ngood\ttốt\tadjective\n{line}\nbad\txấu\tadjective\n"
    write("english.tsv", text.encode())
    entries, _ = english_entries()
    assert {key: entry.vietnamese for key, entry in entries.items()} == {
        ("good",): (("tốt",),),
        ("bad",): (("xấu",),),
    }
    assert "english.tsv, line 3 is skipped" in caplog.text and problem in caplog.text


def test_a_bad_surname_is_named_and_the_rest_is_read(
    write: Write, caplog: pytest.LogCaptureFixture
) -> None:
    write("surnames.tsv", "surname\tshare\nTrần\tmany\nLê\t8.9\n".encode())
    assert known_surnames.__wrapped__() == {"Lê": 8.9}
    assert "surnames.tsv, line 2 is skipped" in caplog.text


def test_an_empty_or_commented_line_names_no_post(write: Write) -> None:
    write("roles.tsv", "role\n# posts\n\ngiám đốc\n".encode())
    assert list(known_posts.__wrapped__().entries) == [("giam", "doc")]


def test_a_bad_irregular_form_is_named_and_the_rest_is_read(
    write: Write, caplog: pytest.LogCaptureFixture
) -> None:
    write("english_forms.tsv", b"form\tbase\nwent\tgo\nx1\tbe\ntook\t \nate\teat\n")
    assert irregular_forms.__wrapped__() == {"went": ("go",), "ate": ("eat",)}
    assert "line 3 is skipped" in caplog.text and "line 4 is skipped" in caplog.text


def test_the_shipped_lexicons_have_no_bad_line(caplog: pytest.LogCaptureFixture) -> None:
    load_lexicon.__wrapped__()
    irregular_forms.__wrapped__()
    assert not caplog.records
