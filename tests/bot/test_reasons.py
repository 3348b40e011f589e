"""Reasons in Vietnamese: every English one is a sentence that the program really says."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import index
from bot.reasons import read_reasons, reason_in
from index.model import Language

ROOT = Path(index.__file__).parent


def said() -> str:
    """All texts in the code of `index`, with a hole for each value that is put in."""
    texts = []
    for path in sorted(ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.JoinedStr):
                parts = [
                    str(part.value) if isinstance(part, ast.Constant) else "{}"
                    for part in node.values
                ]
                texts.append("".join(parts))
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                texts.append(node.value)
    return "\n".join(texts)


def test_every_english_reason_is_one_that_the_program_says() -> None:
    texts = said()
    unsaid = [
        clause
        for english, _ in read_reasons()
        for clause in re.split(r"\{\}|; |^an? |^is where |^is redirected to where ", english)
        if clause.strip() and clause.strip() not in texts
    ]
    assert unsaid == []


def test_each_vietnamese_reason_has_the_same_holes() -> None:
    for english, vietnamese in read_reasons():
        assert english.count("{}") == vietnamese.count("{}"), english
        assert vietnamese.strip() == vietnamese != ""


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        ("is not there (404)", "trang không tồn tại (404)"),
        (
            "http://127.0.0.1:9/ its site does not take connections",
            "http://127.0.0.1:9/ trang tin không nhận kết nối",
        ),
        (
            "is not there (404); it leaves the answers if it is still missing at the next crawl",
            "trang không tồn tại (404); lần sau vẫn không có thì bài được gỡ",
        ),
        (
            "no article but a page without a day: headed: Liên hệ",
            "không phải bài viết mà là trang không có ngày đăng (headed: Liên hệ)",
        ),
        ("something that nobody translated", "something that nobody translated"),
    ],
)
def test_a_reason_is_told_in_vietnamese_also_inside_another(reason: str, told: str) -> None:
    assert reason_in(Language.VIETNAMESE, reason) == told
    assert reason_in(Language.ENGLISH, reason) == reason


def test_a_long_reason_of_a_stranger_is_read_in_no_time() -> None:
    assert reason_in(Language.VIETNAMESE, "a {} b; " * 5_000).startswith("a {} b;")
