"""Question files: what is read, and how a bad line is named."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from index.errors import HoidapError
from index.evaluation.questions import digest_of, read_questions


def written(tmp_path: Path, text: str | bytes) -> Path:
    file = tmp_path / "questions.jsonl"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def test_a_full_line_is_read(tmp_path: Path) -> None:
    line = (
        '{"id": "q1", "question": "Ai?", "answers": ["An", "anh An"], "gold_urls": ["u"], '
        '"style": "plain", "lang": "vi", "note": "more"}'
    )
    (question,) = read_questions(written(tmp_path, line))
    assert question.answers == ("An", "anh An")
    assert question.gold_urls == {"u"}
    assert (question.style, question.lang, question.answerable) == ("plain", "vi", True)


def test_only_id_and_question_are_needed(tmp_path: Path) -> None:
    (question,) = read_questions(written(tmp_path, '{"id": "q1", "question": "Ai?"}'))
    assert not question.answerable
    assert question.style == "unstyled"


def test_a_line_may_name_what_is_asked_for(tmp_path: Path) -> None:
    lines = '{"id": "1", "question": "Ai?", "type": "person"}\n{"id": "2", "question": "b"}'
    first, second = read_questions(written(tmp_path, lines))
    assert (first.answer_type, second.answer_type) == ("person", None)


def test_marks_are_composed_and_blank_lines_and_a_mark_of_order_passed_over(tmp_path: Path) -> None:
    text = '\ufeff\n{"id": "1", "question": "Bí thư?"}\r\n  \n{"id": "2", "question": "b"}\n'
    first, second = read_questions(written(tmp_path, unicodedata.normalize("NFD", text)))
    assert first.question == "Bí thư?"
    assert second.id == "2"


def test_a_line_ends_at_a_line_feed_alone(tmp_path: Path) -> None:
    (question,) = read_questions(written(tmp_path, '{"id": "1", "question": "a\u2028b\u0085c"}'))
    assert question.question == "a\u2028b\u0085c"


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ('{"id": "q1", "question": ', "Expecting value"),
        ("[1, 2]", "no JSON object"),
        ('{"question": "Ai?"}', "'id'"),
        ('{"id": "", "question": "Ai?"}', "'id'"),
        ('{"id": 7, "question": "Ai?"}', "'id'"),
        ('{"id": "q1"}', "'question'"),
        ('{"id": "q1", "question": "  "}', "'question'"),
        ('{"id": "q1", "question": "Ai?", "answers": "An"}', "'answers'"),
        ('{"id": "q1", "question": "Ai?", "gold_urls": [1]}', "'gold_urls'"),
        ('{"id": "q1", "question": "Ai?", "type": 3}', "'type'"),
        ("[" * 100_000, "line 2"),
    ],
)
def test_a_bad_line_is_named_by_file_number_and_key(
    tmp_path: Path, line: str, problem: str
) -> None:
    file = written(tmp_path, '{"id": "0", "question": "Ai?"}\n' + line)
    with pytest.raises(HoidapError, match=r"questions\.jsonl, line 2") as fault:
        read_questions(file)
    assert problem in str(fault.value)


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xef\xbb\xbf"])
def test_a_file_without_a_question_is_named(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(HoidapError, match="has no question"):
        read_questions(written(tmp_path, content))


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    with pytest.raises(HoidapError, match="UTF-8"):
        read_questions(written(tmp_path, b"\xff\xfe\x00"))
    with pytest.raises(HoidapError, match="cannot be read"):
        read_questions(tmp_path / "missing.jsonl")


def test_the_digest_tells_files_apart(tmp_path: Path) -> None:
    first = digest_of(written(tmp_path, "a"))
    assert first == digest_of(written(tmp_path, "a")) != digest_of(written(tmp_path, "b"))
